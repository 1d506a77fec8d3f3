// One transaction in the making: the working copies of what it changes, published only after its commit.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "engine/deliveries_for.h"
#include "engine/engine.h"
#include "json/text.h"

namespace cadence::engine {

struct Engine::UnitOfWork {
    store::WriteTransaction transaction;
    ClockReading reading;
    Instant now;
    config::Config const* config;
    std::optional<config::Config> new_config;
    std::optional<Hold> hold;
    std::optional<Boot> boot;
    ClockWatch watch;  // a step is known only once what it led to is on disk
    std::map<std::string, release::Train> trains;
    std::vector<release::LogLine> lines;
    bool wrote = false;

    explicit UnitOfWork(Engine& engine)
        : transaction{engine.options_.store.begin()},
          reading{engine.options_.clock.read()},
          now{reading.wall},
          config{&engine.config_},
          hold{engine.hold_},
          boot{engine.boot_},
          watch{engine.watch_} {}

    /// The outcome has the line that was logged.
    Outcome log(release::Actor const& actor, std::string_view type, boost::json::object const& data) {
        return log_of({}, {}, actor, type, data);
    }
    Outcome log_of(std::string_view train, std::string_view release, release::Actor const& actor,
                   std::string_view type, boost::json::object const& data) {
        lines.push_back(transaction.log_of(train, release, actor, now, type, json::dump(data)));
        send(deliveries_for(*config, lines.back()));
        wrote = true;
        return {.lines = {lines.back()}};
    }
    std::vector<release::LogLine> put(release::Train const& before, release::Train const& after,
                                      release::Events const& events,
                                      std::optional<release::Due> const& next) {
        auto made = transaction.put(before, after, events, next ? std::optional{next->at} : std::nullopt);
        send(deliveries_for(*config, before, events, made));
        lines.insert(lines.end(), made.begin(), made.end());
        wrote = true;
        return made;
    }
    void set_next_due(std::string const& train, std::optional<release::Due> const& next) {
        transaction.set_next_due(train, next ? std::optional{next->at} : std::nullopt);
        wrote = true;
    }
    void send(std::vector<store::Delivery> const& deliveries) {
        for (auto const& delivery : deliveries) transaction.add_delivery(delivery);
    }
};

}  // namespace cadence::engine
