// What other systems send in: only what is signed is taken, once, and every refusal says as little as it can.
#include <algorithm>

#include <gtest/gtest.h>

#include "api/hook_world.h"

namespace cadence::testing {
namespace {

constexpr std::string_view kJson = "application/json";

TEST(Hooks, a_signed_push_is_kept_answered_and_then_becomes_a_merge) {
    HookWorld hooks;
    auto const answer = hooks.world.ask(hooks.github("push", push_to_main()));
    EXPECT_EQ(answer.status, 202);
    EXPECT_EQ(answer.at("/status"), "accepted");
    EXPECT_EQ(hooks.arrived, 1);
    EXPECT_EQ(hooks.world.get("/v1/trains/backend/merges").at("/items"), "[]");  // worked on later

    hooks.work();
    auto const merges = hooks.world.get("/v1/trains/backend/merges");
    EXPECT_EQ(merges.at("/items/0/commit"), kCommit);
    EXPECT_EQ(merges.at("/items/0/author"), "eve");  // known by her login
    auto const log = hooks.world.get("/v1/events?type=merge_recorded");
    EXPECT_EQ(log.at("/items/0/actor"), "cadenced");
    EXPECT_EQ(log.at("/items/0/via"), "hook github/backend");
}

TEST(Hooks, a_redelivery_is_answered_well_and_nothing_is_done) {
    HookWorld hooks;
    hooks.world.ask(hooks.github("push", push_to_main()));
    hooks.work();
    auto const revision = hooks.world.engine().revision();
    auto const again = hooks.world.ask(hooks.github("push", push_to_main()));
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.at("/status"), "duplicate");
    EXPECT_EQ(hooks.arrived, 1);
    hooks.work();
    EXPECT_EQ(hooks.world.engine().revision(), revision);
    EXPECT_EQ(hooks.world.engine().store().arrivals(10).size(), 1U);
}

TEST(Hooks, a_captured_body_does_nothing_under_a_new_id_or_as_another_event) {
    HookWorld hooks;
    hooks.world.ask(hooks.github("push", push_to_main(), "a-1"));
    for (auto const* event : {"push", "deployment_status"}) {
        auto const replayed = hooks.world.ask(hooks.github(event, push_to_main(), "a-2"));
        EXPECT_EQ(replayed.status, 200);
        EXPECT_EQ(replayed.at("/status"), "duplicate");
    }
    hooks.work();
    EXPECT_EQ(hooks.world.get("/v1/events?type=hook_failed").at("/items"), "[]");
}

TEST(Hooks, two_of_the_same_delivery_at_once_are_taken_once) {
    HookWorld hooks;
    auto const first = hooks.world.send(hooks.github("push", push_to_main()));
    auto const second = hooks.world.send(hooks.github("push", push_to_main()));
    EXPECT_EQ(first->answer, nullptr);  // nothing is said before it is on disk
    hooks.world.commit();
    EXPECT_EQ(hooks.world.read(hooks.github("push", ""), *first).status, 202);
    EXPECT_EQ(hooks.world.read(hooks.github("push", ""), *second).status, 200);
}

TEST(Hooks, a_wrong_signature_gets_one_constant_answer_and_leaves_no_trace) {
    HookWorld hooks;
    auto unsigned_one = hooks.github("push", push_to_main());
    std::erase_if(unsigned_one.headers, [](auto const& each) { return each.first == "x-hub-signature-256"; });
    auto empty = unsigned_one;
    empty.headers.emplace_back("x-hub-signature-256", "sha256=");
    auto other_bytes = hooks.github("push", push_to_main());
    other_bytes.body += " ";
    auto with_a_token = unsigned_one;
    with_a_token.headers.push_back(hooks.world.as("operator"));
    auto not_json = hooks.github("push", "{", "a-2", "another secret");
    std::string constant;
    for (auto const& request : {hooks.github("push", push_to_main(), "a-1", "another secret"), unsigned_one,
                                empty, other_bytes, with_a_token, not_json}) {
        auto const answer = hooks.world.ask(request);
        EXPECT_EQ(answer.status, 401);
        EXPECT_EQ(answer.problem(), "hook-not-verified");
        if (constant.empty()) constant = answer.body;
        EXPECT_EQ(answer.body, constant);
        EXPECT_EQ(answer.body.find(kSecret), std::string::npos);
    }
    EXPECT_TRUE(hooks.world.engine().store().arrivals(10).empty());
    EXPECT_EQ(hooks.arrived, 0);
    ASSERT_EQ(hooks.warnings.size(), 2U);  // of six, each reason once a minute
    EXPECT_NE(hooks.warnings[0].find("hook github/backend: The signature matches no secret"),
              std::string::npos);
    EXPECT_NE(hooks.warnings[1].find("hook github/backend: The request is not signed"), std::string::npos);
    hooks.world.clock.advance(std::chrono::minutes{1});
    hooks.world.ask(unsigned_one);
    EXPECT_EQ(hooks.warnings.size(), 3U);
}

TEST(Hooks, while_a_secret_is_replaced_both_are_right) {
    HookWorld hooks;
    EXPECT_EQ(hooks.world.ask(hooks.github("ping", R"({"zen":"1"})", "a-1", "the one before")).status, 202);
    EXPECT_EQ(hooks.world.ask(hooks.github("ping", R"({"zen":"2"})", "a-2")).status, 202);
    hooks.folder.put("github", "a new one");  // read when it is used
    EXPECT_EQ(hooks.world.ask(hooks.github("ping", R"({"zen":"3"})", "a-3", "a new one")).status, 202);
    EXPECT_EQ(hooks.world.ask(hooks.github("ping", R"({"zen":"4"})", "a-4")).status, 401);
}

TEST(Hooks, without_its_secret_a_hook_asks_to_be_called_again_and_the_log_says_why) {
    HookWorld hooks;
    hooks.folder.remove("github");
    EXPECT_EQ(hooks.world.ask(hooks.github("push", push_to_main(), "a-1", "the one before")).status, 202);
    EXPECT_EQ(hooks.errors.size(), 1U);
    hooks.world.ask(hooks.github("push", push_to_main(), "a-2"));
    EXPECT_EQ(hooks.errors.size(), 1U);  // once a minute
    hooks.world.clock.advance(std::chrono::minutes{1});
    auto const answer = hooks.world.ask(hooks.github("push", push_to_main(), "a-2"));
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.problem(), "hook-not-ready");
    EXPECT_EQ(answer.header("retry-after"), "5");
    EXPECT_EQ(answer.body.find(hooks.folder.path().string()), std::string::npos);
    ASSERT_EQ(hooks.errors.size(), 2U);
    EXPECT_NE(hooks.errors[1].find((hooks.folder.path() / "github").string()), std::string::npos);
}

