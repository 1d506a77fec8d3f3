// The dates ahead, of one train or of all, page by page.
#include "api/handlers.h"
#include "api/negotiate.h"
#include "api/page.h"
#include "api/text.h"

namespace cadence::api {

namespace {

constexpr std::size_t kUpcomingDefault = 4;
constexpr std::size_t kUpcomingMost = 100;
constexpr std::string_view kUpcomingCursor = "u1.";  // u1.<opens_at in microseconds>.<id>

Result<release::Ahead> ahead_of(Call const& call) {
    release::Ahead ahead{.cancelled = true};
    auto const count = call.count("count", kUpcomingDefault, kUpcomingMost);
    if (!count) return tl::unexpected{count.error()};
    auto const from = call.moment("from");
    if (!from) return tl::unexpected{from.error()};
    auto const cursor = cursor_of(call, kUpcomingCursor);
    if (!cursor) return tl::unexpected{cursor.error()};
    ahead.count = *count;
    ahead.from = *from;
    if (!*cursor) return ahead;
    std::string_view rest = **cursor;
    auto const part = next_part(rest);
    auto const number = part ? whole_number(*part) : std::nullopt;
    if (!number || rest.empty()) return wrong_cursor();
    ahead.after = {Instant{Duration{*number}}, std::string{rest}};
    return ahead;
}

std::string cursor_after(release::Release const& release) {
    return std::string{kUpcomingCursor} + std::to_string(release.window.opens_at.time_since_epoch().count()) +
           "." + release.id;
}

void put_skipped(Object& into, std::vector<DateShown> const& dates) {
    auto& skipped = array_in(into, "skipped");
    for (auto const& date : dates) {
        for (auto const& slot : date.skipped) {
            auto& object = object_in(skipped);
            put(object, "train", date.train->id);
            put(object, "slot", format_date(slot.slot));
            put(object, "reason", slot.reason);
        }
    }
}

}  // namespace

Result<Answer> get_upcoming(Call const& call) {
    auto const train = call.train();
    if (!train) return tl::unexpected{train.error()};
    auto ahead = ahead_of(call);
    if (!ahead) return tl::unexpected{ahead.error()};
    auto const count = ahead->count++;
    auto dates = dates_ahead(call.engine, one_or_all(call.engine.config(), *train), *ahead);
    auto const more = dates.size() > count;
    if (more) dates.resize(count);
    auto const cursor = more ? cursor_after(dates.back().item.release) : std::string{};
    Answer answer{.content_type = std::string{content_type_of(call.form)},
                  .scope = *train == nullptr ? std::string{} : (*train)->id};
    link_to_next(answer, call, cursor);
    if (call.form == Form::text) {
        answer.body = upcoming_text(dates);
        return answer;
    }
    answer.body = document([&](Object& page) {
        auto& items = array_in(page, "items");
        for (auto const& date : dates) put_summary(object_in(items), date.item, date.train->policy.rule.zone);
        put_skipped(page, dates);
        put_cursor(page, cursor);
    });
    return answer;
}

}  // namespace cadence::api
