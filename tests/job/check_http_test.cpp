// The meaning of answers over HTTP.
#include "job/check_world.h"

namespace cadence::job::testing {

namespace {

TEST(HttpCheck, status_body_and_latency_must_be_right) {
    struct Case {
        HttpCheck check;
        net::HttpResponse response;
        std::string words;
    };
    std::string const big(65536, 'x');
    for (auto const& [check, response, words] : {
             Case{{}, {200, {}, "ok", 41'400us}, "passed: HTTP 200 in 41 ms"},
             Case{{}, {200, {}, "", 20us}, "passed: HTTP 200 in 1 ms"},
             Case{{}, {503, {}, "", 41ms}, "failed: HTTP 503 in 41 ms, expected 200"},
             Case{{.status = 401}, {401, {}, "", 41ms}, "passed: HTTP 401 in 41 ms"},
             Case{{},
                  {301, {{"location", "/login"}}, "", 3ms},
                  "failed: HTTP 301 in 3 ms to /login, expected 200"},
             Case{{.body_contains = "up"}, {200, {}, "all up", 41ms}, "passed: HTTP 200 in 41 ms"},
             Case{{.body_contains = "up"},
                  {200, {}, "down", 41ms},
                  "failed: HTTP 200 in 41 ms, without \"up\" in its body"},
             Case{{.body_contains = "up"},
                  {200, {}, big, 41ms, true},
                  "failed: HTTP 200 in 41 ms, without \"up\" in the first 65536 bytes of its body"},
             Case{{.slower_than_fails = 2s}, {200, {}, "", 2s}, "passed: HTTP 200 in 2 s"},
             Case{{.slower_than_fails = 2s},
                  {200, {}, "", 2'300ms},
                  "failed: HTTP 200 in 2 s 300 ms, expected within 2 s"},
         }) {
        auto const finding = found_of<net::HttpResponse>(check, {response});
        EXPECT_EQ(in_words(finding), words);
        EXPECT_EQ(finding.took, response.took);
    }
}

}  // namespace

}  // namespace cadence::job::testing
