// Feature flags: flipped when the gate is open, told of when they are late, the same after a restart.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/house.h"

namespace cadence::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr auto kKey = "CHANNEL_MANAGER_ENABLED";

PutFlag put(flag::Wanted wanted, std::string const& key = kKey) {
    return {kTrain, key, std::move(wanted)};
}

PutFlag to(flag::Stage stage) {
    return put({.stage = stage, .reason = "as planned"});
}

struct FlagHouse : House {
    FlagHouse() { (void)ask("anna", put({.description = "Sync with booking channels"})).value(); }
    [[nodiscard]] flag::Stage stage() const { return engine->flags().find(kKey)->stage; }
    void freeze_flags() {
        (void)ask("anna", release::AddFreeze{.actions = {release::Action::flag}, .reason = "trade fair"})
            .value();
    }
    /// The types of the lines about flags.
    [[nodiscard]] std::vector<std::string> told() const {
        std::vector<std::string> types;
        for (auto const& line : whole_log())
            if (line.type.starts_with("flag_")) types.push_back(line.type);
        return types;
    }
};

TEST(Flags, stand_after_a_restart_as_they_stood) {
    FlagHouse house;
    ASSERT_TRUE(house.ask("paul", to(flag::Stage::internal)));
    auto const before = *house.engine->flags().find(kKey);
    house.restart();
    EXPECT_EQ(*house.engine->flags().find(kKey), before);
    EXPECT_THAT(house.told(), ElementsAre("flag_registered", "flag_flipped"));
    EXPECT_EQ(house.lines_of("flag_flipped")[0].train, kTrain);
    EXPECT_EQ(house.lines_of("flag_flipped")[0].actor, "paul");
}

TEST(Flags, are_changed_by_those_who_may_only) {
    FlagHouse house;
    EXPECT_EQ(problem_of(house.ask("quinn", to(flag::Stage::internal))), "role-needed");
    EXPECT_EQ(problem_of(house.ask("quinn", RemoveFlag{kTrain, kKey, "away"})), "role-needed");
    EXPECT_EQ(house.stage(), flag::Stage::off);
}

TEST(Flags, are_not_flipped_while_their_gate_is_shut_and_the_refusal_says_why) {
    FlagHouse house;
    ASSERT_TRUE(house.ask("anna", to(flag::Stage::internal)));
    house.freeze_flags();
    auto const refused = house.ask("anna", to(flag::Stage::beta));
    EXPECT_EQ(problem_of(refused), "gate-shut");
    EXPECT_THAT(refused.error().detail, HasSubstr("trade fair"));
    EXPECT_EQ(house.stage(), flag::Stage::internal);
    EXPECT_TRUE(house.ask("anna", put({.notes = "after the fair"}))) << "nobody gets another value by that";
    EXPECT_TRUE(house.ask("anna", to(flag::Stage::off))) << "its rollback is always possible";
    EXPECT_EQ(problem_of(house.ask("anna", to(flag::Stage::internal))), "gate-shut");
    EXPECT_EQ(
        problem_of(house.ask(
            "anna", put({.description = "New", .stage = flag::Stage::internal, .reason = "soon"}, "NEW"))),
        "gate-shut");
}

TEST(Flags, may_be_flipped_while_merges_and_deployments_are_frozen) {
    FlagHouse house;
    ASSERT_TRUE(
        house.ask("anna", release::AddFreeze{.actions = {release::Action::merge, release::Action::deploy},
                                             .reason = "main is broken"}));
    EXPECT_TRUE(house.ask("anna", to(flag::Stage::internal)));
}

TEST(Flags, asked_for_twice_are_changed_once) {
    FlagHouse house;
    ASSERT_TRUE(house.ask("anna", to(flag::Stage::internal)));
    auto const again = house.ask("anna", to(flag::Stage::internal)).value();
    EXPECT_TRUE(again.lines.empty());
    EXPECT_EQ(again.flag->stage, flag::Stage::internal);
}

TEST(Flags, that_arrive_together_see_each_other) {
    FlagHouse house;
    std::vector<std::string> outcomes;
    for (auto const stage : {flag::Stage::internal, flag::Stage::beta, flag::Stage::all})
        house.engine->submit({.actor = house.as("anna"), .work = to(stage), .done = [&](auto const& done) {
                                  outcomes.push_back(problem_of(done));
                              }});
    house.engine->flush();
    EXPECT_THAT(outcomes, ElementsAre("accepted", "accepted", "accepted"));
    EXPECT_EQ(house.stage(), flag::Stage::all);
}

TEST(Flags, ship_with_a_release_that_their_train_has) {
    FlagHouse house;
    auto const unknown = house.ask("anna", put({.release = "backend-2026-01-09"}));
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, ErrorCode::invalid);
    EXPECT_EQ(unknown.error().field, "#/release");
    ASSERT_TRUE(house.ask("anna", put({.release = kSecond})));
    EXPECT_EQ(house.lines_of("flag_changed")[0].release, kSecond);
}

