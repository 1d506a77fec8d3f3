// Ten thousand trains in one daemon: what is not due costs nothing.
#include <gtest/gtest.h>

#include "support/effort.h"
#include "support/house.h"

namespace cadence::engine {
namespace {

constexpr int kTrains = testing::effort(10'000);

Duration time_of(auto const& work) {
    auto const started = SystemClock{}.read().since_boot;
    work();
    return SystemClock{}.read().since_boot - started;
}

/// The last but one has its freezes an hour before everybody else's.
config::Config many() {
    std::vector<config::TrainConfig> trains;
    trains.reserve(kTrains);
    for (int i = 0; i < kTrains; ++i) trains.push_back(train_config("train-" + std::to_string(i)));
    trains[kTrains - 2].policy.rule.time = std::chrono::hours{9};
    return config_with(std::move(trains), "many");
}

TEST(ManyTrains, are_left_alone_while_one_is_due) {
    std::unique_ptr<House> house;
    RecordProperty("start_us", std::to_string(time_of([&] {
                                                  house =
                                                      std::make_unique<House>("2026-01-01T09:00:00Z", many());
                                              }).count()));
    RecordProperty("restart_us", std::to_string(time_of([&] { house->restart(); }).count()));
    house->commits = 0;

    auto const idle = time_of([&] { house->tick(); });
    RecordProperty("idle_tick_us", std::to_string(idle.count()));
    EXPECT_EQ(house->commits, 0);

    auto const others = house->engine->revision("train-1");
    house->clock.advance_to(utc("2026-01-05T09:00:00Z"));
    auto const one = time_of([&] { house->tick(); });
    RecordProperty("tick_us", std::to_string(one.count()));
    EXPECT_LT(one, std::chrono::milliseconds{100}) << "a scan would take longer";
    EXPECT_EQ(house->commits, 1);
    EXPECT_EQ(house->engine->revision("train-1"), others);
    EXPECT_TRUE(house->store->release("train-" + std::to_string(kTrains - 2) + "-2026-01-08"));
    EXPECT_EQ(house->engine->next_due(), utc("2026-01-05T10:00:00Z"));
}

TEST(ManyTrains, due_at_once_are_done_in_turns_and_nobody_is_forgotten) {
    House house{"2026-01-05T09:00:00Z", [] {
                    std::vector<config::TrainConfig> trains;
                    trains.reserve(200);
                    for (int i = 0; i < 200; ++i)
                        trains.push_back(train_config("train-" + std::to_string(i)));
                    return config_with(std::move(trains), "many");
                }()};
    house.clock.advance_to(utc("2026-01-05T10:00:00Z"));
    EXPECT_TRUE(house.engine->tick()) << "more is due than one turn should do";
    house.tick();
    EXPECT_EQ(house.store->releases({.state = State::frozen, .limit = 1'000}).size(), 200U);
}

}  // namespace
}  // namespace cadence::engine
