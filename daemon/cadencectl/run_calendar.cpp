#include <set>

#include "cadencectl/month.h"
#include "cadencectl/runs.h"

namespace cadence::ctl::runs {

namespace {

// A code freeze shows in the month before its release.
constexpr date::days kBeyond{31};

struct Found {
    boost::json::array releases;
    boost::json::array blackouts;
};

Date month_begin(Session const& session, Arguments const& arguments) {
    if (auto const given = parse_date(arguments["month"] + "-01"); given) return *given;
    date::year_month_day const today{date::floor<date::days>(session.clock().now())};
    return today.year() / today.month() / 1;
}

Date month_end(Date begin) {
    date::year_month_day const first{begin};
    return first.year() / first.month() / date::last;
}

Result<void> add_releases(Session& session, Request const& request, Found& found) {
    auto const answer = session.ask(request);
    if (!answer) return tl::unexpected{answer.error()};
    std::set<std::string> known;
    for (auto const& release : found.releases) known.insert(text(release, "id"));
    for (auto const& release : items(*answer))
        if (!known.contains(text(release, "id"))) found.releases.push_back(release);
    return {};
}

Result<Found> find(Session& session, Arguments const& arguments, Date begin) {
    auto const only = arguments["train"];
    auto const trains = session.ask({.path = "/v1/trains"});
    if (!trains) return tl::unexpected{trains.error()};
    Found found;
    for (auto const& train : items(*trains))
        if (only.empty() || text(train, "id") == only)
            for (auto const& blackout : items(train, "blackouts")) found.blackouts.push_back(blackout);
    auto const from = format_date(begin);
    auto const to = format_date(month_end(begin) + kBeyond);
    Request record{.path = "/v1/releases", .query = {{"from", from}, {"to", to}, {"limit", "200"}}};
    Request ahead{.path = "/v1/upcoming", .query = {{"from", from}, {"count", "100"}}};
    for (auto* request : {&record, &ahead}) {
        if (!only.empty()) request->query.emplace_back("train", only);
        if (auto added = add_releases(session, *request, found); !added) return tl::unexpected{added.error()};
    }
    return found;
}

}  // namespace

Result<Exit> calendar(Session& session, Arguments const& arguments) {
    auto const begin = month_begin(session, arguments);
    auto const found = find(session, arguments, begin);
    if (!found) return tl::unexpected{found.error()};
    date::year_month_day const first{begin};
    Month month{.month = first.year() / first.month(),
                .today = date::floor<date::days>(session.clock().now())};
    for (auto const& release : found->releases) mark_release(month, release);
    for (auto const& blackout : found->blackouts) mark_blackout(month, blackout);
    if (!session.json()) {
        session.write(render(month, session.style()));
        return Exit::done;
    }
    boost::json::object const document{
        {"month", format_date(begin).substr(0, 7)},
        {"releases", boost::json::array(month.releases.begin(), month.releases.end())},
        {"blackouts", boost::json::array(month.blackouts.begin(), month.blackouts.end())}};
    session.write(boost::json::serialize(document) + "\n");
    return Exit::done;
}

}  // namespace cadence::ctl::runs
