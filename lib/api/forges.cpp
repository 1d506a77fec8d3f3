// How the merge gates stand at their forges.
#include "api/page.h"
#include "api/routes.h"

namespace cadence::api {

namespace {

constexpr std::string_view kForgeCursor = "f1.";  // f1.<train>

void put_forge(Object& into, worker::ForgeStanding const& standing) {
    put(into, "train", standing.train);
    put(into, "kind", standing.forge.kind);
    put(into, "repository", standing.forge.repository);
    put(into, "branch", standing.branch);
    if (standing.forge.statuses) put(into, "context", standing.forge.context);
    put_known(into, "required", standing.required);
    put_known(into, "advice", standing.advice);
    put_known(into, "refused", standing.refused);
    put(into, "open", standing.open);
    if (standing.cut_off) put(into, "cut_off", true);
    put(into, "posted", standing.posted);
    put(into, "waiting", standing.waiting);
    put_known(into, "swept_at", standing.last_sweep);
    put_known(into, "failing_since", standing.failing_since);
    put_known(into, "failing", standing.failing);
    put_known(into, "limited_until", standing.limited_until);
}

Result<Answer> get_forges(Call const& call) {
    Taking take;
    auto const train = take(call.train_id());
    auto const limit = take(limit_of(call));
    auto const after = take(cursor_of(call, kForgeCursor));
    if (take.wrong()) return tl::unexpected{*take.wrong()};
    auto standings = call.sources.read_forges();
    std::erase_if(standings, [&](auto const& each) {
        return (!train.empty() && each.train != train) || (after && each.train <= *after);
    });
    auto const cursor =
        cut(standings, limit, [](auto const& last) { return std::string{kForgeCursor} + last.train; });
    return page_answer(call, standings, cursor, {}, put_forge);
}

}  // namespace

Routes forges_routes() {
    return {fresh_each_time(get("/v1/forges", "The state of the merge gates on their forges", get_forges,
                                {"train", "limit", "cursor"}))};
}

}  // namespace cadence::api
