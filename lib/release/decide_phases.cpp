// Phases as they fire, and what passes with them. None of these refuses; with nothing to do they give no
// events.

#include "base/find.h"
#include "release/decision.h"
#include "release/draft.h"
#include "release/gates.h"
#include "release/lifecycle.h"

namespace cadence::release {

namespace {

/// After this instant the phase makes no sense any more; nothing: it always does. DESIGN section 4, "Firing".
std::optional<Instant> limit_of(Release const& release, Firing const& firing) {
    switch (firing.phase.kind) {
        case PhaseKind::code_freeze:
        case PhaseKind::go_no_go:
            return release.window.opens_at;
        case PhaseKind::deploy_window_open:
            return release.window.closes_at;
        case PhaseKind::deploy_window_close:
            return std::nullopt;
        case PhaseKind::retrospective:
            return firing.phase.at + kRetrospectiveLimit;
        case PhaseKind::announcement:
            return firing.phase.at < release.window.opens_at ? release.window.opens_at
                                                             : firing.phase.at + kRetrospectiveLimit;
    }
    return std::nullopt;
}

FiringStatus status_at(Release const& release, Firing const& firing, Instant now) {
    auto const* const close = release.firing(PhaseKind::deploy_window_close);
    auto const closed = close != nullptr && close->status != FiringStatus::pending;
    if (firing.phase.kind == PhaseKind::deploy_window_open && closed) return FiringStatus::missed;
    auto const limit = limit_of(release, firing);
    if (limit && now >= *limit) return FiringStatus::missed;
    return now - firing.phase.at > kLateAfter ? FiringStatus::late : FiringStatus::fired;
}

/// Why a phase of a release that has gone its own way makes no sense any more; empty: it does. The
/// retrospective always does, and a window that opened, closes.
std::string overtaken(Release const& release, Firing const& firing) {
    if (firing.phase.kind == PhaseKind::retrospective) return {};
    if (firing.phase.kind == PhaseKind::deploy_window_close) {
        auto const* const open = release.firing(PhaseKind::deploy_window_open);
        auto const never = open != nullptr && open->status == FiringStatus::skipped;
        return never ? "its window did not open" : std::string{};
    }
    auto const gone = release.state == State::deploying || release.state == State::monitoring ||
                      release.state == State::rolling_back;
    if (is_terminal(release.state)) return "it " + standing_of(release.state);
    auto const early = gone && release.awaits(PhaseKind::deploy_window_open);
    return early ? "it was deployed before its window" : std::string{};
}

void open_window(Draft& draft, Release const& release, Firing const& firing, FiringStatus status) {
    if (status == FiringStatus::missed) {
        draft.fire(release, firing, status, "its window was over");
    } else if (release.state == State::go) {
        auto const kept = keeps_from_deploying(draft.train(), release);
        if (kept.empty()) {
            draft.fire(release, firing, status, {});
            draft.change_state(release.id, State::deploying, "deployment window open");
        } else {
            draft.fire(release, firing, FiringStatus::held, in_short(kept));
            draft.change_state(release.id, State::held, in_short(kept));
        }
    } else {
        draft.fire(release, firing, FiringStatus::held, "no GO");
        draft.change_state(release.id, State::held, "its window opened without GO");
    }
}

void close_window(Draft& draft, Release const& release, Firing const& firing, FiringStatus status) {
    if (auto const* const open = release.firing(PhaseKind::deploy_window_open);
        open != nullptr && open->status == FiringStatus::held) {
        auto const go = decision_of(release).verdict == Verdict::go;
        draft.fire(release, *open, FiringStatus::missed,
                   go ? "kept from deploying until the window closed" : "no GO until the window closed");
    }
    draft.fire(release, firing, status, {});
    auto const running = release.state == State::deploying && release.deployment_running();
    auto const elsewhere = release.state == State::rolling_back || is_terminal(release.state);
    if (release.in_production() || elsewhere || running) return;
    draft.change_state(release.id, State::overdue, "its window closed before it reached production");
}

void fire_phase(Draft& draft, Release const& release, Firing const& firing) {
    auto const status = status_at(release, firing, draft.context().now);
    if (auto const overtaken_by = overtaken(release, firing); !overtaken_by.empty())
        return draft.fire(release, firing, FiringStatus::skipped, overtaken_by);
    auto const why =
        status == FiringStatus::missed ? std::string{"it could not be done in time"} : std::string{};
    auto const kind = firing.phase.kind;
    if (kind == PhaseKind::deploy_window_open) return open_window(draft, release, firing, status);
    if (kind == PhaseKind::deploy_window_close) return close_window(draft, release, firing, status);
    if (kind == PhaseKind::retrospective && release.issues.empty())
        return draft.fire(release, firing, FiringStatus::skipped, "no issues were recorded");
    draft.fire(release, firing, status, why);
    if (kind == PhaseKind::code_freeze) draft.pass_freeze(release.id);
    if (kind == PhaseKind::code_freeze || kind == PhaseKind::go_no_go) draft.settle(release.id);
}

}  // namespace

Result<Events> handle(Train const& train, FirePhase const& command, Context const& context) {
    auto const* const release = train.find(command.release);
    if (release == nullptr) return Events{};
    auto const* const firing = first_where(release->firings, [&](Firing const& each) {
        return each.attempt == release->attempt && each.phase.name == command.phase;
    });
    if (firing == nullptr || is_final(firing->status)) return Events{};
    if (context.now < firing->phase.at) return Events{};
    if (context.clock_held && firing->phase.kind != PhaseKind::deploy_window_close) return Events{};
    Draft draft{train, context};
    if (firing->status == FiringStatus::held) {
        if (release->state == State::held) draft.settle(release->id);
    } else {
        fire_phase(draft, *release, *firing);
    }
    return draft.take();
}

Result<Events> handle(Train const& train, PassCancelled const& command, Context const& context) {
    auto const* const release = train.find(command.release);
    if (!contains(train.cancelled, command.release) || context.clock_held) return Events{};
    if (release != nullptr && context.now < release->window.closes_at) return Events{};
    return one_event(context, CancelledPassed{command.release});
}

Result<Events> handle(Train const& train, ReportMissed const&, Context const& context) {
    if (train.missed.empty()) return Events{};
    return one_event(context, PhasesMissed{train.missed});
}

}  // namespace cadence::release
