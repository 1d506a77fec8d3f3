// The words of events, noun by noun: chat/<noun>.cpp has the `sentence` for the log and the `announcements`
// of each event in the noun's list (lib/release/<noun>.h). An event without a sentence, or one that is
// neither announced nor named as silent, does not compile. For lib/chat alone.
#pragma once

#include <array>
#include <concepts>
#include <string>
#include <type_traits>
#include <vector>

#include <boost/mp11/algorithm.hpp>

#include "chat/announcement.h"
#include "release/event.h"
#include "release/log_line.h"

namespace cadence::chat {

/// One sentence for a line of the log; empty: the event is not the noun's.
using SentenceOf = std::string(release::EventBody const& body, release::LogLine const& line);
/// None: it is not the noun's, or silent.
using AnnouncementsOf = Announcements(EventContext const& context);

SentenceOf sentence_of_trains, sentence_of_phases, sentence_of_dates, sentence_of_votes,
    sentence_of_checklist, sentence_of_requests, sentence_of_merges, sentence_of_gates,
    sentence_of_deployments, sentence_of_rollbacks, sentence_of_records, sentence_of_deadlines;
AnnouncementsOf announcements_of_trains, announcements_of_phases, announcements_of_dates,
    announcements_of_votes, announcements_of_checklist, announcements_of_requests, announcements_of_merges,
    announcements_of_gates, announcements_of_deployments, announcements_of_rollbacks,
    announcements_of_records, announcements_of_deadlines;

struct Noun {
    SentenceOf* sentence;
    AnnouncementsOf* announcements;
};
inline constexpr std::array kNouns{Noun{sentence_of_trains, announcements_of_trains},
                                   Noun{sentence_of_phases, announcements_of_phases},
                                   Noun{sentence_of_dates, announcements_of_dates},
                                   Noun{sentence_of_votes, announcements_of_votes},
                                   Noun{sentence_of_checklist, announcements_of_checklist},
                                   Noun{sentence_of_requests, announcements_of_requests},
                                   Noun{sentence_of_merges, announcements_of_merges},
                                   Noun{sentence_of_gates, announcements_of_gates},
                                   Noun{sentence_of_deployments, announcements_of_deployments},
                                   Noun{sentence_of_rollbacks, announcements_of_rollbacks},
                                   Noun{sentence_of_records, announcements_of_records},
                                   Noun{sentence_of_deadlines, announcements_of_deadlines}};
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

/// For the silent events of a noun, which are for the record only. What one leads to speaks for itself: a
/// vote by the decision that it makes, a candidate by the GO that it takes back, a date by its phases.
template <class Event, class... Any>
concept OneOf = (std::same_as<Event, Any> || ...);

// A change of state is an event of dates; what others make of one. None: nothing.
[[nodiscard]] Announcements decision(release::StateChanged const& what, EventContext const& context);
[[nodiscard]] Announcements request_answered(release::StateChanged const& what, EventContext const& context);

// Lines that concern the daemon, and those that cannot be read: chat/daemon.cpp.
[[nodiscard]] std::string sentence_of_daemon(release::LogLine const& line);
[[nodiscard]] std::vector<std::string_view> daemon_event_types();

}  // namespace cadence::chat
