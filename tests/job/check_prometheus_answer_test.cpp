// The answers of Prometheus, and what they mean.
#include <gmock/gmock.h>

#include "job/check_world.h"

namespace cadence::job::testing {

namespace {

net::HttpResponse vector_of(std::string const& series) {
    return {200, {}, R"({"status":"success","data":{"resultType":"vector","result":[)" + series + "]}}", 5ms};
}

std::string series(std::string const& labels, std::string const& value) {
    return R"({"metric":{)" + labels + R"(},"value":[1769076000.1,")" + value + R"("]})";
}

std::string judged(PrometheusCheck const& check, std::string const& now, std::string const& then = {},
                   CheckSubject const& subject = kSubject) {
    return in_words(found_of<net::HttpResponse>(check, {vector_of(now), vector_of(then)}, subject));
}

PrometheusCheck with_ratio(double ratio) {
    return {.server = "", .query = "", .baseline_offset = 1h, .at_most_ratio = ratio};
}

TEST(PrometheusAnswer, bounds_are_kept_by_every_series) {
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

TEST(PrometheusAnswer, no_data_and_no_number_are_failed) {
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

TEST(PrometheusAnswer, each_series_is_compared_with_what_it_was) {
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

TEST(PrometheusAnswer, what_is_no_answer_is_an_error_that_says_what_came) {
    auto const found = [](int status, std::string body, bool cut = false) {
        PrometheusCheck const check{.server = "", .query = "", .at_most = 50};
        return in_words(found_of<net::HttpResponse>(check, {{status, {}, std::move(body), 5ms, cut}}));
    };
    std::string const start = R"({"status":"success","data":{"resultType":)";
    EXPECT_EQ(found(400, R"({"status":"error","errorType":"bad_data","error":"1:3: parse error"})"),
              "failed: Prometheus: HTTP 400 in 5 ms, bad_data: 1:3: parse error");
    EXPECT_EQ(found(502, "<html>"),
              "failed: Prometheus: HTTP 502 in 5 ms, which is not an answer of Prometheus.");
    for (auto const* const body : {"", "{}", "[]", "1", "null", R"({"status":1})", "{\"status\":\"success\""})
        EXPECT_EQ(found(200, body),
                  "failed: Prometheus: HTTP 200 in 5 ms, which is not an answer of Prometheus.")
            << body;
    EXPECT_EQ(
        found(200, start + R"("matrix","result":[]}})"),
        "failed: Prometheus: HTTP 200 in 5 ms, a matrix: write a query for an instant vector or a scalar.");
    for (auto const* const result :
         {"{}", "[1]", "[{}]", R"([{"metric":{}}])", R"([{"metric":{},"value":[1]}])",
          R"([{"metric":{},"value":[1,2]}])", R"([{"metric":{},"value":[1,"x"]}])",
          R"([{"metric":{},"value":[1,""]}])", R"([{"value":[1,"1"]}])"})
        EXPECT_EQ(found(200, start + R"("vector","result":)" + result + "}}"),
                  "failed: Prometheus: HTTP 200 in 5 ms, a vector with values that are not numbers.")
            << result;
    EXPECT_EQ(found(200, std::string(262144, '['), true),
              "failed: Prometheus: HTTP 200 in 5 ms, more than 256 KiB: aggregate the query.");
    EXPECT_EQ(found(200, std::string(1000, '[')),
              "failed: Prometheus: HTTP 200 in 5 ms, which is not an answer of Prometheus.");
    EXPECT_EQ(found(200, start + R"("scalar","result":[1.5,"42"]}})"), "passed: 42, at most 50");
}

}  // namespace

}  // namespace cadence::job::testing
