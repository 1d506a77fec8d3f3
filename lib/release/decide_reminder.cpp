// The reminder before the go/no-go, and what becomes of one that nobody was there to send.
#include <algorithm>

#include "release/cases.h"
#include "release/decision.h"
#include "release/draft.h"
#include "release/reminder.h"

namespace cadence::release {

namespace {

bool has_voted(Release const& release, Role role) {
    return std::any_of(release.votes.begin(), release.votes.end(), [&](Vote const& vote) {
        return std::find(vote.roles.begin(), vote.roles.end(), role) != vote.roles.end();
    });
}

std::string first_pending(Release const& release) {
    auto const firing = std::find_if(release.firings.begin(), release.firings.end(), [&](Firing const& each) {
        return each.attempt == release.attempt && each.status == FiringStatus::pending;
    });
    return firing == release.firings.end() ? std::string{} : firing->phase.name;
}

}  // namespace

std::optional<Instant> next_reminder(Release const& release, Policy const& policy) {
    auto const before = policy.clocks.vote_reminder;
    auto const open = release.state == State::frozen || release.state == State::no_go;
    if (!open || before == Duration{0} || release.reminded == release.attempt) return std::nullopt;
    auto const* const decision = release.firing(PhaseKind::go_no_go);
    auto const* const freeze = release.firing(PhaseKind::code_freeze);
    if (decision == nullptr || decision->status != FiringStatus::pending) return std::nullopt;
    auto const at = decision->phase.at - before;
    if (freeze != nullptr && at < freeze->phase.at) return std::nullopt;
    return at;
}

VoteReminded reminder_of(Release const& release) {
    VoteReminded reminder;
    reminder.release = release.id;
    reminder.decision_at = release.firing(PhaseKind::go_no_go)->phase.at;
    auto reasons = decision_of(release).reasons;
    std::erase_if(reasons, [](Reason const& each) { return each.code == "role_has_not_said_go"; });
    reminder.missing = points_of(reasons, release);
    for (auto const role : release.required_roles) {
        if (!has_voted(release, role)) reminder.waiting_for.push_back(role);
    }
    return reminder;
}

Result<Events> on(Train const& train, RemindVoters const& command, Context const& context) {
    auto const* const release = train.find(command.release);
    if (release == nullptr || context.clock_held) return Events{};
    auto const at = next_reminder(*release, context.policy);
    if (!at || context.now < *at) return Events{};
    auto reminder = reminder_of(*release);
    // Too late to remind anybody: the phases up to the go/no-go are due, and with the last of them this is
    // over.
    if (context.now >= reminder.decision_at)
        return on(train, FirePhase{release->id, first_pending(*release)}, context);
    Draft draft{train, context};
    draft.emit(std::move(reminder));
    return draft.take();
}

}  // namespace cadence::release
