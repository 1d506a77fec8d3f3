#include "engine/engine.h"

#include <algorithm>

#include "base/nearest.h"
#include "engine/metrics.h"
#include "engine/unit_of_work.h"
#include "release/production.h"

namespace cadence::engine {

namespace {

constexpr std::size_t kTrainsPerTick = 64;
constexpr int kCommandsPerTick = 512;

release::Train without_the_past(release::Train train) {
    train.releases.remove_if([&](auto const& each) { return !release::is_live(train, each.second); });
    if (train.merges.shipped() > 0)
        train.merges.remove_if([&](auto const& each) { return !release::is_live(train, each); });
    train.deadlines.forget_ended();
    return train;
}

/// Production may run what it ran before, without what was merged since then.
bool may_go_back(release::Train const& train, release::Command const& command) {
    if (std::holds_alternative<release::VerifyRollback>(command)) return true;
    auto const* const report = std::get_if<release::ReportDeployment>(&command);
    if (report == nullptr || report->environment != release::Environment::production ||
        report->status != release::DeploymentStatus::succeeded)
        return false;
    return release::ran_as(train, report->version, report->commit) != nullptr ||
           std::ranges::any_of(train.releases, [](auto const& each) {
               return each.second.state == release::State::rolling_back;
           });
}

/// The release that a command has just created.
std::string release_made(release::Events const& events) {
    for (auto const& event : events) {
        if (auto const* const made = std::get_if<release::ReleaseRequested>(&event.body))
            return made->release;
        auto const* const planned = std::get_if<release::ReleasePlanned>(&event.body);
        if (planned != nullptr && planned->kind == release::Kind::unplanned) return planned->release;
    }
    return {};
}

/// The release a command is about, or empty.
std::string release_in(release::Command const& command) {
    return std::visit(
        [](auto const& each) -> std::string {
            if constexpr (requires { each.release; })
                return each.release;
            else
                return {};
        },
        command);
}

}  // namespace

std::string train_of(Work const& work) {
    return std::visit(
        [](auto const& each) -> std::string {
            if constexpr (requires { each.train; })
                return each.train;
            else
                return {};
        },
        work);
}

Engine::Engine(Options options)
    : options_{std::move(options)},
      config_{std::move(options_.config)},
      started_{config::at_start(config_)},
      identities_{options_.store, config_},
      flags_{options_.store.flags()},
      watch_{config_.clock_tolerance} {
    latest_ = revisions_[""] = options_.store.revision();
}

release::Train Engine::load(std::string const& id) const {
    auto stored = options_.store.train(id);
    if (stored) return std::move(*stored);
    release::Train fresh;
    fresh.id = id;
    return fresh;
}

release::Train const& Engine::train(std::string const& id) {
    auto const found = trains_.find(id);
    return found != trains_.end() ? found->second : trains_.emplace(id, load(id)).first->second;
}

void Engine::forget_trains() {
    trains_.clear();
    openings_.clear();
}

std::optional<Instant> Engine::earliest_opening(config::TrainConfig const& configured,
                                                release::Ahead const& ahead) {
    auto const [known, fresh] = openings_.try_emplace(&configured);
    if (fresh) known->second = release::openings_of(train(configured.id), configured.policy);
    return release::earliest_opening(known->second, configured.policy, configured.id, ahead);
}

Standing& Engine::standing(UnitOfWork& unit, std::string const& id) {
    auto const [found, fresh] = unit.trains.try_emplace(id);
    if (fresh) found->second.before = found->second.now = train(id);
    return found->second;
}

release::Policy const& Engine::policy(std::string const& train) const {
    return config_.train(train)->policy;
}

std::int64_t Engine::revision(std::string const& train) const {
    if (train.empty()) return latest_;
    auto const everyone = revisions_.at("");
    auto const found = revisions_.find(train);
    return found == revisions_.end() ? everyone : std::max(everyone, found->second);
}

std::optional<std::string> Engine::train_of(std::string_view release) const {
    for (auto end = release.rfind('-'); end != release.npos && end > 0; end = release.rfind('-', end - 1)) {
        auto const train = trains_.find(std::string{release.substr(0, end)});  // after which it is named
        if (train != trains_.end() && train->second.find(release) != nullptr) return train->first;
    }
    if (auto const stored = options_.store.release(release)) return stored->train;
    constexpr std::size_t kSlotSuffix = 11;  // "-2026-01-22"
    if (release.size() <= kSlotSuffix) return std::nullopt;
    auto const* const train = config_.train(release.substr(0, release.size() - kSlotSuffix));
    return train == nullptr ? std::nullopt : std::optional{train->id};
}

void Engine::submit(Request request) {
    queue_.push_back(std::move(request));
    if (queue_.size() == 1) options_.wake();
}

Result<Outcome> Engine::preview(release::Actor const& actor, TrainCommand const& command) try {
    UnitOfWork unit{*this};
    unit.previews = true;
    auto outcome = apply(unit, actor, command);
    if (outcome) outcome->deliveries = std::move(unit.queued);
    return outcome;
} catch (store::WriteRefused const& refused) {
    return refuse(ErrorCode::unavailable, "not-writable", refused.what());
}

void Engine::flush() {
    auto const requests = std::exchange(queue_, {});
    if (requests.empty()) return;
    std::vector<Result<Outcome>> results;
    results.reserve(requests.size());
    try {
        UnitOfWork unit{*this};
        watch_clock(unit);
        for (auto const& request : requests) results.push_back(run(unit, request));
        finish(unit);
    } catch (store::StorageFull const&) {
        results.assign(requests.size(),
                       refuse(ErrorCode::storage_full, "storage-full",
                              "The disk is full; nothing was changed. Make room and try again."));
    } catch (store::StorageGone const& gone) {
        results.assign(requests.size(), refuse(ErrorCode::unavailable, "database-removed", gone.what()));
        options_.refused(gone.what());
    } catch (store::CommitUnknown const&) {
        throw;
    } catch (std::exception const& error) {
        forget_trains();
        results.assign(requests.size(), refuse(ErrorCode::internal, "internal-error", error.what()));
    }
    for (std::size_t i = 0; i < requests.size(); ++i) {
        if (requests[i].done) requests[i].done(results[i]);
    }
}

bool Engine::has_changed(UnitOfWork const& unit, AsOf const& as_of) const {
    auto const concerns = [&](release::LogLine const& line) {
        return as_of.train.empty() || line.train.empty() || line.train == as_of.train;
    };
    return revision(as_of.train) != as_of.revision || std::ranges::any_of(unit.lines, concerns);
}

Result<Outcome> Engine::run(UnitOfWork& unit, Request const& request) {
    if (request.as_of && has_changed(unit, *request.as_of))
        return refuse(ErrorCode::outdated, "changed-meanwhile",
                      "It has changed since you looked; look again.");
    auto outcome =
        std::visit([&](auto const& work) { return apply(unit, request.actor, work); }, request.work);
    if (!outcome) return outcome;
    outcome->at = unit.now;
    if (request.keep) {
        if (auto const reply = request.keep(*outcome)) {
            unit.transaction.forget_replies_before(unit.now - kReplyKept);
            unit.transaction.keep_reply(*reply);
            unit.wrote = true;
        }
    }
    return outcome;
}

Result<Outcome> Engine::apply(UnitOfWork& unit, release::Actor const& actor, TrainCommand const& work) {
    auto const* const configured = unit.config->train(work.train);
    if (configured == nullptr)
        return tl::unexpected{
            unknown_name("train", work.train, unit.config->trains, &config::TrainConfig::id)};
    auto& train = standing(unit, work.train);
    if (std::holds_alternative<release::RequestRelease>(work.command)) recall_releases(train, unit.now);
    if (may_go_back(train.now, work.command)) recall_merges(train);
    auto const* const merged = std::get_if<release::RecordMerge>(&work.command);
    auto const shipped = merged != nullptr ? options_.store.shipped_merge(work.train, merged->commit)
                                           : std::nullopt;  // and was forgotten
    if (shipped && merged->replaces.empty()) return Outcome{.train = train.now};
    if (shipped)
        train.recall([&](release::Train& each) { each.merges.add(*shipped); });  // the branch is at it again
    auto const about = release_in(work.command);
    if (!about.empty() && train.now.find(about) == nullptr) {
        if (auto const past = options_.store.release(about); past && past->train == work.train)
            train.recall([&](release::Train& each) { each.releases.emplace(about, *past); });
    }
    release::Context const context{unit.now, configured->policy, actor, unit.hold.has_value()};
    auto outcome = decide_and_put(unit, work.train, work.command, context);
    if (!outcome) return outcome;
    if (!outcome->release) {
        if (auto const* const release = train.now.find(about)) outcome->release = *release;
    }
    outcome->train = train.now;
    return outcome;
}

Result<Outcome> Engine::decide_and_put(UnitOfWork& unit, std::string const& id,
                                       release::Command const& command, release::Context const& context) {
    auto& train = standing(unit, id);
    auto events = release::decide(train.now, command, context);
    if (!events) return error_of(events);
    Outcome outcome;
    if (events->empty()) return outcome;
    auto after = train.now;
    for (auto const& event : *events) after = release::evolve(std::move(after), event);
    if (auto const* const made = after.find(release_made(*events))) outcome.release = *made;
    outcome.lines = unit.put(train, std::move(after), std::move(*events));
    return outcome;
}

void Engine::run_due(UnitOfWork& unit, std::string const& id, int& budget) {
    auto& train = standing(unit, id);
    train.reschedule = unit.wrote = true;
    auto const* const configured = unit.config->train(id);
    if (configured == nullptr) return;
    auto const held = unit.hold.has_value();
    release::Context const context{unit.now, configured->policy, the_clock(), held};
    auto after = train.now;
    release::Events events;
    auto due = release::next_due(after, configured->policy, held);
    for (; due && due->at <= unit.now && budget > 0; --budget) {
        if (auto* const quarter = std::get_if<release::EndQuarter>(&due->command))
            quarter->figures = quarter_figures(options_.store, after, configured->policy.rule.zone, unit.now);
        auto const more = release::decide(after, due->command, context);
        if (!more || more->empty()) throw std::logic_error("due work of train " + id + " changes nothing");
        for (auto const& event : *more) after = release::evolve(std::move(after), event);
        events.insert(events.end(), more->begin(), more->end());
        due = release::next_due(after, configured->policy, held);
    }
    if (!events.empty()) unit.put(train, std::move(after), std::move(events));
}

bool Engine::tick() try {
    UnitOfWork unit{*this};
    watch_clock(unit);
    if (unit.hold) review_clock(unit, config_);
    int budget = kCommandsPerTick;
    for (auto const& id : options_.store.due_trains(unit.now, kTrainsPerTick)) {
        if (budget > 0) run_due(unit, id, budget);
    }
    tell_late_flags(unit);
    finish(unit);
    auto const next = next_due();
    return next && *next <= unit.now;
} catch (store::AlreadyFired const&) {
    forget_trains();  // what is in memory is not what is on disk: the next look loads it again
    throw;
}

void Engine::finish(UnitOfWork& unit) {
    if (!unit.wrote) {
        watch_ = unit.watch;
        return;
    }
    auto const accepted = hold_ && !unit.hold;
    auto const high_water = unit.hold || (unit.now <= high_water_ && !accepted) ? high_water_ : unit.now;
    if (high_water != high_water_) unit.transaction.set_meta("high_water", format_instant(high_water));
    if (unit.boot && unit.boot != boot_) unit.transaction.set_meta("boot", note_of(*unit.boot));
    unit.write_trains();
    auto const begun = options_.clock.read().since_boot;
    unit.transaction.commit();
    count(unit, options_.clock.read().since_boot - begun);
    boot_ = unit.boot;
    high_water_ = high_water;
    watch_ = unit.watch;
    if (unit.new_config) {
        config_ = std::move(*unit.new_config);
        openings_.clear();
        watch_.tolerate(config_.clock_tolerance);
    }
    hold_ = unit.hold;
    for (auto& [id, standing] : unit.trains) {
        openings_.erase(config_.train(id));
        trains_[id] = without_the_past(std::move(standing.now));
    }
    for (auto& token : unit.tokens) identities_.learn(std::move(token));
    flags_.learn(std::move(unit.flags));
    for (auto const& line : unit.lines) latest_ = revisions_[line.train] = line.seq;
    if (!unit.lines.empty()) options_.committed(unit.lines);
}

void Engine::count(UnitOfWork const& unit, Duration commit_took) {
    figures_.commits.add(commit_took);
    for (auto const& [id, standing] : unit.trains) figures_.count(standing.events);
    for (auto const& delivery : unit.ended) figures_.count(delivery);
}

std::optional<Instant> Engine::next_due() const {
    auto const of_trains = options_.store.next_due();
    auto const of_flags = hold_ ? std::nullopt : flags_.next_due();
    if (!of_trains || !of_flags) return of_trains ? of_trains : of_flags;
    return std::min(*of_trains, *of_flags);
}

std::vector<std::string> Engine::overdue_trains(Duration patience) const {
    return options_.store.due_trains(options_.clock.now() - patience, kTrainsPerTick);
}

}  // namespace cadence::engine
