// Everything a bot needs in one poll.
#include "api/negotiate.h"
#include "api/page.h"
#include "api/parts.h"
#include "api/routes.h"
#include "api/text.h"

namespace cadence::api {

namespace {

void put_train_status(Object& into, engine::Engine& engine, config::TrainConfig const& config) {
    auto const& train = engine.train(config.id);
    auto const& zone = config.policy.rule.zone;
    put(into, "id", config.id);
    put(into, "name", config.name);
    put(into, "timezone", zone.name());
    if (auto const current = release::current_of(train))
        put_release_status(object_in(into, "current"), shown(*current, &config), zone);
    if (auto const next = next_shown(train, config.policy))
        put_release_status(object_in(into, "next"), *next, zone);
    put_all(into, "on_demand", live_off_calendar(train), [&](Object& object, auto const& each) {
        put_release_status(object, shown(each, &config), zone);
    });
    put_gates(object_in(into, "gates"), engine, config);
    put(into, "freezes", train.freezes);
    put_known(into, "blocked", train.blocked);
    put(into, "deadlines", running_deadlines(train));
    put_main(object_in(into, "main"), train);
    put_environments(into, train);
}

void put_clock(Object& into, std::optional<engine::Hold> const& hold) {
    put(into, "on_hold", hold.has_value());
    if (!hold) return;
    put(into, "since", hold->since);
    put(into, "reason", hold->reason);
}

Result<Answer> get_status(Call const& call) {
    auto const train = call.train();
    if (!train) return tl::unexpected{train.error()};
    auto const page = page_of_trains(call, *train);
    if (!page) return tl::unexpected{page.error()};
    auto const scope = *train == nullptr ? std::string{} : (*train)->id;
    auto answer = call.form == Form::text
                      ? answered_in(Form::text, status_text(call.engine, page->trains), scope)
                      : answer_with(
                            [&](Object& status) {
                                put(status, "revision", call.engine.revision(scope));
                                put_clock(object_in(status, "clock"), call.engine.hold());
                                put_all(status, "trains", page->trains, [&](Object& into, auto const* each) {
                                    put_train_status(into, call.engine, *each);
                                });
                                put_cursor(status, page->cursor);
                            },
                            scope);
    link_to_next(answer, call, page->cursor);
    return answer;
}

}  // namespace

Routes status_routes() {
    return {also_as_text(
        get("/v1/status", "Everything a bot needs in one poll", get_status, {"train", "limit", "cursor"}))};
}

}  // namespace cadence::api
