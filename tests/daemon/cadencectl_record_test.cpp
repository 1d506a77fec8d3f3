// What is reported and recorded: deployments, merges, notes, tokens of CI.
#include <boost/json.hpp>

#include "cadencectl_samples.h"
#include "cadencectl_world.h"

namespace cadence::ctl::testing {

namespace {

constexpr auto kChangelog = R"(# Changelog

## [Unreleased]

### Added

- Bulk upload ([412](https://example.org/412))

## [1.1.0] - 2025-12-25

### Fixed

- Double bookings ([398](https://example.org/398))

[unreleased]: https://example.org/compare/v1.1.0...HEAD
[1.1.0]: https://example.org/releases/v1.1.0
)";

boost::json::value body_of(World const& world) {
    return boost::json::parse(world.asked().back().body);
}

TEST(Deployed, on_staging_the_daemon_finds_the_release) {
    World world;
    world.answers("GET /v1/trains", kTrains);
    world.answers("POST /v1/trains/backend/deployments", R"({"release": )" + hotfix("requested", "[]") + "}");
    EXPECT_EQ(world.run({"deployed", "--environment", "staging", "--commit", "77aa01b2c3"}), Exit::done)
        << world.err.str();
    EXPECT_EQ(body_of(world), boost::json::parse(R"({"environment": "staging", "status": "succeeded",
        "commit": "77aa01b2c3"})"));
    EXPECT_EQ(world.out.str(), kHotfixId +
                                   ": deployment to staging recorded as succeeded, 77aa01b2c3. State: "
                                   "requested.\n");
    world.answers("POST /v1/trains/backend/deployments",
                  R"({"staging": {"release": "", "commit": "77aa01b2c3"}})");
    EXPECT_EQ(world.run({"deployed", "--environment", "staging", "--commit", "77aa01b2c3"}), Exit::done);
    EXPECT_EQ(
        world.out.str(),
        "backend: deployment to staging recorded as succeeded, 77aa01b2c3, not part of any known release.\n");
}

TEST(Deployed, the_issues_that_it_makes_are_named) {
    World world;
    world.answers("POST /v1/releases/r/deployments", R"({"id": "r", "state": "deploying", "issues_recorded": [
        {"release": "r", "id": "1", "text": "Deployed without GO"},
        {"release": "r", "id": "2", "text": "Deployed outside its window"}]})");
    EXPECT_EQ(world.run({"deployed", "--version", "1.2.0", "--release", "r"}), Exit::done);
    EXPECT_EQ(world.out.str(),
              "r: deployment to production recorded as succeeded, 1.2.0. State: deploying.\n"
              "Issue 1 of r was recorded: Deployed without GO\n"
              "Issue 2 of r was recorded: Deployed outside its window\n");
    world.answers("POST /v1/releases/r/checklist/manual_qa",
                  R"({"id": "r", "checklist": [{"id": "manual_qa", "status": "failed", "by": "quinn"}],
        "issues_recorded": [{"release": "r", "id": "3", "text": "manual_qa failed"}]})");
    EXPECT_EQ(world.run({"check", "manual_qa", "--status", "failed", "--reason", "x", "--release", "r"}),
              Exit::done);
    EXPECT_EQ(world.out.str(),
              "r: manual_qa is marked as failed by quinn.\nIssue 3 of r was recorded: manual_qa failed\n");
}

TEST(Pasted, arguments_are_sent_as_they_were_meant) {
    World world;
    world.answers("GET /v1/trains", kTrains);
    world.answers("POST /v1/trains/backend/exemptions", "{}");
    EXPECT_EQ(world.run({"exempt", "—pull-request", "#12", "--until", "2026-01-22 10:00 UTC", "–reason",
                         " docs\u00A0only\n"}),
              Exit::done)
        << world.err.str();
    EXPECT_EQ(body_of(world), boost::json::parse(R"({"pull_request": "12", "reason": "docs only",
        "until": "2026-01-22T10:00:00Z"})"));
    EXPECT_EQ(world.run({"exempt", "--branch", "refs/heads/fix/login", "--for", "2\u00A0h", "--reason", "x"}),
              Exit::done)
        << world.err.str();
    EXPECT_EQ(body_of(world).at("branch"), "fix/login");
    world.answers("POST /v1/releases/r/deployments", kRelease);
    EXPECT_EQ(world.run({"deployed", "--release", "r", "--commit", "77AA01B2C3\n", "--version", "“1.2.0”"}),
              Exit::done);
    EXPECT_EQ(body_of(world).at("commit"), "77aa01b2c3");
    EXPECT_EQ(body_of(world).at("version"), "1.2.0");
}

TEST(Retro, a_second_one_takes_the_place_of_the_first_only_when_it_is_asked_to) {
    World world;
    world.answers("POST /v1/releases/r/retrospective", kRelease);
    EXPECT_EQ(world.run({"retro", "r", "--text", "mine", "--replace"}), Exit::done) << world.err.str();
    EXPECT_EQ(body_of(world), boost::json::parse(R"({"text": "mine", "replace": true})"));
}

TEST(Deployed, a_release_that_is_named_is_the_one) {
    World world;
    world.answers("POST /v1/releases/r/deployments", kRelease);
    EXPECT_EQ(world.run({"deployed", "--environment", "staging", "--commit", "77aa01b2c3", "--release", "r"}),
              Exit::done)
        << world.err.str();
}

TEST(Deployed, in_production_too) {
    World world;
    world.answers("GET /v1/trains", kTrains);
    world.answers("POST /v1/trains/backend/deployments",
                  R"({"release": {"id": "backend-2026-01-08", "state": "monitoring", "timezone": "UTC",
                      "monitored_until": "2026-01-08T12:30:00Z", "deployments": [
                      {"environment": "production", "status": "succeeded", "version": "1.2.0"}]}})");
    EXPECT_EQ(world.run({"deployed", "--version", "1.2.0"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(),
              "backend-2026-01-08: deployment to production recorded as succeeded, 1.2.0, "
              "monitored until Thu 2026-01-08 12:30 UTC. State: monitoring.\n");
}

TEST(Merged, everything_known_about_it_goes_along) {
    World world;
    world.answers("POST /v1/trains/web/merges", R"({"number": 12, "commit": "4f1c9a2b7d0e11",
        "merged_at": "2026-01-06T09:00:00Z", "against": ["code_freeze", "freeze"]})");
    EXPECT_EQ(world.run({"merged",         "4f1c9a2b7d0e11",
                         "--author",       "dora",
                         "--title",        "Bulk upload",
                         "--branch",       "feature/bulk",
                         "--pull-request", "412",
                         "--label",        "docs",
                         "--label",        "small",
                         "--path",         "docs/a.md",
                         "--path",         "docs/b.md",
                         "--committed-at", "2026-01-06T08:00:00Z",
                         "--merged-at",    "2026-01-06T09:00:00Z",
                         "--train",        "web"}),
              Exit::done)
        << world.err.str();
    EXPECT_EQ(body_of(world), boost::json::parse(R"({"commit": "4f1c9a2b7d0e11", "author": "dora",
        "title": "Bulk upload", "branch": "feature/bulk", "pull_request": "412", "labels": ["docs", "small"],
        "paths": ["docs/a.md", "docs/b.md"],
        "committed_at": "2026-01-06T08:00:00Z", "merged_at": "2026-01-06T09:00:00Z"})"));
    EXPECT_EQ(world.out.str(),
              "web: merge 4f1c9a2b7d recorded as number 12.\n"
              "The gate was shut (code freeze, freeze). That is recorded, too.\n");
}

TEST(Merges, each_says_how_far_it_has_come) {
    World world;
    world.answers("GET /v1/trains/web/merges?limit=3", R"({"items": [
        {"number": 3, "commit": "cccccccccc", "author": "emil", "title": "Search",
         "merged_at": "2026-01-06T09:00:00Z", "against": ["freeze"]},
        {"number": 2, "commit": "bbbbbbbbbb", "merged_at": "2026-01-06T08:00:00Z", "against": [],
         "staging_at": "2026-01-06T08:04:00Z"},
        {"number": 1, "commit": "aaaaaaaaaa", "merged_at": "2026-01-05T08:00:00Z", "against": [],
         "staging_at": "2026-01-05T08:04:00Z", "production_at": "2026-01-05T10:00:00Z"}], "next_cursor": null})");
    EXPECT_EQ(world.run({"merges", "--limit", "3", "--train", "web"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(),
              R"(MERGE  COMMIT      MERGED (UTC)         AUTHOR  IN          TITLE
3      cccccccccc  2026-01-06 09:00:00  emil    main        Search  against the gate: freeze
2      bbbbbbbbbb  2026-01-06 08:00:00          staging
1      aaaaaaaaaa  2026-01-05 08:00:00          production
)");
}

TEST(Notes, they_come_in_the_form_that_is_asked_for) {
    World world;
    world.answers("GET /v1/releases/r/notes", R"({"version": "1.2.0", "markdown": "## 1.2.0\n\n- Bulk\n",
        "html": "<h2>1.2.0</h2>\n", "chat": "1.2.0\n- Bulk\n", "problems": ["line 3: it has no date"],
        "source": "anna", "at": "2026-01-06T09:00:00Z"})");
    for (auto const& [format, text] : {std::pair{"markdown", "## 1.2.0\n\n- Bulk\n"},
                                       {"html", "<h2>1.2.0</h2>\n"},
                                       {"text", "1.2.0\n- Bulk\n"}}) {
        EXPECT_EQ(world.run({"notes", "r", "--format", format}), Exit::done) << world.err.str();
        EXPECT_EQ(world.out.str(), text);
        EXPECT_EQ(world.err.str(), "cadencectl: still to fix: line 3: it has no date\n");
    }
}

