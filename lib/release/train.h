// A train as it stands: the aggregate that commands change. It holds the releases, merges and deadlines that
// are alive, not their history; every other release is derived from the calendar until something touches it
// (and is then pinned).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "release/deadline.h"
#include "release/release.h"

namespace cadence::release {

enum class Action { merge, deploy, flag };
enum class Admits { branch, pull_request, label, path };

/// What production has run: the way back. The newest last.
struct Ran {
    Running what;
    bool rolled_back = false;
    std::string rollback = {};  // of the release so named
    std::string why = {};
    bool operator==(Ran const&) const = default;
};

struct MissedPhase {
    std::string release;
    std::string phase;
    Instant due_at;
    Instant noticed_at;
    bool operator==(MissedPhase const&) const = default;
};

/// A change that reached `main`.
struct Merge {
    int number = 0;  // in order of arrival
    std::string commit;
    std::string author;
    std::string title;
    std::string branch;        // it came from, or empty
    std::string pull_request;  // its number, or empty
    std::optional<Instant> committed_at;
    Instant merged_at;
    Instant received_at;
    std::vector<std::string> against;  // codes of the reasons that had the gate shut
    std::optional<Instant> staging_at;
    std::optional<Instant> production_at;
    bool operator==(Merge const&) const = default;
};

/// "Stop the line": shuts gates from `from` until `until`, or until somebody ends it.
struct Freeze {
    std::string id;  // "freeze-3"
    std::vector<Action> actions;
    Instant from;
    std::optional<Instant> until;
    bool begun = false;
    std::string reason;
    std::string by;
    bool operator==(Freeze const&) const = default;
};

struct Exemption {
    std::string id;  // "exemption-4"
    Admits admits = Admits::branch;
    std::string value;  // of a path: its pattern (path_pattern.h)
    Instant until;
    std::string reason;
    std::string by;
    bool operator==(Exemption const&) const = default;
};

/// After a rollback nothing scheduled is deployed until a Tech Lead clears it.
struct Block {
    std::string release;
    std::string reason;
    Instant since;
    std::string verified_by = {};  // empty: it is being rolled back
    bool operator==(Block const&) const = default;
};

/// Production was given an on-demand release; what ships after it must contain it, until a deployment does.
struct Unmerged {
    std::string release;
    std::string branch;
    std::string commit;
    int merge = 0;                  // the merge that brought it to main; 0: none yet
    std::string contained_in = {};  // the release whose deployment contained it; taken back with that
    bool operator==(Unmerged const&) const = default;
};

struct Train {
    std::string id;
    std::optional<Instant> activated_at;  // nothing: never seen by this database
    Date next_slot;                       // the first slot that the calendar still owns
    std::map<std::string, Release> releases;
    std::vector<Merge> merges;  // in order of arrival
    std::map<std::string, Deadline> deadlines;
    std::vector<calendar::Blackout> blackouts;  // over the API; those of the configuration are in the Policy
    std::vector<Freeze> freezes;                // begun or to come
    std::vector<Exemption> exemptions;
    std::optional<Running> staging;
    std::optional<Running> production;
    std::vector<Ran> ran;
    std::vector<Unmerged> unmerged;
    std::optional<Block> blocked;        // by the newest rollback that is not cleared
    std::vector<Block> blocked_besides;  // by older ones, in the order in which they began
    std::string highest_tag;             // as a check last saw it
    std::vector<MissedPhase> missed;     // not yet announced
    int sequence = 0;                    // numbers given out: blackouts, freezes, exemptions, deployments
    int last_merge = 0;
    std::vector<std::string> cancelled;  // still shown: their windows would not have closed yet
    std::optional<Date> next_review;     // the first day of the quarter to come
    std::string last_unplanned;          // the newest release of this kind
    bool operator==(Train const&) const = default;

    [[nodiscard]] Release const* find(std::string_view id) const;
    /// The merge of this commit, or null.
    [[nodiscard]] Merge const* merge_of(std::string_view commit) const;
    /// The last version that ran well in production before what runs there now, under whatever name; by the
    /// highest tag where there is no record (DESIGN section 3). Nothing: none is known.
    [[nodiscard]] std::optional<Running> previous_version() const;
};

/// The rollbacks that are not cleared, in the order in which they began.
[[nodiscard]] std::vector<Block> blocks_of(Train const& train);
/// Else it is verified.
[[nodiscard]] bool is_rolling_back(Train const& train, Block const& block);
/// Still to be kept at hand: not over, a phase pending, or a slot that the calendar must step around.
[[nodiscard]] bool is_live(Train const& train, Release const& release);
/// Not in production yet, or the last that is.
[[nodiscard]] bool is_live(Train const& train, Merge const& merge);

}  // namespace cadence::release

template <>
struct cadence::Names<cadence::release::Action> {
    static constexpr std::array<std::string_view, 3> values{"merge", "deploy", "flag"};
};
template <>
struct cadence::Names<cadence::release::Admits> {
    static constexpr std::array<std::string_view, 4> values{"branch", "pull_request", "label", "path"};
};
