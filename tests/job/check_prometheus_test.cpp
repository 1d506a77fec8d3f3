// Checks against a real Prometheus, which holds two hours of a made-up past and scrapes itself.
#include <regex>

#include "base/clock.h"
#include "job/check_world.h"

namespace cadence::job::testing {

namespace {

/// Started once, on a port of the kernel's vote, and killed at the end.
class Prometheus {
  public:
    Prometheus() {
        // kSubject.now is 1769076000: an hour before it there were fewer errors, and requests as ever.
        folder_.write(
            "past",
            "# TYPE errors gauge\n"
            "errors{job=\"api\"} 2 1769072400\nerrors{job=\"api\"} 3 1769076000\n"
            "errors{job=\"web\"} 1 1769072400\nerrors{job=\"web\"} 1 1769076000\n"
            "# TYPE requests gauge\nrequests 100 1769072400\nrequests 100 1769076000\n"
            "# TYPE version gauge\nversion{v=\"1.1.0\"} 1 1769072400\nversion{v=\"1.2.0\"} 1 1769076000\n"
            "# EOF\n");
        folder_.shell("promtool tsdb create-blocks-from openmetrics past data");
        folder_.write("prometheus.yml",
                      "global: {scrape_interval: 200ms, scrape_timeout: 200ms}\n"
                      "scrape_configs: [{job_name: itself, file_sd_configs: [{files: [targets.json]}]}]\n");
        net::ProcessSpec run{
            .argv = {"/bin/sh", "-c",
                     "exec prometheus --config.file=prometheus.yml --storage.tsdb.path=data "
                     "--storage.tsdb.retention.time=100y --web.listen-address=127.0.0.1:0 2>log"},
            .environment = {{"PATH", "/usr/bin:/bin"}},
            .directory = folder_.file(""),
            .timeout = 5min};
        child_.emplace(checker.loop, std::move(run), [this](auto const&) { ended_ = true; });
        checker.run_until([&] { return ended_ || is_ready(); }, 30s);
        EXPECT_FALSE(ended_) << "Prometheus did not start";
        url = "http://127.0.0.1:" + find_port();
        folder_.write("targets.new", R"([{"targets": ["127.0.0.1:)" + find_port() + "\"]}]");
        std::filesystem::rename(folder_.file("targets.new"), folder_.file("targets.json"));
    }

    Checker checker;
    std::string url;

  private:
    [[nodiscard]] std::string log() const {
        std::ifstream file{folder_.file("log")};
        return {std::istreambuf_iterator<char>{file}, {}};
    }
    /// It listens before it answers.
    [[nodiscard]] bool is_ready() const {
        return log().find("Server is ready to receive web requests") != std::string::npos;
    }
    [[nodiscard]] std::string find_port() const {
        auto const log = this->log();
        std::smatch match;
        return std::regex_search(log, match, std::regex{"\"Listening on\" address=127.0.0.1:(\\d+)\n"})
                   ? match.str(1)
                   : "";
    }
    Folder folder_;
    bool ended_ = false;
    std::optional<net::Child> child_;
};

class LivePrometheus : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        if (std::filesystem::exists("/usr/bin/prometheus")) prometheus = std::make_unique<Prometheus>();
    }
    static void TearDownTestSuite() { prometheus.reset(); }
    void SetUp() override {
        if (!prometheus) GTEST_SKIP() << "Prometheus is not installed (.ci/install test)";
    }
    /// What the check finds, without how long it took.
    static std::string found(PrometheusCheck check) {
        check.server = prometheus->url + "/";
        auto const words = in_words(prometheus->checker.check(std::move(check)));
        return std::regex_replace(words, std::regex{" in \\d+ m?s( \\d+ ms)?,"}, ",");
    }
    static inline std::unique_ptr<Prometheus> prometheus;
};

TEST_F(LivePrometheus, vectors_and_scalars_are_held_against_bounds) {
    EXPECT_EQ(found({.server = "", .query = "vector(1)", .at_most = 1}), "passed: 1, at most 1");
    EXPECT_EQ(found({.server = "", .query = "vector(2)", .at_most = 1}),
              "failed: 2 is above 1, the most allowed");
    EXPECT_EQ(found({.server = "", .query = "2.5", .at_most = 3, .at_least = 1}),
              "passed: 2.5, at least 1, at most 3");
    EXPECT_EQ(found({.server = "", .query = "errors", .at_most = 2}),
              R"(failed: 3 of {__name__="errors", job="api"} is above 2, the most allowed)");
    EXPECT_EQ(found({.server = "", .query = "sum(errors) / sum(requests)", .at_most = 0.05}),
              "passed: 0.04, at most 0.05");
    EXPECT_EQ(found({.server = "", .query = R"(version{v="{version}"})", .at_least = 1}),
              "passed: 1, at least 1");
}

