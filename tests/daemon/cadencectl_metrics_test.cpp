// How well a train delivers, in the terminal.
#include "cadencectl_samples.h"
#include "cadencectl_world.h"

namespace cadence::ctl::testing {

namespace {

std::string metric(std::string const& name, std::string const& title, std::string const& shown,
                   std::string const& more) {
    return R"({"name": ")" + name + R"(", "title": ")" + title + R"(", "shown": ")" + shown + R"(", )" +
           more + "}";
}

std::string const kFigures = R"("train": "backend", "timezone": "Europe/Berlin",
    "window": {"name": "2026-Q1", "from": "2025-12-31T23:00:00Z", "to": "2026-03-31T22:00:00Z",
               "until": "2026-03-31T22:00:00Z"},
    "deployments": {"scheduled": 6, "hotfix": 1, "expedited": 0, "unplanned": 0},
    "metrics": [)" +
                             metric("deployment_frequency", "Deployment frequency", "28.4 a year",
                                    R"("target_shown": "at least 26 a year", "met": true, "sample": 7,
        "excluded": [{"reason": "production ran it already", "count": 2, "rows": []}])") +
                             "," +
                             metric("lead_time", "Lead time for changes", "too little data",
                                    R"("target_shown": "below 14 d", "met": null, "sample": 3,
        "remarks": ["No value: 3 changes, and it takes 5."])") +
                             R"(],
    "trend": [{"values": {"deployment_frequency": 7.1, "lead_time": null}},
              {"values": {"deployment_frequency": null, "lead_time": null}},
              {"values": {"deployment_frequency": 14.2, "lead_time": null}},
              {"values": {"deployment_frequency": 28.4, "lead_time": null}}])";

constexpr auto kShown =
    R"(backend, 2026-Q1: from Wed 2025-12-31 23:00 UTC (Thu 2026-01-01 00:00 CET) to Tue 2026-03-31 22:00 UTC (Wed 2026-04-01 00:00 CEST)
Deployments to production: 6 scheduled, 1 hotfix

METRIC                 VALUE            TARGET              FROM  TREND
Deployment frequency   28.4 a year      at least 26 a year  7     ▃·▅█
Lead time for changes  too little data  below 14 d          3

Deployment frequency: 2 not counted: production ran it already
Lead time for changes: No value: 3 changes, and it takes 5.
)";

TEST(Metrics, are_a_table_with_small_plots) {
    World world;
    world.answers("GET /v1/metrics/dora?train=backend&window=2026-Q1", "{" + kFigures + "}");
    EXPECT_EQ(world.run({"metrics", "--window", "2026-Q1", "--train", "backend"}), Exit::done)
        << world.err.str();
    EXPECT_EQ(world.out.str(), kShown);
}

TEST(Metrics, are_green_where_the_target_is_met) {
    World world;
    world.terminal = true;
    world.answers("GET /v1/metrics/dora", "{" + kFigures + "}");
    EXPECT_EQ(world.run({"metrics"}), Exit::done);
    EXPECT_NE(world.out.str().find("\033[32m28.4 a year"), std::string::npos) << world.out.str();
    EXPECT_EQ(world.out.str().find("\033[31m"), std::string::npos);
}

TEST(AReview, is_shown_with_its_figures_until_it_is_recorded) {
    World world;
    world.answers("GET /v1/reviews/backend-2026-Q1", R"({"review": "backend-2026-Q1", )" + kFigures +
                                                         R"(, "deadline": {"state": "open",
        "due_at": "2026-04-14T22:00:00Z"}})");
    world.clock.advance_to(parse_instant("2026-04-10T22:00:00Z").value());
    EXPECT_EQ(world.run({"review", "backend-2026-Q1"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(), kShown);
    EXPECT_NE(world.err.str().find("due Tue 2026-04-14 22:00 UTC"), std::string::npos) << world.err.str();
    EXPECT_NE(world.err.str().find("cadencectl review backend-2026-Q1 --text TEXT"), std::string::npos);
    world.answers("GET /v1/reviews/backend-2026-Q1",
                  R"({"review": "backend-2026-Q1", )" + kFigures +
                      R"(, "record": {"text": "We keep two weeks.", "link": "",
        "by": "anna", "at": "2026-04-11T09:00:00Z"}})");
    EXPECT_EQ(world.run({"review", "backend-2026-Q1"}), Exit::done);
    EXPECT_EQ(world.out.str(),
              std::string{kShown} + "\nReviewed by anna at Sat 2026-04-11 09:00 UTC: We keep two weeks.\n");
}

}  // namespace

}  // namespace cadence::ctl::testing
