// The dates of a month: weeks from Monday, with release days, code freezes and blackouts marked. What takes
// more than one page is asked for page by page.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "base/zone.h"
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

struct Day {
    bool release = false;  // its deploy window opens
    bool freeze = false;   // from a code freeze to the day before the release
    bool blackout = false;
    bool cancelled = false;  // a release that would have opened
};

struct Month {
    date::year_month month;
    Date today;
    std::map<Date, Day> days{};
    boost::json::array releases{};  // whose window opens in it, by opening
    boost::json::array blackouts{};
    boost::json::array skipped{};  // slots without a release
};

constexpr std::size_t kCell = 5;

bool falls_into(Month const& month, Date day) {
    date::year_month_day const ymd{day};
    return ymd.year() / ymd.month() == month.month;
}

Date first_of(Month const& month) {
    return month.month / 1;
}

Date last_of(Month const& month) {
    return month.month / date::last;
}

/// The local day of an instant, or nothing.
std::optional<Date> day_of(std::string const& instant, std::string const& timezone) {
    auto const parsed = parse_instant(instant);
    if (!parsed) return std::nullopt;
    auto const zone = Zone::load(timezone.empty() ? "UTC" : timezone);
    return (zone ? *zone : Zone{}).day_of(*parsed);
}

void mark_days(Month& month, Date from, Date to, bool Day::*mark) {
    for (auto day = std::max(from, first_of(month)); day <= std::min(to, last_of(month));
         day += date::days{1})
        month.days[day].*mark = true;
}

std::string code_freeze_of(Json const& release) {
    for (auto const& phase : items(release, "phases"))
        if (text(phase, "kind") == "code_freeze" && text(phase, "status") != "skipped")
            return text(phase, "at");
    return {};
}

std::string cell(Month const& month, Date day, Style style) {
    auto const found = month.days.find(day);
    auto const marks = found == month.days.end() ? Day{} : found->second;
    auto shown = fmt::format("{:>2}", static_cast<unsigned>(date::year_month_day{day}.day()));
    if (marks.release) shown += '*';
    if (marks.freeze) shown += '~';
    if (marks.blackout) shown += 'x';
    if (marks.cancelled) shown += '-';
    auto const paint = marks.release        ? Paint::good
                       : marks.blackout     ? Paint::bad
                       : marks.freeze       ? Paint::busy
                       : day == month.today ? Paint::strong
                                            : Paint::plain;
    auto const padding = kCell - std::min(kCell, shown.size());
    return style.paint(paint, shown) + std::string(padding, ' ');
}

std::string weeks(Month const& month, Style style) {
    auto const first = first_of(month);
    auto const offset = date::weekday{first}.iso_encoding() - 1;
    std::string all = "Mo   Tu   We   Th   Fr   Sa   Su\n";
    std::string line(offset * kCell, ' ');
    for (auto day = first; day <= last_of(month); day += date::days{1}) {
        line += cell(month, day, style);
        if (date::weekday{day} != date::Sunday && day != last_of(month)) continue;
        all.append(trimmed_right(line)).append("\n");
        line.clear();
    }
    return all;
}

/// Takes up a release (whole or in short), a blackout or a skipped slot, as far as it falls into the month.
void mark_release(Month& month, Json const& release) {
    auto const timezone = text(release, "timezone");
    auto const opens = day_of(text(release, "opens_at"), timezone);
    if (!opens) return;
    auto const cancelled = text(release, "state") == "cancelled";
    if (falls_into(month, *opens)) {
        (cancelled ? month.days[*opens].cancelled : month.days[*opens].release) = true;
        auto const later = [&](Json const& other) {
            return text(other, "opens_at") > text(release, "opens_at");
        };
        month.releases.insert(std::find_if(month.releases.begin(), month.releases.end(), later), release);
    }
    auto const frozen = cancelled ? std::nullopt : day_of(code_freeze_of(release), timezone);
    if (!frozen) return;
    mark_days(month, *frozen, *opens - date::days{1}, &Day::freeze);
}

void mark_skipped(Month& month, Json const& slot) {
    auto const day = parse_date(text(slot, "slot"));
    if (day && falls_into(month, *day)) month.skipped.push_back(slot);
}

void mark_blackout(Month& month, Json const& blackout) {
    auto const from = parse_date(text(blackout, "from"));
    auto const to = parse_date(text(blackout, "to"));
    if (!from || !to || *to < first_of(month) || *from > last_of(month)) return;
    mark_days(month, *from, *to, &Day::blackout);
    month.blackouts.push_back(blackout);
}

std::string render(Month const& month, Style style) {
    auto all = style.paint(Paint::strong, date::format("%B %Y", month.month)) + "\n\n" + weeks(month, style) +
               "\n* release   ~ code freeze   x blackout   - cancelled\n";
    auto const table =
        table_of(month.releases,
                 {{"", [](Json const& release) { return window_of(release, text(release, "timezone")); }},
                  {"", "id", Paint::strong},
                  states("", "state"),
                  {"", "version"},
                  {"", [](Json const& release) { return text(at(release, "cancelled"), "reason"); }}});
    all += table.empty() ? "\nNo release in this month.\n" : "\n" + table.render(style);
    all += left_out(month.skipped);
    for (auto const& blackout : month.blackouts)
        all += fmt::format("No release from {} to {}: {}\n", text(blackout, "from"), text(blackout, "to"),
                           text(blackout, "reason"));
    return all;
}

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
             .arguments = {{"MONTH", "YYYY-MM", "default: this month"}, kTrainOption},
             .examples = {"calendar", "calendar 2026-01"},
             .run = run_calendar}};
}

}  // namespace cadence::ctl
