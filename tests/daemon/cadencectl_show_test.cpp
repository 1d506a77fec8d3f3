// What people read: tables, times, the month, and that nothing in an answer steers the terminal.
#include "base/plain_text.h"
#include "cadencectl/document.h"
#include "cadencectl/times.h"
#include "cadencectl_samples.h"
#include "cadencectl_world.h"

namespace cadence::ctl::testing {

namespace {

std::string shown(World& world, std::vector<std::string> const& arguments) {
    EXPECT_EQ(world.run(arguments), Exit::done) << world.err.str();
    return world.out.str();
}

TEST(Status, it_says_where_each_train_stands) {
    World world;
    world.answers("GET /v1/status", kStatus);
    EXPECT_EQ(shown(world, {"status"}), R"(backend: Backend (Europe/Berlin)
  current     backend-2026-01-08, frozen, Thu 2026-01-08 09:00-11:00 UTC (10:00 CET), 1.2.0
              Undecided: Product Owner has not said go
              Waiting for: product-owner
  merge       open, but
              The code is frozen
  deploy      shut until Thu 2026-01-08 09:00 UTC (10:00 CET)
              The next deployment window opens on Thursday
  flag        open
  production  backend-2025-12-25, 1.1.0 (4f1c9a2b7d), since Thu 2025-12-25 09:12 UTC (10:12 CET)
)");
}

TEST(Status, what_is_not_known_leaves_no_gap) {
    World world;
    world.answers("GET /v1/status", R"({"trains": [{"id": "backend", "timezone": "UTC",
        "staging": {"release": "", "commit": "4f1c9a27d0"},
        "freezes": [{"id": "freeze-1", "actions": ["merge"], "begun": true}],
        "on_demand": [{"id": "h", "state": "requested"}]}]})");
    EXPECT_EQ(world.run({"status"}), Exit::done);
    EXPECT_EQ(world.out.str(), R"(backend (UTC)
  on demand  h, requested
  freeze     freeze-1: merge until somebody ends it
  staging    4f1c9a27d0
)");
}

TEST(Status, a_calendar_on_hold_is_said_first_with_the_way_out) {
    World world;
    world.answers("GET /v1/status", R"({"clock": {"on_hold": true, "since": "2026-01-06T09:00:00Z",
        "reason": "the clock jumped by 2 h"}, "trains": []})");
    EXPECT_EQ(shown(world, {"status"}),
              "The calendar is on hold since Tue 2026-01-06 09:00 UTC: the clock jumped by 2 h.\n"
              "Is the time of this machine right? If so: cadencectl clock accept\n\n");
}

TEST(Show, a_release_is_told_whole) {
    World world;
    world.answers("GET /v1/releases/backend-2026-01-08", kRelease);
    EXPECT_EQ(shown(world, {"show", "backend-2026-01-08"}), R"(backend-2026-01-08
  state        frozen
  window       Thu 2026-01-08 10:00-12:00 UTC
  candidate    1.2.0 (4f1c9a2b7d), set by anna, Mon 2026-01-05 10:00 UTC
  decision     Undecided: Product Owner has not said go
  waiting for  product-owner

PHASE               DUE                       STATUS
code_freeze         Mon 2026-01-05 10:00 UTC  fired
deploy_window_open  Thu 2026-01-08 10:00 UTC  pending

VOTE   BY     AS         AT
go     Anna   tech-lead  Wed 2026-01-07 11:00 UTC
no_go  Quinn  qa         Wed 2026-01-07 11:00 UTC  search is slow
)");
}

TEST(Upcoming, moved_releases_and_slots_left_out_say_why) {
    World world;
    world.answers("GET /v1/upcoming?count=2", R"({"items": [
        {"id": "backend-2026-01-08", "state": "planned", "timezone": "UTC", "opens_at": "2026-01-08T10:00:00Z",
         "closes_at": "2026-01-08T12:00:00Z", "version": "1.2.0"},
        {"id": "backend-2026-12-24", "state": "planned", "timezone": "UTC", "opens_at": "2026-12-31T10:00:00Z",
         "closes_at": "2026-12-31T12:00:00Z",
         "moved_from": {"opens_at": "2026-12-24T10:00:00Z", "closes_at": "2026-12-24T12:00:00Z", "reason": "year end"}}],
        "skipped": [{"train": "backend", "slot": "2027-01-07", "reason": "year end"}]})");
    EXPECT_EQ(shown(world, {"upcoming", "--count", "2"}),
              R"(RELEASE             STATE    DEPLOY WINDOW                   VERSION
backend-2026-01-08  planned  Thu 2026-01-08 10:00-12:00 UTC  1.2.0
backend-2026-12-24  planned  Thu 2026-12-31 10:00-12:00 UTC           moved from Thu 2026-12-24 10:00 UTC: year end
Skipped: backend 2027-01-07: year end
)");
}

