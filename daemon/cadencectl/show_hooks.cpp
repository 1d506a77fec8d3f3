// What came to the endpoints of hooks, and what was wrong with it.
#include <fmt/format.h>

#include "cadencectl/phrases.h"
#include "cadencectl/show.h"
#include "cadencectl/times.h"

namespace cadence::ctl::show {

namespace {

constexpr Duration kLately = std::chrono::hours{24};

/// Whether it happened within the last day.
bool is_late(std::string const& instant, Instant now) {
    auto const at = parse_instant(instant);
    return at && now - *at < kLately;
}

std::string ago(Json const& hook, char const* name, Instant now) {
    auto const at = text(hook, name);
    return at.empty() ? "never" : distance(at, now);
}

std::string line(Json const& hook, Style style, std::string const& what) {
    return style.paint(Paint::bad, "hook " + text(hook, "hook")) + ": " + what + "\n";
}

/// Nothing was understood after the last doubt.
bool nothing_since(Json const& hook) {
    auto const understood = parse_instant(text(hook, "understood_at"));
    auto const doubted = parse_instant(text(hook, "doubted_at"));
    return !understood || (doubted && *doubted > *understood);
}

/// What failed, was doubted or refused, however long ago.
std::string faults_of(Json const& hook, Style style) {
    std::string all;
    auto const add = [&](char const* at, char const* what, char const* why) {
        if (!text(hook, at).empty())
            all += line(hook, style, fmt::format("{} {}: {}", what, when(text(hook, at)), text(hook, why)));
    };
    add("failed_at", "could last not be used", "failure");
    add("doubted_at", "doubtful", "doubt");
    add("refused_at", "refused", "refusal");
    return all;
}

}  // namespace

std::string hooks(View const& view) {
    Table table{{"HOOK", "TRAIN", "CAME", "UNDERSTOOD", "IGNORED", "FAILED", "LAST CAME", "LAST UNDERSTOOD"}};
    std::string faults;
    for (auto const& hook : items(view.answer)) {
        auto const failing = number(hook, "failures_in_a_row").value_or(0) > 0;
        auto const counts = number(hook, "received").has_value();
        table.row({{text(hook, "hook"), Paint::strong},
                   {text(hook, "train")},
                   {text(hook, "received")},
                   {text(hook, "understood")},
                   {text(hook, "ignored")},
                   {text(hook, "failed"), failing ? Paint::bad : Paint::plain},
                   {counts ? ago(hook, "received_at", view.subject.now) : ""},
                   {counts ? ago(hook, "understood_at", view.subject.now) : ""}});
        faults += faults_of(hook, view.style);
    }
    if (table.empty()) return "No hooks. The configuration names them in [[hooks]].\n";
    return table.render(view.style) + faults;
}

std::string hooks_to_look_at(Json const& page, Style style, Instant now) {
    std::string all;
    for (auto const& hook : items(page)) {
        auto const failures = number(hook, "failures_in_a_row").value_or(0);
        if (failures > 0)
            all += line(hook, style,
                        fmt::format("the last {} could not be used: {}",
                                    counted(failures, "notice", "notices"), text(hook, "failure")));
        else if (is_late(text(hook, "failed_at"), now))
            all += line(hook, style,
                        fmt::format("could not be used {}: {}", when(text(hook, "failed_at")),
                                    text(hook, "failure")));
        if (!text(hook, "doubt").empty() && nothing_since(hook))
            all += line(hook, style, text(hook, "doubt"));
        if (is_late(text(hook, "refused_at"), now))
            all += line(hook, style,
                        fmt::format("refused {}: {}", when(text(hook, "refused_at")), text(hook, "refusal")));
    }
    return all;
}

}  // namespace cadence::ctl::show
