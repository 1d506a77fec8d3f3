// Actions over HTTP: what is sent, and that nothing is ever sent twice that may have happened.
#include <gmock/gmock.h>

#include "job/action_world.h"

namespace cadence::job::testing {

namespace {

/// A deployment hook that answers, hangs or refuses.
struct Hook : Actor {
    explicit Hook(net::Client::Options client = {}) : Actor(std::move(client)) {
        auto const listening = server.listen({"127.0.0.1", 0});
        EXPECT_TRUE(listening);
        url = "http://" + listening->text();
    }
    void answer(net::Request const& request, std::shared_ptr<net::Exchange> exchange) {
        requests.push_back(request);
        if (hangs)
            hanging.push_back(std::move(exchange));
        else
            exchange->reply(reply);
    }
    [[nodiscard]] HttpAction post() const { return {.url = url + "/deploy"}; }
    std::string url;
    net::Reply reply{204, {}, ""};
    bool hangs = false;
    std::vector<net::Request> requests;
    std::vector<std::shared_ptr<net::Exchange>> hanging;
    net::Server server{loop,
                       [this](net::Request const& request, std::shared_ptr<net::Exchange> exchange) {
                           answer(request, std::move(exchange));
                       },
                       {}};
};

TEST(HttpAction, sends_what_is_configured_with_its_words_filled_in) {
    Hook hook;
    hook.write("credentials/hook", "sesame\n");
    hook.order.branch = "hotfix/\"x\"";
    auto const result = hook.carry(HttpAction{.url = hook.url + "/deploy/{tag}?branch={branch}",
                                              .method = "PUT",
                                              .headers = {{"X-Commit", "{commit}"}},
                                              .body = R"({"version": "{version}", "branch": "{branch}"})",
                                              .token_from = "hook"});
    EXPECT_EQ(in_words(result), "done: HTTP 204");
    ASSERT_EQ(hook.requests.size(), 1U);
    auto const& request = hook.requests.front();
    EXPECT_EQ(request.method, net::Method::put);
    EXPECT_EQ(request.target, "/deploy/v1.2.0?branch=hotfix%2F%22x%22");
    EXPECT_EQ(request.body, R"({"version": "1.2.0", "branch": "hotfix/\"x\""})");
    EXPECT_EQ(request.header("x-commit"), kCommit);
    EXPECT_EQ(request.header("authorization"), "Bearer sesame");
    EXPECT_EQ(request.header("content-type"), "application/json");
    EXPECT_EQ(request.header("idempotency-key"), "\"dlv_3f2a\"");
    EXPECT_EQ(request.header("x-cadence-delivery"), "dlv_3f2a");
}

TEST(HttpAction, what_an_answer_means) {
    struct Case {
        int status;
        std::string once;
        std::string repeatable;
    };
    for (auto const& [status, once, repeatable] :
         {Case{200, "done", "done"}, Case{201, "done", "done"}, Case{202, "done", "done"},
          Case{400, "failed", "failed"}, Case{401, "failed", "failed"}, Case{404, "failed", "failed"},
          Case{409, "failed", "failed"}, Case{422, "failed", "failed"}, Case{408, "again", "again"},
          Case{425, "again", "again"}, Case{429, "again", "again"}, Case{503, "unknown", "again"},
          Case{500, "unknown", "again"}, Case{502, "unknown", "again"}, Case{504, "unknown", "again"},
          Case{301, "failed", "failed"}, Case{302, "unknown", "again"}, Case{308, "failed", "failed"}}) {
        Hook hook;
        hook.reply = {status, {}, "no such\nthing"};
        auto action = hook.post();
        auto const words = in_words(hook.carry(action));
        EXPECT_TRUE(words.starts_with(once + ": HTTP " + std::to_string(status))) << words;
        action.repeatable = true;
        auto const again = in_words(hook.carry(action));
        EXPECT_TRUE(again.starts_with(repeatable + ": HTTP ")) << again;
        EXPECT_EQ(hook.requests.size(), 2U) << "no redirect is followed, nothing is sent twice";
    }
}

TEST(HttpAction, a_success_with_a_web_page_is_none_that_was_understood) {
    for (auto const* const page : {"<!DOCTYPE html><html><title>Sign in</title>",
                                   "\xEF\xBB\xBF\n<HTML lang=en>", " <head><title>Maintenance</title>"}) {
        Hook hook;
        hook.reply = {200, {{"Content-Type", "text/html"}}, page};
        EXPECT_EQ(in_words(hook.carry(hook.post())),
                  "unknown: HTTP 200 with a web page, perhaps to sign in; set body_contains to recognise a "
                  "success; check there whether it happened, then retry or drop it");
        auto action = hook.post();
        action.repeatable = true;
        EXPECT_EQ(hook.carry(action).what, DeliveryResult::What::again);
    }
    Hook hook;
    hook.reply = {200, {{"Content-Type", "text/html"}}, "deployed"};
    EXPECT_EQ(hook.carry(hook.post()).what, DeliveryResult::What::done) << "many say so of plain words";
}

TEST(HttpAction, where_it_is_said_what_a_success_contains_nothing_else_is_one) {
    Hook hook;
    auto action = hook.post();
    action.body_contains = "\"queued\"";
    hook.reply = {200, {}, R"({"state":"queued"})"};
    EXPECT_EQ(in_words(hook.carry(action)), "done: HTTP 200");
    hook.reply = {200, {}, R"(<html>{"state":"queued"})"};
    EXPECT_EQ(in_words(hook.carry(action)), "done: HTTP 200");
    for (auto const* const body : {"", R"({"state":"ignored"})", "<html>"}) {
        hook.reply = {200, {}, body};
        EXPECT_EQ(in_words(hook.carry(action)),
                  "unknown: HTTP 200, without \"\"queued\"\" in its body; check there whether it happened, "
                  "then retry or drop it");
    }
}

TEST(HttpAction, that_is_answered_with_its_failure_has_failed) {
    Hook hook;
    for (auto const* const body :
         {R"({"ok":false,"error":"no such app"})", R"({"success":false,"errors":[{"message":"x"}]})",
          R"({"status":"error","message":"nope"})", R"({"data":null,"errors":[{"message":"denied"}]})"}) {
        hook.reply = {200, {}, body};
        EXPECT_THAT(in_words(hook.carry(hook.post())),
                    ::testing::StartsWith("failed: HTTP 200, but its answer says that it failed: "))
            << body;
    }
    hook.reply = {200, {}, R"({"ok":true,"error":null,"errors":[],"status":"done"})"};
    EXPECT_EQ(in_words(hook.carry(hook.post())), "done: HTTP 200");
}

TEST(HttpAction, has_deployed_only_where_its_answer_says_so_as_configured) {
    Hook hook;
    hook.reply = {202, {}, ""};
    auto deployment = hook.action(hook.post());
    deployment.environment = release::Environment::production;
    auto const carried = [&] { return in_words(hook.wait_for(hook.call(deployment))); };
    for (int const status : {200, 201, 202, 203, 204, 206, 207, 299}) {
        hook.reply = {status, {}, status == 204 ? "" : R"({"status":"queued"})"};
        EXPECT_EQ(carried(), "begun: HTTP " + std::to_string(status) +
                                 ", which does not say that it is deployed: its end must be reported");
    }
    hook.reply = {200, {}, R"({"ok":false})"};
    EXPECT_THAT(carried(), ::testing::StartsWith("failed: HTTP 200"));
    hook.reply = {200, {}, "<!DOCTYPE html>"};
    EXPECT_THAT(carried(), ::testing::StartsWith("unknown: HTTP 200 with a web page"));
    hook.reply = {202, {}, "deployed"};
    std::get<HttpAction>(deployment.what).body_contains = "deployed";
    EXPECT_EQ(carried(), "done: HTTP 202");
    hook.reply = {200, {}, "queued"};
    EXPECT_THAT(carried(), ::testing::StartsWith("unknown: HTTP 200, without"));
}

TEST(HttpAction, a_wait_that_is_asked_for_is_passed_on) {
    Hook hook;
    hook.reply = {429, {{"Retry-After", "60"}}, ""};
    EXPECT_EQ(hook.carry(hook.post()).wait, 60s);
    hook.reply = {429, {{"Retry-After", "Thu, 22 Jan 2026 10:02:00 GMT"}}, ""};
    EXPECT_EQ(hook.carry(hook.post()).wait, 2min);
}

TEST(HttpAction, one_that_may_have_arrived_is_unknown_unless_it_may_be_repeated) {
    Hook hook;
    hook.hangs = true;
    hook.timeout = 1s;
    EXPECT_EQ(in_words(hook.carry(hook.post())),
              "unknown: 127.0.0.1 did not answer within 1 s: it was still silent. It was sent and never "
              "answered: check there whether it happened, then retry or drop it.");
    auto repeatable = hook.post();
    repeatable.repeatable = true;
    EXPECT_EQ(in_words(hook.carry(repeatable)),
              "again: 127.0.0.1 did not answer within 1 s: it was still silent. It was never answered, and "
              "may be repeated.");
}

TEST(HttpAction, one_that_never_left_is_tried_again) {
    Hook hook;
    std::string closed;
    {
        Hook const gone;
        closed = gone.url;
    }
    auto const refused = hook.carry(HttpAction{.url = closed});
    EXPECT_TRUE(in_words(refused).starts_with("again: Cannot connect to 127.0.0.1 port ")) << refused.detail;
    EXPECT_TRUE(in_words(hook.carry(HttpAction{.url = "http://no-such-host.invalid/"}))
                    .starts_with("again: Cannot find the address of no-such-host.invalid"));
    auto https = hook.url;
    https.replace(0, 4, "https");
    auto const no_tls = hook.carry(HttpAction{.url = https});
    EXPECT_TRUE(in_words(no_tls).starts_with("again: TLS handshake with 127.0.0.1 failed")) << no_tls.detail;
    EXPECT_TRUE(hook.requests.empty());
    Hook proxied{{.proxy = closed}};
    EXPECT_TRUE(
        in_words(proxied.carry(proxied.post())).starts_with("again: Cannot connect to the proxy 127.0.0.1"));
}

TEST(HttpAction, one_that_is_wrong_in_itself_fails) {
    Hook hook;
    EXPECT_EQ(in_words(hook.carry(HttpAction{.url = "deploy.example.org"})),
              "failed: The URL begins with neither http:// nor https://.");
    EXPECT_EQ(in_words(hook.carry(HttpAction{.url = "{production}/deploy"})),
              "failed: {production} has no value: the train has no production address.");
    EXPECT_EQ(in_words(hook.carry(HttpAction{.url = hook.url, .method = "FETCH"})),
              "failed: \"FETCH\" is not a method: use POST, PUT, GET, DELETE or HEAD.");
    EXPECT_EQ(in_words(hook.carry(HttpAction{.url = hook.url, .headers = {{"Host", "x"}}})),
              "failed: The header \"Host\" is set by the client itself.");
    EXPECT_TRUE(hook.requests.empty());
}

TEST(HttpAction, a_secret_is_read_when_it_is_used_and_shown_to_nobody) {
    Hook hook;
    auto action = hook.post();
    action.token_from = "hook";
    auto const missing = hook.carry(action);
    EXPECT_EQ(missing.what, DeliveryResult::What::again);
    EXPECT_NE(missing.detail.find("No such file or directory"), std::string::npos) << missing.detail;
    hook.write("credentials/hook", "sesame");
    hook.reply = {403, {}, "the token sesame may not deploy"};
    EXPECT_EQ(in_words(hook.carry(action)), "failed: HTTP 403: the token *** may not deploy");
}

TEST(HttpAction, after_a_crash_only_what_may_be_repeated_is_sent_again) {
    Hook hook;
    auto action = hook.post();
    EXPECT_TRUE(in_words(hook.recover(action)).starts_with("unknown: It was sent and never answered"));
    action.repeatable = true;
    EXPECT_TRUE(in_words(hook.recover(action)).starts_with("again: "));
    EXPECT_TRUE(hook.requests.empty());
}

}  // namespace

}  // namespace cadence::job::testing
