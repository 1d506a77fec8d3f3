// Coolify tells of deployments without their commit: it is asked, and what nobody knows keeps no promise.
#include "worker/hook_question.h"

#include <gtest/gtest.h>

#include "config/endpoint.h"
#include "support/fake_transport.h"
#include "worker/inbox_world.h"
#include "worker/token_file.h"

namespace cadence::worker {
namespace {

std::string const kOlder = "1111111111111111111111111111111111111111";
std::string const kNewer = "2222222222222222222222222222222222222222";

/// Two merges are on their way to staging; Coolify builds both.
struct Staging : ::testing::Test {
    static config::Config coolify(TokenFile const& token) {
        auto config = with_hooks();
        config.hooks[0] = {.name = "9f2c47d1a8e04b6f", .source = forge::Source::coolify, .train = kTrain};
        config.hooks[0].environments = {{"abc123", release::Environment::staging}};
        config.hooks[0].server = "https://coolify.example/";
        config.hooks[0].token_from = token.path();
        return config;
    }
    Staging() {
        post.merge_told(kOlder, "a");
        post.merge_told(kNewer, "b");
        post.work();
    }
    Inbox::Options asks() {
        auto options = post.options();
        options.secrets = &secrets;
        options.transport = &transport;
        return options;
    }
    void deployed() { deployed(asks()); }
    void deployed(Inbox::Options options) {
        post.arrives(config::endpoint_of(post.house.engine->config().hooks[0]), "",
                     sample("coolify_deployment_success"), "c");
        post.work(std::move(options));
    }
    [[nodiscard]] std::size_t met() const { return post.house.lines_of("deadline_met").size(); }

    TokenFile token;
    job::Secrets secrets{{}};
    Post post{coolify(token)};
    std::vector<net::HttpRequest> asked;
    cadence::testing::FakeTransport transport{[this](net::HttpRequest request, auto const& done) {
        asked.push_back(std::move(request));
        done(answer);
    }};
    Result<net::HttpResponse> answer = net::HttpResponse{
        .status = 200,
        .body = R"({"deployment_uuid":"dep456","status":"finished","commit":")" + kOlder + "\"}"};
};

TEST_F(Staging, is_credited_with_the_commit_that_coolify_names_and_not_with_the_newest) {
    deployed();
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked[0].url, "https://coolify.example/api/v1/deployments/dep456");
    auto const& staging = post.house.engine->train(kTrain).staging;
    ASSERT_TRUE(staging);
    EXPECT_EQ(staging->commit, kOlder);
    EXPECT_EQ(met(), 1U) << "the newer merge is not there yet";
}

TEST_F(Staging, keeps_no_promise_where_coolify_does_not_say_and_the_operator_is_told) {
    answer = net::HttpResponse{.status = 200,
                               .body = R"({"deployment_uuid":"dep456","status":"finished","commit":"HEAD"})"};
    deployed();
    EXPECT_EQ(post.house.engine->train(kTrain).staging->commit, "");
    EXPECT_EQ(met(), 0U);
    ASSERT_EQ(post.reported.size(), 1U);
    EXPECT_NE(post.reported[0].find(
                  "of an unknown commit: it meets no staging deadline; asked for it, Coolify names none"),
              std::string::npos)
        << post.reported[0];
    EXPECT_EQ(post.house.store->hook(config::endpoint_of(post.house.engine->config().hooks[0]))->understood,
              1);
}

TEST_F(Staging, is_not_credited_where_coolify_says_otherwise) {
    for (auto const* const body : {R"({"deployment_uuid":"dep456","status":"failed","commit":"%"})",
                                   R"({"deployment_uuid":"dep456","status":"in_progress","commit":"%"})",
                                   R"({"deployment_uuid":"dep9","status":"finished","commit":"%"})",
                                   R"({"deployment_uuid":"dep456","status":"finished","commit":"%",)"
                                   R"("pull_request_id":7})"}) {
        std::string said{body};
        said.replace(said.find('%'), 1, kOlder);
        forge::Deployed const told{.reference = "dep456"};
        EXPECT_NE(answer_to(net::HttpResponse{.status = 200, .body = said}, told).contradiction, "") << said;
    }
    answer = net::HttpResponse{.status = 200, .body = R"({"deployment_uuid":"dep456","status":"failed"})"};
    deployed();
    EXPECT_FALSE(post.house.engine->train(kTrain).staging);
    EXPECT_NE(post.reported.at(0).find("Coolify, asked about it, says \"failed\""), std::string::npos);
}

TEST_F(Staging, keeps_no_promise_where_nobody_can_be_asked) {
    deployed(post.options());
    EXPECT_EQ(met(), 0U);
    EXPECT_TRUE(post.house.engine->train(kTrain).staging);
}

TEST_F(Staging, waits_for_no_coolify_that_fails) {
    answer = refuse(ErrorCode::unavailable, "http-timeout", "coolify.example did not answer within 10 s.");
    deployed();
    EXPECT_EQ(met(), 0U);
    EXPECT_NE(post.reported.at(0).find("coolify.example did not answer"), std::string::npos);
}

TEST_F(Staging, does_not_wait_again_and_again_for_a_coolify_that_is_silent) {
    answer = refuse(ErrorCode::unavailable, "http-timeout", "coolify.example did not answer within 10 s.");
    auto const endpoint = config::endpoint_of(post.house.engine->config().hooks[0]);
    for (auto const* const key : {"1", "2", "3", "4", "5", "6", "7"})
        post.arrives(endpoint, "", sample("coolify_deployment_success"), key);
    deployed();
    EXPECT_EQ(asked.size(), 3U);
    EXPECT_TRUE(post.house.store->waiting_arrivals(1).empty());
}

TEST_F(Staging, of_a_commit_that_is_not_told_is_the_newest_merge_where_a_person_says_so) {
    release::ReportDeployment report;
    report.environment = release::Environment::staging;
    ASSERT_TRUE(post.house.ask("anna", report));
    EXPECT_EQ(met(), 2U);
}

TEST(HookQuestion, asks_the_coolify_that_an_action_deploys_the_application_with) {
    auto config = config_of_spec();
    auto& train = config.trains[0];
    config::HookConfig hook{.name = "x", .source = forge::Source::coolify, .train = kTrain};
    hook.environments = {{"web1", release::Environment::staging}, {"api1", release::Environment::staging}};
    forge::Fact const web = forge::Deployed{.environment = "web1", .reference = "dep 1"};
    EXPECT_FALSE(question_about(web, hook, train)) << "nobody is known";
    job::Action deploy{.name = "deploy"};
    deploy.what = job::CoolifyAction{.server = "https://a.example", .uuids = {"api1"}, .token_from = "a"};
    train.actions = {deploy};
    EXPECT_EQ(question_about(web, hook, train)->request.url, "https://a.example/api/v1/deployments/dep%201");
    deploy.what = job::CoolifyAction{.server = "https://b.example", .uuids = {"web1"}, .token_from = "b"};
    train.actions.push_back(deploy);
    EXPECT_EQ(question_about(web, hook, train)->token_from, "b");
    deploy.what = job::CoolifyAction{.server = "https://c.example", .uuids = {"api2"}, .token_from = "c"};
    train.actions[1] = deploy;
    EXPECT_FALSE(question_about(web, hook, train)) << "it may be either's";
    EXPECT_FALSE(question_about(forge::Deployed{.environment = "other", .reference = "d"}, hook, train));
}

}  // namespace
}  // namespace cadence::worker
