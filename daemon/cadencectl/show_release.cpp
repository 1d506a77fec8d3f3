#include <fmt/format.h>

#include "cadencectl/phrases.h"
#include "cadencectl/show.h"
#include "cadencectl/show_parts.h"
#include "cadencectl/times.h"

namespace cadence::ctl::show {

namespace {

Table approvals_of(Json const& release) {
    Table table{{"APPROVED BY", "AS", "AT", "VIA"}};
    for (auto const& approval : items(at(release, "on_demand"), "approvals"))
        table.row({{text(approval, "name").empty() ? text(approval, "person") : text(approval, "name")},
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
                   {text(vote, "name").empty() ? text(vote, "person") : text(vote, "name")},
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

}  // namespace

std::string release(View const& view) {
    auto const& release = view.answer;
    auto all =
        view.style.paint(Paint::strong, text(release, "id")) + "\n" + facts_of(release).render(view.style);
    for (auto const& table : {approvals_of(release), riders_of(release),
                              deadlines_of(release, view.subject.now), phases_of(release), votes_of(release),
                              deployments_of(release), issues_of(release), dates_of(release)})
        if (!table.empty()) all += "\n" + table.render(view.style);
    return all;
}

}  // namespace cadence::ctl::show
