// Votes and what they are about: DESIGN section 5, "Votes", "Candidate", "After GO".
#include <algorithm>

#include "artifact/version.h"
#include "base/describe.h"
#include "base/find.h"
#include "base/text.h"
#include "release/arguments.h"
#include "release/draft.h"
#include "release/lifecycle.h"

namespace cadence::release {

namespace {

Result<void> check_vote(Release const& release, CastVote const& command, Actor const& actor) {
    if (!actor.has_any(release.required_roles))
        return refuse(ErrorCode::forbidden, "role-needed",
                      actor.id + " holds no role whose vote " + release.id + " requires; it requires " +
                          titles_of(release.required_roles) + ".");
    if (command.vote == Choice::no_go && command.reason.empty())
        return refuse(ErrorCode::invalid, "reason-needed", "A no-go is a veto and needs a reason.",
                      "#/reason");
    auto const* const before = release.undecided() ? release.vote_of(actor.id) : nullptr;
    if (before != nullptr && before->vote == command.vote && before->reason == command.reason)
        return refuse(ErrorCode::conflict, "already-voted",
                      actor.id + " already said " + in_words(name_of(before->vote)) + " at " +
                          describe_instant(before->at) + ".");
    return {};
}

/// It is being deployed or production has it: a vote decides nothing any more, but a no_go must be heard.
Result<Events> late_vote(Draft& draft, Release const& release, CastVote const& command) {
    auto const running = release.state == State::deploying || release.state == State::monitoring;
    if (!running || command.vote == Choice::go)
        return refuse_state(release, "a vote counts from the code freeze until the release is deployed.");
    auto const& actor = draft.context().actor;
    draft.record_issue(release.id, actor.name + " says no-go: " + command.reason, std::nullopt);
    return draft.take();
}

bool same_candidate(Release const& release, SetCandidate const& command) {
    return release.candidate && without_v(release.candidate->version) == command.version &&
           release.candidate->commit == command.commit;
}

Result<void> check_candidate(SetCandidate const& command) {
    if (auto checked = check_commit(command.commit, "#/commit"); !checked) return checked;
    if (command.version.empty() && command.commit.empty())
        return refuse(ErrorCode::invalid, "candidate-empty", "A candidate needs a version, a commit or both.",
                      "#/version");
    return {};
}

/// In plain spelling; a version without a commit names the commit that is the candidate already, if that has
/// no name yet.
SetCandidate completed(SetCandidate command, Release const& release) {
    command.version = artifact::plain_version(command.version);
    auto const unnamed = release.candidate && release.candidate->version.empty();
    if (command.commit.empty() && unnamed) command.commit = release.candidate->commit;
    return command;
}

bool has_voted(Release const& release, Role role) {
    return std::ranges::any_of(release.votes, [&](Vote const& vote) { return contains(vote.roles, role); });
}

std::string first_pending(Release const& release) {
    auto const* const firing = first_where(release.firings, [&](Firing const& each) {
        return each.attempt == release.attempt && each.status == FiringStatus::pending;
    });
    return firing == nullptr ? std::string{} : firing->phase.name;
}

}  // namespace

Result<Events> handle(Train const& train, CastVote const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::vote); !allowed) return error_of(allowed);
    Draft draft{train, context};
    auto const release = draft.pin(command.release);
    if (!release) return error_of(release);
    if (release->is_on_demand())
        return refuse_state(*release, "a release on demand is approved or rejected, not voted on.");
    if (!release->is_scheduled())
        return refuse_state(*release,
                            "somebody deployed it without a request; roll it back, or record an issue.");
    if (auto checked = check_vote(*release, command, context.actor); !checked) return error_of(checked);
    if (release->state == State::planned) {
        auto const* const freeze = release->firing(PhaseKind::code_freeze);
        return refuse_state(
            *release, "voting opens with the code freeze at " + describe_instant(freeze->phase.at) + ".");
    }
    if (!release->undecided()) return late_vote(draft, *release, command);
    draft.emit(VoteCast{release->id, context.actor.id, context.actor.name, context.actor.roles, command.vote,
                        command.reason});
    draft.settle(release->id);
    return draft.take();
}

Result<Events> handle(Train const& train, WithdrawVote const& command, Context const& context) {
    Draft draft{train, context};
    auto const release = draft.pin(command.release);
    if (!release) return error_of(release);
    if (!context.actor.only_items.empty()) return tl::unexpected{require(context.actor, Right::vote).error()};
    auto const person = command.person.empty() ? context.actor.id : command.person;
    if (person != context.actor.id) {
        if (auto allowed = require(context.actor, Right::lift_vote); !allowed) return error_of(allowed);
        if (command.reason.empty())
            return refuse(ErrorCode::invalid, "reason-needed", "Lifting somebody else's vote needs a reason.",
                          "#/reason");
    }
    if (release->vote_of(person) == nullptr)
        return refuse(ErrorCode::not_found, "no-vote", person + " has no vote on " + release->id + ".");
    if (!release->undecided())
        return refuse_state(*release, "a vote can no longer be withdrawn; record an issue instead.");
    draft.emit(VoteWithdrawn{release->id, person, command.reason});
    draft.settle(release->id);
    return draft.take();
}

Result<Events> handle(Train const& train, SetCandidate const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::set_candidate); !allowed) return error_of(allowed);
    if (auto checked = check_candidate(command); !checked) return error_of(checked);
    Draft draft{train, context};
    auto const release = draft.pin(command.release);
    if (!release) return error_of(release);
    auto const wanted = completed(command, *release);
    if (same_candidate(*release, wanted)) return Events{};
    if (auto checked = check_version(wanted.version, wanted.commit, draft.train()); !checked)
        return error_of(checked);
    if (release->state == State::deploying && !release->undecided()) {
        draft.record_issue(release->id,
                           context.actor.name + " names another candidate while deploying: " +
                               (wanted.version.empty() ? wanted.commit : wanted.version),
                           std::nullopt);
        return draft.take();
    }
    if (!release->undecided() && !release->is_open_request())
        return refuse_state(*release,
                            "its candidate no longer changes; postpone it, or report what was deployed.");
    draft.set_candidate(release->id, wanted.version, wanted.commit);
    return draft.take();
}

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

Result<Events> handle(Train const& train, RemindVoters const& command, Context const& context) {
    auto const* const release = train.find(command.release);
    if (release == nullptr || context.clock_held) return Events{};
    auto const at = next_reminder(*release, context.policy);
    if (!at || context.now < *at) return Events{};
    auto reminder = reminder_of(*release);
    // Too late to remind anybody: the phases up to the go/no-go are due, and with the last of them this is
    // over.
    if (context.now >= reminder.decision_at)
        return handle(train, FirePhase{release->id, first_pending(*release)}, context);
    return one_event(context, std::move(reminder));
}

}  // namespace cadence::release
