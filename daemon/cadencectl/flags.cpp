// Feature flags: who gets what is deployed already, step by step.
#include <fmt/format.h>

#include "base/plain_text.h"
#include "base/text.h"
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

/// "beta, 25 %".
std::string stage_of(Json const& flag) {
    auto const share = number(flag, "percentage").value_or(0);
    auto const stage = text(flag, "stage");
    return stage == "beta" && share > 0 ? fmt::format("{}, {} %", stage, share) : stage;
}

Cell stage_cell(Json const& flag) {
    auto const stage = text(flag, "stage");
    return {stage_of(flag), stage == "all" ? Paint::good : stage == "off" ? Paint::faint : Paint::busy};
}

Cell until_of(Json const& flag) {
    auto const late = !text(flag, "told_late_at").empty() && text(flag, "stage") != "all";
    return {text(flag, "until") + (late ? ", overdue" : ""), late ? Paint::bad : Paint::plain};
}

std::string show_flags(View const& view) {
    return listing(view,
                   {{"FLAG", "key", Paint::strong},
                    {"STAGE", stage_cell},
                    {"UNTIL", until_of},
                    {"OWNER", "owner"},
                    {"RELEASE", "release"},
                    {"WHAT", "description"}},
                   "No flags. Register one: cadencectl flag add KEY --description TEXT\n",
                   "No flag matches.\n");
}

/// "stage: off -> internal; owner: anna".
std::string changes_of(Json const& step) {
    std::string all;
    for (auto const& change : items(step, "changes")) {
        auto const from = text(change, "from");
        auto const to = text(change, "to");
        if (!all.empty()) all += "; ";
        all +=
            text(change, "field") + ": " + (from.empty() ? to : from + " -> " + (to.empty() ? "none" : to));
    }
    return all;
}

std::string show_flag(View const& view) {
    auto const& flag = view.answer;
    auto const& groups = at(flag, "groups");
    Facts facts;
    facts.add("stage", stage_cell(flag).text, stage_cell(flag).paint);
    facts.add("what", text(flag, "description"));
    facts.add("reached get",
              truth(flag, "default_value") ? "false, the others true" : "true, the others false");
    facts.add("internal", joined(items(groups, "internal"), ", "));
    facts.add("beta", joined(items(groups, "beta"), ", "));
    facts.add("owner", text(flag, "owner"));
    facts.add("release", text(flag, "release"));
    facts.add("until", until_of(flag).text, until_of(flag).paint);
    facts.add("notes", text(flag, "notes"));
    facts.add("train", text(flag, "train"));
    auto const history =
        table_of(items(flag, "history"),
                 {instants("WHEN", "at"), {"BY", "by"}, {"WHY", "reason"}, {"CHANGED", changes_of}});
    return view.style.paint(Paint::strong, text(flag, "key")) + "\n" + facts.render(view.style) +
           (history.empty() ? "" : "\n" + history.render(view.style));
}

std::string flag_is(View const& view) {
    return fmt::format("{} is {}.\n", text(view.answer, "key"), stage_of(view.answer));
}

std::string flag_removed(View const& view) {
    return fmt::format("{} is removed; it was {}.\n", text(view.answer, "key"), stage_of(view.answer));
}

constexpr std::string_view kNone = "none";  // ends what a flag has

std::string check_day_or_none(std::string const& value) {
    return value == kNone ? std::string{} : check_date(value);
}

/// The groups of a stage: those that are given, or none at all.
void add_groups(Arguments const& arguments, char const* stage, boost::json::object& groups) {
    auto const given = arguments.all(std::string{stage} + "-group");
    if (given.empty()) return;
    groups[stage] = given.size() == 1 && given.front() == kNone
                        ? boost::json::array{}
                        : boost::json::array(given.begin(), given.end());
}

Result<void> add_to_flag(Given const& given, Request& request) {
    boost::json::object groups;
    for (auto const* const stage : {"internal", "beta"}) add_groups(given.arguments, stage, groups);
    if (!groups.empty()) request.body["groups"] = std::move(groups);
    if (given.arguments.has("percentage"))
        request.body["percentage"] = parse_number<int>(given.arguments["percentage"]).value_or(-1);
    for (auto const* const name : {"until", "release"})
        if (given.arguments[name] == kNone) request.body[name] = "";
    return {};
}

