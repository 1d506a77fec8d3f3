// A configuration that was wrong for a while, edited while the daemon was away, or without a train for a
// time: nothing of the future is lost by it, and nothing of the past comes back.
#include <gtest/gtest.h>

#include "release/agenda.h"
#include "support/house.h"

namespace cadence::engine {
namespace {

config::Config with_policy(release::Policy policy, std::string fingerprint) {
    return config_with({train_config(kTrain, std::move(policy))}, std::move(fingerprint));
}

void reload(House& house, config::Config config) {
    ASSERT_TRUE(house.ask("olga", ApplyConfig{std::move(config)}));
}

std::string next_release(House& house) {
    auto const agenda = release::agenda_of(house.engine->train(kTrain), house.engine->policy(kTrain), 1);
    return agenda.releases.front().release.id;
}

TEST(ReloadUndo, a_first_release_in_the_wrong_year_costs_nothing_once_it_is_corrected) {
    House house;
    house.advance_to("2026-01-10T09:00:00Z");
    auto wrong = policy_of_spec();
    wrong.rule.first_release = day("2027-01-07");
    reload(house, with_policy(wrong, "wrong"));
    EXPECT_EQ(next_release(house), kTrain + "-2027-01-07");
    reload(house, with_policy(policy_of_spec(), "right"));
    EXPECT_EQ(next_release(house), kSecond);
}

TEST(ReloadUndo, a_release_cancelled_meanwhile_stays_cancelled) {
    House house;
    house.advance_to("2026-01-10T09:00:00Z");
    ASSERT_TRUE(house.ask("anna", release::Cancel{kSecond, "holiday"}));
    auto wrong = policy_of_spec();
    wrong.rule.first_release = day("2027-01-07");
    reload(house, with_policy(wrong, "wrong"));
    reload(house, with_policy(policy_of_spec(), "right"));
    EXPECT_EQ(next_release(house), kThird);
    house.advance_to("2026-01-23T09:00:00Z");
    EXPECT_EQ(house.state(kSecond), State::cancelled);
}

TEST(ReloadUndo, a_train_that_comes_back_begins_with_what_is_ahead) {
    House house;
    house.advance_to("2026-01-10T09:00:00Z");
    reload(house, config_with({train_config("other")}, "without"));
    house.advance_to("2026-06-10T09:00:00Z");
    reload(house, with_policy(policy_of_spec(), "with"));
    house.advance_to("2026-06-10T10:00:00Z");
    EXPECT_TRUE(house.lines_of("phases_missed").empty());
    EXPECT_EQ(next_release(house), kTrain + "-2026-06-11");
}

std::string shipped(std::string_view blackouts) {
    return "[[people]]\nid = \"anna\"\nname = \"Anna\"\nroles = [\"tech-lead\"]\n"
           "[[people]]\nid = \"olga\"\nname = \"Olga\"\nroles = [\"ops\", \"product-owner\"]\n"
           "[[trains]]\nid = \"backend\"\nname = \"Backend\"\nfirst_release = 2026-01-08\n"
           "weekday = \"Thursday\"\ntime = \"10:00\"\n" +
           std::string{blackouts};
}

TEST(ReloadUndo, an_included_file_edited_while_the_daemon_was_away_brings_nothing_of_the_past_back_either) {
    std::string const main = "include = [\"trains.d/*.toml\"]\n";
    auto const with =
        shipped("[[trains.blackouts]]\nfrom = 2026-01-20\nto = 2026-01-24\nreason = \"fair\"\n");
    House house{"2026-01-10T09:00:00Z", config::parse_config(main, {{"trains.d/backend.toml", with}}).value(),
                House::Keeps::on_disk};
    house.advance_to("2026-01-24T09:00:00Z");
    house.restart(config::parse_config(main, {{"trains.d/backend.toml", shipped("")}}).value());
    EXPECT_TRUE(house.lines_of("phases_missed").empty());
    EXPECT_EQ(house.at(kSecond).window.opens_at, utc("2026-01-29T10:00:00Z"));
}

TEST(ReloadUndo, a_file_edited_while_the_daemon_was_away_brings_nothing_of_the_past_back) {
    auto const with =
        shipped("[[trains.blackouts]]\nfrom = 2026-01-20\nto = 2026-01-24\nreason = \"fair\"\n");
    House house{"2026-01-10T09:00:00Z", config::parse_config(with).value(), House::Keeps::on_disk};
    house.advance_to("2026-01-24T09:00:00Z");  // backend-2026-01-22 waits for the 29th
    house.restart(config::parse_config(shipped("")).value());
    EXPECT_TRUE(house.lines_of("phases_missed").empty());
    EXPECT_EQ(next_release(house), kSecond);
    EXPECT_EQ(house.at(kSecond).window.opens_at, utc("2026-01-29T10:00:00Z"));
}

}  // namespace
}  // namespace cadence::engine