TEST(Notes, none_yet_is_said_by_the_daemon) {
    World world;
    world.refuses("GET /v1/releases/r/notes", 404,
                  R"({"title": "No notes", "detail": "Record a changelog."})");
    EXPECT_EQ(world.run({"notes", "r"}), Exit::refused);
    EXPECT_EQ(world.err.str(), "cadencectl: Record a changelog.\n");
}

TEST(Notes, a_changelog_is_recorded_whole) {
    World world;
    world.answers("POST /v1/releases/r/notes", R"({"id": "r", "state": "frozen",
        "notes": {"version": "1.2.0", "problems": ["line 3: it has no date"]}})");
    EXPECT_EQ(world.run({"notes", "r", "--changelog", world.dir.file("CHANGELOG.md", kChangelog)}),
              Exit::done)
        << world.err.str();
    EXPECT_EQ(body_of(world), (boost::json::object{{"changelog", kChangelog}}));
    EXPECT_EQ(world.out.str(),
              "r: notes of 1.2.0 recorded. State: frozen.\n  still to fix: line 3: it has no date\n");
}

TEST(Notes, what_is_no_changelog_never_leaves) {
    World world;
    auto const binary = world.dir.file("binary", std::string("## [1.2.0]\0", 11));
    EXPECT_EQ(world.run({"notes", "r", "--changelog", binary}), Exit::refused);
    EXPECT_NE(world.err.str().find(binary), std::string::npos) << world.err.str();
    auto const large = world.dir.file("large", std::string((1U << 20U) + 1, '#'));
    EXPECT_EQ(world.run({"notes", "r", "--changelog", large}), Exit::usage);
    EXPECT_EQ(world.err.str(), "cadencectl: " + large + " is larger than 1024 KiB.\n");
    EXPECT_TRUE(world.asked().empty());
}

