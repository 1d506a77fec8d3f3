#include "cadencectl/answers.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cadencectl/times.h"

namespace cadence::ctl {

namespace {

constexpr std::size_t kShortCommit = 10;

/// "backend-2026-01-22: Thu 2026-01-22 10:00 UTC -> no longer".
std::string date_change_of(std::string const& what, Json const& change) {
    auto const from = window_of(at(change, "from"), "");
    auto const to = window_of(at(change, "to"), "");
    if (from.empty()) return what + ": new, " + to;
    return what + ": " + from + " -> " + (to.empty() ? "no longer" : to);
}

/// A title, why it was cancelled, or whence it was moved.
std::string remark_on(Json const& release) {
    if (auto title = text(release, "title"); !title.empty()) return title;
    if (text(release, "state") == "cancelled") return text(at(release, "cancelled"), "reason");
    auto const& moved = at(release, "moved_from");
    if (!moved.is_object()) return {};
    return in_a_row(
        {"moved from " + when(text(moved, "opens_at"), text(release, "timezone")), text(moved, "reason")},
        ": ");
}

std::string head_of(View const& view) {
    return view.style.paint(Paint::strong, text(view.answer, "id")) + ": ";
}

bool filtered(View const& view) {
    for (auto const* name : {"train", "release", "kind", "state", "lane", "from", "to", "cursor"})
        if (view.arguments.has(name)) return true;
    return false;
}

}  // namespace

Apart apart(std::string const& text) {
    static constexpr std::string_view kBefore = " (cadencectl ";
    auto const at = text.rfind(kBefore);
    if (at == std::string::npos || !text.ends_with(')')) return {text, {}};
    return {text.substr(0, at), text.substr(at + 2, text.size() - at - 3)};
}

std::string decision_of(Json const& decision) {
    auto summary = text(decision, "summary");
    auto const& reasons = items(decision, "reasons");
    if (!reasons.empty() && text(reasons.front(), "code") == "not_planned") return summary;
    auto const verdict = text(decision, "verdict");
    auto const said = verdict == "go"      ? "GO"
                      : verdict == "no_go" ? "No-go"
                      : verdict.empty()    ? ""
                                           : "Undecided";
    return in_a_row({said, summary}, ": ");
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

std::string date_change(Json const& change) {
    auto const from = window_of(at(change, "from"), "");
    auto const to = window_of(at(change, "to"), "");
    auto const release = text(change, "release");
    auto const reason = text(change, "reason").empty() ? "" : " (" + text(change, "reason") + ")";
    if (truth(change, "skipped"))
        return release + ": " + (from.empty() ? "" : from + " -> ") + "left out" + reason;
    std::string phases;
    for (auto const& phase : items(change, "phases"))
        phases +=
            (phases.empty() ? "" : "\n  ") + date_change_of(release + " " + text(phase, "phase"), phase);
    if (!phases.empty()) return phases;
    return date_change_of(release, change) + reason;
}

std::string promise_of(Json const& deadline) {
    auto const kind = text(deadline, "kind");
    auto const subject = text(deadline, "subject");
    return in_words(kind) + " of " + (kind == "staging_deploy" ? subject.substr(0, kShortCommit) : subject);
}

Cell state_of_deadline(Json const& deadline) {
    auto const state = text(deadline, "state");
    return {state, state == "open" ? Paint::busy : paint_of_state(state)};
}

std::string due_of(Json const& deadline, std::string_view timezone, Instant now) {
    auto const state = text(deadline, "state");
    auto const due_at = text(deadline, "due_at");
    auto const due = when(due_at, timezone);
    if (state == "open") return fmt::format("due {}, {}", due, distance(due_at, now));
    if (state == "breached") return fmt::format("breached: was due {}, {}", due, distance(due_at, now));
    return fmt::format("{}, was due {}", in_words(state), due);
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

Columns release_columns() {
    return {{"RELEASE", "id", Paint::strong},
            {"STATE",
             [](Json const& release) {
                 auto const state = text(release, "state");
                 return Cell{in_words(state), paint_of_state(state)};
             }},
            {"DEPLOY WINDOW",
             [](Json const& release) {
                 auto const timezone = text(release, "timezone");
                 auto const asked = text(release, "requested_at");
                 return asked.empty() ? window_of(release, timezone) : "asked for " + when(asked, timezone);
             }},
            {"VERSION", "version"},
            {"", remark_on}};
}

Table table_of_blackouts(boost::json::array const& trains) {
    Table table{{"TRAIN", "FROM", "TO", "ID", "SOURCE", "REASON"}};
    for (auto const& train : trains)
        for (auto const& blackout : items(train, "blackouts"))
            table.row({{text(train, "id")},
                       {text(blackout, "from")},
                       {text(blackout, "to")},
                       {text(blackout, "id")},
                       {text(blackout, "source"), Paint::faint},
                       {text(blackout, "reason")}});
    return table;
}

std::string left_out(boost::json::array const& slots) {
    std::string all;
    for (auto const& slot : slots)
        all += fmt::format("Skipped: {} {}: {}\n", text(slot, "train"), text(slot, "slot"),
                           text(slot, "reason"));
    return all;
}

std::string on_train(std::string_view train) {
    return train.empty() ? std::string{} : " --train " + std::string{train};
}

std::string report_deployment(std::string_view release, std::string_view version, std::string_view commit) {
    auto const known = [](std::string_view value, std::string_view otherwise) {
        return value.empty() ? otherwise : value;
    };
    auto command = fmt::format("cadencectl deployed --release {} --version {}", known(release, "RELEASE"),
                               known(version, "VERSION"));
    if (!version.empty() && commit.empty()) return command;
    return fmt::format("{} --commit {}", command, known(commit, "SHA"));
}

std::string in_a_row(std::initializer_list<std::string_view> parts, std::string_view between) {
    std::string all;
    for (auto const part : parts) {
        if (!all.empty() && !part.empty()) all += between;
        all += part;
    }
    return all;
}

std::string sentence(std::string_view words) {
    std::string said{words};
    if (!said.empty() && !said.ends_with('.')) said += '.';
    return said;
}

std::string listing(View const& view, Columns const& columns, std::string_view none,
                    std::string_view no_match) {
    auto const& all = items(view.answer);
    if (all.empty()) return std::string{filtered(view) && !no_match.empty() ? no_match : none};
    auto const cursor = text(view.answer, "next_cursor");
    return table_of(all, columns).render(view.style) +
           (cursor.empty() ? "" : "There are more: repeat with --cursor " + cursor + "\n");
}

boost::json::array named_trains(Json const& answer, Arguments const& arguments) {
    boost::json::array named;
    for (auto const& train : items(answer))
        if (!arguments.has("train") || text(train, "id") == arguments["train"]) named.push_back(train);
    return named;
}

std::string done(View const& view, std::string const& what) {
    return done_so(view, what) + issues_recorded(view.answer, view.style);
}

std::string done_so(View const& view, std::string const& what) {
    auto const state = text(view.answer, "state");
    return head_of(view) + sentence(what) +
           " State: " + view.style.paint(paint_of_state(state), in_words(state)) + ".\n";
}

std::string done_and_decided(View const& view, std::string const& what) {
    auto const [decision, command] = apart(decision_of(at(view.answer, "decision")));
    return head_of(view) + sentence(what) + "\n" + (decision.empty() ? "" : sentence(decision) + "\n") +
           (command.empty() ? "" : "  " + command + "\n") + issues_recorded(view.answer, view.style);
}

std::string issues_recorded(Json const& answer, Style style) {
    std::string all;
    for (auto const& issue : items(answer, "issues_recorded")) {
        auto const [words, command] = apart(text(issue, "text"));
        all += style.paint(Paint::bad, fmt::format("Issue {} of {} was recorded: ", text(issue, "id"),
                                                   text(issue, "release"))) +
               words + "\n" + (command.empty() ? "" : "  " + command + "\n");
    }
    return all;
}

std::string deadline_lines(View const& view) {
    std::string all;
    for (auto const& deadline : items(view.answer, "deadlines"))
        all += fmt::format("  {}: {}\n", promise_of(deadline),
                           due_of(deadline, text(view.answer, "timezone"), view.subject.now));
    return all;
}

}  // namespace cadence::ctl
