// The engine's work on what comes in: taken once, worked on later, both in one transaction each.
#include <boost/json.hpp>

#include "base/text.h"
#include "engine/hook_work.h"
#include "engine/turn.h"
#include "json/text.h"

namespace cadence::engine {

namespace {

constexpr std::size_t kLongestDetail = 2000;

/// What a command of a hook records, in words.
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
    text = one_line(std::move(text));
    if (text.size() <= kLongestDetail) return text;
    auto end = kLongestDetail;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end) + "...";
}

}  // namespace

Result<Outcome> Engine::apply(Turn& turn, release::Actor const&, ReceiveHook const& work) {
    Outcome outcome;
    turn.batch.forget_arrivals_before(turn.now - kArrivalKept);
    auto arrival = work.arrival;
    arrival.arrived_at = turn.now;
    outcome.duplicate = !turn.batch.add_arrival(arrival);
    if (!outcome.duplicate) turn.wrote = true;
    return outcome;
}

/// A refused command leaves the others of its hook alone.
Result<Outcome> Engine::apply(Turn& turn, release::Actor const& actor, FinishHook const& work) {
    Outcome outcome;
    std::vector<std::string> came_to;
    std::vector<std::string> refusals;
    for (auto const& command : work.commands) {
        auto const what = what_of(command.command);
        auto const applied = apply(turn, actor, command);
        if (!applied) {
            refusals.push_back(what + " refused: " + applied.error().detail);
            continue;
        }
        came_to.push_back(what + (applied->lines.empty() ? " known already" : " recorded"));
        outcome.lines.insert(outcome.lines.end(), applied->lines.begin(), applied->lines.end());
    }
    outcome.detail = kept_short(listed(refusals, "; "));
    came_to.insert(came_to.end(), refusals.begin(), refusals.end());
    if (!work.detail.empty()) came_to.push_back(work.detail);
    auto const detail = kept_short(listed(came_to, "; "));
    turn.batch.finish_arrival(work.arrival, work.state, detail);
    turn.wrote = true;
    if (work.state != store::ArrivalState::failed) return outcome;
    boost::json::object data{{"hook", work.endpoint}, {"reason", detail}};
    if (!work.event.empty()) data["event"] = work.event;
    turn.log(actor, "hook_failed", json::dump(data));
    outcome.lines.push_back(turn.lines.back());
    return outcome;
}

}  // namespace cadence::engine
