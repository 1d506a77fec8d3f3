// Stopping the line and letting through; what is due.
#include <boost/json.hpp>

#include "cadencectl_samples.h"
#include "cadencectl_world.h"

namespace cadence::ctl::testing {

namespace {

boost::json::value body_of(World const& world) {
    return boost::json::parse(world.asked().back().body);
}

TEST(Freeze, merges_and_deployments_stop_for_so_long_unless_said_otherwise) {
    World world;
    world.answers("GET /v1/trains", kTrains);
    world.answers("POST /v1/trains/backend/freezes", train("[" + kFreeze + "]"));
    EXPECT_EQ(world.run({"freeze", "--reason", "database is being moved", "--for", "2h"}), Exit::done)
        << world.err.str();
    EXPECT_EQ(body_of(world), boost::json::parse(R"({"actions": ["merge", "deploy"],
        "until": "2026-01-06T11:00:00Z", "reason": "database is being moved"})"));
    EXPECT_EQ(
        world.out.str(),
        "backend: freeze-3: merge, deploy until Tue 2026-01-06 11:00 UTC: database is being moved (anna)\n"
        "End it with: cadencectl unfreeze freeze-3 --train backend\n");
    EXPECT_EQ(world.run({"freeze", "flag", "merge", "--reason", "fair", "--from", "2026-03-03T08:00:00Z",
                         "--for", "1 day"}),
              Exit::done)
        << world.err.str();
    EXPECT_EQ(body_of(world), boost::json::parse(R"({"actions": ["flag", "merge"], "reason": "fair",
        "from": "2026-03-03T08:00:00Z", "until": "2026-03-04T08:00:00Z"})"));
    EXPECT_EQ(world.run({"freeze", "deploy", "--reason", "fair"}), Exit::done);
    EXPECT_EQ(body_of(world), boost::json::parse(R"({"actions": ["deploy"], "reason": "fair"})"));
}

TEST(Unfreeze, the_only_one_needs_no_name) {
    World world;
    world.answers("GET /v1/trains", kTrains);
    world.answers("GET /v1/trains/backend", train("[" + kFreeze + "]", "[" + kExemption + "]"));
    world.answers("DELETE /v1/trains/backend/freezes/freeze-3?reason=all%20green",
                  train("[]", "[" + kExemption + "]"));
    EXPECT_EQ(world.run({"unfreeze", "--reason", "all green"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(),
              "backend: the freeze has ended.\nStill in force:\n"
              "  exemption-4  pull request 412 is let through    until Tue 2026-01-06 11:00 UTC  "
              "documentation only (anna)\n");
}

TEST(Unfreeze, of_several_one_must_be_named_and_without_any_there_is_nothing_to_do) {
    World world;
    world.answers("GET /v1/trains", kTrains);
    world.answers("GET /v1/trains/backend", train(R"([{"id": "freeze-1"}, {"id": "freeze-2"}])"));
    EXPECT_EQ(world.run({"unfreeze"}), Exit::usage);
    EXPECT_EQ(world.err.str(),
              "cadencectl: there are several freezes: say which.\n"
              "  cadencectl unfreeze freeze-1\n  cadencectl unfreeze freeze-2\n");
    world.answers("DELETE /v1/trains/backend/freezes/freeze-2", train("[]"));
    EXPECT_EQ(world.run({"unfreeze", "freeze-2"}), Exit::done) << world.err.str();
    world.answers("GET /v1/trains/backend", train("[]"));
    EXPECT_EQ(world.run({"unfreeze"}), Exit::refused);
    EXPECT_EQ(world.err.str(), "cadencectl: nothing is frozen on backend.\n");
}

TEST(Freezes, what_is_stopped_and_who_is_let_through_stand_together) {
    World world;
    world.answers("GET /v1/trains", R"({"items": [)" +
                                        train("[" + kFreeze + R"(, {"id": "freeze-5",
        "actions": ["flag"], "from": "2026-01-07T09:00:00Z", "begun": false, "reason": "fair", "by": "paul"}])",
                                              "[" + kExemption + "]") +
                                        "]}");
    EXPECT_EQ(world.run({"freezes"}), Exit::done);
    EXPECT_EQ(world.out.str(),
              R"(backend
  freeze-3     no merge, deploy                                                until Tue 2026-01-06 11:00 UTC  database is being moved (anna)
  freeze-5     no flag                          from Wed 2026-01-07 09:00 UTC  until somebody ends it          fair (paul)
  exemption-4  pull request 412 is let through                                 until Tue 2026-01-06 11:00 UTC  documentation only (anna)
)");
    world.answers("GET /v1/trains", R"({"items": [)" + train("[]") + "]}");
    EXPECT_EQ(world.run({"freezes"}), Exit::done);
    EXPECT_EQ(world.out.str(), "No freezes, no exemptions.\n");
}

TEST(Exempt, one_branch_pull_request_or_label_is_let_through_for_a_while) {
    World world;
    world.answers("POST /v1/trains/web/exemptions", train("[]", "[" + kExemption + "]"));
    for (auto const& [option, member] : {std::pair{"--branch", "branch"},
                                         {"--pull-request", "pull_request"},
                                         {"--label", "label"},
                                         {"--path", "path"}}) {
        EXPECT_EQ(world.run({"exempt", option, "412", "--for", "2h", "--reason", "documentation only",
                             "--train", "web"}),
                  Exit::done)
            << world.err.str();
        EXPECT_EQ(body_of(world),
                  (boost::json::object{
                      {member, "412"}, {"until", "2026-01-06T11:00:00Z"}, {"reason", "documentation only"}}));
    }
    EXPECT_EQ(world.out.str(),
              "web: exemption-4: pull request 412 is let through until Tue 2026-01-06 11:00 UTC.\n");
}

TEST(Exempt, a_path_is_told_as_its_pattern) {
    World world;
    world.answers("POST /v1/trains/web/exemptions", train("[]", R"([{"id": "exemption-5", "path": "docs/",
        "until": "2026-01-06T11:00:00Z", "reason": "words only", "by": "anna"}])"));
    EXPECT_EQ(
        world.run({"exempt", "--path", "docs/", "--for", "2h", "--reason", "words only", "--train", "web"}),
        Exit::done)
        << world.err.str();
    EXPECT_EQ(world.out.str(),
              "web: exemption-5: path docs/ is let through until Tue 2026-01-06 11:00 UTC.\n");
}