TEST(Hooks, a_hook_that_has_no_secret_takes_nothing) {
    HookWorld hooks{{.more = ""}};
    auto config = hooks.world.engine().config();
    config.hooks[0].secrets_from.clear();
    release::Actor const ops{"olga", "Olga", {release::Role::ops}, "test"};
    hooks.world.engine().submit({.actor = ops, .work = engine::ApplyConfig{config}});
    hooks.world.commit();
    EXPECT_EQ(hooks.world.ask(hooks.github("push", push_to_main(), "a-1", "")).status, 401);
}

TEST(Hooks, what_is_not_configured_is_not_there_however_near_its_name) {
    HookWorld hooks;
    std::string usual;
    auto near = kHidden;
    near.back() = 'g';
    for (auto const& path :
         {std::string{"/hooks/github/web"}, std::string{"/hooks/gitea/backend"},
          std::string{"/hooks/bitbucket/backend"}, "/hooks/coolify/" + near,
          std::string{"/hooks/coolify/backend"}, std::string{"/hooks/coolify"}, "/hooks/github/" + kHidden}) {
        auto const answer =
            hooks.world.ask(hooks.request(path, "{}", {{"content-type", std::string{kJson}}}));
        EXPECT_EQ(answer.status, 404) << path;
        auto const same = replaced(answer.body, path, "PATH");
        if (usual.empty()) usual = same;
        EXPECT_EQ(same, usual) << path;
    }
    for (auto const& path : {std::string{"/hooks/github/backend"}, std::string{"/hooks/github/web"},
                             "/hooks/coolify/" + kHidden}) {
        auto const answer = hooks.world.get(path);
        EXPECT_EQ(answer.status, 405) << path;
        EXPECT_EQ(answer.header("allow"), "POST") << path;
    }
}

