// Phases: fired, held, missed.
#include <algorithm>

#include "base/text.h"
#include "chat/nouns.h"
#include "chat/phrases.h"
#include "release/gates.h"

namespace cadence::chat {

using namespace release;

namespace {

constexpr std::size_t kMissedNamed = 6;  // in the log

calendar::PhaseRule const* rule_of(PhaseFired const& what, EventContext const& context) {
    auto const& rules = context.policy.rule.phases;
    auto const rule = std::ranges::find(rules, what.phase, &calendar::PhaseRule::name);
    return rule == rules.end() ? nullptr : &*rule;
}

std::string lateness(PhaseFired const& what, EventContext const& context) {
    if (what.status != FiringStatus::late) return {};
    return "This comes " + show_duration(context.event.at - what.due_at) + " late" +
           (what.reason.empty() ? "." : ": " + what.reason + ".");
}

/// With the words of a phase: title and text as the team wrote them, and whether it is late.
Announcement about_phase(Topic topic, PhaseFired const& what, EventContext const& context, Words own) {
    auto const* const rule = rule_of(what, context);
    own["title"] = rule == nullptr || rule->title.empty() ? in_words(what.phase) : rule->title;
    own["text"] = rule == nullptr ? "" : rule->text;
    own["late"] = lateness(what, context);
    auto const mood = what.status == FiringStatus::late ? Mood::warning : Mood::neutral;
    return about_release({topic, mood}, context, what.release, std::move(own));
}

Announcement code_freeze(PhaseFired const& what, EventContext const& context) {
    auto made = about_phase(Topic::code_freeze, what, context, window_of(context, what.release));
    auto const* const release = context.train.find(what.release);
    auto const& merges = context.train.merges;
    if (release == nullptr || release->candidate || merges.empty()) return made;
    auto const newest = shortened(merges.back().commit);  // becomes the candidate by the freeze
    made.words["commit"] = newest;
    made.words["candidate"] = newest;
    return made;
}

Announcement go_no_go(PhaseFired const& what, EventContext const& context) {
    Words words;
    std::vector<std::string> missing;
    if (auto const* const release = context.train.find(what.release)) {
        missing = each_of(decision_of(*release).reasons, &Reason::text);
        words["verdict"] = missing.empty() ? "GO stands" : "no GO yet";
        words["missing"] = only_if(!missing.empty(), "Still missing:");
    }
    auto made = about_phase(Topic::go_no_go, what, context, std::move(words));
    if (!missing.empty()) made.mood = Mood::warning;
    made.points = few(std::move(missing));
    return made;
}

Announcement window_opened(PhaseFired const& what, EventContext const& context) {
    auto made = about_phase(Topic::window_opened, what, context, window_of(context, what.release));
    auto& text = made.words["text"];
    auto const* const release = context.train.find(what.release);
    auto const* const firing = release == nullptr ? nullptr : release->firing(what.kind);
    if (text.empty() && firing != nullptr && firing->phase.gate == calendar::PhaseGate::lock)
        text = "No merges to " + context.policy.main_branch + " until it closes.";
    return made;
}

Announcement window_held(PhaseFired const& what, EventContext const& context) {
    auto words = window_of(context, what.release);
    words["reason"] = what.reason;
    std::vector<std::string> reasons;
    if (auto const* const release = context.train.find(what.release)) {
        reasons = each_of(decision_of(*release).reasons, &Reason::text);
        if (reasons.empty()) reasons = each_of(keeps_from_deploying(context.train, *release), &Reason::text);
    }
    words["reasons"] = only_if(!reasons.empty(), "To settle first:");
    auto made = about_phase(Topic::window_held, what, context, std::move(words));
    made.mood = Mood::warning;
    made.points = few(std::move(reasons));
    return made;
}

std::string outcome_of(Release const& release) {
    if (release.in_production()) return release.id + " is in production.";
    if (release.state == State::rolling_back || release.state == State::rolled_back)
        return release.id + " was rolled back.";
    if (release.deployment_running()) return "Its deployment is still running.";
    return "It did not reach production: postpone it or cancel it, or the next release supersedes it.";
}

Announcement window_closed(PhaseFired const& what, EventContext const& context) {
    auto const& policy = context.policy;
    auto const* const release = context.train.find(what.release);
    auto const gate = gate_of(context.train, policy, Action::merge, false);
    Words words{
        {"outcome", release == nullptr ? "" : outcome_of(*release)},
        {"merges", gate.open ? "Merges to " + policy.main_branch + " are welcome again."
                             : "Merges to " + policy.main_branch + " still wait: " + in_short(gate.reasons)}};
    auto made = about_phase(Topic::window_closed, what, context, std::move(words));
    if (release != nullptr && !release->in_production()) made.mood = Mood::warning;
    return made;
}

std::string said_of(Issue const& issue) {
    return (issue.severity ? std::string{name_of(*issue.severity)} + ": " : "") + issue.text;
}

Announcement retrospective(PhaseFired const& what, EventContext const& context) {
    auto const* const release = context.train.find(what.release);
    auto issues = release == nullptr ? std::vector<std::string>{} : each_of(release->issues, said_of);
    Words words{{"issues", only_if(!issues.empty(), "Issues recorded:")}};
    auto made = about_phase(Topic::retrospective_due, what, context, std::move(words));
    made.points = few(std::move(issues));
    return made;
}

std::string sentence(PhaseFired const& what, LogLine const& line) {
    auto text = what.release + ": " + in_words(what.phase) + " " + std::string{name_of(what.status)};
    if (what.status == FiringStatus::late) text += " by " + describe_duration(line.at - what.due_at);
    return text + because(what.reason);
}

Announcements announcements(PhaseFired const& what, EventContext const& context) {
    if (what.status == FiringStatus::held) return {window_held(what, context)};
    if (what.status != FiringStatus::fired && what.status != FiringStatus::late) return {};
    switch (what.kind) {
        case PhaseKind::code_freeze:
            return {code_freeze(what, context)};
        case PhaseKind::go_no_go:
            return {go_no_go(what, context)};
        case PhaseKind::deploy_window_open:
            return {window_opened(what, context)};
        case PhaseKind::deploy_window_close:
            return {window_closed(what, context)};
        case PhaseKind::retrospective:
            return {retrospective(what, context)};
        case PhaseKind::announcement:
            return {about_phase(Topic::announcement, what, context, {{"phase", what.phase}})};
    }
    return {};
}

std::string sentence(PhasesMissed const& what, LogLine const&) {
    auto text =
        counted(what.phases.size(), "phase was missed", "phases were missed") + " while cadenced was away";
    for (std::size_t i = 0; i < what.phases.size() && i < kMissedNamed; ++i)
        text += (i == 0 ? ": " : ", ") + what.phases[i].release + " " + what.phases[i].phase;
    return what.phases.size() > kMissedNamed ? text + " ..." : text;
}

Announcements announcements(PhasesMissed const& what, EventContext const& context) {
    auto made = about_train({Topic::phases_missed, Mood::warning}, context,
                            {{"count", counted(what.phases.size(), "phase", "phases")}});
    made.points = few(each_of(what.phases, [&](MissedPhase const& each) {
        return each.release + " " + in_words(each.phase) + ", due " + show_time(context, each.due_at);
    }));
    return {made};
}

}  // namespace

Noun const kPhases = noun_of<PhaseEvents>(
    [](auto const& what, LogLine const& line) { return sentence(what, line); },
    [](auto const& what, EventContext const& context) { return announcements(what, context); });

}  // namespace cadence::chat
