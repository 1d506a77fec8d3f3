// Feature flags: registered, changed, removed, and told of when they are late. What may be done to one is
// lib/flag's to say; whether it may be done now is its train's flag gate's.
#include <algorithm>

#include "base/nearest.h"
#include "engine/unit_of_work.h"
#include "json/codec.h"
#include "release/arguments.h"
#include "release/lifecycle.h"

namespace cadence::engine {

using flag::Flag;

namespace {

constexpr std::size_t kToldAtOnce = 100;  // in one transaction

std::size_t count_after(Flags const& flags, Flags::Changes const& changes) {
    auto count = flags.all().size();
    for (auto const& [key, change] : changes) {
        auto const was = flags.find(key) != nullptr ? 1U : 0U;
        count = count + (change ? 1U : 0U) - was;
    }
    return count;
}

boost::json::object data_of_flag(Flag const& flag, std::string const& reason) {
    boost::json::object data{{"flag", flag.key}, {"stage", flag::show_stage(flag)}};
    if (!reason.empty()) data["reason"] = reason;
    return data;
}

}  // namespace

Flags::Flags(std::vector<Flag> all) {
    for (auto& each : all) {
        auto key = each.key;
        all_.emplace(std::move(key), std::move(each));
    }
    look_ahead();
}

Flag const* Flags::find(std::string_view key) const {
    auto const found = all_.find(key);
    return found == all_.end() ? nullptr : &found->second;
}

void Flags::learn(Changes changes) {
    if (changes.empty()) return;
    while (!changes.empty()) {
        auto each = changes.extract(changes.begin());
        if (each.mapped())
            all_.insert_or_assign(std::move(each.key()), std::move(*each.mapped()));
        else
            all_.erase(each.key());
    }
    look_ahead();
}

void Flags::look_ahead() {
    next_due_.reset();
    for (auto const& [key, each] : all_)
        if (auto const at = flag::late_at(each); at && (!next_due_ || *at < *next_due_)) next_due_ = at;
}

Flag const* Engine::flag_in(UnitOfWork const& unit, std::string_view key) const {
    auto const changed = unit.flags.find(key);
    if (changed == unit.flags.end()) return flags_.find(key);
    return changed->second ? &*changed->second : nullptr;
}

/// Of its train, whose releases are on record or in the calendar. Errors: invalid `release-not-found`.
Result<void> Engine::check_shipped_with(UnitOfWork& unit, Flag const& flag) {
    auto const* const configured = unit.config->train(flag.train);
    if (flag.release.empty() || configured == nullptr) return {};
    if (auto const past = options_.store.release(flag.release); past && past->train == flag.train) return {};
    auto known = release::release_by_id(standing(unit, flag.train).now, configured->policy, flag.release);
    if (known) return {};
    known.error().code = ErrorCode::invalid;
    known.error().field = "#/release";
    return error_of(known);
}

/// Errors: conflict `gate-shut`, with its reasons. The gate of a train that is not configured any more is
/// open: nobody could open it.
Result<void> Engine::ask_flag_gate(UnitOfWork& unit, std::string const& train) {
    auto const* const configured = unit.config->train(train);
    if (configured == nullptr) return {};
    auto const gate = release::gate_of(standing(unit, train).now, configured->policy, release::Action::flag,
                                       unit.hold.has_value());
    if (gate.open) return {};
    return refuse(ErrorCode::conflict, "gate-shut",
                  "The flag gate of " + train + " is shut: " + release::in_short(gate.reasons) +
                      ". Switching a flag off is possible all the same.");
}

Result<Outcome> Engine::apply(UnitOfWork& unit, release::Actor const& actor, PutFlag const& work) {
    if (auto const allowed = release::require(actor, release::Right::manage_flags); !allowed)
        return error_of(allowed);
    auto const* const before = flag_in(unit, work.key);
    auto const* const train = unit.config->train(work.train);
    if (train == nullptr && (before == nullptr || before->train != work.train))
        return tl::unexpected{
            unknown_name("train", work.train, unit.config->trains, &config::TrainConfig::id)};
    if (before == nullptr) {
        auto const room = release::check_room(count_after(flags_, unit.flags), flag::kMostFlags, "the daemon",
                                              "flags", "remove those that are finished.");
        if (!room) return error_of(room);
    }
    auto wanted = work.wanted;
    wanted.train = work.train;
    auto change = flag::changed(before, work.key, wanted,
                                {actor.id, unit.now, train == nullptr ? Zone{} : train->policy.rule.zone});
    if (!change) return error_of(change);
    if (!*change) return Outcome{.flag = *before};
    auto& after = (*change)->after;
    if (before == nullptr || before->release != after.release)
        if (auto const known = check_shipped_with(unit, after); !known) return error_of(known);
    if ((*change)->flips && !(*change)->switches_off)
        if (auto const open = ask_flag_gate(unit, after.train); !open) return error_of(open);
    auto outcome = log_change(unit, actor, before, **change);
    unit.put_flag(after);
    outcome.flag = std::move(after);
    return outcome;
}

/// A new flag that reaches somebody at once is a flip, too.
Outcome Engine::log_change(UnitOfWork& unit, release::Actor const& actor, Flag const* before,
                           flag::Change const& change) {
    auto const& after = change.after;
    auto const& step = after.history.back();
    auto data = data_of_flag(after, step.reason);
    data["changes"] = json::to_json(step.changes);
    Outcome outcome;
    auto const log = [&](std::string_view type) {
        auto logged = unit.log_of(after.train, after.release, actor, type, data);
        outcome.lines.insert(outcome.lines.end(), logged.lines.begin(), logged.lines.end());
    };
    if (change.is_new) log("flag_registered");
    if (change.flips) {
        data["was"] = before == nullptr ? std::string{name_of(flag::Stage::off)} : flag::show_stage(*before);
        data["description"] = after.description;
        log("flag_flipped");
    } else if (!change.is_new) {
        log("flag_changed");
    }
    return outcome;
}

Result<Outcome> Engine::apply(UnitOfWork& unit, release::Actor const& actor, RemoveFlag const& work) {
    if (auto const allowed = release::require(actor, release::Right::manage_flags); !allowed)
        return error_of(allowed);
    auto const* const before = flag_in(unit, work.key);
    if (before == nullptr || before->train != work.train) {
        std::vector<std::string> known;
        for (auto const& [key, each] : flags_.all()) known.push_back(key);
        return tl::unexpected{unknown_name("flag", work.key, known)};
    }
    auto const flips = flag::removing_flips(*before, work.reason);
    if (!flips) return error_of(flips);
    if (*flips)
        if (auto const open = ask_flag_gate(unit, before->train); !open) return error_of(open);
    auto removed = *before;
    auto outcome = unit.log_of(removed.train, removed.release, actor, "flag_removed",
                               data_of_flag(removed, work.reason));
    unit.remove_flag(work.key);
    outcome.flag = std::move(removed);
    return outcome;
}

/// Once for each date. While the clock is on hold it says nothing of what is late.
void Engine::tell_late_flags(UnitOfWork& unit) {
    if (unit.hold || !flags_.next_due() || *flags_.next_due() > unit.now) return;
    std::size_t told = 0;
    for (auto const& [key, each] : flags_.all()) {
        auto const at = flag::late_at(each);
        if (!at || *at > unit.now) continue;
        auto data = data_of_flag(each, {});
        data["until"] = format_date(*each.until);
        data["owner"] = each.owner;
        data["description"] = each.description;
        unit.log_of(each.train, each.release, the_clock(), "flag_overdue", data);
        auto after = each;
        after.told_late_at = unit.now;
        unit.put_flag(after);
        if (++told == kToldAtOnce) return;
    }
}

}  // namespace cadence::engine
