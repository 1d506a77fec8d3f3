#include "api/change.h"

#include "api/render.h"

namespace cadence::api {

release::Release const* release_in(engine::Outcome const& outcome) {
    if (outcome.release) return &*outcome.release;
    for (auto const& line : outcome.lines) {
        if (!line.release.empty() && outcome.train) return outcome.train->find(line.release);
    }
    return nullptr;
}

Answer release_answer(engine::Outcome const& outcome, release::Release const& before,
                      release::Policy const& policy) {
    auto const* const now = release_in(outcome);
    auto const item = release::shown(now == nullptr ? before : *now, policy);
    auto const* const train = outcome.train ? &*outcome.train : nullptr;
    return {.body = document([&](Object& into) { put_release(into, item, policy.rule.zone, train); })};
}

Change about_train(engine::TrainConfig const& train, release::Command command) {
    return {
        .work = engine::TrainCommand{train.id, std::move(command)},
        .train = train.id,
        .render = [config = train](engine::Outcome const& outcome) {
            return Answer{.body = document([&](Object& into) { put_train(into, config, *outcome.train); })};
        }};
}

}  // namespace cadence::api
