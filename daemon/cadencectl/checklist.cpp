// The checklist of a release, and its items ticked.
#include <utility>

#include <fmt/format.h>

#include "base/plain_text.h"
#include "base/text.h"
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

/// "bot, Wed 2026-01-07 11:00 UTC".
std::string by_whom(Json const& item, std::string_view timezone) {
    auto const by = text(item, "by");
    return by.empty() ? by : by + ", " + when(text(item, "at"), timezone);
}

/// Why it is so, and what its check saw when that says more.
std::string remark_of(Json const& item) {
    auto remark = text(item, "reason");
    auto const saw = text(item, "saw");
    if (saw.empty() || saw == remark) return remark;
    auto const took = length(text(item, "took"));
    return fmt::format("{}{}check saw: {}{}", remark, remark.empty() ? "" : "; ", saw,
                       took.empty() ? "" : " (" + took + ")");
}

std::string status_of_item(Json const& item) {
    auto status = text(item, "status");
    if (truth(item, "running")) status += ", check runs";
    return truth(item, "required") ? status : status + " (optional)";
}

Table stage_table(Json const& release, std::string_view stage, std::string_view heading) {
    Table table{{std::string{heading}, "ITEM", "STATUS", "WHAT", "BY", ""}};
    std::string last;
    for (auto const& item : items(release, "checklist")) {
        if (text(item, "stage") != stage) continue;
        auto const group = text(item, "group");
        table.row({{group == last ? "" : group},
                   {text(item, "id"), Paint::strong},
                   {status_of_item(item), paint_of_state(text(item, "status"))},
                   {text(item, "text")},
                   {by_whom(item, text(release, "timezone"))},
                   {remark_of(item)}});
        last = group;
    }
    return table;
}

/// ": required from the code freeze on, Mon 2026-01-05 10:00 UTC", while that is ahead.
std::string asked_from(Json const& release) {
    if (text(release, "state") != "planned") return {};
    for (auto const& phase : items(release, "phases"))
        if (text(phase, "kind") == "code_freeze" && text(phase, "status") == "pending")
            return ": required from the code freeze on, " +
                   when(text(phase, "at"), text(release, "timezone"));
    return {};
}

Json const& item_named(Json const& release, std::string_view id) {
    static Json const kNone;
    for (auto const& item : items(release, "checklist"))
        if (text(item, "id") == id) return item;
    return kNone;
}

/// Of an item: what it becomes, or that its check runs.
Result<void> add_status(Given const& given, Request& request) {
    auto const& arguments = given.arguments;
    if (!arguments.has("run")) {
        if (!arguments.has("status")) request.body["status"] = "passed";
        return {};
    }
    if (arguments.has("status") || arguments.has("reason"))
        return wrong_usage("--run takes the result from the item's check: leave out --status and --reason.");
    request.path += "/check";
    return {};
}

std::string show_checklist(View const& view) {
    auto const& release = view.answer;
    auto all = view.style.paint(Paint::strong, text(release, "id")) + asked_from(release) + "\n";
    bool any = false;
    for (auto const& [stage, heading] : {std::pair{"pre", "BEFORE"}, std::pair{"post", "AFTER"}}) {
        auto const table = stage_table(release, stage, heading);
        if (table.empty()) continue;
        all += "\n" + table.render(view.style) + text(at(release, "progress"), stage) + "\n";
        any = true;
    }
    return any ? all : all + "It has no checklist.\n";
}

std::string checked(View const& view) {
    auto const id = one_line(view.arguments["item"]);
    auto const& item = item_named(view.answer, id);
    if (view.arguments.has("run"))
        return done(view, fmt::format("the check of {} is queued; see cadencectl checklist {}", id,
                                      text(view.answer, "id")));
    auto const by = text(item, "by");
    return done_and_decided(view, fmt::format("{} is marked as {}{}", id, in_words(text(item, "status")),
                                              by.empty() ? "" : " by " + by));
}

}  // namespace

Subcommands checklist_subcommands() {
    return {
        {.name = "checklist",
         .does = "Show what must hold before and after a release, and who ticks it",
         .arguments = {release_place(), kTrainOption},
         .examples = {"checklist", "checklist backend-hotfix-2026-01-14-double-booking"},
         .request = {Method::get, "/v1/releases/{release}"},
         .show = show_checklist},
        {.name = "check",
         .does = "Tick a checklist item, or run its check now",
         .arguments = {required_place("ITEM", "see checklist"),
                       {"--status",
                        "STATUS",
                        "passed, failed, waived, not-applicable or pending; default: passed",
                        {"passed", "failed", "waived", "not-applicable", "pending"}},
                       {"--run", "", "run the item's own check now"},
                       kReasonOption,
                       release_place(),
                       kTrainOption},
         .examples = {"check manual_qa", "check smoke_tests_staging --run",
                      "check manual_qa --status waived --reason \"nothing to see, agreed with Quinn\""},
         .request =
             {Method::post, "/v1/releases/{release}/checklist/{item}", {"status", "reason"}, add_status},
         .show = checked},
    };
}

}  // namespace cadence::ctl
