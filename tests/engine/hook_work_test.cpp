// What the facts in a hook come to.
#include "engine/hook_work.h"

#include <gtest/gtest.h>

#include "engine/endpoint.h"
#include "engine/house.h"

namespace cadence::engine {
namespace {

using release::Environment;
using release::RecordMerge;
using release::ReportDeployment;

std::string const kHead = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";
auto const kArrived = utc("2026-01-06T09:00:00Z");

class Scene {
  public:
    Scene() : config{config_of_spec()} {
        hook.name = "backend";
        hook.source = forge::Source::github;
        hook.train = kTrain;
        hook.environments = {{"production", Environment::production}, {"staging", Environment::staging}};
        config.people[0].known_as["github_login"] = "AnnaGit";
        config.people[0].known_as["gitlab_username"] = "anna.lab";
        config.trains[0].forge = forge::Forge{.repository = "acme/backend"};
        standing.id = kTrain;
    }
    HookWork work(forge::Fact const& fact) { return work_of({fact}, scene()); }
    HookScene scene() {
        return {.config = config,
                .hook = hook,
                .train = config.trains[0],
                .standing = standing,
                .arrived_at = kArrived,
                .known_pull_request = known};
    }
    RecordMerge merge(forge::Fact const& fact) { return the<RecordMerge>(work(fact)); }
    ReportDeployment report(forge::Fact const& fact) { return the<ReportDeployment>(work(fact)); }
    std::string note(forge::Fact const& fact) {
        auto const found = work(fact);
        EXPECT_TRUE(found.commands.empty());
        return found.notes.size() == 1 ? found.notes[0] : "not one note";
    }
    release::Release& release(std::string const& id, State state, std::string version = "") {
        auto& added = standing.releases[id];
        added.id = id;
        added.state = state;
        if (!version.empty()) added.candidate = release::Candidate{version, "4f1c9a0", kArrived, "anna"};
        return added;
    }

    Config config;
    HookConfig hook;
    release::Train standing;
    KnownPullRequest known;

