// How the forge is asked: paced, no more than it bears, ever more seldom while it fails; and what a sweep
// repairs.
#include <gmock/gmock.h>

#include "worker/forge_world.h"

namespace cadence::worker {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::HasSubstr;

using Github = ForgeWorld<FakeGithub>;

void put(FakeGithub& github, int count) {
    for (int i = 1; i <= count; ++i) github.put({i, "b" + std::to_string(i), "c" + std::to_string(i)});
}

TEST(ForgePace, a_write_a_second_what_shuts_first_and_the_last_changed_before_the_others) {
    Github world;
    put(world.service, 150);
    world.start();
    world.pass(200s);
    EXPECT_EQ(world.posts(), 150U) << "more than a page of them";
    world.service.log.clear();
    world.service.writes.clear();
    world.freeze();
    world.pass(160s);
    ASSERT_EQ(world.posts(), 150U);
    std::vector<std::string> posted;
    for (auto const& line : world.service.log)
        if (line.starts_with("POST")) posted.push_back(line);
    EXPECT_EQ(posted.front(), "POST 201 /repos/acme/backend/statuses/c150");
    EXPECT_EQ(posted.back(), "POST 201 /repos/acme/backend/statuses/c1");
    for (std::size_t i = 1; i < world.service.writes.size(); ++i)
        EXPECT_GE(world.service.writes[i] - world.service.writes[i - 1], 1s);
}

TEST(ForgePace, a_gate_that_opens_half_way_takes_back_what_was_not_posted) {
    Github world;
    put(world.service, 100);
    world.start();
    world.pass(120s);
    world.freeze();
    world.pass(10s);
    world.unfreeze();
    auto const posted = world.posts();
    world.pass(120s);
    EXPECT_LE(world.posts() - posted, 12U);
    EXPECT_EQ(world.state_of("c1"), "success");
    EXPECT_EQ(world.state_of("c100"), "success");
}

TEST(ForgePace, a_sweep_finds_what_no_hook_has_told_and_costs_nothing_when_there_is_nothing) {
    Github world;
    world.service.required = {"cadenced/merge (main)"};
    put(world.service, 3);
    world.start();
    world.pass(1min);
    auto const left = world.service.left;
    world.pass(1h);
    EXPECT_EQ(world.service.left, left) << "304 is free";
    EXPECT_GE(world.service.count("GET 304"), 20U);
    world.service.put({4, "b4", "c4"});
    world.service.put({2, "b2", "c2", "main", {}, false});
    world.pass(6min);
    EXPECT_EQ(world.state_of("c4"), "success");
    EXPECT_EQ(world.standing().open, 3U);
}

TEST(ForgePace, one_that_slips_between_two_pages_is_missed_by_a_second_sweep_before_it_is_gone) {
    Github world;
    put(world.service, 150);
    world.start();
    world.service.unlisted = {1};
    world.pass(6min);
    EXPECT_EQ(world.standing().open, 150U);
    world.service.unlisted = {};
    world.pass(5min);
    world.service.unlisted = {1};
    world.pass(5min);
    EXPECT_EQ(world.standing().open, 150U) << "it was there in between";
    world.pass(5min);
    EXPECT_EQ(world.standing().open, 149U);
}

TEST(ForgePace, more_than_can_be_read_are_watched_as_far_as_they_are_known_and_told_of) {
    ForgeWorld<FakeGitea> world{{.kind = forge::Kind::gitea, .api_url = "https://git.acme.example/api/v1"}};
    put(world.service, 1000);
    world.start();
    EXPECT_FALSE(world.standing().cut_off) << "twenty pages of fifty";
    world.service.put({1001, "b1001", "c1001"});
    world.pass(16min);
    EXPECT_EQ(world.standing().open, 1001U) << "what is known stays";
    EXPECT_TRUE(world.standing().cut_off);
    auto const told = [](std::string const& report) {
        return report.find("changed longest ago") != report.npos;
    };
    EXPECT_EQ(std::ranges::count_if(world.reports, told), 1);
    EXPECT_THAT(world.reports.back(), HasSubstr("more open pull requests than the 1000"));
    for (auto& pull : world.service.pulls) pull.open = pull.number < 3;
    world.pass(11min);
    EXPECT_EQ(world.standing().open, 2U);
    EXPECT_FALSE(world.standing().cut_off);
}

TEST(ForgePace, a_rate_limit_is_waited_for_and_nothing_is_lost) {
    Github world;
    put(world.service, 5);
    world.start();
    world.pass(1min);
    world.service.left = 0;
    world.service.reset = world.house.clock.now() + 40min;
    world.freeze();
    world.pass(1min);
    auto const asked = world.service.log.size();
    EXPECT_EQ(world.standing().limited_until, world.service.reset);
    world.pass(38min);
    EXPECT_EQ(world.service.log.size(), asked);
    world.pass(3min);
    EXPECT_EQ(world.state_of("c1"), "failure");
    EXPECT_EQ(world.state_of("c5"), "failure");
    EXPECT_FALSE(world.standing().limited_until);
    EXPECT_FALSE(world.standing().failing_since);
}

TEST(ForgePace, the_limit_for_writing_fast_is_waited_for) {
    Github world;
    put(world.service, 2);
    world.start();
    world.pass(1min);
    world.service.secondary = true;
    world.freeze();
    world.pass(50s);
    EXPECT_LE(world.service.count("POST 403"), 1U);
    world.service.secondary = false;
    world.pass(30s);
    EXPECT_EQ(world.state_of("c1"), "failure");
}

TEST(ForgePace, a_wrong_token_is_visible_asked_seldom_and_read_anew) {
    Github world;
    put(world.service, 20);
    world.token.write("old");
    world.start();
    world.pass(6h);
    EXPECT_LE(world.service.log.size(), 60U);
    EXPECT_THAT(world.standing().failing,
                HasSubstr("GitHub answered HTTP 401: Bad credentials; the token is wrong or has expired."));
    EXPECT_EQ(world.standing().failing_since, utc("2026-01-02T09:00:00Z"));
    EXPECT_EQ(world.reports.size(), 1U);
    world.token.write("s3cret");
    world.pass(11min);
    EXPECT_EQ(world.state_of("c1"), "success");
    EXPECT_FALSE(world.standing().failing_since);
    for (auto const& report : world.reports) EXPECT_THAT(report, ::testing::Not(HasSubstr("s3cret")));
}

TEST(ForgePace, without_a_secret_nothing_is_asked_until_there_is_one) {
    Github world;
    put(world.service, 1);
    world.token.remove();
    world.start();
    world.pass(1h);
    EXPECT_TRUE(world.service.log.empty());
    EXPECT_THAT(world.standing().failing, HasSubstr("cannot be read"));
    world.token.write("s3cret");
    world.pass(11min);
    EXPECT_EQ(world.state_of("c1"), "success");
}

TEST(ForgePace, a_broken_forge_is_left_alone_and_then_brought_up_to_date) {
    Github world;
    put(world.service, 3);
    world.start();
    world.pass(1min);
    world.service.down = 502;
    world.freeze();
    auto const asked = world.service.log.size();
    world.pass(2h);
    EXPECT_LE(world.service.log.size() - asked, 60U);
    EXPECT_THAT(world.standing().failing, HasSubstr("HTTP 502"));
    world.service.down = 0;
    world.pass(11min);
    EXPECT_EQ(world.state_of("c1"), "failure");
    EXPECT_FALSE(world.standing().failing_since);
}

TEST(ForgePace, a_commit_that_is_refused_holds_up_no_other) {
    Github world;
    put(world.service, 3);
    world.start();
    world.pass(1min);
    auto& history = world.service.history["c2"];
    history.resize(1000, history.front());
    world.freeze();
    world.pass(1h);
    EXPECT_EQ(world.state_of("c1"), "failure");
    EXPECT_EQ(world.state_of("c3"), "failure");
    EXPECT_LE(world.service.count("POST 422"), 16U);
    EXPECT_THAT(world.standing().failing, HasSubstr("maximum number of statuses"));
    EXPECT_EQ(world.standing().waiting, 1U);
    world.unfreeze();
    world.pass(11min);
    EXPECT_FALSE(world.standing().failing_since) << "it carries what it should again";
}

TEST(ForgePace, what_may_have_arrived_is_looked_at_before_it_is_sent_again) {
    Github world;
    put(world.service, 1);
    world.start();
    world.pass(1min);
    world.lose_answers = true;
    world.freeze();
    world.pass(2s);
    EXPECT_EQ(world.state_of("c1"), "failure");
    EXPECT_THAT(world.standing().failing, HasSubstr("did not answer"));
    world.lose_answers = false;
    world.pass(30min);
    EXPECT_EQ(world.posts(), 2U);
    EXPECT_EQ(world.standing().posted, 1U);
}

TEST(ForgePace, says_that_the_status_is_not_required) {
    Github world;
    world.start();
    EXPECT_EQ(world.standing().required, false);
    EXPECT_EQ(world.standing().advice,
              "the status cadenced/merge (main) is not required on main of acme/backend: anybody can merge "
              "whatever it says; make it required under Settings > Branches or Settings > Rules");
    EXPECT_THAT(world.reports, Contains(HasSubstr("is not required on main")));
    world.pass(3h);
    EXPECT_EQ(std::ranges::count(world.reports, world.reports.front()), 1) << "once";
    world.service.required = {"ci", "Cadenced/Merge (main)"};
    world.pass(6min);
    EXPECT_EQ(world.standing().required, true) << "as soon as it is";
    EXPECT_EQ(world.standing().advice, "");
    world.service.required = {};
    world.service.ruled = {"cadenced/merge (main)"};
    world.pass(25h);
    EXPECT_EQ(world.standing().required, true) << "a ruleset will do";
}

}  // namespace
}  // namespace cadence::worker
