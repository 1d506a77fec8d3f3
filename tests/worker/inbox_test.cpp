// What arrives is worked on after its answer: in order, each once, and nothing keeps the others waiting.
#include <gtest/gtest.h>

#include "chat/narrate.h"
#include "config/endpoint.h"
#include "worker/inbox_world.h"

namespace cadence::worker {
namespace {

std::string const kHead = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";

TEST(Inbox, what_arrived_is_worked_on_in_the_order_it_came) {
    Post post;
    post.merge_told("1111111", "a");
    post.merge_told("2222222", "b");
    post.merge_told("3333333", "c");
    EXPECT_TRUE(post.house.engine->train(kTrain).merges.empty());
    post.work();
    auto const& merges = post.house.engine->train(kTrain).merges;
    ASSERT_EQ(merges.size(), 3U);
    EXPECT_EQ(merges.front().commit, "1111111");
    EXPECT_EQ(merges.back().commit, "3333333");
    EXPECT_EQ(post.details(),
              (std::vector<std::string>{"done: merge 1111111 recorded", "done: merge 2222222 recorded",
                                        "done: merge 3333333 recorded"}));
    EXPECT_TRUE(post.reported.empty());
}

TEST(Inbox, a_crash_between_answer_and_work_loses_nothing_and_doubles_nothing) {
    Post post{House::Keeps::on_disk};
    post.merge_told("1111111", "a");
    post.house.restart();
    EXPECT_TRUE(post.merge_told("1111111", "a").duplicate);
    post.work();
    EXPECT_EQ(post.house.lines_of("merge_recorded").size(), 1U);
    post.house.restart();
    post.work();
    EXPECT_EQ(post.house.lines_of("merge_recorded").size(), 1U);
    EXPECT_TRUE(post.merge_told("1111111", "a").duplicate);
}

TEST(Inbox, work_that_was_submitted_but_not_committed_is_done_after_the_restart) {
    Post post{House::Keeps::on_disk};
    post.merge_told("1111111", "a");
    Inbox inbox{*post.house.engine, {}};
    inbox.work();
    inbox.work();  // once is enough, however often it is called
    post.house.restart();
    EXPECT_EQ(post.house.store->waiting_arrivals(10).size(), 1U);
    post.work();
    EXPECT_EQ(post.house.lines_of("merge_recorded").size(), 1U);
}

TEST(Inbox, what_cannot_be_read_fails_in_sight_and_the_next_goes_on) {
    Post post;
    post.arrives("github/backend", "push", "no json", "a");
    post.arrives("github/gone", "push", sample("github_push"), "b");
    post.merge_told("1111111", "c");
    post.work();
    EXPECT_EQ(post.house.engine->train(kTrain).merges.size(), 1U);
    auto const failed = post.house.lines_of("hook_failed");
    ASSERT_EQ(failed.size(), 2U);
    EXPECT_EQ(failed[0].via, "hook github/backend");
    EXPECT_NE(failed[0].data.find("not JSON"), std::string::npos);
    EXPECT_NE(failed[1].data.find("no longer has this hook"), std::string::npos);
    EXPECT_EQ(post.house.store->arrivals(3).at(2).state, store::ArrivalState::failed);
    post.work();
    EXPECT_EQ(post.house.lines_of("hook_failed").size(), 2U);  // it is not tried again
}

TEST(Inbox, what_the_train_refuses_is_told_and_the_rest_of_the_hook_is_kept) {
    Post post;
    engine::FinishHook work;
    work.arrival = 1;
    work.endpoint = "generic/backend";
    post.merge_told("0000000", "a");
    work.commands = {{kTrain, release::RecordMerge{.commit = "no commit"}},
                     {"no-such-train", release::RecordMerge{.commit = "1111111"}},
                     {kTrain, release::RecordMerge{.commit = "2222222"}},
                     {kTrain, release::RecordMerge{.commit = "2222222"}}};
    work.detail = "ignored: ping";
    Result<engine::Outcome> outcome = refuse(ErrorCode::internal, "unanswered", "");
    post.house.engine->submit({.actor = config::hook_actor("generic/backend"),
                               .work = work,
                               .done = [&](Result<engine::Outcome> const& told) { outcome = told; }});
    post.house.engine->flush();
    ASSERT_TRUE(outcome);
    EXPECT_NE(outcome->detail.find("merge no commit refused: "), std::string::npos);
    EXPECT_NE(outcome->detail.find("There is no train no-such-train"), std::string::npos);
    EXPECT_EQ(post.house.engine->train(kTrain).merges.size(), 1U);
    EXPECT_EQ(post.house.lines_of("hook_failed").size(), 1U);
    EXPECT_EQ(post.house.store->hook("generic/backend")->failed, 1);
    auto const detail = post.details().at(0);
    EXPECT_TRUE(detail.starts_with("failed: merge 2222222 recorded; merge 2222222 already known; "))
        << detail;
    EXPECT_TRUE(detail.ends_with("; ignored: ping")) << detail;
}

TEST(Inbox, a_refusal_reaches_the_operators_log) {
    Post post;
    post.arrives(
        "generic/backend", "",
        R"({"type":"deployment","environment":"production","status":"succeeded","commit":"1111111"})", "a");
    post.house.engine->flush();
    post.work();
    EXPECT_TRUE(post.reported.empty());
    EXPECT_EQ(post.details().at(0), "done: deployment to production succeeded recorded");
}

TEST(Inbox, what_the_configuration_may_be_wrong_about_reaches_the_operators_log_once) {
    Post post;
    auto const deployment = R"({"repository":{"full_name":"acme/backend"},"deployment":{"sha":")" + kHead +
                            R"("},"deployment_status":{"state":"success","environment":"github-pages"}})";
    post.arrives("github/backend", "deployment_status", deployment, "a");
    post.arrives("github/backend", "deployment_status", deployment, "b");
    post.work();
    EXPECT_EQ(post.reported,
              (std::vector<std::string>{"hook github/backend, deployment_status: ignored: deployment to "
                                        "github-pages, which is not one of this hook's environments"}));
    auto const record = post.house.store->hook("github/backend").value();
    EXPECT_EQ(record.ignored, 2);
    EXPECT_EQ(record.failed, 0) << "that of a page is nobody's fault";
    EXPECT_TRUE(record.doubt.ends_with("which is not one of this hook's environments")) << record.doubt;
}