  private:
    template <class Command>
    static Command the(HookWork const& work) {
        if (work.commands.size() != 1 || !std::holds_alternative<Command>(work.commands[0].command)) {
            ADD_FAILURE() << "another command, or another number of them";
            return {};
        }
        EXPECT_EQ(work.commands[0].train, kTrain);
        return std::get<Command>(work.commands[0].command);
    }
};

forge::Pushed push(std::string message = "Round the totals") {
    return {.repository = "Acme/Backend",
            .branch = "main",
            .before = "0000001",
            .commit = kHead,
            .author = "annagit",
            .title = message.substr(0, message.find('\n')),
            .message = message,
            .committed_at = utc("2026-01-05T09:00:00Z")};
}

forge::PullRequestChanged merged_pull_request() {
    forge::PullRequestChanged changed{.repository = "acme/backend", .action = "closed"};
    changed.pull_request = {.number = "12",
                            .title = "Round the totals",
                            .author = "annagit",
                            .branch = "round-totals",
                            .base = "main",
                            .head = "1111111",
                            .labels = {"urgent"},
                            .open = false,
                            .merged = true,
                            .merge_commit = kHead,
                            .merged_at = utc("2026-01-06T08:59:00Z")};
    return changed;
}

TEST(HookWork, a_push_to_the_main_branch_is_a_merge_of_its_head) {
    Scene scene;
    auto const merge = scene.merge(push("Merge pull request #12 from acme/round-totals\n\nRound them"));
    EXPECT_EQ(merge.commit, kHead);
    EXPECT_EQ(merge.author, "anna");
    EXPECT_EQ(merge.title, "Merge pull request #12 from acme/round-totals");
    EXPECT_EQ(merge.pull_request, "12");
    EXPECT_EQ(merge.branch, "");  // a message may claim any, and the forge knows of none
    EXPECT_EQ(merge.committed_at, utc("2026-01-05T09:00:00Z"));
    EXPECT_EQ(merge.merged_at, kArrived);  // a commit's own time is whatever its author's clock said
    EXPECT_TRUE(merge.labels.empty());
}

TEST(HookWork, what_is_known_of_a_pull_request_completes_the_push) {
    Scene scene;
    std::string asked;
    scene.known = [&](std::string const& train, std::string const& number) {
        asked = train + " " + number;
        return std::optional{merged_pull_request().pull_request};
    };
    auto const merge = scene.merge(push("Round the totals (#12)"));
    EXPECT_EQ(asked, "backend 12");
    EXPECT_EQ(merge.branch, "round-totals");
    EXPECT_EQ(merge.labels, std::vector<std::string>{"urgent"});
    asked.clear();
    EXPECT_EQ(scene.merge(push()).pull_request, "");
    EXPECT_EQ(asked, "");
}

TEST(HookWork, what_a_merge_touched_is_told_by_the_push_or_known_of_the_pull_request) {
    Scene scene;
    auto pushed = push("Round the totals (#12)");
    EXPECT_TRUE(scene.merge(pushed).paths.empty());
    auto known = merged_pull_request().pull_request;
    known.paths = {"docs/a.md"};
    scene.known = [&](std::string const&, std::string const&) { return std::optional{known}; };
    EXPECT_EQ(scene.merge(pushed).paths, known.paths);
    EXPECT_EQ(scene.merge(merged_pull_request()).paths, known.paths);
    pushed.paths = {"src/main.c"};
    EXPECT_EQ(scene.merge(pushed).paths, pushed.paths) << "a message may name any pull request";
    known.head = "2222222";
    EXPECT_TRUE(scene.merge(merged_pull_request()).paths.empty()) << "that was another head";
}

TEST(HookWork, people_are_known_by_the_name_of_that_service_only) {
    Scene scene;
    scene.hook.source = forge::Source::gitlab;
    EXPECT_EQ(scene.merge(push()).author, "annagit");
    auto lab = push();
    lab.author = "anna.lab";
    EXPECT_EQ(scene.merge(lab).author, "anna");
    scene.hook.source = forge::Source::gitea;
    EXPECT_EQ(scene.merge(lab).author, "anna.lab");
}

TEST(HookWork, other_branches_other_repositories_and_what_is_gone_are_left_alone) {
    Scene scene;
    auto fact = push();
    fact.branch = "fix/x";
    EXPECT_EQ(scene.note(fact), "ignored: push to fix/x");
    fact = push();
    fact.commit = "";
    EXPECT_EQ(scene.note(fact), "ignored: the branch main is gone");
    fact = push();
    fact.repository = "acme/web";
    EXPECT_EQ(scene.note(fact), "ignored: push of acme/web, which is not the repository of this train");
    scene.config.trains[0].forge.reset();
    EXPECT_EQ(scene.merge(fact).commit, kHead);  // without a forge there is nothing to compare with
}

TEST(HookWork, a_merged_pull_request_is_a_merge_with_all_that_it_says) {
    Scene scene;
    auto const work = scene.work(merged_pull_request());
    ASSERT_EQ(work.commands.size(), 1U);
    auto const& merge = std::get<RecordMerge>(work.commands[0].command);
    EXPECT_EQ(merge.commit, kHead);
    EXPECT_EQ(merge.author, "anna");
    EXPECT_EQ(merge.branch, "round-totals");
    EXPECT_EQ(merge.pull_request, "12");
    EXPECT_EQ(merge.labels, std::vector<std::string>{"urgent"});
    EXPECT_EQ(merge.merged_at, utc("2026-01-06T08:59:00Z"));
    ASSERT_EQ(work.heard.size(), 1U);  // the merge gate hears of it as well
}

TEST(HookWork, nothing_happens_later_than_it_was_told) {
    Scene scene;
    auto fact = merged_pull_request();
    fact.pull_request.merged_at = utc("2026-01-06T10:00:00Z");
    auto const work = scene.work(fact);
    EXPECT_EQ(std::get<RecordMerge>(work.commands.at(0).command).merged_at, kArrived);
    forge::Deployed deployed{.environment = "staging", .version = "1.2.0"};
    deployed.at = utc("2026-01-07T09:00:00Z");
    EXPECT_EQ(scene.report(deployed).at, kArrived);
}

TEST(HookWork, other_changes_of_pull_requests_and_merge_groups_are_the_merge_gates) {
    Scene scene;
    auto elsewhere = merged_pull_request();
    elsewhere.pull_request.base = "release/1.1";
    auto opened = merged_pull_request();
    opened.pull_request.merged = false;
    forge::MergeGroup const group{.repository = "acme/backend", .base = "main", .head = kHead};
    for (auto const& fact : {forge::Fact{elsewhere}, forge::Fact{opened}, forge::Fact{group}}) {
        auto const work = scene.work(fact);
        EXPECT_TRUE(work.commands.empty());
        ASSERT_EQ(work.heard.size(), 1U);
        EXPECT_EQ(work.heard[0], fact);
        EXPECT_EQ(work.notes.size(), 1U);
    }
    opened.repository = "acme/web";
    EXPECT_TRUE(scene.work(opened).heard.empty());
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
    EXPECT_EQ(scene.note(forge::Deployed{.environment = "preview-12", .commit = kHead}),
              "ignored: deployment to preview-12, which is none of this hook's environments");
}

TEST(HookWork, what_github_would_not_tell_any_more_is_no_news_of_what_is_deployed_now) {
    Scene scene;
    forge::Deployed old{.environment = "production", .commit = kHead, .at = kArrived - kArrivalKept};
    scene.report(old);
    *old.at -= std::chrono::seconds{1};
    EXPECT_EQ(scene.note(old), "ignored: deployment of 2025-12-30T08:59:59Z, which is more than a week old");
    scene.hook.source = forge::Source::generic;  // signs its time, and may catch up
    scene.report(old);
}

forge::Deployed coolify(std::string environment) {
    return {.environment = std::move(environment), .application = "web", .reference = "dep456"};
}

TEST(HookWork, a_deployment_without_version_and_commit_is_of_what_is_on_its_way_to_production) {
    Scene scene;
    EXPECT_EQ(scene.note(coolify("production")),
              "ignored: deployment to production without version and commit, and there is not one release "
              "that it must be");
    scene.release("backend-hotfix-2026-01-05-x", State::approved, "1.1.1");
    EXPECT_EQ(scene.report(coolify("production")).release, "backend-hotfix-2026-01-05-x");
    scene.release(kFirst, State::held, "1.2.0");
    EXPECT_NE(scene.note(coolify("production")), "");  // it may be either
    scene.release(kFirst, State::deploying, "1.2.0");
    auto const report = scene.report(coolify("production"));
    EXPECT_EQ(report.release, kFirst);
    EXPECT_EQ(report.version, "1.2.0");
    EXPECT_EQ(report.commit, "4f1c9a0");
    auto& back = scene.release(kFirst, State::rolling_back);
    back.rollback = release::Rollback{.from_version = "1.2.0", .to_version = "1.1.0", .to_commit = "1111111"};
    EXPECT_EQ(scene.report(coolify("production")).version, "1.1.0");
    EXPECT_EQ(scene.report(coolify("production")).release, kFirst);
}

TEST(HookWork, an_application_is_known_by_its_name_where_its_uuid_is_not) {
    Scene scene;
    scene.hook.environments = {{"web", Environment::production}};
    scene.release(kFirst, State::deploying, "1.2.0");
    EXPECT_EQ(scene.report(coolify("abc123")).environment, Environment::production);
}

TEST(HookWork, staging_without_version_and_commit_runs_the_last_merge_before_it) {
    Scene scene;
    EXPECT_EQ(scene.note(coolify("staging")),
              "ignored: deployment to staging without version and commit, and no merge is known");
    for (auto const* const at : {"2026-01-06T07:00:00Z", "2026-01-06T08:00:00Z", "2026-01-06T09:30:00Z"}) {
        release::Merge merge;
        merge.number = static_cast<int>(scene.standing.merges.size()) + 1;
        merge.commit = std::string(7, static_cast<char>('0' + merge.number));
        merge.merged_at = utc(at);
        scene.standing.merges.push_back(merge);
    }
    EXPECT_EQ(scene.report(coolify("staging")).commit, "2222222");
    EXPECT_EQ(scene.report(coolify("staging")).release, "");
}

TEST(HookWork, tags_pings_and_the_like_come_to_words) {
    Scene scene;
    EXPECT_EQ(scene.note(forge::Tagged{.repository = "acme/backend", .tag = "v1.2.0"}),
              "tag v1.2.0: checks look at tags themselves");
    EXPECT_EQ(scene.note(forge::Ignored{"ping"}), "ignored: ping");
}

TEST(HookWork, what_a_script_tells_of_a_merge_is_taken_as_it_is) {
    Scene scene;
    scene.hook.source = forge::Source::generic;
    auto const merge = scene.merge(forge::MergeTold{
        .commit = kHead, .author = "anna", .title = "One\nTwo", .branch = "x", .labels = {"hotfix"}});
    EXPECT_EQ(merge.title, "One");
    EXPECT_EQ(merge.merged_at, kArrived);
    EXPECT_EQ(merge.labels, std::vector<std::string>{"hotfix"});
}

TEST(HookWork, an_endpoint_is_called_by_its_name_unless_that_is_its_secret) {
    HookConfig hook;
    hook.name = "backend";
    hook.source = forge::Source::github;
    hook.train = kTrain;
    EXPECT_EQ(endpoint_of(hook), "github/backend");
    hook.source = forge::Source::coolify;
    auto const called = endpoint_of(hook);
    EXPECT_TRUE(called.starts_with("coolify/backend-")) << called;
    hook.name = "backend2";
    EXPECT_NE(endpoint_of(hook), called);
}

}  // namespace
}  // namespace cadence::engine
