// What handlers of writes share: a command about the release or the train in the path, and how what came of
// it is told.
#pragma once

#include <functional>
#include <utility>

#include "api/body.h"
#include "api/document.h"
#include "api/parts.h"
#include "api/view.h"

namespace cadence::api {

using Telling = std::function<void(Object& into, engine::Outcome const& outcome)>;
using TrainTelling =
    std::function<void(Object& into, engine::Outcome const& outcome, config::TrainConfig const& config)>;

/// Work, answered with the document that is told of its outcome.
[[nodiscard]] Change change_to(engine::Work work, Telling tell, int status = 200);

/// The release that the outcome is about, if it is about one.
[[nodiscard]] release::Release const* release_in(engine::Outcome const& outcome);
/// That release as it then stands; `before` where the command came to nothing.
void put_outcome(Object& into, engine::Outcome const& outcome, release::Release const& before,
                 release::Policy const& policy);
/// The train as it then stands.
void put_train_after(Object& into, engine::Outcome const& outcome, config::TrainConfig const& config);

[[nodiscard]] Change about_train(config::TrainConfig const& train, release::Command command,
                                 TrainTelling tell = put_train_after, int status = 200);
/// On the train in the path.
[[nodiscard]] Result<Change> about_train(Call const& call, Result<release::Command> command,
                                         TrainTelling tell = put_train_after, int status = 200);

/// A command about the release in the path, on the train it belongs to.
template <class Command>
[[nodiscard]] Result<Change> about_release(Call const& call, Result<Command> command) {
    if (!command) return tl::unexpected{std::move(command.error())};
    auto item = release_shown(call.engine, call.path[0]);
    if (!item) return tl::unexpected{std::move(item.error())};
    command->release = item->release.id;
    return train_named(call.engine.config(), item->release.train).map([&](auto const* train) {
        return about_train(*train, std::move(*command),
                           [before = std::move(item->release)](Object& into, engine::Outcome const& outcome,
                                                               config::TrainConfig const& config) {
                               put_outcome(into, outcome, before, config.policy);
                           });
    });
}

/// One that must have all of its members.
template <class Command>
[[nodiscard]] Result<Change> plain_command(Call const& call) {
    return about_release(call, body_of<Command>(call));
}

}  // namespace cadence::api
