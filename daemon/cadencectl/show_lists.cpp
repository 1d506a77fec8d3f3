#include <fmt/format.h>

#include "cadencectl/phrases.h"
#include "cadencectl/show.h"
#include "cadencectl/times.h"

namespace cadence::ctl::show {

namespace {

std::string count_of_weeks(Json const& rule) {
    auto const weeks = number(rule, "every_weeks");
    if (!weeks) return text(rule, "every");
    return *weeks == 1 ? "every week" : fmt::format("every {} weeks", *weeks);
}

Table phase_rules(Json const& train) {
    Table table{{"PHASE", "OFFSET", "MERGES", "TITLE"}};
    for (auto const& phase : items(train, "phases"))
        table.row(
            {{text(phase, "name")}, {text(phase, "offset")}, {text(phase, "gate")}, {text(phase, "title")}});
    return table;
}

Table blackout_table(boost::json::array const& trains) {
    Table table{{"TRAIN", "FROM", "TO", "ID", "SOURCE", "REASON"}};
    for (auto const& train : trains)
        for (auto const& blackout : items(train, "blackouts"))
            table.row({{text(train, "id")},
                       {text(blackout, "from")},
                       {text(blackout, "to")},
                       {text(blackout, "id")},
                       {text(blackout, "source"), Paint::faint},
                       {text(blackout, "reason")}});
    return table;
}

std::string state_of_token(Json const& token) {
    auto const revoked = text(token, "revoked_at");
    if (!revoked.empty()) return "revoked " + stamp(revoked);
    auto const expires = text(token, "expires_at");
    return expires.empty() ? "no expiry" : "until " + stamp(expires);
}

}  // namespace

std::string timeline(View const& view) {
    Table table{{"EVENT", "AT (UTC)", "TYPE", "WHAT HAPPENED"}};
    for (auto const& event : items(view.answer)) table.row(event_cells(event));
    if (table.empty())
        return name_of_release(view.subject.release, view.subject.which) + ": nothing has happened yet.\n";
    auto all = table.render(view.style);
    auto const cursor = text(view.answer, "next_cursor");
    if (!cursor.empty()) all += "There are more: the same with --cursor " + cursor + "\n";
    return all;
}

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
        for (auto const& reason : items(gate, "reasons")) all += "  - " + text(reason, "text") + "\n";
    }
    return all;
}

std::string trains(View const& view) {
    Table table{{"TRAIN", "NAME", "EVERY", "AT", "WINDOW"}};
    for (auto const& train : items(view.answer)) {
        auto const& rule = at(train, "rule");
        table.row({{text(train, "id"), Paint::strong},
                   {text(train, "name")},
                   {count_of_weeks(rule) + " on " + text(rule, "weekday")},
                   {text(rule, "time") + " " + text(rule, "timezone")},
                   {length(text(rule, "window"))}});
    }
    return table.empty() ? "No trains. The configuration names them.\n" : table.render(view.style);
}

std::string train(View const& view) {
    auto const& train = view.answer;
    auto const& rule = at(train, "rule");
    Table facts{{"", ""}};
    auto const fact = [&](char const* name, std::string const& value) {
        if (!value.empty()) facts.row({{std::string{"  "} + name}, {value}});
    };
    fact("releases", fmt::format("{} on {} at {} {}, from {}", count_of_weeks(rule), text(rule, "weekday"),
                                 text(rule, "time"), text(rule, "timezone"), text(rule, "first_release")));
    fact("window", length(text(rule, "window")));
    fact("on a blackout", text(rule, "on_blackout"));
    fact("GO takes", joined(items(train, "required_roles")));
    fact("monitoring", length(text(train, "monitoring")));
    fact("staging", text(at(at(train, "environments"), "staging"), "url"));
    fact("production", text(at(at(train, "environments"), "production"), "url"));
    fact("activated", when(text(train, "activated_at"), text(rule, "timezone")));
    auto all = view.style.paint(Paint::strong, text(train, "id") + ": " + text(train, "name")) + "\n" +
               facts.render(view.style) + "\n" + phase_rules(train).render(view.style);
    auto const blackouts = blackout_table({train});
    if (!blackouts.empty()) all += "\n" + blackouts.render(view.style);
    return all;
}

std::string blackouts(View const& view) {
    auto const only = view.arguments["train"];
    boost::json::array trains;
    for (auto const& train : items(view.answer))
        if (only.empty() || text(train, "id") == only) trains.push_back(train);
    auto const table = blackout_table(trains);
    return table.empty() ? "No blackouts.\n" : table.render(view.style);
}

std::string tokens(View const& view) {
    Table table{{"ID", "PERSON", "VALID", "LAST USED (UTC)", "ISSUED BY", "NOTE"}};
    for (auto const& token : items(view.answer))
        table.row({{text(token, "id"), Paint::strong},
                   {text(token, "person")},
                   {state_of_token(token), text(token, "revoked_at").empty() ? Paint::plain : Paint::faint},
                   {stamp(text(token, "last_used_at"))},
                   {text(token, "issuer")},
                   {text(token, "note")}});
    return table.empty() ? "No tokens. Make one: cadencectl token create --person anna\n"
                         : table.render(view.style);
}

std::string rights(View const& view) {
    Table table{{"RIGHT", "ROLES", "WHAT IT ALLOWS"}};
    for (auto const& right : items(view.answer))
        table.row(
            {{text(right, "right"), Paint::strong}, {joined(items(right, "roles"))}, {text(right, "does")}});
    return table.render(view.style);
}

std::string dates_changed(View const& view) {
    std::string all;
    for (auto const& warning : items(view.answer, "warnings")) all += "Warning: " + text(warning) + "\n";
    auto const& changes = items(view.answer, "dates_changed");
    if (changes.empty()) return all + "No date changes.\n";
    all += changes.size() == 1 ? "1 date changes:\n" : fmt::format("{} dates change:\n", changes.size());
    for (auto const& change : changes) all += "  " + date_change(change) + "\n";
    return all;
}

}  // namespace cadence::ctl::show
