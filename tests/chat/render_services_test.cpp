// Google Chat, Matrix and ntfy.
#include "render_world.h"

namespace cadence::chat::testing {

namespace {

MatrixChannel const kMatrix{"https://matrix.example.org/", "!abc:example.org", "token"};
NtfyChannel const kNtfy{"https://ntfy.sh", "releases", {}};

TEST(GoogleChat, a_message_is_in_the_thread_of_its_release_and_posted_once_under_its_id) {
    Sender sender;
    sender.secrets["url"] = "https://chat.googleapis.com/v1/spaces/X/messages?key=k&token=t";
    auto const ask = sender.ask(GoogleChatChannel{"url"}, freeze_message());
    EXPECT_EQ(ask.url,
              "https://chat.googleapis.com/v1/spaces/X/messages?key=k&token=t&requestId=dlv_3f9a"
              "&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD");
    EXPECT_EQ(json::dump(Sender::parsed(ask.body)),
              R"({"text":"*Code freeze for backend-2026-01-22*\nOnly fixes from here on.\n\n)"
              R"(The go/no-go is at 15:00.\n\n• 3 merges wait\n• QA has not signed off\n)"
              R"(<https://releases.example.org/v1/releases/backend-2026-01-22|Details>",)"
              R"("thread":{"threadKey":"backend-2026-01-22"}})");
}

TEST(GoogleChat, what_is_about_no_release_begins_a_thread_of_its_own) {
    Sender sender;
    auto message = freeze_message();
    message.release.clear();
    auto const ask = sender.ask(GoogleChatChannel{"url"}, message);
    EXPECT_EQ(ask.url, kSecretUrl + "?requestId=dlv_3f9a");
    EXPECT_EQ(Sender::parsed(ask.body).as_object().if_contains("thread"), nullptr);
}

TEST(GoogleChat, what_people_wrote_calls_nobody_and_formats_nothing) {
    Sender sender;
    auto const text = at(sender.body(GoogleChatChannel{"url"}, hostile_message()), "/text");
    EXPECT_THAT(text, IsText());
    EXPECT_THAT(text, Not(HasSubstr("<users/")));
    auto const body = text.substr(text.find('\n'), text.rfind('\n') - text.find('\n'));
    EXPECT_EQ(body.find_first_of("*~`"), std::string::npos) << body;
    EXPECT_THAT(body, Not(HasSubstr("_i_")));
    for (auto open = body.find('<'); open != std::string::npos; open = body.find('<', open + 1))
        EXPECT_EQ(body.substr(open + 1, 3), "\u200B") << body.substr(open, 20);
    auto message = freeze_message();
    message.text = "feature/foo_bar";
    EXPECT_THAT(at(sender.body(GoogleChatChannel{"url"}, message), "/text"), HasSubstr("feature/foo_bar"));
}

TEST(GoogleChat, a_long_message_keeps_to_32000_bytes) {
    Sender sender;
    auto message = long_message();
    message.text.assign(100000, '*');
    auto const text = at(sender.body(GoogleChatChannel{"url"}, message), "/text");
    EXPECT_THAT(text, AllOf(IsText(), HasSubstr(" more…\n<https://")));
    EXPECT_LE(text.size(), 32000U);
    EXPECT_GT(text.size(), 20000U);
}

TEST(Matrix, a_message_is_put_as_a_notice_under_the_id_of_its_delivery) {
    Sender sender;
    auto const ask = sender.ask(kMatrix, freeze_message());
    EXPECT_EQ(ask.method, net::Method::put);
    EXPECT_EQ(ask.url,
              "https://matrix.example.org/_matrix/client/v3/rooms/%21abc%3Aexample.org/send/"
              "m.room.message/dlv_3f9a");
    EXPECT_THAT(ask.headers, ElementsAre(Pair("Content-Type", "application/json"),
                                         Pair("Authorization", "Bearer tk_s3cr3t")));
    EXPECT_EQ(
        json::dump(Sender::parsed(ask.body)),
        R"({"msgtype":"m.notice","body":"Code freeze for backend-2026-01-22\n\nOnly fixes from here on.\n\n)"
        R"(The go/no-go is at 15:00.\n\n- 3 merges wait\n- QA has not signed off\n\n)"
        R"(https://releases.example.org/v1/releases/backend-2026-01-22",)"
        R"("format":"org.matrix.custom.html","formatted_body":)"
        R"("<strong>Code freeze for backend-2026-01-22</strong><p>Only fixes from here on.<br><br>)"
        R"(The go/no-go is at 15:00.</p><ul><li>3 merges wait</li><li>QA has not signed off</li></ul>)"
        R"(<p><a href=\"https://releases.example.org/v1/releases/backend-2026-01-22\">Details</a></p>",)"
        R"("m.mentions":{}})");
}

