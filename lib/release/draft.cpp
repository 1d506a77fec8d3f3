#include "release/draft.h"

#include "release/agenda.h"
#include "release/decision.h"
#include "release/gates.h"

namespace cadence::release {

namespace {

bool go_no_go_passed(Release const& release) {
    auto const* const firing = release.firing(PhaseKind::go_no_go);
    return firing != nullptr && firing->status != FiringStatus::pending;
}

/// After its code freeze, before anything is deployed.
State by_votes(Release const& release) {
    auto const verdict = decision_of(release).verdict;
    if (verdict == Verdict::go) return State::go;
    return verdict == Verdict::no_go || go_no_go_passed(release) ? State::no_go : State::frozen;
}

}  // namespace

bool any_firing(Release const&, Firing const&) {
    return true;
}

bool all_but_the_retrospective(Release const&, Firing const& firing) {
    return firing.phase.kind != PhaseKind::retrospective;
}

Events one_event(Context const& context, EventBody body) {
    return {{context.now, context.actor.id, context.actor.via, std::move(body)}};
}

void Draft::emit(EventBody body) {
    Event event{context_.now, context_.actor.id, context_.actor.via, std::move(body)};
    train_ = evolve(std::move(train_), event);
    events_.push_back(std::move(event));
}

void Draft::change_state(std::string const& release, State to, std::string reason) {
    auto const from = at(release).state;
    if (from != to) emit(StateChanged{release, from, to, std::move(reason)});
}

void Draft::record_issue(std::string const& release, std::string text, std::optional<Severity> severity,
                         bool proposed) {
    auto id = std::to_string(at(release).issues.size() + 1);
    emit(IssueRecorded{release, std::move(id), std::move(text), severity, proposed});
}

void Draft::fire(Release const& release, Firing const& firing, FiringStatus status, std::string reason) {
    emit(PhaseFired{release.id, firing.phase.name, firing.phase.kind, firing.attempt, firing.phase.at, status,
                    std::move(reason)});
}

void Draft::skip_pending(std::string const& release, std::string const& reason,
                         bool (*which)(Release const&, Firing const&)) {
    auto const before = at(release);
    for (auto const& firing : before.firings) {
        if (!is_final(firing.status) && which(before, firing))
            fire(before, firing, FiringStatus::skipped, reason);
    }
}

void Draft::plan(calendar::Occurrence const& placed) {
    auto const& policy = context_.policy;
    ReleasePlanned planned;
    planned.release = release_id(train_.id, placed.slot);
    planned.slot = placed.slot;
    planned.window = placed.window;
    planned.phases = placed.phases;
    planned.required_roles = policy.required_roles;
    planned.checklist = items_for(policy, Kind::scheduled);
    planned.next_slot = placed.slot == free_slot_from(train_, policy, train_.next_slot)
                            ? free_slot_from(train_, policy, placed.slot + date::days{1})
                            : train_.next_slot;
    if (placed.shifted()) {
        planned.shifted_by = placed.reason;
        planned.shifted_from = calendar::window_of(policy.rule, placed.slot);
    }
    auto const id = planned.release;
    emit(std::move(planned));
    heed_production(id);
    auto const release = at(id);
    for (auto const& firing : release.firings) {
        if (firing.phase.at >= *train_.activated_at) continue;
        fire(release, firing, FiringStatus::skipped, "before cadenced began to run this train");
        if (firing.phase.kind == PhaseKind::code_freeze) pass_freeze(id);
    }
    settle(id);
}

Result<Release> Draft::pin(std::string const& release) {
    auto found = release_by_id(train_, context_.policy, release);
    if (!found || train_.find(release) != nullptr) return found;
    plan(calendar::place(context_.policy.rule, blackouts_of(train_, context_.policy), pinned_of(train_),
                         found->slot));
    return at(release);
}

void Draft::keep_ahead(Policy const& next, std::vector<calendar::Blackout> const& blackouts) {
    auto const& policy = context_.policy;
    for (auto slot = free_slot_from(train_, policy, train_.next_slot);
         calendar::window_of(policy.rule, slot).opens_at <= context_.now;
         slot = free_slot_from(train_, policy, slot + date::days{1})) {
        auto const stands =
            calendar::place(policy.rule, blackouts_of(train_, policy), pinned_of(train_), slot);
        if (stands.skipped || stands.window.opens_at <= context_.now) continue;
        auto const would = calendar::place(next.rule, blackouts, pinned_of(train_), slot);
        if (would.skipped || would.window.opens_at <= context_.now) plan(stands);
    }
}

void Draft::abandon_untold(std::string const& id) {
    auto const untold = ids_where(train_, [&](Release const& each) {
        auto const promise = train_.deadlines.find(deadline_id(DeadlineKind::deployment, each.id));
        auto const overdue = promise != train_.deadlines.end() && promise->second.due_at <= context_.now;
        return each.id != id && overdue && each.deployment_running();
    });
    for (auto const& other : untold)
        abandon_deployment(other, "its end was never reported, and " + id + " begins");
}

void Draft::pass_freeze(std::string const& id) {
    abandon_untold(id);
    auto const overdue = ids_where(train_, [&](Release const& each) {
        return each.id != id && each.state == State::overdue && each.slot < at(id).slot &&
               !each.deployment_running();
    });
    for (auto const& other : overdue) {
        auto const reason = "superseded by " + id;
        skip_pending(other, reason, all_but_the_retrospective);
        emit(ReleaseCancelled{other, at(other).window, reason, id});
        change_state(other, State::cancelled, reason);
    }
    if (at(id).state == State::planned) change_state(id, State::frozen, "code freeze");
    heed_production(id);
    if (!at(id).candidate && !train_.merges.empty()) set_candidate(id, {}, train_.merges.back().commit);
}

void Draft::settle(std::string const& id) {
    auto const release = at(id);
    auto const decision = decision_of(release);
    auto const go = decision.verdict == Verdict::go;
    if (release.state == State::requested && go) {
        change_state(id, State::approved, "approved by a Tech Lead and a Product Owner");
        start_deadline(DeadlineKind::hotfix_deploy, id, id, context_.now,
                       context_.policy.clocks.hotfix_deploy);
        return;
    }
    if (release.state == State::approved && !go) {
        withdraw_deadlines(id, "approval taken back");
        change_state(id, State::requested, in_short(decision.reasons, release));
        return;
    }
    if (release.state == State::held) {
        if (!go || context_.clock_held || !keeps_from_deploying(train_, release).empty()) return;
        fire(release, *release.firing(PhaseKind::deploy_window_open), FiringStatus::late,
             "GO came inside the window");
        change_state(id, State::deploying, "GO inside the window");
        return;
    }
    auto const state = release.state;
    if (!release.undecided() || state == State::planned) return;
    if (!go) {
        change_state(id, by_votes(release), in_short(decision.reasons, release));
    } else if (state != State::deploying) {
        change_state(id, State::go, "GO");
    }
}

void Draft::settle_held() {
    auto const held = ids_where(train_, [](Release const& each) { return each.state == State::held; });
    for (auto const& id : held) settle(id);
}

void Draft::end_deployment(std::string const& id, std::string const& reason) {
    auto const before = at(id);
    if (before.state != State::deploying || before.deployment_running()) return;
    if (before.kind == Kind::unplanned) return change_state(id, State::cancelled, reason);
    if (before.is_on_demand()) {
        auto const approved = before.on_demand->approved_at.has_value();
        change_state(id, approved ? State::approved : State::requested, reason);
        heed_production(id);
        return settle(id);
    }
    if (!before.awaits(PhaseKind::deploy_window_close))
        return change_state(id, State::overdue, reason + " and its window is over");
    heed_production(id);
    if (before.window_held()) {
        change_state(id, State::held, reason);
        settle(id);
    } else {
        change_state(id, before.awaits(PhaseKind::code_freeze) ? State::planned : by_votes(at(id)), reason);
    }
}

void Draft::abandon_deployment(std::string const& id, std::string const& reason) {
    auto const* const running = at(id).running_deployment();
    if (running == nullptr) return;
    auto const number = std::to_string(at(id).deployments.size() + 1);
    emit(DeploymentReported{id, number, Environment::production, DeploymentStatus::abandoned,
                            running->version, running->commit, context_.now, "cadenced"});
    record_issue(id, "Deployment to production: " + reason, std::nullopt);
    meet_deadline(DeadlineKind::deployment, id, context_.now);
    end_deployment(id, reason);
}

void Draft::start_deadline(DeadlineKind kind, std::string const& release, std::string const& subject,
                           Instant from, Duration within) {
    emit(DeadlineStarted{release, {deadline_id(kind, subject), kind, release, subject, from, from + within}});
}

Deadline const* Draft::live_deadline(std::string const& id) const {
    auto const found = train_.deadlines.find(id);
    return found == train_.deadlines.end() || !is_live(found->second) ? nullptr : &found->second;
}

void Draft::meet_deadline(DeadlineKind kind, std::string const& subject, Instant at) {
    if (auto const* const open = live_deadline(deadline_id(kind, subject)))
        emit(DeadlineMet{open->release, open->id, kind, open->due_at, at, at > open->due_at});
}

void Draft::withdraw_deadline(std::string const& id, std::string const& reason) {
    if (auto const* const open = live_deadline(id))
        emit(DeadlineWithdrawn{open->release, id, open->kind, open->due_at, reason});
}

void Draft::withdraw_deadlines(std::string const& release, std::string const& reason) {
    auto const before = train_.deadlines;
    for (auto const& [id, deadline] : before) {
        if (deadline.release == release) withdraw_deadline(id, reason);
    }
}

}  // namespace cadence::release
