// The dates ahead, and what moves them: one release postponed or cancelled, days without any.
#include <algorithm>

#include <fmt/format.h>

#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

constexpr std::size_t kMostOnPage = 100;
constexpr std::size_t kUsual = 4;

std::string show_upcoming(Json const& answer, Style style) {
    auto const table = table_of(items(answer), release_columns());
    return (table.empty() ? "No release ahead.\n" : table.render(style)) + left_out(items(answer, "skipped"));
}

/// What takes more than one page is asked for page by page.
Result<Exit> run_upcoming(Session& session, Arguments const& arguments) {
    auto wanted = kUsual;
    Request request{.path = "/v1/upcoming", .query = query_of(arguments, {"train", "from"})};
    if (arguments.has("count")) {
        wanted = std::stoul(arguments["count"]);
        request.query.emplace_back("count", std::to_string(std::min(wanted, kMostOnPage)));
    }
    auto answer =
        session.ask_all(request, [&](Json const& joined) { return items(joined).size() >= wanted; });
    if (!answer) return tl::unexpected{answer.error()};
    if (items(*answer).size() > wanted) answer->at("items").get_array().resize(wanted);
    session.write(*answer, show_upcoming(*answer, session.style()));
    return Exit::done;
}

/// A day is the daemon's to find the time of.
Result<void> add_target(Given const& given, Request& request) {
    auto const to = given.arguments["to"];
    if (!to.empty()) request.body[parse_date(to) ? "day" : "to"] = to;
    return {};
}

std::string postponed(View const& view) {
    auto const timezone = text(view.answer, "timezone");
    return done(view, fmt::format("moved to {} (was {}); votes start over", window_of(view.answer, timezone),
                                  window_of(view.subject.before, timezone)));
}

std::string moved_by(Json const& answer) {
    std::string all;
    for (auto const& change : items(answer, "moved")) all += "  " + date_change(change) + "\n";
    return all.empty() ? "No release moves.\n" : "Moved:\n" + all;
}

std::string blackout_added(View const& view) {
    auto const& blackout = at(view.answer, "blackout");
    auto const kept = joined(items(view.answer, "kept"));
    return fmt::format("{}: blackout {} from {} to {} added.\n", view.subject.train, text(blackout, "id"),
                       text(blackout, "from"), text(blackout, "to")) +
           moved_by(view.answer) + (kept.empty() ? "" : "Already begun, so not moved: " + kept + "\n");
}

std::string blackout_ended(View const& view) {
    return fmt::format("{}: blackout {} ended.\n", view.subject.train, view.arguments["id"]) +
           moved_by(view.answer);
}

std::string show_blackouts(View const& view) {
    auto const table = table_of_blackouts(named_trains(view.answer, view.arguments));
    return table.empty() ? "No blackouts.\n" : table.render(view.style);
}

}  // namespace

Subcommands dates_subcommands() {
    return {
        {.name = "upcoming",
         .does = "the dates ahead",
         .arguments = {kTrainOption,
                       count_option("--count", "how many; default: 4"),
                       {"--from", "DAY", "from this day or instant on"}},
         .examples = {"upcoming", "upcoming --train backend --count 26"},
         .run = run_upcoming},
        {.name = "postpone",
         .does = "Move one release; the others stay",
         .arguments = {{"--to", "DAY|INSTANT", "a day keeps the local time; default: a week later"},
                       required(kReasonOption),
                       release_place(),
                       kTrainOption},
         .examples = {"postpone --reason \"database migration is not ready\"",
                      "postpone --to 2026-01-13 --reason \"holiday\""},
         .looks_first = true,
         .request = {Method::post, "/v1/releases/{release}/postpone", {"reason"}, add_target},
         .show = postponed},
        {.name = "cancel",
         .does = "Cancel one release; the others stay",
         .arguments = {release_place("like backend-2026-01-22; required"), required(kReasonOption),
                       kTrainOption},
         .examples = {"cancel backend-2026-01-22 --reason \"nothing to ship\""},
         .request = {Method::post, "/v1/releases/{release}/cancel", {"reason"}},
         .show = [](View const& view) { return done(view, "cancelled; later releases keep their dates"); }},
        {.name = "blackout add",
         .does = "Block releases on these days, both included",
         .arguments = {required({.name = "FROM", .value = "DAY", .does = "first day", .check = check_date}),
                       required({.name = "TO", .value = "DAY", .does = "last day", .check = check_date}),
                       required(kReasonOption), kTrainOption},
         .examples = {"blackout add 2026-12-21 2027-01-03 --reason \"year end\""},
         .request = {Method::post, "/v1/trains/{train}/blackouts", {"from", "to", "reason"}},
         .show = blackout_added},
        {.name = "blackout end",
         .does = "End a blackout that was added here",
         .arguments = {required_place("ID", "see blackout list"), kTrainOption},
         .examples = {"blackout end blackout-30"},
         .request = {Method::remove, "/v1/trains/{train}/blackouts/{id}"},
         .show = blackout_ended},
        {.name = "blackout list",
         .does = "List the blackouts of the configuration and those added here",
         .arguments = {kTrainOption},
         .request = {Method::get, "/v1/trains"},
         .show = show_blackouts,
         .pages = true},
    };
}

}  // namespace cadence::ctl