TEST(Matrix, what_people_wrote_is_no_html_and_mentions_nobody) {
    Sender sender;
    auto const body = sender.body(kMatrix, hostile_message());
    auto html = at(body, "/formatted_body");
    EXPECT_THAT(at(body, "/body"), IsText());
    EXPECT_THAT(html, AllOf(IsText(), HasSubstr("&lt;b&gt;&amp;amp; &quot;q&quot; &#39;a&#39;")));
    for (auto const* const ours :
         {"<strong>", "</strong>", "<p>", "</p>", "<br>", "<ul>", "</ul>", "<li>", "</li>", "</a>"})
        for (auto found = html.find(ours); found != std::string::npos; found = html.find(ours))
            html.erase(found, std::string_view{ours}.size());
    auto const link = html.find("<a href=\"https://releases.example.org/a%20b%22%3E");
    ASSERT_NE(link, std::string::npos) << html;
    EXPECT_EQ(html.substr(0, link).find_first_of("<>\"'"), std::string::npos) << html;
    EXPECT_EQ(at(body, "/m.mentions"), "{}");
}

TEST(Matrix, a_long_message_keeps_to_what_an_event_may_have) {
    Sender sender;
    for (auto const& filler : {"\"quoted\" <b>\n", "🥊", "plain "}) {
        auto message = long_message();
        message.text.clear();
        while (message.text.size() < 100000) message.text += filler;
        auto const ask = sender.ask(kMatrix, message);
        EXPECT_LE(ask.body.size(), 60000U) << filler;
        EXPECT_THAT(
            at(Sender::parsed(ask.body), "/formatted_body"),
            AllOf(IsText(), HasSubstr("…</p><ul><li>Fix #1:"), HasSubstr("Fix #500: überfällig</li></ul>")));
    }
}

TEST(Ntfy, a_message_is_published_as_json_to_the_root_of_the_server) {
    Sender sender;
    auto const ask = sender.ask(kNtfy, freeze_message());
    EXPECT_EQ(ask.url, "https://ntfy.sh/");
    EXPECT_THAT(ask.headers, ElementsAre(Pair("Content-Type", "application/json")));
    EXPECT_EQ(
        json::dump(Sender::parsed(ask.body)),
        R"({"topic":"releases","title":"Code freeze for backend-2026-01-22","message":)"
        R"("Only fixes from here on.\n\nThe go/no-go is at 15:00.\n\n• 3 merges wait\n• QA has not signed off",)"
        R"("priority":4,"tags":["warning"],)"
        R"("click":"https://releases.example.org/v1/releases/backend-2026-01-22"})");
}

TEST(Ntfy, the_mood_is_its_priority) {
    Sender sender;
    auto message = freeze_message();
    auto const priority = [&](Mood mood) {
        message.mood = mood;
        return at(sender.body(kNtfy, message), "/priority");
    };
    EXPECT_EQ(priority(Mood::neutral), "3");
    EXPECT_EQ(priority(Mood::good), "3");
    EXPECT_EQ(priority(Mood::warning), "4");
    EXPECT_EQ(priority(Mood::alarm), "5");
}

TEST(Ntfy, a_token_is_sent_where_there_is_one) {
    Sender sender;
    auto const ask = sender.ask(NtfyChannel{"http://localhost:8080/", "releases", "token"}, freeze_message());
    EXPECT_EQ(ask.url, "http://localhost:8080/");
    EXPECT_THAT(ask.headers, IsSupersetOf({Pair("Authorization", "Bearer tk_s3cr3t")}));
}

TEST(Ntfy, a_message_without_text_is_its_title_and_a_long_one_no_file) {
    Sender sender;
    auto message = freeze_message();
    message.text.clear();
    message.points.clear();
    EXPECT_EQ(at(sender.body(kNtfy, message), "/message"), message.title);
    auto const body = sender.body(kNtfy, long_message());
    EXPECT_THAT(at(body, "/message"), AllOf(IsText(), EndsWith(" more…")));
    EXPECT_LE(at(body, "/message").size(), 4096U);
    EXPECT_GT(at(body, "/message").size(), 3900U);
    EXPECT_LE(at(body, "/title").size(), 250U);
    EXPECT_THAT(at(sender.body(kNtfy, hostile_message()), "/message"), IsText());
}

}  // namespace

}  // namespace cadence::chat::testing
