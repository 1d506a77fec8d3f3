// A release as it stands. Plain data: only `evolve` makes a new one from an event. DESIGN section 5.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "release/checklist.h"
#include "release/dates.h"
#include "release/deployments.h"
#include "release/records.h"
#include "release/requests.h"
#include "release/rollbacks.h"
#include "release/votes.h"

namespace cadence::release {

struct Release {
    std::string id;  // "backend-2026-01-22", "backend-hotfix-2026-01-14-double-booking"
    std::string train;
    Kind kind = Kind::scheduled;
    Date slot;        // on demand: the day it was asked for
    int attempt = 1;  // 1 + postponements
    State state = State::planned;
    Window window;                // on demand: the instant it was asked for, twice
    std::vector<Firing> firings;  // of every attempt, in order
    std::vector<Role> required_roles;
    std::vector<Item> checklist;
    std::optional<OnDemand> on_demand;
    std::optional<Candidate> candidate;
    std::vector<Vote> votes;  // one a person
    int reminded = 0;         // the attempt whose voters were reminded last
    std::vector<Deployment> deployments;
    std::vector<Issue> issues;
    std::vector<DateChange> dates;
    std::optional<Instant> monitored_until;
    bool monitoring_reminded = false;  // of what is required after it, before that end
    bool monitoring_overdue = false;   // that end has passed with some of it open, and was told
    std::optional<Rollback> rollback;
    std::optional<Record> retrospective;
    std::optional<Record> post_mortem;
    std::optional<Notes> notes;

    /// The firing of this attempt's phase, or null.
    [[nodiscard]] Firing const* firing(PhaseKind kind) const;
    [[nodiscard]] Vote const* vote_of(std::string_view person) const;
    /// Opened and not yet closed.
    [[nodiscard]] bool window_open() const;
    /// Its window came without permission to deploy, and may still get it.
    [[nodiscard]] bool window_held() const;
    /// The last production deployment that was started, if nothing that was reported ends it (notices may
    /// come late, out of order and from several clocks); else null.
    [[nodiscard]] Deployment const* running_deployment() const;
    [[nodiscard]] bool deployment_running() const { return running_deployment() != nullptr; }
    /// Votes, candidate and checklist still decide: nothing has begun.
    [[nodiscard]] bool undecided() const;
    [[nodiscard]] bool has_pending_phase() const;
    /// This attempt's phase is pending.
    [[nodiscard]] bool awaits(PhaseKind phase) const;
    [[nodiscard]] bool in_production() const;
    /// It runs in production, or once did.
    [[nodiscard]] bool was_deployed() const;
    [[nodiscard]] Item const* item(std::string_view id) const;
    /// The last success reported for this environment, or null.
    [[nodiscard]] Deployment const* deployed_to(Environment environment) const;
    /// Its candidate runs on staging. A report with neither commit nor version counts only where it names the
    /// release: it is then taken to mean the candidate.
    [[nodiscard]] bool staged() const;
    /// The calendar places it and people vote on it.
    [[nodiscard]] bool is_scheduled() const { return kind == Kind::scheduled; }
    /// It was asked for, and nothing has begun.
    [[nodiscard]] bool is_open_request() const {
        return state == State::requested || state == State::approved;
    }
    /// It is asked for and approved.
    [[nodiscard]] bool is_on_demand() const { return kind == Kind::hotfix || kind == Kind::expedited; }
};

/// The end: no phase, vote, candidate, report or action any more; time goes on with the retrospective alone.
[[nodiscard]] bool is_terminal(State state);
/// Within a sentence about a release: "is being rolled back", "has GO".
[[nodiscard]] std::string standing_of(State state);
/// Nothing will change it any more: neither pending nor held.
[[nodiscard]] bool is_final(FiringStatus status);
/// Before the window is open with GO.
[[nodiscard]] bool is_undecided(State state);
[[nodiscard]] std::string release_id(std::string_view train, Date slot);
/// Whether this is the same software as that, by its commit or else its version; nothing: what is known of
/// the two cannot be compared.
[[nodiscard]] std::optional<bool> compared(std::string_view version, std::string_view commit,
                                           std::string_view other_version, std::string_view other_commit);
/// A fact that one report has and another lacks is not a contradiction.
[[nodiscard]] bool may_be_the_same(Deployment const& deployment, std::string_view version,
                                   std::string_view commit);
/// Either may be abbreviated, as git does it: to seven digits, not fewer.
inline constexpr std::size_t kAbbreviated = 7;
[[nodiscard]] bool same_commit(std::string_view a, std::string_view b);
/// Both are known, and they differ.
[[nodiscard]] bool is_other_commit(std::string_view a, std::string_view b);
/// Tags are written v1.2.0, versions 1.2.0.
[[nodiscard]] std::string_view without_v(std::string_view version);

BOOST_DESCRIBE_STRUCT(Release, (),
                      (id, train, kind, slot, attempt, state, window, firings, required_roles, checklist,
                       on_demand, candidate, votes, reminded, deployments, issues, dates, monitored_until,
                       monitoring_reminded, monitoring_overdue, rollback, retrospective, post_mortem, notes))

}  // namespace cadence::release
