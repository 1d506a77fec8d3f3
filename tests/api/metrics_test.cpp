// How well a train delivers, over HTTP; and what monitoring scrapes.
#include <gmock/gmock.h>

#include "api/exposition.h"
#include "api/story.h"

namespace cadence::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto kDora = "/v1/metrics/dora";

/// 1.1.0, then 1.2.0 with two changes on its day, rolled back after 50 minutes and restored in 12.
void release_that_goes_back(ApiWorld& world) {
    for (auto const* merge : {R"({"commit":"77aa01b","author":"eve","committed_at":"2026-01-01T10:10:00Z"})",
                              R"({"commit":"4f1c9a0","author":"eve","committed_at":"2026-01-04T10:10:00Z"})"})
        ASSERT_EQ(world.post("anna", "/v1/trains/backend/merges", merge).status, 200);
    deploy(world);
    world.pass_to("2026-01-08T11:00:00Z");
    ASSERT_EQ(
        world.post("anna", kReleasePath + "/rollback", R"({"severity":"P0","reason":"bookings are lost"})")
            .status,
        200);
    world.pass_to("2026-01-08T11:30:00Z");
    auto const restored = world.post(
        "bob", kReleasePath + "/deployments",
        R"({"environment":"production","status":"succeeded","version":"1.1.0","at":"2026-01-08T11:12:00Z"})");
    ASSERT_EQ(restored.status, 200) << restored.body;
    auto const verified = world.post("anna", kReleasePath + "/rollback/verify",
                                     R"({"health":true,"smoke":true,"resolved":true})");
    ASSERT_EQ(verified.status, 200) << verified.body;
}

TEST(Dora, tells_of_a_train_with_what_each_figure_rests_on) {
    ApiWorld world;
    release_that_goes_back(world);
    auto const told = world.get(kDora);
    ASSERT_EQ(told.status, 200) << told.body;
    EXPECT_EQ(told.at("/train"), "backend");
    EXPECT_EQ(told.at("/window/name"), "P90D");
    EXPECT_EQ(told.at("/window/to"), "2026-01-09T00:00:00Z");  // the day of the last event
    EXPECT_EQ(told.at("/deployments/scheduled"), "1");
    // Reported at 11:30, restored at 11:12: 12 minutes.
    EXPECT_EQ(told.at("/metrics/2/name"), "time_to_recover");
    EXPECT_EQ(told.at("/metrics/2/value"), "7.2E2");
    EXPECT_EQ(told.at("/metrics/2/shown"), "12 min");
    EXPECT_EQ(told.at("/metrics/2/met"), "true");
    EXPECT_EQ(told.at("/metrics/2/releases/0"), kRelease);
    // One deployment says nothing about a rate, and two changes nothing about their time.
    EXPECT_EQ(told.at("/metrics/3/value"), "null");
    EXPECT_EQ(told.at("/metrics/3/sample"), "1");
    EXPECT_EQ(told.at("/metrics/1/sample"), "2");
    EXPECT_EQ(told.at("/metrics/1/value"), "null");
    EXPECT_THAT(told.at("/metrics/0/excluded"), HasSubstr("what production ran before cadenced knew of it"));
    EXPECT_THAT(told.at("/metrics/0/excluded"), HasSubstr("part of a rollback"));
    EXPECT_EQ(told.at("/trend/4/values/time_to_recover"), "7.2E2");
    EXPECT_EQ(told.at("/trend/0/values/time_to_recover"), "null");
    auto const text = world.get(kDora, {{"accept", "text/plain"}}).body;
    EXPECT_THAT(text, ::testing::StartsWith("backend, P90D (2025-10-11 to 2026-01-08, UTC)\n"));
    EXPECT_THAT(text, HasSubstr("\nTime to recover: 12 min (target: below 1 h), from 1\n"));
}

TEST(Dora, does_not_change_with_the_moment_of_asking) {
    ApiWorld world;
    release_that_goes_back(world);
    auto const first = world.get(kDora);
    world.clock.advance(std::chrono::hours{24 * 3});
    EXPECT_EQ(world.get(kDora).body, first.body);
    EXPECT_EQ(world.get(kDora, {{"if-none-match", first.header("etag")}}).status, 304);
    // A deployment reported late belongs to the day on which it happened.
    world.post(
        "bob", "/v1/trains/backend/deployments",
        R"({"environment":"production","status":"succeeded","version":"1.2.5","at":"2026-01-07T09:00:00Z"})");
    EXPECT_EQ(world.get(std::string{kDora} + "?window=2026-Q1").at("/deployments/unplanned"), "1");
    EXPECT_NE(world.get(kDora).header("etag"), first.header("etag"));
}

