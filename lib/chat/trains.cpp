// Trains: activated, and the slots of their calendar.
#include "base/describe.h"
#include "chat/nouns.h"
#include "chat/phrases.h"

namespace cadence::chat {

using namespace release;

namespace {

std::string sentence(TrainActivated const& what, LogLine const& line) {
    return "train " + line.train + " runs from now on; its first slot is " + format_date(what.next_slot);
}

std::string sentence(CalendarChanged const& what, LogLine const& line) {
    return "the calendar of " + line.train + " changed; its next slot is " + format_date(what.next_slot);
}

std::string sentence(ReleasePlanned const& what, LogLine const&) {
    if (what.kind == Kind::unplanned) return what.release + " is on record: somebody deployed it unplanned";
    auto text = what.release + " is on record: it opens at " + describe_instant(what.window.opens_at);
    if (what.shifted_from) {
        text += ", shifted from " + describe_instant(what.shifted_from->opens_at) + " for a blackout" +
                because(what.shifted_by);
    }
    return text;
}

std::string sentence(SlotSkipped const& what, LogLine const&) {
    return "slot " + format_date(what.slot) + " is skipped for a blackout" + because(what.reason);
}

Announcements announcements(SlotSkipped const& what, EventContext const& context) {
    return {about_train(
        {Topic::blackout}, context,
        {{"title", "No release for the slot of " + format_date(what.slot)}, {"reason", what.reason}})};
}

}  // namespace

Noun const kTrains = noun_of<TrainEvents, Silent<TrainActivated, CalendarChanged, ReleasePlanned>>(
    [](auto const& what, LogLine const& line) { return sentence(what, line); },
    [](auto const& what, EventContext const& context) { return announcements(what, context); });

}  // namespace cadence::chat
