// Arrivals at the endpoints of hooks, and what was wrong with them.
#include <fmt/format.h>

#include "base/text.h"
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

constexpr Duration kLately = std::chrono::hours{24};

/// Whether it happened within the last day.
bool is_lately(std::string const& instant, Instant now) {
    auto const at = parse_instant(instant);
    return at && now - *at < kLately;
}

/// How long ago; empty for a source that is not counted.
std::string ago(Json const& hook, char const* name, Instant now) {
    if (!number(hook, "received")) return {};
    auto const at = text(hook, name);
    return at.empty() ? "never" : distance(at, now);
}

Cell failed_of(Json const& hook) {
    auto const failing = number(hook, "failures_in_a_row").value_or(0) > 0;
    return {text(hook, "failed"), failing ? Paint::bad : Paint::plain};
}

std::string line_of_hook(Json const& hook, Style style, std::string const& what) {
    return style.paint(Paint::bad, "hook " + text(hook, "hook")) + ": " + what + "\n";
}

/// Nothing was understood after the last doubt.
bool nothing_since(Json const& hook) {
    auto const understood = parse_instant(text(hook, "understood_at"));
    auto const doubted = parse_instant(text(hook, "doubted_at"));
    return !understood || (doubted && *doubted > *understood);
}

/// Failures, doubts and refusals, however long ago.
std::string faults_of_hook(Json const& hook, Style style) {
    std::string all;
    auto const add = [&](char const* at, char const* what, char const* why) {
        if (!text(hook, at).empty())
            all += line_of_hook(hook, style,
                                fmt::format("{} {}: {}", what, when(text(hook, at)), text(hook, why)));
    };
    add("failed_at", "last failed", "failure");
    add("doubted_at", "doubtful", "doubt");
    add("refused_at", "refused", "refusal");
    return all;
}

std::string show_hooks(View const& view) {
    auto const since = [&](std::string heading, char const* name) {
        return Column{std::move(heading),
                      [&view, name](Json const& hook) { return ago(hook, name, view.subject.now); }};
    };
    std::string faults;
    for (auto const& hook : items(view.answer)) faults += faults_of_hook(hook, view.style);
    return listing(view,
                   {{"HOOK", "hook", Paint::strong},
                    {"TRAIN", "train"},
                    {"SEEN", "received"},
                    {"UNDERSTOOD", "understood"},
                    {"IGNORED", "ignored"},
                    {"FAILED", failed_of},
                    since("LAST SEEN", "received_at"),
                    since("LAST UNDERSTOOD", "understood_at")},
                   "No hooks. The configuration names them in [[hooks]].\n") +
           faults;
}

}  // namespace

std::string hooks_to_look_at(Json const& page, Style style, Instant now) {
    std::string all;
    for (auto const& hook : items(page)) {
        auto const add = [&](std::string const& what) { all += line_of_hook(hook, style, what); };
        auto const failures = number(hook, "failures_in_a_row").value_or(0);
        if (failures > 0)
            add(fmt::format("the last {} failed: {}", counted(failures, "notice", "notices"),
                            text(hook, "failure")));
        else if (is_lately(text(hook, "failed_at"), now))
            add(fmt::format("failed {}: {}", when(text(hook, "failed_at")), text(hook, "failure")));
        if (!text(hook, "doubt").empty() && nothing_since(hook)) add(text(hook, "doubt"));
        if (is_lately(text(hook, "refused_at"), now))
            add(fmt::format("refused {}: {}", when(text(hook, "refused_at")), text(hook, "refusal")));
    }
    return all;
}

Subcommands hooks_subcommands() {
    return {{.name = "hooks",
             .does = "Show incoming webhooks: what arrived, what was understood, what failed",
             .arguments = {kTrainOption},
             .request = {Method::get, "/v1/hooks", {"train"}},
             .show = show_hooks}};
}

}  // namespace cadence::ctl
