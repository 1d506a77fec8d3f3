// The calendar of a train, a year or a month of it.
#include <algorithm>

#include "api/pages.h"
#include "api/parts.h"
#include "api/view.h"
#include "base/text.h"

namespace cadence::api {

namespace {

constexpr std::size_t kReleasesInYear = 120;
constexpr int kFirstYear = 1970;
constexpr int kLastYear = 9998;

/// The one that is named, else the first.
Result<config::TrainConfig const*> train_shown(Call const& call) {
    return call.train().map([&](auto const* named) -> config::TrainConfig const* {
        auto const& trains = call.engine.config().trains;
        return named != nullptr || trains.empty() ? named : &trains.front();
    });
}

struct Pages {  // of the calendar
    int year = 0;
    std::optional<unsigned> month;
};

/// "2026-11" or "2026"; without either the year of the next release.
Result<Pages> pages_asked(Call const& call, Date next) {
    auto const month = call.query("month").value_or("");
    auto const year = call.query("year").value_or("");
    auto const in_range = [](int number) { return number >= kFirstYear && number <= kLastYear; };
    if (!month.empty()) {
        auto const first = parse_date(month + "-01");
        if (!first) return wrong_parameter("month", "must be a month like 2026-01.");
        date::year_month_day const day{*first};
        auto const number = static_cast<int>(day.year());
        if (!in_range(number)) return wrong_parameter("month", "is too far away.");
        return Pages{number, static_cast<unsigned>(day.month())};
    }
    if (!year.empty()) {
        auto const number = parse_number<int>(year);
        if (!number || !in_range(*number)) return wrong_parameter("year", "must be a year like 2026.");
        return Pages{*number, std::nullopt};
    }
    auto const day = date::year_month_day{next};
    return Pages{static_cast<int>(day.year()), std::nullopt};
}

/// Those in the record, and those that the calendar still owns, from one instant to another.
void put_releases_between(Object& into, Call const& call, config::TrainConfig const& config, Instant from,
                          Instant until) {
    auto& engine = call.engine;
    auto const& zone = config.policy.rule.zone;
    auto const& train = engine.train(config.id);
    into["items"].emplace_array();
    into["skipped"].emplace_array();
    auto& items = into["items"].get_array();
    auto& skipped = into["skipped"].get_array();
    auto recorded =
        engine.store().releases({.train = config.id, .from = from, .until = until, .limit = kReleasesInYear});
    std::vector<std::string> known;
    for (auto& each : recorded) {
        known.push_back(each.id);
        auto& object = object_in(items);
        put_summary(object, shown(each, &config), zone);
        put_verdict(object, each, &train, zone);
    }
    for (auto const& date :
         dates_ahead(engine, {&config}, {.count = kReleasesInYear, .from = from, .cancelled = true})) {
        auto const& release = date.item.release;
        for (auto const& slot : date.skipped) {
            if (Instant{slot.slot} < from || Instant{slot.slot} >= until) continue;
            auto& object = object_in(skipped);
            put(object, "slot", slot.slot);
            put(object, "reason", slot.reason);
        }
        if (release.window.opens_at >= until) break;
        if (std::ranges::find(known, release.id) != known.end()) continue;
        auto& object = object_in(items);
        put_summary(object, date.item, zone);
        put_verdict(object, release, &train, zone);
    }
}

}  // namespace

Result<Answer> get_calendar_page(Call const& call) {
    auto const found = train_shown(call);
    if (!found) return tl::unexpected{found.error()};
    if (*found == nullptr) return refuse(ErrorCode::not_found, "train-not-found", "There is no train yet.");
    auto const& config = **found;
    auto const& zone = config.policy.rule.zone;
    auto const next = next_shown(call.engine.train(config.id), config.policy);
    auto const next_day = next ? zone.day_of(next->release.window.opens_at) : Date{};
    auto const pages = pages_asked(call, next_day);
    if (!pages) return tl::unexpected{pages.error()};
    date::year const year{pages->year};
    auto const month = pages->month;
    auto const first = Date{year / date::month{month.value_or(1)} / 1};
    auto const last = Date{year / date::month{month.value_or(12)} / date::last} + date::days{1};
    Object document;
    put(document, "year", pages->year);
    if (month) put(document, "month", *month);
    if (next) {
        put(document, "next", next->release.id);
        put(document, "next_at", next->release.window.opens_at);
        put(document, "next_month", static_cast<unsigned>(date::year_month_day{next_day}.month()));
    }
    auto const none = std::chrono::minutes{0};
    put_releases_between(document, call, config, zone.at(first, none), zone.at(last, none));
    put_blackouts(document, config, call.engine.train(config.id));
    put_people_of(document, call, &config);
    return page_as_html(page::calendar_page(document, place_of(call, "/calendar", &config), zone), config.id);
}

}  // namespace cadence::api
