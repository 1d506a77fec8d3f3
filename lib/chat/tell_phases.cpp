// Announcements about phases, and about the decisions that come with them.
#include <algorithm>

#include "base/text.h"
#include "chat/tell_parts.h"
#include "release/gates.h"

namespace cadence::chat {

using namespace release;

namespace {

calendar::PhaseRule const* rule_of(PhaseFired const& what, Occasion const& occasion) {
    auto const& rules = occasion.scene.policy.rule.phases;
    auto const rule = std::ranges::find(rules, what.phase, &calendar::PhaseRule::name);
    return rule == rules.end() ? nullptr : &*rule;
}

std::string lateness(PhaseFired const& what, Occasion const& occasion) {
    if (what.status != FiringStatus::late) return {};
    return "This comes " + show_duration(occasion.event.at - what.due_at) + " late" +
           (what.reason.empty() ? "." : ": " + what.reason + ".");
}

/// With the words of a phase: title and text as the team wrote them, and whether it is late.
Telling about_phase(Topic topic, PhaseFired const& what, Occasion const& occasion, Words own) {
    auto const* const rule = rule_of(what, occasion);
    own["title"] = rule == nullptr || rule->title.empty() ? in_words(what.phase) : rule->title;
    own["text"] = rule == nullptr ? "" : rule->text;
    own["late"] = lateness(what, occasion);
    auto const mood = what.status == FiringStatus::late ? Mood::warning : Mood::neutral;
    return about_release({topic, mood}, occasion, what.release, std::move(own));
}

void add_window(Words& words, Occasion const& occasion, std::string const& id) {
    auto const* const release = release_in(occasion, id);
    if (release == nullptr) return;
    auto const& window = release->window;
    words["opens_at"] = show_time(occasion, window.opens_at);
    words["closes_at"] = show_time(occasion, window.closes_at);
    words["window"] = show_duration(window.closes_at - window.opens_at);
}

Telling code_freeze(PhaseFired const& what, Occasion const& occasion) {
    Words words;
    add_window(words, occasion, what.release);
    auto telling = about_phase(Topic::code_freeze, what, occasion, std::move(words));
    auto const* const release = release_in(occasion, what.release);
    auto const& merges = occasion.scene.train.merges;
    if (release == nullptr || release->candidate || merges.empty()) return telling;
    auto const newest = shortened(merges.back().commit);  // becomes the candidate by the freeze
    telling.words["commit"] = newest;
    telling.words["candidate"] = newest;
    return telling;
}

Telling go_no_go(PhaseFired const& what, Occasion const& occasion) {
    Words words;
    std::vector<std::string> missing;
    if (auto const* const release = release_in(occasion, what.release)) {
        missing = texts_of(decision_of(*release).reasons);
        words["verdict"] = missing.empty() ? "GO stands" : "no GO yet";
        words["missing"] = only_if(!missing.empty(), "Still missing:");
    }
    auto telling = about_phase(Topic::go_no_go, what, occasion, std::move(words));
    if (!missing.empty()) telling.mood = Mood::warning;
    telling.points = few(std::move(missing));
    return telling;
}

Telling window_opened(PhaseFired const& what, Occasion const& occasion) {
    Words words;
    add_window(words, occasion, what.release);
    auto telling = about_phase(Topic::window_opened, what, occasion, std::move(words));
    auto& text = telling.words["text"];
    auto const* const release = release_in(occasion, what.release);
    auto const* const firing = release == nullptr ? nullptr : release->firing(what.kind);
    if (text.empty() && firing != nullptr && firing->phase.gate == calendar::PhaseGate::lock)
        text = "No merges to " + occasion.scene.policy.main_branch + " until it closes.";
    return telling;
}

Telling window_held(PhaseFired const& what, Occasion const& occasion) {
    Words words{{"reason", what.reason}};
    add_window(words, occasion, what.release);
    std::vector<std::string> reasons;
    if (auto const* const release = release_in(occasion, what.release)) {
        reasons = texts_of(decision_of(*release).reasons);
        if (reasons.empty()) reasons = texts_of(keeps_from_deploying(occasion.scene.train, *release));
    }
    words["reasons"] = only_if(!reasons.empty(), "To settle first:");
    auto telling = about_phase(Topic::window_held, what, occasion, std::move(words));
    telling.mood = Mood::warning;
    telling.points = few(std::move(reasons));
    return telling;
}

std::string outcome_of(Release const& release) {
    if (release.in_production()) return release.id + " is in production.";
    if (release.state == State::rolling_back || release.state == State::rolled_back)
        return release.id + " was rolled back.";
    if (release.deployment_running()) return "Its deployment is still running.";
    return "It did not reach production: postpone it or cancel it, or the next release supersedes it.";
}

Telling window_closed(PhaseFired const& what, Occasion const& occasion) {
    auto const& [train, policy, name, url, before] = occasion.scene;
    auto const* const release = release_in(occasion, what.release);
    auto const gate = gate_of(train, policy, Action::merge, false);
    Words words{
        {"outcome", release == nullptr ? "" : outcome_of(*release)},
        {"merges", gate.open ? "Merges to " + policy.main_branch + " are welcome again."
                             : "Merges to " + policy.main_branch + " still wait: " + in_short(gate.reasons)}};
    auto telling = about_phase(Topic::window_closed, what, occasion, std::move(words));
    if (release != nullptr && !release->in_production()) telling.mood = Mood::warning;
    return telling;
}

Telling retrospective(PhaseFired const& what, Occasion const& occasion) {
    auto const* const release = release_in(occasion, what.release);
    auto issues = release == nullptr ? std::vector<std::string>{} : texts_of(release->issues);
    Words words{{"issues", only_if(!issues.empty(), "Issues recorded:")}};
    auto telling = about_phase(Topic::retrospective_due, what, occasion, std::move(words));
    telling.points = few(std::move(issues));
    return telling;
}

std::string votes_of(Release const& release) {
    std::vector<std::string> votes;
    votes.reserve(release.votes.size());
    for (auto const& vote : release.votes) votes.push_back(vote.name + " " + in_words(name_of(vote.vote)));
    return votes.empty() ? "none" : listed(votes);
}

/// The go/no-go itself has told that GO is missing, or the digest tells that nobody was asked.
bool told_by_phase(Release const& release, Occasion const& occasion) {
    auto const* const firing = release.firing(PhaseKind::go_no_go);
    return firing != nullptr && firing->status != FiringStatus::skipped &&
           firing->fired_at == occasion.event.at && decision_of(release).verdict == Verdict::undecided;
}

}  // namespace

Tellings tell(PhaseFired const& what, Occasion const& occasion) {
    if (what.status == FiringStatus::held) return {window_held(what, occasion)};
    if (what.status != FiringStatus::fired && what.status != FiringStatus::late) return {};
    switch (what.kind) {
        case PhaseKind::code_freeze:
            return {code_freeze(what, occasion)};
        case PhaseKind::go_no_go:
            return {go_no_go(what, occasion)};
        case PhaseKind::deploy_window_open:
            return {window_opened(what, occasion)};
        case PhaseKind::deploy_window_close:
            return {window_closed(what, occasion)};
        case PhaseKind::retrospective:
            return {retrospective(what, occasion)};
        case PhaseKind::announcement:
            return {about_phase(Topic::announcement, what, occasion, {{"phase", what.phase}})};
    }
    return {};
}

Tellings tell(PhasesMissed const& what, Occasion const& occasion) {
    std::vector<std::string> points;
    points.reserve(what.phases.size());
    for (auto const& each : what.phases) {
        points.push_back(each.release + " " + in_words(each.phase) + ", due " +
                         show_time(occasion, each.due_at));
    }
    auto const count = what.phases.size();
    auto telling = about_train({Topic::phases_missed, Mood::warning}, occasion,
                               {{"count", std::to_string(count) + (count == 1 ? " phase" : " phases")}});
    telling.points = few(std::move(points));
    return {telling};
}

Tellings decision(StateChanged const& what, Occasion const& occasion) {
    auto const* const release = release_in(occasion, what.release);
    if (what.to == State::no_go && release != nullptr && told_by_phase(*release, occasion)) return {};
    auto const go = what.to == State::go;
    auto const taken_back = what.from == State::go;
    Words words{{"decision", go           ? "GO"
                             : taken_back ? "GO taken back"
                                          : "No GO"},
                {"votes", release == nullptr ? "" : votes_of(*release)},
                {"reasons", only_if(!go, "Reasons:")}};
    add_window(words, occasion, what.release);
    auto telling = about_release({Topic::decision, go ? Mood::good : Mood::warning}, occasion, what.release,
                                 std::move(words));
    if (go) return {telling};
    if (release != nullptr) telling.points = few(texts_of(decision_of(*release).reasons));
    if (telling.points.empty()) telling.points.push_back(what.reason);
    return {telling};
}

Tellings tell(release::VoteReminded const& what, Occasion const& occasion) {
    std::vector<std::string> titles;
    titles.reserve(what.waiting_for.size());
    for (auto const role : what.waiting_for) titles.emplace_back(title_of(role));
    auto telling =
        about_release({Topic::vote_reminder, Mood::warning}, occasion, what.release,
                      {{"decision_at", show_time(occasion, what.decision_at)},
                       {"left", show_duration(what.decision_at - occasion.event.at)},
                       {"waiting_for", titles.empty() ? "nobody, everyone has voted" : listed(titles)},
                       {"missing", only_if(!what.missing.empty(), "Also missing:")}});
    telling.points = few(what.missing);
    return {telling};
}

}  // namespace cadence::chat
