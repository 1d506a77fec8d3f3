// The calendar of a train, a year or a month of it: releases, freezes and blackouts by their days.
#include <algorithm>

#include "base/encoding.h"
#include "base/text.h"
#include "page/calendar_days.h"
#include "page/parts.h"
#include "page/render.h"

namespace cadence::page {

namespace {

Object cell_of(Date date, Days const& days) {
    auto const number = std::to_string(static_cast<unsigned>(date::year_month_day{date}.day()));
    auto const found = days.find(date);
    Object cell{{"number", number}, {"iso_day", format_date(date)},
                {"styles", false},  {"disc", false},
                {"spoken", false},  {"href", false}};
    if (found == days.end()) return cell;
    auto const& day = found->second;
    auto const styles = std::string{day.frozen ? "frz" : ""} + (day.blackout ? " blk" : "");
    if (!styles.empty()) cell["styles"] = std::string{trimmed(styles)};
    if (!day.style.empty()) cell["disc"] = day.style;
    if (!day.spoken.empty()) cell["spoken"] = day.spoken;
    if (!day.href.empty()) cell["href"] = day.href;
    return cell;
}

date::year_month_day_last last_of(date::year_month month) {
    return month / date::last;
}

Object month_table(date::year_month month, Days const& days) {
    Array weeks;
    Array week;
    auto const first = Date{month / 1};
    for (unsigned i = 1; i < date::weekday{first}.iso_encoding(); ++i)
        week.push_back(Object{{"number", ""},
                              {"iso_day", false},
                              {"styles", false},
                              {"disc", false},
                              {"spoken", false},
                              {"href", false}});
    for (auto day = first; day <= Date{last_of(month)}; day += date::days{1}) {
        week.push_back(cell_of(day, days));
        if (week.size() == 7) weeks.push_back(Object{{"days", std::exchange(week, {})}});
    }
    while (!week.empty() && week.size() < 7)
        week.push_back(Object{{"number", ""},
                              {"iso_day", false},
                              {"styles", false},
                              {"disc", false},
                              {"spoken", false},
                              {"href", false}});
    if (!week.empty()) weeks.push_back(Object{{"days", std::move(week)}});
    return {{"month_name", month_name(month.month())}, {"weeks", std::move(weeks)}};
}

Array month_agenda(date::year_month month, Days const& days) {
    Array view;
    for (auto date = Date{month / 1}; date <= Date{last_of(month)}; date += date::days{1}) {
        auto cell = cell_of(date, days);
        auto const found = days.find(date);
        auto notes = found == days.end() ? Array{} : found->second.notes;
        auto const first = view.empty() ? date::weekday{date}.iso_encoding() : 1;
        auto styles = cell["styles"].is_string() ? std::string{cell["styles"].as_string()} : std::string{};
        if (first > 1) styles += " from" + std::to_string(first);
        if (notes.empty() && (found == days.end() || !found->second.blackout)) styles += " none";
        cell["styles"] = std::string{trimmed(styles)};
        cell["weekday"] = weekday_name(date::weekday{date});
        cell["month_name"] = month_name(month.month());
        cell["notes"] = std::move(notes);
        view.push_back(std::move(cell));
    }
    return view;
}

Array moves_of(Object const& document, Setting const& setting) {
    Array rows;
    for (auto const& each : list_at(document, "items")) {
        auto const& release = each.as_object();
        auto const& from = object_at(release, "moved_from");
        auto const was = instant_at(from, "opens_at");
        auto const opens = instant_at(release, "opens_at");
        if (was && opens) {
            Object row{{"gone", long_day(setting.zone.day_of(*was))},
                       {"now", long_day(setting.zone.day_of(*opens))},
                       {"note", text_at(from, "reason")}};
            put_look(row, {"move", "now"});
            rows.push_back(std::move(row));
        }
        auto const& cancelled = object_at(release, "cancelled");
        if (cancelled.empty() || !opens) continue;
        Object row{{"gone", long_day(setting.zone.day_of(*opens))},
                   {"now", false},
                   {"note", "Cancelled: " + text_at(cancelled, "reason")}};
        put_look(row, {"skip", "dim"});
        rows.push_back(std::move(row));
    }
    for (auto const& each : list_at(document, "skipped")) {
        auto const slot = parse_date(text_at(each.as_object(), "slot"));
        if (!slot) continue;
        Object row{{"gone", long_day(*slot)},
                   {"now", false},
                   {"note", "Skipped: " + text_at(each.as_object(), "reason")}};
        put_look(row, {"skip", "dim"});
        rows.push_back(std::move(row));
    }
    return rows;
}

Array blackouts_view(Object const& document) {
    Array view;
    for (auto const& each : list_at(document, "blackouts")) {
        auto const from = parse_date(text_at(each.as_object(), "from"));
        auto const to = parse_date(text_at(each.as_object(), "to"));
        if (!from || !to) continue;
        auto const year = [](Date day) {
            return std::to_string(static_cast<int>(date::year_month_day{day}.year()));
        };
        view.push_back(
            Object{{"range", short_day(*from) + (year(*from) == year(*to) ? "" : " " + year(*from)) + " to " +
                                 short_day(*to) + " " + year(*to)},
                   {"note", text_at(each.as_object(), "reason")}});
    }
    return view;
}

std::string padded(unsigned number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string link_to(date::year_month month, std::string const& more) {
    return "/calendar?month=" + std::to_string(static_cast<int>(month.year())) + "-" +
           padded(static_cast<unsigned>(month.month())) + more;
}

std::string sentence_of(Object const& document) {
    std::int64_t scheduled = 0;
    std::int64_t demanded = 0;
    for (auto const& each : list_at(document, "items")) {
        auto const& release = each.as_object();
        if (has(release, "cancelled")) continue;
        (text_at(release, "kind") == "scheduled" ? scheduled : demanded) += 1;
    }
    auto text = counted(scheduled, "release", "releases");
    if (demanded > 0) text += " and " + std::to_string(demanded) + " on demand";
    return text + ".";
}

}  // namespace

std::string calendar_page(Object const& document, Place const& place, Zone const& zone) {
    Setting const setting{zone, list_at(document, "people"), place.train};
    auto const days = days_of(document, setting);
    date::year const year{static_cast<int>(number_at(document, "year"))};
    auto const one_month = has(document, "month");
    date::year_month const month =
        year / date::month{one_month ? static_cast<unsigned>(number_at(document, "month")) : 1U};
    auto const more = place.only_train ? std::string{} : "&train=" + percent_encode(place.train);
    auto const year_link = [&](int number) { return "/calendar?year=" + std::to_string(number) + more; };
    auto const number = static_cast<int>(year);
    auto const title =
        (one_month ? std::string{month_name(month.month())} + " " : std::string{}) + std::to_string(number);
    Object view{{"calendar_title", title},
                {"sentence", sentence_of(document)},
                {"is_month", one_month},
                {"is_year", !one_month}};
    if (one_month) {
        auto const before = month - date::months{1};
        auto const after = month + date::months{1};
        view["before"] = Object{{"href", link_to(before, more)}, {"name", month_name(before.month())}};
        view["after"] = Object{{"href", link_to(after, more)}, {"name", month_name(after.month())}};
        view["days_of_month"] = month_agenda(month, days);
    } else {
        view["before"] = Object{{"href", year_link(number - 1)}, {"name", std::to_string(number - 1)}};
        view["after"] = Object{{"href", year_link(number + 1)}, {"name", std::to_string(number + 1)}};
        Array months;
        for (unsigned i = 1; i <= 12; ++i) months.push_back(month_table(year / date::month{i}, days));
        view["months"] = std::move(months);
    }
    view["year_href"] = year_link(number);
    view["month_href"] = link_to(one_month ? month
                                           : year / date::month{static_cast<unsigned>(std::max<std::int64_t>(
                                                        1, number_at(document, "next_month")))},
                                 more);
    if (auto const next = instant_at(document, "next_at")) view["next_release"] = long_moment(*next, zone);
    view["next_href"] = release_link(text_at(document, "next"));
    auto moves = moves_of(document, setting);
    view["any_moves"] = !moves.empty();
    view["moves"] = std::move(moves);
    auto blackouts = blackouts_view(document);
    view["any_blackouts"] = !blackouts.empty();
    view["blackouts"] = std::move(blackouts);
    return framed({.title = title + ": releases of " + place.train_name,
                   .description = sentence_of(document),
                   .content = "calendar",
                   .view = std::move(view)},
                  place);
}

}  // namespace cadence::page
