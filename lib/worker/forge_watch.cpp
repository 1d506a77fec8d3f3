#include "worker/forge_watch.h"

#include <algorithm>
#include <utility>

namespace cadence::worker {

namespace {

/// GitLab fails a check that is left without an answer for two minutes.
constexpr Duration kCheckSweep = std::chrono::seconds{90};
/// So long after a push a forge may still answer as before it.
constexpr Duration kForgeSettles = std::chrono::minutes{1};

void keep_earlier(std::optional<Instant>& first, Instant other) {
    if (!first || other < *first) first = other;
}

}  // namespace

ForgeWatch::ForgeWatch(config::TrainConfig const& config, std::uint64_t id_in)
    : id{id_in},
      train{config.id},
      forge{*config.forge},
      branch{config.policy.main_branch},
      sweep{forge, branch},
      targets{forge, branch} {}

bool ForgeWatch::is_of(config::TrainConfig const& config) const {
    return config.forge == forge && config.policy.main_branch == branch;
}

Duration ForgeWatch::sweeps_every() const {
    return forge.external_check.empty() ? forge.sweep : std::min(forge.sweep, kCheckSweep);
}

std::string ForgeWatch::advice() const {
    if (required != false) return {};
    return "the status " + forge.context + " is not required on " + branch + " of " + forge.repository +
           ": anybody can merge whatever it says; " + forge::how_to_require(forge);
}

forge::Status ForgeWatch::in_words_it_takes(forge::Status status) const {
    return refused_words.contains(status.description) ? forge::in_plain_words(status) : std::move(status);
}

bool ForgeWatch::refuse_words(forge::Status const& status, std::string const& why) {
    if (status == forge::in_plain_words(status)) {
        for (auto const& each : std::exchange(in_question, {})) refused_words.erase(each.words);
        return false;
    }
    if (!refused_words.insert(status.description).second) return false;
    in_question.push_back({status.description, why});
    return true;
}

std::vector<RefusedWords> ForgeWatch::take_words(forge::Status const& status) {
    if (in_question.empty() || status != forge::in_plain_words(status)) return {};
    refused = in_question.back().why;
    return std::exchange(in_question, {});
}

bool ForgeWatch::lets_through() const {
    return std::ranges::any_of(targets.all(), [&](ForgeTarget const* target) {
        return target->wanted.state == forge::StatusState::failure && !targets.is_settled(*target);
    });
}

ForgeStanding ForgeWatch::standing(ForgeLane const& lane, Instant now) const {
    ForgeStanding standing{.train = train, .forge = forge, .branch = branch};
    standing.last_sweep = last_sweep;
    standing.open = targets.open();
    standing.cut_off = cut_off;
    standing.refused = refused;
    standing.required = required;
    standing.advice = advice();
    if (lane.limited(now)) standing.limited_until = lane.limited_until;
    auto const note = [&](ForgeRetry const& retry) {
        if (!retry.since || (standing.failing_since && *standing.failing_since <= *retry.since)) return;
        standing.failing_since = retry.since;
        standing.failing = retry.why;
    };
    note(writes);
    note(reads);
    for (auto const* target : targets.all()) {
        ++(targets.is_settled(*target) ? standing.posted : standing.waiting);
        note(target->retry);
    }
    if (auto const* const retry = targets.files().failing()) note(*retry);
    note(targets.queue().retry());
    return standing;
}

std::optional<Instant> ForgeWatch::next_wake(ForgeLane const& lane) const {
    std::optional<Instant> next;
    if (lane.reading < ForgeLane::kMostReads && !holds_back()) {
        auto const from = std::max(reads.not_before, lane.read_from());
        if (!sweep.running()) keep_earlier(next, std::max(next_sweep, from));
        if (sweep.has_question()) keep_earlier(next, from);
        for (auto const due : {targets.read_from(), targets.files().read_from(), targets.queue().read_from()})
            if (due) keep_earlier(next, std::max(*due, from));
    }
    if (!lane.writing) {
        auto const from = std::max(writes.not_before, lane.write_from());
        if (auto const due = targets.post_from()) keep_earlier(next, std::max(*due, from));
    }
    return next;
}

std::optional<release::RecordMerge> ForgeWatch::missed_merge(ForgeSweep::Found const& swept,
                                                             release::Train const& train_now,
                                                             Instant now) const {
    auto const& found = *swept.head;
    if (found.commit == head || train_now.merges.of_commit(found.commit) != nullptr) return std::nullopt;
    if (head.empty() && swept.ahead != true) return std::nullopt;  // it may be of last year
    release::RecordMerge merge{.commit = found.commit,
                               .author = found.author,
                               .title = found.title,
                               .pull_request = forge::merged_from(found.message).pull_request,
                               .committed_at = found.committed_at,
                               .replaces = swept.lacks ? swept.recorded : ""};
    auto const known = targets.pull_request(merge.pull_request);
    if (known && (known->open || known->merged)) {  // what a message claims beside that is anybody's
        merge.branch = known->branch;
        merge.labels = known->labels;
        merge.paths = known->paths;
        if (merge.author.empty()) merge.author = known->author;
    }
    // It came after the branch was last seen elsewhere; a commit's own time is anybody's guess beyond that.
    auto const at = std::min(found.committed_at.value_or(now), now);
    merge.merged_at = std::max(at, last_head_at.value_or(at));
    return merge;
}

std::string ForgeWatch::unseen_merge(release::Train const& train_now) const {
    if (train_now.merges.empty()) return {};
    auto const& last = train_now.merges.back().commit;
    return !head.empty() && release::same_commit(last, head) ? std::string{} : last;
}

std::optional<release::RecordMerge> ForgeWatch::moved_back(ForgeSweep::Found const& swept,
                                                           release::Train const& train_now,
                                                           Instant now) const {
    if (!swept.lacks || unseen_merge(train_now) != swept.recorded) return std::nullopt;
    auto const& last = train_now.merges.back();
    auto const* const known = train_now.merges.of_commit(swept.head ? swept.head->commit : head);
    auto const too_early = now < last.received_at + kForgeSettles;
    if (known == nullptr || known->number >= last.number || too_early) return std::nullopt;
    return release::RecordMerge{.commit = known->commit, .replaces = last.commit};
}

std::string ForgeWatch::odd_head(ForgeSweep::Found const& swept, release::Train const& train_now) const {
    auto const& commit = swept.head->commit;
    if (!head.empty() || swept.ahead == true || train_now.merges.empty()) return {};
    if (train_now.merges.of_commit(commit) != nullptr) return {};
    return name() + ": " + branch + " is at " + commit +
           ", which does not contain the last merge on record, " + train_now.merges.back().commit +
           "; if it is a merge that nobody has reported: cadencectl merged " + commit + " --train " + train;
}

void ForgeWatch::forget_head(std::string before) {
    head = std::move(before);
    sweep.forget_head();
}

}  // namespace cadence::worker
