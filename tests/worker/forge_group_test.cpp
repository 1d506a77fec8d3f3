// A merge queue's commit has several pull requests in it: it passes only if each of them may be merged.
#include <gmock/gmock.h>

#include "worker/forge_world.h"

namespace cadence::worker {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Two pull requests wait in the queue while the line is stopped; only the second is exempt.
struct Groups : ::testing::Test {
    Groups() {
        github.put({1, "refactor", "a1"});
        github.put({2, "fix-ci", "a2", "main", {"urgent"}});
        github.commits = {"a1", "a2", "9f01", "9f02"};
        github.queue = {{1, "9f01"}, {2, "9f02"}};
        world.start();
        world.freeze();
        exempt(release::ExemptionKind::branch, "fix-ci");
        world.pass(10s);
    }
    void exempt(release::ExemptionKind admits, std::string value) {
        auto const until = world.house.clock.now() + 2h;
        ASSERT_TRUE(world.ask("anna", release::AddExemption{admits, std::move(value), until, "it is safe"}));
    }
    /// The queue asks for checks on the group that ends with this pull request.
    void asks(std::string const& head, std::string const& last, bool gone = false) {
        world.gate->heard(kTrain, forge::MergeGroup{github.repository, "main", head, last, gone});
        world.turn();
        world.pass(5s);
    }
    ForgeWorld<FakeGithub> world;
    FakeGithub& github = world.service;
};

TEST_F(Groups, fail_with_one_member_that_is_not_exempt_whoever_is_the_last) {
    EXPECT_EQ(world.state_of("a2"), "success");
    asks("9f02", "2");
    EXPECT_EQ(world.state_of("9f02"), "failure");
    EXPECT_THAT(github.status_of("9f02"), HasSubstr("the line is stopped"));
}

TEST_F(Groups, pass_once_each_of_their_members_is_exempt) {
    asks("9f02", "2");
    exempt(release::ExemptionKind::branch, "refactor");
    world.pass(5s);
    EXPECT_EQ(world.state_of("9f02"), "success");
}

TEST_F(Groups, pass_where_the_only_member_is_exempt) {
    github.queue = {{2, "9f02"}};
    asks("9f02", "2");
    EXPECT_EQ(world.state_of("9f02"), "success");
}

TEST_F(Groups, are_not_let_through_by_a_label_of_one_member) {
    world.house.advance(3h);
    exempt(release::ExemptionKind::label, "urgent");
    asks("9f02", "2");
    EXPECT_EQ(world.state_of("9f02"), "failure");
}

TEST_F(Groups, of_members_that_nobody_can_tell_are_not_exempt_and_that_is_seen) {
    github.hides_queue = true;
    asks("9f02", "2");
    EXPECT_EQ(world.state_of("9f02"), "failure");
    EXPECT_THAT(github.status_of("9f02"), HasSubstr("Which pull requests are in this is not known"));
    EXPECT_THAT(world.standing().failing, HasSubstr("Resource not accessible by personal access token"));
    github.hides_queue = false;
    github.queue = {{2, "9f02"}};
    world.pass(1min);
    EXPECT_EQ(world.state_of("9f02"), "success");
    EXPECT_THAT(world.standing().failing, IsEmpty());
}

TEST_F(Groups, that_the_queue_does_not_show_stay_shut_out) {
    github.queue = {{1, "9f01"}};
    asks("9f02", "2");
    EXPECT_EQ(world.state_of("9f02"), "failure");
    EXPECT_THAT(world.standing().failing, HasSubstr("merge group 9f02"));
    asks("9f02", "2", true);
    EXPECT_THAT(world.standing().failing, IsEmpty()) << "it is gone";
}

TEST_F(Groups, whose_last_member_is_shut_out_need_no_question) {
    asks("9f01", "1");
    EXPECT_EQ(world.state_of("9f01"), "failure");
    EXPECT_THAT(world.standing().failing, IsEmpty());
    for (auto const& line : github.log) EXPECT_EQ(line.find("graphql"), std::string::npos) << line;
}

TEST_F(Groups, pass_whoever_is_in_them_while_the_gate_is_open) {
    world.unfreeze();
    github.hides_queue = true;
    asks("9f02", "2");
    EXPECT_EQ(world.state_of("9f02"), "success");
}

}  // namespace
}  // namespace cadence::worker
