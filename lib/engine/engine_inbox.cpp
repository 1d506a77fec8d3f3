// The engine's work on what comes in: taken once, worked on later, both in one transaction each.
#include "base/encoding.h"
#include "base/plain_text.h"
#include "base/text.h"
#include "config/endpoint.h"
#include "engine/unit_of_work.h"

namespace cadence::engine {

namespace {

constexpr std::size_t kLongestDetail = 2000;

/// The record that a hook's command makes, in words.
std::string what_of(release::Command const& command) {
    constexpr std::size_t kShown = 12;
    if (auto const* const merge = std::get_if<release::RecordMerge>(&command))
        return "merge " + merge->commit.substr(0, kShown);
    if (auto const* const report = std::get_if<release::ReportDeployment>(&command))
        return "deployment to " + std::string{name_of(report->environment)} + " " +
               std::string{name_of(report->status)};
    return "report";
}

std::string kept_short(std::string text) {
    return abbreviated(one_line(std::move(text)), kLongestDetail);
}

}  // namespace

Result<Outcome> Engine::apply(UnitOfWork& unit, release::Actor const&, ReceiveHook const& work) {
    Outcome outcome;
    unit.transaction.forget_arrivals_before(unit.now - kArrivalKept);
    auto arrival = work.arrival;
    arrival.arrived_at = unit.now;
    auto const failed = arrival.state == store::ArrivalState::failed;
    if (failed) {
        arrival.detail = kept_short(arrival.detail);
        arrival.headers.clear();
        arrival.body.clear();
    }
    outcome.duplicate = !unit.transaction.add_arrival(arrival);
    if (outcome.duplicate) return outcome;
    unit.wrote = true;
    auto record = hook_record(unit, arrival.endpoint);
    ++record.received;
    record.received_at = unit.now;
    unit.transaction.put_hook(record);
    if (failed)
        hook_failed(unit, config::hook_actor(arrival.endpoint), arrival.endpoint, arrival.event,
                    arrival.detail);
    return outcome;
}

Result<Outcome> Engine::apply(UnitOfWork& unit, release::Actor const& actor, FinishHook const& work) {
    Outcome outcome;
    std::vector<std::string> came_to;
    std::vector<std::string> refusals;
    for (auto const& command : work.commands) {
        auto const what = what_of(command.command);
        auto const applied = apply(unit, actor, command);
        if (!applied) {
            refusals.push_back(what + " refused: " + applied.error().detail);
            continue;
        }
        came_to.push_back(what + (applied->lines.empty() ? " already known" : " recorded"));
        outcome.lines.insert(outcome.lines.end(), applied->lines.begin(), applied->lines.end());
    }
    outcome.detail = kept_short(listed(refusals, "; "));
    came_to.insert(came_to.end(), refusals.begin(), refusals.end());
    if (!work.detail.empty()) came_to.push_back(work.detail);
    auto const detail = kept_short(listed(came_to, "; "));
    auto const state = refusals.empty() ? work.state : store::ArrivalState::failed;
    unit.transaction.finish_arrival(work.arrival, state, detail);
    unit.wrote = true;
    auto const logged = unit.lines.size();
    if (state == store::ArrivalState::failed)
        hook_failed(unit, actor, work.endpoint, work.event, refusals.empty() ? detail : outcome.detail);
    else
        hook_read(unit, actor, work);
    outcome.lines.insert(outcome.lines.end(), unit.lines.begin() + static_cast<std::ptrdiff_t>(logged),
                         unit.lines.end());
    return outcome;
}

}  // namespace cadence::engine
