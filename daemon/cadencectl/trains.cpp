// The trains: rules, history, and what is true of them beside their dates.
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "cadencectl/nouns.h"

namespace cadence::ctl {

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
void add_clocks(Facts& facts, Json const& train) {
    auto const* clocks = at(train, "clocks").if_object();
    if (clocks == nullptr) return;
    auto const* first = "clocks";
    for (auto const& [name, within] : *clocks)
        facts.add(std::exchange(first, ""),
                  in_words(clean({name.data(), name.size()})) + ": " + length(text(within)));
}

/// Facts about a train other than its dates.
void add_state(Facts& facts, Json const& train, std::string_view timezone) {
    add_clocks(facts, train);
    facts.add("hotfixes", text(train, "branch_base").empty() ? "" : "cut from " + text(train, "branch_base"));
    for (auto const& freeze : items(train, "freezes")) facts.add("freeze", freeze_of(freeze, timezone));
    auto const& blocked = at(train, "blocked");
    if (blocked.is_object()) facts.add("blocked", block_of(blocked, timezone));
    for (auto const& each : items(train, "unmerged"))
        if (number(each, "merge").value_or(0) == 0)
            facts.add("not in main", text(each, "branch") + " of " + text(each, "release"));
    facts.add("way back", what_ships(at(train, "previous_version")));
}

std::string show_trains(View const& view) {
    Table table{{"TRAIN", "NAME", "EVERY", "AT", "WINDOW"}};
    for (auto const& train : items(view.answer)) {
        auto const& rule = at(train, "rule");
        table.row({{text(train, "id"), Paint::strong},
                   {text(train, "name")},
                   {count_of_weeks(rule) + " on " + text(rule, "weekday")},
                   {text(rule, "time") + " " + text(rule, "timezone")},
                   {length(text(rule, "window"))}});
    }
    return listing(view, table, "No trains. The configuration names them.\n");
}

std::string show_train(View const& view) {
    auto const& train = view.answer;
    auto const& rule = at(train, "rule");
    Facts facts;
    facts.add("releases",
              fmt::format("{} on {} at {} {}, from {}", count_of_weeks(rule), text(rule, "weekday"),
                          text(rule, "time"), text(rule, "timezone"), text(rule, "first_release")));
    facts.add("window", length(text(rule, "window")));
    facts.add("on a blackout", text(rule, "on_blackout"));
    facts.add("GO needs", joined(items(train, "required_roles")));
    facts.add("monitoring", length(text(train, "monitoring")));
    facts.add("staging", text(at(at(train, "environments"), "staging"), "url"));
    facts.add("production", text(at(at(train, "environments"), "production"), "url"));
    facts.add("activated", when(text(train, "activated_at"), text(rule, "timezone")));
    add_state(facts, train, text(rule, "timezone"));
    auto all = view.style.paint(Paint::strong, text(train, "id") + ": " + text(train, "name")) + "\n" +
               facts.render(view.style) + "\n" + phase_rules(train).render(view.style);
    for (auto const& table :
         {item_rules(train), table_of_blackouts({train}), history_of(train, text(rule, "timezone"))})
        if (!table.empty()) all += "\n" + table.render(view.style);
    return all;
}

}  // namespace

Subcommands trains_subcommands() {
    return {
        {.name = "train list",
         .does = "the trains and their rules",
         .examples = {"train list"},
         .request = {Method::get, "/v1/trains"},
         .show = show_trains,
         .pages = true},
        {.name = "train show",
         .does = "Show one train: rule, phases, roles, checklist, clocks, what production ran",
         .arguments = {{"TRAIN", "ID", "default: the only one"}},
         .examples = {"train show backend"},
         .request = {Method::get, "/v1/trains/{train}"},
         .show = show_train},
    };
}

}  // namespace cadence::ctl