TEST_F(LivePrometheus, nothing_and_no_number_are_failed) {
    EXPECT_EQ(found({.server = "", .query = "no_such_metric", .at_most = 1}),
              "failed: no data: the query finds no series");
    EXPECT_EQ(found({.server = "", .query = "sum(errors) / 0", .at_most = 1}),
              "failed: inf is above 1, the most allowed");
    EXPECT_EQ(found({.server = "", .query = "vector(0) / 0", .at_most = 1}),
              "failed: nan is not a number: the query divides zero by zero");
}

TEST_F(LivePrometheus, the_baseline_is_the_same_query_an_hour_before) {
    PrometheusCheck check{.server = "", .query = "sum(errors)", .baseline_offset = 1h, .at_most_ratio = 1.5};
    EXPECT_EQ(found(check), "passed: 4, at most 1.5 times the baseline of 3");
    check.at_most_ratio = 1.25;
    EXPECT_EQ(found(check), "failed: 4 where the baseline was 3, at most 1.25 times that is allowed");
    check.query = "errors";
    EXPECT_EQ(found(check),
              R"(failed: 3 of {__name__="errors", job="api"} where the baseline was 2, at most )"
              "1.25 times that is allowed");
    check.query = "version";
    EXPECT_EQ(
        found(check),
        R"(failed: no baseline of {__name__="version", v="1.2.0"}: aggregate away the labels that change)");
    check.query = "requests";
    check.baseline_offset = 10 * 24h;
    EXPECT_TRUE(found(check).starts_with("pending: nothing to compare with")) << found(check);
    prometheus->checker.subject.production_since = kSubject.now - 11 * 24h;
    EXPECT_EQ(found(check), "failed: no data for the baseline: the query found no series then");
}

TEST_F(LivePrometheus, what_it_refuses_is_told_in_its_words) {
    EXPECT_EQ(found({.server = "", .query = "sum(errors", .at_most = 1}),
              "failed: Prometheus: HTTP 400, bad_data: invalid parameter \"query\": 1:11: parse error: "
              "unclosed left "
              "parenthesis");
    EXPECT_EQ(found({.server = "", .query = "errors[5m]", .at_most = 1}),
              "failed: Prometheus: HTTP 200, a matrix: write a query for an instant vector or a scalar.");
    EXPECT_EQ(found({.server = "", .query = "\"text\"", .at_most = 1}),
              "failed: Prometheus: HTTP 200, a string: write a query for an instant vector or a scalar.");
}

TEST_F(LivePrometheus, what_it_scrapes_now_is_seen) {
    auto& checker = prometheus->checker;
    PrometheusCheck const check{.server = "", .query = R"(up{job="itself"})", .at_least = 1};
    std::string words;
    checker.run_until(
        [&] {
            checker.subject.now = SystemClock{}.now();
            words = found(check);
            return words.starts_with("passed");
        },
        30s);
    checker.subject.now = kSubject.now;
    EXPECT_EQ(words, "passed: 1, at least 1");
}

TEST(PrometheusCheck, an_answer_that_may_leave_something_out_is_none) {
    auto const found = [](std::string more) {
        net::HttpResponse const answer{
            .status = 200,
            .headers = {},
            .body =
                R"({"status":"success","data":{"resultType":"vector","result":[]})" + std::move(more) + "}"};
        return found_of<net::HttpResponse>(PrometheusCheck{.server = "", .query = "", .at_most = 1}, {answer})
            .saw;
    };
    auto const all = "no data: the query finds no series";
    EXPECT_EQ(found(""), all);
    EXPECT_EQ(found(R"(,"warnings":[],"isPartial":false)"), all);
    EXPECT_NE(found(R"(,"isPartial":true)"), all);
    EXPECT_EQ(found(R"(,"infos":["PromQL info: metric might not be a counter"])"), all);
    EXPECT_NE(
        found(R"(,"warnings":["No StoreAPIs matched for this query"])")
            .find("with a warning, so that some of it may be missing: No StoreAPIs matched for this query"),
        std::string::npos);
}

TEST(PrometheusCheck, a_server_that_is_not_prometheus_or_not_there_is_failed) {
    Checker checker;
    auto const finding =
        checker.check(PrometheusCheck{.server = "http://127.0.0.1:1", .query = "up", .at_least = 1});
    EXPECT_EQ(in_words(finding), "failed: Cannot connect to 127.0.0.1 port 1: Connection refused.");
}

}  // namespace

}  // namespace cadence::job::testing
