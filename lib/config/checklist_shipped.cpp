#include <algorithm>
#include <array>
#include <span>

#include "config/checklist.h"

namespace cadence::config {
namespace {

using enum release::Role;
using release::ItemRule;
using release::Kind;
using release::Known;
using release::Role;
using release::Severity;
using release::Stage;

constexpr std::string_view kCode = "Code Quality";
constexpr std::string_view kTesting = "Testing";
constexpr std::string_view kDocumentation = "Documentation";
constexpr std::string_view kDatabase = "Database";
constexpr std::string_view kEnvironment = "Environment";
constexpr std::string_view kStakeholders = "Stakeholder Communication";
constexpr std::string_view kVerification = "Verification";
constexpr std::string_view kMonitoring = "Monitoring";
constexpr std::string_view kCommunication = "Communication";
constexpr std::string_view kRollback = "Rollback Plan";

// Which releases an item is for. A hotfix keeps what tells whether it works and does not break the next
// thing: CI, review, smoke tests and migrations on staging, variables, the database. Its list has no security
// alerts, because it may be what closes one, and nothing that only describes the change. An expedited release
// is a feature: it has those and the manual QA, the alerts and the changelog besides. The rest takes days and
// waits for the cadence.
constexpr std::array kScheduled{Kind::scheduled};
constexpr std::array kFeatures{Kind::scheduled, Kind::expedited};
constexpr std::array kAll{Kind::scheduled, Kind::hotfix, Kind::expedited};

// Who may tick it: those who do it and see it done. The Tech Lead is everywhere, so that a small team is not
// stuck.
constexpr std::array kReviewers{engineer, tech_lead, bot};
constexpr std::array kBuilders{engineer, tech_lead, ops, bot};
constexpr std::array kTesters{engineer, qa, tech_lead, ops, bot};
constexpr std::array kAccepters{qa, product_owner, tech_lead};
constexpr std::array kWriters{engineer, product_owner, tech_lead, ops, bot};

struct Shipped {
    std::string_view id;
    std::string_view group;
    std::string_view text;
    bool required;
    std::span<Kind const> kinds;
    std::span<Role const> roles;
    std::optional<Severity> severity = {};  // after the release
    std::string_view announced = {};        // the topic that does it
    std::optional<Known> known = {};
};

constexpr bool kRequired = true;
constexpr bool kIfAny = false;  // "if run locally", "if endpoints changed" ...

constexpr std::array kBefore{
    Shipped{"ci_checks", kCode, "All CI/CD checks pass (linting, type checking)", kRequired, kAll, kBuilders},
    Shipped{"security_alerts", kCode, "No critical security vulnerabilities (Dependabot alerts)", kRequired,
            kFeatures, kBuilders},
    Shipped{"code_review", kCode, "Code review completed for all changes", kRequired, kAll, kReviewers},

    Shipped{"smoke_tests_staging", kTesting, "Smoke tests pass on staging", kRequired, kAll, kTesters},
    Shipped{"integration_tests", kTesting, "Integration tests pass (if run locally by contributors)", kIfAny,
            kScheduled, kTesters},
    Shipped{"manual_qa", kTesting, "Manual QA completed for new features", kRequired, kFeatures, kAccepters},

    Shipped{"changelog_updated", kDocumentation, "CHANGELOG.md updated with all user-facing changes",
            kRequired, kFeatures, kWriters},
    Shipped{"api_documentation", kDocumentation, "API documentation updated (if endpoints changed)", kIfAny,
            kScheduled, kWriters},
    Shipped{"runbook_updated", kDocumentation, "Runbook updated (if new failure modes introduced)", kIfAny,
            kScheduled, kWriters},
    Shipped{"feature_flags_documented", kDocumentation, "Feature flags documented (if new flags added)",
            kIfAny, kScheduled, kWriters},

    Shipped{"migrations_staging", kDatabase, "Migrations applied successfully in staging", kRequired, kAll,
            kBuilders},
    Shipped{"schema_drift", kDatabase, "Schema drift check passed (`supabase db diff` shows no drift)",
            kRequired, kScheduled, kBuilders},
    Shipped{"rls_policies", kDatabase, "RLS policies verified (multi-tenancy isolation working)", kRequired,
            kScheduled, kTesters},

    Shipped{"environment_variables", kEnvironment,
            "Environment variables configured in production (if new vars added)", kIfAny, kAll, kBuilders},
    Shipped{"feature_flags_set", kEnvironment, "Feature flags set correctly (per Feature Flags)", kRequired,
            kScheduled, kWriters},
    Shipped{"database_connection", kEnvironment, "Database connection verified (health checks pass)",
            kRequired, kAll, kBuilders},

    Shipped{"release_notes_shared", kStakeholders, "Release notes shared with Product Owner", kRequired,
            kScheduled, kWriters, std::nullopt, "release_notes"},
    Shipped{"breaking_changes_communicated", kStakeholders, "Breaking changes communicated to affected teams",
            kRequired, kScheduled, kWriters},
    Shipped{"downtime_announced", kStakeholders, "Downtime window announced (if applicable)", kIfAny,
            kScheduled, kWriters},
};

constexpr std::array kAfter{
    Shipped{"health_production", kVerification, "Health check passes (/health of production)", kRequired,
            kAll, kTesters, Severity::p0},
    Shipped{"readiness_production", kVerification, "Readiness check passes (/health/ready of production)",
            kRequired, kAll, kTesters, Severity::p0},
    Shipped{"smoke_tests_production", kVerification, "Smoke tests pass on production", kRequired, kAll,
            kTesters, Severity::p1},
    Shipped{"key_user_flows", kVerification, "Key user flows tested (login, create booking, etc.)", kRequired,
            kAll, kTesters, Severity::p1},

    Shipped{"no_error_spikes", kMonitoring, "No error spikes in logs (first 30 minutes)", kRequired, kAll,
            kTesters, Severity::p1},
    Shipped{"response_times", kMonitoring, "Response times normal (compare to baseline)", kRequired, kAll,
            kTesters, Severity::p1},
    Shipped{"database_connections", kMonitoring, "Database connections stable", kRequired, kAll, kTesters,
            Severity::p1},

    Shipped{"announcement_posted", kCommunication, "Release announcement posted (team chat, stakeholders)",
            kRequired, kAll, kWriters, Severity::p2, "deployment_succeeded"},
    Shipped{"dashboard_shared", kCommunication, "Monitoring dashboard shared (if metrics exist)", kIfAny,
            kAll, kWriters, Severity::p2},

    Shipped{"previous_tag_known", kRollback, "Previous version tag known", kRequired, kAll, kBuilders,
            Severity::p2, std::string_view{}, Known::previous_version},
    Shipped{"rollback_procedure", kRollback, "Rollback procedure documented (if not standard)", kIfAny, kAll,
            kBuilders, Severity::p2},
};

ItemRule rule_of(Shipped const& item, Stage stage) {
    return {.id = std::string{item.id},
            .group = std::string{item.group},
            .text = std::string{item.text},
            .stage = stage,
            .required = item.required,
            .kinds = {item.kinds.begin(), item.kinds.end()},
            .roles = {item.roles.begin(), item.roles.end()},
            .resets = item.group == kTesting,
            .every = usual_every(stage),
            .severity = item.severity,
            .announced = item.announced.empty() ? std::vector<std::string>{}
                                                : std::vector{std::string{item.announced}},
            .known = item.known};
}

}  // namespace

SharedVector<ItemRule> const& shipped_checklist() {
    static SharedVector<ItemRule> const rules = [] {
        std::vector<ItemRule> all;
        all.reserve(kBefore.size() + kAfter.size());
        for (auto const& item : kBefore) all.push_back(rule_of(item, Stage::pre));
        for (auto const& item : kAfter) all.push_back(rule_of(item, Stage::post));
        return SharedVector<ItemRule>{std::move(all)};
    }();
    return rules;
}

ItemRule const* shipped_item(std::string_view id) {
    auto const& rules = shipped_checklist();
    auto const found = std::ranges::find(rules, id, &ItemRule::id);
    return found == rules.end() ? nullptr : &*found;
}

std::vector<Kind> usual_kinds(Stage stage) {
    if (stage == Stage::pre) return {Kind::scheduled};
    return {kAll.begin(), kAll.end()};
}

Duration usual_every(Stage stage) {
    return stage == Stage::pre ? Duration{std::chrono::hours{6}} : Duration{std::chrono::minutes{5}};
}

}  // namespace cadence::config
