// One train and a clock that moves when told to: the pure core driven as the engine drives it, without a
// database. Whatever is due is done before a test looks, and every event is kept.
#pragma once

#include <algorithm>
#include <stdexcept>

#include "release/gate.h"
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
        std::erase_if(train_.releases, [&](auto const& each) { return !is_live(train_, each.second); });
    }

    /// A candidate, and everybody's go.
    void give_go(std::string const& id) {
        (void)as(anna()).candidate(id, "1.2.0").value();
        (void)as(anna()).vote(id, Choice::go).value();
        (void)as(paul()).vote(id, Choice::go).value();
    }

    [[nodiscard]] std::optional<release::Due> next() const { return next_due(train_, policy_, held_); }
    [[nodiscard]] release::Release const& at(std::string const& id) const { return train_.releases.at(id); }
    [[nodiscard]] State state(std::string const& id) const { return at(id).state; }
    [[nodiscard]] release::Gate gate(release::Action action) const {
        return gate_of(train_, policy_, action, held_);
    }
    [[nodiscard]] Train const& train() const { return train_; }
    [[nodiscard]] Policy const& policy() const { return policy_; }
    [[nodiscard]] Instant now() const { return now_; }
    [[nodiscard]] Events const& log() const { return log_; }

  private:
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
