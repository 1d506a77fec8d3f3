// One release, with a table for each kind of thing that came to it; and the record of all.
#include <fmt/format.h>

#include "base/text.h"
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

void on_demand_facts(Json const& release, std::string_view timezone, Facts& facts) {
    auto const& asked = at(release, "on_demand");
    if (!asked.is_object()) return;
    auto const cvss = text(asked, "cvss");
    facts.add("title", text(asked, "title"));
    facts.add("criterion", in_words(text(asked, "criterion")) + (cvss.empty() ? "" : ", CVSS " + cvss));
    facts.add("because", text(asked, "justification"));
    facts.add("branch", text(asked, "branch") + ", from " + text(asked, "base"), Paint::strong);
    facts.add("asked for", fmt::format("by {}, {}", text(asked, "requested_by"),
                                       when(text(asked, "requested_at"), timezone)));
    auto const approved = when(text(asked, "approved_at"), timezone);
    facts.add("approved", approved, Paint::good);
    if (text(release, "state") == "requested")
        facts.add("expires", when(text(asked, "expires_at"), timezone), Paint::busy);
}

void rollback_facts(Json const& release, std::string_view timezone, Facts& facts) {
    auto const& rollback = at(release, "rollback");
    if (!rollback.is_object()) return;
    auto said = text(rollback, "severity") + " by " + text(rollback, "by") + ", " +
                when(text(rollback, "started_at"), timezone) + ": " + text(rollback, "reason");
    facts.add("rollback", said, Paint::bad);
    auto const to = text(rollback, "to_version");
    auto const from = text(rollback, "from_version");
    facts.add("goes back",
              to.empty() ? "reverts " + joined(items(rollback, "commits")) + " " + text(rollback, "branch")
                         : (from.empty() ? "" : "from " + from + " ") + "to " + to);
    facts.add("restored", when(text(rollback, "restored_at"), timezone));
    auto const verified = text(rollback, "verified_at");
    if (verified.empty()) return;
    facts.add("verified", fmt::format("by {}, {}", text(rollback, "verified_by"), when(verified, timezone)),
              Paint::good);
    auto const runs = what_ships(at(rollback, "restored"));
    if (!runs.empty())
        facts.add("runs",
                  runs + (truth(rollback, "by_word") ? ", on that person's word alone" : ", as reported"));
}

/// Where a retrospective or post-mortem stands.
std::string record_of(Json const& record, std::string_view timezone) {
    if (!record.is_object()) return {};
    auto const link = text(record, "link");
    return fmt::format("{}, by {}, {}", link.empty() ? "recorded" : link, text(record, "by"),
                       when(text(record, "at"), timezone));
}

void record_facts(Json const& release, std::string_view timezone, Facts& facts) {
    auto const& notes = at(release, "notes");
    if (notes.is_object())
        facts.add("notes", fmt::format("of {}, from {}", text(notes, "version"), text(notes, "source")));
    facts.add("notes lack", joined(items(notes, "problems"), "; "), Paint::busy);
    facts.add("retrospective", record_of(at(release, "retrospective"), timezone));
    facts.add("post-mortem", record_of(at(release, "post_mortem"), timezone));
}

/// Before the deployment what must hold, after it what has been seen.
void checklist_facts(Json const& release, Facts& facts) {
    facts.add("checklist", text(at(release, "progress"), "pre"));
    for (auto const& deployment : items(release, "deployments"))
        if (text(deployment, "environment") == "production") {
            facts.add("after it", text(at(release, "progress"), "post"));
            return;
        }
}

/// It is over: what was missing then is missing no more.
bool never_deployed(std::string_view state) {
    return state == "cancelled" || state == "rejected" || state == "expired";
}

void decision_facts(Json const& release, Facts& facts) {
    auto const& decision = at(release, "decision");
    auto const [words, command] = apart(decision_of(decision));
    facts.add("decision", words, paint_of_state(text(decision, "verdict")));
    facts.add("waiting for", joined(items(release, "waiting_for")));
    checklist_facts(release, facts);
    auto const advice = apart(decision_of(at(release, "recommendation")));
    facts.add("recommendation", advice.words);
    facts.add("see", command.empty() ? advice.command : command);
}

Facts facts_of(Json const& release) {
    auto const timezone = text(release, "timezone");
    Facts facts;
    auto const state = text(release, "state");
    facts.add("state", in_words(state), paint_of_state(state));
    auto const& cancelled = at(release, "cancelled");
    if (cancelled.is_object())
        facts.add(
            "cancelled",
            in_a_row({fmt::format("by {}, {}", text(cancelled, "by"), when(text(cancelled, "at"), timezone)),
                      text(cancelled, "reason")},
                     ": "));
    on_demand_facts(release, timezone, facts);
    facts.add("window", window_of(release, timezone));
    auto const& moved = at(release, "moved_from");
    if (moved.is_object())
        facts.add("moved from", in_a_row({window_of(moved, timezone), text(moved, "reason")}, ": "));
    auto const& candidate = at(release, "candidate");
    if (candidate.is_object())
        facts.add("candidate", fmt::format("{}, set by {}, {}", what_ships(candidate), text(candidate, "by"),
                                           when(text(candidate, "set_at"), timezone)));
    facts.add("version", candidate.is_object() ? "" : text(release, "version"));
    if (!never_deployed(state)) decision_facts(release, facts);
    auto const overdue = truth(release, "monitoring_overdue");
    facts.add("monitored until",
              when(text(release, "monitored_until"), timezone) +
                  (overdue ? "; overdue: required items after it are open" : ""),
              overdue ? Paint::bad : Paint::plain);
    rollback_facts(release, timezone, facts);
    record_facts(release, timezone, facts);
    return facts;
}

