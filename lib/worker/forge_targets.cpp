#include "worker/forge_targets.h"

#include <algorithm>

namespace cadence::worker {

namespace {

constexpr std::size_t kRemembered = 50;
constexpr Duration kGroupKept = std::chrono::hours{6};

std::string key_of(ForgeTarget const& target) {
    return target.is_check ? "check " + target.pull_request.number : "status " + target.pull_request.head;
}

bool shuts(forge::Status const& status) {
    return status.state == forge::StatusState::failure;
}

bool shuts(ForgeTarget const& target) {
    return shuts(target.wanted);
}

/// By the forge's own time, of which not all that it says tells more than the second.
bool is_older(forge::PullRequest const& a, forge::PullRequest const& than) {
    using Seconds = std::chrono::seconds;
    return a.updated_at && than.updated_at &&
           std::chrono::floor<Seconds>(*a.updated_at) < std::chrono::floor<Seconds>(*than.updated_at);
}

}  // namespace

bool goes_before(ForgeTarget const& a, ForgeTarget const& b) {
    return shuts(a) != shuts(b) ? shuts(a) : a.rank > b.rank;
}

void ForgeTargets::close(Open gone) {
    auto const& number = gone.pull_request.number;
    gone.pull_request.paths = files_.paths_of(gone.pull_request);
    open_.erase(number);
    std::erase_if(closed_, [&](auto const& each) { return each.pull_request.number == number; });
    closed_.push_back(std::move(gone));
    if (closed_.size() > kRemembered) closed_.erase(closed_.begin());
}

void ForgeTargets::heard(forge::PullRequest const& pull_request, std::uint64_t rank) {
    auto const known = this->pull_request(pull_request.number);
    if (known && is_older(pull_request, *known)) return;
    if (!pull_request.open || pull_request.base != branch_) return close({pull_request, rank});
    open_[pull_request.number] = {pull_request, rank};
}

void ForgeTargets::heard(forge::MergeGroup const& group, std::uint64_t rank, Instant now) {
    if (group.base != branch_) return;
    if (group.gone)
        groups_.erase(group.head);
    else
        groups_[group.head] = {rank, now, group.pull_request};
}

void ForgeTargets::ask_again(std::string const& number) {
    auto const found = targets_.find("check " + number);
    if (found != targets_.end()) found->second.posted.reset();
}

void ForgeTargets::swept(ForgeSweep::Found const& found, std::uint64_t since, std::uint64_t rank) {
    auto const outweighs = [&](Open const& heard, forge::PullRequest const& listed) {
        if (is_older(listed, heard.pull_request)) return true;
        return heard.rank > since && !is_older(heard.pull_request, listed);
    };
    auto const closed_after = [&](forge::PullRequest const& listed) {
        return std::ranges::any_of(closed_, [&](Open const& gone) {
            return gone.pull_request.number == listed.number && outweighs(gone, listed);
        });
    };
    auto before = std::exchange(open_, {});
    for (auto const& each : found.pull_requests) {
        auto const known = before.find(each.number);
        if (known != before.end() && outweighs(known->second, each))
            open_.insert(*known);
        else if (!closed_after(each))
            open_[each.number] = {each, rank};
        --rank;
    }
    for (auto& [number, each] : before) {
        if (open_.contains(number)) continue;
        auto const heard_since = each.rank > since;
        auto const doubted = found.unseen == ForgeUnseen::doubtful && !heard_since;
        if (!heard_since && (found.unseen == ForgeUnseen::gone || (doubted && each.doubtful))) {
            close(each);
        } else {
            each.doubtful = doubted;
            open_[number] = each;
        }
    }
    // An answer to a check may have been lost, and so may the question; a status that shuts, overwritten.
    for (auto& [key, target] : targets_)
        target.known = target.known && !target.is_check && !(shuts(target) && target.posted == target.wanted);
}

/// One commit may be the head of several pull requests: what shuts one shuts all, whoever came first.
void ForgeTargets::want(std::map<std::string, ForgeTarget>& into, ForgeTarget const& target) {
    auto const [at, added] = into.emplace(key_of(target), target);
    if (added || (shuts(at->second) && !shuts(target))) return;
    if (shuts(target) == shuts(at->second) && target.rank < at->second.rank) return;
    at->second = target;
}

void ForgeTargets::want_files(std::vector<forge::PullRequest> const& shut_out) {
    files_.want(shut_out, [&](std::string const& number, std::string const& head) {
        auto const found = open_.find(number);
        return found != open_.end() && found->second.pull_request.head == head;
    });
}

/// One that is in a group; who is not known is not let through.
forge::Status ForgeTargets::judge(std::string const& number, std::string const& head,
                                  Says const& says) const {
    auto const found = open_.find(number);
    if (found == open_.end()) return says({{}, head, {}, {}, {}});
    auto const& pr = found->second.pull_request;
    return says({pr.branch, head, number, pr.labels, {}, files_.paths_of(pr)});
}

/// All that is in it has to pass. Which those are is asked only where the last one alone would.
forge::Status ForgeTargets::judge(std::string const& head, Group const& group, Says const& says) {
    auto unknown = says({{}, head, {}, {}, {}});
    if (!shuts(unknown)) return unknown;
    auto last = judge(group.number, head, says);
    if (!group.number.empty() && shuts(last)) return last;
    auto const* const members = queue_.members(head);
    if (members == nullptr) {
        queue_.want(head);
        unknown.description =
            forge::status_for(
                forge::Kind::github,  // nobody else has such groups
                {.text = "Which pull requests are in this is not known yet. " + unknown.description})
                .description;
        return unknown;
    }
    for (auto const& number : *members) {
        last = judge(number, head, says);
        if (shuts(last)) return last;
    }
    return members->empty() ? unknown : last;
}

void ForgeTargets::settle_groups(std::map<std::string, ForgeTarget>& into, Says const& says) {
    queue_.want_only([&](std::string const& head) { return groups_.contains(head); });
    for (auto const& [head, group] : groups_) {
        ForgeTarget target{.pull_request = {.head = head}, .rank = group.rank};
        target.wanted = judge(head, group, says);
        if (forge_.statuses) want(into, target);
    }
}

void ForgeTargets::settle(Says const& says, bool by_path, Instant now) {
    std::erase_if(groups_, [&](auto const& group) { return group.second.since + kGroupKept < now; });
    std::map<std::string, ForgeTarget> next;
    std::vector<forge::PullRequest> shut_out;
    for (auto const& [number, each] : open_) {
        auto const& pr = each.pull_request;
        ForgeTarget target{.pull_request = pr, .rank = each.rank};
        target.wanted = says({pr.branch, pr.head, pr.number, pr.labels, {}, files_.paths_of(pr)});
        if (by_path && shuts(target)) shut_out.push_back(pr);
        if (forge_.statuses) want(next, target);
        target.is_check = true;
        if (!forge_.external_check.empty()) want(next, target);
    }
    settle_groups(next, says);
    for (auto& [key, target] : next) {
        auto const old = targets_.find(key);
        if (old == targets_.end() || old->second.pull_request.head != target.pull_request.head) continue;
        target.posted = old->second.posted;
        target.known = old->second.known;
        target.busy = old->second.busy;
        if (!is_settled(target)) target.retry = old->second.retry;
    }
    targets_ = std::move(next);
    want_files(shut_out);
}

bool ForgeTargets::is_settled(ForgeTarget const& target) const {
    if (!target.known || !target.posted) return false;
    return target.is_check ? target.posted->state == target.wanted.state
                           : forge::says_the_same(forge_.kind, *target.posted, target.wanted);
}

ForgeTarget* ForgeTargets::most_urgent(Instant now, Lacks lacks) {
    ForgeTarget* first = nullptr;
    for (auto& [key, target] : targets_) {
        if (!(this->*lacks)(target) || now < target.retry.not_before) continue;
        if (first == nullptr || goes_before(target, *first)) first = &target;
    }
    return first;
}

ForgeTarget* ForgeTargets::find(ForgeTarget const& asked) {
    auto const found = targets_.find(key_of(asked));
    if (found == targets_.end() || found->second.pull_request.head != asked.pull_request.head) return nullptr;
    return &found->second;
}

std::optional<Instant> ForgeTargets::earliest(Lacks lacks) const {
    std::optional<Instant> first;
    for (auto const& [key, target] : targets_) {
        if (!(this->*lacks)(target)) continue;
        first = std::min(first.value_or(target.retry.not_before), target.retry.not_before);
    }
    return first;
}

std::optional<forge::PullRequest> ForgeTargets::pull_request(std::string const& number) const {
    if (auto const found = open_.find(number); found != open_.end()) {
        auto known = found->second.pull_request;
        known.paths = files_.paths_of(known);
        return known;
    }
    auto const closed =
        std::ranges::find_if(closed_, [&](auto const& each) { return each.pull_request.number == number; });
    return closed == closed_.end() ? std::nullopt : std::optional{closed->pull_request};
}

std::vector<ForgeTarget const*> ForgeTargets::all() const {
    std::vector<ForgeTarget const*> all;
    all.reserve(targets_.size());
    for (auto const& [key, target] : targets_) all.push_back(&target);
    return all;
}

}  // namespace cadence::worker
