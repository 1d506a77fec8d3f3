// Every open pull request carries what the gate says: on GitHub, at both edges, whatever hooks tell or lose.
#include <gmock/gmock.h>

#include "worker/forge_world.h"

namespace cadence::worker {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

using Github = ForgeWorld<FakeGithub>;

constexpr auto kOpen = "success: May be merged: the gate is open";

struct OpenPulls : ::testing::Test {
    OpenPulls() {
        world.service.put({1, "fix-login", "a1"});
        world.service.put({2, "speed-up", "a2"});
        world.service.put({3, "backport", "a3", "release/1.1"});
        world.start();
        world.pass(10s);
    }
    Github world;
    FakeGithub& github = world.service;
};

TEST_F(OpenPulls, into_main_carry_the_status_and_no_others) {
    EXPECT_EQ(github.status_of("a1"), kOpen);
    EXPECT_EQ(github.status_of("a2"), kOpen);
    EXPECT_EQ(github.status_of("a3"), "none");
    auto const& posted = github.history["a1"].back();
    EXPECT_EQ(posted.context, "cadenced/merge (main)");
    EXPECT_EQ(posted.target_url, "https://cadence.acme.example/v1/gates?train=backend");
}

TEST_F(OpenPulls, are_posted_once_whatever_is_started_swept_or_committed) {
    world.start();
    world.pass(30min);
    ASSERT_TRUE(world.ask("anna", release::SetCandidate{kFirst, "1.2.0", {}}));
    world.pass(30min);
    EXPECT_EQ(world.posts(), 2U);
    EXPECT_EQ(world.standing().posted, 2U);
    EXPECT_EQ(world.standing().waiting, 0U);
}

TEST_F(OpenPulls, fail_while_the_gate_is_shut_and_pass_again_after) {
    world.freeze(world.house.clock.now() + 2h);
    world.pass(3s);
    EXPECT_THAT(github.status_of("a1"), HasSubstr("failure: anna froze merge"));
    EXPECT_THAT(github.status_of("a1"), HasSubstr("the line is stopped"));
    EXPECT_THAT(github.status_of("a1"), HasSubstr("may change 2026-01-02 11:00 UTC"));
    world.pass(2h);
    EXPECT_EQ(github.status_of("a1"), kOpen);
    EXPECT_EQ(github.status_of("a2"), kOpen);
    EXPECT_EQ(world.posts(), 6U);
}

TEST_F(OpenPulls, hear_of_the_deploy_window_at_both_edges) {
    world.house.advance_to("2026-01-07T09:00:00Z");
    world.house.give_go(kFirst);
    world.turn();
    world.house.advance_to("2026-01-08T09:59:00Z");
    world.pass(1s);
    EXPECT_EQ(world.state_of("a1"), "success");
    world.pass(70s);
    EXPECT_EQ(world.state_of("a1"), "failure");
    EXPECT_THAT(github.status_of("a1"), HasSubstr(kFirst));
    world.pass(2h);
    EXPECT_EQ(world.state_of("a1"), "success");
}

TEST_F(OpenPulls, get_a_status_on_each_new_head_at_once) {
    github.put({2, "speed-up", "b2"});
    world.tell(github.pulls.back());
    world.pass(2s);
    EXPECT_EQ(github.status_of("b2"), kOpen);
    github.put({4, "new", "a4"});
    world.tell(github.pulls.back(), "opened");
    world.pass(2s);
    EXPECT_EQ(github.status_of("a4"), kOpen);
    EXPECT_EQ(world.standing().open, 3U);
}

TEST_F(OpenPulls, are_what_the_last_change_made_of_them_in_whatever_order_it_is_told) {
    auto const old = github.pulls.front();
    world.pass(10s);
    github.put({1, "fix-login", "b1"});
    world.tell(github.pulls.back());
    world.tell(old);
    EXPECT_EQ(world.gate->pull_request(kTrain, "1")->head, "b1");
    github.put({1, "fix-login", "c1"});
    world.tell(github.pulls.back());
    EXPECT_EQ(world.gate->pull_request(kTrain, "1")->head, "c1") << "within the same second the later counts";
    world.pass(10s);
    github.put({1, "fix-login", "c1", "main", {}, false});
    world.tell(github.pulls.back(), "closed");
    world.tell(old);
    EXPECT_FALSE(world.gate->pull_request(kTrain, "1")->open);
    EXPECT_EQ(world.standing().open, 1U);
}

TEST_F(OpenPulls, are_what_a_sweep_finds_if_it_is_newer_than_a_notice_that_comes_meanwhile) {
    auto const old = github.pulls.front();
    github.put({1, "fix-login", "b1"});
    world.house.advance_to(world.gate->next_wake().value());
    world.gate->wake();
    world.tell(old);
    EXPECT_EQ(world.gate->pull_request(kTrain, "1")->head, "b1");
}

TEST_F(OpenPulls, come_and_go_with_their_base) {
    world.freeze();
    world.pass(3s);
    github.put({3, "backport", "a3"});
    world.tell(github.pulls.back(), "edited");
    world.pass(2s);
    EXPECT_EQ(world.state_of("a3"), "failure");
    github.put({1, "fix-login", "a1", "release/1.1"});
    world.tell(github.pulls.back(), "edited");
    world.unfreeze();
    world.pass(5s);
    EXPECT_EQ(world.state_of("a3"), "success");
    EXPECT_EQ(world.state_of("a1"), "failure") << "it is none of main's any more";
}

TEST_F(OpenPulls, that_are_exempt_pass_and_say_so) {
    ASSERT_TRUE(world.ask("anna", release::AddExemption{release::ExemptionKind::label, "hotfix",
                                                        world.house.clock.now() + 4h, "it cannot wait"}));
    world.freeze();
    github.put({1, "fix-login", "a1", "main", {"hotfix"}});
    world.tell(github.pulls.back(), "labeled");
    world.pass(3s);
    EXPECT_EQ(world.state_of("a2"), "failure");
    EXPECT_THAT(github.status_of("a1"), HasSubstr("success: May be merged; note: Label hotfix is exempt"));
    github.put({1, "fix-login", "a1"});
    world.tell(github.pulls.back(), "unlabeled");
    world.pass(3s);
    EXPECT_EQ(world.state_of("a1"), "failure");
}

TEST_F(OpenPulls, with_one_head_share_its_status_and_what_shuts_one_shuts_both) {
    github.put({5, "same", "a1"});
    world.tell(github.pulls.back(), "opened");
    ASSERT_TRUE(world.ask("anna", release::AddExemption{release::ExemptionKind::pull_request, "5",
                                                        world.house.clock.now() + 4h, "it cannot wait"}));
    world.freeze();
    world.pass(10min);
    EXPECT_EQ(world.state_of("a1"), "failure");
    EXPECT_EQ(github.history["a1"].size(), 2U) << "and it does not swing between them";
}

TEST_F(OpenPulls, that_are_closed_are_left_alone_but_remembered) {
    github.put({1, "fix-login", "a1", "main", {"urgent"}, false});
    world.tell(github.pulls.back(), "closed");
    world.freeze();
    world.pass(5s);
    EXPECT_EQ(world.state_of("a1"), "success");
    EXPECT_EQ(world.state_of("a2"), "failure");
    auto const known = world.gate->pull_request(kTrain, "1");
    ASSERT_TRUE(known);
    EXPECT_THAT(known->labels, ElementsAre("urgent"));
    EXPECT_FALSE(world.gate->pull_request(kTrain, "99"));
}

TEST_F(OpenPulls, wait_in_a_merge_queue_that_fails_when_the_gate_shuts) {
    github.commits = {"9f0e"};
    world.gate->heard(kTrain, forge::MergeGroup{"acme/backend", "main", "9f0e"});
    world.turn();
    world.pass(2s);
    EXPECT_EQ(github.status_of("9f0e"), kOpen);
    world.freeze();
    world.pass(5s);
    EXPECT_EQ(world.state_of("9f0e"), "failure");
    world.pass(7h);
    world.unfreeze();
    world.pass(10s);
    EXPECT_EQ(world.state_of("9f0e"), "failure") << "nobody waits for it any more";
}

TEST_F(OpenPulls, of_another_repository_are_none_of_ours) {
    forge::PullRequestChanged change;
    change.repository = "acme/frontend";
    change.pull_request = {.number = "1", .branch = "x", .base = "main", .head = "ff"};
    world.gate->heard(kTrain, change);
    world.gate->heard("unknown-train", change);
    world.turn();
    world.pass(5s);
    EXPECT_EQ(github.status_of("ff"), "none");
}

TEST_F(OpenPulls, are_dropped_with_the_forge_and_found_again_with_it) {
    auto const forge = world.house.engine->config().trains[0].forge;
    world.configure(std::nullopt);
    auto const asked = github.log.size();
    world.freeze();
    world.pass(1h);
    EXPECT_EQ(github.log.size(), asked);
    EXPECT_FALSE(world.gate->next_wake());
    world.configure(forge);
    world.pass(5s);
    EXPECT_EQ(world.state_of("a1"), "failure");
}

}  // namespace
}  // namespace cadence::worker
