// Hotfixes and expedited releases: asking, consenting, turning down; and the checklist.
#include <algorithm>
#include <set>
#include <sstream>

#include <boost/json.hpp>

#include "cadencectl/subcommand.h"
#include "cadencectl_samples.h"
#include "cadencectl_world.h"

namespace cadence::ctl::testing {

namespace {

boost::json::value body_of(World const& world) {
    return boost::json::parse(world.asked().back().body);
}

TEST(Hotfix, it_says_what_to_cut_what_would_ride_along_and_what_comes_next) {
    World world;
    world.answers("POST /v1/releases", hotfix("requested", kAllMissing), 201);
    EXPECT_EQ(world.run({"hotfix", "double booking", "--criterion", "security", "--cvss", "9.1", "--commit",
                         "77aa01b2c3", "--version", "1.1.1", "--reason", "customers call"}),
              Exit::done)
        << world.err.str();
    EXPECT_EQ(body_of(world), boost::json::parse(R"({"kind": "hotfix", "title": "double booking",
        "criterion": "security", "cvss": 9.1, "commit": "77aa01b2c3", "version": "1.1.1",
        "justification": "customers call"})"));
    auto const id = kHotfixId;
    EXPECT_EQ(world.out.str(), id + R"(: requested, to be approved by Thu 2026-01-08 09:00 UTC.
Branch to cut: hotfix/2026-01-06-double-booking, from main
1 merge not in production yet would ride along:
  4f1c9a2b7d  Bulk upload  emil
Needed before deployment:
  It has not reached staging                                   cadencectl deployed --environment staging --commit 77aa01b2c3 --release )" +
                                   id + R"(
  smoke_tests_staging is pending: Smoke tests pass on staging  cadencectl check smoke_tests_staging --release )" +
                                   id + R"(
  Tech Lead has not approved                                   cadencectl approve )" +
                                   id + R"(
  Product Owner has not approved
)");
}

TEST(Hotfix, the_criterion_may_be_spelt_either_way_and_the_train_named) {
    World world;
    world.answers("POST /v1/releases", hotfix("requested", "[]"), 201);
    for (auto const* criterion : {"data-integrity", "data_integrity"}) {
        EXPECT_EQ(world.run({"hotfix", "x", "--criterion", criterion, "--train", "web"}), Exit::done);
        EXPECT_EQ(body_of(world), boost::json::parse(R"({"kind": "hotfix", "title": "x", "train": "web",
            "criterion": "data_integrity"})"));
    }
}

TEST(Expedite, it_goes_with_its_justification) {
    World world;
    world.answers("POST /v1/releases", hotfix("requested", "[]"), 201);
    EXPECT_EQ(world.run({"expedite", "airbnb sync", "--reason", "contract"}), Exit::done);
    EXPECT_EQ(body_of(world), boost::json::parse(R"({"kind": "expedited", "title": "airbnb sync",
        "justification": "contract"})"));
}

