// Feature flags by hand.
#include <boost/json.hpp>

#include "cadencectl_world.h"

namespace cadence::ctl::testing {

namespace {

constexpr auto kFlag = R"({"key": "CHANNEL_MANAGER_ENABLED", "train": "backend",
    "description": "Sync with booking channels", "owner": "anna", "default_value": false, "stage": "beta",
    "groups": {"internal": ["internal"], "beta": ["pilots", "friends"]}, "percentage": 25,
    "release": "backend-2026-01-22", "until": "2026-03-31", "due_at": "2026-04-01T00:00:00Z",
    "told_late_at": "2026-04-01T00:00:00Z", "created_at": "2026-01-20T09:00:00Z", "created_by": "anna",
    "history": [
        {"at": "2026-01-20T09:00:00Z", "by": "anna", "changes": [
            {"field": "description", "to": "Sync with booking channels"}]},
        {"at": "2026-01-22T12:30:00Z", "by": "paul", "reason": "no errors for a week", "changes": [
            {"field": "stage", "from": "internal", "to": "beta"},
            {"field": "notes", "from": "later"}]}]})";

boost::json::value body_of(World const& world) {
    return boost::json::parse(world.asked().back().body);
}

TEST(Flag, is_registered_with_what_is_said_of_it) {
    World world;
    world.answers("PUT /v1/flags/CHANNEL_MANAGER_ENABLED",
                  R"({"key": "CHANNEL_MANAGER_ENABLED", "stage": "off", "percentage": 0})", 201);
    EXPECT_EQ(world.run({"flag", "add", "CHANNEL_MANAGER_ENABLED", "--description", "Sync with channels",
                         "--owner", "anna", "--until", "2026-03-31", "--release", "backend-2026-01-22",
                         "--beta-group", "pilots", "--beta-group", "friends", "--train", "backend"}),
              Exit::done)
        << world.err.str();
    EXPECT_EQ(body_of(world), boost::json::parse(R"({"description": "Sync with channels", "owner": "anna",
        "until": "2026-03-31", "release": "backend-2026-01-22", "groups": {"beta": ["pilots", "friends"]},
        "train": "backend"})"));
    EXPECT_EQ(world.out.str(), "CHANNEL_MANAGER_ENABLED is off.\n");
    EXPECT_FALSE(world.asked().back().header("Idempotency-Key").empty());
}

TEST(Flag, is_taken_to_another_stage) {
    World world;
    world.answers("PUT /v1/flags/CHANNEL_MANAGER_ENABLED", kFlag);
    EXPECT_EQ(world.run({"flag", "set", "CHANNEL_MANAGER_ENABLED", "beta", "--percentage", "25", "--reason",
                         "no errors for a week"}),
              Exit::done)
        << world.err.str();
    EXPECT_EQ(body_of(world), boost::json::parse(R"({"stage": "beta", "percentage": 25,
        "reason": "no errors for a week"})"));
    EXPECT_EQ(world.out.str(), "CHANNEL_MANAGER_ENABLED is beta, 25 %.\n");
}

TEST(Flag, loses_what_is_none) {
    World world;
    world.answers("PUT /v1/flags/X", kFlag);
    EXPECT_EQ(world.run({"flag", "set", "X", "--until", "none", "--release", "none", "--beta-group", "none"}),
              Exit::done)
        << world.err.str();
    EXPECT_EQ(body_of(world), boost::json::parse(R"({"until": "", "release": "", "groups": {"beta": []}})"));
}

TEST(Flag, with_a_typing_error_is_not_asked_for) {
    World world;
    EXPECT_EQ(world.run({"flag", "set", "X", "gamma"}), Exit::usage);
    EXPECT_EQ(world.run({"flag", "set", "X", "--until", "2026-02-30"}), Exit::usage);
    EXPECT_EQ(world.run({"flag", "set", "X", "--percentage", "ten"}), Exit::usage);
    EXPECT_EQ(world.run({"flag", "add", "X"}), Exit::usage);
    EXPECT_TRUE(world.asked().empty());
}

TEST(Flag, that_may_not_be_flipped_says_why_and_what_would_be_next) {
    World world;
    world.refuses("PUT /v1/flags/X", 422,
                  R"({"type": "/problems/stage-skipped", "title": "Stage skipped", "status": 422,
        "detail": "X is off, and the next stage is internal, not all.", "field": "#/stage",
        "alternatives": ["internal"]})");
    EXPECT_EQ(world.run({"flag", "set", "X", "all", "--reason", "now"}), Exit::refused);
    EXPECT_NE(world.err.str().find("the next stage is internal"), std::string::npos) << world.err.str();
    EXPECT_NE(world.err.str().find("cadencectl flag set X internal --reason now"), std::string::npos)
        << world.err.str();
}

TEST(Flags, are_listed_with_how_far_they_have_come) {
    World world;
    world.answers("GET /v1/flags?stage=beta",
                  std::string{R"({"items": [)"} + kFlag + R"(], "next_cursor": null})");
    EXPECT_EQ(world.run({"flag", "list", "--stage", "beta"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(),
              R"(FLAG                     STAGE       UNTIL                OWNER  RELEASE             WHAT
CHANNEL_MANAGER_ENABLED  beta, 25 %  2026-03-31, overdue  anna   backend-2026-01-22  Sync with booking channels
)");
    world.answers("GET /v1/flags", R"({"items": [], "next_cursor": null})");
    EXPECT_EQ(world.run({"flag", "list"}), Exit::done);
    EXPECT_EQ(world.out.str(), "No flags. Register one: cadencectl flag add KEY --description TEXT\n");
}

TEST(Flag, is_shown_with_who_changed_what_and_why) {
    World world;
    world.answers("GET /v1/flags/CHANNEL_MANAGER_ENABLED", kFlag);
    EXPECT_EQ(world.run({"flag", "show", "CHANNEL_MANAGER_ENABLED"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(), R"(CHANNEL_MANAGER_ENABLED
  stage        beta, 25 %
  what         Sync with booking channels
  reached get  true, the others false
  internal     internal
  beta         pilots, friends
  owner        anna
  release      backend-2026-01-22
  until        2026-03-31, overdue
  train        backend

WHEN                      BY    WHY                   CHANGED
Tue 2026-01-20 09:00 UTC  anna                        description: Sync with booking channels
Thu 2026-01-22 12:30 UTC  paul  no errors for a week  stage: internal -> beta; notes: later -> none
)");
}

TEST(Flag, is_removed_with_a_reason) {
    World world;
    world.answers("DELETE /v1/flags/X?reason=the%20code%20is%20gone", R"({"key": "X", "stage": "all"})");
    EXPECT_EQ(world.run({"flag", "remove", "X", "--reason", "the code is gone"}), Exit::done)
        << world.err.str();
    EXPECT_EQ(world.out.str(), "X is removed; it was all.\n");
}

TEST(Flag, that_shipped_with_a_release_and_is_not_finished_is_shown_with_it) {
    World world;
    world.answers("GET /v1/releases/r", R"({"id": "r", "state": "released", "timezone": "UTC", "flags": [
        {"key": "X", "description": "Sync", "stage": "beta", "percentage": 5, "owner": "anna",
         "until": "2026-03-31"}]})");
    EXPECT_EQ(world.run({"show", "r"}), Exit::done) << world.err.str();
    EXPECT_NE(world.out.str().find("FLAG NOT FINISHED  STAGE  UNTIL       OWNER\n"
                                   "X                  beta   2026-03-31  anna   Sync\n"),
              std::string::npos)
        << world.out.str();
}

}  // namespace

}  // namespace cadence::ctl::testing
