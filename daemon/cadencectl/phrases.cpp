#include "cadencectl/phrases.h"

#include <algorithm>

#include <fmt/format.h>

#include "cadencectl/times.h"

namespace cadence::ctl {

namespace {

constexpr std::size_t kShortCommit = 10;

std::string words_of(std::string name) {
    if (name == "post_mortem") return "post-mortem";
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

bool is_done(std::string_view status) {
    return status == "passed" || status == "waived" || status == "not_applicable";
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
    return {{text(event, "seq"), Paint::faint},
            {stamp(text(event, "at"))},
            {text(event, "type"), Paint::strong},
            {text(event, "text")}};
}

std::string promise_of(Json const& deadline) {
    auto const kind = text(deadline, "kind");
    auto const subject = text(deadline, "subject");
    return words_of(kind) + " of " + (kind == "staging_deploy" ? subject.substr(0, kShortCommit) : subject);
}

std::string due_of(Json const& deadline, std::string_view timezone, Instant now) {
    auto const state = text(deadline, "state");
    auto const due_at = text(deadline, "due_at");
    auto const due = when(due_at, timezone);
    if (state == "open") return fmt::format("due {}, {}", due, distance(due_at, now));
    if (state == "breached") return fmt::format("breached: was due {}, {}", due, distance(due_at, now));
    return fmt::format("{}, was due {}", words_of(state), due);
}

std::string freeze_of(Json const& freeze, std::string_view timezone) {
    auto said = text(freeze, "id") + ": " + joined(items(freeze, "actions"));
    if (!truth(freeze, "begun")) said += " from " + when(text(freeze, "from"), timezone);
    auto const until = text(freeze, "until");
    said += until.empty() ? " until somebody ends it" : " until " + when(until, timezone);
    auto const by = text(freeze, "by");
    return in_a_row({said, text(freeze, "reason")}, ": ") + (by.empty() ? "" : " (" + by + ")");
}

std::string block_of(Json const& blocked, std::string_view timezone) {
    return in_a_row({fmt::format("after the rollback of {} since {}", text(blocked, "release"),
                                 when(text(blocked, "since"), timezone)),
                     text(blocked, "reason")},
                    ": ");
}

std::string checklist_of(Json const& release, std::string_view stage) {
    std::int64_t all = 0;
    std::int64_t done = 0;
    std::string open;
    for (auto const& item : items(release, "checklist")) {
        if (text(item, "stage") != stage) continue;
        auto const status = text(item, "status");
        ++all;
        if (is_done(status)) ++done;
        if (is_done(status) || !truth(item, "required")) continue;
        open += (open.empty() ? "" : ", ") + text(item, "id") + (status == "failed" ? " (failed)" : "");
    }
    if (all == 0) return {};
    return fmt::format("{} of {} done{}{}", done, all, open.empty() ? "" : "; open: ", open);
}

std::string in_a_row(std::initializer_list<std::string_view> parts, std::string_view between) {
    std::string all;
    for (auto const part : parts) {
        if (!all.empty() && !part.empty()) all += between;
        all += part;
    }
    return all;
}

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string sentence(std::string_view words) {
    std::string said{words};
    if (!said.empty() && !said.ends_with('.')) said += '.';
    return said;
}

}  // namespace cadence::ctl
