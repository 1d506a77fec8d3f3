#include "net/receipt.h"

#include <date/date.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/encoding.h"

namespace cadence::net {

namespace {

using namespace std::chrono_literals;
using namespace date::literals;

Instant const kNow = Date{2026_y / 1 / 22} + 10h;

Receipt answered(int status, std::string body = {}, Headers headers = {}) {
    return receipt_of(HttpResponse{status, std::move(headers), std::move(body)}, kNow);
}

Receipt ended(int status, std::string output = {}) {
    ProcessResult ran;
    ran.exit_status = status;
    ran.output = std::move(output);
    return receipt_of(ran);
}

TEST(Receipt, success_is_taken_what_passes_is_tried_again_and_the_rest_refused) {
    for (int const status : {200, 201, 202, 204, 299})
        EXPECT_EQ(answered(status).arrival, Arrival::taken) << status;
    for (int const status : {301, 302, 304, 307, 408, 425, 429, 500, 502, 503, 504, 599})
        EXPECT_EQ(answered(status).arrival, Arrival::later) << status;
    for (int const status : {400, 401, 403, 404, 405, 409, 410, 413, 422, 451, 499})
        EXPECT_EQ(answered(status).arrival, Arrival::refused) << status;
}

TEST(Receipt, the_first_line_with_a_word_in_it_is_quoted) {
    EXPECT_EQ(answered(200, "whatever").detail, "HTTP 200");
    EXPECT_EQ(answered(503).detail, "HTTP 503");
    EXPECT_EQ(answered(503, "upstream is down\nand more").detail, "HTTP 503: upstream is down");
    EXPECT_EQ(answered(400, "\r\n{\n  \"message\": \"No such ref\"\n}").detail,
              "HTTP 400:   \"message\": \"No such ref\"");
    EXPECT_EQ(answered(400, "\x1b[31mred\x07").detail, "HTTP 400:  [31mred");
}

TEST(Receipt, a_redirect_says_that_it_has_moved_but_not_where_to) {
    for (int const status : {301, 302, 303, 307, 308})
        EXPECT_EQ(answered(status, "Moved", {{"location", "https://x.example/s3cr3t"}}).detail,
                  "HTTP " + std::to_string(status) +
                      ": Moved (it has moved, and redirects are not followed: give its new address)");
    EXPECT_EQ(answered(304).detail, "HTTP 304");
}

TEST(Receipt, what_is_quoted_is_short_utf8) {
    std::string body;
    for (int i = 0; i < 500; ++i) body += "ü";
    auto const detail = answered(500, "x" + body).detail;
    EXPECT_EQ(detail.size(), std::string_view{"HTTP 500: x"}.size() + 198);
    EXPECT_EQ(utf8_within(detail, detail.size()), detail);
    EXPECT_EQ(answered(500, "caf\xE9").detail, "HTTP 500: caf\xEF\xBF\xBD");
}

TEST(Receipt, an_answer_that_repeats_the_address_does_not_give_it_away) {
    EXPECT_EQ(answered(404, "Cannot POST /hooks/s3cr3t").detail, "HTTP 404: Cannot POST …");
    EXPECT_EQ(answered(404, "<pre>Cannot POST /hooks/s3cr3t</pre>").detail, "HTTP 404: <pre>Cannot POST …");
    EXPECT_EQ(answered(404, "no route for '/hooks/s3cr3t', sorry").detail, "HTTP 404: no route for '… sorry");
    EXPECT_EQ(answered(404, "see https://x.example/s3cr3t now").detail, "HTTP 404: see … now");
    EXPECT_EQ(answered(404, "{\"path\":\"/hooks/s3cr3t\"}").detail, "HTTP 404: {\"path\":\"…");
    EXPECT_EQ(answered(415, "want text/plain and/or json").detail, "HTTP 415: want text/plain and/or json");
    EXPECT_EQ(answered(404, "<title>404 Not Found</title>").detail, "HTTP 404: <title>404 Not Found</title>");
}

TEST(Receipt, a_receiver_may_ask_for_a_wait) {
    EXPECT_EQ(answered(429, "", {{"retry-after", "120"}}).wait, Duration{2min});
    EXPECT_EQ(answered(503, "", {{"retry-after", "Thu, 22 Jan 2026 10:05:00 GMT"}}).wait, Duration{5min});
    EXPECT_EQ(answered(503).wait, std::nullopt);
    EXPECT_EQ(answered(200, "", {{"retry-after", "120"}}).wait, std::nullopt);
    EXPECT_EQ(answered(404, "", {{"retry-after", "120"}}).wait, std::nullopt);
}

TEST(Receipt, a_wait_is_seconds_or_a_date_and_nothing_else) {
    EXPECT_EQ(retry_after("0", kNow), Duration{0});
    EXPECT_EQ(retry_after("0000000000000000000000007", kNow), Duration{7s});
    EXPECT_EQ(retry_after("99999999999999999999999", kNow), Duration{24h * 366});
    EXPECT_EQ(retry_after("Thu, 22 Jan 2026 09:00:00 GMT", kNow), Duration{0}) << "it has passed";
    for (auto const* const wrong : {"", "-5", "5.5", "soon", "12 minutes", "Thu, 22 Jan 2026 10:05:00",
                                    "Thu, 22 Jan 2026 10:05:00 GMT x", "Thu, 32 Jan 2026 10:05:00 GMT"})
        EXPECT_EQ(retry_after(wrong, kNow), std::nullopt) << wrong;
}

TEST(Receipt, a_web_page_is_known_by_its_beginning_and_by_what_it_is_called) {
    auto const page = [](std::string body, std::string type = "text/plain") {
        return is_web_page(
            {.status = 200, .headers = {{"content-type", std::move(type)}}, .body = std::move(body)});
    };
    for (auto const* const body : {"<!DOCTYPE html>", "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\">",
                                   "<script>go()</script>", "<!-- (c) acme --><!DOCTYPE html>",
                                   "\xEF\xBB\xBF<!-- a --><!-- b -->\n<html>", "<meta charset=utf-8>"})
        EXPECT_TRUE(page(body)) << body;
    EXPECT_TRUE(page("<div>Sign in</div>", "text/html; charset=utf-8"));
    for (auto const* const body :
         {"", "deployed", "<?xml version=\"1.0\"?><ok/>", "<!-- open", "<response/>"})
        EXPECT_FALSE(page(body)) << body;
    EXPECT_FALSE(page("deployed", "text/html")) << "many call plain words so";
}

TEST(Receipt, a_program_says_by_its_exit_status_whether_to_try_again) {
    EXPECT_EQ(ended(0).arrival, Arrival::taken);
    EXPECT_EQ(ended(75).arrival, Arrival::later);
    EXPECT_EQ(ended(1).arrival, Arrival::refused);
    EXPECT_EQ(ended(127).arrival, Arrival::refused);
    EXPECT_EQ(ended(0).detail, "exit status 0");
}

TEST(Receipt, a_program_is_quoted_by_its_last_line_and_rather_by_its_errors) {
    EXPECT_EQ(ended(1, "one\ntwo\n\n  \n").detail, "exit status 1: two");
    EXPECT_EQ(ended(1, "only").detail, "exit status 1: only");
    EXPECT_EQ(ended(1, "\n").detail, "exit status 1");
    ProcessResult ran;
    ran.exit_status = 2;
    ran.output = "progress";
    ran.errors = "fatal: no such remote\n";
    EXPECT_EQ(receipt_of(ran).detail, "exit status 2: fatal: no such remote");
}

TEST(Receipt, a_program_that_was_ended_is_tried_again) {
    ProcessResult ran;
    ran.signal = 9;
    ran.timed_out = true;
    EXPECT_EQ(receipt_of(ran).arrival, Arrival::later);
    EXPECT_EQ(receipt_of(ran).detail, "it did not end in time");
    ran.timed_out = false;
    EXPECT_EQ(receipt_of(ran).detail, "ended by signal 9");
    ran.signal.reset();
    EXPECT_EQ(receipt_of(ran).arrival, Arrival::later);
    EXPECT_EQ(receipt_of(ran).detail, "it could not be ended");
}

}  // namespace

}  // namespace cadence::net
