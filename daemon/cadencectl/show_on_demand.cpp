// Hotfixes and expedited releases after a write.
#include <fmt/format.h>

#include "cadencectl/phrases.h"
#include "cadencectl/show.h"
#include "cadencectl/show_parts.h"
#include "cadencectl/times.h"

namespace cadence::ctl::show {

namespace {

std::string riders(Json const& asked, Style style) {
    Table table{{"", "", ""}};
    for (auto const& merge : items(asked, "rides_along"))
        table.row(
            {{"  " + what_ships(merge)}, {text(merge, "title")}, {text(merge, "author"), Paint::faint}});
    if (table.empty()) return "Nothing else would ride along.\n";
    auto const count = static_cast<std::int64_t>(items(asked, "rides_along").size());
    return fmt::format("{} not in production yet would ride along:\n", counted(count, "merge", "merges")) +
           table.render(style);
}

std::string deploy_it(View const& view) {
    auto const& candidate = at(view.answer, "candidate");
    auto const command =
        report_deployment(text(view.answer, "id"), text(candidate, "version"), text(candidate, "commit"));
    return "Deploy it now, then report it:\n  " + view.style.paint(Paint::strong, command) + "\n" +
           deadline_lines(view, view.answer);
}

}  // namespace

std::string requested(View const& view) {
    auto const& release = view.answer;
    auto const& asked = at(release, "on_demand");
    auto const timezone = text(release, "timezone");
    auto all = fmt::format("{}: asked for, to be approved by {}.\n",
                           view.style.paint(Paint::strong, text(release, "id")),
                           when(text(asked, "expires_at"), timezone));
    all += fmt::format("Branch to cut: {}, from {}\n", view.style.paint(Paint::strong, text(asked, "branch")),
                       text(asked, "base"));
    return all + riders(asked, view.style) + needed_next(release, view.style);
}

std::string approved(View const& view) {
    auto const& approvals = items(at(view.answer, "on_demand"), "approvals");
    auto const by = approvals.empty() ? std::string{} : text(approvals.back(), "person");
    auto const all = done(view, by.empty() ? "approval recorded" : "approval by " + by + " recorded");
    auto const needed = needed_next(view.answer, view.style);
    return all + (needed.empty() ? deploy_it(view) : needed);
}

std::string rejected(View const& view) {
    return done(view, "rejected");
}

}  // namespace cadence::ctl::show
