// The figures, each worked out by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "insight/production.h"

namespace cadence::testing {
namespace {

using insight::Excluded;
using insight::Metric;
using insight::Name;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr double kHour = 3600;
constexpr double kDay = 24 * kHour;

/// "2: failed: it did not reach production".
std::vector<std::string> left_out(Metric const& metric) {
    std::vector<std::string> all;
    for (auto const& each : metric.excluded) all.push_back(std::to_string(each.count) + ": " + each.reason);
    return all;
}

/// Six releases of the first quarter, every second Thursday.
Production six_releases() {
    Production production;
    production.deployed("r1", "1.1.0", "2026-01-08T10:12:00Z");
    production.deployed("r2", "1.2.0", "2026-01-22T10:12:00Z");
    production.deployed("r3", "1.3.0", "2026-02-05T10:12:00Z");
    production.deployed("r4", "1.4.0", "2026-02-19T10:12:00Z");
    production.deployed("r5", "1.5.0", "2026-03-05T10:12:00Z");
    production.deployed("r6", "1.6.0", "2026-03-19T10:12:00Z");
    return production;
}

TEST(Metrics, of_a_quiet_quarter) {
    auto const metrics = six_releases().of();
    // 90 days of 365.25 are 0.24641 years: 6 / 0.24641 = 24.35.
    EXPECT_NEAR(metrics.of(Name::deployment_frequency).value.value(), 24.35, 0.001);
    EXPECT_EQ(metrics.of(Name::deployment_frequency).met, false);  // 26
    EXPECT_EQ(metrics.of(Name::change_failure_rate).value, 0.0);
    EXPECT_EQ(metrics.of(Name::change_failure_rate).met, true);
    EXPECT_EQ(metrics.of(Name::rework_rate).value, 0.0);
    EXPECT_EQ(metrics.of(Name::rework_rate).met, std::nullopt);  // the spec has no target
    EXPECT_EQ(metrics.of(Name::time_to_recover).value, std::nullopt);
    EXPECT_EQ(metrics.of(Name::lead_time).value, std::nullopt);
    EXPECT_EQ(metrics.deployments.scheduled, 6U);
}

TEST(Metrics, of_nothing_are_nothing_and_not_zero) {
    for (auto const& metric : Production{}.of().all) {
        EXPECT_EQ(metric.value, std::nullopt) << name_of(metric.name);
        EXPECT_EQ(metric.met, std::nullopt);
        EXPECT_EQ(metric.sample, 0U);
        EXPECT_THAT(metric.remarks, ElementsAre(::testing::StartsWith("No value: 0 ")));
    }
}

TEST(Metrics, of_too_little_are_nothing_either) {
    Production production;
    for (auto const* day : {"01", "02", "03", "04"})
        production.deployed(std::string{"r"} + day, day, std::string{"2026-02-"} + day + "T10:00:00Z");
    production.rolled_back("r04", "2026-02-04T10:30:00Z", "2026-02-04T10:40:00Z");
    EXPECT_EQ(production.of(Name::change_failure_rate).value, std::nullopt);  // not 25 %
    EXPECT_THAT(production.of(Name::change_failure_rate).remarks,
                ElementsAre("No value: 4 deployments, and it takes 5."));
}

TEST(Metrics, of_a_train_that_is_new_are_of_the_time_since_then) {
    auto production = six_releases();
    production.facts.active_since = utc("2026-03-10T00:00:00Z");
    EXPECT_EQ(production.of(Name::deployment_frequency).value, std::nullopt);  // 22 days
    production.facts.active_since = utc("2026-01-31T00:00:00Z");
    // 60 days on record are 0.16427 years.
    EXPECT_NEAR(production.of(Name::deployment_frequency).value.value(), 36.525, 0.001);
}

TEST(Frequency, counts_what_reached_production_and_brought_something_new) {
    Production production;
    auto& baseline = production.deployed({}, "1.0.0", "2026-01-02T10:00:00Z");
    baseline.kind.reset();
    production.deployed("r1", "1.1.0", "2026-01-08T10:05:00Z").status = release::DeploymentStatus::failed;
    production.deployed("r1", "1.1.0", "2026-01-08T10:40:00Z");
    production.deployed("r1", "1.1.0", "2026-01-08T10:41:00Z");  // told once more
    production.deployed("r1", "1.1.1", "2026-01-08T11:20:00Z");  // the same release, something else
    production.deployed("u1", "1.1.2", "2026-01-09T09:00:00Z", release::Kind::unplanned);
    auto const metrics = production.of();
    auto const& frequency = metrics.of(Name::deployment_frequency);
    EXPECT_EQ(frequency.sample, 3U);
    EXPECT_THAT(left_out(frequency),
                ElementsAre("1: what production ran before cadenced knew of it",
                            "1: failed: it did not reach production", "1: production ran it already"));
    EXPECT_THAT(frequency.releases, ElementsAre("r1", "u1"));
    EXPECT_EQ(metrics.deployments.scheduled, 2U);
    EXPECT_EQ(metrics.deployments.unplanned, 1U);
}

TEST(Frequency, knows_what_ran_before_the_window) {
    Production production;
    production.facts.before = insight::Deployed{
        .deployment = "deployment-0", .release = "r0", .version = "1.0.0", .at = utc("2025-12-25T10:00:00Z")};
    production.deployed({}, "1.0.0", "2026-01-02T10:00:00Z");
    EXPECT_THAT(left_out(production.of(Name::deployment_frequency)),
                ElementsAre("1: production ran it already"));
}

TEST(Failures, a_rollback_of_a_hotfix) {
    auto production = six_releases();
    production.deployed("h1", "1.6.1", "2026-03-20T14:00:00Z", release::Kind::hotfix);
    production.rolled_back("h1", "2026-03-20T14:30:00Z", "2026-03-20T14:48:00Z");
    production.deployed("h1", "1.6.0", "2026-03-20T14:48:00Z", release::Kind::hotfix);  // what restored it
    auto const metrics = production.of();
    // 7 deployments count: the one of the rollback does not. 1 of 7 failed, 1 of 7 was a hotfix.
    auto const& failures = metrics.of(Name::change_failure_rate);
    EXPECT_EQ(failures.sample, 7U);
    EXPECT_DOUBLE_EQ(failures.value.value(), 1.0 / 7);
    EXPECT_EQ(failures.met, false);
    EXPECT_THAT(failures.releases, ElementsAre("h1"));
    EXPECT_THAT(left_out(failures), ElementsAre("1: part of a rollback: it recovers, and delivers nothing"));
    EXPECT_DOUBLE_EQ(metrics.of(Name::rework_rate).value.value(), 1.0 / 7);
    EXPECT_DOUBLE_EQ(metrics.of(Name::time_to_recover).value.value(), 18 * 60);
    EXPECT_EQ(metrics.of(Name::time_to_recover).met, true);  // an hour
}

TEST(Failures, the_same_version_that_is_rolled_back_twice_fails_twice) {
    auto production = six_releases();
    production.rolled_back("r6", "2026-03-19T11:00:00Z", "2026-03-19T11:30:00Z");
    production.deployed("r6", "1.5.0", "2026-03-19T11:30:00Z");
    production.deployed("e1", "1.6.0", "2026-03-24T10:00:00Z", release::Kind::expedited);  // it comes again
    production.rolled_back("e1", "2026-03-24T10:10:00Z", "2026-03-24T11:40:00Z");
    production.deployed("e1", "1.5.0", "2026-03-24T11:40:00Z", release::Kind::expedited);
    auto const metrics = production.of();
    EXPECT_DOUBLE_EQ(metrics.of(Name::change_failure_rate).value.value(), 2.0 / 7);
    EXPECT_THAT(metrics.of(Name::change_failure_rate).releases, ElementsAre("r6", "e1"));
    // 30 min and 90 min: 60 min on average, which is not below an hour.
    EXPECT_DOUBLE_EQ(metrics.of(Name::time_to_recover).value.value(), kHour);
    EXPECT_EQ(metrics.of(Name::time_to_recover).met, false);
}

TEST(Failures, of_a_release_that_was_deployed_twice_the_last_is_the_one_that_failed) {
    auto production = six_releases();
    production.deployed("r6", "1.6.1", "2026-03-19T11:40:00Z");
    production.rolled_back("r6", "2026-03-19T11:50:00Z", "2026-03-19T11:55:00Z");
    auto const failures = production.of(Name::change_failure_rate);
    EXPECT_EQ(failures.sample, 7U);
    EXPECT_DOUBLE_EQ(failures.value.value(), 1.0 / 7);
}

TEST(Failures, a_rollback_after_the_window_is_still_of_the_deployment_in_it) {
    auto production = six_releases();
    production.rolled_back("r6", "2026-04-01T08:00:00Z", "2026-04-01T08:30:00Z");
    EXPECT_DOUBLE_EQ(production.of(Name::change_failure_rate).value.value(), 1.0 / 6);
    EXPECT_EQ(production.of(Name::time_to_recover).sample, 0U);  // which is of the next quarter
    EXPECT_EQ(production.of("2026-Q2").of(Name::time_to_recover).sample, 1U);
}

TEST(Failures, a_rollback_that_still_runs_has_no_time_yet) {
    auto production = six_releases();
    production.rolled_back("r6", "2026-03-19T11:00:00Z");
    auto const recovery = production.of(Name::time_to_recover);
    EXPECT_EQ(recovery.value, std::nullopt);
    EXPECT_THAT(left_out(recovery), ElementsAre("1: the rollback still runs"));
    EXPECT_DOUBLE_EQ(production.of(Name::change_failure_rate).value.value(), 1.0 / 6);
}

TEST(LeadTime, is_the_median_from_commit_to_production) {
    auto production = six_releases();
    production.shipped("2026-01-08T10:12:00Z", "2026-01-07T10:12:00Z", "2026-01-06T10:12:00Z");  // 2 d
    production.shipped("2026-01-22T10:12:00Z", "2026-01-20T10:12:00Z", "2026-01-12T10:12:00Z");  // 10 d
    production.shipped("2026-01-22T10:12:00Z", "2026-01-20T10:12:00Z", "2026-01-02T10:12:00Z");  // 20 d
    production.shipped("2026-02-05T10:12:00Z", "2026-02-01T10:12:00Z", "2026-02-01T10:12:00Z");  // 4 d
    EXPECT_EQ(production.of(Name::lead_time).value, std::nullopt);                               // 4 changes
    production.shipped("2026-02-05T10:12:00Z", "2026-02-01T10:12:00Z", "2026-01-28T10:12:00Z");  // 8 d
    EXPECT_DOUBLE_EQ(production.of(Name::lead_time).value.value(), 8 * kDay);
    production.shipped("2026-03-05T10:12:00Z", "2026-03-01T10:12:00Z", "2026-02-27T10:12:00Z");  // 6 d
    // 2 4 6 | 8 10 20: between 6 and 8.
    auto const lead = production.of(Name::lead_time);
    EXPECT_DOUBLE_EQ(lead.value.value(), 7 * kDay);
    EXPECT_EQ(lead.met, true);  // two weeks
    EXPECT_THAT(lead.releases, ElementsAre("r1", "r2", "r3", "r5"));
    EXPECT_THAT(lead.remarks, IsEmpty());
}

TEST(LeadTime, without_the_commits_instant_is_from_the_merge_and_says_so) {
    auto production = six_releases();
    for (int i = 0; i < 5; ++i) production.shipped("2026-01-22T10:12:00Z", "2026-01-19T10:12:00Z");
    production.shipped("2026-02-05T10:12:00Z", "2026-02-05T10:13:00Z", "2026-02-05T10:13:00Z");
    auto const lead = production.of(Name::lead_time);
    EXPECT_DOUBLE_EQ(lead.value.value(), 3 * kDay);
    EXPECT_THAT(lead.remarks,
                ElementsAre("Of 5 changes the commit's time is not known: counted from the merge.",
                            "1 change was committed after the deployment, by the clocks: counted as 0."));
}

TEST(LeadTime, leaves_out_what_a_rollback_or_the_baseline_brought) {
    Production production;
    production.deployed({}, "1.0.0", "2026-01-02T10:00:00Z");
    production.deployed("r1", "1.1.0", "2026-01-08T10:00:00Z");
    production.rolled_back("r1", "2026-01-08T11:00:00Z", "2026-01-08T12:00:00Z");
    production.deployed("r1", "1.1.1", "2026-01-08T12:00:00Z");  // reverts on main
    production.shipped("2026-01-02T10:00:00Z", "2025-11-01T10:00:00Z");
    production.shipped("2026-01-08T12:00:00Z", "2026-01-08T11:30:00Z");
    auto const lead = production.of(Name::lead_time);
    EXPECT_EQ(lead.sample, 0U);
    EXPECT_THAT(left_out(lead), ElementsAre("1: what production ran before cadenced knew of it",
                                            "1: part of a rollback: it recovers, and delivers nothing"));
}

TEST(Words, say_value_and_target) {
    EXPECT_EQ(shown(insight::Unit::per_year, 26), "26 a year");
    EXPECT_EQ(shown(insight::Unit::per_year, 24.348), "24.3 a year");
    EXPECT_EQ(shown(insight::Unit::ratio, 1.0 / 7), "14.3 %");
    EXPECT_EQ(shown(insight::Unit::seconds, 9 * kDay + 2 * kHour + 100), "9 d 2 h");
    EXPECT_EQ(shown(insight::Unit::seconds, 18 * 60), "18 min");
    EXPECT_EQ(insight::in_words({"lead_time", 7 * kDay, true}),
              "Lead time for changes: 7 d (target: below 14 d)");
    EXPECT_EQ(insight::in_words({"change_failure_rate", 0.125, false}),
              "Change failure rate: 12.5 % (misses its target: below 5 %)");
    EXPECT_EQ(insight::in_words({"time_to_recover", {}, {}}), "Time to recover: too little data");
}

}  // namespace
}  // namespace cadence::testing