TEST(Approve, the_only_one_that_waits_needs_no_name) {
    World world;
    auto const anna = R"([{"person": "anna", "name": "Anna", "roles": ["tech-lead"], "via": "token 4f1c9a",
        "at": "2026-01-06T09:00:00Z"}])";
    world.answers(
        "POST /v1/releases/meant/approvals",
        hotfix("requested",
               R"([{"code": "role_has_not_approved", "text": "Product Owner has not approved"}])", anna));
    EXPECT_EQ(world.run({"approve"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.asked().back().body, "{}");
    EXPECT_EQ(world.out.str(),
              kHotfixId + ": approval by anna recorded. State: requested.\n" + "Needed before deployment:\n" +
                  "  Product Owner has not approved  cadencectl approve " + kHotfixId + "\n");
}

TEST(Approve, the_last_approval_says_what_to_do_and_by_when) {
    World world;
    world.answers("POST /v1/releases/r/approvals", hotfix("approved", "[]", "[]", R"(, "deadlines": [
        {"kind": "hotfix_deploy", "subject": ")" + kHotfixId + R"(", "state": "open",
         "due_at": "2026-01-06T13:00:00Z"}])"));
    EXPECT_EQ(world.run({"approve", "r"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(),
              kHotfixId + ": approval recorded. State: approved.\nDeploy it now, then report it:\n  " +
                  "cadencectl deployed --release " + kHotfixId + " --version 1.1.1 --commit 77aa01b2c3\n  " +
                  "hotfix deploy of " + kHotfixId + ": due Tue 2026-01-06 13:00 UTC, in 4 h\n");
    world.answers("POST /v1/releases/r/approvals",
                  R"({"id": "r", "state": "approved", "candidate": {"commit": "77aa01b2c3"}})");
    EXPECT_EQ(world.run({"approve", "r"}), Exit::done) << world.err.str();
    EXPECT_NE(world.out.str().find("cadencectl deployed --release r --version VERSION --commit 77aa01b2c3\n"),
              std::string::npos)
        << world.out.str();
}

TEST(Approve, of_several_one_must_be_named) {
    World world;
    world.refuses("POST /v1/releases/meant/approvals", 400, which("release", R"(["a", "b"])"));
    EXPECT_EQ(world.run({"approve"}), Exit::usage);
    EXPECT_EQ(world.err.str(),
              "cadencectl: Several could be meant: say which.\n  cadencectl approve --release a\n"
              "  cadencectl approve --release b\n");
    EXPECT_EQ(world.asked().size(), 1);
}

TEST(Reject, an_approved_one_can_still_be_turned_down) {
    World world;
    world.answers("POST /v1/releases/meant/reject", hotfix("rejected", "[]"));
    EXPECT_EQ(world.run({"reject", "--reason", "can wait"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.asked().back().body, R"({"reason":"can wait"})");
    EXPECT_EQ(world.out.str(), kHotfixId + ": rejected. State: rejected.\n");
}

TEST(Show, a_hotfix_is_told_whole) {
    World world;
    world.answers("GET /v1/releases/r", hotfix("requested", kAllMissing));
    EXPECT_EQ(world.run({"show", "r"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(), kHotfixId + R"(
  state        requested
  title        double booking
  criterion    security, CVSS 9.1
  because      customers call
  branch       hotfix/2026-01-06-double-booking, from main
  asked for    by dora, Tue 2026-01-06 09:00 UTC
  expires      Thu 2026-01-08 09:00 UTC
  candidate    1.1.1 (77aa01b2c3), set by dora, Tue 2026-01-06 09:00 UTC
  decision     Undecided: It has not reached staging; Tech Lead has not approved; 1 item open: smoke_tests_staging
  waiting for  tech-lead, product-owner
  checklist    0 of 1 required; open: smoke_tests_staging

RIDES ALONG  AUTHOR
4f1c9a2b7d   emil    Bulk upload
)");
}

std::string const kChecklist = R"x({"id": "r", "state": "frozen", "timezone": "UTC", "checklist": [
  {"id": "ci_checks", "group": "Code Quality", "text": "All CI/CD checks pass", "stage": "pre", "required": true,
   "status": "passed", "by": "ci", "at": "2026-01-06T08:00:00Z", "running": false},
  {"id": "code_review", "group": "Code Quality", "text": "Code review completed", "stage": "pre", "required": true,
   "status": "waived", "by": "anna", "at": "2026-01-06T08:30:00Z", "reason": "typing error only", "running": false},
  {"id": "api_docs", "group": "Documentation", "text": "API documentation updated", "stage": "pre",
   "required": false, "status": "pending", "running": false},
  {"id": "schema_drift", "group": "Database", "text": "No drift", "stage": "pre", "required": true,
   "status": "failed", "by": "cadenced", "at": "2026-01-06T08:00:00Z", "reason": "exit status 1",
   "saw": "exit status 1: 2 differences", "took": "PT1.5S", "running": true},
  {"id": "health", "group": "Verification", "text": "Health check passes", "stage": "post", "required": true,
   "status": "pending", "running": false}],
  "progress": {"pre": "2 of 3 required, 0 of 1 optional; open: schema_drift (failed)",
    "post": "0 of 1 required; open: health"},
  "decision": {"verdict": "undecided", "summary": "1 item open: schema_drift (failed)", "reasons": []}})x";

TEST(Checklist, groups_and_items_say_who_says_so) {
    World world;
    world.answers("GET /v1/releases/r", kChecklist);
    EXPECT_EQ(world.run({"checklist", "r"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(), R"(r

BEFORE         ITEM          STATUS              WHAT                       BY
Code Quality   ci_checks     passed              All CI/CD checks pass      ci, Tue 2026-01-06 08:00 UTC
               code_review   waived              Code review completed      anna, Tue 2026-01-06 08:30 UTC      typing error only
Documentation  api_docs      pending (optional)  API documentation updated
Database       schema_drift  failed, check runs  No drift                   cadenced, Tue 2026-01-06 08:00 UTC  exit status 1; check saw: exit status 1: 2 differences (1 s 500 ms)
2 of 3 required, 0 of 1 optional; open: schema_drift (failed)

AFTER         ITEM    STATUS   WHAT                 BY
Verification  health  pending  Health check passes
0 of 1 required; open: health
)");
}

TEST(Check, it_passes_unless_said_otherwise) {
    World world;
    world.answers("POST /v1/releases/r/checklist/ci_checks", kChecklist);
    EXPECT_EQ(world.run({"check", "ci_checks", "--release", "r"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.asked().back().body, R"({"status":"passed"})");
    EXPECT_EQ(world.out.str(),
              "r: ci_checks is marked as passed by ci.\nUndecided: 1 item open: schema_drift (failed).\n");
    EXPECT_EQ(
        world.run({"check", "ci_checks", "--release", "r", "--status", "not-applicable", "--reason", "x"}),
        Exit::done);
    EXPECT_EQ(body_of(world), boost::json::parse(R"({"status": "not_applicable", "reason": "x"})"));
}

TEST(Check, its_own_check_can_be_run_now) {
    World world;
    world.answers("POST /v1/releases/r/checklist/schema_drift/check", kChecklist);
    EXPECT_EQ(world.run({"check", "schema_drift", "--run", "--release", "r"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.asked().back().body, "{}");
    EXPECT_EQ(world.out.str(),
              "r: the check of schema_drift is queued; see cadencectl checklist r. State: frozen.\n");
}

TEST(Checklist, before_the_code_freeze_it_says_from_when_it_is_asked) {
    World world;
    world.answers("GET /v1/releases/meant", R"({"id": "r", "state": "planned", "timezone": "UTC",
        "phases": [{"name": "code_freeze", "kind": "code_freeze", "at": "2026-01-05T10:00:00Z", "status": "pending"}],
        "checklist": [{"id": "ci_checks", "group": "Code Quality", "text": "All CI/CD checks pass", "stage": "pre",
                       "required": true, "status": "pending", "running": false}],
        "progress": {"pre": "0 of 1 required; open: ci_checks"}})");
    EXPECT_EQ(world.run({"checklist"}), Exit::done) << world.err.str();
    EXPECT_TRUE(
        world.out.str().starts_with("r: required from the code freeze on, Mon 2026-01-05 10:00 UTC\n"))
        << world.out.str();
    EXPECT_NE(world.out.str().find("ci_checks  pending"), std::string::npos) << world.out.str();
}

TEST(Doubt, each_choice_is_a_command_to_paste) {
    World world;
    auto const choices = which("release", R"([")" + kHotfixId + R"(", "backend-2026-01-08"])");
    world.refuses("POST /v1/releases/meant/checklist/ci_checks", 400, choices);
    world.refuses("POST /v1/releases/meant/issues", 400, choices);
    world.refuses("POST /v1/releases/meant/cancel", 400, choices);
    std::vector<std::pair<std::vector<std::string>, std::string>> const commands{
        {{"check", "ci_checks"}, "check ci_checks"},
        {{"issue", "search is slow"}, "issue \"search is slow\""},
        {{"issue", "it costs 5 $ \"now\""}, "issue 'it costs 5 $ \"now\"'"},
        {{"cancel", "--reason", "it's late"}, "cancel --reason \"it's late\""}};
    for (auto const& [arguments, typed] : commands) {
        EXPECT_EQ(world.run(arguments), Exit::usage) << typed;
        EXPECT_EQ(world.err.str(), "cadencectl: Several could be meant: say which.\n  cadencectl " + typed +
                                       " --release " + kHotfixId + "\n  cadencectl " + typed +
                                       " --release backend-2026-01-08\n");
    }
}

TEST(Doubt, a_release_is_named_by_its_place_or_by_an_option_everywhere) {
    World world;
    std::set<std::string> names;
    for (auto const& row : subcommands()) {
        auto const takes = std::any_of(row.arguments.begin(), row.arguments.end(),
                                       [](auto const& each) { return each.key() == "release"; });
        if (!takes || row.name.starts_with("flag ")) continue;  // a flag's release is what is said of it
        names.emplace(row.name);
        std::vector<std::string> words;
        std::istringstream name{std::string{row.name}};
        for (std::string word; name >> word;) words.push_back(word);
        for (auto const& each : row.arguments) {
            if (each.key() == "train" || each.key() == "release") continue;
            auto const option = each.name.starts_with('-');
            if (option && !each.required && !(row.name == "retro" && each.key() == "link")) continue;
            if (option) words.emplace_back(each.name);
            words.push_back(each.one_of.empty() ? "1.2.0" : each.one_of.front());
        }
        for (auto const& way : std::vector<std::vector<std::string>>{{"r-1"}, {"--release", "r-1"}}) {
            auto arguments = words;
            arguments.insert(arguments.end(), way.begin(), way.end());
            (void)world.run(arguments);
            ASSERT_FALSE(world.asked().empty()) << row.name << world.err.str();
            auto const line = world.asked().back().line;
            EXPECT_NE(line.find("r-1"), std::string::npos) << row.name << ": " << line << world.err.str();
        }
    }
    EXPECT_GE(names.size(), 18U);
}

}  // namespace

}  // namespace cadence::ctl::testing
