// What handlers of writes share: a command about the release or the train in the path, answered with how that
// then stands.
#pragma once

#include "api/bodies.h"
#include "api/view.h"

namespace cadence::api {

/// The release as it then stands; `before` where the command came to nothing.
[[nodiscard]] Answer release_answer(engine::Outcome const& outcome, release::Release const& before,
                                    release::Policy const& policy);
/// The release that the outcome is about, if it is about one.
[[nodiscard]] release::Release const* release_in(engine::Outcome const& outcome);
/// The issues that the work recorded beside what was asked, if there are any.
void put_recorded(boost::json::object& into, engine::Outcome const& outcome);
/// A command on a train, answered with its document.
[[nodiscard]] Change about_train(config::TrainConfig const& train, release::Command command);

/// A command about the release in the path, on the train it belongs to.
template <class Command>
[[nodiscard]] Result<Change> about_release(Call const& call, Command command) {
    auto item = release_shown(call.engine, call.path[0]);
    if (!item) return tl::unexpected{item.error()};
    auto const config = train_named(call.engine.config(), item->release.train);
    if (!config) return tl::unexpected{config.error()};
    command.release = item->release.id;
    return Change{
        .work = engine::TrainCommand{(*config)->id, release::Command{std::move(command)}},
        .train = (*config)->id,
        .render = [policy = (*config)->policy, before = std::move(item->release)](
                      engine::Outcome const& outcome) { return release_answer(outcome, before, policy); }};
}

/// The command that `make` gives for a body.
template <class Body, class Make>
[[nodiscard]] Result<Change> from_body(Call const& call, Make const& make,
                                       std::size_t longest = kLongestText) {
    auto body = body_of<Body>(call, longest);
    if (!body) return tl::unexpected{std::move(body.error())};
    return about_release(call, make(std::move(*body)));
}

/// The same for the train in the path.
template <class Body, class Make>
[[nodiscard]] Result<Change> from_train_body(Call const& call, Make const& make) {
    auto const train = train_named(call.engine.config(), call.path[0]);
    if (!train) return tl::unexpected{train.error()};
    auto body = body_of<Body>(call);
    if (!body) return tl::unexpected{std::move(body.error())};
    return about_train(**train, release::Command{make(std::move(*body))});
}

}  // namespace cadence::api
