#include "chat/tell.h"

#include <algorithm>
#include <array>

#include "chat/tell_parts.h"
#include "json/lenient.h"
#include "json/text.h"

namespace cadence::chat {

namespace {

/// An event of the daemon that speaks, and the members of its data that become words.
struct DaemonRow {
    std::string_view type;
    Topic topic;
    Mood mood;
    std::array<std::string_view, 4> words;
};

constexpr std::array kDaemonRows{
    DaemonRow{"clock_held", Topic::clock_held, Mood::warning, {"reason"}},
    DaemonRow{"clock_accepted", Topic::clock_accepted, Mood::neutral, {"held_for", "reason"}},
    DaemonRow{"action_failed", Topic::action_failed, Mood::alarm, {"action", "subject", "detail"}},
    DaemonRow{"action_unknown", Topic::action_unknown, Mood::warning, {"action", "subject", "detail"}},
    DaemonRow{"status_refused", Topic::status_refused, Mood::alarm, {"repository", "detail"}},
    DaemonRow{"delivery_dead", Topic::delivery_dead, Mood::warning, {"delivery", "lane", "topic", "detail"}},
    DaemonRow{"hook_failing", Topic::hook_failing, Mood::warning, {"hook", "failures", "reason"}},
    DaemonRow{"hook_recovered", Topic::hook_recovered, Mood::neutral, {"hook", "failures"}}};

/// It has no zone of its own.
Telling of_the_daemon(Key key, Instant at) {
    Telling telling;
    telling.topic = key.topic;
    telling.mood = key.mood;
    telling.at = at;
    telling.local_time = show_time(Zone{}, at);
    telling.words["at"] = telling.local_time;
    return telling;
}

}  // namespace

std::vector<Telling> tellings_of(release::Event const& event, Scene const& scene) {
    return std::visit([&](auto const& what) { return tell(what, Occasion{event, scene}); }, event.body);
}

std::vector<Telling> tellings_of_daemon(std::string_view type, std::string_view data, Instant at) {
    auto const row = std::ranges::find(kDaemonRows, type, &DaemonRow::type);
    if (row == kDaemonRows.end()) return {};
    auto telling = of_the_daemon({row->topic, row->mood}, at);
    auto const value = json::parse(data);
    for (auto const name : row->words) {
        if (value && !name.empty()) telling.words[std::string{name}] = json::text_in(*value, name);
    }
    return {telling};
}

Telling telling_of_test(std::string_view channel, std::string_view by, Instant at) {
    auto telling = of_the_daemon({Topic::test}, at);
    telling.words.insert({{"channel", std::string{channel}}, {"by", std::string{by}}});
    return telling;
}

}  // namespace cadence::chat
