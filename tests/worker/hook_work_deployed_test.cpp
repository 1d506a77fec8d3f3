// What the deployments that a hook tells of come to.
#include "worker/hook_work_world.h"

namespace cadence::worker {
namespace {

forge::Deployed coolify(std::string environment) {
    return {.environment = std::move(environment), .application = "web", .reference = "dep456"};
}

TEST(HookWork, a_deployment_of_no_repository_is_not_assumed_to_be_of_the_one_that_is_meant) {
    Scene scene;
    forge::Deployed const told{.environment = "staging", .commit = kHead};
    for (auto const source : {forge::Source::github, forge::Source::gitlab}) {
        scene.hook.source = source;
        EXPECT_EQ(scene.work(told).doubts,
                  (std::vector<std::string>{
                      "ignored: deployment without a repository, where acme/backend is expected"}));
    }
    scene.hook.source = forge::Source::generic;
    EXPECT_EQ(scene.report(told).commit, kHead) << "a script need not say";
}

TEST(HookWork, deployments_may_be_told_by_another_repository_that_the_hook_names) {
    Scene scene;
    scene.hook.repository = "acme/operations";
    forge::Deployed const told{.repository = "acme/operations", .environment = "staging", .commit = kHead};
    EXPECT_EQ(scene.report(told).commit, kHead);
    auto other = push();
    other.repository = "acme/operations";
    EXPECT_TRUE(scene.work(other).commands.empty()) << "what is merged there is none of this train";
}

TEST(HookWork, a_deployment_goes_where_the_hook_says_that_environment_is) {
    Scene scene;
    forge::Deployed const fact{.repository = "acme/backend",
                               .environment = "production",
                               .course = forge::Course::started,
                               .version = "1.2.0",
                               .commit = kHead,
                               .reference = "145988746",
                               .at = utc("2026-01-06T08:00:00Z")};
    auto const report = scene.report(fact);
    EXPECT_EQ(report.environment, Environment::production);
    EXPECT_EQ(report.status, release::DeploymentStatus::started);
    EXPECT_EQ(report.version, "1.2.0");
    EXPECT_EQ(report.commit, kHead);
    EXPECT_EQ(report.release, "");  // the train knows best which one ships that
    EXPECT_EQ(report.source, "github deployment 145988746");
    EXPECT_EQ(report.at, utc("2026-01-06T08:00:00Z"));
    EXPECT_EQ(scene.note(forge::Deployed{
                  .repository = "acme/backend", .environment = "preview-12", .commit = kHead}),
              "ignored: deployment to preview-12, which is not one of this hook's environments");
}

TEST(HookWork, what_github_would_not_tell_any_more_is_no_news_of_what_is_deployed_now) {
    Scene scene;
    forge::Deployed old{.repository = "acme/backend",
                        .environment = "production",
                        .commit = kHead,
                        .at = kArrived - engine::kArrivalKept};
    scene.report(old);
    *old.at -= std::chrono::seconds{1};
    EXPECT_EQ(scene.note(old),
              "ignored: deployment of Tue 2025-12-30 08:59:59 UTC, which is more than a week old");
    scene.hook.source = forge::Source::generic;  // signs its time, and may catch up
    scene.report(old);
}

TEST(HookWork, of_a_deployment_without_version_and_commit_nothing_is_assumed) {
    Scene scene;
    scene.hook.source = forge::Source::coolify;
    scene.release(kFirst, State::deploying, "1.2.0");
    auto const report = scene.report(coolify("production"));
    EXPECT_EQ(report.release, "") << "the train knows best which may claim it";
    EXPECT_EQ(report.version, "");
    EXPECT_EQ(report.commit, "");
}

TEST(HookWork, an_application_is_known_by_its_name_where_its_uuid_is_not) {
    Scene scene;
    scene.hook.source = forge::Source::coolify;
    scene.hook.environments = {{"web", Environment::production}};
    scene.release(kFirst, State::deploying, "1.2.0");
    EXPECT_EQ(scene.report(coolify("abc123")).environment, Environment::production);
}

TEST(HookWork, staging_without_version_and_commit_runs_nobody_knows_what_and_that_is_said) {
    Scene scene;
    release::Merge merge;
    merge.number = 1;
    merge.commit = "1111111";
    merge.merged_at = utc("2026-01-06T07:00:00Z");
    scene.standing.merges.add(merge);
    scene.hook.source = forge::Source::coolify;
    EXPECT_EQ(scene.report(coolify("staging")).commit, "") << "an older build may end after a newer merge";
    EXPECT_EQ(
        scene.work(coolify("staging")).doubts,
        (std::vector<std::string>{"deployment to staging of an unknown commit: it meets no staging deadline; "
                                  "give this hook server and token_from, so that Coolify can be asked"}));
    auto failed = coolify("staging");
    failed.course = forge::Course::failed;
    EXPECT_TRUE(scene.work(failed).doubts.empty()) << "what failed keeps none anyway";
}

TEST(HookWork, what_coolify_says_when_it_is_asked_is_the_commit) {
    Scene scene;
    scene.hook.source = forge::Source::coolify;
    scene.asked = AskedCommit{kHead, {}};
    EXPECT_EQ(scene.report(coolify("staging")).commit, kHead);
    EXPECT_TRUE(scene.work(coolify("staging")).doubts.empty());
    scene.release(kFirst, State::deploying, "1.2.0");
    EXPECT_EQ(scene.report(coolify("production")).commit, kHead);
    scene.asked = AskedCommit{{}, "Coolify answers HTTP 404"};
    EXPECT_EQ(scene.work(coolify("staging")).doubts.at(0),
              "deployment to staging of an unknown commit: it meets no staging deadline; Coolify answers "
              "HTTP 404");
}

TEST(HookWork, what_coolify_says_otherwise_when_it_is_asked_is_not_recorded) {
    Scene scene;
    scene.hook.source = forge::Source::coolify;
    scene.asked = AskedCommit{.contradiction = "says \"failed\""};
    auto const work = scene.work(coolify("production"));
    EXPECT_TRUE(work.commands.empty());
    EXPECT_EQ(work.doubts, (std::vector<std::string>{"ignored: deployment to production that has succeeded: "
                                                     "Coolify, asked about it, says \"failed\""}));
}

TEST(HookWork, a_script_that_names_no_environment_of_ours_has_a_mistake_others_tell_of_their_own) {
    Scene scene;
    forge::Deployed const preview{.environment = "preview", .commit = kHead};
    EXPECT_TRUE(scene.work(preview).faults.empty());
    scene.hook.source = forge::Source::generic;
    EXPECT_EQ(
        scene.work(preview).faults,
        (std::vector<std::string>{"deployment to preview, which is not one of this hook's environments"}));
}

}  // namespace
}  // namespace cadence::worker
