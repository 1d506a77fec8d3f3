// What goes out, to which channels, and what a person must do about what does not.
#include <thread>

#include <fmt/format.h>

#include "base/encoding.h"
#include "base/text.h"
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

constexpr std::size_t kNamedTopics = 6;

/// "team-chat", "deploy_production".
std::string to_whom(Json const& delivery) {
    auto const channel = text(delivery, "channel");
    return channel.empty() ? text(delivery, "action") : channel;
}

/// An announcement's title; "window: backend-2026-01-22, 1.2.0 (4f1c9a2b)" of an action.
std::string what_of(Json const& delivery) {
    if (auto title = text(delivery, "title"); !title.empty()) return title;
    auto what = text(delivery, "topic");
    auto between = ": ";
    for (auto const& part : {text(delivery, "release"), what_ships(delivery)}) {
        if (part.empty()) continue;
        what += between + part;
        between = ", ";
    }
    return what;
}

/// When it goes out next, or when it was over.
std::string when_of(Json const& delivery, Instant now) {
    auto const state = text(delivery, "state");
    if (auto const ended = text(delivery, "ended_at"); !ended.empty()) return when(ended);
    if (state == "sending") return "begun " + distance(text(delivery, "attempted_at"), now);
    auto const next = text(delivery, "next_at");
    if (next.empty()) return state == "pending" ? "waiting in line" : "";
    auto const due = parse_instant(next);
    return due && *due <= now ? "now" : "next " + distance(next, now);
}

/// Advice for a delivery that waits for a person; empty for all others.
std::string way_on(Json const& delivery, Style style) {
    auto const state = text(delivery, "state");
    auto const id = text(delivery, "id");
    auto const retry = style.paint(Paint::strong, "cadencectl deliveries retry " + id);
    auto const drop = style.paint(Paint::strong, "cadencectl deliveries drop " + id);
    auto const begun = text(delivery, "reference");
    if (state == "unknown")
        return "Nobody can tell whether it happened. Check, then:\n  it did not: " + retry +
               (begun.empty() ? "" : ", which first asks about what was begun") + "\n  it did: " + drop +
               ", and report a deployment with " +
               style.paint(Paint::strong,
                           report_deployment(text(delivery, "release"), text(delivery, "version"),
                                             text(delivery, "commit"))) +
               "\n";
    if (state == "dead") return "Send it again: " + retry + "\nDrop it: " + drop + "\n";
    return {};
}

/// The same for a list.
std::string ways_on(View const& view) {
    auto const has = [&](std::string_view state) {
        for (auto const& delivery : items(view.answer))
            if (text(delivery, "state") == state) return true;
        return false;
    };
    std::string all;
    if (has("unknown"))
        all +=
            "unknown: nobody can tell whether it happened. Check, then:\n"
            "  it did not: cadencectl deliveries retry ID, which first asks about what was begun\n"
            "  it did: cadencectl deliveries drop ID\n";
    if (has("dead"))
        all +=
            "dead: given up. Send it again: cadencectl deliveries retry ID. Drop it: cadencectl deliveries "
            "drop ID\n";
    return all;
}

std::string topics_of(Json const& channel) {
    auto const& topics = items(channel, "topics");
    if (topics.size() <= kNamedTopics) return joined(topics);
    return fmt::format("{} topics (--json lists them)", topics.size());
}

bool is_delivered(Json const& delivery) {
    return text(delivery, "state") == "delivered";
}

std::string show_deliveries(View const& view) {
    return listing(view,
                   {{"ID", "id", Paint::strong},
                    {"WHAT", what_of},
                    {"TO", to_whom},
                    states("STATE", "state"),
                    {"WHEN", [&](Json const& delivery) { return when_of(delivery, view.subject.now); }},
                    {"DETAIL", "detail", Paint::faint}},
                   "No deliveries yet.\n", "No delivery matches.\n") +
           ways_on(view);
}

std::string show_delivery(View const& view) {
    auto const& delivery = view.answer;
    auto const state = text(delivery, "state");
    Facts facts;
    auto const fact = [&](char const* name, char const* member) { facts.add(name, text(delivery, member)); };
    auto const instant = [&](char const* name, char const* member) {
        facts.add(name, when(text(delivery, member)));
    };
    facts.add("state", state, paint_of_state(state));
    fact("detail", "detail");
    facts.add(text(delivery, "channel").empty() ? "action" : "channel", to_whom(delivery));
    fact("train", "train");
    fact("release", "release");
    facts.add("ships", what_ships(delivery));
    fact("topic", "topic");
    fact("event", "event");
    instant("written", "created_at");
    fact("attempts", "attempts");
    instant("last attempt", "attempted_at");
    instant("next attempt", "next_at");
    instant("expires", "expires_at");
    instant("over", "ended_at");
    fact("under way as", "reference");
    auto const head = view.style.paint(Paint::strong, text(delivery, "id")) + ": " + what_of(delivery) + "\n";
    return head + facts.render(view.style) + way_on(delivery, view.style);
}

std::string delivery_retried(View const& view) {
    auto const id = text(view.answer, "id");
    auto const happens = text(view.answer, "state") == "following"
                             ? "is asked about again"
                             : "goes to " + to_whom(view.answer) + " again";
    return fmt::format("{}: {} {}.\nFollow it: cadencectl deliveries show {}\n", id, what_of(view.answer),
                       happens, id);
}

std::string delivery_dropped(View const& view) {
    return fmt::format("{}: {} is dropped and will not go to {}.\n", text(view.answer, "id"),
                       what_of(view.answer), to_whom(view.answer));
}

