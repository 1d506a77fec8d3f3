// Items of the checklist and their checks.
#include "api/change.h"
#include "api/parts.h"
#include "api/routes.h"

namespace cadence::api {

namespace {

/// The item that stands in the path.
template <class Command>
Result<Change> about_item(Call const& call, json::MemberNames may_be_absent) {
    return about_release(
        call, body_of<Command>(call, may_be_absent, [&](auto& command) { command.item = call.path[1]; }));
}

Result<Change> tick_item(Call const& call) {
    return about_item<release::TickItem>(call, {"reason"});
}

Result<Change> request_check(Call const& call) {
    return about_item<release::RequestCheck>(call, {});
}

void put_rule_head(Object& into, release::ItemRule const& rule) {
    put(into, "id", rule.id);
    put(into, "group", rule.group);
    put(into, "text", rule.text);
    put(into, "stage", rule.stage);
    put(into, "required", rule.required);
}

/// The other ways an item is ticked: by an announcement or by what the daemon knows.
void put_done_by(Object& into, release::ItemRule const& rule) {
    put_known(into, "check", rule.check);
    if (!rule.announced.empty()) put(into, "announced", rule.announced);
    put_known(into, "known", rule.known);
}

void put_item(Object& into, release::Item const& item) {
    put_rule_head(into, item.rule);
    put(into, "roles", item.rule.roles);
    put_only(into, item, {"status", "by", "at", "reason"});
    put_done_by(into, item.rule);
    put_known(into, "saw", item.saw);
    if (item.checked_at) {
        put(into, "took", item.took);
        put(into, "checked_at", *item.checked_at);
    }
    put(into, "running", item.running_since || item.asked_at);
}

}  // namespace

void put_item_rule(Object& into, release::ItemRule const& rule) {
    put_rule_head(into, rule);
    put(into, "kinds", rule.kinds);
    put(into, "roles", rule.roles);
    put(into, "resets", rule.resets);
    put_done_by(into, rule);
    if (rule.every > Duration{0}) put(into, "every", rule.every);
    put_known(into, "severity", rule.severity);
}

void put_checklist(Object& into, release::Release const& release) {
    put_all(into, "checklist", release.checklist, put_item);
    auto& progress = object_in(into, "progress");
    for (auto const stage : {release::Stage::pre, release::Stage::post})
        put_known(progress, name_of(stage), release::progress_of(release.checklist, stage));
}

Routes checklist_routes() {
    return {
        post("/v1/releases/{id}/checklist/{item}", "Tick a checklist item", tick_item, Right::tick,
             Intent::tick),
        post("/v1/releases/{id}/checklist/{item}/check", "Run an item's check now", request_check,
             Right::run_check, Intent::tick),
    };
}

}  // namespace cadence::api
