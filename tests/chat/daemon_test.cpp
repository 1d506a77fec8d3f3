// Sentences and announcements of the daemon itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chat/announcement_world.h"
#include "chat/narrate.h"

namespace cadence::chat {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

/// Of a line of the log.
Announcements announced(std::string_view type, std::string_view data, Instant at) {
    release::LogLine line;
    line.at = at;
    line.type = type;
    line.data = data;
    return announcements_of_daemon(line);
}

TEST(Announcement, of_the_daemon_is_in_utc) {
    auto const at = utc("2026-01-05T10:00:00Z");
    auto const held = announced("clock_held", R"({"reason": "it jumped 3 d ahead"})", at);
    ASSERT_THAT(held, SizeIs(1));
    auto const message = worded(held.front());
    EXPECT_EQ(message.title, "The calendar is on hold");
    EXPECT_THAT(message.text, HasSubstr("it jumped 3 d ahead\n"));
    EXPECT_EQ(message.mood, Mood::warning);
    EXPECT_EQ(message.local_time, "Mon 2026-01-05 10:00 UTC");

    auto const failed = announced(
        "action_failed", R"({"action": "tag", "subject": "backend", "detail": "v1.2.0 is taken"})", at);
    EXPECT_EQ(worded(failed.front()).title, "Action tag of backend failed");
    EXPECT_EQ(worded(failed.front()).text, "v1.2.0 is taken");
    EXPECT_EQ(failed.front().mood, Mood::alarm);
    EXPECT_THAT(announced("token_created", "{}", at), IsEmpty());
}

TEST(Announcement, of_the_daemon_comes_even_where_its_data_cannot_be_read) {
    for (auto const* const data : {"", "[]", "{\"reason\": 7}", "{"}) {
        auto const held = announced("clock_held", data, utc("2026-01-05T10:00:00Z"));
        ASSERT_THAT(held, SizeIs(1)) << data;
        EXPECT_EQ(worded(held.front()).title, "The calendar is on hold");
        EXPECT_THAT(worded(held.front()).text, Not(HasSubstr("\n")));
    }
}

TEST(Narration, says_what_concerns_the_daemon) {
    struct DaemonCase {
        std::string type;
        std::string data;
        std::string sentence;
    };
    std::vector<DaemonCase> const all{
        {"token_created", R"({"token":"4f1c9a","person":"bob"})", "olga made token 4f1c9a for bob"},
        {"token_created",
         R"({"token":"4f1c9a","person":"bob","expires_at":"2026-04-01T00:00:00Z","items":["ci","smoke"]})",
         "olga made token 4f1c9a for bob, valid until Wed 2026-04-01 00:00 UTC; limited to ticking ci, "
         "smoke"},
        {"token_revoked", R"({"token":"4f1c9a","person":"bob"})", "olga revoked token 4f1c9a of bob"},
        {"clock_stepped", R"({"by":"-PT10M"})", "the clock stepped back by 10 min"},
        {"clock_stepped", R"({"by":"PT2S"})", "the clock stepped ahead by 2 s"},
        {"clock_held", R"({"reason":"it jumped by 3 h"})", "the calendar is on hold: it jumped by 3 h"},
        {"clock_accepted", R"({"held_for":"it jumped by 3 h","reason":"a leap"})",
         "olga accepts the clock; the hold is over (a leap): it jumped by 3 h"},
        {"configuration_applied", R"({"fingerprint":"0123456789abcdef","dates_changed":[]})",
         "olga put configuration 0123456789ab in force"},
        {"configuration_applied",
         R"({"fingerprint":"0123","dates_changed":[{"train":"t","release":"t-1","from":"A","to":"B"},)"
         R"({"train":"t","release":"t-2","to":"C"},{"train":"t","release":"t-3","from":"D"}]})",
         "olga put configuration 0123 in force: t-1 moves from A to B, and 2 more"},
        {"zones_changed", R"({"zones":["Europe/Berlin"],"dates_changed":[]})",
         "the system has new data for Europe/Berlin"},
        {"dates_changed",
         R"({"why":"configuration","dates":[{"release":"t-1","skipped":true},{"release":"t-2","from":"A","to":"A",)"
         R"("phases":[{"phase":"code_freeze","from":"B","to":"C"}]}]})",
         "dates change with the configuration: t-1 is skipped, and 1 more"},
        {"dates_changed", R"({"why":"zone_data","dates":[]})", "dates change with the time zone data"},
        {"zones_changed", R"({"zones":["Asia/Tokyo"],"dates_changed":[{"release":"t-1","skipped":true}]})",
         "the system has new data for Asia/Tokyo: t-1 is skipped"},
        {"clock_stepped", "{}", "the clock stepped"},
        {"configuration_applied", R"({"fingerprint":"0123","dates_changed":[],"goes":["t stops","u ends"]})",
         "olga put configuration 0123 in force; t stops; u ends"},
        {"delivery_dead", R"({"delivery":"dlv_1","lane":"channel:team","detail":"HTTP 404"})",
         "delivery dlv_1 to channel:team is given up: HTTP 404"},
        {"delivery_retried", R"({"delivery":"dlv_1","lane":"channel:team","state":"pending"})",
         "olga has delivery dlv_1 to channel:team sent again"},
        {"delivery_retried", R"({"delivery":"dlv_1","lane":"action:t:ship","state":"following"})",
         "olga has delivery dlv_1 to action:t:ship asked about again"},
        {"delivery_dropped", R"({"delivery":"dlv_1","lane":"channel:team"})",
         "olga drops delivery dlv_1 to channel:team"},
        {"channel_tested", R"({"channel":"team"})", "olga tests channel team"},
        {"flag_registered", R"({"flag":"X","stage":"off"})", "olga registers flag X: off"},
        {"flag_changed", R"({"flag":"X","stage":"off","changes":[{"field":"owner"},{"field":"until"}]})",
         "olga changes flag X: owner, until"},
        {"flag_flipped", R"({"flag":"X","was":"off","stage":"internal","reason":"it is out"})",
         "olga flips flag X from off to internal: it is out"},
        {"flag_removed", R"({"flag":"X","stage":"all","reason":"the code is gone"})",
         "olga removes flag X, which was all: the code is gone"},
        {"flag_overdue", R"({"flag":"X","stage":"beta, 25 %","until":"2026-01-04"})",
         "flag X is beta, 25 %, and should be finished since 2026-01-04"},
        {"action_done", R"({"action":"ship","detail":"HTTP 200"})", "action ship is done: HTTP 200"},
        {"action_begun", R"({"action":"ship"})", "action ship has begun a deployment"},
        {"action_failed", R"({"action":"ship","detail":"HTTP 500"})", "action ship failed: HTTP 500"},
        {"action_skipped", R"({"action":"ship","detail":"too late"})", "action ship is skipped: too late"},
        {"action_unknown", R"({"action":"ship","detail":"cut off","delivery":"dlv_1"})",
         "nobody can tell whether action ship has happened: cut off; see `cadencectl deliveries show dlv_1`"},
        {"action_report_refused", R"({"action":"ship","detail":"it is over"})",
         "the outcome of action ship cannot be recorded: it is over"},
        {"status_refused", R"({"repository":"acme/web","detail":"HTTP 422"})",
         "acme/web refuses the merge gate's status: HTTP 422"},
        {"hook_failed", R"({"hook":"github/web","event":"push","reason":"no JSON"})",
         "a notice to hook github/web (push) could not be used: no JSON"},
        {"hook_failed", R"({"hook":"github/web"})", "a notice to hook github/web could not be used"},
        {"hook_failing", R"({"hook":"github/web","failures":"3","reason":"no JSON"})",
         "hook github/web is failing: its last 3 notices could not be used: no JSON"},
        {"hook_recovered", R"({"hook":"github/web","failures":"3"})",
         "hook github/web works again, after 3 notices that could not be used"},
        {"something_new", R"({"a":1})", R"(something new {"a":1})"},
        {"something_new", "{}", "something new"}};
    for (auto const& [type, data, sentence] : all) {
        release::LogLine const line{.seq = 1,
                                    .at = {},
                                    .train = {},
                                    .release = {},
                                    .type = type,
                                    .actor = "olga",
                                    .via = {},
                                    .data = data};
        EXPECT_EQ(narrate(line), sentence);
    }
}

}  // namespace
}  // namespace cadence::chat
