// The trains: rules, history, and what is true of them beside their dates.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/plain_text.h"
#include "base/text.h"
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

std::string count_of_weeks(Json const& rule) {
    auto const weeks = number(rule, "every_weeks");
    if (!weeks) return text(rule, "every");
    return *weeks == 1 ? "every week" : fmt::format("every {} weeks", *weeks);
}

/// The phases and, as far as there are any, items, blackouts and what production ran, the newest first.
std::vector<Table> tables_of_train(Json const& train, std::string_view timezone) {
    auto ran = items(train, "ran");
    std::ranges::reverse(ran);
    return {table_of(items(train, "phases"),
                     {{"PHASE", "name"}, {"OFFSET", "offset"}, {"MERGES", "gate"}, {"TITLE", "title"}}),
            table_of(items(train, "checklist"),
                     {{"CHECKLIST", "id"},
                      {"STAGE", "stage"},
                      {"REQUIRED",
                       [](Json const& item) { return std::string{truth(item, "required") ? "yes" : ""}; }},
                      {"FOR", "kinds"},
                      {"TICKED BY", "roles"},
                      {"CHECK", "check"}}),
            table_of_blackouts({train}),
            table_of(ran, {{"PRODUCTION RAN", what_ships},
                           {"RELEASE", "release"},
                           instants("SINCE", "since", std::string{timezone}),
                           {"",
                            [](Json const& each) {
                                return std::string{truth(each, "rolled_back") ? "rolled back" : ""};
                            },
                            Paint::bad}})};
}

/// "hotfix deploy: 4 h", each a row.
void add_clocks(Facts& facts, Json const& train) {
    auto const* clocks = at(train, "clocks").if_object();
    if (clocks == nullptr) return;
    auto const* first = "clocks";
    for (auto const& [name, within] : *clocks)
        facts.add(std::exchange(first, ""),
                  in_words(one_line({name.data(), name.size()})) + ": " + length(text(within)));
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
    auto const rule = [](Json const& train, char const* member) { return text(at(train, "rule"), member); };
    return listing(
        view,
        {{"TRAIN", "id", Paint::strong},
         {"NAME", "name"},
         {"EVERY",
          [&](Json const& train) {
              return count_of_weeks(at(train, "rule")) + " on " + rule(train, "weekday");
          }},
         {"AT", [&](Json const& train) { return rule(train, "time") + " " + rule(train, "timezone"); }},
         {"WINDOW", [&](Json const& train) { return length(rule(train, "window")); }}},
        "No trains. The configuration names them.\n");
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
               facts.render(view.style);
    for (auto const& table : tables_of_train(train, text(rule, "timezone")))
        if (!table.empty()) all += "\n" + table.render(view.style);
    return all;
}

}  // namespace

Subcommands trains_subcommands() {
    return {
        {.name = "train list",
         .does = "the trains and their rules",
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
