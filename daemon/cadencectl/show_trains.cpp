#include <utility>

#include <fmt/format.h>

#include "base/text.h"
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

Table item_rules(Json const& train) {
    Table table{{"CHECKLIST", "STAGE", "REQUIRED", "FOR", "TICKED BY", "CHECK"}};
    for (auto const& item : items(train, "checklist"))
        table.row({{text(item, "id")},
                   {text(item, "stage")},
                   {truth(item, "required") ? "yes" : ""},
                   {joined(items(item, "kinds"))},
                   {joined(items(item, "roles"))},
                   {text(item, "check")}});
    return table;
}

Table history_of(Json const& train, std::string_view timezone) {
    Table table{{"PRODUCTION RAN", "RELEASE", "SINCE", ""}};
    auto const& ran = items(train, "ran");
    for (std::size_t i = ran.size(); i > 0; --i)
        table.row({{what_ships(ran[i - 1])},
                   {text(ran[i - 1], "release")},
                   {when(text(ran[i - 1], "since"), timezone)},
                   {truth(ran[i - 1], "rolled_back") ? "rolled back" : "", Paint::bad}});
    return table;
}

/// "hotfix deploy: 4 h", each a row.
void add_clocks(Table& facts, Json const& train) {
    auto const* clocks = at(train, "clocks").if_object();
    if (clocks == nullptr) return;
    std::string first = "  clocks";
    for (auto const& [name, within] : *clocks)
        facts.row({{std::exchange(first, "")},
                   {in_words(clean({name.data(), name.size()})) + ": " + length(text(within))}});
}

/// What is true of a train beside its dates.
void add_state(Table& facts, Json const& train, std::string_view timezone) {
    auto const fact = [&](char const* name, std::string const& value) {
        if (!value.empty()) facts.row({{std::string{"  "} + name}, {value}});
    };
    add_clocks(facts, train);
    fact("hotfixes", text(train, "branch_base").empty() ? "" : "cut from " + text(train, "branch_base"));
    for (auto const& freeze : items(train, "freezes")) fact("freeze", freeze_of(freeze, timezone));
    auto const& blocked = at(train, "blocked");
    if (blocked.is_object()) fact("blocked", block_of(blocked, timezone));
    for (auto const& each : items(train, "unmerged"))
        if (number(each, "merge").value_or(0) == 0)
            fact("not in main", text(each, "branch") + " of " + text(each, "release"));
    fact("way back", what_ships(at(train, "previous_version")));
}

}  // namespace

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
    add_state(facts, train, text(rule, "timezone"));
    auto all = view.style.paint(Paint::strong, text(train, "id") + ": " + text(train, "name")) + "\n" +
               facts.render(view.style) + "\n" + phase_rules(train).render(view.style);
    for (auto const& table :
         {item_rules(train), blackout_table({train}), history_of(train, text(rule, "timezone"))})
        if (!table.empty()) all += "\n" + table.render(view.style);
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

}  // namespace cadence::ctl::show
