// The cadence of the spec and its people, for tests of any layer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "release/policy.h"

namespace cadence::testing {

using release::Actor;
using release::Policy;
using release::Role;

inline Date day(std::string_view text) {
    return parse_date(text).value();
}
inline Instant utc(std::string_view text) {
    return parse_instant(text).value();
}

inline Actor person(std::string id, std::string name, std::vector<Role> roles) {
    auto via = "token of " + id;
    return {std::move(id), std::move(name), std::move(roles), std::move(via)};
}

inline Actor anna() {
    return person("anna", "Anna", {Role::tech_lead});
}
inline Actor paul() {
    return person("paul", "Paul", {Role::product_owner});
}
inline Actor quinn() {
    return person("quinn", "Quinn", {Role::qa});
}
inline Actor olga() {
    return person("olga", "Olga", {Role::ops});
}
inline Actor eve() {
    return person("eve", "Eve", {Role::engineer});
}
inline Actor bob() {
    return person("bob", "Bob", {Role::bot});
}
/// Behind what time does.
inline Actor the_clock() {
    return {"cadenced", "cadenced", {}, "clock"};
}

inline calendar::PhaseRule phase(calendar::PhaseKind kind, calendar::Offset offset = {},
                                 calendar::PhaseGate gate = calendar::PhaseGate::none) {
    auto const name = std::string{name_of(kind)};
    return {.name = name, .kind = kind, .offset = offset, .title = name, .text = {}, .gate = gate};
}

inline calendar::PhaseRule announcement(std::string name, calendar::Offset offset) {
    auto rule = phase(calendar::PhaseKind::announcement, offset);
    rule.name = std::move(name);
    return rule;
}

/// Every second Thursday from 2026-01-08, 10:00 to 12:00 UTC; Tech Lead and Product Owner decide.
inline Policy policy_of_spec() {
    using calendar::PhaseGate;
    using calendar::PhaseKind;
    Policy policy;
    policy.rule.first_release = day("2026-01-08");
    policy.rule.every_weeks = 2;
    policy.rule.time = std::chrono::hours{10};
    policy.rule.window = std::chrono::hours{2};
    policy.rule.phases = {
        phase(PhaseKind::code_freeze, {.days = -3}, PhaseGate::advisory),
        phase(PhaseKind::go_no_go, {.days = -1}),
        phase(PhaseKind::deploy_window_open, {}, PhaseGate::lock),
        phase(PhaseKind::deploy_window_close),
        phase(PhaseKind::retrospective, {.days = 1}),
    };
    policy.required_roles = {Role::tech_lead, Role::product_owner};
    return policy;
}

inline release::ItemRule item(std::string id, release::Stage stage, bool required = true) {
    release::ItemRule rule;
    rule.text = id;
    rule.id = std::move(id);
    rule.group = "Testing";
    rule.stage = stage;
    rule.required = required;
    rule.kinds = {release::Kind::scheduled, release::Kind::hotfix, release::Kind::expedited};
    rule.roles = {Role::qa, Role::engineer, Role::tech_lead, Role::bot};
    return rule;
}

/// With a short checklist: smoke tests and documentation before the release; health, by a check every five
/// minutes, and user flows after it.
inline Policy policy_with_checklist() {
    using release::Stage;
    auto policy = policy_of_spec();
    auto smoke = item("smoke", Stage::pre);
    smoke.resets = true;
    auto docs = item("docs", Stage::pre, false);
    docs.kinds = {release::Kind::scheduled};
    auto health = item("health", Stage::post);
    health.check = "production_health";
    health.every = std::chrono::minutes{5};
    health.severity = release::Severity::p1;
    policy.checklist = {smoke, docs, health, item("flows", Stage::post, false)};
    return policy;
}

inline Policy weekly_policy() {
    auto policy = policy_of_spec();
    policy.rule.every_weeks = 1;
    return policy;
}

inline constexpr std::string_view kTrain = "backend";
/// The first three releases of the spec's cadence.
inline std::string const kFirst = "backend-2026-01-08";
inline std::string const kSecond = "backend-2026-01-22";
inline std::string const kThird = "backend-2026-02-05";

}  // namespace cadence::testing
