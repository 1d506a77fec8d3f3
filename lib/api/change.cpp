#include "api/change.h"

namespace cadence::api {

release::Release const* release_in(engine::Outcome const& outcome) {
    if (outcome.release) return &*outcome.release;
    for (auto const& line : outcome.lines)
        if (!line.release.empty() && outcome.train) return outcome.train->find(line.release);
    return nullptr;
}

void put_outcome(Object& into, engine::Outcome const& outcome, release::Release const& before,
                 release::Policy const& policy) {
    auto const* const now = release_in(outcome);
    auto const item = release::shown(now == nullptr ? before : *now, policy);
    put_release(into, item, policy.rule.zone, outcome.train ? &*outcome.train : nullptr);
    put_recorded(into, outcome);
}

Change change_to(engine::Work work, Telling tell, int status) {
    return {.work = std::move(work),
            .render = [tell = std::move(tell), status](engine::Outcome const& outcome) {
                auto answer = answer_with([&](Object& into) { tell(into, outcome); });
                answer.status = status;
                return answer;
            }};
}

Change about_train(config::TrainConfig const& train, release::Command command, TrainTelling tell,
                   int status) {
    return change_to(
        engine::TrainCommand{train.id, std::move(command)},
        [config = train, tell = std::move(tell)](Object& into, engine::Outcome const& outcome) {
            tell(into, outcome, config);
        },
        status);
}

Result<Change> about_train(Call const& call, Result<release::Command> command, TrainTelling tell,
                           int status) {
    auto const train = call.train_in_path();
    if (!train) return tl::unexpected{train.error()};
    return std::move(command).map([&](release::Command&& read) {
        return about_train(**train, std::move(read), std::move(tell), status);
    });
}

}  // namespace cadence::api
