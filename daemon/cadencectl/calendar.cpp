// The dates of a month. What takes more than one page is asked for page by page.
#include <set>

#include "cadencectl/month.h"
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

// A code freeze shows in the month before its release.
constexpr date::days kBeyond{31};
constexpr auto kOnePage = "100";

Date month_begin(Session& session, Arguments const& arguments) {
    if (auto const given = parse_date(arguments["month"] + "-01"); given) return *given;
    date::year_month_day const today{date::floor<date::days>(session.now())};
    return today.year() / today.month() / 1;
}

/// The releases of one request that are not `known` yet, up to a day.
Result<void> mark_releases(Session& session, Request const& request, Date end, std::set<std::string>& known,
                           Month& month) {
    auto const last_day = format_date(end);
    auto const beyond = [&](Json const& joined) {
        return text(last(joined, "items"), "opens_at") > last_day;
    };
    auto const answer = session.ask_all(request, beyond);
    if (!answer) return tl::unexpected{answer.error()};
    for (auto const& release : items(*answer))
        if (known.insert(text(release, "id")).second) mark_release(month, release);
    for (auto const& slot : items(*answer, "skipped")) mark_skipped(month, slot);
    return {};
}

Result<void> mark_all(Session& session, Arguments const& arguments, Month& month) {
    auto const trains = session.ask_all({.path = "/v1/trains"});
    if (!trains) return tl::unexpected{trains.error()};
    for (auto const& train : named_trains(*trains, arguments))
        for (auto const& blackout : items(train, "blackouts")) mark_blackout(month, blackout);
    auto const from = format_date(month.month / 1);
    auto const end = Date{month.month / date::last} + kBeyond;
    Request record{.path = "/v1/releases",
                   .query = {{"from", from}, {"to", format_date(end)}, {"limit", "200"}}};
    Request ahead{.path = "/v1/upcoming", .query = {{"from", from}, {"count", kOnePage}}};
    std::set<std::string> known;
    for (auto* request : {&record, &ahead}) {
        if (arguments.has("train")) request->query.emplace_back("train", arguments["train"]);
        if (auto marked = mark_releases(session, *request, end, known, month); !marked) return marked;
    }
    return {};
}

Result<Exit> run_calendar(Session& session, Arguments const& arguments) {
    date::year_month_day const first{month_begin(session, arguments)};
    Month month{.month = first.year() / first.month()};
    if (auto marked = mark_all(session, arguments, month); !marked) return tl::unexpected{marked.error()};
    month.today = date::floor<date::days>(session.now());
    boost::json::object const document{{"month", format_date(first).substr(0, 7)},
                                       {"releases", month.releases},
                                       {"blackouts", month.blackouts},
                                       {"skipped", month.skipped}};
    session.write(document, render(month, session.style()));
    return Exit::done;
}

}  // namespace

Subcommands calendar_subcommands() {
    return {{.name = "calendar",
             .does = "Show a month with its releases, code freezes and blackouts",
             .arguments = {{"MONTH", "YYYY-MM", "default: this month"}, train_option()},
             .examples = {"calendar", "calendar 2026-01"},
             .run = run_calendar}};
}

}  // namespace cadence::ctl
