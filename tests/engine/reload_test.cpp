// Another configuration, while the daemon runs and across a restart: it changes what nobody has touched, and
// nothing that has begun.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "release/agenda.h"
#include "support/house.h"

namespace cadence::engine {
namespace {

using std::chrono::hours;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

config::Config with_policy(release::Policy policy, std::string fingerprint = "changed") {
    return config_with({train_config(kTrain, std::move(policy))}, std::move(fingerprint));
}

release::Policy at_three() {
    auto policy = policy_of_spec();
    policy.rule.time = hours{15};
    policy.required_roles = {release::Role::tech_lead};
    return policy;
}

Outcome reload(House& house, config::Config config) {
    return house.ask("olga", ApplyConfig{std::move(config)}).value();
}

std::optional<Instant> opening(House& house, std::string const& id) {
    auto const found = release::release_by_id(house.engine->train(kTrain), house.engine->policy(kTrain), id);
    return found ? std::optional{found->window.opens_at} : std::nullopt;
}

TEST(Reload, moves_what_nobody_has_touched_and_leaves_what_has_begun) {
    House house;
    house.advance_to("2026-01-06T09:00:00Z");
    reload(house, with_policy(at_three()));
    EXPECT_EQ(opening(house, kFirst), utc("2026-01-08T10:00:00Z")) << "its code freeze was yesterday";
    EXPECT_EQ(house.at(kFirst).required_roles.size(), 2U);
    EXPECT_EQ(opening(house, kSecond), utc("2026-01-22T15:00:00Z"));
    house.advance_to("2026-01-20T09:00:00Z");
    EXPECT_EQ(house.at(kSecond).required_roles.size(), 1U);
}

TEST(Reload, puts_channels_and_hooks_in_force_that_move_no_date) {
    House house;
    house.advance_to("2026-01-06T09:00:00Z");
    auto connected = config_of_spec();
    connected.fingerprint = "connected";
    connected.channels = {{.name = "team-chat", .where = chat::SlackChannel{"slack-url"}}};
    connected.hooks = {{.name = "backend", .source = forge::Source::github, .train = kTrain}};
    connected.outbound.give_up_after = hours{1};
    auto const outcome = reload(house, connected);
    EXPECT_THAT(outcome.dates, IsEmpty());
    ASSERT_NE(house.engine->config().channel("team-chat"), nullptr);
    ASSERT_NE(house.engine->config().hook(forge::Source::github, "backend"), nullptr);
    EXPECT_EQ(house.engine->config().outbound.give_up_after, hours{1});
    EXPECT_EQ(house.store->meta("configuration"), "connected");

    reload(house, config_of_spec());
    EXPECT_EQ(house.engine->config().channel("team-chat"), nullptr);
}

TEST(Reload, reports_and_records_the_dates_it_changed) {
    House house;
    house.advance_to("2026-01-06T09:00:00Z");
    auto const outcome = reload(house, with_policy(at_three()));
    ASSERT_FALSE(outcome.dates.empty());
    EXPECT_EQ(outcome.dates[0].release, kSecond);
    EXPECT_EQ(outcome.dates[0].from, utc("2026-01-22T10:00:00Z"));
    EXPECT_EQ(outcome.dates[0].to, utc("2026-01-22T15:00:00Z"));
    EXPECT_THAT(house.log.back().data, HasSubstr(R"("fingerprint":"changed")"));
    EXPECT_THAT(house.log.back().data, HasSubstr("2026-01-22T15:00:00Z"));
    EXPECT_EQ(house.log.back().actor, "olga");
    EXPECT_EQ(house.store->meta("configuration"), "changed");
}

TEST(Reload, of_the_same_logs_nothing) {
    House house;
    reload(house, with_policy(at_three()));
    auto const before = house.state_of_everything();
    auto const again = reload(house, with_policy(at_three()));
    EXPECT_THAT(again.lines, IsEmpty());
    EXPECT_THAT(again.dates, IsEmpty());
    EXPECT_EQ(house.state_of_everything(), before);
}

TEST(Reload, needs_the_right_to_do_so) {
    House house;
    auto const before = house.state_of_everything();
    EXPECT_EQ(problem_of(house.ask("paul", ApplyConfig{with_policy(at_three())})), "role-needed");
    EXPECT_EQ(house.state_of_everything(), before);
    EXPECT_EQ(house.engine->policy(kTrain), policy_of_spec());
}

TEST(Reload, that_shares_its_transaction_counts_for_what_follows_it) {
    House house;
    std::vector<std::string> answers;
    auto const submit = [&](Work work) {
        Request request{.actor = house.as("olga"), .work = std::move(work)};
        request.done = [&](Result<Outcome> const& outcome) { answers.push_back(problem_of(outcome)); };
        house.engine->submit(std::move(request));
    };
    auto two = with_policy(at_three(), "two");
    two.trains.push_back(train_config("apps"));
    submit(ApplyConfig{two});
    submit(TrainCommand{"apps", release::AddBlackout{day("2026-02-01"), day("2026-02-02"), "audit"}});
    submit(ApplyConfig{with_policy(policy_of_spec(), "three")});
    submit(TrainCommand{"apps", release::AddBlackout{day("2026-03-01"), day("2026-03-02"), "audit"}});
    house.engine->flush();
    EXPECT_THAT(answers, ElementsAre("accepted", "accepted", "accepted", "train-not-found"));
    house.advance_to("2026-01-04T09:00:00Z");
    house.clock.advance(hours{24 * 30});
    EXPECT_THAT(house.engine->overdue_trains(hours{1}), ElementsAre(kTrain)) << "apps is gone again";
}

TEST(Reload, without_a_person_voids_their_open_votes) {
    House house;
    house.advance_to("2026-01-06T09:00:00Z");
    house.give_go(kFirst);
    auto config = with_policy(policy_of_spec());
    std::erase_if(config.people, [](auto const& person) { return person.id == "paul"; });
    reload(house, config);
    EXPECT_EQ(house.at(kFirst).votes.size(), 1U);
    EXPECT_EQ(house.state(kFirst), State::frozen) << "the GO is gone with the vote";
    EXPECT_EQ(house.lines_of("vote_withdrawn").size(), 1U);
}

TEST(Reload, without_a_person_voids_votes_also_when_it_came_with_a_restart) {
    House house{"2026-01-01T09:00:00Z", config_of_spec(), House::Keeps::on_disk};
    house.advance_to("2026-01-06T09:00:00Z");
    house.give_go(kFirst);
    auto config = with_policy(policy_of_spec());
    std::erase_if(config.people, [](auto const& person) { return person.id == "paul"; });
    house.restart(config);
    EXPECT_EQ(house.at(kFirst).votes.size(), 1U);
    EXPECT_EQ(house.state(kFirst), State::frozen);
}

TEST(Reload, leaves_votes_of_a_removed_person_on_what_is_done) {
    House house;
    house.advance_to("2026-01-06T09:00:00Z");
    house.give_go(kFirst);
    house.advance_to("2026-01-08T10:30:00Z");
    ASSERT_EQ(house.state(kFirst), State::deploying);
    (void)house
        .ask("olga",
             release::ReportDeployment{.release = kFirst, .status = release::DeploymentStatus::started})
        .value();
    auto config = with_policy(policy_of_spec());
    std::erase_if(config.people, [](auto const& person) { return person.id == "paul"; });
    reload(house, config);
    EXPECT_EQ(house.at(kFirst).votes.size(), 2U);
    EXPECT_EQ(house.state(kFirst), State::deploying);
}

TEST(Reload, without_a_train_silences_it) {
    for (auto const with_restart : {false, true}) {
        House house{"2026-01-01T09:00:00Z",
                    config_with({train_config(kTrain), train_config("apps")}, "both")};
        auto const without = config_with({train_config("apps")}, "one");
        if (with_restart)
            house.restart(without);
        else
            reload(house, without);
        auto const revision = house.store->revision(kTrain);
        house.advance_to("2026-02-01T09:00:00Z");
        EXPECT_EQ(house.store->revision(kTrain), revision);
        EXPECT_TRUE(house.store->release("apps-2026-01-08"));
        EXPECT_FALSE(house.store->release(kFirst));
        EXPECT_EQ(problem_of(house.ask("anna", release::RecordIssue{kFirst, "x", {}})), "train-not-found");
    }
}

TEST(Reload, with_a_new_train_starts_it_from_now) {
    House house;
    house.advance_to("2026-01-20T09:00:00Z");
    reload(house, config_with({train_config(kTrain), train_config("apps")}, "both"));
    EXPECT_EQ(house.engine->train("apps").activated_at, house.clock.now());
    house.tick();
    EXPECT_FALSE(house.store->release("apps-2026-01-08"));
    EXPECT_EQ(phases_of(house.at("apps-2026-01-22"))[0], "code_freeze skipped") << "it lay before the start";
    house.advance_to("2026-01-21T11:00:00Z");
    EXPECT_EQ(phases_of(house.at("apps-2026-01-22"))[1], "go_no_go fired");
}

TEST(Reload, to_another_weekday_does_not_bring_back_the_past) {
    House house;
    house.advance_to("2026-01-21T09:00:00Z");
    auto policy = policy_of_spec();
    policy.rule.first_release = day("2026-01-06");  // Tuesdays
    policy.rule.every_weeks = 1;
    auto const firings = house.lines_of("phase_fired").size();
    reload(house, with_policy(policy));
    house.tick();
    EXPECT_EQ(house.lines_of("phase_fired").size(), firings);
    EXPECT_EQ(house.lines_of("release_planned").size(), 2U);
    house.advance_to("2026-03-01T09:00:00Z");
    for (auto const& release : house.store->releases({.limit = 100})) {
        for (auto const& firing : release.firings) EXPECT_NE(firing.status, FiringStatus::late) << release.id;
        EXPECT_NE(phases_of(release)[0], "code_freeze missed") << release.id;
    }
    EXPECT_TRUE(house.store->release("backend-2026-02-10"));
}

TEST(Reload, to_an_earlier_time_of_today_does_not_miss_today) {
    auto policy = policy_of_spec();
    policy.rule.phases.erase(policy.rule.phases.begin(),
                             policy.rule.phases.begin() + 2);  // nothing before the window
    House house{"2026-01-01T09:00:00Z", with_policy(policy, "ten")};
    house.advance_to("2026-01-08T09:00:00Z");
    policy.rule.time = hours{6};
    reload(house, with_policy(policy, "six"));
    house.tick();
    EXPECT_THAT(house.lines_of("phase_fired"), IsEmpty());
    EXPECT_EQ(house.engine->next_due(), utc("2026-01-22T06:00:00Z"));
}

TEST(Reload, without_a_blackout_keeps_a_shifted_release_ahead) {
    auto shifted = policy_of_spec();
    shifted.blackouts = {{"config-1", day("2026-01-22"), day("2026-01-22"), "audit"}};
    House house{"2026-01-01T09:00:00Z", with_policy(shifted, "shifted")};
    house.advance_to("2026-01-24T09:00:00Z");
    EXPECT_EQ(opening(house, kSecond), utc("2026-01-29T10:00:00Z"));
    reload(house, with_policy(policy_of_spec(), "free"));
    house.tick();
    EXPECT_EQ(opening(house, kSecond), utc("2026-01-29T10:00:00Z"));
    EXPECT_EQ(house.state(kSecond), State::planned);
}

}  // namespace
}  // namespace cadence::engine
