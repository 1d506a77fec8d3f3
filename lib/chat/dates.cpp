// Dates: moved, cancelled, kept free; and the states that a release goes through.
#include <algorithm>

#include "base/describe.h"
#include "base/text.h"
#include "chat/nouns.h"
#include "chat/phrases.h"
#include "release/agenda.h"
#include "release/monitoring.h"

namespace cadence::chat {

using namespace release;

namespace {

constexpr std::size_t kLookedAhead = 52;  // releases, for those that a blackout moves

Announcement released(StateChanged const& what, EventContext const& context) {
    auto const* const release = context.train.find(what.release);
    auto points = release == nullptr ? std::vector<std::string>{} : open_points(open_items_after(*release));
    auto made =
        about_release({Topic::released, points.empty() ? Mood::good : Mood::warning}, context, what.release,
                      {{"reason", what.reason}, {"open", only_if(!points.empty(), "Never done:")}});
    made.points = std::move(points);
    return made;
}

/// Releases that a blackout moves, and slots that it leaves without one.
std::vector<std::string> moves_of(calendar::Blackout const& blackout, EventContext const& context) {
    auto const covers = [&](Date day) { return day >= blackout.from && day <= blackout.to; };
    auto const agenda = agenda_of(context.train, context.policy, kLookedAhead);
    std::vector<std::string> moves;
    for (auto const& each : agenda.releases) {
        if (each.moved_from && each.moved_because == blackout.reason &&
            covers(context.policy.rule.zone.day_of(each.moved_from->opens_at)))
            moves.push_back(each.release.id + " moves to " +
                            show_time(context, each.release.window.opens_at));
    }
    for (auto const& each : agenda.skipped)
        if (covers(each.slot)) moves.push_back(release_id(context.train.id, each.slot) + " is dropped");
    return moves;
}

std::string sentence(StateChanged const& what, LogLine const&) {
    auto const explained = what.to == State::cancelled || what.reason == "GO";  // by the line before
    return what.release + " " + standing_of(what.to) + (explained ? "" : because(what.reason));
}

/// Other states are announced by what led to them.
Announcements announcements(StateChanged const& what, EventContext const& context) {
    if (what.to == State::released) return {released(what, context)};
    auto made = decision(what, context);
    return made.empty() ? request_answered(what, context) : made;
}

std::string sentence(ReleasePostponed const& what, LogLine const& line) {
    return line.actor + " moved " + what.release + " from " + describe_instant(what.from.opens_at) + " to " +
           describe_instant(what.to.opens_at) + because(what.reason);
}

Announcements announcements(ReleasePostponed const& what, EventContext const& context) {
    auto const freeze = std::ranges::find(what.phases, PhaseKind::code_freeze, &calendar::PhaseTime::kind);
    auto const ahead = freeze != what.phases.end() && freeze->at > context.event.at;
    return {about_release({Topic::postponed}, context, what.release,
                          {{"from", show_time(context, what.from.opens_at)},
                           {"opens_at", show_time(context, what.to.opens_at)},
                           {"closes_at", show_time(context, what.to.closes_at)},
                           {"freeze", ahead ? "Its code freeze is " + show_time(context, freeze->at) + "."
                                            : "It stays frozen."},
                           {"voided", only_if(!what.voided.empty(), "To vote again: " + listed(what.voided))},
                           {"reason", what.reason}})};
}

std::string sentence(ReleaseCancelled const& what, LogLine const& line) {
    auto const was = what.release + ", planned to open at " + describe_instant(what.from.opens_at);
    if (!what.superseded_by.empty()) return what.superseded_by + " supersedes " + was;
    return line.actor + " cancels " + was + because(what.reason);
}

Announcements announcements(ReleaseCancelled const& what, EventContext const& context) {
    auto const* const release = context.train.find(what.release);
    auto const dated = release == nullptr || release->is_scheduled();
    auto const was = only_if(dated, "It was planned to open " + show_time(context, what.from.opens_at) + ".");
    return {
        about_release({Topic::cancelled}, context, what.release, {{"was", was}, {"reason", what.reason}})};
}

std::string sentence(CancelledPassed const& what, LogLine const&) {
    return "the window that cancelled " + what.release + " would have had is over";
}

std::string sentence(BlackoutAdded const& what, LogLine const& line) {
    return line.actor + " added " + what.blackout.id + ", " + format_date(what.blackout.from) + " to " +
           format_date(what.blackout.to) + because(what.blackout.reason);
}

Announcements announcements(BlackoutAdded const& what, EventContext const& context) {
    auto const& blackout = what.blackout;
    auto moves = moves_of(blackout, context);
    auto const one_day = blackout.from == blackout.to;
    auto const days = one_day ? " on " + format_date(blackout.from)
                              : " from " + format_date(blackout.from) + " to " + format_date(blackout.to);
    auto made = about_train({Topic::blackout}, context,
                            {{"title", "No releases of " + std::string{context.train_name} + days},
                             {"reason", blackout.reason},
                             {"blackout", blackout.id},
                             {"moves", moves.empty() ? "It changes no date so far." : "What changes:"}});
    made.points = few(std::move(moves));
    return {made};
}

std::string sentence(BlackoutEnded const& what, LogLine const& line) {
    return line.actor + " ended " + what.blackout;
}

Announcements announcements(BlackoutEnded const& what, EventContext const& context) {
    return {about_train({Topic::blackout}, context,
                        {{"title", what.blackout + " of " + std::string{context.train_name} + " is over"},
                         {"reason", "Releases may fall on its days again"},
                         {"blackout", what.blackout}})};
}

}  // namespace

Noun const kDates = noun_of<DateEvents, Silent<CancelledPassed>>(
    [](auto const& what, LogLine const& line) { return sentence(what, line); },
    [](auto const& what, EventContext const& context) { return announcements(what, context); });

}  // namespace cadence::chat
