// One train's repository as the merge gate knows it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "config/config.h"
#include "release/trains.h"
#include "worker/forge_lane.h"
#include "worker/forge_standing.h"
#include "worker/forge_sweep.h"
#include "worker/forge_targets.h"

namespace cadence::worker {

struct RefusedWords {
    std::string words;
    std::string why;
};

struct ForgeWatch {
    ForgeWatch(config::TrainConfig const& config, std::uint64_t id_in);

    std::uint64_t id;  // of this configuration: late answers for another are dropped
    std::string train;
    forge::Forge forge;
    std::string branch;
    ForgeSweep sweep;
    ForgeTargets targets;
    ForgeRetry reads;
    ForgeRetry writes;
    Instant next_sweep{};
    Instant next_self_test{};
    std::uint64_t swept_from = 0;  // the rank when the sweep began
    std::optional<Instant> last_sweep = {};
    std::optional<Instant> last_head_at = {};  // when the branch was last seen at this head
    std::string head = {};
    bool cut_off = false;  // there are more pull requests than are read
    std::optional<bool> required = {};
    std::optional<std::int64_t> settled = {};    // the engine's revision
    std::set<std::string> refused_words = {};    // by the forge: it is told plain ones instead
    std::string refused = {};                    // how it put it, the last time
    std::vector<RefusedWords> in_question = {};  // until plain ones are taken in their place
    bool told_shut_out = false;                  // that nobody may know that the gate is shut

    /// Posts anything at all.
    [[nodiscard]] bool gates() const { return forge.statuses || !forge.external_check.empty(); }
    /// A failing forge is asked one thing at a time.
    [[nodiscard]] bool holds_back() const { return reads.since && sweep.waits(); }
    [[nodiscard]] bool is_of(config::TrainConfig const& config) const;
    [[nodiscard]] Duration sweeps_every() const;
    /// "acme/backend (backend)": for the log.
    [[nodiscard]] std::string name() const { return forge.repository + " (" + train + ")"; }
    /// In words that the forge has not refused.
    [[nodiscard]] forge::Status in_words_it_takes(forge::Status status) const;
    /// From now on in plain words; false: these it was, and it is not about words.
    bool refuse_words(forge::Status const& status, std::string const& why);
    /// The refusal that led to plain words, for people.
    [[nodiscard]] std::vector<RefusedWords> take_words(forge::Status const& status);
    /// Whether a status that shuts is not where it belongs.
    [[nodiscard]] bool lets_through() const;
    /// Advice on what a merge should require, or empty.
    [[nodiscard]] std::string advice() const;
    [[nodiscard]] ForgeStanding standing(ForgeLane const& lane, Instant now) const;
    /// When this one has something to do next, as far as `lane` lets it.
    [[nodiscard]] std::optional<Instant> next_wake(ForgeLane const& lane) const;
    /// The merge that `swept` shows and nobody has told of; nothing: there is none, or it may be an old one.
    [[nodiscard]] std::optional<release::RecordMerge> missed_merge(ForgeSweep::Found const& swept,
                                                                   release::Train const& train_now,
                                                                   Instant now) const;
    /// Where the branch is at an older merge, and does not contain the last one any more; nothing: it does,
    /// or that is not sure.
    [[nodiscard]] std::optional<release::RecordMerge> moved_back(ForgeSweep::Found const& swept,
                                                                 release::Train const& train_now,
                                                                 Instant now) const;
    /// The last merge on record, where the branch was not seen at it.
    [[nodiscard]] std::string unseen_merge(release::Train const& train_now) const;
    /// In words, where the first look cannot tell whether what the branch is at is a merge nobody has told
    /// of.
    [[nodiscard]] std::string odd_head(ForgeSweep::Found const& swept, release::Train const& train_now) const;
    /// What the branch is at could not be recorded: it is looked at again, from where it was before.
    void forget_head(std::string before);
};

}  // namespace cadence::worker