/// A person's name, or the id where there is none.
std::string who(Json const& one) {
    auto const name = text(one, "name");
    return name.empty() ? text(one, "person") : name;
}

std::string when_moved_to(Json const& change, std::string_view timezone) {
    auto const to = window_of(at(change, "to"), timezone);
    return to.empty() ? "cancelled" : to;
}

std::string severity_of(Json const& issue) {
    return text(issue, "severity") + (truth(issue, "proposed") ? " (proposed)" : "");
}

/// All that came to it, a table for each kind of thing.
std::vector<Table> tables_of_release(Json const& release, Instant now) {
    auto const timezone = text(release, "timezone");
    auto const& asked = at(release, "on_demand");
    auto const attempts = number(release, "attempt").value_or(1) > 1;
    return {
        table_of(items(asked, "approvals"), {{"APPROVED BY", who},
                                             {"AS", "roles"},
                                             instants("AT", "at", timezone),
                                             {"VIA", "via", Paint::faint}}),
        table_of(items(asked, "rides_along"),
                 {{"RIDES ALONG", what_ships}, {"AUTHOR", "author"}, {"", "title"}}),
        table_of(items(release, "deadlines"),
                 {{"PROMISE", promise_of},
                  {"STATE", state_of_deadline},
                  instants("DUE", "due_at", timezone),
                  {"", [&](Json const& deadline) { return distance(text(deadline, "due_at"), now); }}}),
        table_of(items(release, "phases"),
                 {{"PHASE", "name"},
                  instants("DUE", "at", timezone),
                  states("STATUS", "status"),
                  {attempts ? "ATTEMPT" : "",
                   [&](Json const& phase) { return attempts ? text(phase, "attempt") : std::string{}; }},
                  {"", "reason"}}),
        table_of(items(release, "votes"), {states("VOTE", "vote"),
                                           {"BY", who},
                                           {"AS", "roles"},
                                           instants("AT", "at", timezone),
                                           {"", "reason"}}),
        table_of(items(release, "deployments"), {{"DEPLOYMENT", "environment"},
                                                 states("STATUS", "status"),
                                                 {"WHAT", what_ships},
                                                 instants("AT", "at", timezone),
                                                 {"BY", "by"}}),
        table_of(items(release, "issues"), {{"ISSUE", "id"},
                                            {"SEVERITY", severity_of, Paint::bad},
                                            instants("AT", "at", timezone),
                                            {"BY", "by"},
                                            {"", "text"}}),
        table_of(items(release, "flags"), {{"FLAG NOT FINISHED", "key"},
                                           {"STAGE", "stage"},
                                           {"UNTIL", "until"},
                                           {"OWNER", "owner"},
                                           {"", "description"}}),
        table_of(items(release, "dates"),
                 {instants("DATE CHANGED", "at", timezone),
                  {"BY", "by"},
                  {"FROM", [&](Json const& change) { return window_of(at(change, "from"), timezone); }},
                  {"TO", [&](Json const& change) { return when_moved_to(change, timezone); }},
                  {"", "reason"}}),
    };
}

std::string show_release(View const& view) {
    auto const& release = view.answer;
    auto all =
        view.style.paint(Paint::strong, text(release, "id")) + "\n" + facts_of(release).render(view.style);
    for (auto const& table : tables_of_release(release, view.subject.now))
        if (!table.empty()) all += "\n" + table.render(view.style);
    return all;
}

std::string show_releases(View const& view) {
    return listing(view, release_columns(), "No release is on record yet.\n", "No release matches.\n");
}

}  // namespace

Subcommands releases_subcommands() {
    return {
        {.name = "show",
         .does = "Show one release: what it lacks, checklist, votes, deployments, rollback",
         .arguments = {release_place(), kTrainOption},
         .examples = {"show", "show backend-2026-01-22"},
         .request = {Method::get, "/v1/releases/{release}"},
         .show = show_release},
        {.name = "releases",
         .does = "List the releases on record, newest first",
         .arguments = {kTrainOption,
                       {"--kind", "KIND", "only of this kind: scheduled, hotfix, expedited, unplanned"},
                       {"--state", "STATE",
                        "only in this state: planned, frozen, go, released, rolled_back ..."},
                       {"--from", "DAY", "from this day on"},
                       {"--to", "DAY", "until this day"},
                       kLimitOption,
                       kCursorOption},
         .examples = {"releases --state released", "releases --from 2026-01-01 --to 2026-03-31"},
         .request = {Method::get,
                     "/v1/releases",
                     {"train", "kind", "state", "from", "to", "limit", "cursor"}},
         .show = show_releases},
    };
}

}  // namespace cadence::ctl