TEST(Hooks, only_the_types_that_a_source_sends_are_taken) {
    HookWorld hooks;
    auto const status = [&](std::string const& path, std::string const& type) {
        return hooks.world.ask(hooks.request(path, "{}", {{"content-type", type}})).status;
    };
    std::string const form = "application/x-www-form-urlencoded";
    std::string const event = "application/cloudevents+json; charset=UTF-8";
    auto const signed_as = [&](std::string const& type) {
        auto request = hooks.github("push", push_to_main());
        std::ranges::find(request.headers, "content-type", [](auto const& each) {
            return each.first;
        })->second = type;
        return hooks.world.ask(request);
    };
    EXPECT_EQ(status("/hooks/github/backend", form), 401);
    EXPECT_EQ(status("/hooks/slack/team", form), 401);
    EXPECT_EQ(status("/hooks/mattermost/team", form), 401);
    EXPECT_EQ(status("/hooks/generic/scripts", event), 401);
    EXPECT_EQ(status("/hooks/gitlab/backend", "Application/JSON;charset=utf-8"), 401);
    EXPECT_EQ(status("/hooks/gitlab/backend", form), 401) << "who is not known learns nothing of types";
    EXPECT_EQ(status("/hooks/github/backend", event), 401);
    for (auto const& type : {event, std::string{"text/plain"}, std::string{}}) {
        EXPECT_EQ(signed_as(type).status, 415) << type;
        EXPECT_EQ(signed_as(type).problem(), "hook-type") << type;
    }
    EXPECT_NE(hooks.world.get("/v1/hooks").at("/items/0/failure").find("application/json"),
              std::string::npos);
}

TEST(Hooks, how_each_stands_is_shown_with_what_was_wrong_last) {
    HookWorld hooks;
    hooks.world.ask(hooks.github("push", push_to_main(), "a-1"));
    hooks.world.ask(hooks.github("ping", sample("github_ping"), "a-2"));
    hooks.world.ask(hooks.github("push", R"({"ref":"refs/heads/main"})", "a-3"));
    hooks.world.ask(hooks.github("push", push_to_main(), "a-4", "another secret"));
    hooks.work();
    auto const page = hooks.world.get("/v1/hooks");
    EXPECT_EQ(page.at("/items/0/hook"), "github/backend");
    EXPECT_EQ(page.at("/items/0/received"), "3");
    EXPECT_EQ(page.at("/items/0/understood"), "1");
    EXPECT_EQ(page.at("/items/0/ignored"), "1");
    EXPECT_EQ(page.at("/items/0/failed"), "1");
    EXPECT_EQ(page.at("/items/0/failure"), "push: /before must be a commit id.");
    EXPECT_EQ(page.at("/items/0/failed_at"), "2026-01-04T09:00:00Z");
    EXPECT_EQ(page.at("/items/0/repository"), "Codertocat/Hello-World");
    EXPECT_EQ(page.at("/items/0/refused"), "1");
    EXPECT_NE(page.at("/items/0/refusal").find("matches no secret"), std::string::npos);
    EXPECT_EQ(page.body.find(kHidden), std::string::npos) << "the name of a coolify hook is its secret";
    EXPECT_EQ(page.at("/items/4/hook"), "slack/team");
    EXPECT_EQ(page.at("/items/4/received"), "") << "commands are answered at once";
    EXPECT_EQ(hooks.world.get("/v1/hooks?train=backnd").problem(), "train-not-found");
}

TEST(Hooks, what_gitlab_sends_in_vain_is_seen_here_and_not_refused) {
    HookWorld hooks;
    auto const answer = hooks.world.ask(hooks.request("/hooks/gitlab/backend", "no json",
                                                      {{"content-type", std::string{kJson}},
                                                       {"x-gitlab-event", "Push Hook"},
                                                       {"x-gitlab-token", kSecret}}));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.at("/status"), "failed");
    EXPECT_EQ(hooks.world.get("/v1/hooks").at("/items/1/failures_in_a_row"), "1");
}

