// URLs and the bytes of a request.
#include "net/client_request.h"

#include <gtest/gtest.h>

namespace cadence::net::testing {

namespace {

std::string described(std::string const& text) {
    auto const url = parse_url(text);
    if (!url) return url.error().detail;
    return (url->tls ? "tls " : "plain ") + url->host + " " + std::to_string(url->port) + " " +
           url->authority() + " " + url->target;
}

TEST(Url, is_taken_apart) {
    EXPECT_EQ(described("http://api.example.org"), "plain api.example.org 80 api.example.org /");
    EXPECT_EQ(described("HTTPS://api.example.org/health?deep=1"),
              "tls api.example.org 443 api.example.org /health?deep=1");
    EXPECT_EQ(described("http://127.0.0.1:8420/a#part"), "plain 127.0.0.1 8420 127.0.0.1:8420 /a");
    EXPECT_EQ(described("https://[2001:db8::1]/"), "tls 2001:db8::1 443 [2001:db8::1] /");
    EXPECT_EQ(described("http://[::1]:8080?x=/"), "plain ::1 8080 [::1]:8080 /?x=/");
    EXPECT_EQ(described("http://a_b:80/"), "plain a_b 80 a_b /");
}

TEST(Url, that_could_be_read_two_ways_is_refused) {
    for (auto const* const text : {"",
                                   "api.example.org/health",
                                   "ftp://a/",
                                   "http//a",
                                   "http://",
                                   "http:///path",
                                   "http://a:0/",
                                   "http://a:65536/",
                                   "http://a:8x/",
                                   "http://a:/",
                                   "http://user@a/",
                                   "http://user:secret@a/",
                                   "http://a/x y",
                                   "http://a/\r\nX: y",
                                   "http://a/\t",
                                   "http://[::1/",
                                   "http://[127.0.0.1]/",
                                   "http://[fe80::1%25eth0]/",
                                   "http://[::1]x/",
                                   "http://m\xc3\xbcnchen.de/",
                                   "http://a/\x7f",
                                   "http://a\\b/",
                                   "http://a%00b/"}) {
        auto const url = parse_url(text);
        ASSERT_FALSE(url) << text;
        EXPECT_EQ(url.error().problem, "bad-url");
        EXPECT_TRUE(url.error().detail.starts_with("The URL ")) << url.error().detail;
    }
    EXPECT_FALSE(parse_url(std::string_view{"http://a/\0b", 11}));
    EXPECT_FALSE(parse_url("http://" + std::string(254, 'a') + "/"));
}

std::string text_of(HttpRequest const& ask) {
    auto const text = request_text(ask, parse_url(ask.url).value(), "cadenced/1");
    return text ? *text : text.error().problem + ": " + text.error().detail;
}

TEST(RequestText, says_what_is_asked_and_no_more) {
    EXPECT_EQ(text_of({.url = "http://a.example/x"}),
              "GET /x HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\nAccept-Encoding: identity\r\n"
              "User-Agent: cadenced/1\r\nAccept: */*\r\n\r\n");
    EXPECT_EQ(text_of({.method = Method::post,
                       .url = "https://a.example:8443",
                       .headers = {{"accept", "text/plain"}, {"user-agent", "x"}, {"X-Id", "1"}},
                       .body = "hello"}),
              "POST / HTTP/1.1\r\nHost: a.example:8443\r\nConnection: close\r\nAccept-Encoding: identity\r\n"
              "accept: text/plain\r\nuser-agent: x\r\nX-Id: 1\r\nContent-Length: 5\r\n\r\nhello");
}

TEST(RequestText, has_no_header_that_would_begin_another_line) {
    for (auto const& header : Headers{{"X-A", "b\r\nX-C: d"},
                                      {"X-A", std::string{"b\0c", 3}},
                                      {"X-A\r\nX-B", "c"},
                                      {"X A", "b"},
                                      {"", "b"},
                                      {"X:", "b"},
                                      {"host", "elsewhere"},
                                      {"Content-Length", "1"},
                                      {"Transfer-Encoding", "chunked"}}) {
        auto const text = text_of({.url = "http://a.example/", .headers = {header}});
        EXPECT_TRUE(text.starts_with("bad-header: ")) << text;
        EXPECT_EQ(text.find_first_of("\r\n"), text.npos);
    }
}

}  // namespace

}  // namespace cadence::net::testing
