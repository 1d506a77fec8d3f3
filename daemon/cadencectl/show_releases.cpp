#include <fmt/format.h>

#include "cadencectl/phrases.h"
#include "cadencectl/show.h"
#include "cadencectl/times.h"

namespace cadence::ctl::show {

namespace {

/// One release among others.
std::vector<Cell> cells_of(Json const& release) {
    auto const timezone = text(release, "timezone");
    auto const state = text(release, "state");
    auto const& moved = at(release, "moved_from");
    std::string remark;
    if (moved.is_object()) {
        remark = "moved from " + when(text(moved, "opens_at"), timezone);
        if (auto const reason = text(moved, "reason"); !reason.empty()) remark += ": " + reason;
    }
    return {{text(release, "id"), Paint::strong},
            {state, paint_of_state(state)},
            {window_of(release, timezone)},
            {text(release, "version")},
            {remark}};
}

Table release_table() {
    return Table{{"RELEASE", "STATE", "DEPLOY WINDOW", "VERSION", ""}};
}

void production_row(Table& table, Json const& train, char const* environment, std::string_view timezone) {
    auto const& there = at(train, environment);
    if (!there.is_object()) return;
    std::string said = text(there, "release");
    if (auto const ships = what_ships(there); !ships.empty()) said += ", " + ships;
    if (auto const since = text(there, "since"); !since.empty()) said += ", since " + when(since, timezone);
    table.row({{std::string{"  "} + environment}, {said}});
}

void release_rows(Table& table, Json const& train, char const* which, std::string_view timezone) {
    auto const& release = at(train, which);
    if (!release.is_object()) return;
    auto const state = text(release, "state");
    std::string said = fmt::format("{}, {}, {}", text(release, "id"), state, window_of(release, timezone));
    if (auto const version = text(release, "version"); !version.empty()) said += ", " + version;
    table.row({{std::string{"  "} + which}, {said, paint_of_state(state)}});
    auto const decision = decision_of(at(release, "decision"));
    if (!decision.empty()) table.row({{""}, {"Decision: " + decision}});
    auto const waiting = joined(items(release, "waiting_for"));
    if (!waiting.empty()) table.row({{""}, {"Waiting for: " + waiting}});
}

std::string status_of(Json const& train, Style style) {
    auto const timezone = text(train, "timezone");
    Table table{{"", ""}};
    release_rows(table, train, "current", timezone);
    if (text(at(train, "next"), "id") != text(at(train, "current"), "id") ||
        !at(train, "current").is_object())
        release_rows(table, train, "next", timezone);
    for (auto const* action : {"merge", "deploy", "flag"}) {
        auto const& gate = at(at(train, "gates"), action);
        if (gate.is_object())
            table.row({{std::string{"  "} + action}, {gate_of(gate, timezone), paint_of_gate(gate)}});
    }
    production_row(table, train, "production", timezone);
    production_row(table, train, "staging", timezone);
    auto const id = text(train, "id");
    auto const name = text(train, "name");
    auto head = style.paint(Paint::strong, id);
    if (!name.empty() && name != id) head += ": " + name;
    if (!timezone.empty()) head += " (" + timezone + ")";
    return head + "\n" + table.render(style);
}

/// The facts at the head of a release.
Table facts_of(Json const& release) {
    auto const timezone = text(release, "timezone");
    Table table{{"", ""}};
    auto const fact = [&](char const* name, std::string const& value, Paint paint = Paint::plain) {
        if (!value.empty()) table.row({{std::string{"  "} + name}, {value, paint}});
    };
    auto const state = text(release, "state");
    fact("state", state, paint_of_state(state));
    fact("window", window_of(release, timezone));
    auto const& moved = at(release, "moved_from");
    if (moved.is_object()) fact("moved from", window_of(moved, timezone) + ": " + text(moved, "reason"));
    auto const& candidate = at(release, "candidate");
    if (candidate.is_object())
        fact("candidate", fmt::format("{}, set by {}, {}", what_ships(candidate), text(candidate, "by"),
                                      when(text(candidate, "set_at"), timezone)));
    fact("version", candidate.is_object() ? "" : text(release, "version"));
    fact("decision", decision_of(at(release, "decision")),
         paint_of_state(text(at(release, "decision"), "verdict")));
    fact("waiting for", joined(items(release, "waiting_for")));
    fact("recommendation", decision_of(at(release, "recommendation")));
    fact("monitored until", when(text(release, "monitored_until"), timezone));
    return table;
}

Table phases_of(Json const& release) {
    auto const attempts = number(release, "attempt").value_or(1) > 1;
    Table table{{"PHASE", "DUE", "STATUS", attempts ? "ATTEMPT" : "", ""}};
    for (auto const& phase : items(release, "phases")) {
        auto const status = text(phase, "status");
        table.row({{text(phase, "name")},
                   {when(text(phase, "at"), text(release, "timezone"))},
                   {status, paint_of_state(status)},
                   {attempts ? text(phase, "attempt") : ""},
                   {text(phase, "reason")}});
    }
    return table;
}

Table votes_of(Json const& release) {
    Table table{{"VOTE", "BY", "AS", "AT", ""}};
    for (auto const& vote : items(release, "votes")) {
        auto const said = text(vote, "vote");
        table.row({{said, paint_of_state(said)},
                   {text(vote, "name").empty() ? text(vote, "person") : text(vote, "name")},
                   {joined(items(vote, "roles"))},
                   {when(text(vote, "at"), text(release, "timezone"))},
                   {text(vote, "reason")}});
    }
    return table;
}

Table deployments_of(Json const& release) {
    Table table{{"DEPLOYMENT", "STATUS", "WHAT", "AT", "BY"}};
    for (auto const& deployment : items(release, "deployments")) {
        auto const status = text(deployment, "status");
        table.row({{text(deployment, "environment")},
                   {status, paint_of_state(status)},
                   {what_ships(deployment)},
                   {when(text(deployment, "at"), text(release, "timezone"))},
                   {text(deployment, "by")}});
    }
    return table;
}

Table issues_of(Json const& release) {
    Table table{{"ISSUE", "SEVERITY", "AT", "BY", ""}};
    for (auto const& issue : items(release, "issues"))
        table.row({{text(issue, "id")},
                   {text(issue, "severity"), Paint::bad},
                   {when(text(issue, "at"), text(release, "timezone"))},
                   {text(issue, "by")},
                   {text(issue, "text")}});
    return table;
}

Table dates_of(Json const& release) {
    auto const timezone = text(release, "timezone");
    Table table{{"DATE CHANGED", "BY", "FROM", "TO", ""}};
    for (auto const& change : items(release, "dates")) {
        auto const to = window_of(at(change, "to"), timezone);
        table.row({{when(text(change, "at"), timezone)},
                   {text(change, "by")},
                   {window_of(at(change, "from"), timezone)},
                   {to.empty() ? "cancelled" : to},
                   {text(change, "reason")}});
    }
    return table;
}

}  // namespace

std::string status(View const& view) {
    std::string all;
    auto const& clock = at(view.answer, "clock");
    if (truth(clock, "on_hold"))
        all += view.style.paint(
                   Paint::bad, fmt::format("The calendar is on hold since {}: {}", when(text(clock, "since")),
                                           sentence(text(clock, "reason")))) +
               "\nIs the time of this machine right? Then: cadencectl clock accept\n\n";
    bool first = true;
    for (auto const& train : items(view.answer, "trains")) {
        if (!first) all += '\n';
        all += status_of(train, view.style);
        first = false;
    }
    return all.empty() ? "No trains. The configuration names them.\n" : all;
}

std::string upcoming(View const& view) {
    auto table = release_table();
    for (auto const& release : items(view.answer)) table.row(cells_of(release));
    auto all = table.empty() ? "No release ahead.\n" : table.render(view.style);
    for (auto const& skipped : items(view.answer, "skipped"))
        all += fmt::format("Left out: {} {}: {}\n", text(skipped, "train"), text(skipped, "slot"),
                           text(skipped, "reason"));
    return all;
}

std::string releases(View const& view) {
    auto table = release_table();
    for (auto const& release : items(view.answer)) table.row(cells_of(release));
    auto all = table.empty() ? "No such release in the record.\n" : table.render(view.style);
    auto const cursor = text(view.answer, "next_cursor");
    if (!cursor.empty()) all += "There are more: the same with --cursor " + cursor + "\n";
    return all;
}

std::string release(View const& view) {
    auto const& release = view.answer;
    auto all = view.style.paint(Paint::strong, name_of_release(text(release, "id"), view.subject.which)) +
               "\n" + facts_of(release).render(view.style);
    for (auto const& table : {phases_of(release), votes_of(release), deployments_of(release),
                              issues_of(release), dates_of(release)})
        if (!table.empty()) all += "\n" + table.render(view.style);
    return all;
}

}  // namespace cadence::ctl::show
