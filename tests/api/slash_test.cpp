// A conversation with the chat: people vote, approve, freeze and ask, and are answered in words.
#include <gtest/gtest.h>

#include "api/hook_world.h"

namespace cadence::testing {
namespace {

std::string const kForm = "application/x-www-form-urlencoded";

class Chat {
  public:
    explicit Chat(ApiWorld::Options options = {}) : hooks{std::move(options)} {}

    /// A form as Slack sends it, signed at this moment.
    net::Request slack(std::string const& user, std::string text) {
        for (auto& c : text) {
            if (c == ' ') c = '+';
        }
        auto const body = "team_id=T0001&user_id=" + user + "&user_name=x&command=/release&text=" + text +
                          "&trigger_id=" + std::to_string(++asked);
        auto const time = std::to_string(
            std::chrono::duration_cast<std::chrono::seconds>(hooks.world.clock.now().time_since_epoch())
                .count());
        auto const signature = "v0=" + to_hex(hmac_sha256(kSecret, "v0:" + time + ":" + body));
        return hooks.request(
            "/hooks/slack/team", body,
            {{"content-type", kForm}, {"x-slack-request-timestamp", time}, {"x-slack-signature", signature}});
    }
    Answered says(std::string const& user, std::string const& text) {
        auto answer = hooks.world.ask(slack(user, text));
        EXPECT_EQ(answer.status, 200) << answer.body;
        return answer;
    }
    Answered get(std::string const& target) { return hooks.world.get(target); }

