// The one way anything changes: load -> decide -> evolve -> one transaction -> a new revision. Commands that
// arrive together share a transaction; each is answered after the commit. Time drives the same path through
// `tick`. Runs on one thread, knows no sockets and no loop: whoever owns it arms a timer at `next_due` and
// calls `flush` after `wake`. DESIGN section 13.
//
// Invariants: nothing is answered or published before it is on disk; a refused command has written nothing;
// memory holds only what the store holds (a failed transaction leaves it untouched).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "config/config.h"
#include "engine/clock_watch.h"
#include "engine/figures.h"
#include "engine/flags.h"
#include "engine/identity.h"
#include "engine/work.h"
#include "release/gates.h"
#include "store/store.h"

namespace cadence::engine {

struct Standing;

class Engine {
  public:
    struct Options {
        Clock const& clock;
        store::Store& store;
        config::Config config;
        std::function<void()> wake = [] {};  // work is queued: call flush() soon
        /// After each commit: what was logged, in order.
        std::function<void(std::vector<release::LogLine> const&)> committed = [](auto const&) {};
        /// A command was refused because the record is gone; `tick` throws the same.
        std::function<void(std::string_view)> refused = [](auto) {};
    };

    explicit Engine(Options options);

    /// Applies the configuration, looks at the clock, catches up with all that is due.
    void start();

    void submit(Request request);
    /// What would come of it now, with what would go out: nothing is changed. Errors: as the command's own;
    /// unavailable `not-writable`.
    [[nodiscard]] Result<Outcome> preview(release::Actor const& actor, TrainCommand const& command);
    /// Executes everything queued in one transaction. Throws CommitUnknown.
    void flush();
    /// Reads the clock, then does what is due; true when more is due than one turn should do.
    bool tick();
    /// When tick is wanted next.
    [[nodiscard]] std::optional<Instant> next_due() const;
    /// Due and not done for longer than `patience`: the auditor's question, from the record itself.
    [[nodiscard]] std::vector<std::string> overdue_trains(Duration patience) const;

    [[nodiscard]] config::Config const& config() const { return config_; }
    /// The keys of `next` that only the next start puts into force.
    [[nodiscard]] std::vector<std::string> needs_restart(config::Config const& next) const {
        return config::needs_restart(started_, next);
    }
    [[nodiscard]] store::Store const& store() const { return options_.store; }
    [[nodiscard]] store::Store& store() { return options_.store; }
    [[nodiscard]] Clock const& clock() const { return options_.clock; }
    [[nodiscard]] bool clock_held() const { return hold_.has_value(); }
    [[nodiscard]] std::optional<Hold> const& hold() const { return hold_; }
    /// The effect on the dates of putting this configuration in force now; it changes nothing.
    [[nodiscard]] DatePlan plan(config::Config const& next);
    /// Of this train no date ahead that is asked for is earlier; nothing: there is none. For many trains.
    [[nodiscard]] std::optional<Instant> earliest_opening(config::TrainConfig const& train,
                                                          release::Ahead const& ahead);
    /// A configured train as it stands. The reference is good until the next flush or tick.
    [[nodiscard]] release::Train const& train(std::string const& id);
    /// The train that a release id belongs to, or nothing.
    [[nodiscard]] std::optional<std::string> train_of(std::string_view release) const;
    [[nodiscard]] release::Policy const& policy(std::string const& train) const;
    /// Grows with every commit that can change an answer about this train (or about anything, without one).
    [[nodiscard]] std::int64_t revision(std::string const& train = {}) const;
    /// What was done since the start.
    [[nodiscard]] Figures const& figures() const { return figures_; }
    [[nodiscard]] Identities const& identities() const { return identities_; }
    [[nodiscard]] Identities& identities() { return identities_; }
    [[nodiscard]] Flags const& flags() const { return flags_; }