TEST(Hooks, a_form_of_github_is_verified_and_read_like_its_json) {
    HookWorld hooks;
    std::string body = "payload=";
    for (char const c : push_to_main()) {
        static constexpr std::string_view kHex = "0123456789ABCDEF";
        auto const byte = static_cast<unsigned char>(c);
        body += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    }
    auto request = hooks.github("push", body);
    std::ranges::find(request.headers, "content-type", [](auto const& header) {
        return header.first;
    })->second = "application/x-www-form-urlencoded";
    EXPECT_EQ(hooks.world.ask(request).status, 202);
    hooks.work();
    EXPECT_EQ(hooks.world.get("/v1/trains/backend/merges").at("/items/0/commit"), kCommit);
}

TEST(Hooks, a_body_too_large_is_refused_before_it_is_read) {
    HookWorld hooks;
    auto request = hooks.github("push", "");
    request.headers.emplace_back("content-length", "40001");
    auto const answer = hooks.world.ask(request);
    EXPECT_EQ(answer.status, 413);
    EXPECT_EQ(answer.problem(), "body-too-large");
    EXPECT_NE(answer.at("/detail").find("40000"), std::string::npos);
    ASSERT_EQ(hooks.warnings.size(), 1U);
    EXPECT_NE(hooks.warnings[0].find("github/backend"), std::string::npos);
    request.headers.back().second = "40000";
    EXPECT_EQ(hooks.world.api().admit(request), std::nullopt);
}

TEST(Hooks, gitlab_which_would_give_up_the_hook_is_told_that_all_is_well) {
    HookWorld hooks;
    auto request = hooks.request("/hooks/gitlab/backend", "",
                                 {{"content-type", std::string{kJson}}, {"content-length", "40001"}});
    auto const answer = hooks.world.ask(request);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.at("/status"), "ignored");
    EXPECT_EQ(hooks.warnings.size(), 1U);
    EXPECT_TRUE(hooks.world.engine().store().arrivals(10).empty());
}

TEST(Hooks, gitlab_is_known_by_its_token_which_is_kept_nowhere) {
    HookWorld hooks;
    auto const push = replaced(sample("gitlab_push"), "refs/heads/master", "refs/heads/main");
    auto const answer = hooks.world.ask(hooks.request("/hooks/gitlab/backend", push,
                                                      {{"content-type", std::string{kJson}},
                                                       {"x-gitlab-event", "Push Hook"},
                                                       {"x-gitlab-token", kSecret},
                                                       {"authorization", "Bearer " + kSecret},
                                                       {"idempotency-key", "f5e5f430"}}));
    EXPECT_EQ(answer.status, 202);
    auto const kept = hooks.world.engine().store().waiting_arrivals(1).at(0);
    EXPECT_EQ(kept.key, "f5e5f430");
    EXPECT_EQ(kept.event, "Push Hook");
    EXPECT_TRUE(kept.body.starts_with(R"({"object_kind":"push",)")) << kept.body;
    EXPECT_EQ(kept.body.find("user_avatar"), std::string::npos);  // nobody asks for it
    for (auto const& [name, value] : kept.headers) EXPECT_EQ(value.find(kSecret), std::string::npos) << name;
    hooks.work();
    EXPECT_EQ(hooks.world.get("/v1/trains/backend/merges").at("/items/0/commit"),
              "da1560886d4f094c3e6c9ef40349f7d38b5d27d7");
}

