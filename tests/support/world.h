// One train and a clock that moves when told to: the pure core driven as the engine drives it, without a
// database. Whatever is due is done before a test looks, and every event is kept.
#pragma once

#include <algorithm>
#include <stdexcept>

#include "release/agenda.h"
#include "release/gates.h"
#include "release/lifecycle.h"
#include "support/spec.h"

namespace cadence::testing {

using release::Choice;
using release::Command;
using release::DeploymentStatus;
using release::Environment;
using release::Event;
using release::Events;
using release::FiringStatus;
using release::State;
using release::Train;

class World;

/// What one person asks of the train, at the world's time.
class As {
  public:
    As(World& world, Actor actor) : world_{world}, actor_{std::move(actor)} {}

    Result<Events> run(Command const& command);
    Result<Events> vote(std::string id, Choice vote, std::string reason = {}) {
        return run(release::CastVote{std::move(id), vote, std::move(reason)});
    }
    Result<Events> withdraw(std::string id, std::string person = {}, std::string reason = {}) {
        return run(release::WithdrawVote{std::move(id), std::move(person), std::move(reason)});
    }
    Result<Events> candidate(std::string id, std::string version, std::string commit = {}) {
        return run(release::SetCandidate{std::move(id), std::move(version), std::move(commit)});
    }
    Result<Events> postpone(std::string id, std::string reason, std::optional<Instant> to = {}) {
        return run(release::Postpone{std::move(id), to, std::move(reason)});
    }
    Result<Events> cancel(std::string id, std::string reason) {
        return run(release::Cancel{std::move(id), std::move(reason)});
    }
    Result<Events> deployed(std::string id, DeploymentStatus status = DeploymentStatus::succeeded,
                            std::optional<Instant> at = {}) {
        return run(release::ReportDeployment{std::move(id), Environment::production, status, {}, {}, at, {}});
    }
    Result<Events> issue(std::string id, std::string text) {
        return run(release::RecordIssue{std::move(id), std::move(text), {}});
    }
    Result<Events> blackout(std::string_view from, std::string_view to, std::string reason) {
        return run(release::AddBlackout{day(from), day(to), std::move(reason)});
    }
    Result<Events> end_blackout(std::string id) { return run(release::EndBlackout{std::move(id)}); }
    Result<Events> freeze(std::vector<release::Action> actions, std::optional<Instant> until = {},
                          std::optional<Instant> from = {}) {
        return run(release::AddFreeze{std::move(actions), from, until, "the line is stopped"});
    }
    Result<Events> end_freeze(std::string id) { return run(release::EndFreeze{std::move(id), {}}); }
    Result<Events> exempt(release::ExemptionKind admits, std::string value, Instant until) {
        return run(release::AddExemption{admits, std::move(value), until, "it cannot wait"});
    }
    Result<Events> end_exemption(std::string id) { return run(release::EndExemption{std::move(id)}); }
    Result<Events> tick(std::string id, std::string item,
                        release::ItemStatus status = release::ItemStatus::passed, std::string reason = {}) {
        return run(release::TickItem{std::move(id), std::move(item), status, std::move(reason)});
    }
    Result<Events> check_ended(std::string id, std::string item, bool passed, std::string saw = "HTTP 200") {
        return check_ended(std::move(id), std::move(item),
                           passed ? release::CheckOutcome::passed : release::CheckOutcome::failed,
                           std::move(saw));
    }
    Result<Events> check_ended(std::string id, std::string item, release::CheckOutcome outcome,
                               std::string saw) {
        release::FinishCheck ended{std::move(id), std::move(item), outcome, std::move(saw), {}, {}, {}};
        return run(ended);
    }
    Result<Events> hotfix(std::string title, std::string commit = "aaaaaaa1") {
        release::RequestRelease request;
        request.title = std::move(title);
        request.criterion = release::Criterion::data_integrity;
        request.commit = std::move(commit);
        return run(request);
    }
    Result<Events> staged(std::string id, std::string commit = "aaaaaaa1") {
        release::ReportDeployment report;
        report.release = std::move(id);
        report.environment = Environment::staging;
        report.commit = std::move(commit);
        return run(report);
    }
    Result<Events> deployed_version(std::string id, std::string version, std::string commit = {}) {
        release::ReportDeployment report;
        report.release = std::move(id);
        report.version = std::move(version);
        report.commit = std::move(commit);
        return run(report);
    }
    Result<Events> approve(std::string id) { return run(release::Approve{std::move(id)}); }
    Result<Events> merge(std::string commit, std::string branch = {}) {
        release::RecordMerge merged;
        merged.commit = std::move(commit);
        merged.branch = std::move(branch);
        return run(merged);
    }
    Result<Events> roll_back(std::string id, release::Severity severity = release::Severity::p1,
                             std::string to_version = {}) {
        release::StartRollback rollback;
        rollback.release = std::move(id);
        rollback.severity = severity;
        rollback.to_version = std::move(to_version);
        rollback.reason = "bookings fail";
        return run(rollback);
    }
    Result<Events> verify(std::string id, std::string runs = {}) {
        return run(release::VerifyRollback{std::move(id), true, true, true, {}, std::move(runs)});
    }