TEST(Upcoming, as_many_as_are_asked_for_come_page_by_page) {
    World world;
    auto const page = [](int from, std::string const& cursor) {
        std::string items;
        for (int i = from; i < from + 100; ++i)
            items += (items.empty() ? "" : ",") + (R"({"id": "r)" + std::to_string(i)) + R"("})";
        return R"({"items": [)" + items + R"(], "skipped": [], "next_cursor": ")" + cursor + "\"}";
    };
    world.answers("GET /v1/upcoming?count=100", page(0, "u1.5.r99"));
    world.answers("GET /v1/upcoming?count=100&cursor=u1.5.r99", page(100, "u1.9.r199"));
    auto const all = shown(world, {"upcoming", "--count", "150"});
    EXPECT_NE(all.find("\nr149"), std::string::npos);
    EXPECT_EQ(all.find("\nr150"), std::string::npos);
}

TEST(Upcoming, a_cancelled_one_says_why) {
    World world;
    world.answers("GET /v1/upcoming", R"({"items": [
        {"id": "backend-2026-01-08", "state": "cancelled", "timezone": "UTC", "opens_at": "2026-01-08T10:00:00Z",
         "closes_at": "2026-01-08T12:00:00Z",
         "cancelled": {"at": "2026-01-02T10:00:00Z", "by": "anna", "reason": "nothing to ship"}}],
        "skipped": [], "next_cursor": null})");
    EXPECT_EQ(shown(world, {"upcoming"}),
              "RELEASE             STATE      DEPLOY WINDOW                   VERSION\n"
              "backend-2026-01-08  cancelled  Thu 2026-01-08 10:00-12:00 UTC           nothing to ship\n");
}

TEST(Plan, says_what_moves_what_is_left_out_and_which_phases_move) {
    World world;
    world.answers("POST /v1/configuration/plan", R"({"fingerprint": "f", "warnings": [], "dates_changed": [
        {"train": "backend", "release": "backend-2026-01-22", "to": "2026-01-22T10:00:00Z"},
        {"train": "backend", "release": "backend-2026-02-05", "from": "2026-02-05T10:00:00Z", "skipped": true,
         "reason": "audit"},
        {"train": "backend", "release": "backend-2026-02-19", "from": "2026-02-19T10:00:00Z",
         "to": "2026-02-19T10:00:00Z", "phases": [
           {"phase": "code_freeze", "from": "2026-02-16T10:00:00Z", "to": "2026-02-15T10:00:00Z"}]}]})");
    EXPECT_EQ(shown(world, {"plan", "--config", world.dir.file("new.toml", "")}),
              "3 dates change:\n"
              "  backend-2026-01-22: new, Thu 2026-01-22 10:00 UTC\n"
              "  backend-2026-02-05: Thu 2026-02-05 10:00 UTC -> left out (audit)\n"
              "  backend-2026-02-19 code_freeze: Mon 2026-02-16 10:00 UTC -> Sun 2026-02-15 10:00 UTC\n");
}

TEST(Calendar, a_month_marks_releases_freezes_and_blackouts) {
    World world;
    world.answers("GET /v1/trains", kTrains);
    world.answers("GET /v1/releases?from=2026-01-01&to=2026-03-03&limit=200",
                  R"({"items": [)" + kRelease + R"(], "next_cursor": null})");
    world.answers("GET /v1/upcoming?from=2026-01-01&count=100", R"({"items": [)" + kRelease + R"(,
        {"id": "backend-2026-02-02", "state": "planned", "timezone": "UTC", "opens_at": "2026-02-02T10:00:00Z",
         "closes_at": "2026-02-02T12:00:00Z",
         "phases": [{"kind": "code_freeze", "at": "2026-01-30T10:00:00Z", "status": "pending"}]},
        {"id": "apps-2026-01-20", "state": "cancelled", "timezone": "UTC", "opens_at": "2026-01-20T10:00:00Z",
         "closes_at": "2026-01-20T12:00:00Z", "cancelled": {"reason": "nothing to ship"},
         "phases": [{"kind": "code_freeze", "at": "2026-01-19T10:00:00Z", "status": "pending"}]}],
        "skipped": [{"train": "backend", "slot": "2026-01-22", "reason": "move"}]})");
    EXPECT_EQ(shown(world, {"calendar"}), R"(January 2026

Mo   Tu   We   Th   Fr   Sa   Su
                1    2    3    4
 5~   6~   7~   8*   9   10   11
12   13   14   15   16   17   18
19   20-  21   22   23   24   25
26   27   28   29   30~x 31~x

* release   ~ code freeze   x blackout   - cancelled

Thu 2026-01-08 10:00-12:00 UTC  backend-2026-01-08  frozen     1.2.0
Tue 2026-01-20 10:00-12:00 UTC  apps-2026-01-20     cancelled         nothing to ship
Skipped: backend 2026-01-22: move
No release from 2026-01-30 to 2026-02-03: move
)");
}

