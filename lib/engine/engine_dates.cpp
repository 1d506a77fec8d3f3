// Another configuration, or other data of a zone: what it does to the dates, and how it comes into force.
#include <algorithm>
#include <limits>
#include <set>

#include <boost/json.hpp>

#include "base/digest.h"
#include "base/find.h"
#include "base/text.h"
#include "engine/unit_of_work.h"
#include "json/codec.h"
#include "json/text.h"

namespace cadence::engine {

namespace {

constexpr std::string_view kZoneNote = "zone:";

/// Those in the note of the last configuration who are not in this one.
std::vector<std::string> people_gone(std::optional<std::string> const& note, config::Config const& config) {
    std::vector<std::string> gone;
    auto const before = note.value_or("");
    for (auto const id : split(before, ' '))
        if (!id.empty() && config.person(id) == nullptr) gone.emplace_back(id);
    return gone;
}

boost::json::object date_json(DateDiff const& date) {
    auto line = json::to_json_without(date, {"skipped", "reason", "phases"}).get_object();
    if (date.skipped) line["skipped"] = true;
    if (!date.reason.empty()) line["reason"] = date.reason;
    if (!date.phases.empty()) line["phases"] = json::to_json(date.phases);
    return line;
}

boost::json::array dates_json(std::vector<DateDiff> const& dates) {
    boost::json::array array;
    for (auto const& date : dates) array.push_back(date_json(date));
    return array;
}

std::vector<Zone> zones_of(config::Config const& config) {
    std::vector<Zone> zones;
    std::set<std::string_view> seen;
    for (auto const& train : config.trains) {
        auto const& zone = train.policy.rule.zone;
        if (!zone.data().empty() && seen.insert(zone.name()).second) zones.push_back(zone);
    }
    return zones;
}

/// Those that both have, with other data.
std::vector<std::string> zones_changed(config::Config const& before, config::Config const& after) {
    std::vector<std::string> names;
    auto const was = zones_of(before);
    for (auto const& zone : zones_of(after)) {
        auto const same = std::ranges::find(was, zone.name(), &Zone::name);
        if (same != was.end() && *same != zone) names.push_back(zone.name());
    }
    return names;
}

/// Nothing: there is no such note, or its data makes no zone.
std::optional<Zone> recorded_zone(store::Store const& store, std::string const& name) {
    auto const note = store.meta(std::string{kZoneNote} + name);
    auto const data = note ? from_base64(*note) : std::nullopt;
    auto zone = data ? Zone::from_data(name, *data) : Result<Zone>{Zone{}};
    return data && zone ? std::optional{std::move(*zone)} : std::nullopt;
}

void add_releases(release::Train& train, std::vector<release::Release> const& releases) {
    for (auto const& each : releases) train.releases.emplace(each.id, each);
}

}  // namespace

std::vector<release::Release> Engine::recent(std::string const& train, Instant now) const {
    constexpr std::size_t kRecalled = 200;
    return options_.store.releases({.train = train, .from = now - date::days{31}, .limit = kRecalled});
}

void Engine::recall_releases(Standing& train, Instant now) const {
    auto const releases = recent(train.now.id, now);
    train.recall([&](release::Train& each) { add_releases(each, releases); });
}

DatePlan Engine::plan(config::Config const& next) {
    auto const now = options_.clock.now();
    return engine::plan(config_, next,
                        {.now = now, .clock_held = hold_.has_value(), .standing = [&](auto const& id) {
                             auto standing = train(id);
                             add_releases(standing, recent(id, now));
                             return standing;
                         }});
}

/// The calendar of a train that changes must step around what is on record from the last weeks on.
Result<void> Engine::adopt_policies(UnitOfWork& unit, config::Config const& next) {
    for (auto const& train : next.trains) {
        auto const* const before = unit.config->train(train.id);
        if (before != nullptr && before->policy == train.policy) continue;
        recall_releases(standing(unit, train.id), unit.now);
        release::Context const context{unit.now, before == nullptr ? train.policy : before->policy,
                                       the_clock(), unit.hold.has_value()};
        auto done = decide_and_put(unit, train.id, release::AdoptPolicy{train.policy}, context);
        if (!done) return error_of(done);
    }
    return {};
}

/// New trains begin, and people who are gone take their open votes with them, and their tokens: somebody of
/// that name who comes later is not given them.
Result<void> Engine::begin_and_forget(UnitOfWork& unit) {
    auto const gone = people_gone(options_.store.meta("people"), *unit.config);
    std::vector<std::string_view> ids;
    ids.reserve(unit.config->people.size());
    for (auto const& person : unit.config->people) ids.push_back(person.id);
    unit.transaction.set_meta("people", listed(ids, " "));
    for (auto& token : options_.store.tokens())
        if (!token.revoked_at && contains(gone, token.person)) (void)revoke(unit, the_clock(), token);
    for (auto const& configured : unit.config->trains) {
        auto activated = apply(unit, the_clock(), TrainCommand{configured.id, release::ActivateTrain{}});
        if (!activated) return error_of(activated);
        if (gone.empty()) continue;
        auto forgotten = apply(unit, the_clock(), TrainCommand{configured.id, release::ForgetPeople{gone}});
        if (!forgotten) return error_of(forgotten);
    }
    return {};
}

/// Of trains that both configurations have: the others' dates begin or end with them.
void Engine::tell_dates(UnitOfWork& unit, release::Actor const& actor, std::string_view why,
                        config::Config const& before, std::vector<DateDiff> const& dates) {
    for (auto first = dates.begin(); first != dates.end();) {
        auto const end = std::find_if(first, dates.end(),
                                      [&](DateDiff const& each) { return each.train != first->train; });
        if (before.train(first->train) != nullptr && unit.config->train(first->train) != nullptr) {
            unit.log_of(first->train, {}, actor, kDatesChanged,
                        {{"why", why}, {"dates", dates_json({first, end})}});
        }
        first = end;
    }
}

/// In the log and in the notes from which the next start knows what was in force.
void Engine::record_config(UnitOfWork& unit, release::Actor const& actor, config::Config const& before,
                           Outcome& outcome) {
    auto const zones = zones_changed(before, *unit.config);
    for (auto const& zone : zones_of(*unit.config)) {
        auto const key = std::string{kZoneNote} + zone.name();
        auto const data = to_base64(zone.data());
        if (options_.store.meta(key) == data) continue;
        unit.transaction.set_meta(key, data);
        unit.wrote = true;
    }
    auto const same = options_.store.meta("configuration") == unit.config->fingerprint;
    if (same && zones.empty()) return;
    boost::json::object data{{"dates_changed", dates_json(outcome.dates)}};
    if (!outcome.goes.empty()) data["goes"] = json::to_json(outcome.goes);
    if (!zones.empty()) data["zones"] = json::to_json(zones);
    if (!same) {
        unit.transaction.set_meta("configuration", unit.config->fingerprint);
        unit.transaction.set_meta("configuration_source", unit.config->source);
        unit.transaction.set_meta("configuration_included", json::dump(json::to_json(unit.config->included)));
        data["fingerprint"] = unit.config->fingerprint;
    }
    tell_dates(unit, actor, same ? "zone_data" : "configuration", before, outcome.dates);
    outcome.lines = unit.log(actor, same ? "zones_changed" : "configuration_applied", data).lines;
}

/// With the zones as they were when it was put in force: what the database says today may be another thing.
config::Config Engine::as_recorded(config::Config config) const {
    std::map<std::string, std::optional<Zone>> recorded;
    for (auto& train : config.trains) {
        auto& zone = train.policy.rule.zone;
        auto const [known, fresh] = recorded.try_emplace(zone.name());
        if (fresh) known->second = recorded_zone(options_.store, zone.name());
        if (known->second) zone = *known->second;
    }
    return config;
}

/// Nothing: the record has none that can be read.
std::optional<config::Config> Engine::recorded_config() const {
    auto const& store = options_.store;
    if (store.meta("configuration") == config_.fingerprint) return as_recorded(config_);
    auto const included = json::parse(store.meta("configuration_included").value_or("[]"))
                              .and_then([](json::Value const& files) {
                                  return json::from_json<std::vector<config::IncludedFile>>(files);
                              });
    if (!included) return std::nullopt;
    auto config = config::parse_config(store.meta("configuration_source").value_or(""), *included);
    return config ? std::optional{as_recorded(std::move(*config))} : std::nullopt;
}

Result<Outcome> Engine::apply(UnitOfWork& unit, release::Actor const& actor, ApplyConfig const& work) {
    auto const allowed = release::require(actor, release::Right::reload);
    if (!allowed && actor.id != the_clock().id) return error_of(allowed);
    auto budget = std::numeric_limits<int>::max();
    for (auto const& id : options_.store.due_trains(unit.now, unit.config->trains.size()))
        run_due(unit, id, budget);
    Outcome outcome;
    auto const before = *unit.config;
    outcome.goes = goes(before, work.config);
    if (before.trains != work.config.trains) {
        auto plan = engine::plan(
            before, work.config,
            {.now = unit.now, .clock_held = unit.hold.has_value(), .standing = [&](auto const& id) {
                 recall_releases(standing(unit, id), unit.now);
                 return standing(unit, id).now;
             }});
        outcome.dates = std::move(plan.dates);
        outcome.further = std::move(plan.further);
    }
    if (auto done = adopt_policies(unit, work.config); !done) return error_of(done);
    unit.new_config = work.config;
    unit.config = &*unit.new_config;
    for (auto const& train : before.trains) {
        if (unit.config->train(train.id) == nullptr) unit.transaction.set_next_due(train.id, std::nullopt);
    }
    record_config(unit, actor, before, outcome);
    if (auto done = begin_and_forget(unit); !done) return error_of(done);
    reschedule_all(unit);
    return outcome;
}

Result<Outcome> Engine::apply(UnitOfWork& unit, release::Actor const& actor, ReloadZones const&) {
    auto fresh = config::with_zones_of_now(*unit.config);
    return fresh ? apply(unit, actor, ApplyConfig{std::move(*fresh)}) : Outcome{};
}

}  // namespace cadence::engine
