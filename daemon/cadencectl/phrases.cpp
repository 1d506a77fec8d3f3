#include "cadencectl/phrases.h"

#include <fmt/format.h>

#include "cadencectl/times.h"

namespace cadence::ctl {

namespace {

constexpr std::size_t kShortCommit = 10;

}  // namespace

std::string decision_of(Json const& decision) {
    auto const reasons = joined(items(decision, "reasons"), "; ", "text");
    auto const verdict = text(decision, "verdict");
    return reasons.empty() ? verdict : verdict + ": " + reasons;
}

std::string gate_of(Json const& gate, std::string_view timezone) {
    auto const open = truth(gate, "open");
    auto const reasons = joined(items(gate, "reasons"), "; ", "text");
    auto const changes_at = text(gate, "changes_at");
    std::string said = open ? "open" : "shut";
    if (!changes_at.empty()) said += " until " + when(changes_at, timezone);
    if (!reasons.empty()) said += (open ? ", but: " : ": ") + reasons;
    return said;
}

Paint paint_of_gate(Json const& gate) {
    if (!truth(gate, "open")) return Paint::bad;
    return truth(gate, "advisory") ? Paint::busy : Paint::good;
}

std::string window_of(Json const& value, std::string_view timezone) {
    if (!value.is_object()) return when(text(value), timezone);
    return window(text(value, "opens_at"), text(value, "closes_at"), timezone);
}

std::string what_ships(Json const& value) {
    auto const version = text(value, "version");
    auto const commit = text(value, "commit").substr(0, kShortCommit);
    if (version.empty() || commit.empty()) return version + commit;
    return version + " (" + commit + ")";
}

std::string name_of_release(std::string_view id, std::string_view which) {
    return which.empty() ? std::string{id} : fmt::format("{} ({} release)", id, which);
}

std::string date_change(Json const& change) {
    auto const from = window_of(at(change, "from"), "");
    auto const to = window_of(at(change, "to"), "");
    auto const release = text(change, "release");
    if (from.empty()) return release + ": new, " + to;
    return release + ": " + from + " -> " + (to.empty() ? "no longer" : to);
}

std::vector<Cell> event_cells(Json const& event) {
    return {{text(event, "seq"), Paint::faint},
            {stamp(text(event, "at"))},
            {text(event, "type"), Paint::strong},
            {text(event, "text")}};
}

std::string sentence(std::string_view words) {
    std::string said{words};
    if (!said.empty() && !said.ends_with('.')) said += '.';
    return said;
}

}  // namespace cadence::ctl
