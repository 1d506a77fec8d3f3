// What came back, and what it means.
#include "job/check_judge.h"

#include <csignal>

#include <gmock/gmock.h>

#include "job/check_prometheus.h"
#include "job/check_world.h"

namespace cadence::job::testing {

namespace {

TEST(JudgeHttp, status_body_and_latency_must_be_right) {
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
        auto const finding = judge_http(check, response);
        EXPECT_EQ(in_words(finding), words);
        EXPECT_EQ(finding.took, response.took);
    }
}

TEST(JudgeCommand, only_an_exit_status_of_0_in_time_passes) {
    struct Case {
        net::ProcessResult ran;
        std::string words;
    };
    for (auto const& [ran, words] : {
             Case{{.exit_status = 0}, "passed: exit status 0"},
             Case{{.exit_status = 0, .output = "1\n12 passed\n"}, "passed: exit status 0: 12 passed"},
             Case{{.exit_status = 3, .output = "no\ndrift in users\n\n"},
                  "failed: exit status 3: drift in users"},
             Case{{.signal = SIGSEGV}, "failed: killed by SIGSEGV"},
             Case{{.signal = 64}, "failed: killed by signal 64"},
             Case{{.signal = SIGKILL, .timed_out = true, .output = "step 2", .took = 30s},
                  "failed: killed after 30 s, when its time was up: step 2"},
             Case{{.exit_status = 0, .timed_out = true, .took = 1s},
                  "failed: killed after 1 s, when its time was up"},
             Case{{.signal = SIGKILL, .output_cut = true, .output = "y"},
                  "failed: killed after writing more than 1 MiB: y"},
             Case{{.exit_status = 0, .output_cut = true}, "failed: killed after writing more than 1 MiB"},
             Case{{}, "failed: it could not be ended"},
         }) {
        EXPECT_EQ(in_words(judge_command(ran)), words);
    }
}

net::HttpResponse vector_of(std::string const& series) {
    return {200, {}, R"({"status":"success","data":{"resultType":"vector","result":[)" + series + "]}}", 5ms};
}

std::string series(std::string const& labels, std::string const& value) {
    return R"({"metric":{)" + labels + R"(},"value":[1769076000.1,")" + value + R"("]})";
}

std::string judged(PrometheusCheck const& check, std::string const& now, std::string const& then = {},
                   CheckSubject const& subject = kSubject) {
    auto const samples = read_samples(vector_of(now));
    auto const baseline = read_samples(vector_of(then));
    if (!samples || !baseline) return "unreadable";
    return in_words(judge_samples(check, subject, *samples, *baseline));
}

PrometheusCheck with_ratio(double ratio) {
    return {.server = "", .query = "", .baseline_offset = 1h, .at_most_ratio = ratio};
}

TEST(JudgePrometheus, bounds_are_kept_by_every_series) {
    PrometheusCheck const at_most{.server = "", .query = "", .at_most = 1};
    EXPECT_EQ(judged(at_most, series("", "0.5")), "passed: 0.5, at most 1");
    EXPECT_EQ(judged(at_most, series("", "1")), "passed: 1, at most 1");
    EXPECT_EQ(judged(at_most, series("", "1.25")), "failed: 1.25 is above 1, the most allowed");
    EXPECT_EQ(judged(at_most, series("", "+Inf")), "failed: inf is above 1, the most allowed");
    EXPECT_EQ(judged(at_most, series(R"("job":"a")", "0") + "," + series(R"("job":"b","x":"y")", "3") + "," +
                                  series(R"("job":"c")", "2")),
              R"(failed: 3 of {job="b", x="y"} is above 1, the most allowed)");
    EXPECT_EQ(judged(at_most, series(R"("job":"a")", "0") + "," + series(R"("job":"b")", "0.5")),
              "passed: 0 to 0.5 in 2 series, at most 1");

    PrometheusCheck const at_least{.server = "", .query = "", .at_least = 1};
    EXPECT_EQ(judged(at_least, series("", "1")), "passed: 1, at least 1");
    EXPECT_EQ(judged(at_least, series(R"("i":"a")", "0.5") + "," + series(R"("i":"b")", "0")),
              R"(failed: 0 of {i="b"} is below 1, the least allowed)");
}

TEST(JudgePrometheus, no_data_and_no_number_are_failed) {
    PrometheusCheck const check{.server = "", .query = "", .at_most = 1};
    EXPECT_EQ(judged(check, ""), "failed: no data: the query finds no series");
    EXPECT_EQ(judged(check, series("", "NaN")),
              "failed: nan is not a number: the query divides zero by zero");
    EXPECT_EQ(judged(check, series(R"("i":"a")", "0") + "," + series(R"("i":"b")", "NaN")),
              R"(failed: nan of {i="b"} is not a number: the query divides zero by zero)");
    EXPECT_EQ(judged({.server = "", .query = ""}, series("", "1")), "failed: the check states no bound");
    EXPECT_EQ(judged({.server = "", .query = "", .at_most_ratio = 2}, series("", "1")),
              "failed: a ratio needs a baseline, and a baseline a ratio");
}

TEST(JudgePrometheus, each_series_is_compared_with_what_it_was) {
    auto const check = with_ratio(1.5);
    EXPECT_EQ(judged(check, series("", "3"), series("", "2")),
              "passed: 3, at most 1.5 times the baseline of 2");
    EXPECT_EQ(judged(check, series("", "3.1"), series("", "2")),
              "failed: 3.1 where the baseline was 2, at most 1.5 times that is allowed");
    EXPECT_EQ(judged(check, series("", "0"), series("", "0")),
              "passed: 0, at most 1.5 times the baseline of 0");
    EXPECT_EQ(judged(check, series("", "0.1"), series("", "0")),
              "failed: 0.1 where the baseline was 0, at most 1.5 times that is allowed");
    auto subject = kSubject;
    subject.production_since = subject.now - 1h;
    EXPECT_EQ(judged(check, series("", "1"), "", subject),
              "failed: no data for the baseline: the query found no series then");
    subject.production_since = subject.now - 59min;
    EXPECT_EQ(judged(check, series("", "1"), "", subject),
              "pending: nothing to compare with: as far as is recorded, production ran nothing 1 h ago");
    EXPECT_THAT(judged(check, series("", "1"), ""),
                ::testing::StartsWith("pending: nothing to compare with"));
    EXPECT_EQ(judged(check, series("", "1"), series("", "NaN")),
              "failed: 1 where the baseline was nan, to which nothing can be compared");
    EXPECT_EQ(judged(check, series("", "1"), series("", "+Inf")),
              "failed: 1 where the baseline was inf, to which nothing can be compared");
    EXPECT_EQ(judged(check, series(R"("i":"a")", "1") + "," + series(R"("i":"b")", "9"),
                     series(R"("i":"b")", "9") + "," + series(R"("i":"a")", "1")),
              "passed: 1 to 9 in 2 series, at most 1.5 times the baseline of 1 to 9 in 2 series");
    EXPECT_EQ(judged(check, series(R"("i":"a")", "2") + "," + series(R"("i":"b")", "9"),
                     series(R"("i":"b")", "9") + "," + series(R"("i":"a")", "1")),
              R"(failed: 2 of {i="a"} where the baseline was 1, at most 1.5 times that is allowed)");
    EXPECT_EQ(judged(check, series(R"("i":"new")", "1"), series(R"("i":"a")", "1")),
              R"(failed: no baseline of {i="new"}: aggregate away the labels that change)");
}

TEST(JudgePrometheus, what_is_no_answer_is_an_error_that_says_what_came) {
    auto const complaint = [](int status, std::string body, bool cut = false) {
        auto const samples = read_samples({status, {}, std::move(body), 5ms, cut});
        return samples ? "read" : samples.error().detail;
    };
    std::string const start = R"({"status":"success","data":{"resultType":)";
    EXPECT_EQ(complaint(400, R"({"status":"error","errorType":"bad_data","error":"1:3: parse error"})"),
              "Prometheus: HTTP 400 in 5 ms, bad_data: 1:3: parse error");
    EXPECT_EQ(complaint(502, "<html>"),
              "Prometheus: HTTP 502 in 5 ms, which is not an answer of Prometheus.");
    for (auto const* const body : {"", "{}", "[]", "1", "null", R"({"status":1})", "{\"status\":\"success\""})
        EXPECT_EQ(complaint(200, body), "Prometheus: HTTP 200 in 5 ms, which is not an answer of Prometheus.")
            << body;
    EXPECT_EQ(complaint(200, start + R"("matrix","result":[]}})"),
              "Prometheus: HTTP 200 in 5 ms, a matrix: write a query for an instant vector or a scalar.");
    for (auto const* const result :
         {"{}", "[1]", "[{}]", R"([{"metric":{}}])", R"([{"metric":{},"value":[1]}])",
          R"([{"metric":{},"value":[1,2]}])", R"([{"metric":{},"value":[1,"x"]}])",
          R"([{"metric":{},"value":[1,""]}])", R"([{"value":[1,"1"]}])"})
        EXPECT_EQ(complaint(200, start + R"("vector","result":)" + result + "}}"),
                  "Prometheus: HTTP 200 in 5 ms, a vector with values that are not numbers.")
            << result;
    EXPECT_EQ(complaint(200, std::string(262144, '['), true),
              "Prometheus: HTTP 200 in 5 ms, more than 256 KiB: aggregate the query.");
    EXPECT_EQ(complaint(200, std::string(1000, '[')),
              "Prometheus: HTTP 200 in 5 ms, which is not an answer of Prometheus.");
    EXPECT_EQ(read_samples({200, {}, start + R"("scalar","result":[1.5,"42"]}})"}),
              (std::vector{Sample{.labels = {}, .value = 42}}));
}

}  // namespace

}  // namespace cadence::job::testing
