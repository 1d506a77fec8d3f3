// Where every train stands, and what of forges, hooks and deliveries needs a person; whether the daemon is
// there at all.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/plain_text.h"
#include "base/text.h"
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

constexpr auto kEnough = "20";  // of deliveries to look at: more are not counted

void production_row(Facts& facts, Json const& train, char const* environment, std::string_view timezone) {
    auto const& there = at(train, environment);
    if (!there.is_object()) return;
    auto const since = text(there, "since");
    auto said = in_a_row({text(there, "release"), what_ships(there)});
    if (said.empty()) said = "an unknown commit";
    facts.add(environment, in_a_row({said, since.empty() ? "" : "since " + when(since, timezone)}));
}

void decision_rows(Facts& facts, Json const& release) {
    auto const [decision, command] = apart(decision_of(at(release, "decision")));
    facts.add("", decision);
    facts.add("", command);
    auto const waiting = joined(items(release, "waiting_for"));
    facts.add("", waiting.empty() ? "" : "Waiting for: " + waiting);
}

void release_rows(Facts& facts, Json const& train, char const* which, std::string_view timezone) {
    auto const& release = at(train, which);
    if (!release.is_object()) return;
    auto const state = text(release, "state");
    facts.add(which,
              in_a_row({text(release, "id"), in_words(state), window_of(release, timezone),
                        text(release, "version")}),
              paint_of_state(state));
    decision_rows(facts, release);
}

void add_more(Facts& facts, Json const& train, std::string_view list, std::string_view command) {
    auto const more = number(at(train, "more"), list).value_or(0);
    if (more > 0) facts.add("", fmt::format("and {} more: {}", more, command));
}

/// Hotfixes and expedited releases that are under way.
void on_demand_rows(Facts& facts, Json const& train, std::string_view timezone) {
    auto const* name = "on demand";
    for (auto const& release : items(train, "on_demand")) {
        auto const state = text(release, "state");
        auto const expires = text(release, "expires_at");
        facts.add(
            std::exchange(name, ""),
            in_a_row({text(release, "id"), in_words(state), text(release, "branch"), text(release, "version"),
                      expires.empty() ? "" : "expires " + when(expires, timezone)}),
            paint_of_state(state));
        decision_rows(facts, release);
    }
    add_more(facts, train, "on_demand", "cadencectl releases");
}

/// The reasons that keep a gate shut beyond the calendar.
void hold_rows(Facts& facts, Json const& train, std::string_view timezone) {
    for (auto const& freeze : items(train, "freezes"))
        facts.add("freeze", freeze_of(freeze, timezone), Paint::bad);
    add_more(facts, train, "freezes", "cadencectl gate");
    auto const& blocked = at(train, "blocked");
    if (!blocked.is_object()) return;
    facts.add("blocked", block_of(blocked, timezone), Paint::bad);
    facts.add("", "Once that is settled: cadencectl rollback clear" + on_train(text(train, "id")));
}

void main_row(Facts& facts, Json const& train, std::string_view timezone) {
    auto const& main = at(train, "main");
    auto const& last = at(main, "last");
    if (!last.is_object()) return;
    auto const ahead = number(main, "ahead_of_production").value_or(0);
    facts.add("main", fmt::format("{} ahead of production, {} ahead of staging; last {}, {}",
                                  counted(ahead, "merge", "merges"), text(main, "ahead_of_staging"),
                                  what_ships(last), when(text(last, "merged_at"), timezone)));
}

void deadline_rows(Facts& facts, Json const& train, std::string_view timezone, Instant now) {
    auto const& first = items(train, "deadlines");
    for (std::size_t i = 0; i < first.size(); ++i)
        facts.add(i == 0 ? "due" : "", promise_of(first[i]) + " " + due_of(first[i], timezone, now),
                  text(first[i], "state") == "breached" ? Paint::bad : Paint::busy);
    add_more(facts, train, "deadlines", "cadencectl deadlines");
}

/// "open", "open, but", "shut until Thu 2026-01-22 12:00 UTC".
std::string gate_of(Json const& gate, std::string_view timezone) {
    auto const open = truth(gate, "open");
    auto const changes_at = text(gate, "changes_at");
    std::string said = open ? "open" : "shut";
    if (!changes_at.empty()) said += " until " + when(changes_at, timezone);
    if (open && !items(gate, "reasons").empty()) said += ", but";
    return said;
}

