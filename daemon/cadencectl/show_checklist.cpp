#include <fmt/format.h>

#include "base/text.h"
#include "cadencectl/phrases.h"
#include "cadencectl/show.h"
#include "cadencectl/show_parts.h"
#include "cadencectl/times.h"

namespace cadence::ctl::show {

namespace {

/// "bot, Wed 2026-01-07 11:00 UTC".
std::string by_whom(Json const& item, std::string_view timezone) {
    auto const by = text(item, "by");
    return by.empty() ? by : by + ", " + when(text(item, "at"), timezone);
}

/// Why it is so, and what its check saw when that says more.
std::string remark_on(Json const& item) {
    auto remark = text(item, "reason");
    auto const saw = text(item, "saw");
    if (saw.empty() || saw == remark) return remark;
    auto const took = length(text(item, "took"));
    return fmt::format("{}{}check saw: {}{}", remark, remark.empty() ? "" : "; ", saw,
                       took.empty() ? "" : " (" + took + ")");
}

std::string status_of(Json const& item) {
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
                   {status_of(item), paint_of_state(text(item, "status"))},
                   {text(item, "text")},
                   {by_whom(item, text(release, "timezone"))},
                   {remark_on(item)}});
        last = group;
    }
    return table;
}

/// ": asked from the code freeze on, Mon 2026-01-05 10:00 UTC", while that is ahead.
std::string asked_from(Json const& release) {
    if (text(release, "state") != "planned") return {};
    for (auto const& phase : items(release, "phases"))
        if (text(phase, "kind") == "code_freeze" && text(phase, "status") == "pending")
            return ": asked from the code freeze on, " + when(text(phase, "at"), text(release, "timezone"));
    return {};
}

Json const& item_named(Json const& release, std::string_view id) {
    static Json const kNothing;
    for (auto const& item : items(release, "checklist"))
        if (text(item, "id") == id) return item;
    return kNothing;
}

}  // namespace

std::string checklist(View const& view) {
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
    auto const id = clean(view.arguments["item"]);
    auto const& item = item_named(view.answer, id);
    if (view.arguments.has("run"))
        return done(view, fmt::format("the check of {} is on its way; see cadencectl checklist {}", id,
                                      text(view.answer, "id")));
    auto const by = text(item, "by");
    return done_and_decided(view, fmt::format("{} is marked as {}{}", id, in_words(text(item, "status")),
                                              by.empty() ? "" : " by " + by));
}

}  // namespace cadence::ctl::show