TEST(NotesLint, each_finding_has_its_line_and_the_exit_status_says_so) {
    World world;
    auto const wrong =
        world.dir.file("wrong.md", "# Changelog\n\n## [1.2.0]\n\n### Added\n\n- Bulk upload\n");
    EXPECT_EQ(world.run({"notes", "lint", wrong}), Exit::refused) << world.err.str();
    EXPECT_EQ(world.out.str().find(wrong + ":3: "), 0) << world.out.str();
    EXPECT_EQ(world.run({"notes", "lint", wrong, "--json"}), Exit::refused);
    auto const findings = boost::json::parse(world.out.str());
    EXPECT_EQ(findings.at(0).at("line").to_number<int>(), 3);
    EXPECT_EQ(findings.at(0).at("file"), boost::json::value_from(wrong));
    world.in.str(kChangelog);
    EXPECT_EQ(world.run({"notes", "lint", "-"}), Exit::done) << world.out.str();
    EXPECT_EQ(world.out.str(), "-: nothing to fix.\n");
    EXPECT_TRUE(world.asked().empty());
}

TEST(NotesNext, the_version_stands_alone_for_scripts) {
    World world;
    auto const file = world.dir.file("CHANGELOG.md", kChangelog);
    EXPECT_EQ(world.run({"notes", "next", file}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(), "1.2.0\n");
    EXPECT_EQ(world.err.str().find("cadencectl: minor: line "), 0) << world.err.str();
    EXPECT_EQ(world.run({"notes", "next", file, "--last", "v2.0.1", "--json"}), Exit::done);
    auto const next = boost::json::parse(world.out.str());
    EXPECT_EQ(next.at("version"), boost::json::value_from("2.1.0"));
    EXPECT_EQ(next.at("because").as_string().find("line " + std::to_string(next.at("line").as_int64())), 0U);
    auto const released = world.dir.file("released.md", "## [1.1.0] - 2025-12-25\n\n### Fixed\n\n- x\n");
    EXPECT_EQ(world.run({"notes", "next", released}), Exit::refused);
    EXPECT_EQ(world.err.str().find("cadencectl: " + released + ": "), 0) << world.err.str();
    EXPECT_TRUE(world.asked().empty());
}

TEST(Token, one_for_ci_may_tick_its_items_only) {
    World world;
    world.answers("POST /v1/tokens",
                  R"({"token": {"id": "4f1c9a", "person": "ci", "items": ["ci_checks", "smoke"]},
                      "secret": "cad_4f1c9a_x_y"})",
                  201);
    EXPECT_EQ(world.run({"token", "create", "--person", "ci", "--item", "ci_checks", "--item", "smoke"}),
              Exit::done)
        << world.err.str();
    EXPECT_EQ(body_of(world), boost::json::parse(R"({"person": "ci", "items": ["ci_checks", "smoke"]})"));
    EXPECT_EQ(world.out.str(),
              "Token 4f1c9a for ci, without an expiry, to tick ci_checks, smoke only. It is shown this "
              "once:\ncad_4f1c9a_x_y\n");
}

}  // namespace

}  // namespace cadence::ctl::testing
