// How the endpoints of hooks stand: counted with what comes to them, told once when one fails for good.
#include <boost/json.hpp>

#include "config/endpoint.h"
#include "engine/turn.h"
#include "json/text.h"

namespace cadence::engine {

namespace {

constexpr std::int64_t kToldFrom = 3;  // failures in a row: one or two may be a slip of a script

}  // namespace

store::HookRecord Engine::hook_record(Turn& turn, std::string const& endpoint) const {
    auto record = options_.store.hook(endpoint);
    return record ? *std::move(record) : store::HookRecord{.endpoint = endpoint, .since = turn.now};
}

void Engine::hook_failed(Turn& turn, release::Actor const& actor, std::string const& endpoint,
                         std::string const& event, std::string const& why) {
    auto record = hook_record(turn, endpoint);
    ++record.failed;
    ++record.in_a_row;
    record.failed_at = turn.now;
    record.failure = why;
    boost::json::object data{{"hook", endpoint}, {"reason", why}};
    if (!event.empty()) data["event"] = event;
    turn.log(actor, "hook_failed", json::dump(data));
    auto const* const hook = config::hook_at(*turn.config, endpoint);
    if (hook != nullptr && !record.told && record.in_a_row >= kToldFrom) {
        record.told = true;
        turn.log_of(hook->train, {}, actor, "hook_failing",
                    json::dump(boost::json::object{
                        {"hook", endpoint}, {"failures", std::to_string(record.in_a_row)}, {"reason", why}}));
    }
    turn.batch.put_hook(record);
}

/// An ignored notice says nothing about those that failed.
void Engine::hook_read(Turn& turn, release::Actor const& actor, FinishHook const& work) {
    auto record = hook_record(turn, work.endpoint);
    if (record.repository.empty()) record.repository = work.repository;
    if (!work.doubt.empty()) {
        record.doubted_at = turn.now;
        record.doubt = work.doubt;
    }
    if (!work.understood) {
        ++record.ignored;
        return turn.batch.put_hook(record);
    }
    ++record.understood;
    record.understood_at = turn.now;
    auto const failures = std::exchange(record.in_a_row, 0);
    auto const* const hook = config::hook_at(*turn.config, work.endpoint);
    if (std::exchange(record.told, false) && hook != nullptr)
        turn.log_of(
            hook->train, {}, actor, "hook_recovered",
            json::dump(boost::json::object{{"hook", work.endpoint}, {"failures", std::to_string(failures)}}));
    turn.batch.put_hook(record);
}

}  // namespace cadence::engine
