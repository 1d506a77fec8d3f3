// Exemptions by path on the forge: pull requests whose files are all exempt go through a gate that is shut.
#include <gmock/gmock.h>

#include "worker/forge_world.h"

namespace cadence::worker {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

std::string const kFiles = "GET 200 /repos/acme/backend/pulls/";

template <class World>
void exempt(World& world, std::string const& pattern, Duration until = 4h) {
    ASSERT_TRUE(world.ask("anna", release::AddExemption{release::ExemptionKind::path, pattern,
                                                        world.house.clock.now() + until, "words only"}));
}

struct PullsByPath : ::testing::Test {
    PullsByPath() {
        github.put({1, "guide", "a1"});
        github.put({2, "speed-up", "a2"});
        github.files = {{"a1", {{"docs/guide.md"}, {"docs/img/a.png"}}},
                        {"a2", {{"docs/a.md"}, {"src/main.c"}}}};
        world.start();
        world.pass(10s);
    }
    ForgeWorld<FakeGithub> world;
    FakeGithub& github = world.service;
};

TEST_F(PullsByPath, that_touch_nothing_else_pass_and_the_others_do_not) {
    exempt(world, "docs/");
    world.freeze();
    world.pass(10s);
    EXPECT_THAT(github.status_of("a1"), HasSubstr("success: May be merged; note: Path docs/ is exempt"));
    EXPECT_EQ(world.state_of("a2"), "failure");
    exempt(world, "src/");
    world.pass(3s);
    EXPECT_EQ(world.state_of("a2"), "success") << "one lets its docs through, the other its code";
    world.pass(4h);
    EXPECT_EQ(world.state_of("a1"), "failure");
    EXPECT_EQ(world.state_of("a2"), "failure");
}

TEST_F(PullsByPath, fail_again_with_a_new_head_that_touches_code_and_pass_with_one_that_does_not) {
    exempt(world, "docs/");
    world.freeze();
    world.pass(10s);
    github.files["b1"] = {{"docs/guide.md"}, {"src/main.c"}};
    github.put({1, "guide", "b1"});
    world.tell(github.pulls.back());
    world.pass(5s);
    EXPECT_EQ(world.state_of("b1"), "failure");
    github.files["c1"] = {{"docs/guide.md"}};
    github.put({1, "guide", "c1"});
    world.tell(github.pulls.back());
    world.pass(5s);
    EXPECT_EQ(world.state_of("c1"), "success");
    EXPECT_EQ(world.state_of("b1"), "failure");
}

TEST_F(PullsByPath, are_asked_for_their_files_only_where_these_matter_and_once_a_head) {
    world.freeze();
    world.pass(10min);
    EXPECT_EQ(github.count(kFiles), 0U) << "nobody is exempt by path";
    world.unfreeze();
    exempt(world, "docs/", 24h);
    world.pass(10min);
    EXPECT_EQ(github.count(kFiles), 0U) << "the gate is open";
    ASSERT_TRUE(world.ask("anna", release::AddExemption{release::ExemptionKind::branch, "speed-up",
                                                        world.house.clock.now() + 4h, "it cannot wait"}));
    ASSERT_TRUE(world.ask("anna", release::AddFreeze{{release::Action::merge}, {}, {}, "again"}));
    world.pass(30min);
    EXPECT_EQ(github.count(kFiles + "1/files?per_page=100&page=1"), 1U);
    EXPECT_EQ(github.count(kFiles), 1U) << "the other one passes by its branch";
    EXPECT_EQ(world.state_of("a1"), "success");
}

TEST_F(PullsByPath, of_many_files_are_read_to_the_last_page) {
    auto& files = github.files["a1"];
    for (int i = 0; i < 248; ++i) files.push_back({"docs/" + std::to_string(i) + ".md"});
    github.files["a2"] = files;
    github.files["a2"].push_back({"src/last.c"});
    exempt(world, "docs/");
    world.freeze();
    world.pass(10s);
    EXPECT_EQ(world.state_of("a1"), "success");
    EXPECT_EQ(world.state_of("a2"), "failure");
    EXPECT_EQ(github.count(kFiles + "1/"), 3U);
}

TEST_F(PullsByPath, of_more_files_than_the_forge_tells_do_not_pass) {
    auto& files = github.files["a1"];
    for (int i = 0; i < 2997; ++i) files.push_back({"docs/" + std::to_string(i) + ".md"});
    exempt(world, "docs/");
    world.freeze();
    world.pass(30s);
    EXPECT_EQ(world.state_of("a1"), "success") << "2,999 are all that there are";
    files.push_back({"docs/the-last.md"});
    files.push_back({"src/untold.c"});
    github.put({1, "guide", "b1"});
    github.files["b1"] = files;
    world.tell(github.pulls.back());
    world.pass(10min);
    EXPECT_EQ(world.state_of("b1"), "failure");
    EXPECT_EQ(github.count(kFiles + "1/"), 60U) << "and are not asked about for ever";
}

TEST_F(PullsByPath, count_where_a_file_was_before_too) {
    github.files["a1"] = {{"docs/main.c", "src/main.c"}};
    exempt(world, "docs/");
    world.freeze();
    world.pass(10s);
    EXPECT_EQ(world.state_of("a1"), "failure");
}

TEST_F(PullsByPath, wait_for_files_that_the_forge_does_not_tell_yet) {
    auto const files = github.files["a1"];
    github.files.erase("a1");
    exempt(world, "docs/");
    world.freeze();
    world.pass(8s);
    EXPECT_EQ(world.state_of("a1"), "failure");
    EXPECT_THAT(world.standing().failing, HasSubstr("files of pull request 1: none are listed yet"));
    github.files["a1"] = files;
    world.pass(30s);
    EXPECT_EQ(world.state_of("a1"), "success");
    EXPECT_FALSE(world.standing().failing_since);
}

TEST_F(PullsByPath, are_asked_about_again_once_a_forge_that_was_down_is_back) {
    exempt(world, "docs/");
    github.down = 502;
    world.freeze();
    world.pass(1min);
    EXPECT_EQ(world.state_of("a1"), "success") << "as it was";
    github.down = 0;
    world.pass(11min);
    EXPECT_EQ(world.state_of("a1"), "success");
    EXPECT_THAT(github.status_of("a1"), HasSubstr("Path docs/ is exempt"));
    EXPECT_EQ(world.state_of("a2"), "failure");
}

TEST_F(PullsByPath, are_remembered_with_what_they_touched) {
    exempt(world, "docs/");
    world.freeze();
    world.pass(10s);
    std::vector<std::string> const touched{"docs/guide.md", "docs/img/a.png"};
    EXPECT_EQ(world.gate->pull_request(kTrain, "1")->paths, touched);
    github.put({1, "guide", "a1", "main", {}, false});
    world.tell(github.pulls.back(), "closed");
    EXPECT_EQ(world.gate->pull_request(kTrain, "1")->paths, touched);
    github.put({1, "guide", "d1"});
    world.tell(github.pulls.back(), "reopened");
    EXPECT_TRUE(world.gate->pull_request(kTrain, "1")->paths.empty());
}

TEST(MergesByPath, that_no_hook_has_told_of_are_not_against_the_gate_that_let_them_through) {
    ForgeWorld<FakeGithub> world;
    world.service.put({1, "guide", "a1"});
    world.service.files = {{"a1", {{"docs/guide.md"}}}};
    world.start();
    exempt(world, "docs/");
    world.freeze();
    world.pass(10s);
    world.service.put({1, "guide", "a1", "main", {}, false});
    world.service.head = {.sha = std::string(40, 'b'),
                          .message = "Merge pull request #1 from acme/guide\n\nWords",
                          .at = format_instant(world.house.clock.now() + 1min)};
    world.pass(6min);
    auto const& merges = world.house.engine->train(kTrain).merges;
    ASSERT_EQ(merges.size(), 1U);
    EXPECT_TRUE(merges.front().against.empty());
}

template <class World>
void expect_by_path(World world) {
    world->service.put({1, "guide", "a1"});
    world->service.put({2, "move", "a2"});
    auto& docs = world->service.files["a1"];
    for (int i = 0; i < 120; ++i) docs.push_back({"docs/" + std::to_string(i) + ".md"});
    world->service.files["a2"] = {{"docs/main.c", "src/main.c"}};
    world->start();
    exempt(*world, "docs/");
    world->freeze();
    world->pass(20s);
    EXPECT_EQ(world->state_of("a1"), "success");
    EXPECT_THAT(world->state_of("a2"), ::testing::StartsWith("fail"));
}

TEST(PullsByPathElsewhere, pass_on_gitlab) {
    expect_by_path(std::make_unique<ForgeWorld<FakeGitlab>>(
        forge::Forge{.kind = forge::Kind::gitlab, .api_url = "https://gitlab.com/api/v4"}));
}

TEST(PullsByPathElsewhere, pass_on_gitea) {
    expect_by_path(std::make_unique<ForgeWorld<FakeGitea>>(
        forge::Forge{.kind = forge::Kind::gitea, .api_url = "https://git.acme.example/api/v1"}));
}

}  // namespace
}  // namespace cadence::worker
