// Taking a release back, and what is learnt from it.
#include <boost/json.hpp>

#include "cadencectl_samples.h"
#include "cadencectl_world.h"

namespace cadence::ctl::testing {

namespace {

boost::json::value body_of(World const& world) {
    return boost::json::parse(world.asked().back().body);
}

TEST(Rollback, it_is_of_what_is_in_production_and_says_where_it_goes) {
    World world;
    world.answers("POST /v1/releases/meant/rollback", kRolledBack);
    EXPECT_EQ(world.run({"rollback", "--severity", "P0", "--reason", "bookings are lost"}), Exit::done)
        << world.err.str();
    EXPECT_EQ(body_of(world), boost::json::parse(R"({"severity": "P0", "reason": "bookings are lost",
        "option": "previous_version"})"));
    EXPECT_EQ(
        world.out.str(),
        R"(backend-2025-12-25: P0 rollback begun from 1.1.0, back to 1.0.3 (0123456789). State: rolling back.
Next:
  1. deploy it, then report it: cadencectl deployed --release backend-2025-12-25 --version 1.0.3 --commit 0123456789abcdef
  2. confirm that it worked: cadencectl rollback verify backend-2025-12-25 --health --smoke --resolved
Due:
  rollback of backend-2025-12-25: due Tue 2026-01-06 09:10 UTC, in 10 min
)");
}

TEST(Rollback, a_version_commits_or_a_branch_choose_the_option) {
    World world;
    world.answers("POST /v1/releases/r/rollback", kRolledBack);
    auto const sent = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"rollback", "r", "--severity", "P1", "--reason", "x"});
        EXPECT_EQ(world.run(arguments), Exit::done) << world.err.str();
        auto body = body_of(world).as_object();
        body.erase("severity");
        body.erase("reason");
        return boost::json::value(body);
    };
    EXPECT_EQ(sent({"--to", "v1.0.0"}),
              boost::json::parse(R"({"option": "previous_version", "to_version": "v1.0.0"})"));
    EXPECT_EQ(sent({"--revert", "4f1c9a2b7d", "77aa01b2c3", "--branch", "revert/x"}),
              boost::json::parse(
                  R"({"option": "revert", "commits": ["4f1c9a2b7d", "77aa01b2c3"], "branch": "revert/x"})"));
    EXPECT_EQ(sent({"--branch", "revert/x", "--force"}),
              boost::json::parse(R"({"option": "revert", "branch": "revert/x", "force": true})"));
}

TEST(Rollback, verifying_says_all_three_or_lets_the_daemon_say_what_is_open) {
    World world;
    world.answers("POST /v1/releases/meant/rollback/verify",
                  R"({"id": "backend-2025-12-25", "state": "rolled_back"})");
    EXPECT_EQ(world.run({"rollback", "verify", "--health", "--smoke", "--resolved", "--note", "fine"}),
              Exit::done)
        << world.err.str();
    EXPECT_EQ(body_of(world),
              boost::json::parse(R"({"health": true, "smoke": true, "resolved": true, "note": "fine"})"));
    EXPECT_EQ(world.out.str(),
              "backend-2025-12-25: rollback verified. State: rolled back.\nNo scheduled release is deployed "
              "until a Tech Lead clears it: cadencectl rollback clear\n");
    EXPECT_EQ(world.run({"rollback", "verify", "--health"}), Exit::done);
    EXPECT_EQ(body_of(world), boost::json::parse(R"({"health": true, "smoke": false, "resolved": false})"));
}

TEST(Rollback, verifying_by_ones_word_names_what_runs) {
    World world;
    world.answers("POST /v1/releases/r/rollback/verify", R"({"id": "r", "state": "rolled_back"})");
    EXPECT_EQ(world.run({"rollback", "verify", "r", "--health", "--smoke", "--resolved", "--runs", "1.0.3"}),
              Exit::done)
        << world.err.str();
    EXPECT_EQ(body_of(world),
              boost::json::parse(R"({"health": true, "smoke": true, "resolved": true, "runs": "1.0.3"})"));
}