TEST(Blackout, adding_one_says_what_moves_and_what_has_begun) {
    World world;
    world.answers("GET /v1/trains", kTrains);
    world.answers("POST /v1/trains/backend/blackouts", R"({
        "blackout": {"id": "b2", "from": "2026-12-21", "to": "2027-01-03", "reason": "year end"},
        "moved": [{"release": "backend-2026-12-24", "from": "2026-12-24T10:00:00Z", "to": "2027-01-07T10:00:00Z"},
                  {"release": "backend-2027-01-07", "from": "2027-01-07T10:00:00Z"}],
        "kept": ["backend-2026-12-22"]})",
                  201);
    EXPECT_EQ(shown(world, {"blackout", "add", "2026-12-21", "2027-01-03", "--reason", "year end"}),
              "backend: blackout b2 from 2026-12-21 to 2027-01-03 added.\n"
              "Moved:\n"
              "  backend-2026-12-24: Thu 2026-12-24 10:00 UTC -> Thu 2027-01-07 10:00 UTC\n"
              "  backend-2027-01-07: Thu 2027-01-07 10:00 UTC -> no longer\n"
              "Already begun, so not moved: backend-2026-12-22\n");
}

TEST(Token, the_secret_is_the_last_line) {
    World world;
    world.answers("POST /v1/tokens",
                  R"({"token": {"id": "4f1c9a", "person": "anna", "expires_at": "2026-04-06T09:00:00Z"},
                      "secret": "cad_4f1c9a_x_y"})",
                  201);
    EXPECT_EQ(shown(world, {"token", "create", "--person", "anna", "--valid-for", "90d"}),
              "Token 4f1c9a for anna, valid until Mon 2026-04-06 09:00 UTC. It is shown this "
              "once:\ncad_4f1c9a_x_y\n");
    EXPECT_EQ(world.asked().back().body, R"({"person":"anna","valid_for":"90d"})");
}

TEST(Trains, their_rules_read_as_one_would_say_them) {
    World world;
    world.answers("GET /v1/trains", kTrains);
    EXPECT_EQ(shown(world, {"train", "list"}),
              "TRAIN    NAME     EVERY                      AT         WINDOW\n"
              "backend  Backend  every 2 weeks on Thursday  10:00 UTC  2 h\n");
}

TEST(Plan, each_date_that_changes_is_a_line) {
    World world;
    world.answers("POST /v1/configuration/plan",
                  R"({"fingerprint": "x", "warnings": ["production.url is not set"],
        "dates_changed": [{"train": "backend", "release": "backend-2026-01-22", "to": "2026-01-22T10:00:00Z"}]})");
    EXPECT_EQ(shown(world, {"plan", "--config", world.dir.file("new.toml", "")}),
              "Warning: production.url is not set\n1 date changes:\n"
              "  backend-2026-01-22: new, Thu 2026-01-22 10:00 UTC\n");
}

TEST(Reload, what_waits_for_the_next_start_is_said) {
    World world;
    world.answers(
        "POST /v1/configuration/reload",
        R"({"fingerprint": "x", "dates_changed": [], "warnings": [], "needs_restart": ["server.listen"]})");
    EXPECT_EQ(world.run({"reload"}), Exit::done);
    EXPECT_EQ(world.out.str(),
              "The configuration is applied.\n"
              "server.listen takes effect at the next start: systemctl restart cadenced\n"
              "No dates change.\n");
}

TEST(Colour, it_is_for_terminals_that_want_it) {
    World world;
    world.answers("GET /v1/status", kStatus);
    auto const coloured = [&](std::vector<std::string> const& arguments) {
        return shown(world, arguments).find('\033') != std::string::npos;
    };
    EXPECT_FALSE(coloured({"status"}));
    world.terminal = true;
    EXPECT_TRUE(coloured({"status"}));
    EXPECT_FALSE(coloured({"status", "--no-color"}));
    world.environment["TERM"] = "dumb";
    EXPECT_FALSE(coloured({"status"}));
    world.environment["TERM"] = "xterm";
    world.environment["NO_COLOR"] = "1";
    EXPECT_FALSE(coloured({"status"}));
}

TEST(Text, nothing_in_an_answer_steers_the_terminal) {
    EXPECT_EQ(one_line("a\033[31mb\nc\x7f"), "a [31mb c ");
    EXPECT_EQ(one_line("C1 \xC2\x9B"
                       "2J, turned \xE2\x80\xAE"
                       "round, sp\xC3\xA4t"),
              "C1  2J, turned round, sp\xC3\xA4t");
    World world;
    world.refuses("GET /v1/rights", 409, R"({"title": "x", "detail": "\u001b]0;owned\u0007"})");
    EXPECT_EQ(world.run({"rights"}), Exit::refused);
    EXPECT_EQ(world.err.str(), "cadencectl:  ]0;owned \n");
}