  private:
    struct UnitOfWork;  // one transaction in the making
    Result<Outcome> run(UnitOfWork& unit, Request const& request);
    [[nodiscard]] bool has_changed(UnitOfWork const& unit, AsOf const& as_of) const;
    Result<Outcome> apply(UnitOfWork& unit, release::Actor const& actor, TrainCommand const& work);
    Result<Outcome> apply(UnitOfWork& unit, release::Actor const& actor, CreateToken const& work);
    Result<Outcome> apply(UnitOfWork& unit, release::Actor const& actor, RevokeToken const& work);
    [[nodiscard]] Result<void> check_tokens(UnitOfWork const& unit) const;
    Outcome revoke(UnitOfWork& unit, release::Actor const& actor, store::TokenRecord& token);
    Result<Outcome> apply(UnitOfWork& unit, release::Actor const& actor, TouchToken const& work);
    Result<Outcome> apply(UnitOfWork& unit, release::Actor const& actor, MakeSignInLink const& work);
    Result<Outcome> apply(UnitOfWork& unit, release::Actor const& actor, SignIn const& work);
    Result<Outcome> apply(UnitOfWork& unit, release::Actor const& actor, AcceptClock const& work);
    Result<Outcome> apply(UnitOfWork& unit, release::Actor const& actor, ApplyConfig const& work);
    Result<Outcome> apply(UnitOfWork& unit, release::Actor const& actor, ReloadZones const& work);
    Result<Outcome> apply(UnitOfWork& unit, release::Actor const& actor, BeginDeliveries const& work);
    Result<Outcome> apply(UnitOfWork& unit, release::Actor const& actor, FinishDelivery const& work);
    Result<Outcome> apply(UnitOfWork& unit, release::Actor const& actor, RetryDelivery const& work);
    Result<Outcome> apply(UnitOfWork& unit, release::Actor const& actor, DropDelivery const& work);
    Result<Outcome> apply(UnitOfWork& unit, release::Actor const& actor, TestChannel const& work);
    Result<Outcome> apply(UnitOfWork& unit, release::Actor const& actor, TellOfForge const& work);
    Result<Outcome> apply(UnitOfWork& unit, release::Actor const& actor, ReceiveHook const& work);
    Result<Outcome> apply(UnitOfWork& unit, release::Actor const& actor, FinishHook const& work);
    // Feature flags: engine_flags.cpp.
    Result<Outcome> apply(UnitOfWork& unit, release::Actor const& actor, PutFlag const& work);
    Result<Outcome> apply(UnitOfWork& unit, release::Actor const& actor, RemoveFlag const& work);
    [[nodiscard]] flag::Flag const* flag_in(UnitOfWork const& unit, std::string_view key) const;
    [[nodiscard]] Result<void> check_shipped_with(UnitOfWork& unit, flag::Flag const& flag);
    [[nodiscard]] Result<void> ask_flag_gate(UnitOfWork& unit, std::string const& train);
    Outcome log_change(UnitOfWork& unit, release::Actor const& actor, flag::Flag const* before,
                       flag::Change const& change);
    void tell_late_flags(UnitOfWork& unit);
    // How hooks stand: engine_hooks.cpp.
    [[nodiscard]] store::HookRecord hook_record(UnitOfWork& unit, std::string const& endpoint) const;
    void hook_failed(UnitOfWork& unit, release::Actor const& actor, std::string const& endpoint,
                     std::string const& event, std::string const& why);
    void hook_read(UnitOfWork& unit, release::Actor const& actor, FinishHook const& work);
    // The outbox: engine_outbox.cpp.
    void begin_delivery(UnitOfWork& unit, store::Delivery& delivery);
    void end_delivery(UnitOfWork& unit, store::Delivery delivery, store::DeliveryState state,
                      std::string detail, job::DeliveryResult const* result = nullptr);
    void try_again(UnitOfWork& unit, store::Delivery delivery, job::DeliveryResult const& result);
    void tick_announced(UnitOfWork& unit, store::Delivery const& delivery);
    void tell_of_action(UnitOfWork& unit, store::Delivery const& delivery, job::DeliveryResult const* result);
    void report_deployment(UnitOfWork& unit, job::ActionOrder const& order, release::DeploymentStatus status);
    bool runs_by(UnitOfWork& unit, job::ActionOrder const& order, bool begun);
    void take_back(UnitOfWork& unit, job::ActionOrder const& order);
    void name_candidate(UnitOfWork& unit, store::Delivery& delivery);
    [[nodiscard]] std::optional<Instant> waits_until(UnitOfWork& unit, store::Delivery& delivery);
    Result<Outcome> hurry(UnitOfWork& unit, release::Actor const& actor, store::Delivery delivery);
    Result<Outcome> ask_again(UnitOfWork& unit, release::Actor const& actor, store::Delivery delivery);
    Result<Outcome> told_of(UnitOfWork& unit, release::Actor const& actor, std::string_view type,
                            store::Delivery delivery);
    [[nodiscard]] std::optional<std::pair<store::DeliveryState, std::string>> kept_from(
        UnitOfWork& unit, store::Delivery const& delivery);

