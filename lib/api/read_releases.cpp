// The record: releases and what happened to them, page by page.
#include "api/handlers.h"
#include "api/negotiate.h"
#include "api/page.h"
#include "api/text.h"

namespace cadence::api {

namespace {

constexpr std::string_view kReleaseCursor = "r1.";   // r1.<opens_at in microseconds>.<id>
constexpr std::string_view kTimelineCursor = "t1.";  // t1.<seq>

using After = std::pair<Instant, std::string>;

std::string cursor_after(release::Release const& release) {
    return std::string{kReleaseCursor} + std::to_string(release.window.opens_at.time_since_epoch().count()) +
           "." + release.id;
}

Result<std::optional<After>> release_cursor(Call const& call) {
    auto const text = cursor_of(call, kReleaseCursor);
    if (!text) return tl::unexpected{text.error()};
    if (!*text) return std::nullopt;
    std::string_view rest = **text;
    auto const part = next_part(rest);
    auto const number = part ? whole_number(*part) : std::nullopt;
    if (!number || rest.empty()) return wrong_cursor();
    return After{Instant{Duration{*number}}, std::string{rest}};
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
    if (*from && *until && **until < **from)
        return wrong_parameter("to", "is before from: nothing can lie between them.");
    auto const limit = call.count("limit", kPageDefault, kPageMost);
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
    link_to_next(answer, call, cursor);
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
    auto const& id = item->release.train;
    auto const& zone = zone_of(call.engine.config(), id);
    auto const* const train = call.engine.config().train(id) == nullptr ? nullptr : &call.engine.train(id);
    Answer answer{.content_type = std::string{content_type_of(call.form)}, .scope = id};
    answer.body = call.form == Form::text
                      ? release_text(*item, zone, train)
                      : document([&](Object& into) { put_release(into, *item, zone, train); });
    return answer;
}

Result<Answer> get_timeline(Call const& call) {
    auto const item = release_shown(call.engine, call.path[0]);
    if (!item) return tl::unexpected{item.error()};
    auto const limit = call.count("limit", kEventsDefault, kEventsMost);
    if (!limit) return tl::unexpected{limit.error()};
    store::EventQuery query{.limit = *limit + 1, .train = {}, .release = item->release.id, .types = {}};
    auto const after = cursor_of(call, kTimelineCursor);
    if (!after) return tl::unexpected{after.error()};
    if (*after) {
        auto const seq = whole_number(**after);
        if (!seq) return wrong_cursor();
        query.after = *seq;
    }
    auto lines = call.engine.store().events(query);
    auto const more = lines.size() > *limit;
    if (more) lines.resize(*limit);
    auto const cursor =
        more ? std::string{kTimelineCursor} + std::to_string(lines.back().seq) : std::string{};
    Answer answer{.scope = item->release.train};
    link_to_next(answer, call, cursor);
    answer.body = document([&](Object& page) {
        auto& items = array_in(page, "items");
        for (auto const& line : lines) put_event(object_in(items), line);
        put_cursor(page, cursor);
    });
    return answer;
}

}  // namespace cadence::api