TEST(Inbox, a_push_before_its_pull_request_is_one_merge) {
    Post post;
    auto push = sample("github_push");
    push.replace(push.find("refs/heads/master"), 17, "refs/heads/main");
    post.arrives("github/backend", "push", push, "a");
    post.work();
    post.house.clock.advance(std::chrono::seconds{2});
    post.arrives("generic/backend", "", R"({"type":"merge","commit":")" + kHead + R"(","branch":"fix"})",
                 "b");
    post.work();
    EXPECT_EQ(post.house.engine->train(kTrain).merges.size(), 1U);
    EXPECT_EQ(post.details().at(1), "done: merge 6113728f27ae already known");
}

/// Coolify tells of a deployment to staging that an action has begun: whether it is recorded for that.
bool is_taken_while_the_action_is(store::DeliveryState state) {
    auto config = with_hooks();
    config.hooks[0] = {.name = "9f2c47d1a8e04b6f", .source = forge::Source::coolify, .train = kTrain};
    config.hooks[0].environments = {{"abc123", release::Environment::staging}};
    Post post{config};
    store::Delivery action{.id = "dlv_1", .lane = "action:backend:deploy", .train = kTrain};
    action.kind = store::DeliveryKind::action;
    action.created_at = action.queued_at = post.house.clock.now();
    action.state = state;
    action.reference = R"({"deployments":[{"uuid":"dep456"}]})";
    auto transaction = post.house.store->begin();
    transaction.add_delivery(action);
    transaction.put_delivery(action, post.house.clock.now());
    transaction.commit();
    post.merge_told("1111111", "a");
    post.arrives(config::endpoint_of(config.hooks[0]), "", sample("coolify_deployment_success"), "b");
    post.work();
    return post.house.engine->train(kTrain).staging.has_value();
}

