// Log sentences about the daemon itself: tokens, clock, configuration.
#include <algorithm>
#include <array>

#include <boost/json.hpp>

#include "base/describe.h"
#include "base/text.h"
#include "chat/narrate_parts.h"
#include "json/lenient.h"
#include "json/text.h"

namespace cadence::chat {

namespace {

using json::objects_in;
using json::text_in;
using json::texts_in;
using Data = boost::json::object;

/// An instant as people are told it.
std::string instant_in(Data const& data, std::string_view name) {
    auto const text = text_in(data, name);
    auto const instant = parse_instant(text);
    return instant ? describe_instant(*instant) : text;
}

std::string token_created(Data const& data, release::LogLine const& line) {
    auto text = line.actor + " made token " + text_in(data, "token") + " for " + text_in(data, "person");
    if (auto const until = instant_in(data, "expires_at"); !until.empty()) text += ", valid until " + until;
    auto const items = texts_in(data, "items");
    return items.empty() ? text : text + "; limited to ticking " + listed(items);
}

std::string token_revoked(Data const& data, release::LogLine const& line) {
    return line.actor + " revoked token " + text_in(data, "token") + " of " + text_in(data, "person");
}

std::string clock_stepped(Data const& data, release::LogLine const&) {
    auto const by = parse_duration(text_in(data, "by"));
    if (!by) return "the clock stepped";
    return std::string{"the clock stepped "} + (*by < Duration{0} ? "back" : "ahead") + " by " +
           describe_duration(std::chrono::abs(*by));
}

std::string clock_held(Data const& data, release::LogLine const&) {
    return "the calendar is on hold" + because(text_in(data, "reason"));
}

std::string clock_accepted(Data const& data, release::LogLine const& line) {
    auto const reason = text_in(data, "reason");
    return line.actor + " accepts the clock; the hold is over" + (reason.empty() ? "" : " (" + reason + ")") +
           because(text_in(data, "held_for"));
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

std::string all_that_goes(Data const& data) {
    std::string text;
    for (auto const& each : texts_in(data, "goes")) text.append("; ").append(each);
    return text;
}

std::string configuration_applied(Data const& data, release::LogLine const& line) {
    return line.actor + " put configuration " + text_in(data, "fingerprint").substr(0, 12) + " in force" +
           because(dates_in(data, "dates_changed")) + all_that_goes(data);
}

std::string zones_changed(Data const& data, release::LogLine const&) {
    return "the system has new data for " + listed(texts_in(data, "zones")) +
           because(dates_in(data, "dates_changed"));
}

std::string dates_changed(Data const& data, release::LogLine const&) {
    auto const zone_data = text_in(data, "why") == "zone_data";
    return std::string{zone_data ? "dates change with the time zone data"
                                 : "dates change with the configuration"} +
           because(dates_in(data, "dates"));
}

std::string delivery_dead(Data const& data, release::LogLine const&) {
    return "delivery " + text_in(data, "delivery") + " to " + text_in(data, "lane") + " is given up" +
           because(text_in(data, "detail"));
}

std::string delivery_retried(Data const& data, release::LogLine const& line) {
    return line.actor + " has delivery " + text_in(data, "delivery") + " to " + text_in(data, "lane") +
           (text_in(data, "state") == "following" ? " asked about again" : " sent again");
}

std::string delivery_dropped(Data const& data, release::LogLine const& line) {
    return line.actor + " drops delivery " + text_in(data, "delivery") + " to " + text_in(data, "lane");
}

std::string channel_tested(Data const& data, release::LogLine const& line) {
    return line.actor + " tests channel " + text_in(data, "channel");
}

std::string action_done(Data const& data, release::LogLine const&) {
    return "action " + text_in(data, "action") + " is done" + because(text_in(data, "detail"));
}

std::string action_begun(Data const& data, release::LogLine const&) {
    return "action " + text_in(data, "action") + " has begun a deployment" + because(text_in(data, "detail"));
}

std::string action_failed(Data const& data, release::LogLine const&) {
    return "action " + text_in(data, "action") + " failed" + because(text_in(data, "detail"));
}

std::string action_skipped(Data const& data, release::LogLine const&) {
    return "action " + text_in(data, "action") + " is skipped" + because(text_in(data, "detail"));
}

std::string action_unknown(Data const& data, release::LogLine const&) {
    return "nobody can tell whether action " + text_in(data, "action") + " has happened" +
           because(text_in(data, "detail")) + "; see `cadencectl deliveries show " +
           text_in(data, "delivery") + "`";
}

std::string action_report_refused(Data const& data, release::LogLine const&) {
    return "the outcome of action " + text_in(data, "action") + " cannot be recorded" +
           because(text_in(data, "detail"));
}

std::string status_refused(Data const& data, release::LogLine const&) {
    return text_in(data, "repository") + " refuses the merge gate's status" +
           because(text_in(data, "detail"));
}

std::string hook_failed(Data const& data, release::LogLine const&) {
    auto const event = text_in(data, "event");
    return "a notice to hook " + text_in(data, "hook") + (event.empty() ? "" : " (" + event + ")") +
           " could not be used" + because(text_in(data, "reason"));
}

std::string hook_failing(Data const& data, release::LogLine const&) {
    return "hook " + text_in(data, "hook") + " is failing: its last " + text_in(data, "failures") +
           " notices could not be used" + because(text_in(data, "reason"));
}

std::string hook_recovered(Data const& data, release::LogLine const&) {
    return "hook " + text_in(data, "hook") + " works again, after " + text_in(data, "failures") +
           " notices that could not be used";
}

struct Teller {
    std::string_view type;
    std::string (*tell)(Data const& data, release::LogLine const& line);
};

constexpr std::array kTellers{
    Teller{"token_created", token_created},       Teller{"token_revoked", token_revoked},
    Teller{"clock_stepped", clock_stepped},       Teller{"clock_held", clock_held},
    Teller{"clock_accepted", clock_accepted},     Teller{"configuration_applied", configuration_applied},
    Teller{"zones_changed", zones_changed},       Teller{"dates_changed", dates_changed},
    Teller{"delivery_dead", delivery_dead},       Teller{"delivery_retried", delivery_retried},
    Teller{"delivery_dropped", delivery_dropped}, Teller{"channel_tested", channel_tested},
    Teller{"action_done", action_done},           Teller{"action_begun", action_begun},
    Teller{"action_failed", action_failed},       Teller{"action_skipped", action_skipped},
    Teller{"action_unknown", action_unknown},     Teller{"action_report_refused", action_report_refused},
    Teller{"status_refused", status_refused},     Teller{"hook_failed", hook_failed},
    Teller{"hook_failing", hook_failing},         Teller{"hook_recovered", hook_recovered}};

/// The type in words, the data beside it.
std::string tell_plainly(release::LogLine const& line) {
    auto text = line.type;
    std::ranges::replace(text, '_', ' ');
    return line.data == "{}" ? text : text + " " + line.data;
}

}  // namespace

std::vector<std::string_view> daemon_event_types() {
    std::vector<std::string_view> types;
    types.reserve(kTellers.size());
    for (auto const& teller : kTellers) types.push_back(teller.type);
    return types;
}

std::string tell_of_daemon(release::LogLine const& line) {
    auto const teller = std::ranges::find(kTellers, line.type, &Teller::type);
    auto const data = json::parse(line.data);
    if (teller == kTellers.end() || !data || !data->is_object()) return tell_plainly(line);
    return teller->tell(data->get_object(), line);
}

}  // namespace cadence::chat