    HookWorld hooks;
    int asked = 0;
};

bool has(Answered const& answer, std::string_view words) {
    return answer.at("/text").find(words) != std::string::npos;
}

void expect_to_one(Answered const& answer, std::string_view words) {
    EXPECT_EQ(answer.at("/response_type"), "ephemeral") << answer.body;
    EXPECT_TRUE(has(answer, words)) << answer.body;
}
void expect_to_all(Answered const& answer, std::string_view words) {
    EXPECT_EQ(answer.at("/response_type"), "in_channel") << answer.body;
    EXPECT_TRUE(has(answer, words)) << answer.body;
}

TEST(SlashCommands, whoever_asks_gets_the_texts_that_the_api_gives) {
    Chat chat;
    auto const text = [&](std::string const& target) {
        auto body = chat.hooks.world.get(target, {{"accept", "text/plain"}}).body;
        while (body.ends_with('\n')) body.pop_back();
        return body;
    };
    EXPECT_EQ(chat.says("U0EVE", "status").at("/text"), text("/v1/status?train=backend"));
    EXPECT_EQ(chat.says("U0EVE", "next").at("/text"), text("/v1/upcoming?train=backend&count=3"));
    EXPECT_EQ(chat.says("U0EVE", "why").at("/text"), "Backend\n" + text("/v1/gates?train=backend"));
    expect_to_one(chat.says("U0EVE", "help"), "/release vote go|no-go");
    expect_to_one(chat.says("U0EVE", "stauts"), "did you mean status?");
}

TEST(SlashCommands, votes_of_all_roles_make_a_go_and_everybody_sees_them) {
    Chat chat;
    chat.hooks.world.pass_to(kFrozen);
    chat.hooks.world.post("anna", kReleasePath + "/candidate", R"({"version":"1.2.0"})");
    expect_to_all(chat.says("U0ANNA", "vote go"), "anna says go for " + kRelease);
    expect_to_all(chat.says("U0PAUL", "vote no-go payments fail"), "payments fail");
    EXPECT_EQ(chat.get(kReleasePath).at("/decision/verdict"), "no_go");
    expect_to_all(chat.says("U0PAUL", "vote go"), "paul says go");
    EXPECT_EQ(chat.get(kReleasePath).at("/decision/verdict"), "go");
    EXPECT_EQ(chat.get("/v1/events?type=vote_cast").at("/items/0/via"), "hook slack/team");
}

TEST(SlashCommands, who_lacks_the_right_is_told_in_words_which_role_would_do) {
    Chat chat;
    auto const revision = chat.hooks.world.engine().revision();
    expect_to_one(chat.says("U0EVE", "freeze it burns"), "Tech Lead");
    EXPECT_EQ(chat.hooks.world.engine().revision(), revision);
}

TEST(SlashCommands, who_is_not_known_is_told_what_belongs_into_the_configuration) {
    Chat chat;
    expect_to_one(chat.says("U0NOBODY", "vote go"), "slack_id = \"U0NOBODY\"");
    EXPECT_NE(chat.says("U0NOBODY", "status").at("/text"), "");  // what anybody may read, they may ask
    EXPECT_EQ(chat.get("/v1/events?type=vote_cast").at("/items"), "[]");
}

TEST(SlashCommands, where_reading_takes_a_token_only_known_people_are_answered) {
    Chat chat{{.server = R"(reads = "token")"}};
    expect_to_one(chat.says("U0NOBODY", "status"), "slack_id");
    EXPECT_FALSE(has(chat.says("U0NOBODY", "why"), "merge"));
    EXPECT_TRUE(has(chat.says("U0EVE", "why"), "merge open"));
    expect_to_one(chat.says("U0NOBODY", "help"), "/release status");
}

TEST(SlashCommands, a_freeze_stops_the_line_and_an_unfreeze_ends_it) {
    Chat chat;
    expect_to_all(chat.says("U0ANNA", "freeze the database moves for 2h"), "the database moves");
    auto const train = chat.get("/v1/trains/backend");
    EXPECT_EQ(train.at("/freezes/0/until"), "2026-01-04T11:00:00Z");
    EXPECT_EQ(train.at("/freezes/0/actions"), R"(["merge","deploy"])");
    EXPECT_EQ(chat.get("/v1/gates/merge/check").status, 423);
    expect_to_one(chat.says("U0EVE", "why"), "the database moves");
    chat.says("U0ANNA", "freeze main is broken");
    expect_to_one(chat.says("U0ANNA", "unfreeze"), "say which");
    auto const id = train.at("/freezes/0/id");
    expect_to_all(chat.says("U0ANNA", "unfreeze " + id), id);
    expect_to_all(chat.says("U0ANNA", "unfreeze"), "freeze");
    EXPECT_EQ(chat.get("/v1/gates/merge/check").status, 204);
    expect_to_one(chat.says("U0ANNA", "unfreeze"), "Nothing is frozen on Backend.");
}

std::string const kHotfix = "/v1/releases/backend-hotfix-2026-01-04-double-booking";

/// One that only approvals are missing for.
void ask_for_hotfix(ApiWorld& world) {
    world.post("eve", "/v1/releases",
               R"({"kind":"hotfix","title":"Double booking","criterion":"outage","commit":"4f1c9a0"})");
    world.post("bob", kHotfix + "/deployments",
               R"({"environment":"staging","status":"succeeded","commit":"4f1c9a0"})");
    world.post("quinn", kHotfix + "/checklist/smoke_tests", R"({"status":"passed"})");
}

TEST(SlashCommands, the_only_hotfix_that_waits_is_approved) {
    Chat chat;
    auto& world = chat.hooks.world;
    auto const& path = kHotfix;
    expect_to_one(chat.says("U0ANNA", "approve"), "Backend: No release waits for approval.");
    ask_for_hotfix(world);
    expect_to_all(chat.says("U0ANNA", "approve"), "backend-hotfix-2026-01-04-double-booking");
    EXPECT_EQ(chat.get(path).at("/on_demand/approvals/0/person"), "anna");
    expect_to_one(chat.says("U0EVE", "approve"), "Tech Lead or Product Owner");

    world.post("eve", "/v1/releases", R"({"kind":"hotfix","title":"Lost mail","criterion":"outage"})");
    expect_to_one(chat.says("U0PAUL", "approve"),
                  "cadencectl approve --release backend-hotfix-2026-01-04-lost-mail");  // or the other
    EXPECT_EQ(chat.get(path).at("/on_demand/approvals/1/person"), "");
}

TEST(SlashCommands, a_deadline_is_told_by_status_in_the_zone_of_the_train_and_not_in_passing) {
    Chat chat;
    ask_for_hotfix(chat.hooks.world);
    expect_to_all(chat.says("U0ANNA", "approve"), "anna approves");
    auto const approved = chat.says("U0PAUL", "approve");
    expect_to_all(approved, "is approved");
    EXPECT_EQ(approved.body.find("due at"), std::string::npos) << approved.body;
    expect_to_one(chat.says("U0PAUL", "status"), "deadline: hotfix deploy");
}

TEST(SlashCommands, the_same_signed_request_acts_once) {
    Chat chat;
    auto const request = chat.slack("U0ANNA", "freeze main is broken");
    auto const first = chat.hooks.world.send(request);
    auto const at_once = chat.hooks.world.send(request);
    chat.hooks.world.commit();
    auto const answer = chat.hooks.world.read(request, *first);
    expect_to_all(answer, "main is broken");
    expect_to_one(chat.hooks.world.read(request, *at_once), "already being done");
    auto const again = chat.hooks.world.ask(request);
    EXPECT_EQ(again.body, answer.body);
    EXPECT_EQ(chat.get("/v1/trains/backend").at("/freezes/1"), "");
    chat.says("U0ANNA", "unfreeze");
    EXPECT_EQ(chat.hooks.world.ask(request).status, 200);  // even after somebody has ended it
    EXPECT_EQ(chat.get("/v1/trains/backend").at("/freezes"), "[]");
    chat.hooks.world.clock.advance(std::chrono::minutes{6});
    EXPECT_EQ(chat.hooks.world.ask(request).status, 401);
}

TEST(SlashCommands, beyond_what_can_be_remembered_do_nothing_and_say_so) {
    Chat chat;
    auto& world = chat.hooks.world;
    {
        auto transaction = world.engine().store().begin();
        for (std::size_t i = 1; i < api::kMostKept; ++i)
            transaction.keep_reply(
                {.caller = "hook slack/team", .key = std::to_string(i), .at = world.clock.now()});
        transaction.commit();
    }
    chat.says("U0ANNA", "freeze main is broken");
    expect_to_one(chat.says("U0ANNA", "freeze staging is broken"), "Nothing was done");
    EXPECT_EQ(chat.get("/v1/trains/backend").at("/freezes/1"), "");
    expect_to_one(chat.says("U0ANNA", "why"), "main is broken");
    world.clock.advance(std::chrono::hours{24});
    expect_to_all(chat.says("U0ANNA", "unfreeze"), "freeze");
}

TEST(SlashCommands, a_train_is_the_one_that_is_named_or_the_hooks) {
    Chat chat{{.more = std::string{kWebTrain}}};
    EXPECT_TRUE(has(chat.says("U0EVE", "next"), kRelease));
    EXPECT_TRUE(has(chat.says("U0EVE", "web next"), "web-2026-01-13"));
    EXPECT_TRUE(has(chat.says("U0EVE", "next web"), "web-2026-01-13"));
    chat.says("U0ANNA", "web freeze it burns");
    EXPECT_EQ(chat.get("/v1/gates/merge/check?train=web").status, 423);
    EXPECT_EQ(chat.get("/v1/gates/merge/check?train=backend").status, 204);
    expect_to_one(chat.says("U0EVE", "help"), "backend, web");
}

TEST(SlashCommands, an_unsigned_one_is_refused_and_one_that_is_no_form_too) {
    Chat chat;
    auto request = chat.slack("U0ANNA", "freeze it burns");
    for (auto& [name, value] : request.headers) {
        if (name == "x-slack-signature") value = "v0=" + std::string(64, '0');
    }
    EXPECT_EQ(chat.hooks.world.ask(request).status, 401);
    auto json =
        chat.hooks.request("/hooks/mattermost/team", "{}",
                           {{"content-type", "application/json"}, {"authorization", "Token " + kSecret}});
    EXPECT_EQ(chat.hooks.world.ask(json).problem(), "malformed-form");
    EXPECT_EQ(chat.get("/v1/trains/backend").at("/freezes"), "[]");
}

TEST(SlashCommands, mattermost_asks_and_is_answered_in_its_own_form) {
    Chat chat;
    auto const answer = chat.hooks.world.ask(chat.hooks.request(
        "/hooks/mattermost/team",
        "channel_id=c&command=%2Frelease&text=freeze+%40all+it+*burns*&user_id=annamattermost&trigger_id=t",
        {{"content-type", kForm}, {"authorization", "Token " + kSecret}}));
    EXPECT_EQ(answer.at("/response_type"), "in_channel");
    EXPECT_EQ(answer.at("/skip_slack_parsing"), "true");
    EXPECT_TRUE(has(answer, R"(it \*burns\*)")) << answer.body;
    EXPECT_FALSE(has(answer, "@all"));
    EXPECT_EQ(chat.get("/v1/trains/backend").at("/freezes/0/reason"), "@all it *burns*");
}

TEST(SlashCommands, what_the_engine_refuses_is_said_in_its_words) {
    Chat chat;
    expect_to_one(chat.says("U0ANNA", "unfreeze freeze-99"), "freeze-99");
    chat.hooks.world.post("eve", "/v1/releases",
                          R"({"kind":"hotfix","title":"Double booking","criterion":"outage"})");
    expect_to_one(chat.says("U0ANNA", "approve"), "1 item open: smoke_tests.");
}

}  // namespace
}  // namespace cadence::testing
