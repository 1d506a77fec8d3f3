// Any script of a clock that runs, is set, sleeps and is accepted, with restarts in between, against what
// must hold whatever happens.
#include <map>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "json/events.h"
#include "json/text.h"
#include "release/agenda.h"
#include "support/house.h"

namespace cadence::engine {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

enum class Move { run, sleep, step, restart, restart_after, reboot, accept, go };

/// Reads the log: nothing early, nothing twice, nothing but closings while on hold.
class Model {
  public:
    void read(std::vector<release::LogLine> const& lines) {
        for (auto const& line : lines) {
            if (line.type == "clock_held") held_ = true;
            if (line.type == "clock_accepted") held_ = false;
            if (line.type != "phase_fired") continue;
            auto const body = json::event_body_from(line.type, json::parse(line.data).value()).value();
            fired(std::get<release::PhaseFired>(body), line.at);
        }
    }
    [[nodiscard]] bool held() const { return held_; }

  private:
    void fired(release::PhaseFired const& what, Instant at) {
        auto& status = ledger_[{what.release, what.phase, what.attempt}];
        RC_ASSERT(!status || status == FiringStatus::held);
        auto const second = status.has_value();
        status = what.status;
        if (what.status == FiringStatus::skipped) return;
        RC_ASSERT(at >= what.due_at);
        auto const late = at - what.due_at > seconds{60};
        if (!second && what.status == FiringStatus::fired) RC_ASSERT(!late);
        if (!second && what.status == FiringStatus::late) RC_ASSERT(late);
        auto const closing = what.kind == release::PhaseKind::deploy_window_close || second;
        if (held_) RC_ASSERT(closing);
    }

    std::map<std::tuple<std::string, std::string, int>, std::optional<FiringStatus>> ledger_;
    bool held_ = false;
};

void make(House& house, Move move) {
    auto const some = [](int most) { return *rc::gen::inRange(0, most); };
    switch (move) {
        case Move::run:
            house.advance(minutes{some(60 * 24 * 9)});
            break;
        case Move::sleep:
            house.clock.advance(minutes{some(60 * 24 * 9)});
            house.tick();
            break;
        case Move::step:
            house.clock.step(*rc::gen::element(1, -1) *
                             seconds{*rc::gen::element(0, 30, 600, 899, 901, 86'400, 864'000)});
            house.tick();
            break;
        case Move::restart:
            house.restart();
            break;
        case Move::restart_after:
            house.restart(minutes{some(60 * 24 * 40)});
            break;
        case Move::reboot:
            house.clock.step(minutes{60 * 24 * *rc::gen::element(0, 0, 20, -20, 400, -400)});
            house.clock.reboot();
            house.restart(minutes{some(60 * 24 * 40)});
            break;
        case Move::accept:
            (void)house.ask("olga", AcceptClock{});
            break;
        case Move::go: {
            auto const release = release::current_of(house.engine->train(kTrain));
            if (!release) break;
            (void)house.ask("anna", release::SetCandidate{release->id, "1.2.0", {}});
            (void)house.ask("anna", release::CastVote{release->id, Choice::go, {}});
            (void)house.ask("paul", release::CastVote{release->id, Choice::go, {}});
        }
    }
}

/// The daemon sets its timer by the index in the store; it must be what the train itself says.
void timer_is_right(House& house) {
    auto const due = release::next_due(house.engine->train(kTrain), house.engine->policy(kTrain),
                                       house.engine->clock_held());
    RC_ASSERT(house.engine->next_due() == (due ? std::optional{due->at} : std::nullopt));
    if (due) RC_ASSERT(due->at > house.clock.now());
}

void everything_due_is_decided(House const& house) {
    for (auto const& release : house.store->releases({.limit = 1'000'000})) {
        for (auto const& firing : release.firings) {
            if (firing.phase.at <= house.clock.now()) RC_ASSERT(firing.status != FiringStatus::pending);
            if (release.window.closes_at <= house.clock.now()) RC_ASSERT(firing.status != FiringStatus::held);
        }
    }
}

TEST(Clock, however_it_is_set_nothing_is_early_nothing_twice_and_all_is_decided) {
    EXPECT_TRUE(rc::check([] {
        House house;
        Model model;
        auto const script = *rc::gen::container<std::vector<Move>>(
            rc::gen::element(Move::run, Move::run, Move::sleep, Move::step, Move::restart,
                             Move::restart_after, Move::reboot, Move::accept, Move::go));
        std::int64_t seen = 0;
        for (auto const move : script) {
            make(house, move);
            house.tick();
            auto const lines = house.store->events({.after = seen, .limit = 1'000'000});
            model.read(lines);
            if (!lines.empty()) seen = lines.back().seq;
            RC_ASSERT(model.held() == house.engine->clock_held());
            RC_ASSERT(house.engine->train(kTrain) == house.store->train(kTrain).value());
            timer_is_right(house);
            if (!model.held()) everything_due_is_decided(house);
        }
        if (model.held()) (void)house.ask("anna", AcceptClock{}).value();
        house.tick();
        everything_due_is_decided(house);
        RC_ASSERT(folded(house, kTrain) == from_rows(house, kTrain));
    }));
}

}  // namespace
}  // namespace cadence::engine