TEST(Dora, is_of_one_train_and_of_a_window_there_is) {
    ApiWorld world{{.more = std::string{kWebTrain}}};
    EXPECT_EQ(world.get(kDora).problem(), "train-needed");
    EXPECT_EQ(world.get(std::string{kDora} + "?train=none").problem(), "train-not-found");
    auto const web = world.get(std::string{kDora} + "?train=web&window=2026-Q1");
    EXPECT_EQ(web.at("/timezone"), "Europe/Berlin");
    EXPECT_EQ(web.at("/window/from"), "2025-12-31T23:00:00Z");
    for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(web.at("/metrics/" + std::to_string(i) + "/value"), "null");
    auto const refused = world.get(std::string{kDora} + "?train=web&window=lately");
    EXPECT_EQ(refused.status, 400);
    EXPECT_THAT(refused.at("/detail"), HasSubstr("2026-Q1"));
}

TEST(Reviews, carry_the_quarters_figures_and_its_trend) {
    ApiWorld world;
    release_that_goes_back(world);
    auto const path = std::string{"/v1/reviews/backend-2026-Q1"};
    EXPECT_EQ(world.get(path).at("/metrics/2/shown"), "12 min");
    EXPECT_EQ(world.get(path).at("/deadline"), "");
    world.pass_to("2026-04-01T09:00:00Z");
    auto const due = world.get(path);
    EXPECT_EQ(due.at("/review"), "backend-2026-Q1");
    EXPECT_EQ(due.at("/deadline/due_at"), "2026-04-15T00:00:00Z");
    EXPECT_EQ(due.at("/trend/4/window/name"), "2026-Q1");
    EXPECT_EQ(due.at("/trend/3/window/name"), "2025-Q4");
    ASSERT_EQ(world.post("anna", path, R"({"text":"We keep two weeks."})").status, 200);
    EXPECT_EQ(world.get(path).at("/record/text"), "We keep two weeks.");
    EXPECT_EQ(world.get(path).at("/record/by"), "anna");
    for (auto const* none :
         {"/v1/reviews/backend-2029-Q1", "/v1/reviews/backend-2026", "/v1/reviews/none-2026-Q1"})
        EXPECT_EQ(world.get(none).problem(), "review-not-found") << none;
}

std::string line_of(std::string const& page, std::string const& sample) {
    auto const begins = page.find("\n" + sample + " ");
    return begins == std::string::npos ? ""
                                       : page.substr(begins + 1, page.find('\n', begins + 1) - begins - 1);
}

TEST(Scraping, tells_what_was_done_and_what_waits) {
    ApiWorld world;
    release_that_goes_back(world);
    auto const page = world.get("/metrics").body;
    EXPECT_EQ(line_of(page, "cadenced_rollbacks_total"), "cadenced_rollbacks_total 1");
    EXPECT_EQ(line_of(page, R"(cadenced_deployments_total{status="succeeded"})"),
              R"(cadenced_deployments_total{status="succeeded"} 3)");
    EXPECT_EQ(line_of(page, R"(cadenced_deadlines{kind="post_mortem",state="open"})"),
              R"(cadenced_deadlines{kind="post_mortem",state="open"} 1)");
    EXPECT_EQ(
        line_of(page, R"(cadenced_deadline_due_timestamp_seconds{kind="post_mortem"})"),
        R"(cadenced_deadline_due_timestamp_seconds{kind="post_mortem"} 1767956400)");  // 2026-01-09 11:00
    EXPECT_EQ(line_of(page, R"(cadenced_rollback_uncleared{train="backend"})"),
              R"(cadenced_rollback_uncleared{train="backend"} 1)");
    EXPECT_EQ(line_of(page, R"(cadenced_gate_open{train="backend",action="deploy"})"),
              R"(cadenced_gate_open{train="backend",action="deploy"} 0)");
    EXPECT_EQ(line_of(page, R"(cadenced_time_to_recover_mean_seconds{train="backend"})"),
              R"(cadenced_time_to_recover_mean_seconds{train="backend"} 720)");
    EXPECT_EQ(line_of(page, R"(cadenced_change_failure_ratio{train="backend"})"), "");  // too little data
    EXPECT_EQ(line_of(page, R"(cadenced_phases_total{status="missed"})"),
              R"(cadenced_phases_total{status="missed"} 0)");
}