TEST(Flags, are_told_of_once_when_their_day_is_over) {
    FlagHouse house;
    ASSERT_TRUE(house.ask("anna", put({.until = "2026-01-02"})));
    house.advance_to("2026-01-02T23:59:59Z");
    EXPECT_THAT(house.lines_of("flag_overdue"), SizeIs(0));
    house.advance_to("2026-01-03T00:00:01Z");
    ASSERT_THAT(house.lines_of("flag_overdue"), SizeIs(1));
    EXPECT_EQ(format_instant(house.lines_of("flag_overdue")[0].at), "2026-01-03T00:00:00Z");
    house.restart(std::chrono::hours{24});
    house.advance_to("2026-01-05T00:00:00Z");
    EXPECT_THAT(house.lines_of("flag_overdue"), SizeIs(1));
    ASSERT_TRUE(house.ask("anna", put({.until = "2026-01-06"})));
    house.advance_to("2026-01-07T00:00:01Z");
    EXPECT_THAT(house.lines_of("flag_overdue"), SizeIs(2)) << "another date, another word";
}

TEST(Flags, that_were_due_while_the_daemon_was_away_are_told_at_the_start) {
    FlagHouse house;
    for (int i = 0; i < 250; ++i)
        (void)house
            .ask("anna", put({.description = "One of many", .until = "2026-01-02"}, "F" + std::to_string(i)))
            .value();
    house.restart(std::chrono::hours{72});
    EXPECT_THAT(house.lines_of("flag_overdue"), SizeIs(250));
}

TEST(Flags, that_are_finished_in_time_are_not_told_of) {
    FlagHouse house;
    ASSERT_TRUE(house.ask("anna", put({.until = "2026-01-02"})));
    for (auto const stage : {flag::Stage::internal, flag::Stage::beta, flag::Stage::all})
        ASSERT_TRUE(house.ask("anna", to(stage)));
    house.advance_to("2026-01-04T00:00:00Z");
    EXPECT_THAT(house.lines_of("flag_overdue"), SizeIs(0));
}

TEST(Flags, are_removed_and_their_key_is_free_again) {
    FlagHouse house;
    ASSERT_TRUE(house.ask("anna", to(flag::Stage::internal)));
    EXPECT_EQ(problem_of(house.ask("anna", RemoveFlag{kTrain, kKey, "away"})), "flag-half-open");
    ASSERT_TRUE(house.ask("anna", to(flag::Stage::off)));
    ASSERT_TRUE(house.ask("anna", RemoveFlag{kTrain, kKey, ""}));
    EXPECT_EQ(house.engine->flags().find(kKey), nullptr);
    EXPECT_EQ(problem_of(house.ask("anna", RemoveFlag{kTrain, kKey, ""})), "flag-not-found");
    house.restart();
    EXPECT_EQ(house.engine->flags().find(kKey), nullptr);
    EXPECT_TRUE(house.ask("anna", put({.description = "Another feature"})));
}

TEST(Flags, there_are_a_thousand_at_most) {
    FlagHouse house;
    auto const add = [&](std::size_t i) {
        return house.ask("anna", put({.description = "One of many"}, "F" + std::to_string(i)));
    };
    for (std::size_t i = 1; i < flag::kMostFlags; ++i) ASSERT_TRUE(add(i));
    EXPECT_EQ(problem_of(add(flag::kMostFlags)), "too-many-flags");
    EXPECT_TRUE(house.ask("anna", to(flag::Stage::internal)));
}

TEST(Flags, of_a_train_that_is_gone_can_be_switched_off_and_removed) {
    FlagHouse house;
    ASSERT_TRUE(house.ask("anna", to(flag::Stage::internal)));
    ASSERT_TRUE(house.ask("olga", ApplyConfig{config_with({train_config("other")}, "without it")}));
    EXPECT_EQ(problem_of(house.ask("anna", put({.description = "New"}, "NEW"))), "train-not-found");
    EXPECT_TRUE(house.ask("anna", to(flag::Stage::off)));
    EXPECT_TRUE(house.ask("anna", RemoveFlag{kTrain, kKey, ""}));
}

TEST(Flags, that_nobody_could_write_are_not_in_memory_either) {
    House house{"2026-01-01T09:00:00Z", config_of_spec(), House::Keeps::on_disk};
    house.fill_disk(0);
    std::string const much(900, 'x');
    auto refused = Result<Outcome>{};
    for (int i = 0; i < 100 && refused; ++i)
        refused = house.ask("anna", put({.description = much}, "F" + std::to_string(i)));
    ASSERT_FALSE(refused);
    EXPECT_EQ(problem_of(refused), "storage-full");
    EXPECT_EQ(house.engine->flags().all().size(), house.store->flags().size());
}

}  // namespace
}  // namespace cadence::engine
