// What goes out, and what a person must do about what does not.
#include <fmt/format.h>

#include "cadencectl/phrases.h"
#include "cadencectl/show.h"
#include "cadencectl/show_parts.h"
#include "cadencectl/times.h"

namespace cadence::ctl::show {

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
    if (next.empty()) return state == "pending" ? "after those before it" : "";
    auto const due = parse_instant(next);
    return due && *due <= now ? "now" : "next " + distance(next, now);
}

/// What to do about one that nobody else will do anything about; empty for all others.
std::string way_out(Json const& delivery, Style style) {
    auto const state = text(delivery, "state");
    auto const id = text(delivery, "id");
    auto const retry = style.paint(Paint::strong, "cadencectl deliveries retry " + id);
    auto const drop = style.paint(Paint::strong, "cadencectl deliveries drop " + id);
    auto const begun = text(delivery, "reference");
    if (state == "unknown")
        return "Nobody can tell whether it happened. Look, and say so:\n  it did not: " + retry +
               (begun.empty() ? "" : ", which asks first about what was begun") + "\n  it did: " + drop +
               ", and report a deployment with " +
               style.paint(Paint::strong,
                           report_deployment(text(delivery, "release"), text(delivery, "version"),
                                             text(delivery, "commit"))) +
               "\n";
    if (state == "dead") return "Once more: " + retry + "\nNever: " + drop + "\n";
    return {};
}

/// The same for a list.
std::string ways_out(View const& view) {
    auto const has = [&](std::string_view state) {
        for (auto const& delivery : items(view.answer))
            if (text(delivery, "state") == state) return true;
        return false;
    };
    std::string all;
    if (has("unknown"))
        all +=
            "unknown: nobody can tell whether it happened. Look, and say so:\n"
            "  it did not: cadencectl deliveries retry ID, which asks first about what was begun\n"
            "  it did: cadencectl deliveries drop ID\n";
    if (has("dead"))
        all +=
            "dead: given up. Once more: cadencectl deliveries retry ID. Never: cadencectl deliveries drop "
            "ID\n";
    return all;
}

std::string topics_of(Json const& channel) {
    auto const& topics = items(channel, "topics");
    if (topics.size() <= kNamedTopics) return joined(topics);
    return fmt::format("{} topics (--json names them)", topics.size());
}

bool is_delivered(Json const& delivery) {
    return text(delivery, "state") == "delivered";
}

}  // namespace

std::string deliveries(View const& view) {
    Table table{{"ID", "WHAT", "TO", "STATE", "WHEN", "DETAIL"}};
    for (auto const& delivery : items(view.answer)) {
        auto const state = text(delivery, "state");
        table.row({{text(delivery, "id"), Paint::strong},
                   {what_of(delivery)},
                   {to_whom(delivery)},
                   {state, paint_of_state(state)},
                   {when_of(delivery, view.subject.now)},
                   {text(delivery, "detail"), Paint::faint}});
    }
    if (table.empty())
        return filtered(view) ? "No delivery matches.\n" : "Nothing goes out, and nothing has gone out.\n";
    return table.render(view.style) + more(view) + ways_out(view);
}

std::string delivery(View const& view) {
    auto const& delivery = view.answer;
    auto const state = text(delivery, "state");
    Table facts{{"", ""}};
    auto const fact = [&](char const* name, std::string const& value, Paint paint = Paint::plain) {
        if (!value.empty()) facts.row({{std::string{"  "} + name}, {value, paint}});
    };
    auto const instant = [&](char const* name, char const* member) {
        fact(name, when(text(delivery, member)));
    };
    fact("state", state, paint_of_state(state));
    fact("detail", text(delivery, "detail"));
    fact(text(delivery, "channel").empty() ? "action" : "channel", to_whom(delivery));
    fact("train", text(delivery, "train"));
    fact("release", text(delivery, "release"));
    fact("ships", what_ships(delivery));
    fact("topic", text(delivery, "topic"));
    fact("event", text(delivery, "event"));
    instant("written", "created_at");
    fact("attempts", text(delivery, "attempts"));
    instant("last attempt", "attempted_at");
    instant("next attempt", "next_at");
    instant("expires", "expires_at");
    instant("over", "ended_at");
    fact("under way as", text(delivery, "reference"));
    auto const head = view.style.paint(Paint::strong, text(delivery, "id")) + ": " + what_of(delivery) + "\n";
    return head + facts.render(view.style) + way_out(delivery, view.style);
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
    return fmt::format("{}: {} is dropped and never goes to {}.\n", text(view.answer, "id"),
                       what_of(view.answer), to_whom(view.answer));
}

std::string channels(View const& view) {
    Table table{{"CHANNEL", "KIND", "TRAINS", "HEARS OF"}};
    for (auto const& channel : items(view.answer))
        table.row({{text(channel, "name"), Paint::strong},
                   {text(channel, "kind")},
                   {joined(items(channel, "trains"))},
                   {topics_of(channel)}});
    if (table.empty()) return "No channels. The configuration names them in [[channels]].\n";
    return table.render(view.style) + "Try one: cadencectl channel test NAME --wait\n";
}

std::string channel_tested(View const& view) {
    auto const id = text(view.answer, "id");
    return fmt::format(
        "Test message {} is on its way to {}. Look for it there, or ask: cadencectl deliveries show {}\n", id,
        to_whom(view.answer), id);
}

std::string channel_test_ended(View const& view) {
    auto const& delivery = view.answer;
    auto const state = text(delivery, "state");
    auto said = to_whom(delivery) + ": " + view.style.paint(paint_of_state(state), state);
    if (is_delivered(delivery)) return said + " (" + text(delivery, "id") + ").\n";
    if (auto const detail = text(delivery, "detail"); !detail.empty()) said += ": " + detail;
    if (auto const way = way_out(delivery, view.style); !way.empty()) return said + "\n" + way;
    if (auto const expected = when_of(delivery, view.subject.now); !expected.empty())
        said += " (" + expected + ")";
    return said + "\nFollow it: cadencectl deliveries show " + text(delivery, "id") + "\n";
}

std::string deliveries_to_look_at(Json const& page, std::string_view state, Style style) {
    auto const count = items(page).size();
    if (count == 0) return {};
    auto const number = counted(static_cast<std::int64_t>(count), "delivery is", "deliveries are");
    auto const beyond = text(page, "next_cursor").empty() ? "" : "at least ";
    return style.paint(Paint::bad, fmt::format("{}{} {}", beyond, number, state)) +
           fmt::format(": cadencectl deliveries --state {}\n", state);
}

}  // namespace cadence::ctl::show
