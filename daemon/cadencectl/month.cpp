#include "cadencectl/month.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/zone.h"
#include "cadencectl/phrases.h"

namespace cadence::ctl {

namespace {

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
        line.erase(line.find_last_not_of(' ') + 1);
        all += line + "\n";
        line.clear();
    }
    return all;
}

}  // namespace

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

}  // namespace cadence::ctl
