// The shipped rehearsal's year in figures, worked out by hand from conf/rehearsal.jsonl.
#include "engine/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cadenced/simulation.h"

namespace cadence::daemon {
namespace {

using insight::Name;
using ::testing::ElementsAre;

class TheYearsFigures : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        std::filesystem::path const conf = std::filesystem::path{CADENCE_SOURCE_DIR} / "conf";
        year = std::make_unique<Simulation>(
            Simulation::Options{.config = config::load_config(conf / "cadenced.toml").value(),
                                .script = load_script(conf / "rehearsal.jsonl").value(),
                                .from = parse_instant("2026-01-04T00:00:00Z").value(),
                                .until = parse_instant("2027-01-04T00:00:00Z").value(),
                                .print = [](std::string const& line) { said.push_back(line); }});
        while (year->next()) year->step();
    }
    static void TearDownTestSuite() { year.reset(); }

    static insight::Metrics of(std::string_view window) {
        auto const look =
            engine::look_back(year->store(), year->store().train("backend").value(), Zone{}, window).value();
        return insight::metrics_of(look.facts, look.windows).back();
    }

    static inline std::unique_ptr<Simulation> year;
    static inline std::vector<std::string> said;
};

TEST_F(TheYearsFigures, twenty_six_deployments) {
    auto const metrics = of("2026");
    // Of 26 slots 24 reached production: 02-05 had no votes, 12-24 falls into the holidays. A hotfix on 01-20
    // and an expedited release on 06-16 make 26. From the activation on 01-04 to the year's end are 362 days:
    // 26 / (362 / 365.25) = 26.2334.
    EXPECT_EQ(metrics.deployments.scheduled, 24U);
    EXPECT_EQ(metrics.deployments.hotfix, 1U);
    EXPECT_EQ(metrics.deployments.expedited, 1U);
    EXPECT_EQ(metrics.deployments.unplanned, 0U);
    auto const& frequency = metrics.of(Name::deployment_frequency);
    EXPECT_NEAR(frequency.value.value(), 26.2334, 0.0001);
    EXPECT_EQ(frequency.met, true);
    // What restored 1.5.0 on 03-19 is no delivery.
    ASSERT_EQ(frequency.excluded.size(), 1U);
    EXPECT_EQ(frequency.excluded[0].count, 1U);
}

TEST_F(TheYearsFigures, one_rollback_of_seven_minutes) {
    auto const metrics = of("2026");
    // 1.6.0 on 03-19: rolled back from 11:05 on, 1.5.0 ran again at 11:12, which was verified at 11:18.
    EXPECT_DOUBLE_EQ(metrics.of(Name::time_to_recover).value.value(), 7 * 60);
    EXPECT_DOUBLE_EQ(metrics.of(Name::change_failure_rate).value.value(), 1.0 / 26);
    EXPECT_EQ(metrics.of(Name::change_failure_rate).met, true);
    EXPECT_THAT(metrics.of(Name::change_failure_rate).releases, ElementsAre("backend-2026-03-19"));
    EXPECT_DOUBLE_EQ(metrics.of(Name::rework_rate).value.value(), 1.0 / 26);
}

TEST_F(TheYearsFigures, eight_days_from_merge_to_production) {
    auto const lead = of("2026").of(Name::lead_time);
    // 28 merges, all in production. 22 of them, from 1.4.0 on, were merged on a Wednesday at 14:00 and
    // shipped on the Thursday of the week after at 10:12: 7 d 20 h 12 min, which is in the middle whatever
    // the other six took (from 3 d 2 h 12 min of the first to 21 d 20 h 12 min of 1.6.0, which was rolled
    // back and came again).
    EXPECT_EQ(lead.sample, 28U);
    EXPECT_DOUBLE_EQ(lead.value.value(), ((7 * 24 + 20) * 60 + 12) * 60);
    EXPECT_EQ(lead.met, true);
    EXPECT_THAT(lead.remarks,
                ElementsAre("Of 28 changes the commit's time is not known: counted from the merge."));
}

TEST_F(TheYearsFigures, quarter_by_quarter) {
    // Three weeks of 01-04 to 03-31 are 87 days: 6 / (87 / 365.25) = 25.19. A rollback of 6 deployments: 16.7
    // %.
    auto const first = of("2026-Q1");
    EXPECT_NEAR(first.of(Name::deployment_frequency).value.value(), 25.19, 0.01);
    EXPECT_EQ(first.of(Name::deployment_frequency).met, false);
    EXPECT_DOUBLE_EQ(first.of(Name::change_failure_rate).value.value(), 1.0 / 6);
    EXPECT_EQ(of("2026-Q2").of(Name::deployment_frequency).sample, 8U);
    EXPECT_EQ(of("2026-Q2").of(Name::change_failure_rate).value, 0.0);
    EXPECT_EQ(of("2026-Q3").of(Name::deployment_frequency).sample, 6U);
    EXPECT_EQ(of("2026-Q4").of(Name::deployment_frequency).sample, 6U);
}

TEST_F(TheYearsFigures, are_in_the_record_at_each_quarters_end) {
    std::vector<std::string> ended;
    for (auto const& line :
         year->store().events({.limit = 10, .train = "backend", .types = {"quarter_ended"}}))
        ended.push_back(line.data.substr(line.data.find(R"("figures")")));
    ASSERT_EQ(ended.size(), 4U);
    EXPECT_THAT(ended[0], ::testing::HasSubstr(
                              R"({"metric":"change_failure_rate","value":0.16666666666666666,"met":false})"));
}

}  // namespace
}  // namespace cadence::daemon
