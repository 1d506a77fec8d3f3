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
                .known_pull_request = known,
                .asked = asked,
                .first_repository = first};
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
    std::optional<AskedCommit> asked;
    std::string first;

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
}

TEST(HookWork, without_a_forge_the_hook_says_which_repository_is_meant_however_it_is_spelled) {
    Scene scene;
    scene.config.trains[0].forge.reset();
    scene.hook.repository = "acme/BACKEND";
    EXPECT_EQ(scene.merge(push()).commit, kHead);
    auto other = push();
    other.repository = "acme/web";
    EXPECT_EQ(scene.note(other), "ignored: push of acme/web, which is not the repository of this hook");
    EXPECT_TRUE(scene.work(other).doubts.empty()) << "that was said";
    auto deployed = forge::Deployed{.repository = "acme/web", .environment = "staging", .commit = kHead};
    EXPECT_EQ(scene.note(deployed),
              "ignored: deployment of acme/web, which is not the repository of this hook");
}

TEST(HookWork, where_nothing_says_which_repository_is_meant_the_first_one_is_and_the_second_is_told_of) {
    Scene scene;
    scene.config.trains[0].forge.reset();
    EXPECT_EQ(scene.work(push()).repository, "Acme/Backend");
    scene.first = "Acme/Backend";
    auto pull = merged_pull_request();
    EXPECT_EQ(scene.work(pull).heard.size(), 1U) << "in any case";
    auto other = push();
    other.repository = "acme/web";
    auto const work = scene.work(other);
    EXPECT_TRUE(work.commands.empty());
    EXPECT_EQ(work.doubts,
              (std::vector<std::string>{
                  "ignored: push of acme/web, after others of Acme/Backend: name the one that is "
                  "meant, repository = \"Acme/Backend\", in [[hooks]]"}));
    EXPECT_FALSE(work.understood);
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

TEST(HookWork, a_commits_author_without_a_login_is_known_by_the_whole_name) {
    Scene scene;
    auto pushed = push();
    pushed.author = scene.config.people[0].name;
    EXPECT_EQ(scene.merge(pushed).author, "anna");
}

TEST(HookWork, a_push_of_several_pull_requests_tells_of_those_that_came_with_it) {
    Scene scene;
    auto pushed = push("Fix CI (#12)");
    pushed.brought = {{"1111111", "11"}, {"2222222", "7"}, {"3333333", "99"}};
    scene.known = [](std::string const&, std::string const& number) {
        std::optional<forge::PullRequest> pull;
        if (number == "99") return pull;
        pull = merged_pull_request().pull_request;
        pull->number = number;
        pull->branch = "branch-" + number;
        pull->merge_commit = number == "7" ? "0000007" : "1111111";  // 7 was merged before
        return pull;
    };
    auto const merge = scene.merge(pushed);
    ASSERT_EQ(merge.beside.size(), 1U);
    EXPECT_EQ(merge.beside[0].pull_request, "11");
    EXPECT_EQ(merge.beside[0].branch, "branch-11");
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

TEST(HookWork, of_a_deployment_without_version_and_commit_nothing_is_assumed) {
    Scene scene;
    scene.release(kFirst, State::deploying, "1.2.0");
    auto const report = scene.report(coolify("production"));
    EXPECT_EQ(report.release, "") << "the train knows best which may claim it";
    EXPECT_EQ(report.version, "");
    EXPECT_EQ(report.commit, "");
}

TEST(HookWork, an_application_is_known_by_its_name_where_its_uuid_is_not) {
    Scene scene;
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
    scene.standing.merges.push_back(merge);
    scene.hook.source = forge::Source::coolify;
    EXPECT_EQ(scene.report(coolify("staging")).commit, "") << "an older build may end after a newer merge";
    EXPECT_EQ(scene.work(coolify("staging")).doubts,
              (std::vector<std::string>{"deployment to staging of an unknown commit: it keeps no promise of "
                                        "staging; give this hook server and token_from, so that Coolify can "
                                        "be asked"}));
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
              "deployment to staging of an unknown commit: it keeps no promise of staging; Coolify answers "
              "HTTP 404");
}

TEST(HookWork, a_script_that_names_no_environment_of_ours_has_a_mistake_others_tell_of_their_own) {
    Scene scene;
    forge::Deployed const preview{.environment = "preview", .commit = kHead};
    EXPECT_TRUE(scene.work(preview).faults.empty());
    scene.hook.source = forge::Source::generic;
    EXPECT_EQ(scene.work(preview).faults,
              (std::vector<std::string>{"deployment to preview, which is none of this hook's environments"}));
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
