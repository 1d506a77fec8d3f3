// The daemon's own events, one table: tokens, the clock, the configuration, deliveries, hooks, flags.
#include <algorithm>
#include <array>
#include <optional>

#include <boost/json.hpp>

#include "base/describe.h"
#include "base/text.h"
#include "chat/nouns.h"
#include "chat/phrases.h"
#include "chat/template.h"
#include "json/lenient.h"
#include "json/text.h"

namespace cadence::chat {

namespace {

using json::objects_in;
using json::text_in;
using json::texts_in;
using Data = boost::json::object;

/// An instant as people read it.
std::string instant_in(Data const& data, std::string_view name) {
    auto const text = text_in(data, name);
    auto const instant = parse_instant(text);
    return instant ? describe_instant(*instant) : text;
}

std::string token_limits(Data const& data) {
    auto const until = instant_in(data, "expires_at");
    auto const items = texts_in(data, "items");
    return only_if(!until.empty(), ", valid until " + until) +
           only_if(!items.empty(), "; limited to ticking " + listed(items));
}

std::string clock_step(Data const& data) {
    auto const by = parse_duration(text_in(data, "by"));
    if (!by) return {};
    return (*by < Duration{0} ? " back by " : " ahead by ") + describe_duration(std::chrono::abs(*by));
}

std::string moved(std::string const& what, Data const& change) {
    auto const from = instant_in(change, "from");
    auto const to = instant_in(change, "to");
    if (from.empty()) return what + " appears at " + to;
    return to.empty() ? what + " disappears" : what + " moves from " + from + " to " + to;
}

std::string date_changed(Data const& date) {
    auto const release = text_in(date, "release");
    std::vector<std::string> phases;
    for (auto const* const phase : objects_in(date, "phases"))
        phases.push_back(moved(in_words(text_in(*phase, "phase")) + " of " + release, *phase));
    if (!phases.empty())
        return phases.size() == 1
                   ? phases.front()
                   : phases.front() + " and " + std::to_string(phases.size() - 1) + " more of its phases";
    if (text_in(date, "from").empty() && text_in(date, "to").empty()) return release + " is skipped";
    return moved(release, date);
}

/// The first, and how many more there are: cadencectl plan and upcoming have them all.
std::string dates_in(Data const& data, std::string_view name) {
    auto const dates = objects_in(data, name);
    std::vector<std::string> changes;
    if (!dates.empty()) changes.push_back(date_changed(*dates.front()));
    if (dates.size() > 1) changes.push_back("and " + std::to_string(dates.size() - 1) + " more");
    return listed(changes);
}

std::string configuration(Data const& data) {
    auto text = " " + text_in(data, "fingerprint").substr(0, 12) + " in force" +
                because(dates_in(data, "dates_changed"));
    for (auto const& each : texts_in(data, "goes")) text.append("; ").append(each);
    return text;
}

std::string zones(Data const& data) {
    return " " + listed(texts_in(data, "zones")) + because(dates_in(data, "dates_changed"));
}

std::string date_changes(Data const& data) {
    return (text_in(data, "why") == "zone_data" ? " time zone data" : " configuration") +
           because(dates_in(data, "dates"));
}

std::string retry(Data const& data) {
    return text_in(data, "state") == "following" ? " asked about again" : " sent again";
}

std::string in_brackets(std::string const& text) {
    return only_if(!text.empty(), " (" + text + ")");
}

std::string reason_to_accept(Data const& data) {
    return in_brackets(text_in(data, "reason"));
}

std::string how_to_find_out(Data const& data) {
    return because(text_in(data, "detail")) + "; see `cadencectl deliveries show " +
           text_in(data, "delivery") + "`";
}

std::string fields_changed(Data const& data) {
    std::vector<std::string> fields;
    for (auto const* const change : objects_in(data, "changes")) fields.push_back(text_in(*change, "field"));
    return because(listed(fields));
}

std::string unusable_event(Data const& data) {
    return in_brackets(text_in(data, "event")) + " could not be used";
}

struct DaemonRow {
    std::string_view type;
    std::string_view sentence;                    // a template
    std::string_view why = {};                    // the member of its data that says why, or empty
    std::optional<Key> announced = std::nullopt;  // in the words of its topic, which are members of its data
    std::string (*more)(Data const&) = nullptr;   // what follows the sentence
};

constexpr std::optional<Key> kSilent = std::nullopt;

constexpr std::array kDaemonRows{
    DaemonRow{"sign_in_link_made", "{actor} made a link that signs {person} in", "", kSilent},
    DaemonRow{"signed_in", "{person} signed in by the link that {issuer} made", "", kSilent},
    DaemonRow{"token_created", "{actor} made token {token} for {person}", "", kSilent, token_limits},
    DaemonRow{"token_revoked", "{actor} revoked token {token} of {person}"},
    DaemonRow{"clock_stepped", "the clock stepped", "", kSilent, clock_step},
    DaemonRow{"clock_held", "the calendar is on hold", "reason", Key{Topic::clock_held, Mood::warning}},
    DaemonRow{"clock_accepted", "{actor} accepts the clock; the hold is over", "held_for",
              Key{Topic::clock_accepted}, reason_to_accept},
    DaemonRow{"configuration_applied", "{actor} put configuration", "", kSilent, configuration},
    DaemonRow{"zones_changed", "the system has new data for", "", kSilent, zones},
    DaemonRow{"dates_changed", "dates change with the", "", kSilent, date_changes},
    DaemonRow{"delivery_dead", "delivery {delivery} to {lane} is given up", "detail",
              Key{Topic::delivery_dead, Mood::warning}},
    DaemonRow{"delivery_retried", "{actor} has delivery {delivery} to {lane}", "", kSilent, retry},
    DaemonRow{"delivery_dropped", "{actor} drops delivery {delivery} to {lane}"},
    DaemonRow{"channel_tested", "{actor} tests channel {channel}"},
    DaemonRow{"action_done", "action {action} is done", "detail"},
    DaemonRow{"action_begun", "action {action} has begun a deployment", "detail"},
    DaemonRow{"action_failed", "action {action} failed", "detail", Key{Topic::action_failed, Mood::alarm}},
    DaemonRow{"action_skipped", "action {action} is skipped", "detail"},
    DaemonRow{"action_unknown", "nobody can tell whether action {action} has happened", "",
              Key{Topic::action_unknown, Mood::warning}, how_to_find_out},
    DaemonRow{"action_report_refused", "the outcome of action {action} cannot be recorded", "detail"},
    DaemonRow{"status_refused", "{repository} refuses the merge gate's status", "detail",
              Key{Topic::status_refused, Mood::alarm}},
    DaemonRow{"hook_failed", "a notice to hook {hook}", "reason", kSilent, unusable_event},
    DaemonRow{"hook_failing", "hook {hook} is failing: its last {failures} notices could not be used",
              "reason", Key{Topic::hook_failing, Mood::warning}},
    DaemonRow{"hook_recovered", "hook {hook} works again, after {failures} notices that could not be used",
              "", Key{Topic::hook_recovered}},
    DaemonRow{"flag_registered", "{actor} registers flag {flag}: {stage}"},
    DaemonRow{"flag_changed", "{actor} changes flag {flag}", "reason", kSilent, fields_changed},
    DaemonRow{"flag_flipped", "{actor} flips flag {flag} from {was} to {stage}", "reason", Key{Topic::flag}},
    DaemonRow{"flag_removed", "{actor} removes flag {flag}, which was {stage}", "reason"},
    DaemonRow{"flag_overdue", "flag {flag} is {stage}, and should be finished since {until}", "",
              Key{Topic::flag_overdue, Mood::warning}}};

DaemonRow const* daemon_row(std::string_view type) {
    auto const* const row = std::ranges::find(kDaemonRows, type, &DaemonRow::type);
    return row == kDaemonRows.end() ? nullptr : row;
}

std::string filled(std::string_view sentence, Data const& data, std::string const& actor) {
    std::string text;
    for (auto const& [piece, is_word] : pieces_of(sentence))
        text += !is_word ? std::string{piece} : piece == "actor" ? actor : text_in(data, piece);
    return text;
}

/// The type in words, the data beside it.
std::string unread(release::LogLine const& line) {
    auto text = line.type;
    std::ranges::replace(text, '_', ' ');
    return line.data == "{}" ? text : text + " " + line.data;
}

/// "Thu 2026-01-22 11:00 CET (10:00 UTC)", or nothing.
std::string time_in(Data const& data, std::string_view name, Zone const& zone) {
    auto const instant = parse_instant(text_in(data, name));
    return instant ? show_time(zone, *instant) : std::string{};
}

std::string moves(std::string const& what, std::string const& from, std::string const& to) {
    if (from.empty()) return what + " is new: " + to;
    return what +
           (to.empty() ? " is dropped: it was planned for " + from : " moves from " + from + " to " + to);
}

void add_points(std::vector<std::string>& points, Data const& date, Zone const& zone) {
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

/// The daemon has no zone of its own.
Announcement about_daemon(Key key, Instant at, Zone const& zone = {}) {
    Announcement made{.topic = key.topic, .mood = key.mood, .at = at, .local_time = show_time(zone, at)};
    made.words["at"] = made.local_time;
    return made;
}

}  // namespace

std::vector<std::string_view> daemon_event_types() {
    std::vector<std::string_view> types;
    types.reserve(kDaemonRows.size());
    for (auto const& row : kDaemonRows) types.push_back(row.type);
    return types;
}

std::string sentence_of_daemon(release::LogLine const& line) {
    auto const* const row = daemon_row(line.type);
    auto const parsed = json::parse(line.data);
    if (row == nullptr || !parsed || !parsed->is_object()) return unread(line);
    auto const& data = parsed->get_object();
    return filled(row->sentence, data, line.actor) + (row->more == nullptr ? "" : row->more(data)) +
           because(text_in(data, row->why));
}

Announcements announcements_of_daemon(release::LogLine const& line) {
    auto const* const row = daemon_row(line.type);
    if (row == nullptr || !row->announced) return {};
    auto made = about_daemon(*row->announced, line.at);
    if (auto const data = json::parse(line.data)) {
        for (auto const word : words_of(made.topic))
            made.words.try_emplace(std::string{word}, word == "by" ? line.actor : text_in(*data, word));
    }
    return {made};
}

Announcement announcement_of_dates(release::LogLine const& line, std::string_view train_name,
                                   Zone const& zone) {
    auto made = about_daemon({Topic::dates_changed}, line.at, zone);
    auto const parsed = json::parse(line.data);
    auto const data = parsed && parsed->is_object() ? parsed->get_object() : Data{};
    auto const zone_data = text_in(data, "why") == "zone_data";
    made.words.insert(
        {{"train", std::string{train_name}},
         {"by", line.actor},
         {"why", zone_data ? "The system's time zone data was updated" : "A new configuration is in force"}});
    for (auto const* const date : objects_in(data, "dates")) add_points(made.points, *date, zone);
    made.points = few(std::move(made.points));
    return made;
}

Announcement announcement_of_test(std::string_view channel, std::string_view by, Instant at) {
    auto made = about_daemon({Topic::test}, at);
    made.words.insert({{"channel", std::string{channel}}, {"by", std::string{by}}});
    return made;
}

}  // namespace cadence::chat
