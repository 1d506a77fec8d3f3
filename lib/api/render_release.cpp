#include "api/render.h"

namespace cadence::api {

namespace {

void put_window(Object& into, release::Window const& window) {
    put(into, "opens_at", window.opens_at);
    put(into, "closes_at", window.closes_at);
}

void put_cancelled(Object& into, release::Release const& release) {
    if (release.state != release::State::cancelled || release.dates.empty()) return;
    auto const& change = release.dates.back();
    if (change.to) return;
    auto& cancelled = object_in(into, "cancelled");
    put(cancelled, "at", change.at);
    put(cancelled, "by", change.by);
    put(cancelled, "reason", change.reason);
}

/// What a list and a whole release begin with.
void put_head(Object& into, release::Upcoming const& item, Zone const& zone) {
    auto const& release = item.release;
    put(into, "id", release.id);
    put(into, "train", release.train);
    put(into, "kind", name_of(release.kind));
    put(into, "slot", format_date(release.slot));
    put(into, "state", name_of(release.state));
    put(into, "attempt", std::int64_t{release.attempt});
    if (!release.is_on_demand()) {
        put_window(into, release.window);
        put(into, "local", zone.show(release.window.opens_at));
    }
    put(into, "timezone", zone.name());
    if (release.candidate) put_known(into, "version", release.candidate->version);
    put_cancelled(into, release);
    if (!item.moved_from) return;
    auto& from = object_in(into, "moved_from");
    put_window(from, *item.moved_from);
    put_known(from, "reason", item.moved_because);
}

void put_firing(Object& into, release::Firing const& firing, Zone const& zone) {
    put(into, "name", firing.phase.name);
    put(into, "kind", name_of(firing.phase.kind));
    put(into, "at", firing.phase.at);
    put(into, "local", zone.show(firing.phase.at));
    put(into, "status", name_of(firing.status));
    put(into, "attempt", std::int64_t{firing.attempt});
    put_known(into, "fired_at", firing.fired_at);
    put_known(into, "reason", firing.reason);
}

/// This attempt's phases first, then the earlier ones'.
void put_phases(Object& into, release::Release const& release, Zone const& zone) {
    auto& phases = array_in(into, "phases");
    for (auto const this_attempt : {true, false}) {
        for (auto const& firing : release.firings) {
            if ((firing.attempt == release.attempt) == this_attempt)
                put_firing(object_in(phases), firing, zone);
        }
    }
}

void put_candidate(Object& into, release::Candidate const& candidate) {
    put_known(into, "version", candidate.version);
    put_known(into, "commit", candidate.commit);
    put(into, "set_at", candidate.set_at);
    put(into, "by", candidate.by);
}

void put_vote(Object& into, release::Vote const& vote) {
    put(into, "person", vote.person);
    put(into, "name", vote.name);
    put_names(into, "roles", vote.roles);
    put(into, "vote", name_of(vote.vote));
    put_known(into, "reason", vote.reason);
    put(into, "at", vote.at);
}

void put_deployment(Object& into, release::Deployment const& deployment) {
    put(into, "id", deployment.id);
    put(into, "environment", name_of(deployment.environment));
    put(into, "status", name_of(deployment.status));
    put_known(into, "version", deployment.version);
    put_known(into, "commit", deployment.commit);
    put(into, "at", deployment.at);
    put_known(into, "source", deployment.source);
    put(into, "by", deployment.by);
}

void put_issue(Object& into, release::Issue const& issue) {
    put(into, "id", issue.id);
    put(into, "text", issue.text);
    if (issue.severity) put(into, "severity", name_of(*issue.severity));
    put(into, "proposed", issue.proposed);
    put(into, "at", issue.at);
    put(into, "by", issue.by);
}

void put_date(Object& into, release::DateChange const& change) {
    put(into, "at", change.at);
    put(into, "by", change.by);
    if (change.from) put_window(object_in(into, "from"), *change.from);
    if (change.to) put_window(object_in(into, "to"), *change.to);
    put_known(into, "reason", change.reason);
}

/// What a list says of a release on demand.
void put_request_head(Object& into, release::Release const& release) {
    auto const& request = *release.on_demand;
    put(into, "title", request.title);
    put(into, "branch", request.branch);
    put(into, "base", request.base);
    put(into, "requested_at", request.requested_at);
    if (release.state == release::State::requested) put(into, "expires_at", request.expires_at);
}

/// What came of it in production.
void put_aftermath(Object& into, release::Release const& release) {
    put_all(into, "deployments", release.deployments, put_deployment);
    put_all(into, "issues", release.issues, put_issue);
    put_all(into, "dates", release.dates, put_date);
    put_known(into, "monitored_until", release.monitored_until);
    if (release.state == release::State::monitoring && release.monitoring_overdue)
        put(into, "monitoring_overdue", true);
    if (release.rollback) put_rollback(object_in(into, "rollback"), *release.rollback);
    if (release.retrospective) put_record(object_in(into, "retrospective"), *release.retrospective);
    if (release.post_mortem) put_record(object_in(into, "post_mortem"), *release.post_mortem);
    if (release.notes) put_notes_head(object_in(into, "notes"), *release.notes);
}

}  // namespace

void put_summary(Object& into, release::Upcoming const& item, Zone const& zone) {
    put_head(into, item, zone);
    if (item.release.is_on_demand()) put_request_head(into, item.release);
    auto& phases = array_in(into, "phases");
    for (auto const& firing : item.release.firings) {
        if (firing.attempt != item.release.attempt) continue;
        auto& phase = object_in(phases);
        put(phase, "name", firing.phase.name);
        put(phase, "kind", name_of(firing.phase.kind));
        put(phase, "at", firing.phase.at);
        put(phase, "status", name_of(firing.status));
    }
}

void put_release_status(Object& into, release::Upcoming const& item, Zone const& zone) {
    put_summary(into, item, zone);
    put_decision(object_in(into, "decision"), release::decision_of(item.release), item.release);
    put_names(into, "waiting_for", release::waiting_for(item.release));
}

void put_release(Object& into, release::Upcoming const& item, Zone const& zone, release::Train const* train) {
    auto const& release = item.release;
    put_head(into, item, zone);
    if (release.candidate) put_candidate(object_in(into, "candidate"), *release.candidate);
    if (release.on_demand) put_on_demand(object_in(into, "on_demand"), *release.on_demand);
    put_phases(into, release, zone);
    put_names(into, "required_roles", release.required_roles);
    put_all(into, "votes", release.votes, put_vote);
    put_names(into, "waiting_for", release::waiting_for(release));
    put_decision(object_in(into, "decision"), release::decision_of(release), release);
    if (past_code_freeze(release)) {
        put_decision(object_in(into, "recommendation"), release::recommendation_of(release), release);
    }
    put_all(into, "checklist", release.checklist, put_item);
    auto& progress = object_in(into, "progress");
    for (auto const stage : {release::Stage::pre, release::Stage::post})
        put_known(progress, name_of(stage), release::progress_of(release.checklist, stage));
    put_aftermath(into, release);
    auto const running = train == nullptr ? Deadlines{} : running_deadlines(*train, release.id);
    put_all(into, "deadlines", running, put_deadline);
}

void put_reasons(Object& into, std::vector<release::Reason> const& reasons) {
    auto& array = array_in(into, "reasons");
    for (auto const& reason : reasons) {
        auto& object = object_in(array);
        put(object, "code", reason.code);
        put(object, "text", reason.text);
        put_known(object, "item", reason.item);
    }
}

void put_decision(Object& into, release::Decision const& decision, release::Release const& release) {
    put(into, "verdict", name_of(decision.verdict));
    put_known(into, "summary", release::in_short(decision.reasons, release));
    put_reasons(into, decision.reasons);
}

}  // namespace cadence::api
