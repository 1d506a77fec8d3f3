#include "worker/forge_gate.h"

#include "base/text.h"
#include "worker/forge_status.h"

namespace cadence::worker {

std::optional<forge::PullRequest> ForgeGate::pull_request(std::string const& train,
                                                          std::string const& number) const {
    auto const found = watches_.find(train);
    return found == watches_.end() ? std::nullopt : found->second.targets.pull_request(number);
}

void ForgeGate::adopt_config() {
    auto const& config = options_.engine.config();
    std::erase_if(watches_, [&](auto const& each) {
        auto const* const train = config.train(each.first);
        return train == nullptr || !each.second.is_of(*train);
    });
    for (auto const& train : config.trains) {
        if (train.forge && !watches_.contains(train.id)) watches_.try_emplace(train.id, train, ++last_id_);
    }
}

void ForgeGate::heard(std::string const& train, forge::Fact const& fact) {
    adopt_config();
    auto const found = watches_.find(train);
    if (found == watches_.end()) return;
    auto& watch = found->second;
    auto const is_ours = [&](std::string const& repository) {
        return repository.empty() || equals_ignoring_case(repository, watch.forge.repository);
    };
    if (auto const* const change = std::get_if<forge::PullRequestChanged>(&fact)) {
        if (!is_ours(change->repository)) return;
        watch.targets.heard(change->pull_request, ++rank_);
        if (!change->status_check.empty()) watch.targets.ask_again(change->pull_request.number);
    } else if (auto const* const group = std::get_if<forge::MergeGroup>(&fact)) {
        if (!is_ours(group->repository)) return;
        watch.targets.heard(*group, ++rank_, now());
    } else {
        return;
    }
    watch.settled.reset();
    wake();
}

void ForgeGate::settle(ForgeWatch& watch) {
    auto& engine = options_.engine;
    auto const revision = engine.revision(watch.train);
    if (!watch.gates() || watch.settled == revision) return;
    watch.settled = revision;
    auto const& train = engine.train(watch.train);
    auto const& policy = engine.policy(watch.train);
    auto const held = engine.clock_held();
    auto const& public_url = engine.config().server.public_url;
    auto const url = public_url.empty() ? "" : public_url + "/v1/gates?train=" + watch.train;
    auto const said = [&](release::Gate const& gate) {
        return watch.in_words_it_takes(status_of(gate, policy.rule.zone, watch.forge.kind, url));
    };
    auto const everybody = release::gate_of(train, policy, release::Action::merge, held);
    watch.targets.settle(
        [&](release::Subject const& subject) {
            if (everybody.open) return said(everybody);
            return said(release::gate_of(train, policy, release::Action::merge, held, subject));
        },
        !everybody.open && release::admits_by_path(train), now());
}

/// The transport may answer at once: that is then worked on in another round, not within this one.
void ForgeGate::wake() {
    again_ = true;
    if (waking_) return;
    waking_ = true;
    while (std::exchange(again_, false)) {
        adopt_config();
        for (auto& [train, watch] : watches_) settle(watch);
        work();
    }
    waking_ = false;
    options_.arm(next_wake());
}

void ForgeGate::work() {
    for (bool more = true; more;) {
        more = post_something();
        for (auto& [train, watch] : watches_) more = read_something(watch) || more;
    }
}

bool ForgeGate::read_something(ForgeWatch& watch) {
    auto const at = now();
    if (!lane_of(watch).may_read(at) || at < watch.reads.not_before || watch.holds_back()) return false;
    if (!watch.sweep.running() && at >= watch.next_sweep && !begin_sweep(watch)) return false;
    if (watch.sweep.has_question()) {
        auto question = watch.sweep.next();
        auto request = question.request;
        ask(watch, Way::read, std::move(request),
            [this, question = std::move(question)](ForgeWatch& of, Answer const& answer) {
                take_sweep(of, question, answer);
            });
        return true;
    }
    if (auto* const target = watch.targets.to_read(at)) return read_target(watch, *target);
    return read_files(watch) || read_queue(watch);
}

bool ForgeGate::post_something() {
    auto const at = now();
    ForgeWatch* of = nullptr;
    ForgeTarget* first = nullptr;
    for (auto& [train, watch] : watches_) {
        if (!lane_of(watch).may_write(at) || at < watch.writes.not_before) continue;
        auto* const target = watch.targets.to_post(at);
        if (target == nullptr || (first != nullptr && !goes_before(*target, *first))) continue;
        of = &watch;
        first = target;
    }
    if (first == nullptr) return false;
    if (auto const token = token_of(*of, of->writes)) post_target(*of, *first, *token);
    return true;
}

void ForgeGate::ask(ForgeWatch& watch, Way way, net::HttpRequest request, Then then) {
    auto& lane = lane_of(watch);
    if (way == Way::read) {
        ++lane.reading;
    } else {
        lane.writing = true;
        lane.next_write = now() + ForgeLane::kBetweenWrites;
    }
    options_.transport.send(std::move(request), [this, lane_name = watch.forge.api_url, id = watch.id, way,
                                                 then = std::move(then)](Result<net::HttpResponse> response) {
        auto& used = lanes_[lane_name];
        if (way == Way::read)
            --used.reading;
        else
            used.writing = false;
        auto const until = response ? forge::rate_limited_until(*response, now()) : std::nullopt;
        if (until) used.limit(*until);
        answered(id, {std::move(response), until.has_value()}, then);
    });
}

void ForgeGate::answered(std::uint64_t watch, Answer answer, Then const& then) {
    auto const refused = answer.response && answer.response->status >= 400;
    answer.limited = answer.limited && refused;
    for (auto& [train, each] : watches_) {
        if (each.id == watch) then(each, answer);
    }
    wake();
}

std::optional<std::string> ForgeGate::token_of(ForgeWatch& watch, ForgeRetry& retry) {
    auto token = options_.secrets.read(watch.forge.token_from);
    if (token) return *std::move(token);
    failed(watch, retry, token.error().detail);
    return std::nullopt;
}

void ForgeGate::failed(ForgeWatch const& watch, ForgeRetry& retry, std::string const& why) {
    auto const is_new = retry.why != why;
    retry.failed(now(), why);
    if (is_new) options_.report(watch.name() + ": " + why);
}

void ForgeGate::succeeded(ForgeWatch const& watch, ForgeRetry& retry) {
    if (retry.since) options_.report(watch.name() + ": it works again");
    retry.succeeded();
}

ForgeLane ForgeGate::lane_now(ForgeWatch const& watch) const {
    auto const found = lanes_.find(watch.forge.api_url);
    return found == lanes_.end() ? ForgeLane{} : found->second;
}

std::optional<Instant> ForgeGate::next_wake() const {
    std::optional<Instant> next;
    for (auto const& [train, watch] : watches_) {
        auto const due = watch.next_wake(lane_now(watch));
        if (due && (!next || *due < *next)) next = due;
    }
    return next;
}

std::vector<ForgeStanding> ForgeGate::standings() const {
    std::vector<ForgeStanding> standings;
    for (auto const& [train, watch] : watches_) standings.push_back(watch.standing(lane_now(watch), now()));
    return standings;
}

}  // namespace cadence::worker
