// How the endpoints of hooks stand: counted over restarts, told once when one fails, and once when it works.
#include <gtest/gtest.h>

#include "chat/narrate.h"
#include "config/endpoint.h"
#include "worker/inbox_world.h"

namespace cadence::worker {
namespace {

constexpr auto kScript = "generic/backend";

struct HookStanding : ::testing::Test {
    void told(std::string const& body) {
        post.arrives(kScript, "", body, "key-" + std::to_string(++keys));
        post.work();
    }
    void merge(std::string const& commit) { told(R"({"type":"merge","commit":")" + commit + "\"}"); }
    [[nodiscard]] store::HookRecord record() const { return post.house.store->hook(kScript).value(); }
    [[nodiscard]] std::size_t lines(std::string const& type) const {
        return post.house.lines_of(type).size();
    }
    Post post{House::Keeps::on_disk};
    int keys = 0;
};

TEST_F(HookStanding, counts_what_came_of_each_notice_and_outlives_a_restart) {
    merge("1111111");
    told(R"({"type":"party"})");
    told(R"({"type":"deployment","environment":"prod","status":"succeeded","version":"1.2.0"})");
    post.house.restart();
    EXPECT_EQ(record().received, 3);
    EXPECT_EQ(record().understood, 1);
    EXPECT_EQ(record().ignored, 1);
    EXPECT_EQ(record().failed, 1);
    EXPECT_EQ(record().failure, "deployment to prod, which is not one of this hook's environments");
    EXPECT_EQ(record().failed_at, post.house.clock.now());
    EXPECT_EQ(post.house.store->hooks().size(), 1U);
}

TEST_F(HookStanding, of_one_that_fails_three_times_in_a_row_is_told_once_and_once_that_it_works_again) {
    for (int i = 0; i < 2; ++i) told("no json");
    EXPECT_EQ(lines("hook_failing"), 0U);
    told(R"({"type":"party"})");  // ignored: that says nothing
    for (int i = 0; i < 3; ++i) told("no json");
    EXPECT_EQ(lines("hook_failing"), 1U);
    auto const failing = post.house.lines_of("hook_failing").at(0);
    EXPECT_EQ(failing.train, kTrain) << "its channels hear of it";
    EXPECT_TRUE(chat::narrate(failing).starts_with(
        "hook generic/backend is failing: its last 3 notices could not be"))
        << chat::narrate(failing);
    post.house.restart();
    told("no json");
    EXPECT_EQ(lines("hook_failing"), 1U);
    merge("1111111");
    merge("2222222");
    EXPECT_EQ(lines("hook_recovered"), 1U);
    EXPECT_EQ(chat::narrate(post.house.lines_of("hook_recovered").at(0)),
              "hook generic/backend works again, after 6 notices that could not be used");
    EXPECT_EQ(record().in_a_row, 0);
}

TEST_F(HookStanding, what_a_train_refuses_is_a_failure_too) {
    told(R"({"type":"merge","commit":"1111111","merged_at":"2026-01-04T08:00:00Z"})");
    EXPECT_EQ(record().failed, 0);
    post.house.engine->submit(
        {.actor = config::hook_actor(kScript),
         .work = engine::FinishHook{.arrival = 1,
                                    .commands = {{kTrain, release::RecordMerge{.commit = "x"}}},
                                    .endpoint = kScript}});
    post.house.engine->flush();
    EXPECT_EQ(record().failed, 1);
    EXPECT_TRUE(record().failure.starts_with("merge x refused: ")) << record().failure;
}

TEST_F(HookStanding, what_failed_is_taken_again_when_it_is_sent_again) {
    post.arrives(kScript, "", "no json", "a");
    post.work();
    EXPECT_FALSE(post.merge_told("1111111", "a").duplicate);
    post.work();
    EXPECT_EQ(post.house.engine->train(kTrain).merges.size(), 1U);
    EXPECT_TRUE(post.merge_told("1111111", "a").duplicate);
}

TEST(HookRepository, is_the_first_that_was_told_of_where_nothing_says_which_one_is_meant) {
    Post post{House::Keeps::on_disk};
    auto push = sample("github_push");
    push.replace(push.find("refs/heads/master"), 17, "refs/heads/main");
    post.arrives("github/backend", "push", push, "a");
    post.work();
    EXPECT_EQ(post.house.store->hook("github/backend")->repository, "Codertocat/Hello-World");
    post.house.restart();
    for (auto const* const what : {"Codertocat/Hello-World", "6113728f27ae82c7b1a177c8d03f9e96e0adf246"}) {
        auto const* const by = what[0] == 'C' ? "acme/web" : "2222222222222222222222222222222222222222";
        for (auto at = push.find(what); at != std::string::npos; at = push.find(what))
            push.replace(at, std::string_view{what}.size(), by);
    }
    post.arrives("github/backend", "push", push, "b");
    post.work();
    EXPECT_EQ(post.house.engine->train(kTrain).merges.size(), 1U) << "of another repository";
    ASSERT_EQ(post.reported.size(), 1U);
    EXPECT_NE(post.reported[0].find("push of acme/web, after merges of Codertocat/Hello-World"),
              std::string::npos)
        << post.reported[0];
}

}  // namespace
}  // namespace cadence::worker
