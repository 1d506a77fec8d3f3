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

}  // namespace

void put_gate(Object& into, release::Gate const& gate) {
    put(into, "open", gate.open);
    put(into, "advisory", gate.advisory);
    put_reasons(into, gate.reasons);
    put_known(into, "changes_at", gate.changes_at);
}

void put_gates(Object& into, engine::Engine& engine, engine::TrainConfig const& config) {
    for (auto const action : {release::Action::merge, release::Action::deploy, release::Action::flag}) {
        put_gate(object_in(into, name_of(action)), gate_of(engine, config, action));
    }
}

void put_running(Object& into, release::Running const& running) {
    put(into, "release", running.release);
    put_known(into, "version", running.version);
    put_known(into, "commit", running.commit);
    put(into, "since", running.since);
}

void put_train(Object& into, engine::TrainConfig const& config, release::Train const& train) {
    auto const& policy = config.policy;
    put(into, "id", config.id);
    put(into, "name", config.name);
    put_known(into, "activated_at", train.activated_at);
    put_rule(object_in(into, "rule"), policy.rule);
    put_phase_rules(into, policy.rule);
    auto& roles = array_in(into, "required_roles");
    for (auto const role : policy.required_roles) roles.emplace_back(boost::json::string_view{name_of(role)});
    put(into, "monitoring", format_duration(policy.monitoring));
    auto& environments = object_in(into, "environments");
    put_environment(environments, "staging", config.staging_url);
    put_environment(environments, "production", config.production_url);
    auto& blackouts = array_in(into, "blackouts");
    for (auto const& each : policy.blackouts) put_blackout(object_in(blackouts), each, "configuration");
    for (auto const& each : train.blackouts) put_blackout(object_in(blackouts), each, "api");
}

void put_moved(Object& into, std::vector<Moved> const& moved) {
    auto& array = array_in(into, "moved");
    for (auto const& each : moved) {
        auto& object = object_in(array);
        put(object, "release", each.release);
        put_known(object, "from", each.from);
        put_known(object, "to", each.to);
    }
}

}  // namespace cadence::api
