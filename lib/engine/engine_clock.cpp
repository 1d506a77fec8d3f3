// The engine's work on the wall clock: what puts the calendar on hold, and what ends that.
#include <utility>

#include "base/describe.h"
#include "engine/stamped.h"
#include "engine/unit_of_work.h"
#include "release/lifecycle.h"

namespace cadence::engine {

namespace {

/// So many releases of one train end by themselves in a long holiday; more than that is not taken for one
/// without a witness.
constexpr int kEndedByAHoliday = 5;

std::optional<Hold> hold_from(std::optional<std::string> const& note) {
    auto stamp = stamp_in(note);
    if (!stamp) return std::nullopt;
    return Hold{stamp->first, std::move(stamp->second)};
}

/// How many of its releases would end if it were `now`; no more are counted than matter.
int would_end(release::Train train, release::Policy const& policy, Instant now) {
    release::Context const context{now, policy, the_clock(), false};
    int ended = 0;
    for (auto due = release::next_due(train, policy, false); due && due->at <= now;
         due = release::next_due(train, policy, false)) {
        auto const events = release::decide(train, due->command, context);
        if (!events || events->empty()) break;
        for (auto const& event : *events) {
            auto const* const change = std::get_if<release::StateChanged>(&event.body);
            ended += change != nullptr && release::is_terminal(change->to) ? 1 : 0;
            train = release::evolve(std::move(train), event);
        }
        if (ended > kEndedByAHoliday) break;
    }
    return ended;
}

}  // namespace

/// At a start, before anything is done about what is due.
void Engine::look_at_clock(config::Config const& last) {
    hold_ = hold_from(options_.store.meta("clock_hold"));
    high_water_ = parse_instant(options_.store.meta("high_water").value_or("")).value_or(Instant{});
    boot_ = boot_from(options_.store.meta("boot"));
    UnitOfWork unit{*this};
    review_clock(unit, last);
    watch_clock(unit);
    finish(unit);
}

void Engine::review_clock(UnitOfWork& unit, config::Config const& config) {
    auto const reason = doubt(unit, config);
    if (reason && !unit.hold) set_hold(unit, the_clock(), Hold{unit.now, *reason});
    if (reason || !unit.hold) return;
    // A time in doubt that is ahead of the record is no better after another boot.
    auto const same_boot = unit.boot && unit.boot->id == options_.clock.boot_id();
    auto const goes_on = unit.hold->since >= high_water_ && unit.now >= unit.hold->since;
    if (same_boot || !goes_on || options_.clock.synchronized())
        accept_clock(unit, the_clock(), "the clock is right again");
}

/// Within one boot the boot clock knows the time. After another one only the record does, and a time server:
/// without either a clock that is ahead is believed as long as that ends few releases.
std::optional<std::string> Engine::doubt(UnitOfWork const& unit, config::Config const& config) {
    auto const boot = boot_at(options_.clock.boot_id(), unit.reading);
    auto const known = unit.boot && unit.boot->id == boot.id;
    auto absurd = known ? unit.watch.absurd(boot.began - unit.boot->began) : std::nullopt;
    if (known && !absurd) return std::nullopt;
    if (auto behind = ClockWatch::behind(unit.now, high_water_)) return behind;
    if (known) return absurd;
    auto const ahead = unit.now - high_water_;
    if (!unit.watch.absurd(ahead) || options_.clock.synchronized()) return std::nullopt;
    auto const train = train_at_stake(unit.now, config);
    if (!train) return std::nullopt;
    return "the clock says " + describe_instant(unit.now) + ", " + describe_duration(ahead) +
           " after the end of the record, the machine was started anew meanwhile, no time server vouches for "
           "it, and more than " +
           std::to_string(kEndedByAHoliday) + " releases of " + *train + " would end";
}

std::optional<std::string> Engine::train_at_stake(Instant now, config::Config const& config) {
    constexpr std::size_t kAll = 1'000'000;
    for (auto const& id : options_.store.due_trains(now, kAll)) {
        auto const* const configured = config.train(id);
        if (configured == nullptr) continue;
        if (would_end(train(id), configured->policy, now) > kEndedByAHoliday) return id;
    }
    return std::nullopt;
}

void Engine::watch_clock(UnitOfWork& unit) {
    auto const step = unit.watch.step_at(unit.reading);
    auto const absurd = unit.watch.absurd(step);
    if (!unit.hold) {
        auto boot = boot_at(options_.clock.boot_id(), unit.reading);
        if (absurd) boot.began -= step;
        if (!unit.boot || !ClockWatch::same(*unit.boot, boot)) unit.boot = std::move(boot);
    }
    if (step == Duration{0}) return;
    if (step < Duration{0}) {
        unit.transaction.bring_deliveries_forward(unit.now);
        unit.wrote = true;
    }
    if (absurd && !unit.hold) {
        set_hold(unit, the_clock(), Hold{unit.now, *absurd});
    } else if (std::chrono::abs(step) >= std::chrono::seconds{1}) {
        unit.log(the_clock(), "clock_stepped", {{"by", format_duration(step)}});
    }
}

void Engine::set_hold(UnitOfWork& unit, release::Actor const& actor, std::optional<Hold> hold) {
    if (hold) {
        unit.transaction.set_meta("clock_hold", stamped(hold->since, hold->reason));
        unit.log(actor, "clock_held", {{"reason", hold->reason}});
    } else {
        unit.transaction.remove_meta("clock_hold");
        unit.boot = boot_at(options_.clock.boot_id(), unit.reading);
    }
    unit.hold = std::move(hold);
    reschedule_all(unit);
}

Outcome Engine::accept_clock(UnitOfWork& unit, release::Actor const& actor, std::string const& reason) {
    boost::json::object data{{"held_for", unit.hold->reason}};
    if (!reason.empty()) data["reason"] = reason;
    auto outcome = unit.log(actor, "clock_accepted", data);
    set_hold(unit, actor, std::nullopt);
    return outcome;
}

Result<Outcome> Engine::apply(UnitOfWork& unit, release::Actor const& actor, AcceptClock const& work) {
    if (auto allowed = release::require(actor, release::Right::accept_clock); !allowed)
        return error_of(allowed);
    if (!unit.hold) return refuse(ErrorCode::conflict, "clock-not-held", "The calendar is not on hold.");
    return accept_clock(unit, actor, work.reason);
}

}  // namespace cadence::engine