    void run_due(UnitOfWork& unit, std::string const& train, int& budget);
    void reschedule_all(UnitOfWork& unit);
    void catch_up_under(config::Config const& last);
    // The wall clock: engine_clock.cpp.
    void look_at_clock(config::Config const& last);
    void watch_clock(UnitOfWork& unit);
    void set_hold(UnitOfWork& unit, release::Actor const& actor, std::optional<Hold> hold);
    Outcome accept_clock(UnitOfWork& unit, release::Actor const& actor, std::string const& reason);
    void review_clock(UnitOfWork& unit, config::Config const& config);
    [[nodiscard]] std::optional<std::string> doubt(UnitOfWork const& unit, config::Config const& config);
    [[nodiscard]] std::optional<std::string> train_at_stake(Instant now, config::Config const& config);
    void recall_merges(Standing& train) const;
    void recall_releases(Standing& train, Instant now) const;
    // The dates under another configuration: engine_dates.cpp.
    [[nodiscard]] std::vector<release::Release> recent(std::string const& train, Instant now) const;
    Result<void> adopt_policies(UnitOfWork& unit, config::Config const& next);
    Result<void> begin_and_forget(UnitOfWork& unit);
    void record_config(UnitOfWork& unit, release::Actor const& actor, config::Config const& before,
                       Outcome& outcome);
    void tell_dates(UnitOfWork& unit, release::Actor const& actor, std::string_view why,
                    config::Config const& before, std::vector<DateDiff> const& dates);
    [[nodiscard]] config::Config as_recorded(config::Config config) const;
    [[nodiscard]] std::optional<config::Config> recorded_config() const;
    Result<Outcome> decide_and_put(UnitOfWork& unit, std::string const& train,
                                   release::Command const& command, release::Context const& context);
    void finish(UnitOfWork& unit);
    void count(UnitOfWork const& unit, Duration commit_took);
    [[nodiscard]] release::Train load(std::string const& id) const;
    Standing& standing(UnitOfWork& unit, std::string const& id);
    void forget_trains();  // in memory

    Options options_;
    config::Config config_;
    config::AtStart started_;
    Identities identities_;
    Flags flags_;
    ClockWatch watch_;
    std::optional<Hold> hold_;
    std::optional<Boot> boot_;
    Instant high_water_;  // the latest time the record has seen
    std::unordered_map<std::string, release::Train> trains_;
    std::unordered_map<config::TrainConfig const*, release::Openings> openings_;  // of the configured ones
    std::unordered_map<std::string, std::int64_t> revisions_;                     // "" : of the daemon itself
    std::int64_t latest_ = 0;                                                     // of them
    std::vector<Request> queue_;
    Figures figures_;
};

}  // namespace cadence::engine
