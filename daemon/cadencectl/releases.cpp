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

Table approvals_of(Json const& release) {
    Table table{{"APPROVED BY", "AS", "AT", "VIA"}};
    for (auto const& approval : items(at(release, "on_demand"), "approvals"))
        table.row({{who(approval)},
                   {joined(items(approval, "roles"))},
                   {when(text(approval, "at"), text(release, "timezone"))},
                   {text(approval, "via"), Paint::faint}});
    return table;
}

Table riders_of(Json const& release) {
    Table table{{"RIDES ALONG", "AUTHOR", ""}};
    for (auto const& merge : items(at(release, "on_demand"), "rides_along"))
        table.row({{what_ships(merge)}, {text(merge, "author")}, {text(merge, "title")}});
    return table;
}

Table deadlines_of(Json const& release, Instant now) {
    Table table{{"PROMISE", "STATE", "DUE", ""}};
    for (auto const& deadline : items(release, "deadlines")) {
        auto const state = text(deadline, "state");
        auto const due = text(deadline, "due_at");
        table.row({{promise_of(deadline)},
                   {state, state == "breached" ? Paint::bad : Paint::busy},
                   {when(due, text(release, "timezone"))},
                   {distance(due, now)}});
    }
    return table;
}

Table phases_of(Json const& release) {
    auto const attempts = number(release, "attempt").value_or(1) > 1;
    Table table{{"PHASE", "DUE", "STATUS", attempts ? "ATTEMPT" : "", ""}};
    for (auto const& phase : items(release, "phases")) {
        auto const status = text(phase, "status");
        table.row({{text(phase, "name")},
                   {when(text(phase, "at"), text(release, "timezone"))},
                   {status, paint_of_state(status)},
                   {attempts ? text(phase, "attempt") : ""},
                   {text(phase, "reason")}});
    }
    return table;
}

Table votes_of(Json const& release) {
    Table table{{"VOTE", "BY", "AS", "AT", ""}};
    for (auto const& vote : items(release, "votes")) {
        auto const said = text(vote, "vote");
        table.row({{said, paint_of_state(said)},
                   {who(vote)},
                   {joined(items(vote, "roles"))},
                   {when(text(vote, "at"), text(release, "timezone"))},
                   {text(vote, "reason")}});
    }
    return table;
}

Table deployments_of(Json const& release) {
    Table table{{"DEPLOYMENT", "STATUS", "WHAT", "AT", "BY"}};
    for (auto const& deployment : items(release, "deployments")) {
        auto const status = text(deployment, "status");
        table.row({{text(deployment, "environment")},
                   {status, paint_of_state(status)},
                   {what_ships(deployment)},
                   {when(text(deployment, "at"), text(release, "timezone"))},
                   {text(deployment, "by")}});
    }
    return table;
}

Table issues_of(Json const& release) {
    Table table{{"ISSUE", "SEVERITY", "AT", "BY", ""}};
    for (auto const& issue : items(release, "issues"))
        table.row({{text(issue, "id")},
                   {text(issue, "severity") + (truth(issue, "proposed") ? " (proposed)" : ""), Paint::bad},
                   {when(text(issue, "at"), text(release, "timezone"))},
                   {text(issue, "by")},
                   {text(issue, "text")}});
    return table;
}

Table dates_of(Json const& release) {
    auto const timezone = text(release, "timezone");
    Table table{{"DATE CHANGED", "BY", "FROM", "TO", ""}};
    for (auto const& change : items(release, "dates")) {
        auto const to = window_of(at(change, "to"), timezone);
        table.row({{when(text(change, "at"), timezone)},
                   {text(change, "by")},
                   {window_of(at(change, "from"), timezone)},
                   {to.empty() ? "cancelled" : to},
                   {text(change, "reason")}});
    }
    return table;
}

std::string show_release(View const& view) {
    auto const& release = view.answer;
    auto all =
        view.style.paint(Paint::strong, text(release, "id")) + "\n" + facts_of(release).render(view.style);
    for (auto const& table : {approvals_of(release), riders_of(release),
                              deadlines_of(release, view.subject.now), phases_of(release), votes_of(release),
                              deployments_of(release), issues_of(release), dates_of(release)})
        if (!table.empty()) all += "\n" + table.render(view.style);
    return all;
}

std::string show_releases(View const& view) {
    return listing(view, table_of_releases(items(view.answer)), "No release is on record yet.\n",
                   "No release matches.\n");
}

}  // namespace

Subcommands releases_subcommands() {
    return {
        {.name = "show",
         .does = "Show one release: what it lacks, checklist, votes, deployments, rollback",
         .arguments = {release_place(), train_option()},
         .examples = {"show", "show backend-2026-01-22"},
         .request = {Method::get, "/v1/releases/{release}"},
         .show = show_release},
        {.name = "releases",
         .does = "List the releases on record, newest first",
         .arguments = {train_option(),
                       {"--kind", "KIND", "only of this kind: scheduled, hotfix, expedited, unplanned"},
                       {"--state", "STATE",
                        "only in this state: planned, frozen, go, released, rolled_back ..."},
                       {"--from", "DAY", "from this day on"},
                       {"--to", "DAY", "until this day"},
                       limit_option(),
                       cursor_option()},
         .examples = {"releases --state released", "releases --from 2026-01-01 --to 2026-03-31"},
         .request = {Method::get,
                     "/v1/releases",
                     {"train", "kind", "state", "from", "to", "limit", "cursor"}},
         .show = show_releases},
    };
}

}  // namespace cadence::ctl