TEST(Hooks, the_name_of_a_coolify_hook_is_its_secret_and_stays_one) {
    HookWorld hooks;
    hooks.world.pass_to(kFrozen);
    hooks.world.post("anna", kReleasePath + "/candidate", R"({"version":"1.2.0","commit":"4f1c9a0"})");
    hooks.world.post("anna", kReleasePath + "/votes", R"({"vote":"go"})");
    hooks.world.post("paul", kReleasePath + "/votes", R"({"vote":"go"})");
    hooks.world.pass_to("2026-01-08T10:10:00Z");
    auto const told = hooks.request("/hooks/coolify/" + kHidden, sample("coolify_deployment_success"),
                                    {{"content-type", std::string{kJson}}});
    EXPECT_EQ(hooks.world.ask(told).status, 202);
    EXPECT_EQ(hooks.world.ask(told).at("/status"), "duplicate");
    hooks.work();
    EXPECT_EQ(hooks.world.get(kReleasePath).at("/state"), "monitoring");
    EXPECT_EQ(hooks.world.get(kReleasePath).at("/deployments/0/version"), "") << "it did not say so";
    EXPECT_EQ(hooks.world.get("/v1/status").at("/trains/0/production/version"), "1.2.0");
    auto const log = hooks.world.get("/v1/events?limit=500");
    EXPECT_NE(log.body.find("hook coolify/backend-"), std::string::npos);
    EXPECT_EQ(log.body.find(kHidden), std::string::npos);
    for (auto const& each : hooks.world.engine().store().arrivals(10))
        EXPECT_EQ(each.endpoint.find(kHidden), std::string::npos);
}

TEST(Hooks, a_script_of_the_team_signs_by_standard_webhooks) {
    HookWorld hooks;
    auto const body = sample("generic_merge");
    auto const time = std::to_string(
        std::chrono::duration_cast<std::chrono::seconds>(hooks.world.clock.now().time_since_epoch()).count());
    auto const signature = "v1," + to_base64(hmac_sha256(kSecret, "msg_1." + time + "." + body));
    net::Headers const headers{{"content-type", std::string{kJson}},
                               {"webhook-id", "msg_1"},
                               {"webhook-timestamp", time},
                               {"webhook-signature", signature}};
    EXPECT_EQ(hooks.world.ask(hooks.request("/hooks/generic/scripts", body, headers)).status, 202);
    hooks.work();
    auto const merges = hooks.world.get("/v1/trains/backend/merges");
    EXPECT_EQ(merges.at("/items/0/branch"), "round-totals");
    EXPECT_EQ(merges.at("/items/0/merged_at"), "2026-01-04T09:00:00Z");  // no later than it came

    hooks.world.clock.advance(std::chrono::minutes{6});
    EXPECT_EQ(hooks.world.ask(hooks.request("/hooks/generic/scripts", body + " ", headers)).status, 401);
}

TEST(Hooks, an_event_of_no_interest_is_taken_and_what_cannot_be_read_refused_where_it_is_seen) {
    HookWorld hooks;
    EXPECT_EQ(hooks.world.ask(hooks.github("ping", sample("github_ping"), "a-1")).status, 202);
    auto const refused = hooks.world.ask(hooks.github("push", "no json", "a-2"));
    EXPECT_EQ(refused.status, 400);
    EXPECT_EQ(refused.problem(), "hook-unreadable");
    EXPECT_NE(refused.at("/detail").find("not JSON"), std::string::npos);
    EXPECT_EQ(hooks.world.ask(hooks.github("push", push_to_main(), "a-3")).status, 202);
    hooks.work();
    auto const arrivals = hooks.world.engine().store().arrivals(10);
    ASSERT_EQ(arrivals.size(), 3U);
    EXPECT_EQ(arrivals[2].detail, "ignored: ping");
    EXPECT_EQ(arrivals[1].state, store::ArrivalState::failed);
    EXPECT_EQ(arrivals[0].state, store::ArrivalState::done);
    auto const failed = hooks.world.get("/v1/events?type=hook_failed");
    EXPECT_NE(failed.at("/items/0/data/reason").find("not JSON"), std::string::npos);
    EXPECT_EQ(failed.at("/items/0/data/hook"), "github/backend");
    EXPECT_EQ(failed.at("/items/1"), "");
}

TEST(Hooks, a_page_in_a_browser_sends_none) {
    HookWorld hooks;
    auto request = hooks.github("push", push_to_main());
    request.headers.emplace_back("origin", "https://evil.example");
    EXPECT_EQ(hooks.world.ask(request).status, 403);
}

}  // namespace
}  // namespace cadence::testing
