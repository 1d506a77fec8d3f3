// Deployments by Coolify whose answer was lost: it is asked what it has begun, and nothing is deployed twice.
#include "job/fake_coolify.h"

namespace cadence::job::testing {

namespace {

/// Follows until there is a result, as the outbox does, on the test's clock.
DeliveryResult to_the_end(Coolified& world, CoolifyAction const& action, DeliveryResult result) {
    for (int i = 0; i < 20 && result.what == DeliveryResult::What::following; ++i) {
        world.clock.advance(result.wait.value_or(10s));
        result = world.follow(action, result.reference);
    }
    return result;
}

TEST(CoolifyRecovery, an_answer_that_was_lost_is_found_out) {
    for (auto const loses : {FakeCoolify::Loses::answer, FakeCoolify::Loses::mind}) {
        Coolified world;
        world.timeout = 1s;
        world.coolify.loses = loses;
        auto const action = world.deploying({"abc123", "def456"});
        auto const lost = world.carry(action);
        EXPECT_EQ(lost.what, DeliveryResult::What::following) << lost.detail;
        EXPECT_NE(lost.detail.find("Coolify will be asked what it has begun: "), std::string::npos)
            << lost.detail;
        world.timeout = 2s;
        auto const found = world.follow(action, lost.reference);
        EXPECT_EQ(in_words(found), "following: Coolify's deployment dep1 of web: queued");
        world.coolify.all_are("finished");
        EXPECT_EQ(in_words(to_the_end(world, action, found)),
                  "done: Coolify finished deployment dep1 of web, deployment dep2 of worker");
        EXPECT_EQ(world.coolify.deploys(), 1U);
    }
}

TEST(CoolifyRecovery, a_request_that_was_lost_is_made_again_but_not_before_it_can_no_longer_arrive) {
    Coolified world;
    world.timeout = 1s;
    world.coolify.hangs_before = true;
    auto const action = world.deploying({"abc123"});
    auto const lost = world.carry(action);
    world.timeout = 2s;
    auto const early = world.follow(action, lost.reference);
    EXPECT_EQ(in_words(early), "following: Coolify has begun nothing yet");
    EXPECT_EQ(in_words(to_the_end(world, action, early)), "again: Coolify has begun nothing");
    EXPECT_GE(world.clock.now() - kNow, 30s);
}

TEST(CoolifyRecovery, after_a_crash_its_history_tells) {
    struct Case {
        std::string name;
        std::vector<FakeDeployment> history;
        std::string words;
    };
    auto const at = [](Duration since, std::string status, std::string commit = kCommit) {
        return FakeDeployment{.uuid = "dep1",
                              .application = "abc123",
                              .status = std::move(status),
                              .commit = std::move(commit),
                              .created_at = kNow + since};
    };
    auto by_hand = at(3s, "finished");
    by_hand.is_api = false;
    auto by_push = by_hand;
    by_push.is_webhook = true;
    auto preview = at(3s, "finished");
    preview.pull_request = 7;
    for (auto const& [name, history, words] :
         {Case{"nothing", {}, "again: Coolify has begun nothing"},
          Case{"one before", {at(-1h, "finished")}, "again: Coolify has begun nothing"},
          Case{"ours, running",
               {at(1s, "in_progress")},
               "following: Coolify's deployment dep1 of web: in_progress"},
          Case{"ours, not yet resolved",
               {at(1s, "queued", "HEAD")},
               "following: Coolify's deployment dep1 of web: queued"},
          Case{"ours, done",
               {at(-1h, "failed"), at(0s, "finished")},
               "done: Coolify finished deployment dep1 of web"},
          Case{"ours, failed", {at(1s, "failed")}, "failed: Coolify's deployment dep1 of web failed"},
          Case{"of another commit",
               {at(1s, "finished", "fedcba9876")},
               "unknown: Coolify has begun deployment dep1 of abc123 since"},
          Case{"by hand", {by_hand}, "unknown: Coolify has begun deployment dep1 of abc123 since"},
          Case{"by a push", {by_push}, "again: Coolify has begun nothing"},
          Case{"a preview", {preview}, "again: Coolify has begun nothing"}}) {
        Coolified world;
        world.clock.advance(10min);
        world.coolify.deployments = history;
        auto const result = in_words(world.recover(world.deploying({"abc123"})));
        EXPECT_TRUE(result.starts_with(words)) << name << ": " << result;
        EXPECT_EQ(world.coolify.deploys(), 0U);
    }
}

TEST(CoolifyRecovery, one_of_two_is_left_to_a_person) {
    Coolified world;
    world.clock.advance(10min);
    world.coolify.add({.uuid = "dep1", .application = "abc123", .status = "finished"});
    EXPECT_EQ(
        in_words(world.recover(world.deploying({"abc123", "def456"}))),
        "unknown: Coolify has begun only some of it, and not def456: deploy the rest there, then drop it");
}

TEST(CoolifyRecovery, who_cannot_be_asked_is_asked_later_and_who_does_not_say_is_left_to_a_person) {
    Coolified world;
    world.clock.advance(10min);
    world.coolify.down = true;
    auto const down = world.recover(world.deploying({"abc123"}));
    EXPECT_EQ(in_words(down), "following: Coolify answers HTTP 502");
    world.coolify.down = false;
    EXPECT_EQ(in_words(world.follow(world.deploying({"abc123"}), down.reference)),
              "again: Coolify has begun nothing");
    world.coolify.may_read = false;
    EXPECT_TRUE(
        in_words(world.recover(world.deploying({"abc123"}))).starts_with("unknown: It cannot be followed"));
    world.coolify.may_read = true;
    EXPECT_TRUE(
        in_words(world.recover(world.deploying({"svc789"}))).starts_with("unknown: Coolify cannot say what"));
    EXPECT_TRUE(
        in_words(world.recover(world.deploying_tag("shop"))).starts_with("unknown: Coolify cannot be asked"));
}

TEST(CoolifyRecovery, a_queue_that_fills_up_half_way_does_not_deploy_the_first_half_twice) {
    Coolified world;
    world.coolify.queue_limit = 1;
    auto const action = world.deploying({"abc123", "def456"});
    auto const full = world.carry(action);
    EXPECT_EQ(full.wait, 60s);
    EXPECT_TRUE(
        in_words(to_the_end(world, action, full)).starts_with("unknown: Coolify has begun only some of it"));
    EXPECT_EQ(world.coolify.deploys(), 1U);

    Coolified busy;
    busy.coolify.queue_limit = 0;
    auto const both = busy.deploying({"abc123", "def456"});
    EXPECT_EQ(in_words(to_the_end(busy, both, busy.carry(both))), "again: Coolify has begun nothing");
    EXPECT_EQ(in_words(to_the_end(busy, busy.deploying_tag("shop"), busy.carry(busy.deploying_tag("shop")))),
              "again: Coolify has begun nothing");
    busy.coolify.queue_limit = 1;
    EXPECT_TRUE(in_words(to_the_end(busy, busy.deploying_tag("shop"), busy.carry(busy.deploying_tag("shop"))))
                    .starts_with("unknown: Coolify cannot be asked"));
}

}  // namespace

}  // namespace cadence::job::testing
