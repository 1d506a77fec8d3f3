// The dates ahead, as a list and as a month. What takes more than one page is asked for page by page.
#include <algorithm>
#include <set>

#include "cadencectl/month.h"
#include "cadencectl/request_parts.h"
#include "cadencectl/runs.h"
#include "cadencectl/show.h"

namespace cadence::ctl::runs {

namespace {

// A code freeze shows in the month before its release.
constexpr date::days kBeyond{31};
constexpr std::size_t kMostOnPage = 100;
constexpr std::size_t kUsual = 4;

struct Found {
    boost::json::array releases;
    boost::json::array blackouts;
    boost::json::array skipped;
};

Date month_begin(Session& session, Arguments const& arguments) {
    if (auto const given = parse_date(arguments["month"] + "-01"); given) return *given;
    date::year_month_day const today{date::floor<date::days>(session.now())};
    return today.year() / today.month() / 1;
}

Date month_end(Date begin) {
    date::year_month_day const first{begin};
    return first.year() / first.month() / date::last;
}

/// Those of one request that are not found yet, up to a day.
Result<void> add_releases(Session& session, Request const& request, Date end, Found& found) {
    auto const last = format_date(end);
    auto const beyond = [&](Json const& joined) {
        auto const& releases = items(joined);
        return !releases.empty() && text(releases.back(), "opens_at") > last;
    };
    auto const answer = session.ask_all(request, beyond);
    if (!answer) return tl::unexpected{answer.error()};
    std::set<std::string> known;
    for (auto const& release : found.releases) known.insert(text(release, "id"));
    for (auto const& release : items(*answer))
        if (!known.contains(text(release, "id"))) found.releases.push_back(release);
    for (auto const& slot : items(*answer, "skipped")) found.skipped.push_back(slot);
    return {};
}

Result<Found> find(Session& session, Arguments const& arguments, Date begin) {
    auto const only = arguments["train"];
    auto const trains = session.ask_all({.path = "/v1/trains"});
    if (!trains) return tl::unexpected{trains.error()};
    Found found;
    for (auto const& train : items(*trains))
        if (only.empty() || text(train, "id") == only)
            for (auto const& blackout : items(train, "blackouts")) found.blackouts.push_back(blackout);
    auto const from = format_date(begin);
    auto const end = month_end(begin) + kBeyond;
    Request record{.path = "/v1/releases",
                   .query = {{"from", from}, {"to", format_date(end)}, {"limit", "200"}}};
    Request ahead{.path = "/v1/upcoming", .query = {{"from", from}, {"count", std::to_string(kMostOnPage)}}};
    for (auto* request : {&record, &ahead}) {
        if (!only.empty()) request->query.emplace_back("train", only);
        if (auto added = add_releases(session, *request, end, found); !added)
            return tl::unexpected{added.error()};
    }
    return found;
}

}  // namespace

Result<Exit> upcoming(Session& session, Arguments const& arguments) {
    auto wanted = kUsual;
    auto request = requests::get("/v1/upcoming", arguments, {"train", "from"});
    if (arguments.has("count")) {
        wanted = std::stoul(arguments["count"]);
        request.query.emplace_back("count", std::to_string(std::min(wanted, kMostOnPage)));
    }
    auto answer =
        session.ask_all(request, [&](Json const& joined) { return items(joined).size() >= wanted; });
    if (!answer) return tl::unexpected{answer.error()};
    if (auto* const object = answer->if_object()) {
        auto* const dates = object->if_contains("items");
        if (dates != nullptr && dates->is_array() && dates->get_array().size() > wanted)
            dates->get_array().resize(wanted);
    }
    Subject const nobody;
    session.write(session.json() ? boost::json::serialize(*answer) + "\n"
                                 : show::upcoming({*answer, session.style(), arguments, nobody}));
    return Exit::done;
}

Result<Exit> calendar(Session& session, Arguments const& arguments) {
    auto const begin = month_begin(session, arguments);
    auto const found = find(session, arguments, begin);
    if (!found) return tl::unexpected{found.error()};
    date::year_month_day const first{begin};
    Month month{.month = first.year() / first.month(), .today = date::floor<date::days>(session.now())};
    for (auto const& release : found->releases) mark_release(month, release);
    for (auto const& blackout : found->blackouts) mark_blackout(month, blackout);
    for (auto const& slot : found->skipped) mark_skipped(month, slot);
    if (!session.json()) {
        session.write(render(month, session.style()));
        return Exit::done;
    }
    boost::json::object const document{
        {"month", format_date(begin).substr(0, 7)},
        {"releases", boost::json::array(month.releases.begin(), month.releases.end())},
        {"blackouts", boost::json::array(month.blackouts.begin(), month.blackouts.end())},
        {"skipped", boost::json::array(month.skipped.begin(), month.skipped.end())}};
    session.write(boost::json::serialize(document) + "\n");
    return Exit::done;
}

}  // namespace cadence::ctl::runs
