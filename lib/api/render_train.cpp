#include <algorithm>

#include "api/render.h"

namespace cadence::api {

namespace {

std::string time_text(std::chrono::minutes time) {
    auto const two = [](auto number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two(time.count() / 60) + ":" + two(time.count() % 60);
}

/// As the configuration writes it: "-3d", "-90m", "0".
std::string offset_text(calendar::Offset const& offset) {
    if (offset.days != 0) return std::to_string(offset.days) + "d";
    auto const seconds = std::chrono::duration_cast<std::chrono::seconds>(offset.time).count();
    if (seconds == 0) return "0";
    if (seconds % 3600 == 0) return std::to_string(seconds / 3600) + "h";
    if (seconds % 60 == 0) return std::to_string(seconds / 60) + "m";
    return std::to_string(seconds) + "s";
}

void put_rule(Object& into, calendar::Rule const& rule) {
    put(into, "first_release", format_date(rule.first_release));
    put(into, "every_weeks", std::int64_t{rule.every_weeks});
    put(into, "weekday", weekday_name(date::weekday{rule.first_release}));
    put(into, "time", time_text(rule.time));
    put(into, "timezone", rule.zone.name());
    put(into, "window", format_duration(rule.window));
    put(into, "on_blackout", name_of(rule.on_blackout));
}

void put_phase_rules(Object& into, calendar::Rule const& rule) {
    auto& phases = array_in(into, "phases");
    for (auto const& phase : rule.phases) {
        auto& object = object_in(phases);
        put(object, "name", phase.name);
        put(object, "kind", name_of(phase.kind));
        put(object, "offset", offset_text(phase.offset));
        put(object, "title", phase.title);
        put(object, "text", phase.text);
        put(object, "gate", name_of(phase.gate));
    }
}

void put_blackout(Object& into, calendar::Blackout const& blackout, std::string_view source) {
    put_known(into, "id", blackout.id);
    put(into, "from", format_date(blackout.from));
    put(into, "to", format_date(blackout.to));
    put(into, "reason", blackout.reason);
    put(into, "source", source);
}

void put_environment(Object& into, std::string_view name, std::string const& url) {
    put_known(object_in(into, name), "url", url);
}

void put_item_rule(Object& into, release::ItemRule const& rule) {
    put(into, "id", rule.id);
    put(into, "group", rule.group);
    put(into, "text", rule.text);
    put(into, "stage", name_of(rule.stage));
    put(into, "required", rule.required);
    put_names(into, "kinds", rule.kinds);
    put_names(into, "roles", rule.roles);
    put(into, "resets", rule.resets);
    put_known(into, "check", rule.check);
    put_done_by(into, rule);
    if (rule.every > Duration{0}) put(into, "every", format_duration(rule.every));
    if (rule.severity) put(into, "severity", name_of(*rule.severity));
}

void put_clocks(Object& into, release::Clocks const& clocks) {
    put(into, "staging_deploy", format_duration(clocks.staging_deploy));
    put(into, "hotfix_deploy", format_duration(clocks.hotfix_deploy));
    put(into, "deployment", format_duration(clocks.deployment));
    put(into, "rollback_p0", format_duration(clocks.rollback_p0));
    put(into, "rollback_p1", format_duration(clocks.rollback_p1));
    put(into, "post_mortem", format_duration(clocks.post_mortem));
    put(into, "retrospective", format_duration(clocks.retrospective));
    put(into, "cadence_review", format_duration(clocks.cadence_review));
    put(into, "vote_reminder", format_duration(clocks.vote_reminder));
    put(into, "monitoring_reminder", format_duration(clocks.monitoring_reminder));
}

void put_exemption(Object& into, release::Exemption const& exemption) {
    put(into, "id", exemption.id);
    put(into, name_of(exemption.admits), exemption.value);
    put(into, "until", exemption.until);
    put(into, "reason", exemption.reason);
    put(into, "by", exemption.by);
}

void put_ran(Object& into, release::Ran const& ran) {
    put_running(into, ran.what);
    put(into, "rolled_back", ran.rolled_back);
}

void put_unmerged(Object& into, release::Unmerged const& unmerged) {
    put(into, "release", unmerged.release);
    put(into, "branch", unmerged.branch);
    put_known(into, "commit", unmerged.commit);
    if (unmerged.merge > 0) put(into, "merge", unmerged.merge);
}

/// As configured.
void put_policy(Object& into, release::Policy const& policy) {
    put_rule(object_in(into, "rule"), policy.rule);
    put_phase_rules(into, policy.rule);
    put_names(into, "required_roles", policy.required_roles);
    put_all(into, "checklist", policy.checklist, put_item_rule);
    put_clocks(object_in(into, "clocks"), policy.clocks);
    put(into, "monitoring", format_duration(policy.monitoring));
    put(into, "main_branch", policy.main_branch);
    put(into, "branch_base", name_of(policy.branch_base));
    put(into, "approval_expires", format_duration(policy.approval_expires));
    put(into, "clear_by_another", policy.clear_by_another);
}

/// As it stands.
void put_standing(Object& into, release::Train const& train) {
    put_all(into, "freezes", train.freezes, put_freeze);
    put_all(into, "exemptions", train.exemptions, put_exemption);
    put_blocked(into, train);
    put_all(into, "ran", train.ran, put_ran);
    if (auto const previous = train.previous_version())
        put_running(object_in(into, "previous_version"), *previous);
    auto& unmerged = array_in(into, "unmerged");
    for (auto const& each : train.unmerged)
        if (each.contained_in.empty()) put_unmerged(object_in(unmerged), each);
}

}  // namespace

void put_gate(Object& into, release::Gate const& gate) {
    put(into, "open", gate.open);
    put(into, "advisory", gate.advisory);
    put_reasons(into, gate.reasons);
    put_known(into, "changes_at", gate.changes_at);
}

void put_gates(Object& into, engine::Engine& engine, config::TrainConfig const& config,
               release::Subject const& subject) {
    for (auto const action : {release::Action::merge, release::Action::deploy, release::Action::flag}) {
        put_gate(object_in(into, name_of(action)), gate_of(engine, config, action, subject));
    }
}

void put_running(Object& into, release::Running const& running) {
    put(into, "release", running.release);
    put_known(into, "version", running.version);
    put_known(into, "commit", running.commit);
    put(into, "since", running.since);
}

void put_freeze(Object& into, release::Freeze const& freeze) {
    put(into, "id", freeze.id);
    put_names(into, "actions", freeze.actions);
    put(into, "from", freeze.from);
    put_known(into, "until", freeze.until);
    put(into, "begun", freeze.begun);
    put(into, "reason", freeze.reason);
    put(into, "by", freeze.by);
}

void put_blocked(Object& into, release::Train const& train) {
    if (!train.blocked) return;
    auto& blocked = object_in(into, "blocked");
    put(blocked, "release", train.blocked->release);
    put(blocked, "reason", train.blocked->reason);
    put(blocked, "since", train.blocked->since);
    put_known(blocked, "verified_by", train.blocked->verified_by);
}

void put_main(Object& into, release::Train const& train) {
    auto const without = [&](std::optional<Instant> release::Merge::*seen) {
        return static_cast<std::int64_t>(
            std::ranges::count_if(train.merges, [&](release::Merge const& merge) { return !(merge.*seen); }));
    };
    put(into, "ahead_of_production", without(&release::Merge::production_at));
    put(into, "ahead_of_staging", without(&release::Merge::staging_at));
    if (train.merges.empty()) return;
    auto& last = object_in(into, "last");
    put(last, "commit", train.merges.back().commit);
    put(last, "merged_at", train.merges.back().merged_at);
}

void put_train(Object& into, config::TrainConfig const& config, release::Train const& train) {
    put(into, "id", config.id);
    put(into, "name", config.name);
    put_known(into, "activated_at", train.activated_at);
    put_policy(into, config.policy);
    auto& environments = object_in(into, "environments");
    put_environment(environments, "staging", config.staging_url);
    put_environment(environments, "production", config.production_url);
    auto& blackouts = array_in(into, "blackouts");
    for (auto const& each : config.policy.blackouts)
        put_blackout(object_in(blackouts), each, "configuration");
    for (auto const& each : train.blackouts) put_blackout(object_in(blackouts), each, "api");
    put_standing(into, train);
}

void put_moved(Object& into, std::vector<Moved> const& moved) {
    auto& array = array_in(into, "moved");
    for (auto const& each : moved) put_change(object_in(array), each.release, each.from, each.to);
}

}  // namespace cadence::api
