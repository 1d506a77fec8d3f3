#include <functional>

#include <fmt/format.h>

#include "base/text.h"
#include "cadencectl/phrases.h"
#include "cadencectl/show.h"
#include "cadencectl/show_parts.h"
#include "cadencectl/times.h"

namespace cadence::ctl::show {

namespace {

using Fact = std::function<void(char const*, std::string const&, Paint)>;

void on_demand_facts(Json const& release, std::string_view timezone, Fact const& fact) {
    auto const& asked = at(release, "on_demand");
    if (!asked.is_object()) return;
    auto const cvss = text(asked, "cvss");
    fact("title", text(asked, "title"), Paint::plain);
    fact("criterion", in_words(text(asked, "criterion")) + (cvss.empty() ? "" : ", CVSS " + cvss),
         Paint::plain);
    fact("because", text(asked, "justification"), Paint::plain);
    fact("branch", text(asked, "branch") + ", from " + text(asked, "base"), Paint::strong);
    fact("asked for",
         fmt::format("by {}, {}", text(asked, "requested_by"), when(text(asked, "requested_at"), timezone)),
         Paint::plain);
    auto const approved = when(text(asked, "approved_at"), timezone);
    fact("approved", approved, Paint::good);
    if (text(release, "state") == "requested")
        fact("expires", when(text(asked, "expires_at"), timezone), Paint::busy);
}

void rollback_facts(Json const& release, std::string_view timezone, Fact const& fact) {
    auto const& rollback = at(release, "rollback");
    if (!rollback.is_object()) return;
    auto said = text(rollback, "severity") + " by " + text(rollback, "by") + ", " +
                when(text(rollback, "started_at"), timezone) + ": " + text(rollback, "reason");
    fact("rollback", said, Paint::bad);
    auto const to = text(rollback, "to_version");
    auto const from = text(rollback, "from_version");
    fact("goes back",
         to.empty() ? "reverts " + joined(items(rollback, "commits")) + " " + text(rollback, "branch")
                    : (from.empty() ? "" : "from " + from + " ") + "to " + to,
         Paint::plain);
    fact("restored", when(text(rollback, "restored_at"), timezone), Paint::plain);
    auto const verified = text(rollback, "verified_at");
    if (verified.empty()) return;
    fact("verified", fmt::format("by {}, {}", text(rollback, "verified_by"), when(verified, timezone)),
         Paint::good);
    auto const runs = what_ships(at(rollback, "restored"));
    if (!runs.empty())
        fact("runs", runs + (truth(rollback, "by_word") ? ", by that person's word alone" : ", as reported"),
             Paint::plain);
}

/// Where a retrospective or post-mortem stands.
std::string record_of(Json const& record, std::string_view timezone) {
    if (!record.is_object()) return {};
    auto const link = text(record, "link");
    return fmt::format("{}, by {}, {}", link.empty() ? "recorded" : link, text(record, "by"),
                       when(text(record, "at"), timezone));
}

void record_facts(Json const& release, std::string_view timezone, Fact const& fact) {
    auto const& notes = at(release, "notes");
    if (notes.is_object())
        fact("notes", fmt::format("of {}, from {}", text(notes, "version"), text(notes, "source")),
             Paint::plain);
    fact("notes lack", joined(items(notes, "problems"), "; "), Paint::busy);
    fact("retrospective", record_of(at(release, "retrospective"), timezone), Paint::plain);
    fact("post-mortem", record_of(at(release, "post_mortem"), timezone), Paint::plain);
}

/// Before the deployment what must hold, after it what has been seen.
void checklist_facts(Json const& release, Fact const& fact) {
    fact("checklist", text(at(release, "progress"), "pre"), Paint::plain);
    for (auto const& deployment : items(release, "deployments"))
        if (text(deployment, "environment") == "production") {
            fact("after it", text(at(release, "progress"), "post"), Paint::plain);
            return;
        }
}

/// It is over: what was missing then is missing no more.
bool never_deployed(std::string_view state) {
    return state == "cancelled" || state == "rejected" || state == "expired";
}

void decision_facts(Json const& release, Fact const& fact) {
    auto const& decision = at(release, "decision");
    auto const [words, command] = apart(decision_of(decision));
    fact("decision", words, paint_of_state(text(decision, "verdict")));
    fact("waiting for", joined(items(release, "waiting_for")), Paint::plain);
    checklist_facts(release, fact);
    auto const advice = apart(decision_of(at(release, "recommendation")));
    fact("recommendation", advice.words, Paint::plain);
    fact("see", command.empty() ? advice.command : command, Paint::plain);
}

}  // namespace

Table facts_of(Json const& release) {
    auto const timezone = text(release, "timezone");
    Table table{{"", ""}};
    Fact const fact = [&](char const* name, std::string const& value, Paint paint) {
        if (!value.empty()) table.row({{std::string{"  "} + name}, {value, paint}});
    };
    auto const state = text(release, "state");
    fact("state", in_words(state), paint_of_state(state));
    auto const& cancelled = at(release, "cancelled");
    if (cancelled.is_object())
        fact("cancelled",
             in_a_row({fmt::format("by {}, {}", text(cancelled, "by"), when(text(cancelled, "at"), timezone)),
                       text(cancelled, "reason")},
                      ": "),
             Paint::plain);
    on_demand_facts(release, timezone, fact);
    fact("window", window_of(release, timezone), Paint::plain);
    auto const& moved = at(release, "moved_from");
    if (moved.is_object())
        fact("moved from", in_a_row({window_of(moved, timezone), text(moved, "reason")}, ": "), Paint::plain);
    auto const& candidate = at(release, "candidate");
    if (candidate.is_object())
        fact("candidate",
             fmt::format("{}, set by {}, {}", what_ships(candidate), text(candidate, "by"),
                         when(text(candidate, "set_at"), timezone)),
             Paint::plain);
    fact("version", candidate.is_object() ? "" : text(release, "version"), Paint::plain);
    if (!never_deployed(state)) decision_facts(release, fact);
    auto const overdue = truth(release, "monitoring_overdue");
    fact("monitored until",
         when(text(release, "monitored_until"), timezone) +
             (overdue ? "; overdue: what is required after it is open" : ""),
         overdue ? Paint::bad : Paint::plain);
    rollback_facts(release, timezone, fact);
    record_facts(release, timezone, fact);
    return table;
}

}  // namespace cadence::ctl::show