/// Why, each a line, and the commands that say more.
std::vector<std::string> reasons_of(Json const& gate) {
    std::vector<std::string> lines;
    std::vector<std::string> commands;
    auto const& reasons = items(gate, "reasons");
    for (std::size_t i = 0; i < reasons.size() && i < kNamed; ++i) {
        auto [words, command] = apart(text(reasons[i], "text"));
        lines.push_back(std::move(words));
        if (!command.empty() && std::ranges::find(commands, command) == commands.end())
            commands.push_back(std::move(command));
    }
    if (reasons.size() > kNamed) {
        lines.push_back(fmt::format("and {} more", reasons.size() - kNamed));
        commands.emplace_back("cadencectl gate");
    }
    lines.insert(lines.end(), commands.begin(), commands.end());
    return lines;
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

void gate_rows(Facts& facts, Json const& train, std::string_view timezone) {
    for (auto const* action : {"merge", "deploy", "flag"}) {
        auto const& gate = at(at(train, "gates"), action);
        if (!gate.is_object()) continue;
        facts.add(action, gate_of(gate, timezone), paint_of_gate(gate));
        for (auto const& line : reasons_of(told_once(gate, train))) facts.add("", line);
    }
}

std::string standing_of(Json const& train, Style style, Instant now) {
    auto const timezone = text(train, "timezone");
    Facts facts;
    release_rows(facts, train, "current", timezone);
    if (text(at(train, "next"), "id") != text(at(train, "current"), "id") ||
        !at(train, "current").is_object())
        release_rows(facts, train, "next", timezone);
    on_demand_rows(facts, train, timezone);
    gate_rows(facts, train, timezone);
    hold_rows(facts, train, timezone);
    deadline_rows(facts, train, timezone, now);
    production_row(facts, train, "production", timezone);
    production_row(facts, train, "staging", timezone);
    main_row(facts, train, timezone);
    auto const id = text(train, "id");
    auto const name = text(train, "name");
    auto head = style.paint(Paint::strong, id);
    if (!name.empty() && name != id) head += ": " + name;
    if (!timezone.empty()) head += " (" + timezone + ")";
    return head + "\n" + facts.render(style);
}

/// A refused request adds nothing: this is only a remark.
std::string all_to_look_at(View const& view) {
    auto const of_train = query_of(view.arguments, {"train"});
    std::string all;
    auto const ready = view.session.ask({.path = "/health/ready"});
    if (!ready &&
        (ready.error().code == ErrorCode::unavailable || ready.error().code == ErrorCode::storage_full))
        all += view.style.paint(Paint::bad, "not ready: " + ready.error().detail) + "\n";
    if (auto const page = view.session.ask_all({.path = "/v1/forges", .query = of_train}))
        all += forges_to_look_at(*page, view.style, view.subject.now);
    if (auto const page = view.session.ask({.path = "/v1/hooks", .query = of_train}))
        all += hooks_to_look_at(*page, view.style, view.subject.now);
    for (auto const* state : {"dead", "unknown"}) {
        Request request{.path = "/v1/deliveries", .query = of_train};
        request.query.emplace_back("state", state);
        request.query.emplace_back("limit", kEnough);
        if (auto const page = view.session.ask(request))
            all += deliveries_to_look_at(*page, state, view.style);
    }
    return all;
}

std::string show_status(View const& view) {
    std::string all;
    auto const& clock = at(view.answer, "clock");
    if (truth(clock, "on_hold"))
        all += view.style.paint(
                   Paint::bad, fmt::format("The calendar is on hold since {}: {}", when(text(clock, "since")),
                                           sentence(text(clock, "reason")))) +
               "\nIs the time of this machine right? If so: cadencectl clock accept\n\n";
    bool first = true;
    for (auto const& train : items(view.answer, "trains")) {
        if (!std::exchange(first, false)) all += '\n';
        all += standing_of(train, view.style, view.subject.now);
    }
    if (all.empty()) all = "No trains. The configuration names them.\n";
    auto const remark = all_to_look_at(view);
    return all + (remark.empty() ? "" : "\n") + remark;
}

Result<Exit> run_health(Session& session, Arguments const&) {
    auto const alive = session.ask({.path = "/health"});
    if (!alive) return tl::unexpected{alive.error()};
    auto const version = text(*alive, "version");
    auto const ready = session.ask({.path = "/health/ready"});
    if (!ready) return tl::unexpected{ready.error()};
    if (session.wrote_json()) return Exit::done;
    auto all =
        "cadenced " + version + " at " + session.client().url() + " is " + text(*ready, "status") + "\n";
    if (auto const* checks = at(*ready, "checks").if_object())
        for (auto const& [name, state] : *checks) {
            auto const said = state.is_object() ? text(state, "status") : text(state);
            all += "  " + one_line({name.data(), name.size()}) + ": " + said + "\n";
        }
    session.write(all);
    return Exit::done;
}

}  // namespace

Subcommands status_subcommands() {
    return {
        {.name = "status",
         .does = "Show where every train stands: releases, gates, freezes, deadlines, production",
         .arguments = {kTrainOption},
         .examples = {"status", "status --json | jq .trains[0].gates"},
         .request = {Method::get, "/v1/status", {"train"}},
         .show = show_status,
         .pages = true},
        {.name = "health", .does = "Check whether the daemon is alive and ready", .run = run_health},
    };
}

}  // namespace cadence::ctl
