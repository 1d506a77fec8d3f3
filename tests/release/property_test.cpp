// Whatever people do and however time passes.
#include <map>
#include <set>
#include <tuple>

#include <gtest/gtest.h>

#include "any_script.h"
#include "release/agenda.h"
#include "release/decision.h"
#include "release/monitoring.h"
#include "release/production.h"

namespace cadence::testing {
namespace {

using calendar::PhaseKind;
using release::Action;

World any_world() {
    auto const hours = *rc::gen::inRange(0, 24 * 14).as("hours before the activation");
    return World{format_instant(utc("2026-01-01T00:00:00Z") + std::chrono::hours{hours}), any_policy()};
}

RC_GTEST_PROP(Always, folding_the_log_gives_the_train, ()) {
    auto world = any_world();
    for (auto const& step : any_script()) take(world, step);
    RC_ASSERT(folded(world.log()) == world.train());
}

RC_GTEST_PROP(Always, once_everything_due_is_done_the_next_thing_lies_ahead, ()) {
    auto world = any_world();
    for (auto const& step : any_script()) {
        take(world, step);
        auto const next = world.next();
        RC_ASSERT((!next || next->at > world.now()));
        world.hold_clock(false);
        world.tick();
        RC_ASSERT(world.next()->at > world.now());
    }
}

RC_GTEST_PROP(Always, a_second_tick_does_nothing, ()) {
    auto world = any_world();
    for (auto const& step : any_script()) {
        take(world, step);
        auto const before = world.train();
        for (auto const& [id, release] : before.releases) {
            for (auto const& firing : release.firings) {
                RC_ASSERT(world.run(release::FirePhase{id, firing.phase.name}, the_clock())->empty());
            }
            RC_ASSERT(world.run(release::FinishMonitoring{id}, the_clock())->empty());
            RC_ASSERT(world.run(release::PlanRelease{release.slot}, the_clock())->empty());
            RC_ASSERT(world.run(release::RemindVoters{id}, the_clock())->empty());
            RC_ASSERT(world.run(release::RemindMonitoring{id}, the_clock())->empty());
            RC_ASSERT(world.run(release::TickKnown{id}, the_clock())->empty());
        }
        RC_ASSERT(world.run(release::ActivateTrain{}, the_clock())->empty());
        RC_ASSERT(world.train() == before);
    }
}

RC_GTEST_PROP(Always, a_phase_fires_once_an_attempt_and_never_before_it_is_due, ()) {
    auto world = any_world();
    for (auto const& step : any_script()) take(world, step);
    std::map<std::tuple<std::string, int, std::string>, FiringStatus> seen;
    for (auto const& event : world.log()) {
        auto const* const fired = std::get_if<release::PhaseFired>(&event.body);
        if (fired == nullptr) continue;
        RC_ASSERT(fired->status != FiringStatus::pending);
        RC_ASSERT((fired->status == FiringStatus::skipped || event.at >= fired->due_at));
        auto const key = std::tuple{fired->release, fired->attempt, fired->phase};
        auto const [before, first] = seen.emplace(key, fired->status);
        RC_ASSERT((first || before->second == FiringStatus::held));
        before->second = fired->status;
    }
}

RC_GTEST_PROP(Always, voters_are_reminded_once_an_attempt_before_its_decision_and_only_without_a_go, ()) {
    auto world = any_world();
    for (auto const& step : any_script()) take(world, step);
    std::set<std::pair<std::string, int>> reminded;
    Train train;
    train.id = kTrain;
    for (auto const& event : world.log()) {
        if (auto const* const reminder = std::get_if<release::VoteReminded>(&event.body)) {
            auto const& release = train.releases.at(reminder->release);
            RC_ASSERT(reminded.emplace(release.id, release.attempt).second);
            RC_ASSERT(release.firing(PhaseKind::code_freeze)->status != FiringStatus::pending);
            RC_ASSERT(release.firing(PhaseKind::go_no_go)->status == FiringStatus::pending);
            RC_ASSERT((release.state == State::frozen || release.state == State::no_go));
            RC_ASSERT(event.at < reminder->decision_at);
            RC_ASSERT(event.at >= reminder->decision_at - world.policy().clocks.vote_reminder);
            RC_ASSERT(!reminder->missing.empty() || !reminder->waiting_for.empty());
        }
        train = release::evolve(std::move(train), event);
    }
}

RC_GTEST_PROP(Always, every_phase_that_was_due_is_accounted_for, ()) {
    auto world = any_world();
    for (auto const& step : any_script()) {
        take(world, step);
        world.hold_clock(false);
        world.tick();
        for (auto const& [id, release] : world.train().releases) {
            for (auto const& firing : release.firings) {
                RC_ASSERT((firing.status != FiringStatus::pending || firing.phase.at > world.now()));
            }
        }
        RC_ASSERT(world.train().missed.empty());
    }
}

RC_GTEST_PROP(Always, a_state_follows_from_the_one_before_it, ()) {
    auto world = any_world();
    for (auto const& step : any_script()) take(world, step);
    std::map<std::string, State> states;
    for (auto const& change : all_of_type<release::StateChanged>(world.log())) {
        auto const on_demand = change.release.find("-hotfix-") != std::string::npos;
        auto& state =
            states.emplace(change.release, on_demand ? State::requested : State::planned).first->second;
        RC_ASSERT(change.from == state);
        RC_ASSERT(change.to != state);
        RC_ASSERT((state != State::released || change.to == State::rolling_back));
        RC_ASSERT((state != State::cancelled || change.to == State::rolling_back));
        RC_ASSERT(state != State::rolled_back);
        state = change.to;
    }
}

RC_GTEST_PROP(Always, nothing_required_is_open_when_a_release_is_released_but_by_a_newer_one, ()) {
    auto world = any_world();
    for (auto const& step : any_script()) take(world, step);
    Train train;
    train.id = kTrain;
    for (auto const& event : world.log()) {
        auto const* const change = std::get_if<release::StateChanged>(&event.body);
        if (change != nullptr && change->to == State::released) {
            auto const open = open_items_after(train.releases.at(change->release));
            auto const by_newer = train.production && train.production->release != change->release;
            RC_ASSERT((open.empty() || by_newer));
            auto const issues = train.releases.at(change->release).issues;
            RC_ASSERT((open.empty() || issues.back().text.starts_with("Still open when ")));
        }
        if (auto const* const told = std::get_if<release::MonitoringOverdue>(&event.body)) {
            RC_ASSERT(event.at >= told->monitored_until);
            RC_ASSERT(!told->open.empty());
            RC_ASSERT(!train.releases.at(told->release).monitoring_overdue);
        }
        train = release::evolve(std::move(train), event);
    }
}

RC_GTEST_PROP(Always, a_release_is_held_only_while_its_window_is_and_no_report_opens_one, ()) {
    auto world = any_world();
    for (auto const& step : any_script()) {
        take(world, step);
        for (auto const& [id, release] : world.train().releases) {
            if (!release.is_scheduled()) continue;
            auto const held = release.firing(PhaseKind::deploy_window_open)->status == FiringStatus::held;
            RC_ASSERT((release.state != State::held || held));
            RC_ASSERT((!held || !is_undecided(release.state) || release.state == State::held));
            RC_ASSERT((release.state != State::planned || release.votes.empty()));
            RC_ASSERT((release.state != State::overdue || !release.window_open()));
            RC_ASSERT((release.state != State::cancelled || !release.window_open()));
        }
    }
}

RC_GTEST_PROP(Always, a_window_opens_with_go_and_with_nothing_else, ()) {
    auto world = any_world();
    for (auto const& step : any_script()) take(world, step);
    Train train;
    train.id = kTrain;
    for (auto const& event : world.log()) {
        auto const* const fired = std::get_if<release::PhaseFired>(&event.body);
        auto const opens = fired != nullptr && fired->kind == PhaseKind::deploy_window_open &&
                           (fired->status == FiringStatus::fired || fired->status == FiringStatus::late);
        if (opens) RC_ASSERT(decision_of(train.releases.at(fired->release)).verdict == release::Verdict::go);
        train = release::evolve(std::move(train), event);
    }
}

RC_GTEST_PROP(Always, what_is_over_stays_over, ()) {
    auto world = any_world();
    for (auto const& step : any_script()) take(world, step);
    for (auto const& change : all_of_type<release::StateChanged>(world.log())) {
        if (is_terminal(change.from))
            RC_ASSERT((change.from == State::released && change.to == State::rolling_back));
    }
}

RC_GTEST_PROP(Always, no_two_releases_ahead_share_a_window, ()) {
    auto world = any_world();
    for (auto const& step : any_script()) take(world, step);
    auto const ahead = agenda_of(world.train(), world.policy(), 12).releases;
    RC_ASSERT(ahead.size() == 12U);
    for (std::size_t i = 1; i < ahead.size(); ++i) {
        RC_ASSERT(!ahead[i - 1].release.window.overlaps(ahead[i].release.window));
        RC_ASSERT(ahead[i - 1].release.window.opens_at < ahead[i].release.window.opens_at);
    }
}

RC_GTEST_PROP(Always, forgetting_what_is_over_changes_nothing_that_follows, ()) {
    auto remembering = any_world();
    World forgetful = remembering;
    forgetful.be_forgetful();
    for (auto const& step : any_script()) {
        forgetful.forget_finished();
        auto const id = some_release(remembering, std::get<2>(step));
        auto const over = remembering.train().find(id) != nullptr && forgetful.train().find(id) == nullptr;
        if (over && std::get<0>(step) >= 8) continue;
        if (std::get<0>(step) == kAsksForHotfix) continue;  // its name depends on those before it
        take(remembering, step);
        take(forgetful, step);
        auto pruned = remembering;
        pruned.forget_finished();
        forgetful.forget_finished();
        RC_ASSERT(forgetful.train() == pruned.train());
        for (auto const action : {Action::merge, Action::deploy}) {
            RC_ASSERT(forgetful.gate(action) == remembering.gate(action));
        }
    }
}

RC_GTEST_PROP(Always, a_shut_gate_says_why_and_an_open_one_to_deploy_says_nothing, ()) {
    auto world = any_world();
    for (auto const& step : any_script()) {
        take(world, step);
        auto const merge = world.gate(Action::merge);
        auto const deploy = world.gate(Action::deploy);
        RC_ASSERT((merge.open || !merge.reasons.empty()));
        RC_ASSERT((merge.advisory || !merge.open || merge.reasons.empty()));
        RC_ASSERT(deploy.open == deploy.reasons.empty());
        RC_ASSERT((!merge.changes_at || *merge.changes_at > world.now()));
        RC_ASSERT((!deploy.changes_at || *deploy.changes_at > world.now()));
    }
}

RC_GTEST_PROP(Always, time_alone_flips_no_gate_before_it_said_it_would_change, ()) {
    auto world = any_world();
    for (auto const& step : any_script()) take(world, step);
    for (auto const action : {Action::merge, Action::deploy}) {
        auto const gate = world.gate(action);
        auto const until = gate.changes_at.value_or(world.now() + std::chrono::hours{24 * 60});
        if (!gate.changes_at && runs_something(world)) continue;  // nobody knows when that ends
        auto later = world;
        later.advance_to(until - Duration{1});
        RC_ASSERT(later.gate(action).open == gate.open);
    }
}

RC_GTEST_PROP(Always, what_is_in_production_is_what_runs_there, ()) {
    auto world = any_world();
    for (auto const& step : any_script()) {
        take(world, step);
        auto const& runs = world.train().production;
        for (auto const& merge : world.train().merges) {
            auto const there = runs && runs->merged_up_to && merge.number <= *runs->merged_up_to;
            RC_ASSERT(merge.production_at.has_value() == there);
        }
    }
}

RC_GTEST_PROP(Always, a_rollback_never_goes_back_to_what_it_leaves_and_is_verified_by_something_else, ()) {
    auto world = any_world();
    for (auto const& step : any_script()) take(world, step);
    Train train;
    train.id = kTrain;
    for (auto const& event : world.log()) {
        if (auto const* const started = std::get_if<release::RollbackStarted>(&event.body))
            RC_ASSERT(!is_one_of(started->to_version, started->to_commit, started->leaves));
        if (auto const* const verified = std::get_if<release::RollbackVerified>(&event.body)) {
            auto const& rollback = *train.releases.at(verified->release).rollback;
            auto const& restored = verified->restored.value();
            RC_ASSERT(!is_one_of(restored.version, restored.commit, rollback.leaves));
            RC_ASSERT((verified->by_word || restored == train.production));
            RC_ASSERT((verified->by_word || restored.since >= rollback.started_at));
        }
        if (std::holds_alternative<release::RollbackCleared>(event.body))
            RC_ASSERT(train.blocked->verified_by != event.actor);
        train = release::evolve(std::move(train), event);
    }
}

RC_GTEST_PROP(Always, nothing_goes_out_that_lacks_a_hotfix_which_is_to_be_contained, ()) {
    auto world = any_world();
    for (auto const& step : any_script()) {
        take(world, step);
        for (auto const& [id, release] : world.train().releases) {
            if (release.state != State::go && release.state != State::approved) continue;
            for (auto const& each : world.train().unmerged) {
                if (each.release == id || !each.contained_in.empty()) continue;
                auto const* const item = release.item(release::contains_item(each.release));
                RC_ASSERT(item != nullptr);
                RC_ASSERT(item->done());
            }
        }
    }
}

RC_GTEST_PROP(Always, nothing_that_was_rolled_back_gets_go_without_a_word, ()) {
    auto world = any_world();
    for (auto const& step : any_script()) {
        take(world, step);
        for (auto const& [id, release] : world.train().releases) {
            if (release.state != State::go || !release.candidate) continue;
            auto const& candidate = *release.candidate;
            auto const* const again = taken_back(world.train(), candidate.version, candidate.commit);
            if (again == nullptr) continue;
            auto const* const item = release.item(release::mended_item(again->rollback));
            RC_ASSERT(item != nullptr);
            RC_ASSERT(item->done());
        }
    }
}

RC_GTEST_PROP(Always, a_nap_ends_in_the_same_dates_as_a_day_awake, ()) {
    auto awake = any_world();
    for (auto const& step : any_script()) take(awake, step);
    awake.hold_clock(false);
    awake.tick();
    auto asleep = awake;
    auto const then = awake.now() + some_time(*rc::gen::inRange(0, 7).as("length"));
    awake.advance_to(then);
    asleep.sleep_until(then);
    RC_ASSERT(awake.train().releases.size() == asleep.train().releases.size());
    for (auto const& [id, release] : awake.train().releases) {
        RC_ASSERT(asleep.at(id).window == release.window);
        RC_ASSERT(asleep.at(id).firings.size() == release.firings.size());
    }
}

}  // namespace
}  // namespace cadence::testing