TEST(Scraping, counts_each_request_also_those_answered_from_what_is_kept) {
    ApiWorld world;
    auto request = ApiWorld::request(net::Method::get, "/v1/status");
    request.head = "GET /v1/status HTTP/1.1\r\nHost: 127.0.0.1:8420\r\n\r\n";
    world.ask(request);
    for (int i = 0; i < 3; ++i) ASSERT_NE(world.api().kept(request.head, "127.0.0.1:50312"), nullptr);
    world.get("/v1/nothing");
    auto const page = world.get("/metrics").body;
    EXPECT_NE(line_of(page, R"(cadenced_http_requests_total{method="GET",route="/v1/status",code="2xx"})"),
              "");
    EXPECT_THAT(page,
                HasSubstr(R"(cadenced_http_requests_total{method="GET",route="/v1/status",code="2xx"} 4)"));
    EXPECT_THAT(page, HasSubstr(R"(cadenced_http_request_seconds_count{method="GET",route="/v1/status"} 1)"));
    EXPECT_THAT(page, HasSubstr(R"(cadenced_http_requests_total{method="any",route="none",code="4xx"} 1)"));
}

TEST(Scraping, stays_small_however_many_trains_there_are) {
    std::string many;
    for (int i = 0; i < 200; ++i) {
        std::string train{kWebTrain};
        many += train.replace(train.find("\"web\""), 5, "\"train" + std::to_string(i) + "\"");
    }
    ApiWorld world{{.more = many}};
    auto const page = world.get("/metrics").body;
    EXPECT_THAT(page, HasSubstr("\ncadenced_trains 201\n"));
    EXPECT_THAT(page, HasSubstr(R"({train="train18"})"));
    EXPECT_THAT(page, Not(HasSubstr(R"({train="train19"})")));
    EXPECT_THAT(page, Not(HasSubstr("cadenced_lead_time_median_seconds")));
    EXPECT_LT(page.size(), 64U * 1024);
    auto const one = world.get("/metrics?train=train150").body;
    EXPECT_THAT(one, HasSubstr(R"(cadenced_next_release_timestamp_seconds{train="train150"})"));
    EXPECT_THAT(one, HasSubstr("# TYPE cadenced_lead_time_median_seconds gauge\n"));
    EXPECT_EQ(world.get("/metrics?train=none").problem(), "train-not-found");
}

TEST(Scraping, is_in_the_format_that_is_asked_for) {
    ApiWorld world;
    auto const plain = world.get("/metrics");
    EXPECT_EQ(plain.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_THAT(plain.body,
                HasSubstr("# TYPE cadenced_rollbacks_total counter\ncadenced_rollbacks_total 0\n"));
    EXPECT_THAT(plain.body, Not(HasSubstr("# EOF")));
    auto const open =
        world.get("/metrics",
                  {{"accept", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5"}});
    EXPECT_EQ(open.header("content-type"), "application/openmetrics-text; version=1.0.0; charset=utf-8");
    EXPECT_THAT(open.body, HasSubstr("# TYPE cadenced_rollbacks counter\ncadenced_rollbacks_total 0\n"));
    EXPECT_TRUE(open.body.ends_with("\n# EOF\n"));
}

TEST(AnExposition, escapes_what_a_label_may_not_hold) {
    api::Exposition out{api::Exposition::Format::text};
    out.gauge("cadenced_example", "An example.");
    out.add({{"train", "a\"b\\c\nd"}}, 0.25);
    EXPECT_EQ(std::move(out).take(),
              "# HELP cadenced_example An example.\n# TYPE cadenced_example gauge\n"
              "cadenced_example{train=\"a\\\"b\\\\c\\nd\"} 0.25\n");
}

TEST(AnExposition, tells_a_histogram_by_buckets_that_add_up) {
    Histogram<2> histogram{{0.5, 1}};
    for (auto const milliseconds : {500, 501, 2000}) histogram.add(std::chrono::milliseconds{milliseconds});
    api::Exposition out{api::Exposition::Format::openmetrics};
    out.histogram("cadenced_example_seconds", "An example.");
    out.add(histogram);
    EXPECT_EQ(std::move(out).take(),
              "# HELP cadenced_example_seconds An example.\n# TYPE cadenced_example_seconds histogram\n"
              "# UNIT cadenced_example_seconds seconds\n"
              "cadenced_example_seconds_bucket{le=\"0.5\"} 1\n"
              "cadenced_example_seconds_bucket{le=\"1\"} 2\n"
              "cadenced_example_seconds_bucket{le=\"+Inf\"} 3\n"
              "cadenced_example_seconds_sum 3.001\n"
              "cadenced_example_seconds_count 3\n# EOF\n");
}

}  // namespace
}  // namespace cadence::testing
