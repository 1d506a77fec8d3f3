// A daemon without its loop: a clock that moves when told to, a real store, the engine. Time passes as the
// daemon's timer lets it pass, from one due instant to the next.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "support/spec.h"

struct sqlite3;

namespace cadence::engine {

using cadence::testing::day;
using cadence::testing::kFirst;
using cadence::testing::kSecond;
using cadence::testing::kThird;
using cadence::testing::policy_of_spec;
using cadence::testing::utc;
using release::Choice;
using release::FiringStatus;
using release::State;

inline std::string const kTrain{cadence::testing::kTrain};

/// Anna (Tech Lead), Paul (Product Owner), Quinn (QA) and Olga (Ops), and one train on the spec's cadence.
[[nodiscard]] config::Config config_of_spec();
/// The same with other trains.
[[nodiscard]] config::Config config_with(std::vector<config::TrainConfig> trains, std::string fingerprint);
[[nodiscard]] config::TrainConfig train_config(std::string id, release::Policy policy = policy_of_spec());

class House {
  public:
    enum class Keeps { in_memory, on_disk };
    explicit House(std::string_view now = "2026-01-01T09:00:00Z", config::Config config = config_of_spec(),
                   Keeps keeps = Keeps::in_memory);
    House(House const&) = delete;
    House& operator=(House const&) = delete;
    ~House();

    /// The process ends and starts again, after so long; what is in memory only is the store's.
    void restart(Duration after = Duration{0});
    void restart(config::Config config) { restart_with(std::move(config)); }
    /// Time passes while the daemon runs: everything is done when it is due.
    void advance_to(Instant instant);
    void advance_to(std::string_view instant) { advance_to(utc(instant)); }
    void advance(Duration by) { advance_to(clock.now() + by); }
    void tick();

    [[nodiscard]] release::Actor as(std::string const& person) const;
    Result<Outcome> ask(std::string const& person, Work work);
    Result<Outcome> ask(std::string const& person, release::Command command) {
        return ask(person, Work{TrainCommand{kTrain, std::move(command)}});
    }
    /// A candidate, and everybody's go.
    void give_go(std::string const& release);

    /// Refuse to grow the database by more than so many pages; nothing: let it grow again.
    void fill_disk(std::optional<int> pages_left);

    [[nodiscard]] release::Release at(std::string const& id) const { return store->release(id).value(); }
    [[nodiscard]] State state(std::string const& id) const { return at(id).state; }
    [[nodiscard]] std::vector<release::LogLine> whole_log() const;
    [[nodiscard]] std::vector<release::LogLine> lines_of(std::string const& type) const;
    /// What decides: every train and release as the store has them, and the log.
    [[nodiscard]] std::string state_of_everything() const;
    [[nodiscard]] std::filesystem::path const& file() const { return file_; }

    ManualClock clock;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<Engine> engine;
    std::vector<release::LogLine> log;  // as committed, since the last start
    int commits = 0;                    // transactions that the engine told of
    int wakes = 0;

  private:
    void open();
    void start();
    void restart_with(config::Config config);

    config::Config config_;
    std::filesystem::path folder_;  // empty: in memory
    std::filesystem::path file_;
    sqlite3* connection_ = nullptr;
};

/// Rows against log: what the log folds to, and what the rows say, of one train.
[[nodiscard]] release::Train folded(House const& house, std::string const& train);
[[nodiscard]] release::Train from_rows(House const& house, std::string const& train);

/// "code_freeze fired", the phases of the current attempt.
[[nodiscard]] std::vector<std::string> phases_of(release::Release const& release);
[[nodiscard]] std::string problem_of(Result<Outcome> const& result);

}  // namespace cadence::engine
