// The record: releases and what happened to them, page by page.
#include <charconv>

#include "api/handlers.h"
#include "api/render.h"
#include "api/text.h"
#include "base/text.h"

namespace cadence::api {

namespace {

constexpr std::size_t kReleasesDefault = 50;
constexpr std::size_t kReleasesMost = 200;
constexpr std::size_t kEventsDefault = 100;
constexpr std::size_t kEventsMost = 1000;
constexpr std::string_view kReleaseCursor = "r1.";   // r1.<opens_at in microseconds>.<id>
constexpr std::string_view kTimelineCursor = "t1.";  // t1.<seq>

using After = std::pair<Instant, std::string>;

tl::unexpected<Error> wrong_cursor() {
    return wrong_parameter("cursor", "is not one of ours: take next_cursor of the page before as it is.");
}

std::optional<std::int64_t> number_in(std::string_view text) {
    std::int64_t number = 0;
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string cursor_after(release::Release const& release) {
    return std::string{kReleaseCursor} + std::to_string(release.window.opens_at.time_since_epoch().count()) +
           "." + release.id;
}

Result<std::optional<After>> release_cursor(Call const& call) {
    auto const text = call.query("cursor");
    if (!text) return std::nullopt;
    auto const dot = text->find('.', kReleaseCursor.size());
    if (!text->starts_with(kReleaseCursor) || dot == std::string::npos) return wrong_cursor();
    auto const number =
        number_in(std::string_view{*text}.substr(kReleaseCursor.size(), dot - kReleaseCursor.size()));
    if (!number || text->size() == dot + 1) return wrong_cursor();
    return After{Instant{Duration{*number}}, text->substr(dot + 1)};
}

template <class Enum>
Result<std::optional<Enum>> name_in(Call const& call, std::string_view parameter) {
    auto const text = call.query(parameter);
    if (!text) return std::nullopt;
    if (auto const value = parse_name<Enum>(*text)) return value;
    auto error = wrong_parameter(parameter, "must be one of " + all_names<Enum>() + ".");
    error.value().alternatives = {Names<Enum>::values.begin(), Names<Enum>::values.end()};
    return error;
}

Result<store::ReleaseQuery> release_query(Call const& call) {
    store::ReleaseQuery query;
    auto const train = call.train();
    if (!train) return tl::unexpected{train.error()};
    auto const kind = name_in<release::Kind>(call, "kind");
    if (!kind) return tl::unexpected{kind.error()};
    auto const state = name_in<release::State>(call, "state");
    if (!state) return tl::unexpected{state.error()};
    auto const from = call.moment("from");
    if (!from) return tl::unexpected{from.error()};
    auto const until = call.moment("to");
    if (!until) return tl::unexpected{until.error()};
    auto const limit = call.count("limit", kReleasesDefault, kReleasesMost);
    if (!limit) return tl::unexpected{limit.error()};
    auto after = release_cursor(call);
    if (!after) return tl::unexpected{after.error()};
    if (*train != nullptr) query.train = (*train)->id;
    query.kind = *kind;
    query.state = *state;
    query.from = *from;
    query.until = *until;
    query.limit = *limit;
    query.after = std::move(*after);
    return query;
}

std::string percent_encoded(std::string_view text) {
    static constexpr std::string_view kDigits = "0123456789ABCDEF";
    static constexpr std::string_view kPlain = "-._~:";
    std::string encoded;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        auto const plain = is_alnum(c) || kPlain.find(c) != kPlain.npos;
        if (plain)
            encoded += c;
        else
            encoded.append("%").append(1, kDigits[byte >> 4U]).append(1, kDigits[byte & 15U]);
    }
    return encoded;
}

/// The same request with another cursor.
net::Headers link_to_next(Call const& call, std::string const& cursor) {
    auto link = "<" + call.request.path + "?";
    for (auto const& [name, value] : call.request.query) {
        if (name != "cursor") link += name + "=" + percent_encoded(value) + "&";
    }
    return {{"Link", link + "cursor=" + percent_encoded(cursor) + ">; rel=\"next\""}};
}

void put_cursor(Object& into, std::string const& cursor) {
    if (cursor.empty())
        into.emplace("next_cursor", nullptr);
    else
        put(into, "next_cursor", cursor);
}

}  // namespace

Result<Answer> get_releases(Call const& call) {
    auto query = release_query(call);
    if (!query) return tl::unexpected{query.error()};
    auto const limit = query->limit++;
    auto releases = call.engine.store().releases(*query);
    auto const more = releases.size() > limit;
    if (more) releases.resize(limit);
    auto const cursor = more ? cursor_after(releases.back()) : std::string{};
    auto const& config = call.engine.config();
    Answer answer{.scope = query->train};
    if (more) answer.headers = link_to_next(call, cursor);
    answer.body = document([&](Object& page) {
        auto& items = array_in(page, "items");
        for (auto& release : releases) {
            auto const& zone = zone_of(config, release.train);
            auto const* const train = config.train(release.train);
            put_summary(object_in(items), shown(std::move(release), train), zone);
        }
        put_cursor(page, cursor);
    });
    return answer;
}

Result<Answer> get_release(Call const& call) {
    auto const item = release_shown(call.engine, call.path[0]);
    if (!item) return tl::unexpected{item.error()};
    auto const& train = item->release.train;
    auto const& zone = zone_of(call.engine.config(), train);
    if (call.form == Form::text) {
        return Answer{
            .content_type = "text/plain; charset=utf-8", .body = release_text(*item, zone), .scope = train};
    }
    return Answer{.body = document([&](Object& into) { put_release(into, *item, zone); }), .scope = train};
}

Result<Answer> get_timeline(Call const& call) {
    auto const item = release_shown(call.engine, call.path[0]);
    if (!item) return tl::unexpected{item.error()};
    auto const limit = call.count("limit", kEventsDefault, kEventsMost);
    if (!limit) return tl::unexpected{limit.error()};
    store::EventQuery query{.limit = *limit + 1, .train = {}, .release = item->release.id, .types = {}};
    if (auto const cursor = call.query("cursor")) {
        auto const seq = cursor->starts_with(kTimelineCursor)
                             ? number_in(std::string_view{*cursor}.substr(kTimelineCursor.size()))
                             : std::nullopt;
        if (!seq) return wrong_cursor();
        query.after = *seq;
    }
    auto lines = call.engine.store().events(query);
    auto const more = lines.size() > *limit;
    if (more) lines.resize(*limit);
    auto const cursor =
        more ? std::string{kTimelineCursor} + std::to_string(lines.back().seq) : std::string{};
    Answer answer{.scope = item->release.train};
    if (more) answer.headers = link_to_next(call, cursor);
    answer.body = document([&](Object& page) {
        auto& items = array_in(page, "items");
        for (auto const& line : lines) put_event(object_in(items), line);
        put_cursor(page, cursor);
    });
    return answer;
}

}  // namespace cadence::api
