// The checklist of a train: the process's own items, and what a team makes of them.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/config.h"

namespace cadence::config {
namespace {

using release::ItemRule;
using release::Kind;
using release::Role;
using release::Severity;
using release::Stage;
using std::chrono::hours;
using std::chrono::minutes;
using testing::Contains;
using testing::ElementsAre;
using Lines = std::vector<std::string>;

Config parsed(std::string const& more) {
    auto config = parse_config(R"([[trains]]
id = "backend"
first_release = 2026-01-08
weekday = "Thursday"
time = "10:00"
)" + more);
    if (config) return *config;
    for (auto const& problem : config.error()) ADD_FAILURE() << problem.message("config");
    return {};
}

SharedVector<ItemRule> checklist_with(std::string const& more) {
    auto const config = parsed(more);
    return config.trains.empty() ? SharedVector<ItemRule>{} : config.trains.front().policy.checklist;
}

/// The items that a release of this kind has to pass before it, or the optional ones.
Lines before(Kind kind, bool required) {
    Lines ids;
    for (auto const& item : checklist_with("")) {
        bool const of_kind = std::ranges::find(item.kinds, kind) != item.kinds.end();
        if (of_kind && item.stage == Stage::pre && item.required == required) ids.push_back(item.id);
    }
    return ids;
}

ItemRule only_item(std::string const& more) {
    auto const items = checklist_with("[[trains.checklist]]\n" + more);
    EXPECT_EQ(items.size(), 1U);
    return items.empty() ? ItemRule{} : items.front();
}

TEST(Checklist, of_a_train_that_writes_none_is_the_one_of_the_process) {
    Lines items;
    for (auto const& item : checklist_with("")) {
        items.push_back(std::string{name_of(item.stage)} + " " + item.group + ": " + item.text);
    }
    EXPECT_THAT(items,
                ElementsAre("pre Code Quality: All CI/CD checks pass (linting, type checking)",
                            "pre Code Quality: No critical security vulnerabilities (Dependabot alerts)",
                            "pre Code Quality: Code review completed for all changes",
                            "pre Testing: Smoke tests pass on staging",
                            "pre Testing: Integration tests pass (if run locally by contributors)",
                            "pre Testing: Manual QA completed for new features",
                            "pre Documentation: CHANGELOG.md updated with all user-facing changes",
                            "pre Documentation: API documentation updated (if endpoints changed)",
                            "pre Documentation: Runbook updated (if new failure modes introduced)",
                            "pre Documentation: Feature flags documented (if new flags added)",
                            "pre Database: Migrations applied successfully in staging",
                            "pre Database: Schema drift check passed (`supabase db diff` shows no drift)",
                            "pre Database: RLS policies verified (multi-tenancy isolation working)",
                            "pre Environment: Environment variables configured in production (if new vars "
                            "added)",
                            "pre Environment: Feature flags set correctly (per Feature Flags)",
                            "pre Environment: Database connection verified (health checks pass)",
                            "pre Stakeholder Communication: Release notes shared with Product Owner",
                            "pre Stakeholder Communication: Breaking changes communicated to affected teams",
                            "pre Stakeholder Communication: Downtime window announced (if applicable)",
                            "post Verification: Health check passes (/health of production)",
                            "post Verification: Readiness check passes (/health/ready of production)",
                            "post Verification: Smoke tests pass on production",
                            "post Verification: Key user flows tested (login, create booking, etc.)",
                            "post Monitoring: No error spikes in logs (first 30 minutes)",
                            "post Monitoring: Response times normal (compare to baseline)",
                            "post Monitoring: Database connections stable",
                            "post Communication: Release announcement posted (team chat, stakeholders)",
                            "post Communication: Monitoring dashboard shared (if metrics exist)",
                            "post Rollback Plan: Previous version tag known",
                            "post Rollback Plan: Rollback procedure documented (if not standard)"));
}

TEST(Checklist, does_not_require_what_the_process_words_with_an_if) {
    for (auto const& item : checklist_with("")) {
        EXPECT_EQ(item.required, item.text.find("(if ") == std::string::npos) << item.id;
    }
}

TEST(Checklist, lets_a_hotfix_go_with_what_can_be_done_in_hours) {
    EXPECT_THAT(before(Kind::hotfix, true), ElementsAre("ci_checks", "code_review", "smoke_tests_staging",
                                                        "migrations_staging", "database_connection"));
    EXPECT_THAT(before(Kind::hotfix, false), ElementsAre("environment_variables"));
}

TEST(Checklist, asks_more_of_an_expedited_feature_than_of_a_hotfix_and_less_than_of_the_cadence) {
    EXPECT_THAT(before(Kind::expedited, true),
                ElementsAre("ci_checks", "security_alerts", "code_review", "smoke_tests_staging", "manual_qa",
                            "changelog_updated", "migrations_staging", "database_connection"));
    EXPECT_EQ(before(Kind::scheduled, true).size() + before(Kind::scheduled, false).size(), 19U);
}

TEST(Checklist, looks_after_every_kind_of_release) {
    for (auto const& item : checklist_with("")) {
        if (item.stage != Stage::post) continue;
        EXPECT_THAT(item.kinds, ElementsAre(Kind::scheduled, Kind::hotfix, Kind::expedited)) << item.id;
    }
}

TEST(Checklist, begins_the_testing_anew_with_another_commit_and_nothing_else) {
    for (auto const& item : checklist_with("")) EXPECT_EQ(item.resets, item.group == "Testing") << item.id;
}

TEST(Checklist, can_be_ticked_by_a_tech_lead_from_top_to_bottom) {
    for (auto const& item : checklist_with("")) EXPECT_THAT(item.roles, Contains(Role::tech_lead)) << item.id;
}

TEST(Checklist, proposes_a_severity_only_for_what_fails_after_a_release) {
    for (auto const& item : checklist_with("")) {
        EXPECT_EQ(item.severity.has_value(), item.stage == Stage::post) << item.id;
    }
}

TEST(Checklist, takes_what_an_item_of_the_process_leaves_unsaid_from_the_process) {
    auto const usual = checklist_with("");
    for (auto const& item : usual) EXPECT_EQ(only_item("id = \"" + item.id + "\"\n"), item);

    auto changed = only_item("id = \"manual_qa\"\nrequired = false\ntext = \"QA has had a look\"\n");
    EXPECT_EQ(changed.group, "Testing");
    EXPECT_EQ(changed.text, "QA has had a look");
    EXPECT_FALSE(changed.required);
    EXPECT_TRUE(changed.resets);
}

TEST(Checklist, has_an_item_of_ones_own_before_scheduled_releases_by_everybody) {
    auto const item = only_item(R"(id = "licence_check"
stage = "pre"
group = "Code Quality"
text = "Licences of new packages are fine"
)");
    EXPECT_TRUE(item.required);
    EXPECT_THAT(item.kinds, ElementsAre(Kind::scheduled));
    EXPECT_THAT(item.roles, ElementsAre(Role::engineer, Role::qa, Role::product_owner, Role::tech_lead,
                                        Role::ops, Role::bot));
    EXPECT_FALSE(item.resets);
    EXPECT_EQ(item.check, "");
    EXPECT_EQ(item.every, Duration{hours{6}});
    EXPECT_FALSE(item.severity);
}

TEST(Checklist, has_an_item_of_ones_own_after_every_kind_of_release) {
    auto const item = only_item(R"(id = "search_index"
stage = "post"
group = "Testing"
text = "The search index is complete"
)");
    EXPECT_THAT(item.kinds, ElementsAre(Kind::scheduled, Kind::hotfix, Kind::expedited));
    EXPECT_TRUE(item.resets);
    EXPECT_EQ(item.every, Duration{minutes{5}});
    EXPECT_EQ(item.severity, Severity::p1);
}

TEST(Checklist, keeps_everything_that_an_item_says) {
    auto const config = parsed(R"(
[[trains.checks]]
name = "index"
kind = "previous_tag"
repository = "/srv/backend"

[[trains.checklist]]
id = "search_index"
stage = "post"
group = "Search"
text = "The search index is complete"
required = false
kinds = ["hotfix"]
roles = ["qa"]
resets = true
check = "index"
every = "90s"
severity = "P0"
announced = ["deployment_succeeded", "released"]
known = "previous_version"
)");
    ASSERT_EQ(config.trains.size(), 1U);
    EXPECT_THAT(config.trains[0].policy.checklist,
                ElementsAre(ItemRule{.id = "search_index",
                                     .group = "Search",
                                     .text = "The search index is complete",
                                     .stage = Stage::post,
                                     .required = false,
                                     .kinds = {Kind::hotfix},
                                     .roles = {Role::qa},
                                     .resets = true,
                                     .check = "index",
                                     .every = std::chrono::seconds{90},
                                     .severity = Severity::p0,
                                     .announced = {"deployment_succeeded", "released"},
                                     .known = release::Known::previous_version}));
}

TEST(Checklist, has_what_cadenced_does_itself_ticked_by_that) {
    Lines by_itself;
    for (auto const& item : checklist_with("")) {
        for (auto const& topic : item.announced) by_itself.push_back(item.id + " announced " + topic);
        if (item.known) by_itself.push_back(item.id + " known " + std::string{name_of(*item.known)});
    }
    EXPECT_THAT(by_itself, ElementsAre("release_notes_shared announced release_notes",
                                       "announcement_posted announced deployment_succeeded",
                                       "previous_tag_known known previous_version"));
    EXPECT_TRUE(only_item("id = \"announcement_posted\"\nannounced = []\n").announced.empty());
}

TEST(Checklist, is_empty_where_a_team_says_so) {
    EXPECT_TRUE(checklist_with("checklist = []\n").empty());
}

TEST(Checklist, of_one_train_is_not_that_of_another) {
    auto const config = parsed(R"(checklist = [{ id = "manual_qa" }]
[[trains]]
id = "apps"
first_release = 2026-01-08
weekday = "Thursday"
time = "10:00"
)");
    ASSERT_EQ(config.trains.size(), 2U);
    EXPECT_EQ(config.trains[0].policy.checklist.size(), 1U);
    EXPECT_EQ(config.trains[1].policy.checklist.size(), 30U);
}

}  // namespace
}  // namespace cadence::config
