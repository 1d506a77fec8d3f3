// Moving and cancelling releases, and blackouts: spec "Release Postponement", DESIGN sections 3 and 4.

#include "base/describe.h"
#include "base/find.h"
#include "release/agenda.h"
#include "release/arguments.h"
#include "release/draft.h"
#include "release/lifecycle.h"

namespace cadence::release {

namespace {

constexpr std::size_t kNeighbours = 200;  // more than three years of a weekly train

/// Why a release stays where it is. `done` is what was to be done with it: "moved", "cancelled".
std::string why_not(Release const& release, std::string const& done) {
    auto const is = release.id + " " + standing_of(release.state);
    if (release.deployment_running())
        return is + ": its deployment to production is running; report how it ended first.";
    if (name_of(release.state) == done) return is + " already.";
    if (is_terminal(release.state)) return is + ": it is over, and can no longer be " + done + ".";
    return is + ": only a release that is not in production can be " + done + ".";
}

tl::unexpected<Error> refuse_move(Release const& release, std::string const& done) {
    return refuse(ErrorCode::conflict, "state-does-not-allow", why_not(release, done));
}

bool may_cancel(Release const& release) {
    if (release.deployment_running()) return false;
    return is_undecided(release.state) || release.state == State::deploying ||
           release.state == State::overdue || release.is_open_request();
}

Window window_at(Policy const& policy, Instant opens_at) {
    return {opens_at, opens_at + policy.rule.window};
}

/// The local times that a release has had, so that one which a gap has shifted is found again.
std::vector<Duration> times_of(Policy const& policy, Release const& release) {
    std::vector<Duration> times;
    for (auto change = release.dates.rbegin(); change != release.dates.rend(); ++change) {
        if (change->from)
            times.push_back(calendar::local_time(policy.rule, change->from->opens_at, times).time);
    }
    return times;
}

/// The local time at which it is meant to open.
auto meant_time(Policy const& policy, Release const& release) {
    return calendar::local_time(policy.rule, release.window.opens_at, times_of(policy, release));
}

Instant days_later(Policy const& policy, Release const& release, int days) {
    auto local = meant_time(policy, release);
    local.day += date::days{days};
    return calendar::at(policy.rule.zone, local);
}

Result<Instant> new_opening(Policy const& policy, Release const& release, Postpone const& command) {
    if (command.to && command.day)
        return refuse(ErrorCode::invalid, "day-or-instant",
                      "Give the day, or the instant at which the window opens, and not both.", "#/day");
    if (command.to) return *command.to;
    if (!command.day) return days_later(policy, release, 7);
    auto local = meant_time(policy, release);
    local.day = *command.day;
    return calendar::at(policy.rule.zone, local);
}

/// The release that a window would collide with, or nothing: order by slot is kept, windows are not shared.
std::optional<Release> collision(std::vector<Upcoming> const& others, Release const& release,
                                 Window const& window) {
    for (auto const& other : others) {
        if (other.release.id == release.id) continue;
        auto const later = other.release.slot > release.slot;
        auto const fits = later ? window.closes_at <= other.release.window.opens_at
                                : window.opens_at >= other.release.window.closes_at;
        if (!fits) return other.release;
    }
    return std::nullopt;
}

struct Move {
    Policy const& policy;
    std::vector<Upcoming> others;
    Release const& release;
    Instant now;
};

std::vector<std::string> alternatives_of(Move const& move) {
    std::vector<std::string> texts;
    for (int days = 1; days <= 14 && texts.size() < 3; ++days) {
        auto const opens_at = days_later(move.policy, move.release, days);
        if (opens_at <= move.now || collision(move.others, move.release, window_at(move.policy, opens_at)))
            continue;
        texts.push_back("postpone to " + format_instant(opens_at));
    }
    texts.push_back("cancel " + move.release.id);
    return texts;
}

Result<Window> check_move(Move const& move, Instant opens_at) {
    auto const window = window_at(move.policy, opens_at);
    auto refused = [&](std::string problem, std::string detail) {
        return refuse(ErrorCode::conflict, std::move(problem), std::move(detail), "#/to",
                      alternatives_of(move));
    };
    if (opens_at <= move.now)
        return refused("date-in-the-past", describe_instant(opens_at) + " is in the past; it is " +
                                               describe_instant(move.now) + ".");
    if (opens_at == move.release.window.opens_at)
        return refused("same-date",
                       move.release.id + " already opens at " + describe_instant(opens_at) + ".");
    if (auto const other = collision(move.others, move.release, window))
        return refused("date-collides",
                       "A window from " + describe_instant(window.opens_at) + " to " +
                           describe_instant(window.closes_at) + " does not fit: " + other->id + " has " +
                           describe_instant(other->window.opens_at) + " to " +
                           describe_instant(other->window.closes_at) + ", and releases keep their order.");
    return window;
}

void begin_attempt(Draft& draft, std::string const& id, Window const& to, std::string const& reason) {
    auto const before = draft.at(id);
    draft.skip_pending(id, "postponed: " + reason, any_firing);
    std::vector<std::string> voided;
    for (auto const& vote : before.votes) voided.push_back(vote.person);
    draft.emit(ReleasePostponed{id, before.attempt + 1, before.window, to,
                                calendar::phases_of(draft.context().policy.rule, to.opens_at),
                                std::move(voided), resetting_items(before), reason});
    draft.change_state(id, State::planned, "postponed: " + reason);
    draft.heed_production(id);
    auto const moved = draft.at(id);
    for (auto const& firing : moved.firings) {
        if (firing.status != FiringStatus::pending || firing.phase.at > draft.context().now) continue;
        draft.fire(moved, firing, FiringStatus::skipped, "already past at the new date");
        if (firing.phase.kind == PhaseKind::code_freeze) draft.pass_freeze(id);
    }
    draft.settle(id);
}

/// The release as it stands before a move that is allowed and has a reason.
Result<Release> to_be_moved(Draft& draft, std::string const& id, std::string const& reason,
                            std::string const& done) {
    if (auto given = need_reason(reason); !given) return error_of(given);
    auto release = draft.pin(id);
    if (release && !may_cancel(*release)) return refuse_move(*release, done);
    return release;
}

Result<void> check_no_twin(Train const& train, AddBlackout const& command) {
    for (auto const& each : train.blackouts)
        if (each.from == command.from && each.to == command.to)
            return refuse_twin(each.id, "on the same days");
    return {};
}

}  // namespace

Result<Events> handle(Train const& train, Postpone const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::postpone); !allowed) return error_of(allowed);
    Draft draft{train, context};
    auto const movable = to_be_moved(draft, command.release, command.reason, "moved");
    if (!movable) return error_of(movable);
    auto const& release = *movable;
    if (!release.is_scheduled())
        return refuse(ErrorCode::conflict, "no-date-to-move",
                      release.id + " was never on the calendar: it has no date to move.");
    auto const to = new_opening(context.policy, release, command);
    if (!to) return error_of(to);
    auto const room = check_room(release.dates.size(), kMostMoves, release.id, "moves",
                                 "cancel it, or leave it where it is.");
    if (!room) return error_of(room);
    Move const move{context.policy, agenda_of(draft.train(), context.policy, kNeighbours).releases, release,
                    context.now};
    auto const window = check_move(move, *to);
    if (!window) return error_of(window);
    begin_attempt(draft, release.id, *window, command.reason);
    return draft.take();
}

