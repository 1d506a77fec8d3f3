#include "cadencectl/phrases.h"

#include <array>

#include <fmt/format.h>

#include "cadencectl/times.h"

namespace cadence::ctl {

namespace {

constexpr std::size_t kShortCommit = 10;

bool is_said_already(std::string_view key) {
    static constexpr std::array<std::string_view, 4> kElsewhere{"release", "train", "name", "next_slot"};
    for (auto const name : kElsewhere)
        if (name == key) return true;
    return false;
}

/// The simple members of an event's data: "vote go, reason all tests pass".
std::string told(Json const& data) {
    std::string all;
    auto const* object = data.if_object();
    if (object == nullptr) return all;
    for (auto const& [key, value] : *object) {
        std::string_view const name{key.data(), key.size()};
        auto const shown = text(value);
        if (shown.empty() || is_said_already(name)) continue;
        if (!all.empty()) all += ", ";
        all += clean(name) + " " + shown;
    }
    return all;
}

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
    auto const type = text(event, "type");
    auto const about = text(event, "release");
    return {{text(event, "seq"), Paint::faint},
            {stamp(text(event, "at"))},
            {type, Paint::strong},
            {about.empty() ? text(event, "train") : about},
            {text(event, "actor")},
            {told(at(event, "data"))}};
}

std::string sentence(std::string_view words) {
    std::string said{words};
    if (!said.empty() && !said.ends_with('.')) said += '.';
    return said;
}

}  // namespace cadence::ctl
