#include "worker/forge_queue.h"

#include <algorithm>

namespace cadence::worker {

namespace {

constexpr std::size_t kShownCommit = 12;

/// All up to the one whose group it is; nothing where one of them is not told.
std::optional<std::vector<std::string>> in_group(std::vector<forge::Queued> const& queue,
                                                 std::string const& head) {
    std::vector<std::string> members;
    for (auto const& each : queue) {
        if (each.pull_request.empty()) return std::nullopt;
        members.push_back(each.pull_request);
        if (each.head == head) return members;
    }
    return std::nullopt;
}

}  // namespace

void ForgeQueue::want_only(std::function<bool(std::string const& head)> const& keeps) {
    std::erase_if(groups_, [&](auto const& group) { return !keeps(group.first); });
    if (!lacks_some()) retry_.succeeded();
}

std::vector<std::string> const* ForgeQueue::members(std::string const& head) const {
    auto const found = groups_.find(head);
    return found == groups_.end() || !found->second ? nullptr : &*found->second;
}

bool ForgeQueue::lacks_some() const {
    return std::ranges::any_of(groups_, [](auto const& group) { return !group.second; });
}

std::optional<Instant> ForgeQueue::read_from() const {
    return lacks_some() && !busy_ ? std::optional{retry_.not_before} : std::nullopt;
}

bool ForgeQueue::answered(std::vector<forge::Queued> const& queue, Instant now) {
    auto any = false;
    std::string missing;
    for (auto& [head, members] : groups_) {
        if (members) continue;
        members = in_group(queue, head);
        any = any || members;
        if (!members) missing = head;
    }
    if (missing.empty())
        retry_.succeeded();
    else
        retry_.failed(now, "merge group " + missing.substr(0, kShownCommit) +
                               ": the merge queue does not tell which pull requests are in it");
    return any;
}

}  // namespace cadence::worker
