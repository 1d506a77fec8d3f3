// One transaction in the making: the working copies of what it changes, published only after its commit.
#pragma once

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "engine/deliveries_for.h"
#include "engine/engine.h"
#include "json/text.h"

namespace cadence::engine {

/// A train that a unit looks at, and what it has done to it so far.
struct Standing {
    release::Train before;  // as it is on record
    release::Train now;
    release::Events events;     // from the one to the other
    std::int64_t revision = 0;  // of the last of them
    bool reschedule = false;    // when time moves it next may be another instant

    /// What is on record and was not at hand.
    template <class Add>
    void recall(Add const& add) {
        add(before);
        add(now);
    }
};

struct Engine::UnitOfWork {
    store::WriteTransaction transaction;
    ClockReading reading;
    Instant now;
    config::Config const* config;
    std::optional<config::Config> new_config;
    std::optional<Hold> hold;
    std::optional<Boot> boot;
    ClockWatch watch;  // a step is known only once what it led to is on disk
    std::map<std::string, Standing> trains;
    std::vector<release::LogLine> lines;
    std::vector<store::TokenRecord> tokens;  // that it has changed
    Flags::Changes flags;
    std::vector<store::Delivery> ended;  // deliveries
    bool wrote = false;
    bool previews = false;                // it is never committed
    std::vector<store::Delivery> queued;  // by a preview

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
    /// The events are logged at once; what they make of the train is written at the end of the unit.
    std::vector<release::LogLine> put(Standing& standing, release::Train after, release::Events events) {
        auto made = transaction.append(after.id, events);
        send(deliveries_for(*config, standing.now, events, made));
        lines.insert(lines.end(), made.begin(), made.end());
        standing.now = std::move(after);
        standing.revision = made.back().seq;
        std::ranges::move(events, std::back_inserter(standing.events));
        wrote = true;
        return made;
    }
    void write_trains() {
        for (auto const& [id, standing] : trains) {
            if (standing.events.empty() && !standing.reschedule) continue;
            auto const next = next_due(standing.now);
            if (standing.events.empty())
                transaction.set_next_due(id, next);
            else
                transaction.put({standing.before, standing.now, standing.events, next, standing.revision});
        }
    }
    /// When time moves it next.
    [[nodiscard]] std::optional<Instant> next_due(release::Train const& train) const {
        auto const* const configured = config->train(train.id);
        if (configured == nullptr) return std::nullopt;
        auto const next = release::next_due(train, configured->policy, hold.has_value());
        return next ? std::optional{next->at} : std::nullopt;
    }
    void put_token(store::TokenRecord const& token) {
        transaction.put_token(token);
        tokens.push_back(token);
        wrote = true;
    }
    void put_flag(flag::Flag const& flag) {
        transaction.put_flag(flag);
        flags.insert_or_assign(flag.key, flag);
        wrote = true;
    }
    void remove_flag(std::string const& key) {
        transaction.remove_flag(key);
        flags.insert_or_assign(key, std::nullopt);
        wrote = true;
    }
    void send(std::vector<store::Delivery> const& deliveries) {
        if (previews)
            queued.insert(queued.end(), deliveries.begin(), deliveries.end());
        else
            for (auto const& delivery : deliveries) transaction.add_delivery(delivery);
    }
};

}  // namespace cadence::engine
