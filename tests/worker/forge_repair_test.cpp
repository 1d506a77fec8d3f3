// Merges that no hook has told of, and the other forges: GitLab's statuses and external checks, Gitea's.
#include <gmock/gmock.h>

#include "worker/forge_world.h"

namespace cadence::worker {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

using Github = ForgeWorld<FakeGithub>;
using Gitlab = ForgeWorld<FakeGitlab>;
using Gitea = ForgeWorld<FakeGitea>;

std::string sha(char c) {
    return std::string(40, c);
}

release::Merges merges(House& house) {
    return house.engine->train(kTrain).merges;
}

TEST(ForgeSweep, records_a_merge_that_no_hook_has_told_of) {
    Github world;
    world.service.put({12, "fix-login", "a1", "main", {"hotfix"}});
    world.start();
    world.pass(10min);
    EXPECT_TRUE(merges(world.house).empty()) << "what was there before may be of last year";
    world.service.put({12, "fix-login", "a1", "main", {"hotfix"}, false});
    auto const at = world.house.clock.now();
    world.service.head = {.sha = sha('b'),
                          .message = "Merge pull request #12 from acme/fix-login\n\nMend the login",
                          .author = "monalisa",
                          .at = format_instant(at + 1min)};
    world.pass(6min);
    ASSERT_EQ(merges(world.house).size(), 1U);
    auto const merge = merges(world.house).front();
    EXPECT_EQ(merge.commit, sha('b'));
    EXPECT_EQ(merge.pull_request, "12");
    EXPECT_EQ(merge.branch, "fix-login");
    EXPECT_EQ(merge.author, "monalisa");
    EXPECT_EQ(merge.title, "Merge pull request #12 from acme/fix-login");
    EXPECT_EQ(merge.merged_at, at + 1min);
    world.start();
    world.pass(20min);
    EXPECT_EQ(merges(world.house).size(), 1U) << "once";
    for (auto const& report : world.reports)
        EXPECT_THAT(report, ::testing::Not(HasSubstr("is not recorded")));
}

/// Something was recorded, then the daemon was away, or the forge was not configured: how many merges are
/// recorded once it looks at the branch.
template <class Service>
std::size_t merges_after_a_first_look(forge::Forge forge, void (*meanwhile)(Service&)) {
    ForgeWorld<Service> world{std::move(forge)};
    release::RecordMerge told;
    told.commit = sha('a');
    EXPECT_TRUE(world.house.ask("olga", told));
    world.service.put({1, "fix", "a1"});
    world.service.head = {.sha = sha('c'), .message = "Speed up (#7)"};
    meanwhile(world.service);
    world.start();
    world.pass(6min);
    EXPECT_EQ(world.state_of("a1"), "success");
    EXPECT_FALSE(world.standing().failing_since);
    auto const found = merges(world.house).size();
    world.service.head.sha = sha('d');
    world.pass(6min);
    EXPECT_EQ(merges(world.house).back().commit, sha('d')) << "the next one is one in any case";
    return found;
}

template <class Service>
void expect_a_missed_merge_only_from_ahead(forge::Forge const& forge) {
    auto const after = [&](void (*meanwhile)(Service&)) {
        return merges_after_a_first_look(forge, meanwhile);
    };
    EXPECT_EQ(after([](Service& service) { service.behind = {sha('a')}; }), 2U);
    EXPECT_EQ(after([](Service& service) { service.head.sha = sha('a'); }), 1U) << "nothing has happened";
    EXPECT_EQ(after([](Service& service) { service.commits = {sha('a')}; }), 1U) << "main is elsewhere";
    EXPECT_EQ(after([](Service&) {}), 1U) << "it is of another repository";
}

TEST(ForgeSweep, records_what_was_merged_while_the_daemon_was_away_and_no_old_head) {
    expect_a_missed_merge_only_from_ahead<FakeGithub>({});
    expect_a_missed_merge_only_from_ahead<FakeGitlab>(
        {.kind = forge::Kind::gitlab, .api_url = "https://gitlab.com/api/v4"});
    expect_a_missed_merge_only_from_ahead<FakeGitea>(
        {.kind = forge::Kind::gitea, .api_url = "https://git.acme.example/api/v1"});
}

TEST(ForgeSweep, asks_again_whether_main_has_gone_on_when_the_forge_could_not_tell) {
    Github world;
    release::RecordMerge told;
    told.commit = sha('a');
    EXPECT_TRUE(world.house.ask("olga", told));
    world.service.behind = {sha('a')};
    world.service.head.sha = sha('c');
    world.service.broken = "compare";
    world.start();
    world.pass(6min);
    EXPECT_EQ(merges(world.house).size(), 1U);
    EXPECT_FALSE(world.standing().failing_since) << "the gates go on";
    world.service.broken = {};
    world.pass(6min);
    EXPECT_EQ(merges(world.house).size(), 2U);
}

TEST(ForgeSweep, tells_of_a_head_that_it_cannot_place) {
    Github world;
    release::RecordMerge told;
    told.commit = sha('a');
    EXPECT_TRUE(world.house.ask("olga", told));
    world.service.head.sha = sha('c');
    world.start();
    EXPECT_THAT(world.reports.back(), HasSubstr("main is at " + sha('c')));
    EXPECT_THAT(world.reports.back(), HasSubstr("cadencectl merged " + sha('c') + " --train backend"));
    auto const told_so = world.reports.size();
    world.pass(30min);
    EXPECT_EQ(world.reports.size(), told_so) << "once";
}

/// Main was at a, then at b, and is at a again: a hook has told of both.
struct MovedBack : Github {
    MovedBack() {
        for (char const c : {'a', 'b'}) {
            release::RecordMerge told;
            told.commit = sha(c);
            EXPECT_TRUE(house.ask("olga", told));
        }
        service.head.sha = sha('a');
        service.commits = {sha('a'), sha('b')};
        service.behind = {sha('a')};
    }
    [[nodiscard]] std::vector<std::string> left() {
        std::vector<std::string> commits;
        for (auto const& each : merges(house)) commits.push_back(each.commit);
        return commits;
    }
};

TEST(ForgeSweep, takes_off_main_what_main_does_not_contain_any_more) {
    MovedBack world;
    world.start();
    EXPECT_EQ(world.left().size(), 2U) << "the forge may lag behind a push";
    world.pass(6min);
    EXPECT_THAT(world.left(), ElementsAre(sha('a')));
    EXPECT_EQ(world.house.lines_of("merges_left").size(), 1U);
}

TEST(ForgeSweep, takes_off_main_what_it_was_moved_off_to_something_new) {
    MovedBack world;
    world.service.head.sha = sha('a');
    world.service.behind = {sha('a'), sha('b')};
    world.start();
    world.service.behind = {sha('a')};
    world.service.head.sha = sha('c');
    world.pass(6min);
    EXPECT_THAT(world.left(), ElementsAre(sha('a'), sha('c')));
}

TEST(ForgeSweep, takes_nothing_off_main_where_the_forge_does_not_say_so) {
    MovedBack world;
    world.service.broken = "compare";
    world.start();
    world.pass(20min);
    EXPECT_EQ(world.left().size(), 2U);
    world.service.broken = {};
    world.service.commits = {sha('a')};
    world.pass(20min);
    EXPECT_EQ(world.left().size(), 2U) << "it does not know the commit";
    world.service.behind = {sha('a'), sha('b')};
    world.pass(20min);
    EXPECT_EQ(world.left().size(), 2U) << "it was told late, and is in a";
}

TEST(ForgeSweep, does_not_put_back_what_a_list_that_lags_behind_still_shows) {
    Github world;
    world.service.put({7, "fix", "a1"});
    world.start();
    auto const listed = world.service.pulls.front();
    world.pass(1min);
    auto pushed = listed;
    pushed.head = "b2";
    pushed.updated_at = world.house.clock.now();
    world.service.commits = {"b2"};
    world.tell(pushed);
    EXPECT_EQ(world.state_of("b2"), "success");
    world.pass(6min);  // a sweep, and the list still says a1
    world.freeze();
    EXPECT_EQ(world.state_of("b2"), "failure");
    EXPECT_EQ(world.state_of("a1"), "success");

    auto closed = pushed;
    closed.open = false;
    closed.updated_at = world.house.clock.now();
    world.tell(closed, "closed");
    world.pass(6min);
    EXPECT_EQ(world.standing().open, 0U);
}

TEST(ForgeSweep, sees_a_merge_again_that_it_saw_before_it_failed) {
    Github world;
    for (int i = 1; i <= 101; ++i) world.service.put({i, "b" + std::to_string(i), "c" + std::to_string(i)});
    world.start();
    world.service.head.sha = sha('b');
    world.service.broken = "&page=2";
    world.pass(6min);
    EXPECT_THAT(world.standing().failing, HasSubstr("HTTP 502"));
    world.service.broken = {};
    world.pass(11min);
    EXPECT_EQ(merges(world.house).size(), 1U);
}

TEST(ForgeSweep, goes_on_from_where_it_was_when_a_merge_cannot_be_recorded) {
    Github world;
    world.start();
    world.service.head.sha = "unreadable";
    world.pass(6min);
    EXPECT_THAT(world.reports.back(), HasSubstr("a missed merge is not recorded"));
    world.service.head.sha = sha('b');
    world.pass(6min);
    EXPECT_EQ(merges(world.house).size(), 1U);
}

TEST(ForgeSweep, does_not_accuse_a_merge_of_what_came_after_it) {
    Github world;
    world.start();
    world.pass(1min);
    world.service.head = {
        .sha = sha('d'), .message = "In time", .at = format_instant(world.house.clock.now() + 10s)};
    world.pass(20s);
    world.freeze();
    world.pass(6min);
    ASSERT_EQ(merges(world.house).size(), 1U);
    EXPECT_TRUE(merges(world.house).front().against.empty());
    world.service.head = {.sha = sha('e'), .message = "Against it", .at = "2025-12-24T00:00:00Z"};
    world.pass(6min);
    EXPECT_THAT(merges(world.house).back().against, ElementsAre("freeze"))
        << "a commit may be old, its merge is not";
}

TEST(ForgeOnGitlab, statuses_carry_the_branch_and_are_never_set_to_what_they_are) {
    Gitlab world{{.kind = forge::Kind::gitlab, .api_url = "https://gitlab.com/api/v4"}};
    world.service.pipelines_must_succeed = true;
    world.service.put({1, "fix/login", "a1"});
    world.service.put({2, "other", "a2", "next"});
    world.start();
    world.pass(1h);
    EXPECT_EQ(world.state_of("a1"), "success");
    EXPECT_EQ(world.state_of("a2"), "none");
    EXPECT_EQ(world.service.history["a1"].back().ref, "fix/login");
    EXPECT_EQ(world.service.history["a1"].back().context, "cadenced/merge (main)");
    world.freeze();
    world.pass(3s);
    world.freeze({}, "and the night is quiet");
    world.pass(3s);
    EXPECT_EQ(world.state_of("a1"), "failed");
    world.start();
    world.pass(1h);
    EXPECT_EQ(world.posts(), 2U);
    EXPECT_EQ(world.service.count("POST 4"), 0U);
    EXPECT_EQ(world.standing().required, true);
}

TEST(ForgeOnGitlab, a_status_that_does_not_move_is_not_taken_for_what_it_should_be) {
    Gitlab world{{.kind = forge::Kind::gitlab, .api_url = "https://gitlab.com/api/v4"}};
    world.service.put({1, "fix", "a1"});
    world.start();
    world.pass(1min);
    world.service.stuck = {"a1"};
    world.freeze();
    world.pass(6h);
    EXPECT_EQ(world.standing().waiting, 1U);
    EXPECT_THAT(world.standing().failing, HasSubstr("Cannot transition status"));
    EXPECT_LE(world.service.count("POST 400"), 45U) << "ever more seldom";
    world.service.stuck = {};
    world.pass(11min);
    EXPECT_EQ(world.state_of("a1"), "failed");
    EXPECT_FALSE(world.standing().failing_since);
}

TEST(ForgeOnGitlab, a_status_that_somebody_else_has_set_is_read_again_and_left_as_it_is) {
    Gitlab world{{.kind = forge::Kind::gitlab, .api_url = "https://gitlab.com/api/v4"}};
    world.service.put({1, "fix", "a1"});
    world.start();
    world.pass(1min);
    world.service.history["a1"].push_back({"failed", "cadenced/merge (main)", "By hand", "", "fix", 99});
    world.freeze();
    world.pass(1min);
    EXPECT_EQ(world.service.count("POST 400"), 1U);
    EXPECT_EQ(world.standing().posted, 1U);
    EXPECT_FALSE(world.standing().failing_since);
}

struct ExternalCheck : ::testing::Test {
    ExternalCheck() {
        world.service.put({12, "fix", "a1"});
        world.start();
        world.pass(5s);
    }
    Gitlab world{{.kind = forge::Kind::gitlab,
                  .api_url = "https://gitlab.com/api/v4",
                  .statuses = false,
                  .external_check = "7"}};
    FakeGitlab& gitlab = world.service;
};

TEST_F(ExternalCheck, is_answered_and_answered_again_when_the_gate_changes) {
    EXPECT_EQ(gitlab.answers["12 a1"], "passed");
    EXPECT_EQ(world.state_of("a1"), "none");
    world.freeze();
    world.pass(3s);
    EXPECT_EQ(gitlab.answers["12 a1"], "failed");
    world.start();
    world.pass(30min);
    EXPECT_EQ(world.posts(), 2U);
    EXPECT_THAT(world.standing().advice, HasSubstr("tick it under Settings > Merge requests > Merge checks"));
}

TEST_F(ExternalCheck, that_is_pending_is_answered_within_two_minutes_if_nobody_tells_of_it) {
    gitlab.answers.clear();
    world.pass(110s);
    EXPECT_EQ(gitlab.answers["12 a1"], "passed");
    gitlab.put({12, "fix", "b1"});
    world.pass(110s);
    EXPECT_EQ(gitlab.answers["12 b1"], "passed");
}

TEST_F(ExternalCheck, that_is_asked_for_is_answered_at_once_even_if_nothing_has_changed) {
    gitlab.answers.clear();
    world.tell(gitlab.pulls.back(), "update", "7");
    world.pass(2s);
    EXPECT_EQ(gitlab.answers["12 a1"], "passed");
}

TEST_F(ExternalCheck, of_a_commit_that_is_no_longer_the_head_is_asked_about_anew) {
    gitlab.put({12, "fix", "b1"});
    world.freeze();
    world.pass(20s);
    EXPECT_EQ(gitlab.count("POST 409"), 1U);
    EXPECT_EQ(gitlab.answers["12 b1"], "failed");
    EXPECT_FALSE(world.standing().failing_since);
}

TEST(ForgeOnGitea, statuses_are_posted_to_pull_requests_into_main) {
    Gitea world{{.kind = forge::Kind::gitea, .api_url = "https://git.acme.example/api/v1"}};
    for (int i = 1; i <= 60; ++i)
        world.service.put(
            {i, "b" + std::to_string(i), "c" + std::to_string(i), i % 2 == 0 ? "main" : "next"});
    world.service.required = {"ci/*", "cadenced/*"};
    world.start();
    world.pass(1min);
    EXPECT_EQ(world.state_of("c2"), "success") << "on the second page";
    EXPECT_EQ(world.state_of("c1"), "none");
    EXPECT_EQ(world.standing().open, 30U);
    EXPECT_EQ(world.standing().required, true);
    world.start();
    world.pass(1h);
    EXPECT_EQ(world.posts(), 30U);
}

}  // namespace
}  // namespace cadence::worker