std::vector<Argument> arguments_of_flag(std::vector<Argument> first) {
    for (auto const& each :
         {Argument{"--owner", "NAME", "who sees to it that it is finished; default: you"},
          Argument{"--notes", "TEXT", "whatever else is worth knowing"},
          Argument{.name = "--until",
          .value = "DATE",
          .does = "the day by which the rollout should be finished; none ends it",
          .check = check_day_or_none},
          Argument{"--release", "ID", "the release that it shipped with; none ends it"},
          repeated_option("--internal-group", "GROUP", "who is internal; repeat for more; default: internal"),
          repeated_option("--beta-group", "GROUP", "who is in the beta; repeat for more; default: beta"),
          Argument{"--percentage", "N", "this share of everybody is in the beta, too: 0 to 100"},
          kReasonOption})
        first.push_back(each);
    return first;
}

Argument description_option(bool needed) {
    Argument option{"--description", "TEXT", "what feature it is, in a sentence"};
    option.required = needed;
    return option;
}

RequestTemplate put_flag(std::vector<Field> more) {
    for (auto const* const each : {"description", "owner", "notes", "until", "release", "reason"})
        more.emplace_back(each);
    return {Method::put, "/v1/flags/{key}", std::move(more), add_to_flag};
}

Subcommand flag_add() {
    auto arguments =
        arguments_of_flag({required_place("KEY", "like CHANNEL_MANAGER_ENABLED"), description_option(true)});
    arguments.push_back({"--train", "ID", "whose flag gate rules it; default: the only train"});
    return {.name = "flag add",
            .does = "Register a feature flag; it is off",
            .arguments = std::move(arguments),
            .examples = {"flag add CHANNEL_MANAGER_ENABLED --description \"Sync with booking channels\"",
                         "flag add NEXT_PUBLIC_ENABLE_OPS_CONSOLE --description \"Console for operators\" "
                         "--owner web --until 2026-03-31 --internal-group ops"},
            .request = put_flag({"train"}),
            .show = flag_is};
}

Subcommand flag_set() {
    return {
        .name = "flag set",
        .does = "Take a feature flag to another stage, or change what is said of it",
        .arguments = arguments_of_flag({required_place("KEY", "see flag list"),
                                        {.name = "STAGE",
                                         .value = "off|internal|beta|all",
                                         .does = "forward one at a time, back to any",
                                         .one_of = {"off", "internal", "beta", "all"}},
                                        description_option(false)}),
        .examples = {"flag set CHANNEL_MANAGER_ENABLED internal --reason \"in production since today\"",
                     "flag set CHANNEL_MANAGER_ENABLED beta --percentage 10 --reason \"no errors so far\"",
                     "flag set CHANNEL_MANAGER_ENABLED off --reason \"bookings are lost\"",
                     "flag set CHANNEL_MANAGER_ENABLED --until 2026-04-30"},
        .request = put_flag({"stage"}),
        .show = flag_is};
}

}  // namespace

Subcommands flags_subcommands() {
    return {
        {.name = "flag list",
         .does = "the feature flags, and how far each has come",
         .arguments = {kTrainOption,
                       {.name = "--stage",
                        .value = "STAGE",
                        .does = "only those at it: off, internal, beta, all",
                        .one_of = {"off", "internal", "beta", "all"}},
                       kLimitOption,
                       kCursorOption},
         .examples = {"flag list", "flag list --stage beta"},
         .request = {Method::get, "/v1/flags", {"train", "stage", "limit", "cursor"}},
         .show = show_flags},
        {.name = "flag show",
         .does = "Show a feature flag: whom it reaches, and who changed what and why",
         .arguments = {required_place("KEY", "see flag list")},
         .examples = {"flag show CHANNEL_MANAGER_ENABLED"},
         .request = {Method::get, "/v1/flags/{key}"},
         .show = show_flag},
        flag_add(),
        flag_set(),
        {.name = "flag remove",
         .does = "Remove a feature flag that is off, or finished and no longer asked for",
         .arguments = {required_place("KEY", "see flag list"), kReasonOption},
         .examples = {"flag remove CHANNEL_MANAGER_ENABLED --reason \"the code has no flag any more\""},
         .request = {Method::remove, "/v1/flags/{key}", {"reason"}},
         .show = flag_removed},
    };
}

}  // namespace cadence::ctl
