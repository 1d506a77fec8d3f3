// What the answers of the services mean, as the services document them.
#include "render_world.h"

namespace cadence::chat::testing {

namespace {

using net::Arrival;

net::Receipt judged(decltype(Channel::where) where, int status, std::string body, net::Headers headers = {}) {
    Channel channel{.name = "team-chat"};
    channel.where = std::move(where);
    net::HttpResponse response;
    response.status = status;
    response.headers = std::move(headers);
    response.body = std::move(body);
    return judge(channel, response, kAt);
}

MATCHER_P2(Is, arrival, detail, "") {
    *result_listener << "detail: " << arg.detail;
    return arg.arrival == arrival && arg.detail == detail;
}

TEST(Judge, slack_says_ok_or_it_was_not_slack) {
    SlackChannel const slack{"url"};
    EXPECT_EQ(judged(slack, 200, "ok").arrival, Arrival::taken);
    EXPECT_EQ(judged(slack, 200, "ok\n").arrival, Arrival::taken);
    std::string const advice = " (a webhook of Slack answers \"ok\": is this its address?)";
    EXPECT_THAT(judged(slack, 200, "<html>Sign in"), Is(Arrival::later, "HTTP 200: <html>Sign in" + advice));
    EXPECT_THAT(judged(slack, 200, ""), Is(Arrival::later, "HTTP 200: an empty answer" + advice));
}

TEST(Judge, a_word_of_slack_is_told_with_what_to_do) {
    SlackChannel const slack{"url"};
    EXPECT_THAT(
        judged(slack, 404, "no_service"),
        Is(Arrival::refused, "HTTP 404: no_service (the webhook was removed or disabled: make a new one)"));
    EXPECT_THAT(judged(slack, 410, "channel_is_archived").detail, HasSubstr("bring it back"));
    EXPECT_THAT(judged(slack, 400, "invalid_payload"), Is(Arrival::refused, "HTTP 400: invalid_payload"));
    EXPECT_EQ(judged(slack, 500, "rollup_error").arrival, Arrival::later);
    auto const limited = judged(slack, 429, "", {{"retry-after", "30"}});
    EXPECT_EQ(limited.arrival, Arrival::later);
    EXPECT_EQ(limited.wait, Duration{30s});
}

TEST(Judge, mattermost_says_ok_too_and_its_errors_in_json) {
    MattermostChannel const mattermost{"url"};
    EXPECT_EQ(judged(mattermost, 200, "ok").arrival, Arrival::taken);
    EXPECT_THAT(
        judged(mattermost, 200, "<!doctype html>"),
        Is(Arrival::later,
           "HTTP 200: <!doctype html> (a webhook of Mattermost answers \"ok\": is this its address?)"));
    EXPECT_THAT(judged(mattermost, 400,
                       R"({"id":"web.incoming_webhook.invalid.app_error","message":"Invalid webhook.",)"
                       R"("detailed_error":"","request_id":"x","status_code":400})"),
                Is(Arrival::refused, "HTTP 400: Invalid webhook."));
}

TEST(Judge, a_redirect_is_told_as_one_whatever_else_it_says) {
    auto const moved = judged(DiscordChannel{"url"}, 301, R"({"message":"Moved","code":0})");
    EXPECT_EQ(moved.arrival, Arrival::later);
    EXPECT_THAT(moved.detail, HasSubstr("redirects are not followed"));
}

TEST(Judge, discord_names_the_fraction_of_a_second_to_wait) {
    DiscordChannel const discord{"url"};
    EXPECT_EQ(judged(discord, 200, R"({"id":"1"})").arrival, Arrival::taken);
    EXPECT_THAT(judged(discord, 204, ""),
                Is(Arrival::later,
                   "HTTP 204: an empty answer (a webhook of Discord answers with its id: is "
                   "this its address?)"))
        << "it was asked to wait";
    auto const limited = judged(
        discord, 429, R"({"message":"You are being rate limited.","retry_after":64.57,"global":false})",
        {{"retry-after", "64"}});
    EXPECT_THAT(limited, Is(Arrival::later, "HTTP 429: You are being rate limited."));
    EXPECT_EQ(limited.wait, Duration{64570ms});
    EXPECT_THAT(judged(discord, 404, R"({"message":"Unknown Webhook","code":10015})"),
                Is(Arrival::refused, "HTTP 404: Unknown Webhook"));
}

TEST(Judge, an_answer_that_repeats_the_address_does_not_give_it_away) {
    EXPECT_EQ(judged(DiscordChannel{"url"}, 404, R"({"message":"Cannot POST /api/webhooks/s3cr3t"})").detail,
              "HTTP 404: Cannot POST …");
    EXPECT_THAT(judged(SlackChannel{"url"}, 200, "moved to https://x.example/s3cr3t").detail,
                StartsWith("HTTP 200: moved to … ("));
    EXPECT_EQ(judged(WebhookChannel{}, 404, "no route /s3cr3t").detail, "HTTP 404: no route …");
}

TEST(Judge, what_a_service_says_of_waiting_may_be_nonsense) {
    DiscordChannel const discord{"url"};
    EXPECT_EQ(judged(discord, 429, R"({"retry_after":-5})").wait, std::nullopt);
    EXPECT_EQ(judged(discord, 429, R"({"retry_after":"soon"})").wait, std::nullopt);
    EXPECT_EQ(judged(discord, 429, "[]").wait, std::nullopt);
    EXPECT_EQ(judged(discord, 429, R"({"retry_after":1e300})").wait, Duration{24h * 366});
    EXPECT_EQ(judged(discord, 429, R"({"retry_after":1})", {{"retry-after", "7"}}).wait, Duration{7s});
}

TEST(Judge, matrix_has_taken_what_has_an_event_id) {
    MatrixChannel const matrix{"https://m.example.org", "!a:b", "token"};
    EXPECT_EQ(judged(matrix, 200, R"({"event_id":"$YUwRidLecu:example.com"})").arrival, Arrival::taken);
    EXPECT_EQ(judged(matrix, 200, "<html>").arrival, Arrival::later);
    EXPECT_THAT(judged(matrix, 403, R"({"errcode":"M_FORBIDDEN","error":"You are not in the room"})"),
                Is(Arrival::refused, "HTTP 403: M_FORBIDDEN: You are not in the room"));
    EXPECT_EQ(judged(matrix, 401, R"({"errcode":"M_UNKNOWN_TOKEN","error":"x"})").arrival, Arrival::refused);
    auto const limited = judged(
        matrix, 429, R"({"errcode":"M_LIMIT_EXCEEDED","error":"Too many requests","retry_after_ms":2000})");
    EXPECT_THAT(limited, Is(Arrival::later, "HTTP 429: M_LIMIT_EXCEEDED: Too many requests"));
    EXPECT_EQ(limited.wait, Duration{2s});
    EXPECT_EQ(judged(matrix, 400, R"({"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":1500})").wait,
              Duration{1500ms});
}

TEST(Judge, teams_takes_before_it_posts) {
    TeamsChannel const teams{"url"};
    EXPECT_THAT(judged(teams, 202, ""), Is(Arrival::taken, "HTTP 202: the workflow has begun"));
    EXPECT_EQ(judged(teams, 200, "1").arrival, Arrival::taken);
    EXPECT_EQ(judged(teams, 410, "gone").arrival, Arrival::refused);
    EXPECT_THAT(judged(teams, 400,
                       R"({"error":{"code":"WorkflowTriggerIsNotEnabled","message":"The trigger is off."}})"),
                Is(Arrival::refused, "HTTP 400: WorkflowTriggerIsNotEnabled: The trigger is off."));
}

TEST(Judge, teams_may_say_in_a_success_that_it_failed) {
    TeamsChannel const teams{"url"};
    EXPECT_THAT(judged(teams, 200,
                       "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP "
                       "error 429"),
                Is(Arrival::later,
                   "HTTP 200: Webhook message delivery failed with error: Microsoft Teams endpoint returned "
                   "HTTP error 429"));
    EXPECT_THAT(judged(teams, 200, R"({"error":{"code":"BadRequest","message":"No such chat."}})"),
                Is(Arrival::refused, "HTTP 200: BadRequest: No such chat."));
    EXPECT_EQ(judged(teams, 200, R"({"posted":true})").arrival, Arrival::taken) << "its author's own answer";
    EXPECT_THAT(judged(teams, 200, R"({"success":false})"),
                Is(Arrival::refused, "HTTP 200: \"success\" is false"));
    EXPECT_EQ(judged(teams, 200, R"({"status":"error"})").arrival, Arrival::refused);
}

/// What a proxy, a login or a wrong address may answer with a 2xx.
TEST(Judge, a_success_that_is_not_the_services_own_is_none) {
    std::vector<decltype(Channel::where)> const services{
        SlackChannel{"url"},
        MattermostChannel{"url"},
        DiscordChannel{"url"},
        TeamsChannel{"url"},
        GoogleChatChannel{"url"},
        MatrixChannel{"https://m.example.org", "!a:b", "token"},
        NtfyChannel{},
        WebhookChannel{"https://x.example", {}, {"key"}}};
    for (auto const& service : services)
        for (auto const* const page : {"<!DOCTYPE html><title>Sign in</title>", "\n <HTML><body>Maintenance",
                                       "<?xml version=\"1.0\"?>\n<!DOCTYPE html><title>Sign in</title>"})
            EXPECT_EQ(judged(service, 200, page).arrival, Arrival::later) << service.index() << page;
    for (std::size_t kind = 0; kind < 7; ++kind) {
        if (std::holds_alternative<TeamsChannel>(services[kind])) continue;
        for (auto const* const body :
             {"", "{}", "[]", "null", "\"\"", "OK", R"({"id":7,"name":1,"event_id":[]})"})
            EXPECT_EQ(judged(services[kind], 200, body).arrival, Arrival::later) << kind << body;
    }
}

TEST(Judge, google_chat_and_ntfy_say_in_json_what_is_wrong) {
    EXPECT_THAT(judged(GoogleChatChannel{"url"}, 429,
                       R"({"error":{"code":429,"message":"Resource has been exhausted",)"
                       R"("status":"RESOURCE_EXHAUSTED"}})"),
                Is(Arrival::later, "HTTP 429: RESOURCE_EXHAUSTED: Resource has been exhausted"));
    EXPECT_THAT(judged(NtfyChannel{"https://ntfy.sh", "x", ""}, 403,
                       R"({"code":40301,"http":403,"error":"forbidden","link":"https://ntfy.sh/docs"})"),
                Is(Arrival::refused, "HTTP 403: forbidden"));
    EXPECT_EQ(judged(NtfyChannel{}, 200, R"({"id":"x","event":"message"})").arrival, Arrival::taken);
    EXPECT_EQ(judged(GoogleChatChannel{"url"}, 200, R"({"name":"spaces/AAA/messages/1"})").arrival,
              Arrival::taken);
}

TEST(Judge, a_webhook_is_taken_by_any_success_and_nothing_else) {
    WebhookChannel const webhook{"https://x.example", {}, {"key"}};
    for (int const status : {200, 201, 202, 204, 299})
        EXPECT_EQ(judged(webhook, status, "").arrival, Arrival::taken);
    for (int const status : {301, 302, 408, 425, 500, 503})
        EXPECT_EQ(judged(webhook, status, "").arrival, Arrival::later) << status;
    for (int const status : {400, 401, 404, 422})
        EXPECT_EQ(judged(webhook, status, "").arrival, Arrival::refused) << status;
    for (int const status : {429, 502, 504})
        EXPECT_EQ(judged(webhook, status, "", {{"retry-after", "120"}}).wait, Duration{2min}) << status;
    for (auto const* const body : {R"({"success":false})", R"({"ok":false,"error":"no such flow"})",
                                   R"({"status":"error"})", R"({"errors":[{"message":"denied"}]})"})
        EXPECT_EQ(judged(webhook, 200, body).arrival, Arrival::refused) << body;
    for (auto const* const body : {R"({"success":true})", R"({"errors":[]})", R"({"error":null})", "[]"})
        EXPECT_EQ(judged(webhook, 200, body).arrival, Arrival::taken) << body;
    EXPECT_THAT(
        judged(webhook, 410, "gone"),
        Is(Arrival::refused, "HTTP 410: gone (the receiver no longer wants these: remove the channel)"));
}

net::Receipt ended(int status, std::string output) {
    Channel channel{.name = "mail"};
    channel.where = EmailChannel{{"/usr/sbin/sendmail"}, "a@example.org", {"b@example.org"}};
    net::ProcessResult ran;
    ran.exit_status = status;
    ran.output = std::move(output);
    return judge(channel, ran);
}

TEST(Judge, a_mail_program_that_could_not_reach_its_server_is_tried_again) {
    EXPECT_EQ(ended(0, "").arrival, Arrival::taken);
    for (int const status : {68, 69, 71, 73, 74, 75, 76})
        EXPECT_EQ(ended(status, "msmtp: cannot locate host smtp.example.org\n").arrival, Arrival::later)
            << status;
    for (int const status : {1, 64, 65, 67, 77, 78, 127})  // wrong usage, data, user; EX_NOPERM, EX_CONFIG
        EXPECT_EQ(ended(status, "").arrival, Arrival::refused) << status;
    EXPECT_EQ(ended(69, "msmtp: server message: 451 later\nmsmtp: could not send mail\n").detail,
              "exit status 69: msmtp: server message: 451 later msmtp: could not send mail");
}

}  // namespace

}  // namespace cadence::chat::testing
