#include <fmt/format.h>

#include "base/text.h"
#include "cadencectl/phrases.h"
#include "cadencectl/show.h"
#include "cadencectl/show_parts.h"
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
    if (state == "cancelled") remark = text(at(release, "cancelled"), "reason");
    if (auto const title = text(release, "title"); !title.empty()) remark = title;
    auto const asked = text(release, "requested_at");
    return {{text(release, "id"), Paint::strong},
            {in_words(state), paint_of_state(state)},
            {asked.empty() ? window_of(release, timezone) : "asked for " + when(asked, timezone)},
            {text(release, "version")},
            {remark}};
}

Table release_table() {
    return Table{{"RELEASE", "STATE", "DEPLOY WINDOW", "VERSION", ""}};
}

}  // namespace

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
    if (table.empty()) return filtered(view) ? "No release matches.\n" : "No release is on record yet.\n";
    return table.render(view.style) + more(view);
}

}  // namespace cadence::ctl::show
