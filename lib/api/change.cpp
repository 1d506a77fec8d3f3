#include "api/change.h"

#include "api/render.h"
#include "json/events.h"

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
    return {.body = document([&](Object& into) {
                put_release(into, item, policy.rule.zone, train);
                put_recorded(into, outcome);
            })};
}

void put_recorded(boost::json::object& into, engine::Outcome const& outcome) {
    for (auto const& line : outcome.lines) {
        if (line.type != release::IssueRecorded::type) continue;
        auto const data = json::parse(line.data);
        if (!data) continue;
        auto const issue = json::from_json<release::IssueRecorded>(*data);
        if (!issue) continue;
        auto* const known = into.if_contains("issues_recorded");
        auto& all = known != nullptr ? known->get_array() : array_in(into, "issues_recorded");
        auto& object = object_in(all);
        put(object, "release", issue->release);
        put(object, "id", issue->issue);
        put(object, "text", issue->text);
    }
}

Change about_train(config::TrainConfig const& train, release::Command command) {
    return {
        .work = engine::TrainCommand{train.id, std::move(command)},
        .train = train.id,
        .render = [config = train](engine::Outcome const& outcome) {
            return Answer{.body = document([&](Object& into) { put_train(into, config, *outcome.train); })};
        }};
}

}  // namespace cadence::api