TEST(Times, local_time_stands_beside_utc_where_it_is_another) {
    EXPECT_EQ(when("2026-07-02T08:00:00Z"), "Thu 2026-07-02 08:00 UTC");
    EXPECT_EQ(when("2026-07-02T08:00:00Z", "UTC"), "Thu 2026-07-02 08:00 UTC");
    EXPECT_EQ(when("2026-07-02T08:00:00Z", "Europe/Berlin"), "Thu 2026-07-02 08:00 UTC (10:00 CEST)");
    EXPECT_EQ(when("2026-07-02T20:00:00Z", "Asia/Tokyo"),
              "Thu 2026-07-02 20:00 UTC (Fri 2026-07-03 05:00 JST)");
    EXPECT_EQ(when("2026-07-02T08:00:00Z", "Nowhere/Land"), "Thu 2026-07-02 08:00 UTC");
    EXPECT_EQ(when("soon", "UTC"), "soon");
    EXPECT_EQ(window("2026-07-02T23:00:00Z", "2026-07-03T01:00:00Z", "UTC"),
              "Thu 2026-07-02 23:00 UTC to Fri 2026-07-03 01:00 UTC");
}

TEST(Answers, members_that_are_missing_or_of_another_type_break_nothing) {
    World world;
    for (auto const* odd : {"{}", "[]", "null", R"({"trains": 1, "items": {}, "gates": []})",
                            R"({"trains": [1], "items": [[], {"rule": 5}], "gates": {"merge": 2}})"}) {
        for (auto const* line :
             {"/v1/status", "/v1/upcoming", "/v1/releases", "/v1/releases/r", "/v1/trains", "/v1/rights",
              "/v1/tokens", "/v1/releases/r/timeline", "/v1/releases/r/notes", "/v1/releases/r/post-mortem",
              "/v1/trains/t", "/v1/trains/t/merges", "/v1/deadlines", "/v1/forges", "/v1/hooks", "/health",
              "/health/ready"})
            world.answers(std::string{"GET "} + line, odd);
        for (auto const& arguments : std::vector<std::vector<std::string>>{{"status"},
                                                                           {"upcoming"},
                                                                           {"releases"},
                                                                           {"show", "r"},
                                                                           {"train", "list"},
                                                                           {"blackout", "list"},
                                                                           {"rights"},
                                                                           {"token", "list"},
                                                                           {"timeline", "r"},
                                                                           {"checklist", "r"},
                                                                           {"notes", "r"},
                                                                           {"post-mortem", "r"},
                                                                           {"train", "show", "t"},
                                                                           {"merges", "--train", "t"},
                                                                           {"freezes"},
                                                                           {"deadlines"},
                                                                           {"forges"},
                                                                           {"hooks"},
                                                                           {"health"}})
            EXPECT_EQ(world.run(arguments), Exit::done) << odd << " " << arguments.front() << world.err.str();
    }
}

TEST(Answers, what_a_write_is_answered_with_breaks_nothing_either) {
    World world;
    for (auto const* odd :
         {"{}", "[]", "null", R"({"on_demand": [1], "rollback": 2, "decision": [], "freezes": {}})",
          R"({"on_demand": {"approvals": [5], "rides_along": [[]]}, "freezes": [7]})"}) {
        for (auto const* line : {"/v1/releases", "/v1/releases/r/approvals", "/v1/releases/r/reject",
                                 "/v1/releases/r/checklist/i", "/v1/releases/r/rollback",
                                 "/v1/releases/r/rollback/verify", "/v1/releases/r/retrospective",
                                 "/v1/trains/t/freezes", "/v1/trains/t/merges", "/v1/trains/t/deployments"})
            world.answers(std::string{"POST "} + line, odd);
        for (auto const& arguments :
             std::vector<std::vector<std::string>>{{"hotfix", "x", "--criterion", "outage"},
                                                   {"approve", "r"},
                                                   {"reject", "r", "--reason", "x"},
                                                   {"check", "i", "--release", "r"},
                                                   {"rollback", "r", "--severity", "P0", "--reason", "x"},
                                                   {"rollback", "verify", "r"},
                                                   {"retro", "r", "--text", "x"},
                                                   {"freeze", "--reason", "x", "--train", "t"},
                                                   {"merged", "4f1c9a2b7d", "--train", "t"},
                                                   {"deployed", "--environment", "staging", "--train", "t"}})
            EXPECT_EQ(world.run(arguments), Exit::done) << odd << " " << arguments.front() << world.err.str();
    }
}

}  // namespace

}  // namespace cadence::ctl::testing