TEST(Exempt, it_can_be_ended_early) {
    World world;
    world.answers("DELETE /v1/trains/web/exemptions/exemption-4", train("[]"));
    EXPECT_EQ(world.run({"unexempt", "exemption-4", "--train", "web"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(), "web: exemption-4 is ended.\n");
}

TEST(Gate, it_is_asked_for_whoever_wants_through) {
    World world;
    world.answers(
        "GET /v1/gates?branch=b&pull_request=412&label=docs&label=small&path=docs%2Fa.md&path=b"
        "&commit=4f1c9a2b7d&release=r",
        kShutGates);
    EXPECT_EQ(world.run({"gate", "deploy", "--branch", "b", "--pull-request", "412", "--label", "docs",
                         "--label", "small", "--path", "docs/a.md", "--path", "b", "--commit", "4f1c9a2b7d",
                         "--release", "r"}),
              Exit::done)
        << world.err.str();
}

TEST(Deadlines, what_runs_says_how_long_it_has_and_what_ended_how) {
    World world;
    world.answers("GET /v1/deadlines?train=backend&kind=staging_deploy&state=met_late", R"({"items": [
        {"train": "backend", "kind": "staging_deploy", "subject": "4f1c9a2b7d0e11", "state": "breached",
         "due_at": "2026-01-06T08:55:00Z"},
        {"train": "backend", "kind": "cadence_review", "subject": "backend-2025-Q4", "state": "open",
         "due_at": "2026-01-14T09:00:00Z"},
        {"train": "backend", "kind": "retrospective", "subject": "r", "state": "withdrawn",
         "due_at": "2026-01-02T09:00:00Z", "ended_at": "2026-01-01T09:00:00Z", "reason": "rolled back"}],
        "next_cursor": "d1.x"})");
    EXPECT_EQ(
        world.run({"deadlines", "--train", "backend", "--kind", "staging-deploy", "--state", "met-late"}),
        Exit::done)
        << world.err.str();
    EXPECT_EQ(world.out.str(),
              R"(TRAIN    PROMISE                            STATE      DUE
backend  staging deploy of 4f1c9a2b7d       breached   Tue 2026-01-06 08:55 UTC  5 min ago
backend  cadence review of backend-2025-Q4  open       Wed 2026-01-14 09:00 UTC  in 8 d
backend  retrospective of r                 withdrawn  Fri 2026-01-02 09:00 UTC  ended Thu 2026-01-01 09:00 UTC  rolled back
There are more: repeat with --cursor d1.x
)");
}

}  // namespace

}  // namespace cadence::ctl::testing
