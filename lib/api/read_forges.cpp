// How the merge gates stand at their forges.
#include "api/handlers.h"
#include "api/page.h"
#include "api/render.h"

namespace cadence::api {

namespace {

constexpr std::string_view kForgeCursor = "f1.";  // f1.<train>

void put_forge(Object& into, engine::ForgeStanding const& standing) {
    put(into, "train", standing.train);
    put(into, "kind", name_of(standing.forge.kind));
    put(into, "repository", standing.forge.repository);
    put(into, "branch", standing.branch);
    if (standing.forge.statuses) put(into, "context", standing.forge.context);
    if (standing.required) put(into, "required", *standing.required);
    put_known(into, "advice", standing.advice);
    put_known(into, "refused", standing.refused);
    put(into, "open", static_cast<std::int64_t>(standing.open));
    if (standing.cut_off) put(into, "cut_off", true);
    put(into, "posted", static_cast<std::int64_t>(standing.posted));
    put(into, "waiting", static_cast<std::int64_t>(standing.waiting));
    put_known(into, "swept_at", standing.last_sweep);
    put_known(into, "failing_since", standing.failing_since);
    put_known(into, "failing", standing.failing);
    put_known(into, "limited_until", standing.limited_until);
}

}  // namespace

Result<Answer> get_forges(Call const& call) {
    auto const train = call.train();
    if (!train) return tl::unexpected{train.error()};
    auto const limit = call.count("limit", kPageDefault, kPageMost);
    if (!limit) return tl::unexpected{limit.error()};
    auto const after = cursor_of(call, kForgeCursor);
    if (!after) return tl::unexpected{after.error()};
    auto standings = call.engine.read_forges();
    std::erase_if(standings, [&](auto const& each) {
        return (*train != nullptr && each.train != (*train)->id) || (*after && each.train <= **after);
    });
    auto const more = standings.size() > *limit;
    if (more) standings.resize(*limit);
    auto const cursor = more ? std::string{kForgeCursor} + standings.back().train : std::string{};
    Answer answer;
    link_to_next(answer, call, cursor);
    answer.body = document([&](Object& page) {
        put_all(page, "items", standings, put_forge);
        put_cursor(page, cursor);
    });
    return answer;
}

}  // namespace cadence::api
