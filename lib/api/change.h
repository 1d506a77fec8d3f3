// What handlers of writes share: a command about the release or the train in the path, and how what came of
// it is told.
#pragma once

#include <functional>
#include <utility>

#include "api/body.h"
#include "api/document.h"
#include "api/releases.h"
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
[[nodiscard]] Result<Change> about_train(Call const& call, release::Command command);
/// The command that `make` gives for a body, itself or as a Result, on the train in the path.
template <class Body, class Make>
[[nodiscard]] Result<Change> from_train_body(Call const& call, Make const& make,
                                             TrainTelling tell = put_train_after, int status = 200) {
    auto const train = call.train_in_path();
    if (!train) return tl::unexpected{train.error()};
    return body_of<Body>(call)
        .and_then([&](Body&& body) -> Result<release::Command> { return make(std::move(body)); })
        .map([&](release::Command&& command) {
            return about_train(**train, std::move(command), std::move(tell), status);
        });
}

/// A command about the release in the path, on the train it belongs to.
template <class Command>
[[nodiscard]] Result<Change> about_release(Call const& call, Command command) {
    auto item = release_shown(call.engine, call.path[0]);
    if (!item) return tl::unexpected{item.error()};
    command.release = item->release.id;
    return train_named(call.engine.config(), item->release.train).map([&](auto const* train) {
        return about_train(*train, std::move(command),
                           [before = std::move(item->release)](Object& into, engine::Outcome const& outcome,
                                                               config::TrainConfig const& config) {
                               put_outcome(into, outcome, before, config.policy);
                           });
    });
}
/// The command that `make` gives for a body.
template <class Body, class Make>
[[nodiscard]] Result<Change> from_body(Call const& call, Make const& make) {
    return body_of<Body>(call).and_then(
        [&](Body&& body) { return about_release(call, make(std::move(body))); });
}

}  // namespace cadence::api
