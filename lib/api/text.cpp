#include "api/text.h"

#include <algorithm>
#include <span>

#include "base/plain_text.h"
#include "base/text.h"
#include "release/outlook.h"

namespace cadence::api {

namespace {

std::string line_of(std::string text) {
    return one_line(std::move(text)) + "\n";
}

std::string candidate_of(release::Release const& release) {
    if (!release.candidate) return {};
    auto const& [version, commit, set_at, by] = *release.candidate;
    return "  " + (version.empty() ? commit.substr(0, 12) : version);
}

/// "monitoring, overdue"
std::string state_of(release::Release const& release) {
    auto const overdue = release.state == release::State::monitoring && release.monitoring_overdue;
    return in_words(name_of(release.state)) + (overdue ? ", overdue" : "");
}

/// "backend-2026-01-22  Thursday 2026-01-22 11:00 CET  planned  2.4.0"
std::string headline(release::Upcoming const& item, Zone const& zone) {
    auto const& release = item.release;
    auto text = release.id + "  ";
    if (release.is_on_demand()) {
        text += state_of(release) + candidate_of(release) + "  " + release.on_demand->branch + "  " +
                release.on_demand->title;
        return line_of(std::move(text));
    }
    auto const day = zone.day_of(release.window.opens_at);
    text += weekday_name(date::weekday{day}) + " " + zone.show(release.window.opens_at) + "  " +
            state_of(release) + candidate_of(release);
    auto const cancelled = release.state == release::State::cancelled;
    if (cancelled && !release.dates.empty()) text += "  (" + release.dates.back().reason + ")";
    if (item.moved_from && !cancelled) text += "  (moved: " + item.moved_because + ")";
    return line_of(std::move(text));
}

std::string votes_line(release::Release const& release) {
    std::string text;
    for (auto const& vote : release.votes) {
        text += (text.empty() ? "votes: " : ", ") + vote.name + " " + in_words(name_of(vote.vote));
        if (!vote.reason.empty()) text += " (" + vote.reason + ")";
    }
    return text.empty() ? text : line_of(std::move(text));
}

std::string approvals_line(release::Release const& release) {
    std::string text;
    if (!release.on_demand) return text;
    for (auto const& approval : release.on_demand->approvals)
        text += (text.empty() ? "approved by: " : ", ") + approval.name;
    return text.empty() ? text : line_of(std::move(text));
}

bool waits(release::Release const& release) {
    return release::is_undecided(release.state) || release.state == release::State::requested;
}

/// The reasons that are missing for GO, or for an approval.
std::string decision_line(release::Release const& release, Zone const& zone) {
    auto const decision = release::decision_of(release);
    auto text = "decision: " + in_words(name_of(decision.verdict));
    if (!decision.reasons.empty()) text += ": " + release::in_short(decision.reasons, release);
    if (release.state == release::State::requested)
        text += " (expires " + zone.show(release.on_demand->expires_at) + ")";
    return line_of(std::move(text));
}

/// "checklist before: 9 of 11 required, 2 of 8 optional; open: manual_qa (failed), ci_checks"
std::string checklist_line(release::Release const& release, release::Stage stage) {
    auto const progress = release::progress_of(release.checklist, stage);
    if (progress.empty()) return {};
    return line_of(std::string{"checklist "} + (stage == release::Stage::pre ? "before: " : "after: ") +
                   progress);
}

std::string rollback_line(release::Release const& release) {
    if (!release.rollback) return {};
    auto const& rollback = *release.rollback;
    auto text = "rollback " + std::string{name_of(rollback.severity)};
    if (!rollback.to_version.empty()) text += " to " + rollback.to_version;
    text += " by " + rollback.by + ": " + rollback.reason;
    return line_of(text + (rollback.verified_at ? " (verified by " + rollback.verified_by + ")"
                                                : " (not verified yet)"));
}

std::string deadline_lines(Deadlines const& deadlines, Zone const& zone) {
    std::string text;
    for (auto const& each : deadlines) {
        auto const late = each.state == release::DeadlineState::breached ? " was due " : " is due ";
        text += line_of("deadline: " + in_words(name_of(each.kind)) + " of " + each.subject + late +
                        zone.show(each.due_at));
    }
    return text;
}

std::string freeze_line(release::Freeze const& freeze, Zone const& zone) {
    std::string text;
    for (auto const action : freeze.actions)
        text += (text.empty() ? "" : ", ") + std::string{name_of(action)};
    text = freeze.id + ": " + text + (freeze.begun ? " frozen" : " frozen from " + zone.show(freeze.from));
    text += freeze.until ? " until " + zone.show(*freeze.until) : " until somebody ends it";
    return line_of(text + " by " + freeze.by + ": " + freeze.reason);
}

/// Where there is more than is shown.
std::string and_more(std::size_t all, std::string_view what, std::string_view where) {
    if (all <= kFew) return {};
    return "and " + std::to_string(all - kFew) + " more " + std::string{what} + ": " + std::string{where} +
           "\n";
}

/// "verdict: Not GO yet. 2 votes and 4 checklist items are missing."
std::string verdict_line(std::optional<release::Release> const& current,
                         std::optional<release::Upcoming> const& next, release::Train const& train,
                         Zone const& zone) {
    if (!current && !next) return {};
    auto const outlook = release::outlook_of(current ? *current : next->release, train, zone);
    return line_of("verdict: " + outlook.word + "." + (outlook.why.empty() ? "" : " ") + outlook.why);
}

std::string train_text(engine::Engine& engine, config::TrainConfig const& config) {
    auto const& train = engine.train(config.id);
    auto const& zone = config.policy.rule.zone;
    auto text = line_of(config.name);
    auto const current = release::current_of(train);
    text += verdict_line(current, next_shown(train, config.policy), train, zone);
    if (current) {
        text += "current: " + headline(shown(*current, &config), zone);
        if (waits(*current)) text += decision_line(*current, zone);
        text += rollback_line(*current);
    }
    auto const next = next_shown(train, config.policy);
    if (next && (!current || current->id != next->release.id)) text += "next: " + headline(*next, zone);
    auto const on_demand = live_off_calendar(train);
    for (auto const& each : std::span{on_demand}.first(std::min(kFew, on_demand.size()))) {
        text += "on demand: " + headline(shown(each, &config), zone);
        if (waits(each)) text += decision_line(each, zone);
        text += rollback_line(each);
    }
    text += and_more(on_demand.size(), "releases on demand", "/v1/releases?train=" + config.id);
    if (train.blocked)
        text += line_of("blocked: the rollback of " + train.blocked->release + " is not cleared");
    auto const freezes = train.freezes.size();
    for (std::size_t i = 0; i < freezes && i < kFew; ++i) text += freeze_line(train.freezes[i], zone);
    text += and_more(freezes, "freezes", "/v1/trains/" + config.id);
    auto const running = running_deadlines(train, {}, kFew);
    text += deadline_lines(running.first, zone) + and_more(running.all, "deadlines", "/v1/deadlines");
    return text + gates_text(engine, config);
}

}  // namespace

std::string release_text(release::Upcoming const& item, Zone const& zone, release::Train const* train) {
    auto const& release = item.release;
    auto text = headline(item, zone);
    for (auto const& firing : release.firings) {
        if (firing.attempt != release.attempt) continue;
        text += "  " + zone.show(firing.phase.at) + "  " + one_line(firing.phase.name) + "  " +
                std::string{name_of(firing.status)} + "\n";
    }
    if (waits(release)) text += decision_line(release, zone);
    text += votes_line(release) + approvals_line(release) + checklist_line(release, release::Stage::pre);
    if (release.deployed_to(release::Environment::production) != nullptr)
        text += checklist_line(release, release::Stage::post);
    text += rollback_line(release);
    if (train != nullptr) text += deadline_lines(running_deadlines(*train, release.id).first, zone);
    for (auto const& issue : release.issues) text += line_of("issue " + issue.id + ": " + issue.text);
    return text;
}

std::string upcoming_text(std::vector<DateShown> const& dates) {
    std::string text;
    for (auto const& date : dates) {
        for (auto const& slot : date.skipped)
            text += line_of(release::release_id(date.train->id, slot.slot) + "  skipped: " + slot.reason);
        text += headline(date.item, date.train->policy.rule.zone);
    }
    return text.empty() ? "No release is planned.\n" : text;
}

std::string gates_text(engine::Engine& engine, config::TrainConfig const& config,
                       release::Subject const& subject) {
    std::string text;
    for (auto const action : {release::Action::merge, release::Action::deploy, release::Action::flag}) {
        auto const gate = gate_of(engine, config, action, subject);
        auto line = std::string{name_of(action)} + " " +
                    (!gate.open      ? "shut"
                     : gate.advisory ? "open, but"
                                     : "open");
        if (!gate.reasons.empty()) line += ": " + release::in_short(gate.reasons);
        if (gate.changes_at) line += " (changes " + config.policy.rule.zone.show(*gate.changes_at) + ")";
        text += line_of(std::move(line));
    }
    return text;
}

std::string status_text(engine::Engine& engine, std::vector<config::TrainConfig const*> const& trains) {
    std::string text;
    if (engine.hold()) text += line_of("The calendar is on hold: " + engine.hold()->reason);
    for (auto const* const config : trains) text += train_text(engine, *config);
    return text;
}

}  // namespace cadence::api
