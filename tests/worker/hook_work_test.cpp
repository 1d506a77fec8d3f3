// What the facts of pushes, pull requests and merges in a hook come to.
#include "worker/hook_work_world.h"

namespace cadence::worker {
namespace {

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
              (std::vector<std::string>{"ignored: push of acme/web, after merges of Acme/Backend: name the "
                                        "right one in [[hooks]], repository = \"owner/name\""}));
    EXPECT_FALSE(work.understood);
}

TEST(HookWork, only_what_reaches_the_main_branch_says_which_repository_is_meant) {
    Scene scene;
    scene.config.trains[0].forge.reset();
    forge::Deployed const deployed{.repository = "acme/infra", .environment = "staging", .commit = kHead};
    EXPECT_EQ(scene.work(deployed).repository, "");
    auto branch = push();
    branch.branch = "fix/x";
    EXPECT_EQ(scene.work(branch).repository, "");
    auto pull = merged_pull_request();
    EXPECT_EQ(scene.work(pull).repository, "acme/backend");
    EXPECT_EQ(scene.work(push()).repository, "Acme/Backend");
    pull.pull_request.base = "develop";
    EXPECT_EQ(scene.work(pull).repository, "");
}

TEST(HookWork, a_push_that_goes_back_says_what_it_replaces) {
    Scene scene;
    auto const newer = std::string(40, 'b');
    scene.standing.merges = {{.number = 1, .commit = kHead}, {.number = 2, .commit = newer}};
    auto back = push();
    back.before = newer;
    EXPECT_EQ(scene.merge(back).replaces, newer);
    back.before = std::string(40, 'c');
    EXPECT_EQ(scene.merge(back).replaces, "");
    back.forced = true;
    EXPECT_EQ(scene.merge(back).replaces, back.before);
    auto on = push();
    on.commit = newer;
    on.before = kHead;
    EXPECT_EQ(scene.merge(on).replaces, "");
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
    forge::Deployed deployed{.repository = "acme/backend", .environment = "staging", .version = "1.2.0"};
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

TEST(HookWork, what_a_script_tells_of_a_merge_elsewhere_is_left_alone) {
    Scene scene;
    scene.hook.source = forge::Source::generic;
    EXPECT_EQ(scene.note(forge::MergeTold{.repository = "acme/other", .commit = kHead}),
              "ignored: merge of acme/other, which is not the repository of this train");
    scene.config.trains[0].forge.reset();
    scene.hook.repository = "acme/backend";
    EXPECT_EQ(scene.note(forge::MergeTold{.repository = "acme/other", .commit = kHead}),
              "ignored: merge of acme/other, which is not the repository of this hook");
    EXPECT_EQ(scene.merge(forge::MergeTold{.repository = "acme/backend", .commit = kHead}).commit, kHead);
    EXPECT_EQ(scene.merge(forge::MergeTold{.commit = kHead}).commit, kHead);
}

TEST(HookWork, an_endpoint_is_called_by_its_name_unless_that_is_its_secret) {
    config::HookConfig hook;
    hook.name = "backend";
    hook.source = forge::Source::github;
    hook.train = kTrain;
    EXPECT_EQ(config::endpoint_of(hook), "github/backend");
    hook.source = forge::Source::coolify;
    auto const called = config::endpoint_of(hook);
    EXPECT_TRUE(called.starts_with("coolify/backend-")) << called;
    hook.name = "backend2";
    EXPECT_NE(config::endpoint_of(hook), called);
}

}  // namespace
}  // namespace cadence::worker
