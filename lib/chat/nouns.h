// The words of events, noun by noun: chat/<noun>.cpp has the `sentence` for the log and the `announcements`
// of each event in the noun's list (lib/release/<noun>.h). An event without a sentence, or one that is
// neither announced nor named as silent, does not compile. For lib/chat alone.
#pragma once

#include <array>
#include <string>
#include <type_traits>
#include <vector>

#include <boost/mp11/algorithm.hpp>

#include "chat/announcement.h"
#include "release/event.h"
#include "release/log_line.h"

namespace cadence::chat {

/// What is said of a noun's events; nothing, if the event is another noun's, or silent.
struct Noun {
    std::string (*sentence)(release::EventBody const& body, release::LogLine const& line);
    Announcements (*announcements)(EventContext const& context);
};
extern Noun const kTrains, kPhases, kDates, kVotes, kChecklist, kRequests, kMerges, kGates, kDeployments,
    kRollbacks, kRecords, kDeadlines;
inline constexpr std::array kNouns{&kTrains, &kPhases, &kDates,       &kVotes,     &kChecklist, &kRequests,
                                   &kMerges, &kGates,  &kDeployments, &kRollbacks, &kRecords,   &kDeadlines};
static_assert(kNouns.size() == boost::mp11::mp_size<release::EventsByNoun>::value);

/// `say` of the event if it is one of these, else nothing.
template <class Events, class Say>
[[nodiscard]] auto visit_if_one_of(release::EventBody const& body, Say const& say) {
    std::invoke_result_t<Say, boost::mp11::mp_front<Events> const&> said;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, Events>>([&](auto each) {
        if (auto const* const what = std::get_if<typename decltype(each)::type>(&body)) said = say(*what);
    });
    return said;
}

/// The silent events of a noun, which are for the record only. What one leads to speaks for itself: a vote by
/// the decision that it makes, a candidate by the GO that it takes back, a date by its phases.
template <class... Events>
using Silent = boost::mp11::mp_list<Events...>;

/// The two call what the noun's file has for each of these events.
template <class Events, class SilentEvents = Silent<>, class Sentence, class Announce>
[[nodiscard]] constexpr Noun noun_of(Sentence, Announce) {
    return {[](release::EventBody const& body, release::LogLine const& line) {
                return visit_if_one_of<Events>(body,
                                               [&](auto const& what) { return Sentence{}(what, line); });
            },
            [](EventContext const& context) {
                auto const announce = [&]<class Event>(Event const& what) {
                    if constexpr (boost::mp11::mp_contains<SilentEvents, Event>::value)
                        return Announcements{};
                    else
                        return Announce{}(what, context);
                };
                return visit_if_one_of<Events>(context.event.body, announce);
            }};
}

// A change of state is an event of dates; what others make of one. None: nothing.
[[nodiscard]] Announcements decision(release::StateChanged const& what, EventContext const& context);
[[nodiscard]] Announcements request_answered(release::StateChanged const& what, EventContext const& context);

// Lines that concern the daemon, and those that cannot be read: chat/daemon.cpp.
[[nodiscard]] std::string sentence_of_daemon(release::LogLine const& line);
[[nodiscard]] std::vector<std::string_view> daemon_event_types();

}  // namespace cadence::chat