std::string show_channels(View const& view) {
    return listing(view,
                   {{"CHANNEL", "name", Paint::strong},
                    {"KIND", "kind"},
                    {"TRAINS", "trains"},
                    {"TOPICS", topics_of}},
                   "No channels. The configuration names them in [[channels]].\n") +
           (items(view.answer).empty() ? "" : "Test one: cadencectl channel test NAME --wait\n");
}

std::string channel_tested(View const& view) {
    auto const id = text(view.answer, "id");
    return fmt::format(
        "Test message {} is on its way to {}. Look for it there, or run: cadencectl deliveries show {}\n", id,
        to_whom(view.answer), id);
}

std::string channel_test_ended(View const& view) {
    auto const& delivery = view.answer;
    auto const state = text(delivery, "state");
    auto said = to_whom(delivery) + ": " + view.style.paint(paint_of_state(state), state);
    if (is_delivered(delivery)) return said + " (" + text(delivery, "id") + ").\n";
    if (auto const detail = text(delivery, "detail"); !detail.empty()) said += ": " + detail;
    if (auto const way = way_on(delivery, view.style); !way.empty()) return said + "\n" + way;
    if (auto const expected = when_of(delivery, view.subject.now); !expected.empty())
        said += " (" + expected + ")";
    return said + "\nFollow it: cadencectl deliveries show " + text(delivery, "id") + "\n";
}

bool is_over(Json const& delivery) {
    auto const state = text(delivery, "state");
    return state != "pending" && state != "sending" && state != "following";
}

/// Polls until it is over or the time is up, and gives the last answer.
Result<Json> outcome_of(Session& session, std::string const& id) {
    auto const& limits = session.limits();
    auto left = limits.patience;
    for (;;) {
        auto answer = session.ask({.path = "/v1/deliveries/" + percent_encode(id)});
        if (!answer || is_over(*answer) || left < limits.pause) return answer;
        std::this_thread::sleep_for(limits.pause);
        left -= limits.pause;
    }
}

/// With --wait: done once it is delivered, refused when it is not.
Result<Exit> run_channel_test(Session& session, Arguments const& arguments) {
    auto answer = session.ask({Method::post, "/v1/channels/" + percent_encode(arguments["name"]) + "/test"});
    auto const waits = answer && arguments.has("wait");
    if (waits) answer = outcome_of(session, text(*answer, "id"));
    if (!answer) return tl::unexpected{answer.error()};
    Subject const subject{.now = session.now()};
    View const view{*answer, session.style(), arguments, subject, session};
    if (!session.wrote_json()) session.write(waits ? channel_test_ended(view) : channel_tested(view));
    return waits && !is_delivered(*answer) ? Exit::refused : Exit::done;
}

Argument const kDeliveryPlace = required_place("ID", "see deliveries");

Subcommand deliveries() {
    return {.name = "deliveries",
            .does = "List deliveries to channels and by actions, newest first",
            .arguments = {{.name = "--state",
                           .value = "STATE",
                           .does = "only in this state: pending, sending, following, delivered, dead, "
                                   "dropped, expired, unknown",
                           .one_of = {"pending", "sending", "following", "delivered", "dead", "dropped",
                                      "expired", "unknown"}},
                          {"--kind", "KIND", "only announcements or actions", {"announcement", "action"}},
                          {"--lane", "LANE", "only in this lane, like channel:team-chat"},
                          kTrainOption,
                          kLimitOption,
                          kCursorOption},
            .examples = {"deliveries", "deliveries --state dead", "deliveries --kind action --train backend"},
            .request = {Method::get, "/v1/deliveries", {"state", "kind", "lane", "train", "limit", "cursor"}},
            .show = show_deliveries};
}

}  // namespace

std::string deliveries_to_look_at(Json const& page, std::string_view state, Style style) {
    auto const count = items(page).size();
    if (count == 0) return {};
    auto const number = counted(static_cast<std::int64_t>(count), "delivery is", "deliveries are");
    auto const beyond = text(page, "next_cursor").empty() ? "" : "at least ";
    return style.paint(Paint::bad, fmt::format("{}{} {}", beyond, number, state)) +
           fmt::format(": cadencectl deliveries --state {}\n", state);
}

Subcommands deliveries_subcommands() {
    return {
        deliveries(),
        {.name = "deliveries show",
         .does = "Show one announcement or action: its state and the last answer",
         .arguments = {kDeliveryPlace},
         .examples = {"deliveries show dlv_3f0c9a2b7d014f1c"},
         .request = {Method::get, "/v1/deliveries/{id}"},
         .show = show_delivery},
        {.name = "deliveries retry",
         .does = "Send again what is dead, or what turned out not to have happened",
         .arguments = {kDeliveryPlace},
         .examples = {"deliveries retry dlv_3f0c9a2b7d014f1c"},
         .request = {Method::post, "/v1/deliveries/{id}/retry"},
         .show = delivery_retried},
        {.name = "deliveries drop",
         .does = "Drop a delivery that is no longer needed, or that has already happened",
         .arguments = {kDeliveryPlace},
         .examples = {"deliveries drop dlv_3f0c9a2b7d014f1c"},
         .request = {Method::post, "/v1/deliveries/{id}/drop"},
         .show = delivery_dropped},
        {.name = "channels",
         .does = "List the channels and the topics each one gets",
         .request = {Method::get, "/v1/channels"},
         .show = show_channels},
        {.name = "channel test",
         .does = "Send a test message to a channel; with --wait, exit status 0 once it is delivered",
         .arguments = {required_place("NAME", "see channels"),
                       {"--wait", "", "wait for the outcome, at most half a minute"}},
         .examples = {"channel test team-chat", "channel test team-chat --wait"},
         .run = run_channel_test},
    };
}

}  // namespace cadence::ctl
