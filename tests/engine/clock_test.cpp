// The wall clock: what sets it, what that must never do, and who says that it is right. DESIGN section 4.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/describe.h"
#include "support/house.h"

namespace cadence::engine {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::size_t firings(House const& house) {
    return house.lines_of("phase_fired").size();
}

TEST(Clock, set_back_by_ten_minutes_fires_nothing_twice_and_is_logged) {
    House house;
    house.advance_to("2026-01-05T10:05:00Z");
    EXPECT_EQ(house.state(kFirst), State::frozen);
    auto const before = firings(house);
    house.clock.step(-minutes{10});
    house.tick();
    ASSERT_EQ(house.lines_of("clock_stepped").size(), 1U);
    EXPECT_EQ(house.lines_of("clock_stepped")[0].data, R"({"by":"-PT10M"})");
    EXPECT_FALSE(house.engine->clock_held());
    house.advance(minutes{30});
    EXPECT_EQ(firings(house), before);
}

TEST(Clock, set_forward_by_ten_minutes_does_late_what_it_jumped_over) {
    House house;
    house.advance_to("2026-01-05T09:55:00Z");
    house.clock.step(minutes{10});
    house.tick();
    EXPECT_EQ(house.lines_of("clock_stepped").size(), 1U);
    EXPECT_EQ(phases_of(house.at(kFirst))[0], "code_freeze late");
    house.advance(minutes{30});
    EXPECT_EQ(firings(house), 1U);
}

TEST(Clock, trimmed_or_suspended_is_no_step) {
    House house;
    house.clock.step(milliseconds{40});
    house.tick();
    house.clock.step(milliseconds{-900});
    house.tick();
    house.clock.advance(hours{24 * 3});  // asleep: boot time counts it
    house.tick();
    EXPECT_THAT(house.lines_of("clock_stepped"), IsEmpty());
    EXPECT_FALSE(house.engine->clock_held());
}

TEST(Clock, that_jumps_absurdly_holds_the_calendar_whoever_notices) {
    for (auto const by : {Duration{minutes{16}}, Duration{-minutes{16}}}) {
        House house;
        house.clock.step(by);
        (void)house.ask("anna", release::AddBlackout{day("2026-03-01"), day("2026-03-02"), "audit"}).value();
        EXPECT_TRUE(house.engine->clock_held()) << "a command reads the clock as well";
        ASSERT_EQ(house.lines_of("clock_held").size(), 1U);
        EXPECT_THAT(house.lines_of("clock_held")[0].data, HasSubstr("by 16 min"));
    }
}

TEST(Clock, within_its_tolerance_does_not_hold) {
    auto config = config_of_spec();
    config.clock_tolerance = hours{1};
    House house{"2026-01-01T09:00:00Z", config};
    house.clock.step(minutes{60});
    house.tick();
    EXPECT_FALSE(house.engine->clock_held());
    config.clock_tolerance = minutes{5};
    (void)house.ask("olga", ApplyConfig{config}).value();
    house.clock.step(minutes{6});
    house.tick();
    EXPECT_TRUE(house.engine->clock_held()) << "a reload counts at once";
}

TEST(Hold, lets_only_closings_go_on_while_votes_work) {
    House house;
    house.advance_to("2026-01-06T09:00:00Z");
    house.clock.step(hours{1});
    house.tick();
    ASSERT_TRUE(house.engine->clock_held());
    house.give_go(kFirst);
    EXPECT_EQ(house.state(kFirst), State::go);
    house.advance_to("2026-01-08T11:00:00Z");
    EXPECT_EQ(phases_of(house.at(kFirst))[2], "deploy_window_open pending") << "no opening";
    EXPECT_EQ(house.engine->next_due(), utc("2026-01-08T12:00:00Z")) << "the timer waits for the closing";
    house.advance_to("2026-01-25T09:00:00Z");
    EXPECT_EQ(phases_of(house.at(kFirst))[3], "deploy_window_close fired");
    EXPECT_EQ(house.store->release(kSecond), std::nullopt) << "and nothing new begins";
}

TEST(Hold, survives_a_restart_and_ends_when_ops_accept_the_time) {
    House house{"2026-01-01T09:00:00Z", config_of_spec(), House::Keeps::on_disk};
    house.clock.step(hours{24 * 6});
    house.tick();
    auto const hold = house.engine->hold();
    ASSERT_TRUE(hold);
    house.restart(minutes{1});
    EXPECT_EQ(house.engine->hold(), hold);
    EXPECT_EQ(house.lines_of("clock_held").size(), 1U);
    EXPECT_EQ(problem_of(house.ask("paul", AcceptClock{})), "role-needed");
    auto const accepted = house.ask("olga", AcceptClock{"checked against my watch"});
    ASSERT_TRUE(accepted) << accepted.error().detail;
    EXPECT_EQ(accepted->lines.front().type, "clock_accepted");
    EXPECT_THAT(accepted->lines.front().data, HasSubstr("checked against my watch"));
    EXPECT_EQ(problem_of(house.ask("olga", AcceptClock{})), "clock-not-held");
    house.tick();
    EXPECT_EQ(phases_of(house.at(kFirst))[0], "code_freeze late") << "what waited is done";
    house.restart();
    EXPECT_FALSE(house.engine->clock_held());
}

TEST(Hold, begins_at_a_start_with_a_clock_behind_the_record) {
    House house{"2026-01-05T10:00:00Z", config_of_spec(), House::Keeps::on_disk};
    house.clock.step(-hours{24 * 365});
    house.restart();
    ASSERT_TRUE(house.engine->clock_held()) << "the first start is on record, too";
    EXPECT_THAT(house.engine->hold()->reason, HasSubstr("the record has seen Mon 2026-01-05 10:00 UTC"));
    house.restart();
    EXPECT_TRUE(house.engine->clock_held()) << "until somebody accepts, or puts it right";
    house.clock.step(hours{24 * 365});
    house.restart();
    EXPECT_FALSE(house.engine->clock_held());
}

/// The machine was off for so long, or its clock says so.
void reboot(House& house, Duration by) {
    house.clock.reboot();
    house.restart(by);
}

constexpr Duration kTenYears = hours{24 * 3'652};

std::size_t ended(House const& house) {
    auto const releases = house.store->releases({.limit = 1'000'000});
    return static_cast<std::size_t>(std::count_if(
        releases.begin(), releases.end(), [](auto const& each) { return release::is_terminal(each.state); }));
}

TEST(Hold, begins_at_a_start_ten_years_ahead_and_ends_no_release) {
    House house{"2026-01-01T09:00:00Z", config_of_spec(), House::Keeps::on_disk};
    house.advance_to("2026-01-08T10:30:00Z");
    reboot(house, kTenYears);
    ASSERT_TRUE(house.engine->clock_held());
    EXPECT_EQ(house.engine->hold()->reason,
              "the clock says Tue 2036-01-08 10:30 UTC, 3652 d after the end of the record, the machine was "
              "started anew meanwhile, no time server vouches for it, and more than 5 releases of backend "
              "would end");
    EXPECT_LE(ended(house), 1U) << "only what is under way closes";
    house.tick();
    reboot(house, minutes{5});
    EXPECT_TRUE(house.engine->clock_held());
    (void)house.ask("olga", AcceptClock{"we were away"}).value();
    house.tick();
    EXPECT_GT(ended(house), 200U);
    house.restart();
    EXPECT_FALSE(house.engine->clock_held());
}

TEST(Hold, at_a_start_ends_by_itself_once_the_clock_is_put_right) {
    House house{"2026-01-05T10:00:00Z"};
    for (auto const wrong : {kTenYears, -kTenYears}) {
        auto const before = ended(house);
        house.clock.step(wrong);
        reboot(house, minutes{1});
        ASSERT_TRUE(house.engine->clock_held());
        house.clock.step(-wrong);
        house.tick();
        EXPECT_FALSE(house.engine->clock_held());
        EXPECT_EQ(house.lines_of("clock_accepted").back().actor, "cadenced");
        EXPECT_THAT(house.lines_of("clock_accepted").back().data, HasSubstr("the clock is right again"));
        EXPECT_EQ(ended(house), before);
    }
}

TEST(Hold, at_a_start_ends_by_itself_once_a_time_server_vouches_for_the_time) {
    House house{"2026-01-05T10:00:00Z"};
    reboot(house, kTenYears);
    ASSERT_TRUE(house.engine->clock_held());
    house.clock.synchronize();
    house.tick();
    EXPECT_FALSE(house.engine->clock_held());
    reboot(house, kTenYears);
    EXPECT_FALSE(house.engine->clock_held()) << "nor does it begin";
}

TEST(Hold, does_not_begin_after_a_holiday_or_years_of_one_boot) {
    for (auto const length : {Duration{hours{24 * 3}}, Duration{hours{24 * 31}}, Duration{hours{24 * 60}}}) {
        House house{"2026-01-05T10:00:00Z"};
        reboot(house, length);
        EXPECT_FALSE(house.engine->clock_held()) << describe_duration(length);
    }
    House house{"2026-01-05T10:00:00Z"};
    house.restart(kTenYears);
    EXPECT_FALSE(house.engine->clock_held()) << "the boot clock has counted them";
}

TEST(Hold, begins_at_a_start_whose_clock_was_set_meanwhile_within_one_boot) {
    House house{"2026-01-05T10:00:00Z"};
    house.clock.step(minutes{14});
    house.restart(minutes{1});
    EXPECT_FALSE(house.engine->clock_held()) << "within the tolerance";
    (void)house.ask("paul", release::RecordIssue{kFirst, "slow search", {}}).value();
    house.clock.step(minutes{16});
    house.restart(hours{3});
    ASSERT_TRUE(house.engine->clock_held());
    EXPECT_EQ(house.engine->hold()->reason, "the clock was set forward by 16 min");
    reboot(house, minutes{5});
    EXPECT_TRUE(house.engine->clock_held()) << "another boot is no reason to believe it";
    house.clock.step(-minutes{16});
    house.tick();
    EXPECT_FALSE(house.engine->clock_held());
}

TEST(Hold, accepted_on_a_clock_behind_the_record_makes_that_the_time) {
    House house{"2026-01-05T10:00:00Z"};
    house.advance_to("2026-02-20T10:00:00Z");  // somebody had set it wrong all along
    house.clock.step(-hours{24 * 20});
    house.restart();
    ASSERT_TRUE(house.engine->clock_held());
    (void)house.ask("olga", AcceptClock{"it was wrong before"}).value();
    house.restart(minutes{5});
    EXPECT_FALSE(house.engine->clock_held());
    auto const before = firings(house);
    house.advance_to("2026-02-19T10:00:00Z");
    EXPECT_EQ(firings(house), before) << "what has fired stays fired";
}

TEST(Hold, is_not_forgotten_when_the_disk_is_full_as_it_begins) {
    House house{"2026-01-01T09:00:00Z", config_of_spec(), House::Keeps::on_disk};
    house.fill_disk(0);
    for (int i = 0; i < 200; ++i)
        (void)house.ask("anna", release::RecordIssue{kFirst, std::string(60, 'x'), {}});
    house.clock.step(hours{24 * 30});
    EXPECT_EQ(problem_of(house.ask("anna", release::RecordIssue{kFirst, std::string(40'000, 'x'), {}})),
              "storage-full");
    house.fill_disk({});
    house.tick();
    EXPECT_TRUE(house.engine->clock_held());
    EXPECT_EQ(phases_of(house.at(kFirst))[0], "code_freeze pending") << "the jump was measured again";
}

TEST(ClockWatch, measures_from_the_last_reading_it_has_seen) {
    ClockWatch watch{minutes{15}};
    ManualClock clock{utc("2026-01-01T09:00:00Z")};
    EXPECT_EQ(watch.step_at(clock.read()), Duration{0}) << "nothing to compare with";
    clock.advance(hours{5});
    clock.step(-seconds{7});
    EXPECT_EQ(watch.step_at(clock.read()), -seconds{7});
    EXPECT_EQ(watch.step_at(clock.read()), Duration{0});
    EXPECT_FALSE(watch.absurd(minutes{15}));
    EXPECT_EQ(watch.absurd(-minutes{20}), "the clock was set back by 20 min");
}

}  // namespace
}  // namespace cadence::engine
