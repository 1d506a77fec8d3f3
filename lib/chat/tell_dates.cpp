// Announcements about dates changed by the configuration or by zone data.
#include <algorithm>

#include <boost/json.hpp>

#include "base/text.h"
#include "chat/tell_parts.h"
#include "json/lenient.h"
#include "json/text.h"

namespace cadence::chat {

namespace {

using json::objects_in;
using json::text_in;
using Object = boost::json::object;

/// "Thu 2026-01-22 11:00 CET (10:00 UTC)", or nothing.
std::string time_in(Object const& data, std::string_view name, Zone const& zone) {
    auto const instant = parse_instant(text_in(data, name));
    return instant ? show_time(zone, *instant) : std::string{};
}

std::string moves(std::string const& what, std::string const& from, std::string const& to) {
    if (from.empty()) return what + " is new: " + to;
    return what +
           (to.empty() ? " is dropped: it was planned for " + from : " moves from " + from + " to " + to);
}

void add_points(std::vector<std::string>& points, Object const& date, Zone const& zone) {
    auto const release = text_in(date, "release");
    auto const from = time_in(date, "from", zone);
    auto const to = time_in(date, "to", zone);
    auto const reason = text_in(date, "reason");
    auto const phases = objects_in(date, "phases");
    if (from.empty() && to.empty()) {
        points.push_back("No release for " + release + ": " + reason);
    } else if (phases.empty()) {
        points.push_back(moves(release, from, to) + only_if(!reason.empty(), " (" + reason + ")"));
    }
    for (auto const* const phase : phases)
        points.push_back(moves(in_words(text_in(*phase, "phase")) + " of " + release,
                               time_in(*phase, "from", zone), time_in(*phase, "to", zone)));
}

}  // namespace

Telling telling_of_dates(std::string_view data, DatesScene const& scene) {
    Telling telling;
    telling.topic = Topic::dates_changed;
    telling.at = scene.at;
    telling.local_time = show_time(scene.zone, scene.at);
    auto const parsed = json::parse(data);
    auto const object = parsed && parsed->is_object() ? parsed->get_object() : Object{};
    auto const zone_data = text_in(object, "why") == "zone_data";
    telling.words = {
        {"train", std::string{scene.train_name}},
        {"by", std::string{scene.by}},
        {"at", telling.local_time},
        {"why", zone_data ? "The system's time zone data was updated" : "A new configuration is in force"}};
    for (auto const* const date : objects_in(object, "dates")) add_points(telling.points, *date, scene.zone);
    telling.points = few(std::move(telling.points));
    return telling;
}

}  // namespace cadence::chat
