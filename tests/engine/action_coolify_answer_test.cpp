// Every answer of 200 that Coolify and what may stand before it give to a request to deploy: only a
// deployment of each application, followed to its end, is a success.
#include "fake_coolify.h"

namespace cadence::engine::testing {

namespace {

using Given = std::function<void(FakeCoolify&)>;
using Action = std::function<CoolifyAction(Coolified const&)>;

Action by_uuids(std::vector<std::string> uuids) {
    return [uuids = std::move(uuids)](Coolified const& world) { return world.deploying(uuids); };
}
Action by_tag() {
    return [](Coolified const& world) { return world.deploying_tag("shop"); };
}
Given tagged(std::vector<std::string> resources) {
    return [resources = std::move(resources)](FakeCoolify& it) { it.tags["shop"] = resources; };
}
Given answering(std::string body) {
    return [body = std::move(body)](FakeCoolify& it) { it.in_front = net::Reply{200, {}, body}; };
}
Given nothing() {
    return [](FakeCoolify&) {};
}

struct Case {
    std::string name;
    Given given;
    Action action;
    std::string words;  // what it comes to in the end
};

std::string const kLookThere = ": look there, then retry or drop it";

/// What is begun is deployed at once, and well.
std::string outcome(Case const& it) {
    Coolified world;
    it.given(world.coolify);
    auto const action = it.action(world);
    auto result = world.carry(action);
    world.coolify.in_front.reset();
    world.coolify.all_are("finished");
    for (int i = 0; i < 10 && result.what == ActionResult::What::following; ++i) {
        world.clock.advance(result.wait.value_or(10s));
        result = world.follow(action, result.reference);
    }
    EXPECT_EQ(world.coolify.deploys(), 1U) << it.name;
    return in_words(result);
}

void expect_all(std::vector<Case> const& cases) {
    for (auto const& each : cases) {
        auto const words = outcome(each);
        EXPECT_TRUE(words.starts_with(each.words)) << each.name << ": " << words;
    }
}

TEST(CoolifyAnswer, that_begins_nothing_is_a_failure) {
    expect_all({
        {"a tag that nothing has", tagged({}), by_tag(),
         "failed: Coolify deploys nothing: No resources found for tag shop."},
        {"one tag of two", answering(R"({"message":["No resources found for tag a."],"details":[]})"),
         by_tag(), "failed: Coolify deploys nothing: No resources found for tag a."},
        {"an application of somebody else's", [](FakeCoolify& it) { it.not_ours = {"abc123"}; },
         by_uuids({"abc123"}),
         "failed: Coolify deploys nothing: abc123: Unauthorized to deploy this application."},
        {"all of a tag are",
         [](FakeCoolify& it) {
             it.not_ours = {"abc123", "def456"};
         },
         by_tag(),
         "failed: Coolify deploys nothing: Unauthorized to deploy this application., Unauthorized to deploy"},
        {"a service that is", [](FakeCoolify& it) { it.not_ours = {"svc789"}; }, by_uuids({"svc789"}),
         "failed: Coolify deploys nothing: svc789: Unauthorized to deploy this service."},
        {"a database that is", [](FakeCoolify& it) { it.not_ours = {"db0123"}; }, by_uuids({"db0123"}),
         "failed: Coolify deploys nothing: db0123: Unauthorized to start this database."},
        {"a preview",
         answering(R"({"deployments":[{"message":"Pull request 7 not found for this resource.",)"
                   R"("resource_uuid":"abc123"}]})"),
         by_uuids({"abc123"}),
         "failed: Coolify deploys nothing: abc123: Pull request 7 not found for this resource."},
        {"an image's tag",
         answering(
             R"({"deployments":[{"message":"docker_tag can only be used with Docker Image applications.",)"
             R"("resource_uuid":"abc123"}]})"),
         by_uuids({"abc123"}), "failed: Coolify deploys nothing: abc123: docker_tag can only be used"},
    });
}

TEST(CoolifyAnswer, that_begins_some_of_it_is_a_failure_once_that_has_ended) {
    expect_all({
        {"a uuid that it passes over", nothing(), by_uuids({"abc123", "gone99"}),
         "failed: Coolify finished deployment dep1 of web, but did not begin all of it: gone99: it has no "
         "resource of this uuid"},
        {"one that it may not deploy", [](FakeCoolify& it) { it.not_ours = {"def456"}; },
         by_uuids({"abc123", "def456"}),
         "failed: Coolify finished deployment dep1 of web, but did not begin all of it: def456: "
         "Unauthorized"},
        {"one of a tag", [](FakeCoolify& it) { it.not_ours = {"def456"}; }, by_tag(),
         "failed: Coolify finished deployment dep1 of web, but did not begin all of it: Unauthorized"},
    });
}

TEST(CoolifyAnswer, that_does_not_say_what_became_of_it_is_unknown) {
    std::string const service = "svc789: Service redis started. It could take a while, be patient.";
    expect_all({
        {"a service", nothing(), by_uuids({"svc789"}),
         "unknown: Coolify does not tell what becomes of it (" + service + ")" + kLookThere},
        {"a database", nothing(), by_uuids({"db0123"}),
         "unknown: Coolify does not tell what becomes of it (db0123: Database orders started.)"},
        {"a service with a tag", tagged({"svc789"}), by_tag(),
         "unknown: Coolify does not tell what becomes of it (Service redis started."},
        {"a service beside an application", nothing(), by_uuids({"abc123", "svc789"}),
         "unknown: Coolify finished deployment dep1 of web, and does not tell what becomes of the rest (" +
             service + ")" + kLookThere},
        {"so with a tag", tagged({"abc123", "svc789"}), by_tag(),
         "unknown: Coolify finished deployment dep1 of web, and does not tell what becomes of the rest ("},
        {"words of another version",
         answering(R"({"deployments":[{"message":"Scheduled.","resource_uuid":"abc123"}]})"),
         by_uuids({"abc123"}), "unknown: Coolify does not tell what becomes of it (abc123: Scheduled.)"},
        {"such words to a tag", answering(R"({"message":["Application web: scheduled."]})"), by_tag(),
         "unknown: Coolify does not tell what becomes of it (Application web: scheduled.)"},
        {"a message alone", answering(R"({"message":"Hello."})"), by_tag(),
         "unknown: Coolify does not tell what becomes of it (Hello.)"},
        {"no words at all", answering(R"({"message":[]})"), by_tag(),
         "unknown: Coolify cannot be asked what it began for a tag"},
    });
}

TEST(CoolifyAnswer, that_is_not_coolifys_begins_nothing) {
    for (auto const* const body :
         {"<!DOCTYPE html><html><title>Login</title></html>", "", "OK", "[]", "{}", "null", "true",
          R"({"message":"Signed out."})", R"({"deployments":[]})", R"({"deployments":"soon"})"}) {
        EXPECT_EQ(outcome({body, answering(body), by_uuids({"abc123"}), ""}),
                  "again: Coolify has begun nothing")
            << body;
        EXPECT_TRUE(outcome({body, answering(body), by_tag(), ""}).starts_with("unknown: Coolify ")) << body;
    }
}

TEST(CoolifyAnswer, about_another_deployment_ends_none) {
    Coolified world;
    auto const action = world.deploying({"abc123"});
    auto const begun = world.carry(action);
    for (auto const* const body : {"<!DOCTYPE html><title>Login</title>", "{}", R"({"status":"finished"})",
                                   R"({"deployment_uuid":"other","status":"finished"})",
                                   R"({"deployment_uuid":"dep1","status":"skipped"})"}) {
        world.coolify.in_front = net::Reply{200, {}, body};
        EXPECT_EQ(world.follow(action, begun.reference).what, ActionResult::What::following) << body;
    }
}

TEST(CoolifyAnswer, kept_by_an_older_version_is_followed_on) {
    Coolified world;
    world.coolify.add({.uuid = "dep1", .application = "abc123", .status = "finished"});
    EXPECT_EQ(
        in_words(world.follow(
            world.deploying({"abc123"}),
            R"({"parts":[{"resource":"abc123","deployment":"dep1","skipped":false}],"refused":false})")),
        "done: Coolify finished deployment dep1 of web");
}

}  // namespace

}  // namespace cadence::engine::testing