TEST(Rollback, the_line_is_cleared_by_train) {
    World world;
    world.answers("GET /v1/trains", kTrains);
    world.answers("POST /v1/trains/backend/clear", train("[]"));
    EXPECT_EQ(world.run({"rollback", "clear", "--reason", "fixed"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.asked().back().body, R"({"reason":"fixed"})");
    EXPECT_EQ(world.out.str(), "backend: cleared, scheduled releases may be deployed again.\n");
}

TEST(PostMortem, the_report_is_printed_line_by_line_and_steers_nothing) {
    World world;
    world.answers(
        "GET /v1/releases/meant/post-mortem",
        R"({"release": "backend-2025-12-25", "markdown": "# Report\n\n- lost \u001b[2J\n", "recorded": false,
                      "due_at": "2026-01-06T10:00:00Z"})");
    EXPECT_EQ(world.run({"post-mortem"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(), "# Report\n\n- lost  [2J\n");
    EXPECT_EQ(world.err.str(),
              "cadencectl: due Tue 2026-01-06 10:00 UTC, in 1 h; record it with cadencectl post-mortem "
              "backend-2025-12-25 --text FILE\n");
}

TEST(PostMortem, it_is_recorded_from_a_file_standard_input_or_a_link) {
    World world;
    world.answers(
        "POST /v1/releases/meant/post-mortem",
        R"({"id": "backend-2025-12-25", "state": "rolled_back", "post_mortem": {"link": "https://w/1"}})");
    EXPECT_EQ(world.run({"post-mortem", "--text", world.dir.file("report.md", "# Why\n")}), Exit::done)
        << world.err.str();
    EXPECT_EQ(world.asked().back().body, R"({"text":"# Why\n"})");
    world.in.str("# Because\n");
    EXPECT_EQ(world.run({"post-mortem", "--text", "-", "--link", "https://w/1"}), Exit::done);
    EXPECT_EQ(body_of(world), boost::json::parse(R"({"text": "# Because\n", "link": "https://w/1"})"));
    EXPECT_EQ(world.out.str(),
              "backend-2025-12-25: post-mortem recorded, https://w/1. State: rolled back.\n");
}

TEST(Retro, a_text_or_a_link_is_recorded) {
    World world;
    world.answers("POST /v1/releases/meant/retrospective", R"({"id": "h", "state": "released"})");
    EXPECT_EQ(world.run({"retro", "--text", "test at midnight"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.asked().back().body, R"({"text":"test at midnight"})");
    EXPECT_EQ(world.out.str(), "h: retrospective recorded. State: released.\n");
    world.answers("POST /v1/releases/p/retrospective", R"({"id": "p", "state": "released"})");
    EXPECT_EQ(world.run({"retro", "p", "--link", "https://w/2"}), Exit::done) << world.err.str();
}

TEST(Review, it_is_recorded_by_its_name) {
    World world;
    world.answers("POST /v1/reviews/backend-2026-Q1", train("[]"));
    EXPECT_EQ(world.run({"review", "backend-2026-Q1", "--link", "https://w/q1"}), Exit::done)
        << world.err.str();
    EXPECT_EQ(world.asked().back().body, R"({"link":"https://w/q1"})");
    EXPECT_EQ(world.out.str(), "Review backend-2026-Q1 recorded.\n");
}

TEST(Status, what_stops_the_line_and_what_is_promised_is_said) {
    World world;
    world.answers("GET /v1/status", status_with(R"("on_demand": [)" + in_short(kHotfixId, "requested") + R"(],
        "freezes": [)" + kFreeze + R"(], "deadlines": [)" +
                                                kDeadline + R"(],
        "blocked": {"release": "backend-2025-12-25", "reason": "bookings are lost", "since": "2026-01-05T10:00:00Z"},
        "main": {"ahead_of_production": 3, "ahead_of_staging": 1,
                 "last": {"commit": "4f1c9a2b7d0e11", "merged_at": "2026-01-06T08:00:00Z"}})"));
    EXPECT_EQ(world.run({"status"}), Exit::done);
    EXPECT_EQ(world.out.str(),
              R"(backend: Backend (UTC)
  current    backend-2026-01-08, frozen
  on demand  )" + kHotfixId +
                  R"(, requested, hotfix/2026-01-06-double-booking, expires Thu 2026-01-08 09:00 UTC
             Undecided: Tech Lead has not approved
             Waiting for: tech-lead
  freeze     freeze-3: merge, deploy until Tue 2026-01-06 11:00 UTC: database is being moved (anna)
  blocked    after the rollback of backend-2025-12-25 since Mon 2026-01-05 10:00 UTC: bookings are lost
             Once that is settled: cadencectl rollback clear --train backend
  due        post-mortem of backend-2025-12-25 due Tue 2026-01-06 10:00 UTC, in 1 h
  main       3 merges ahead of production, 1 ahead of staging; last 4f1c9a2b7d, Tue 2026-01-06 08:00 UTC
)");
}

}  // namespace

}  // namespace cadence::ctl::testing