TEST(Inbox, a_deployment_is_left_to_the_action_that_follows_it_and_taken_from_coolify_where_none_does) {
    using enum store::DeliveryState;
    for (auto const state : {sending, following, delivered, dead})
        EXPECT_FALSE(is_taken_while_the_action_is(state)) << name_of(state);
    for (auto const state : {unknown, dropped})
        EXPECT_TRUE(is_taken_while_the_action_is(state)) << name_of(state);
}

TEST(Inbox, the_merge_gate_hears_of_pull_requests_after_the_commit) {
    Post post;
    post.arrives("github/backend", "pull_request", sample("github_pull_request_opened"), "a");
    auto group = sample("github_merge_group");  // of the same repository
    for (auto at = group.find("octo-org/octo-repo"); at != std::string::npos;
         at = group.find("octo-org/octo-repo"))
        group.replace(at, 18, "Codertocat/Hello-World");
    post.arrives("github/backend", "merge_group", group, "b");
    post.arrives("github/backend", "ping", sample("github_ping"), "c");
    Inbox inbox{*post.house.engine, post.options()};
    inbox.work();
    EXPECT_TRUE(post.heard.empty());
    for (int turn = 0; turn < 10; ++turn) post.house.engine->flush();
    EXPECT_EQ(post.heard, (std::vector<std::string>{kTrain, kTrain}));
    EXPECT_EQ(post.details().at(2), "done: ignored: ping");
}

TEST(Inbox, on_a_full_disk_arrivals_wait_for_room) {
    static constexpr int kTold = 60;
    Post post{House::Keeps::on_disk};
    for (int i = 0; i < kTold; ++i) {
        auto const number = std::to_string(1'000'000 + i);
        post.merge_told(number, number);
    }
    post.house.fill_disk(0);
    Inbox inbox{*post.house.engine, post.options()};
    inbox.work();
    for (int turn = 0; turn < 2 * kTold; ++turn) post.house.engine->flush();
    auto const waiting = post.house.store->waiting_arrivals(kTold).size();
    EXPECT_GT(waiting, 0U);
    EXPECT_EQ(post.reported.size(), 1U);  // tried once, not over and over
    EXPECT_EQ(post.house.lines_of("merge_recorded").size(), kTold - waiting);
    EXPECT_TRUE(post.house.lines_of("hook_failed").empty());

    post.house.fill_disk({});
    inbox.work();
    for (int turn = 0; turn < 2 * kTold; ++turn) post.house.engine->flush();
    EXPECT_EQ(post.house.lines_of("merge_recorded").size(), static_cast<std::size_t>(kTold));
    EXPECT_EQ(post.house.engine->train(kTrain).merges.back().commit, "1000059");
}

TEST(Inbox, what_was_worked_on_is_forgotten_after_a_week) {
    Post post;
    post.merge_told("1111111", "a");
    post.work();
    post.house.advance(std::chrono::hours{24 * 7});
    EXPECT_TRUE(post.merge_told("1111111", "a").duplicate);
    post.house.advance(std::chrono::seconds{1});
    EXPECT_FALSE(post.merge_told("1111111", "a").duplicate);
}

TEST(Inbox, a_failed_hook_is_told_in_a_sentence) {
    Post post;
    post.arrives("github/backend", "push", "no json", "a");
    post.work();
    auto const line = post.house.lines_of("hook_failed").at(0);
    auto const told = chat::narrate(line);
    EXPECT_TRUE(told.starts_with("a notice to hook github/backend (push) could not be used: ")) << told;
}

}  // namespace
}  // namespace cadence::worker
