// One transaction in the making: the working copies of what it changes, published only after its commit.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/engine.h"

namespace cadence::engine {

struct Engine::Turn {
    store::Batch batch;
    Instant now;
    Config const* config;
    std::optional<Config> new_config;
    std::optional<Hold> hold;
    ClockWatch watch;  // a step is known only once what it led to is on disk
    std::map<std::string, release::Train> trains;
    std::vector<store::LogLine> lines;
    bool wrote = false;

    explicit Turn(Engine& engine)
        : batch{engine.options_.store.begin()},
          now{engine.options_.clock.now()},
          config{&engine.config_},
          hold{engine.hold_},
          watch{engine.watch_} {}

    void log(release::Actor const& actor, std::string_view type, std::string const& data) {
        lines.push_back(batch.log(actor, now, type, data));
        wrote = true;
    }
};

}  // namespace cadence::engine