Result<Events> handle(Train const& train, Cancel const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::cancel); !allowed) return error_of(allowed);
    Draft draft{train, context};
    auto const movable = to_be_moved(draft, command.release, command.reason, "cancelled");
    if (!movable) return error_of(movable);
    auto const& release = *movable;
    draft.skip_pending(release.id, "cancelled: " + command.reason, any_firing);
    draft.withdraw_deadlines(release.id, "cancelled");
    draft.emit(ReleaseCancelled{release.id, release.window, command.reason, {}});
    draft.change_state(release.id, State::cancelled, command.reason);
    return draft.take();
}

Result<Events> handle(Train const& train, AddBlackout const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::manage_blackouts); !allowed) return error_of(allowed);
    if (auto given = need_reason(command.reason); !given) return error_of(given);
    if (command.to < command.from)
        return refuse(ErrorCode::invalid, "blackout-ends-before-it-starts",
                      "The blackout ends on " + format_date(command.to) + ", before it starts on " +
                          format_date(command.from) + ".",
                      "#/to");
    if (command.to < context.policy.rule.zone.day_of(context.now))
        return refuse(ErrorCode::invalid, "date-in-the-past",
                      "The blackout ends on " + format_date(command.to) + ", which is in the past.", "#/to");
    if (auto first = check_no_twin(train, command); !first) return error_of(first);
    auto const room =
        check_room(train.blackouts.size(), kMostBlackouts, train.id, "blackouts",
                   "end those that are not needed any more, or put them into the configuration.");
    if (!room) return error_of(room);
    return one_event(context, BlackoutAdded{{"blackout-" + std::to_string(train.sequence + 1), command.from,
                                             command.to, command.reason}});
}

Result<Events> handle(Train const& train, EndBlackout const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::manage_blackouts); !allowed) return error_of(allowed);
    if (first_with(train.blackouts, &calendar::Blackout::id, command.blackout) == nullptr)
        return refuse(ErrorCode::not_found, "blackout-not-found",
                      "There is no blackout " + command.blackout +
                          " to end; end those of the configuration file there.");
    Draft draft{train, context};
    auto left = blackouts_of(train, context.policy);
    std::erase_if(left, [&](auto const& each) { return each.id == command.blackout; });
    draft.keep_ahead(context.policy, left);
    draft.emit(BlackoutEnded{command.blackout});
    return draft.take();
}

}  // namespace cadence::release
