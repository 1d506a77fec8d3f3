// How the endpoints of hooks stand: counted with what comes to them, told once when one fails for good.
#include "config/endpoint.h"
#include "engine/unit_of_work.h"

namespace cadence::engine {

namespace {

constexpr std::int64_t kToldFrom = 3;  // failures in a row: one or two may be a slip of a script

}  // namespace

store::HookRecord Engine::hook_record(UnitOfWork& unit, std::string const& endpoint) const {
    auto record = options_.store.hook(endpoint);
    return record ? *std::move(record) : store::HookRecord{.endpoint = endpoint, .since = unit.now};
}

void Engine::hook_failed(UnitOfWork& unit, release::Actor const& actor, std::string const& endpoint,
                         std::string const& event, std::string const& why) {
    auto record = hook_record(unit, endpoint);
    ++record.failed;
    ++record.in_a_row;
    record.failed_at = unit.now;
    record.failure = why;
    boost::json::object data{{"hook", endpoint}, {"reason", why}};
    if (!event.empty()) data["event"] = event;
    unit.log(actor, "hook_failed", data);
    auto const* const hook = config::hook_at(*unit.config, endpoint);
    if (hook != nullptr && !record.told && record.in_a_row >= kToldFrom) {
        record.told = true;
        unit.log_of(hook->train, {}, actor, "hook_failing",
                    {{"hook", endpoint}, {"failures", std::to_string(record.in_a_row)}, {"reason", why}});
    }
    unit.transaction.put_hook(record);
}

/// An ignored notice says nothing about those that failed.
void Engine::hook_read(UnitOfWork& unit, release::Actor const& actor, FinishHook const& work) {
    auto record = hook_record(unit, work.endpoint);
    if (record.repository.empty()) record.repository = work.repository;
    if (!work.doubt.empty()) {
        record.doubted_at = unit.now;
        record.doubt = work.doubt;
    }
    if (!work.understood) {
        ++record.ignored;
        return unit.transaction.put_hook(record);
    }
    ++record.understood;
    record.understood_at = unit.now;
    auto const failures = std::exchange(record.in_a_row, 0);
    auto const* const hook = config::hook_at(*unit.config, work.endpoint);
    if (std::exchange(record.told, false) && hook != nullptr)
        unit.log_of(hook->train, {}, actor, "hook_recovered",
                    {{"hook", work.endpoint}, {"failures", std::to_string(failures)}});
    unit.transaction.put_hook(record);
}

}  // namespace cadence::engine
