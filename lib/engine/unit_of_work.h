// One transaction in the making: the working copies of what it changes, published only after its commit.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/deliveries_for.h"
#include "engine/engine.h"

namespace cadence::engine {

struct Engine::UnitOfWork {
    store::WriteTransaction transaction;
    Instant now;
    config::Config const* config;
    std::optional<config::Config> new_config;
    std::optional<Hold> hold;
    ClockWatch watch;  // a step is known only once what it led to is on disk
    std::map<std::string, release::Train> trains;
    std::vector<release::LogLine> lines;
    bool wrote = false;

    explicit UnitOfWork(Engine& engine)
        : transaction{engine.options_.store.begin()},
          now{engine.options_.clock.now()},
          config{&engine.config_},
          hold{engine.hold_},
          watch{engine.watch_} {}

    void log(release::Actor const& actor, std::string_view type, std::string const& data) {
        log_of({}, {}, actor, type, data);
    }
    void log_of(std::string_view train, std::string_view release, release::Actor const& actor,
                std::string_view type, std::string const& data) {
        lines.push_back(transaction.log_of(train, release, actor, now, type, data));
        send(deliveries_for(*config, lines.back()));
        wrote = true;
    }
    void send(std::vector<store::Delivery> const& deliveries) {
        for (auto const& delivery : deliveries) transaction.add_delivery(delivery);
    }
};

}  // namespace cadence::engine
