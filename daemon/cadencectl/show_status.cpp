#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "cadencectl/phrases.h"
#include "cadencectl/show.h"
#include "cadencectl/show_parts.h"
#include "cadencectl/times.h"

namespace cadence::ctl::show {

namespace {

constexpr std::size_t kMostDeadlines = 5;

void production_row(Table& table, Json const& train, char const* environment, std::string_view timezone) {
    auto const& there = at(train, environment);
    if (!there.is_object()) return;
    auto const since = text(there, "since");
    auto said = in_a_row({text(there, "release"), what_ships(there)});
    if (said.empty()) said = "an unknown commit";
    table.row({{std::string{"  "} + environment},
               {in_a_row({said, since.empty() ? "" : "since " + when(since, timezone)})}});
}

void decision_rows(Table& table, Json const& release) {
    auto const [decision, command] = apart(decision_of(at(release, "decision")));
    if (!decision.empty()) table.row({{""}, {decision}});
    if (!command.empty()) table.row({{""}, {command}});
    auto const waiting = joined(items(release, "waiting_for"));
    if (!waiting.empty()) table.row({{""}, {"Waiting for: " + waiting}});
}

void release_rows(Table& table, Json const& train, char const* which, std::string_view timezone) {
    auto const& release = at(train, which);
    if (!release.is_object()) return;
    auto const state = text(release, "state");
    auto const said = in_a_row(
        {text(release, "id"), in_words(state), window_of(release, timezone), text(release, "version")});
    table.row({{std::string{"  "} + which}, {said, paint_of_state(state)}});
    decision_rows(table, release);
}

/// Hotfixes and expedited releases that are under way.
void on_demand_rows(Table& table, Json const& train, std::string_view timezone) {
    std::string name = "  on demand";
    for (auto const& release : items(train, "on_demand")) {
        auto const state = text(release, "state");
        auto const expires = text(release, "expires_at");
        auto const said =
            in_a_row({text(release, "id"), in_words(state), text(release, "branch"), text(release, "version"),
                      expires.empty() ? "" : "expires " + when(expires, timezone)});
        table.row({{std::exchange(name, "")}, {said, paint_of_state(state)}});
        decision_rows(table, release);
    }
}

/// What keeps a gate shut beyond the calendar.
void hold_rows(Table& table, Json const& train, std::string_view timezone) {
    for (auto const& freeze : items(train, "freezes"))
        table.row({{"  freeze"}, {freeze_of(freeze, timezone), Paint::bad}});
    auto const& blocked = at(train, "blocked");
    if (!blocked.is_object()) return;
    table.row({{"  blocked"}, {block_of(blocked, timezone), Paint::bad}});
    table.row({{""}, {"When that is settled: cadencectl rollback clear" + on_train(text(train, "id"))}});
}

void main_row(Table& table, Json const& train, std::string_view timezone) {
    auto const& main = at(train, "main");
    auto const& last = at(main, "last");
    if (!last.is_object()) return;
    auto const ahead = number(main, "ahead_of_production").value_or(0);
    table.row({{"  main"},
               {fmt::format("{} ahead of production, {} ahead of staging; last {}, {}",
                            counted(ahead, "merge", "merges"), text(main, "ahead_of_staging"),
                            what_ships(last), when(text(last, "merged_at"), timezone))}});
}

void deadline_rows(Table& table, Json const& train, std::string_view timezone, Instant now) {
    auto const& all = items(train, "deadlines");
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i == kMostDeadlines) {
            table.row({{""}, {fmt::format("and {} more: cadencectl deadlines", all.size() - i)}});
            return;
        }
        auto const late = text(all[i], "state") == "breached";
        table.row(
            {{i == 0 ? "  due" : ""},
             {promise_of(all[i]) + " " + due_of(all[i], timezone, now), late ? Paint::bad : Paint::busy}});
    }
}

/// Of what has a row of its own the gate's reason names the id only.
Json told_once(Json gate, Json const& train) {
    auto* const reasons = gate.get_object().if_contains("reasons");
    if (reasons == nullptr || !reasons->is_array()) return gate;
    for (auto& reason : reasons->get_array()) {
        auto const code = text(reason, "code");
        for (auto const& freeze : items(train, "freezes")) {
            auto const id = text(freeze, "id");
            if (code == "freeze" && text(reason, "text").ends_with("(" + id + ")"))
                reason.get_object()["text"] = "Frozen by " + id;
        }
        if (code == "rollback_not_cleared" && at(train, "blocked").is_object())
            reason.get_object()["text"] = "A rollback is not cleared";
    }
    return gate;
}

std::string status_of(Json const& train, Style style, Instant now) {
    auto const timezone = text(train, "timezone");
    Table table{{"", ""}};
    release_rows(table, train, "current", timezone);
    if (text(at(train, "next"), "id") != text(at(train, "current"), "id") ||
        !at(train, "current").is_object())
        release_rows(table, train, "next", timezone);
    on_demand_rows(table, train, timezone);
    for (auto const* action : {"merge", "deploy", "flag"}) {
        auto const& gate = at(at(train, "gates"), action);
        if (!gate.is_object()) continue;
        table.row({{std::string{"  "} + action}, {gate_of(gate, timezone), paint_of_gate(gate)}});
        for (auto const& line : reasons_of(told_once(gate, train))) table.row({{""}, {line}});
    }
    hold_rows(table, train, timezone);
    deadline_rows(table, train, timezone, now);
    production_row(table, train, "production", timezone);
    production_row(table, train, "staging", timezone);
    main_row(table, train, timezone);
    auto const id = text(train, "id");
    auto const name = text(train, "name");
    auto head = style.paint(Paint::strong, id);
    if (!name.empty() && name != id) head += ": " + name;
    if (!timezone.empty()) head += " (" + timezone + ")";
    return head + "\n" + table.render(style);
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
        all += status_of(train, view.style, view.subject.now);
        first = false;
    }
    return all.empty() ? "No trains. The configuration names them.\n" : all;
}

}  // namespace cadence::ctl::show
