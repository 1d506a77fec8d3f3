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

struct CheckOrder {
    std::string item;  // of the checklist
    job::Check check;
    job::CheckSubject subject;
};

class CheckOrders {
  public:
    /// Carries one out and calls back, at once or later, at most once.
    using Carry = std::function<void(CheckOrder const&, std::function<void(job::Finding)> done)>;

    CheckOrders(engine::Engine& engine, Carry carry) : engine_{engine}, carry_{std::move(carry)} {}

    /// Wants to hear of every commit.
    void committed(std::vector<release::LogLine> const& lines);
    /// Once, after the engine's start.
    void resume();

  private:
    void order(std::string const& train, release::Release const& release, std::string const& item);
    void finish(std::string const& train, release::FinishCheck report);

    engine::Engine& engine_;
    Carry carry_;
    std::set<std::tuple<std::string, std::string, Instant>> ordered_;  // release, item, start of the run
};

}  // namespace cadence::worker