  private:
    World& world_;
    Actor actor_;
};

class World {
  public:
    /// The daemon's first start, some days before the first freeze.
    explicit World(std::string_view now = "2026-01-01T09:00:00Z", Policy policy = policy_of_spec())
        : policy_{std::move(policy)}, now_{utc(now)} {
        train_.id = kTrain;
        (void)run(release::ActivateTrain{}, the_clock());
        tick();
    }

    [[nodiscard]] As as(Actor actor) { return {*this, std::move(actor)}; }

    Result<Events> run(Command const& command, Actor const& actor) {
        auto events = release::decide(train_, command, {now_, policy_, actor, held_});
        if (!events) return events;
        for (auto const& event : *events) {
            train_ = release::evolve(std::move(train_), event);
            log_.push_back(event);
        }
        return events;
    }

    /// Time passes while the daemon runs: everything happens at its instant.
    void advance_to(Instant instant) {
        for (auto due = next(); due && due->at <= instant; due = next()) {
            now_ = std::max(now_, due->at);
            auto const done = run(due->command, the_clock());
            if (!done || done->empty()) throw std::logic_error{"due, but nothing happens: time stands still"};
            if (forgetful_) forget_finished();
        }
        now_ = std::max(now_, instant);
    }
    void advance_to(std::string_view instant) { advance_to(utc(instant)); }
    void advance(Duration by) { advance_to(now_ + by); }

    /// The daemon is down until then, and catches up.
    void sleep_until(Instant instant) {
        now_ = instant;
        tick();
    }
    void sleep_until(std::string_view instant) { sleep_until(utc(instant)); }
    void tick() { advance_to(now_); }

    void set_clock(std::string_view instant) { now_ = utc(instant); }
    void hold_clock(bool held) { held_ = held; }
    /// As a reload of the configuration does.
    void set_policy(Policy policy) { policy_ = std::move(policy); }
    /// Forget what is over while time passes, as the engine does.
    void be_forgetful() { forgetful_ = true; }
    void forget_finished() {
        train_.releases.remove_if([&](auto const& each) { return !is_live(train_, each.second); });
    }

    /// A candidate, and everybody's go.
    void give_go(std::string const& id) {
        (void)as(anna()).candidate(id, "1.2.0").value();
        (void)as(anna()).vote(id, Choice::go).value();
        (void)as(paul()).vote(id, Choice::go).value();
    }

    /// A hotfix on staging with its smoke tests passed and both approvals; its id.
    std::string approved_hotfix(std::string const& title) {
        auto const asked = as(eve()).hotfix(title).value();
        auto release = std::string{release_of(asked.front().body)};
        (void)as(bob()).staged(release).value();
        for (auto const& item : at(release).checklist) {
            if (item.rule.stage == release::Stage::pre && item.rule.required)
                (void)as(quinn()).tick(release, item.rule.id).value();
        }
        (void)as(anna()).approve(release).value();
        (void)as(paul()).approve(release).value();
        return release;
    }
    /// In production since now, by its window and everybody's go.
    void ship(std::string const& id, std::string const& version) {
        advance_to(at_or_derived(id));
        (void)as(anna()).candidate(id, version).value();
        for (auto const& item : at(id).checklist) {
            if (item.rule.stage == release::Stage::pre && item.rule.required && !item.done())
                (void)as(anna())
                    .tick(id, item.rule.id, release::ItemStatus::waived, "not in this test")
                    .value();
        }
        (void)as(anna()).vote(id, Choice::go).value();
        (void)as(paul()).vote(id, Choice::go).value();
        advance_to(at(id).window.opens_at + std::chrono::minutes{10});
        (void)as(bob()).deployed_version(id, version).value();
        tick();
    }

    [[nodiscard]] std::optional<release::Due> next() const { return next_due(train_, policy_, held_); }
    [[nodiscard]] release::Release const& at(std::string const& id) const { return train_.releases.at(id); }
    [[nodiscard]] State state(std::string const& id) const { return at(id).state; }
    [[nodiscard]] release::Gate gate(release::Action action) const {
        return gate_of(train_, policy_, action, held_);
    }
    [[nodiscard]] release::Gate gate(release::Action action, release::Subject const& subject) const {
        return gate_of(train_, policy_, action, held_, subject);
    }
    [[nodiscard]] Train const& train() const { return train_; }
    [[nodiscard]] Policy const& policy() const { return policy_; }
    [[nodiscard]] Instant now() const { return now_; }
    [[nodiscard]] Events const& log() const { return log_; }

  private:
    /// An hour after its code freeze.
    [[nodiscard]] Instant at_or_derived(std::string const& id) const {
        auto const release = release::release_by_id(train_, policy_, id).value();
        return release.firing(calendar::PhaseKind::code_freeze)->phase.at + std::chrono::hours{1};
    }

    Train train_;
    Policy policy_;
    Instant now_;
    bool held_ = false;
    bool forgetful_ = false;
    Events log_;
};

inline Result<Events> As::run(Command const& command) {
    return world_.run(command, actor_);
}

}  // namespace cadence::testing
