// Gates, what holds them shut, who is let through, and what must be done by when.
#include <fmt/format.h>

#include "cadencectl/phrases.h"
#include "cadencectl/show.h"
#include "cadencectl/show_parts.h"
#include "cadencectl/times.h"

namespace cadence::ctl::show {

namespace {

/// "branch fix/login".
std::string whom(Json const& exemption) {
    for (auto const& [member, word] : {std::pair{"branch", "branch"},
                                       {"pull_request", "pull request"},
                                       {"label", "label"},
                                       {"path", "path"}})
        if (auto const value = text(exemption, member); !value.empty())
            return std::string{word} + " " + value;
    return {};
}

std::string freezes_of(Json const& train, Style style) {
    auto const timezone = text(at(train, "rule"), "timezone");
    Table table{{"", "", "", "", ""}};
    for (auto const& freeze : items(train, "freezes")) {
        auto const until = text(freeze, "until");
        table.row({{"  " + text(freeze, "id"), truth(freeze, "begun") ? Paint::bad : Paint::busy},
                   {"no " + joined(items(freeze, "actions"), ", ")},
                   {truth(freeze, "begun") ? "" : "from " + when(text(freeze, "from"), timezone)},
                   {until.empty() ? "until somebody ends it" : "until " + when(until, timezone)},
                   {text(freeze, "reason") + " (" + text(freeze, "by") + ")"}});
    }
    for (auto const& exemption : items(train, "exemptions"))
        table.row({{"  " + text(exemption, "id"), Paint::good},
                   {whom(exemption) + " is let through"},
                   {""},
                   {"until " + when(text(exemption, "until"), timezone)},
                   {text(exemption, "reason") + " (" + text(exemption, "by") + ")"}});
    auto all = table.render(style);
    auto const& blocked = at(train, "blocked");
    if (blocked.is_object())
        all += "  " + style.paint(Paint::bad, "nothing scheduled is deployed") + " " +
               block_of(blocked, timezone) + "\n";
    return all;
}

/// The one that was added last.
Json const& newest(Json const& train, char const* member) {
    static Json const kNothing;
    auto const& all = items(train, member);
    return all.empty() ? kNothing : all.back();
}

}  // namespace

std::string gates(View const& view) {
    auto const only = view.arguments["action"];
    std::string all;
    for (auto const* action : {"merge", "deploy", "flag"}) {
        if (!only.empty() && only != action) continue;
        auto const& gate = at(at(view.answer, "gates"), action);
        auto const open = truth(gate, "open");
        auto const changes_at = text(gate, "changes_at");
        all += fmt::format("{} {}", action, view.style.paint(paint_of_gate(gate), open ? "open" : "shut"));
        if (!changes_at.empty()) all += " until " + when(changes_at);
        all += '\n';
        for (auto const& reason : items(gate, "reasons")) {
            auto const [words, command] = apart(text(reason, "text"));
            all += "  - " + words + "\n" + (command.empty() ? "" : "    " + command + "\n");
        }
    }
    return all;
}

std::string freezes(View const& view) {
    auto const only = view.arguments["train"];
    std::string all;
    for (auto const& train : items(view.answer)) {
        auto const id = text(train, "id");
        if (!only.empty() && id != only) continue;
        if (auto const lines = freezes_of(train, view.style); !lines.empty())
            all += view.style.paint(Paint::strong, id) + "\n" + lines;
    }
    return all.empty() ? "Nothing is frozen, nobody is exempt.\n" : all;
}

std::string frozen(View const& view) {
    auto const& freeze = newest(view.answer, "freezes");
    return fmt::format("{}: {}\nEnd it with: cadencectl unfreeze {}{}\n", view.subject.train,
                       freeze_of(freeze, text(at(view.answer, "rule"), "timezone")), text(freeze, "id"),
                       on_train(view.subject.train));
}

std::string unfrozen(View const& view) {
    auto const left = freezes_of(view.answer, view.style);
    return view.subject.train + ": the freeze is ended.\n" + (left.empty() ? "" : "What is left:\n" + left);
}

std::string exempted(View const& view) {
    auto const& exemption = newest(view.answer, "exemptions");
    return fmt::format("{}: {}: {} is let through until {}.\n", view.subject.train, text(exemption, "id"),
                       whom(exemption),
                       when(text(exemption, "until"), text(at(view.answer, "rule"), "timezone")));
}

std::string unexempted(View const& view) {
    return fmt::format("{}: {} is ended.\n", view.subject.train, clean(view.arguments["id"]));
}

std::string deadlines(View const& view) {
    Table table{{"TRAIN", "PROMISE", "STATE", "DUE", "", ""}};
    for (auto const& deadline : items(view.answer)) {
        auto const state = text(deadline, "state");
        auto const runs = state == "open" || state == "breached";
        auto const paint = state == "open" ? Paint::busy : paint_of_state(state);
        auto const due_at = text(deadline, "due_at");
        auto const ended_at = text(deadline, "ended_at");
        table.row({{text(deadline, "train")},
                   {promise_of(deadline), Paint::strong},
                   {state, paint},
                   {when(due_at)},
                   {runs               ? distance(due_at, view.subject.now)
                    : ended_at.empty() ? ""
                                       : "ended " + when(ended_at)},
                   {text(deadline, "reason")}});
    }
    if (table.empty()) return filtered(view) ? "No deadline matches.\n" : "No open deadlines.\n";
    return table.render(view.style) + more(view);
}

}  // namespace cadence::ctl::show
