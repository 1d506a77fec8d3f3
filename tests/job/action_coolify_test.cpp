// Deployments by Coolify: begun once, followed to their end.
#include "job/fake_coolify.h"

namespace cadence::job::testing {

namespace {

TEST(CoolifyAction, is_begun_once_and_followed_to_its_end) {
    Coolified world;
    auto action = world.deploying({"abc123"});
    auto const begun = world.carry(action);
    EXPECT_EQ(in_words(begun), "following: Coolify: Application web deployment queued.");
    EXPECT_EQ(begun.wait, 5s);
    auto const& request = world.coolify.requests.front();
    EXPECT_EQ(request.method, net::Method::post);
    EXPECT_EQ(request.target, "/api/v1/deploy");
    EXPECT_EQ(request.body, R"({"uuid":"abc123","force":false})");

    auto const queued = world.follow(action, begun.reference);
    EXPECT_EQ(in_words(queued), "following: Coolify's deployment dep1 of web: queued");
    EXPECT_EQ(queued.wait, 10s);
    world.coolify.all_are("in_progress");
    auto const running = world.follow(action, queued.reference);
    EXPECT_EQ(in_words(running), "following: Coolify's deployment dep1 of web: in_progress");
    world.coolify.all_are("finished");
    EXPECT_EQ(in_words(world.follow(action, running.reference)),
              "done: Coolify finished deployment dep1 of web");
    EXPECT_EQ(world.coolify.deploys(), 1U);
}

TEST(CoolifyAction, several_are_done_when_all_are) {
    Coolified world;
    auto action = world.deploying({"abc123", "def456"});
    action.force = true;
    auto const begun = world.carry(action);
    EXPECT_EQ(world.coolify.requests.front().body, R"({"uuid":"abc123,def456","force":true})");
    world.coolify.deployments[0].status = "finished";
    EXPECT_EQ(in_words(world.follow(action, begun.reference)),
              "following: Coolify's deployment dep2 of worker: queued");
    world.coolify.all_are("finished");
    EXPECT_EQ(in_words(world.follow(action, begun.reference)),
              "done: Coolify finished deployment dep1 of web, deployment dep2 of worker");
}

TEST(CoolifyAction, by_tag_its_other_answer_is_understood) {
    Coolified world;
    auto const action = world.deploying_tag("shop");
    auto const begun = world.carry(action);
    EXPECT_EQ(world.coolify.requests.front().body, R"({"tag":"shop","force":false})");
    EXPECT_EQ(begun.what, DeliveryResult::What::following) << begun.detail;
    world.coolify.all_are("finished");
    EXPECT_EQ(in_words(world.follow(action, begun.reference)),
              "done: Coolify finished deployment dep1 of web, deployment dep2 of worker");
}

TEST(CoolifyAction, one_that_ends_badly_is_failed_and_named) {
    for (auto const& [status, how] :
         {std::pair{"failed", "failed"}, {"cancelled-by-user", "was cancelled by a user"}}) {
        Coolified world;
        auto const action = world.deploying({"abc123", "def456"});
        auto const begun = world.carry(action);
        world.coolify.deployments[1].status = status;
        EXPECT_EQ(in_words(world.follow(action, begun.reference)),
                  "failed: Coolify's deployment dep2 of worker " + std::string{how} + ": " +
                      world.coolify.url + "/project/p/environment/e/application/def456/deployment/dep2");
    }
}

TEST(CoolifyAction, one_that_is_queued_already_is_followed_instead_of_the_one_that_does_not_exist) {
    Coolified world;
    world.coolify.add({.uuid = "theirs", .application = "abc123", .is_api = false, .is_webhook = false});
    world.coolify.add({.uuid = "preview", .application = "abc123", .pull_request = 7});
    auto const action = world.deploying({"abc123"});
    auto const begun = world.carry(action);
    EXPECT_EQ(in_words(begun), "following: Coolify: Deployment already queued for this commit.");
    auto const followed = world.follow(action, begun.reference);
    EXPECT_EQ(in_words(followed), "following: Coolify's deployment theirs of web: queued");
    world.coolify.all_are("finished");
    EXPECT_EQ(in_words(world.follow(action, followed.reference)),
              "done: Coolify finished deployment theirs of web");
}

TEST(CoolifyAction, one_that_was_queued_already_and_has_ended_since_counts_if_it_is_of_this_commit) {
    for (auto const& [commit, status, says] :
         {std::tuple{kCommit, "finished", "done: Coolify finished deployment theirs of web"},
          {kCommit.substr(0, 7), "finished", "done: Coolify finished deployment theirs of web"},
          {kCommit, "failed", "failed: Coolify's deployment theirs of web failed"},
          {std::string{"fedcba9"}, "finished",
           "failed: Coolify did not deploy abc123, as if this commit were queued already, but its last "
           "deployment "
           "is of commit fedcba9"}}) {
        Coolified world;
        world.coolify.head = commit;
        world.coolify.add({.uuid = "older",
                           .application = "abc123",
                           .status = "failed",
                           .commit = "0000000",
                           .created_at = kNow - 1h});
        world.coolify.add({.uuid = "theirs", .application = "abc123", .commit = commit});
        auto const action = world.deploying({"abc123"});
        auto const begun = world.carry(action);
        world.coolify.all_are(status);
        auto const words = in_words(world.follow(action, begun.reference));
        EXPECT_TRUE(words.starts_with(says)) << words;
    }
}

TEST(CoolifyAction, one_that_was_queued_already_is_no_older_one_and_tells_its_commit) {
    for (auto const& [commit, age] : {std::pair{kCommit, Duration{1h}}, {std::string{"HEAD"}, Duration{0}}}) {
        Coolified world;
        world.coolify.in_front =
            net::Reply{200,
                       {},
                       R"({"deployments":[{"message":"Deployment already queued for this commit.",)"
                       R"("resource_uuid":"abc123","deployment_uuid":"gone"}]})"};
        auto const action = world.deploying({"abc123"});
        auto const begun = world.carry(action);
        world.coolify.in_front.reset();
        world.coolify.add({.uuid = "theirs",
                           .application = "abc123",
                           .status = "finished",
                           .commit = commit,
                           .created_at = kNow - age});
        auto const words = in_words(world.follow(action, begun.reference));
        EXPECT_TRUE(
            words.starts_with("unknown: Coolify did not deploy abc123, as if this commit were queued "
                              "already, and its last deployment, theirs, may be an older one"))
            << words;
    }
}

TEST(CoolifyAction, a_refusal_says_what_to_do) {
    struct Case {
        std::function<void(FakeCoolify&)> given;
        std::string words;
    };
    for (auto const& [given, words] : {Case{[](FakeCoolify& it) { it.token = "2|other"; },
                                            "failed: Coolify answers HTTP 401 (Unauthenticated.): it does "
                                            "not accept the token; create a new one"},
                                       Case{[](FakeCoolify& it) { it.token_has_team = false; },
                                            "failed: Coolify answers HTTP 400 (Invalid token.): the token "
                                            "belongs to no team; create a new one within the team"},
                                       Case{[](FakeCoolify& it) { it.api_on = false; },
                                            "failed: Coolify answers HTTP 403 (API is disabled.): its API is "
                                            "off; switch it on in Settings > "
                                            "Advanced"},
                                       Case{[](FakeCoolify& it) { it.applications.erase("abc123"); },
                                            "failed: Coolify answers HTTP 404 (No resources found.): it has "
                                            "nothing by this uuid or tag; correct the "
                                            "action"},
                                       Case{[](FakeCoolify& it) { it.queue_limit = 0; },
                                            "again: Coolify answers HTTP 429 (Deployment queue is full.)"},
                                       Case{[](FakeCoolify& it) { it.throttled = true; },
                                            "again: Coolify answers HTTP 429 (Too Many Attempts.)"}}) {
        Coolified world;
        given(world.coolify);
        EXPECT_EQ(in_words(world.carry(world.deploying({"abc123"}))), words);
        EXPECT_TRUE(world.coolify.deployments.empty());
    }
    Coolified world;
    world.coolify.queue_limit = 0;
    EXPECT_EQ(world.carry(world.deploying({"abc123"})).wait, 60s);
}

TEST(CoolifyAction, trouble_while_following_fails_nothing) {
    Coolified world;
    auto const action = world.deploying({"abc123"});
    auto const begun = world.carry(action);
    world.coolify.down = true;
    auto const down = world.follow(action, begun.reference);
    EXPECT_EQ(in_words(down), "following: Coolify answers HTTP 502");
    EXPECT_EQ(down.reference, begun.reference);
    world.coolify.down = false;
    world.coolify.throttled = true;
    EXPECT_EQ(world.follow(action, begun.reference).wait, 33s);
    auto elsewhere = action;
    elsewhere.server = "http://no-such-host.invalid";
    EXPECT_TRUE(
        in_words(world.follow(elsewhere, begun.reference)).starts_with("following: Cannot find the address"));
    std::filesystem::remove(world.file("credentials/coolify"));
    EXPECT_EQ(world.follow(action, begun.reference).what, DeliveryResult::What::following);
}

TEST(CoolifyAction, one_that_cannot_be_followed_is_left_to_a_person) {
    Coolified world;
    world.coolify.may_read = false;
    auto const action = world.deploying({"abc123"});
    auto const begun = world.carry(action);
    EXPECT_EQ(
        in_words(world.follow(action, begun.reference)),
        "unknown: It cannot be followed: check Coolify, then retry or drop it. Coolify answers HTTP 403 "
        "(Missing required permissions: read): give the token the abilities deploy and read, and let this "
        "address "
        "use "
        "the API (Settings > Advanced)");
    EXPECT_EQ(world.follow(action, "no reference").what, DeliveryResult::What::unknown);

    world.coolify.may_read = true;
    world.coolify.deployments.clear();
    auto const missing = world.follow(action, begun.reference);
    EXPECT_EQ(in_words(missing), "following: Coolify does not know its deployment dep1");
    world.clock.advance(5min);
    EXPECT_EQ(
        in_words(world.follow(action, missing.reference)),
        "unknown: Coolify does not know its deployment dep1 any more: check there, then retry or drop it");
}

}  // namespace

}  // namespace cadence::job::testing
