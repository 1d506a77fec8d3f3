// The trains, their rules and how they stand.
#include "api/change.h"
#include "api/page.h"
#include "api/parts.h"
#include "api/routes.h"

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
    put(into, "first_release", rule.first_release);
    put(into, "every_weeks", rule.every_weeks);
    put(into, "weekday", weekday_name(date::weekday{rule.first_release}));
    put(into, "time", time_text(rule.time));
    put(into, "timezone", rule.zone.name());
    put(into, "window", rule.window);
    put(into, "on_blackout", rule.on_blackout);
}

void put_phase_rules(Object& into, calendar::Rule const& rule) {
    put_all(into, "phases", rule.phases, [](Object& object, auto const& phase) {
        put(object, "name", phase.name);
        put(object, "kind", phase.kind);
        put(object, "offset", offset_text(phase.offset));
        put(object, "title", phase.title);
        put(object, "text", phase.text);
        put(object, "gate", phase.gate);
    });
}

void put_blackout(Object& into, calendar::Blackout const& blackout, std::string_view source) {
    put_members(into, blackout);
    put(into, "source", source);
}

void put_ran(Object& into, release::Ran const& ran) {
    put_running(into, ran.what);
    put(into, "rolled_back", ran.rolled_back);
}

void put_unmerged(Object& into, release::Unmerged const& unmerged) {
    put_members(into, unmerged, {"merge", "contained_in"});
    if (unmerged.merge > 0) put(into, "merge", unmerged.merge);
}

/// As configured.
void put_policy(Object& into, release::Policy const& policy) {
    put_rule(object_in(into, "rule"), policy.rule);
    put_phase_rules(into, policy.rule);
    put(into, "required_roles", policy.required_roles);
    put_all(into, "checklist", policy.checklist, put_item_rule);
    put(into, "clocks", policy.clocks);
    put(into, "monitoring", policy.monitoring);
    put(into, "main_branch", policy.main_branch);
    put(into, "branch_base", policy.branch_base);
    put(into, "approval_expires", policy.approval_expires);
    put(into, "clear_by_another", policy.clear_by_another);
}

/// As it stands.
void put_standing(Object& into, release::Train const& train) {
    put(into, "freezes", train.freezes);
    put_all(into, "exemptions", train.exemptions, put_exemption);
    put_known(into, "blocked", train.blocked);
    put_all(into, "ran", train.ran, put_ran);
    if (auto const previous = train.previous_version())
        put_running(object_in(into, "previous_version"), *previous);
    auto& unmerged = array_in(into, "unmerged");
    for (auto const& each : train.unmerged)
        if (each.contained_in.empty()) put_unmerged(object_in(unmerged), each);
}

void put_train(Object& into, config::TrainConfig const& config, release::Train const& train) {
    put(into, "id", config.id);
    put(into, "name", config.name);
    put_known(into, "activated_at", train.activated_at);
    put_policy(into, config.policy);
    auto& environments = object_in(into, "environments");
    put_known(object_in(environments, "staging"), "url", config.staging_url);
    put_known(object_in(environments, "production"), "url", config.production_url);
    put_blackouts(into, config, train);
    put_standing(into, train);
}

Result<Answer> get_trains(Call const& call) {
    return page_of_trains(call, nullptr).map([&](TrainPage const& page) {
        return page_answer(call, page.trains, page.cursor, {}, [&](Object& into, auto const* train) {
            put_train(into, *train, call.engine.train(train->id));
        });
    });
}

Result<Answer> get_train(Call const& call) {
    return call.train_in_path().map([&](auto const* train) {
        return answer_with([&](Object& into) { put_train(into, *train, call.engine.train(train->id)); },
                           train->id);
    });
}

}  // namespace

void put_blackouts(Object& into, config::TrainConfig const& config, release::Train const& train) {
    auto& blackouts = array_in(into, "blackouts");
    for (auto const& each : config.policy.blackouts)
        put_blackout(object_in(blackouts), each, "configuration");
    for (auto const& each : train.blackouts) put_blackout(object_in(blackouts), each, "api");
}

void put_train_after(Object& into, engine::Outcome const& outcome, config::TrainConfig const& config) {
    put_train(into, config, *outcome.train);
}

Routes trains_routes() {
    return {
        get("/v1/trains", "The trains and their rules", get_trains, {"limit", "cursor"}),
        get("/v1/trains/{train}", "One train and its rule", get_train),
        {net::Method::post, "/v1/previews", Access::person, "What would come of a request", PreviewHandler{}},
    };
}

}  // namespace cadence::api
