// Between the record and whoever runs checks: after a commit that says checks have begun, orders them; when
// one ends, asks the engine to record it. After a restart orders again what was under way. It runs nothing
// itself and keeps nothing: the record says what is under way.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "engine/engine.h"
#include "job/check.h"

namespace cadence::worker {

class CheckOrders {
  public:
    /// Runs one and calls back, at once or later, at most once.
    using Run = std::function<void(job::Check, job::CheckSubject, std::function<void(job::Finding)> done)>;

    CheckOrders(engine::Engine& engine, Run run) : engine_{engine}, run_{std::move(run)} {}

    /// Wants to hear of every commit.
    void committed(std::vector<release::LogLine> const& lines);
    /// Once, after the engine's start.
    void resume();

  private:
    void order(std::string const& train, release::Release const& release, std::string const& item);
    void finish(std::string const& train, release::FinishCheck report);

    engine::Engine& engine_;
    Run run_;
    std::set<std::tuple<std::string, std::string, Instant>> ordered_;  // release, item, start of the run
};

}  // namespace cadence::worker
