// What a check is told to look at, and what it is not asked because it cannot be known yet.
#include "worker/check_orders.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/house.h"

namespace cadence::worker {

using namespace engine;  // support/house.h
namespace {

using release::CheckOutcome;
using release::ItemStatus;
using ::testing::HasSubstr;

constexpr auto kCommit = "aaaaaaa1";

/// Smoke tests on staging, the changelog, and health after the release, each by a check.
config::Config with_checks() {
    using release::Stage;
    auto policy = policy_of_spec();
    auto const by_check = [](char const* id, Stage stage) {
        auto item = cadence::testing::item(id, stage);
        item.check = id;
        item.every = std::chrono::hours{6};
        return item;
    };
    policy.checklist = {by_check("smoke", Stage::pre), by_check("changelog", Stage::pre),
                        by_check("health", Stage::post)};
    auto train = train_config(kTrain, policy);
    train.staging_url = "https://staging.example.org";
    train.production_url = "https://api.example.org";
    train.checks = {{.name = "smoke", .what = job::HttpCheck{.url = "{staging}/smoke"}},
                    {.name = "changelog", .what = job::ChangelogCheck{.file = "/srv/CHANGELOG.md"}},
                    {.name = "health", .what = job::HttpCheck{.url = "{production}/health?v={version}"}}};
    return config_with({std::move(train)}, "with checks");
}

/// Everything that is asked is well.
class Checked {
  public:
    explicit Checked(config::Config config = with_checks())
        : house{"2026-01-01T09:00:00Z", std::move(config)} {}

    /// As the daemon: after each commit, what it began.
    void settle() {
        for (; seen_ < house.log.size();) {
            auto const line = house.log[seen_++];
            orders_.committed({line});
            house.engine->flush();
            house.tick();
        }
    }
    void advance_to(std::string_view instant) {
        house.advance_to(instant);
        settle();
    }
    template <class Command>
    void ask(Command command) {
        ASSERT_TRUE(house.ask("anna", release::Command{std::move(command)}));
        house.tick();
        settle();
    }
    [[nodiscard]] release::Item item(std::string const& id) const { return *house.at(kFirst).item(id); }

    House house;
    std::vector<job::CheckSubject> asked;

  private:
    CheckOrders orders_{*house.engine, [this](auto const& check, auto const& subject, auto const& done) {
                            if (auto const known = job::found_without_asking(check, subject))
                                return done(*known);
                            asked.push_back(subject);
                            done({.outcome = CheckOutcome::passed, .saw = "well"});
                        }};
    std::size_t seen_ = 0;
};

release::ReportDeployment deployed(release::Environment environment, std::string version,
                                   std::string commit = kCommit) {
    release::ReportDeployment report;
    report.environment = environment;
    report.version = std::move(version);
    report.commit = std::move(commit);
    return report;
}

release::RecordMerge merged(std::string commit) {
    release::RecordMerge merge;
    merge.commit = std::move(commit);
    return merge;
}

TEST(CheckOrders, at_the_code_freeze_what_needs_a_candidate_is_pending_and_nothing_has_failed) {
    Checked world;
    world.advance_to("2026-01-05T10:00:00Z");
    EXPECT_EQ(world.item("smoke").status, ItemStatus::pending);
    EXPECT_THAT(world.item("smoke").reason, HasSubstr("no candidate yet"));
    EXPECT_EQ(world.item("changelog").status, ItemStatus::pending);
    EXPECT_THAT(world.item("changelog").reason, HasSubstr("no version yet"));
    EXPECT_TRUE(world.asked.empty());
    world.ask(release::SetCandidate{kFirst, "1.2.0", kCommit});
    EXPECT_EQ(world.item("changelog").status, ItemStatus::passed);
    EXPECT_EQ(world.item("smoke").status, ItemStatus::passed) << "nothing is known of staging at all";
}

TEST(CheckOrders, staging_is_looked_at_once_the_candidate_is_there) {
    Checked world;
    world.ask(merged("aaaaaaa0"));
    world.ask(deployed(release::Environment::staging, "", "aaaaaaa0"));
    world.ask(merged(kCommit));
    world.advance_to("2026-01-05T10:00:00Z");
    EXPECT_EQ(world.item("smoke").status, ItemStatus::pending);
    EXPECT_EQ(world.item("smoke").reason, "The candidate aaaaaaa1 has not reached staging yet.");
    world.ask(deployed(release::Environment::staging, ""));
    EXPECT_EQ(world.item("smoke").status, ItemStatus::passed);
}

TEST(CheckOrders, after_a_release_what_was_deployed_is_looked_at) {
    Checked world;
    world.advance_to("2026-01-05T10:00:00Z");
    world.ask(release::SetCandidate{kFirst, "", kCommit});
    auto report = deployed(release::Environment::production, "1.2.0");
    report.release = kFirst;
    world.ask(report);
    ASSERT_FALSE(world.asked.empty());
    EXPECT_EQ(world.asked.back().version, "1.2.0");
    EXPECT_EQ(world.asked.back().commit, kCommit);
    EXPECT_EQ(world.asked.back().production_since, utc("2026-01-05T10:00:00Z"));
    EXPECT_EQ(world.item("health").status, ItemStatus::passed);
}

TEST(CheckOrders, what_cannot_run_has_failed_with_why) {
    auto config = with_checks();
    config.trains[0].production_url.clear();
    config.trains[0].checks.erase(config.trains[0].checks.begin() + 1);
    Checked world{std::move(config)};
    world.advance_to("2026-01-05T10:00:00Z");
    EXPECT_EQ(world.item("changelog").status, ItemStatus::failed);
    EXPECT_EQ(world.item("changelog").reason, "the configuration has no check changelog");
    world.ask(release::SetCandidate{kFirst, "1.2.0", kCommit});
    auto report = deployed(release::Environment::production, "1.2.0");
    report.release = kFirst;
    world.ask(report);
    EXPECT_EQ(world.item("health").status, ItemStatus::failed);
    EXPECT_THAT(world.item("health").reason, HasSubstr("the train has no production address"));
}

}  // namespace
}  // namespace cadence::worker
