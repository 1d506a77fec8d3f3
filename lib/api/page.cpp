#include "api/page.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/text.h"

namespace cadence::api {

namespace {

constexpr std::string_view kTrainCursor = "n1.";  // n1.<train>

}  // namespace

tl::unexpected<Error> wrong_cursor() {
    return wrong_parameter("cursor", "is not a valid cursor: copy it unchanged from the previous page.");
}

Result<std::optional<std::string>> cursor_of(Call const& call, std::string_view kind) {
    auto const text = call.query("cursor");
    if (!text) return std::nullopt;
    if (!text->starts_with(kind)) return wrong_cursor();
    return text->substr(kind.size());
}

std::optional<std::string_view> next_part(std::string_view& rest) {
    auto const dot = rest.find('.');
    if (dot == rest.npos) return std::nullopt;
    auto const part = rest.substr(0, dot);
    rest.remove_prefix(dot + 1);
    return part;
}

Result<std::optional<std::int64_t>> number_after(Call const& call, std::string_view kind, std::int64_t most) {
    auto const rest = cursor_of(call, kind);
    if (!rest) return tl::unexpected{rest.error()};
    if (!*rest) return std::nullopt;
    auto const number = parse_number<std::int64_t>(**rest);
    if (!number || *number < 0 || *number > most) return wrong_cursor();
    return number;
}

Result<std::optional<Place>> place_after(Call const& call, std::string_view kind) {
    auto const text = cursor_of(call, kind);
    if (!text) return tl::unexpected{text.error()};
    if (!*text) return std::nullopt;
    std::string_view rest = **text;
    auto const part = next_part(rest);
    auto const number = part ? parse_number<std::int64_t>(*part) : std::nullopt;
    if (!number || rest.empty()) return wrong_cursor();
    return Place{Instant{Duration{*number}}, std::string{rest}};
}

std::string cursor_to(std::string_view kind, std::int64_t number) {
    return std::string{kind} + std::to_string(number);
}

std::string cursor_to(std::string_view kind, Place const& place) {
    return cursor_to(kind, place.first.time_since_epoch().count()) + "." + place.second;
}

Trains one_or_all(config::Config const& config, config::TrainConfig const* one) {
    if (one != nullptr) return {one};
    Trains all;
    all.reserve(config.trains.size());
    for (auto const& train : config.trains) all.push_back(&train);
    return all;
}

Result<TrainPage> page_of_trains(Call const& call, config::TrainConfig const* one) {
    auto const& trains = call.engine.config().trains;
    auto const limit = call.count("limit", kTrainsMost, kTrainsMost);
    if (!limit) return tl::unexpected{limit.error()};
    auto const after = cursor_of(call, kTrainCursor);
    if (!after) return tl::unexpected{after.error()};
    if (one != nullptr) return TrainPage{.trains = {one}, .cursor = {}};
    auto next = trains.begin();
    if (*after) {
        next = std::ranges::find(trains, **after, &config::TrainConfig::id);
        if (next == trains.end())
            return wrong_parameter("cursor",
                                   "belongs to a train that no longer exists: start again without it.");
        ++next;
    }
    TrainPage page;
    for (; next != trains.end() && page.trains.size() < *limit; ++next) page.trains.push_back(&*next);
    if (next != trains.end()) page.cursor = std::string{kTrainCursor} + page.trains.back()->id;
    return page;
}

void link_to_next(Answer& answer, Call const& call, std::string const& cursor) {
    if (cursor.empty()) return;
    auto link = "<" + call.request.path + "?";
    for (auto const& [name, value] : call.request.query)
        if (name != "cursor") link += name + "=" + percent_encode(value) + "&";
    answer.headers.emplace_back("Link", link + "cursor=" + percent_encode(cursor) + ">; rel=\"next\"");
}

void put_cursor(Object& into, std::string const& cursor) {
    if (cursor.empty())
        into.emplace("next_cursor", nullptr);
    else
        put(into, "next_cursor", cursor);
}

}  // namespace cadence::api
