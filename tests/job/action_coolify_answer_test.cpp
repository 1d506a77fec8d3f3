// Every answer of 200 that Coolify and what may stand before it give to a request to deploy: only a
// deployment of each application, followed to its end, is a success.
#include "job/coolify.h"
#include "job/fake_coolify.h"

namespace cadence::job::testing {

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

std::string const kLookThere = ": check there, then retry or drop it";

/// What is begun is deployed at once, and well.
std::string outcome(Case const& it) {
    Coolified world;
    it.given(world.coolify);
    auto const action = it.action(world);
    auto result = world.carry(action);
    world.coolify.in_front.reset();
    world.coolify.all_are("finished");
    for (int i = 0; i < 10 && result.what == DeliveryResult::What::following; ++i) {
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
         "unknown: Coolify does not report how it ends (" + service + ")" + kLookThere},
        {"a database", nothing(), by_uuids({"db0123"}),
         "unknown: Coolify does not report how it ends (db0123: Database orders started.)"},
        {"a service with a tag", tagged({"svc789"}), by_tag(),
         "unknown: Coolify does not report how it ends (Service redis started."},
        {"a service beside an application", nothing(), by_uuids({"abc123", "svc789"}),
         "unknown: Coolify finished deployment dep1 of web, and does not report how the rest ends (" +
             service + ")" + kLookThere},
        {"so with a tag", tagged({"abc123", "svc789"}), by_tag(),
         "unknown: Coolify finished deployment dep1 of web, and does not report how the rest ends ("},
        {"words of another version",
         answering(R"({"deployments":[{"message":"Scheduled.","resource_uuid":"abc123"}]})"),
         by_uuids({"abc123"}), "unknown: Coolify does not report how it ends (abc123: Scheduled.)"},
        {"such words to a tag", answering(R"({"message":["Application web: scheduled."]})"), by_tag(),
         "unknown: Coolify does not report how it ends (Application web: scheduled.)"},
        {"a message alone", answering(R"({"message":"Hello."})"), by_tag(),
         "unknown: Coolify does not report how it ends (Hello.)"},
        {"no words at all", answering(R"({"message":[]})"), by_tag(),
         "unknown: Coolify cannot be asked what it began for a tag"},
    });
}

TEST(CoolifyAnswer, to_a_tag_is_a_success_only_if_all_of_it_is_understood) {
    auto const detail = [](std::string const& resource, std::string const& deployment) {
        return R"({"resource_uuid":")" + resource + R"(","deployment_uuid":)" + deployment + "}";
    };
    std::string const queued = R"("Application web deployment queued.")";
    expect_all({
        {"a list with gaps",
         answering(R"({"message":{"0":)" + queued + R"(,"2":"Unauthorized to deploy this application."},)" +
                   R"("details":[)" + detail("abc123", R"("dep1")") + "]}"),
         by_tag(), "following: Coolify does not know its deployment dep1"},
        {"words that are none", answering(R"({"message":[7]})"), by_tag(),
         "unknown: Coolify does not report how it ends (7)"},
        {"a detail without a deployment",
         answering(R"({"message":[],"details":[)" + detail("def456", "null") + "]}"), by_tag(),
         "unknown: Coolify does not report how it ends (def456 without a deployment's uuid)"},
        {"one deployment of two",
         answering(R"({"message":[)" + queued + "," + queued + R"(],"details":[)" +
                   detail("abc123", R"("dep1")") + "," + detail("def456", R"("dep1")") + "]}"),
         by_tag(), "unknown: Coolify cannot be asked what it began for a tag"},
        {"a detail that is none", answering(R"({"message":[)" + queued + R"(],"details":["dep1"]})"),
         by_tag(), "unknown: Coolify cannot be asked what it began for a tag"},
    });
}

TEST(CoolifyAnswer, of_a_list_with_gaps_says_what_was_not_begun) {
    auto const started = coolify::read_started(
        R"({"message":{"0":"Application web deployment queued.","2":"Unauthorized to deploy this application."},)"
        R"("details":[{"resource_uuid":"abc123","deployment_uuid":"dep1"}]})",
        {});
    ASSERT_TRUE(started);
    EXPECT_EQ(started->parts.size(), 1U);
    EXPECT_EQ(started->not_begun, std::vector<std::string>{"Unauthorized to deploy this application."});
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
        EXPECT_EQ(world.follow(action, begun.reference).what, DeliveryResult::What::following) << body;
    }
}

TEST(CoolifyAnswer, about_a_deployment_that_was_not_begun_here_is_unknown) {
    for (
        auto const* const body :
        {R"({"deployment_uuid":"dep1","status":"finished","pull_request_id":7})",
         R"({"deployment_uuid":"dep1","status":"finished","restart_only":true})",
         R"({"deployment_uuid":"dep1","status":"finished","rollback":true})",
         R"({"deployment_uuid":"dep1","status":"finished","deployment_url":"/application/zzz/deployment/dep1"})"}) {
        Coolified world;
        auto const action = world.deploying({"abc123"});
        auto const begun = world.carry(action);
        world.coolify.in_front = net::Reply{200, {}, body};
        auto const words = in_words(world.follow(action, begun.reference));
        EXPECT_TRUE(words.starts_with("unknown: Coolify's deployment dep1 is not the one that was begun"))
            << words;
    }
}

TEST(CoolifyAnswer, that_names_a_commit_is_believed_and_no_other_is_assumed) {
    auto const judged = [](std::vector<std::string> const& commits) {
        std::vector<coolify::Deployment> all;
        for (auto const& commit : commits)
            all.push_back(
                {.uuid = "d" + std::to_string(all.size() + 1), .status = "finished", .commit = commit});
        return coolify::judge(all, kCommit, "");
    };
    auto const other = std::string(40, 'b');
    EXPECT_EQ(judged({kCommit, kCommit}).commit, kCommit);
    EXPECT_EQ(judged({kCommit, kCommit.substr(0, 7)}).commit, kCommit);
    EXPECT_EQ(judged({other}).commit, other) << "it becomes an issue";
    EXPECT_EQ(judged({other, ""}).commit, other);
    EXPECT_EQ(judged({kCommit, ""}).commit, "") << "of the second nobody knows";
    EXPECT_EQ(judged({""}).commit, "");
    auto const differ = judged({kCommit, other});
    EXPECT_EQ(in_words(differ), "unknown: Coolify finished deployment d1 with commit " + kCommit +
                                    ", deployment d2 with commit " + other +
                                    ", which is not one commit: check there, then retry or drop it");
    EXPECT_EQ(coolify::read_deployment(R"({"status":"finished","commit":"HEAD"})")->commit, "");
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

}  // namespace cadence::job::testing
