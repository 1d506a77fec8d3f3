// The checklist: items ticked, and the checks that tick them.
#include "base/text.h"
#include "chat/nouns.h"
#include "chat/phrases.h"

namespace cadence::chat {

using namespace release;

namespace {

template <class Event>
Item const* item_in(Train const* train, Event const& what) {
    auto const* const release = train == nullptr ? nullptr : train->find(what.release);
    return release == nullptr ? nullptr : release->item(what.item);
}

/// The severity that a failure after a release proposes; null where nobody proposes one.
Severity const* proposed_by(Item const* item) {
    auto const proposes = item != nullptr && item->rule.stage == Stage::post && item->rule.severity;
    return proposes ? &*item->rule.severity : nullptr;
}

/// "Proposed severity: P0, roll back now. Nobody has confirmed it yet."
std::string proposal_of(Severity severity) {
    auto const* const advice = severity == Severity::p0   ? "roll back now"
                               : severity == Severity::p1 ? "roll back within the hour"
                                                          : "fix forward";
    return "Proposed severity: " + std::string{name_of(severity)} + ", " + advice +
           ". Nobody has confirmed it yet.";
}

struct Failure {
    std::string what;   // "Check production_health"
    std::string check;  // or empty
    std::string saw;
    std::string found;
};

template <class Event>
Announcement failure(Event const& what, Failure failed, EventContext const& context) {
    auto const* const item = item_in(&context.train, what);
    auto const* const severity = proposed_by(item);
    return about_release({Topic::check_failed, Mood::alarm}, context, what.release,
                         {{"what", std::move(failed.what)},
                          {"check", std::move(failed.check)},
                          {"item", item == nullptr ? what.item : item->rule.text},
                          {"saw", std::move(failed.saw)},
                          {"found", std::move(failed.found)},
                          {"severity", severity != nullptr ? std::string{name_of(*severity)} : std::string{}},
                          {"proposed", severity != nullptr ? proposal_of(*severity) : std::string{}}});
}

/// A failure that is announced already is no news.
template <class Event>
bool is_known(Event const& what, EventContext const& context) {
    auto const* const before = item_in(context.before, what);
    return before != nullptr && before->status == ItemStatus::failed;
}

std::string sentence(ItemTicked const& what, LogLine const& line) {
    return line.actor + " marks " + what.item + " of " + what.release + " as " +
           in_words(name_of(what.status)) + because(what.reason);
}

Announcements announcements(ItemTicked const& what, EventContext const& context) {
    if (what.status != ItemStatus::failed || is_known(what, context)) return {};
    return {failure(
        what, {"Item " + what.item, {}, what.reason, context.event.actor + " saw: " + what.reason}, context)};
}

std::string sentence(ItemAdded const& what, LogLine const&) {
    return what.release + " gets another checklist item, " + what.item.id + because(what.reason);
}

std::string sentence(CheckRequested const& what, LogLine const& line) {
    if (!what.reason.empty())
        return "the check of " + what.item + " of " + what.release + " runs again" + because(what.reason);
    return line.actor + " asks for the check of " + what.item + " of " + what.release + " to run now";
}

std::string sentence(ChecksStarted const& what, LogLine const&) {
    return "checks of " + what.release + " run: " + listed(what.items);
}

std::string sentence(CheckFinished const& what, LogLine const&) {
    auto const* const ended = what.passed ? " passed" : what.pending ? " cannot tell yet" : " failed";
    return "check " + what.check + " of " + what.release + ended + " for " + what.item + because(what.saw);
}

Announcements announcements(CheckFinished const& what, EventContext const& context) {
    auto const* const item = item_in(&context.train, what);
    auto const counts = item == nullptr || !item->done();  // a waived item's check fails nobody
    if (what.passed || what.pending || !counts || is_known(what, context)) return {};
    return {failure(what, {"Check " + what.check, what.check, what.saw, "It saw: " + what.saw}, context)};
}

}  // namespace

Noun const kChecklist = noun_of<ChecklistEvents, Silent<ItemAdded, CheckRequested, ChecksStarted>>(
    [](auto const& what, LogLine const& line) { return sentence(what, line); },
    [](auto const& what, EventContext const& context) { return announcements(what, context); });

}  // namespace cadence::chat
