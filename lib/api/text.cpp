#include "api/text.h"

#include "base/text.h"

namespace cadence::api {

namespace {

std::string joined(std::vector<release::Reason> const& reasons) {
    std::string text;
    for (auto const& reason : reasons) text += (text.empty() ? "" : "; ") + reason.text;
    return text;
}

/// "backend-2026-01-22  Thursday 2026-01-22 11:00 CET  planned 2.4.0"
std::string headline(release::Upcoming const& item, Zone const& zone) {
    auto const& release = item.release;
    auto const day = zone.day_of(release.window.opens_at);
    auto text = release.id + "  " + weekday_name(date::weekday{day}) + " " +
                zone.show(release.window.opens_at) + "  " + std::string{name_of(release.state)};
    if (release.candidate)
        text += "  " + (release.candidate->version.empty() ? release.candidate->commit.substr(0, 12)
                                                           : release.candidate->version);
    if (item.moved_from) text += "  (moved: " + item.moved_because + ")";
    return one_line(std::move(text)) + "\n";
}

std::string votes_line(release::Release const& release) {
    std::string text;
    for (auto const& vote : release.votes) {
        text += (text.empty() ? "votes: " : ", ") + vote.name + " " + std::string{name_of(vote.vote)};
        if (!vote.reason.empty()) text += " (" + vote.reason + ")";
    }
    return text.empty() ? text : one_line(std::move(text)) + "\n";
}

std::string decision_line(release::Release const& release) {
    auto const decision = release::decision_of(release);
    auto text = "decision: " + std::string{name_of(decision.verdict)};
    if (!decision.reasons.empty()) text += ": " + joined(decision.reasons);
    return one_line(std::move(text)) + "\n";
}

}  // namespace

std::string release_text(release::Upcoming const& item, Zone const& zone) {
    auto const& release = item.release;
    auto text = headline(item, zone);
    for (auto const& firing : release.firings) {
        if (firing.attempt != release.attempt) continue;
        text += "  " + zone.show(firing.phase.at) + "  " + one_line(firing.phase.name) + "  " +
                std::string{name_of(firing.status)} + "\n";
    }
    if (release::is_undecided(release.state)) text += decision_line(release);
    text += votes_line(release);
    for (auto const& issue : release.issues) text += one_line("issue " + issue.id + ": " + issue.text) + "\n";
    return text;
}

std::string upcoming_text(engine::Config const& config, std::vector<release::Upcoming> const& items) {
    std::string text;
    for (auto const& item : items) text += headline(item, zone_of(config, item.release.train));
    return text.empty() ? "No release is planned.\n" : text;
}

std::string gates_text(engine::Engine& engine, engine::TrainConfig const& config) {
    std::string text;
    for (auto const action : {release::Action::merge, release::Action::deploy, release::Action::flag}) {
        auto const gate = gate_of(engine, config, action);
        auto line = std::string{name_of(action)} + " " +
                    (!gate.open      ? "shut"
                     : gate.advisory ? "open, but"
                                     : "open");
        if (!gate.reasons.empty()) line += ": " + joined(gate.reasons);
        if (gate.changes_at) line += " (changes " + config.policy.rule.zone.show(*gate.changes_at) + ")";
        text += one_line(std::move(line)) + "\n";
    }
    return text;
}

std::string status_text(engine::Engine& engine, std::vector<engine::TrainConfig const*> const& trains) {
    std::string text;
    if (engine.hold()) text += one_line("The calendar is on hold: " + engine.hold()->reason) + "\n";
    for (auto const* const config : trains) {
        auto const& train = engine.train(config->id);
        auto const& zone = config->policy.rule.zone;
        text += one_line(config->name) + "\n";
        auto const current = release::current_of(train);
        if (current) {
            text += "current: " + headline(shown(*current, config), zone);
            if (release::is_undecided(current->state)) text += decision_line(*current);
        }
        auto const ahead = release::agenda_of(train, config->policy, 1).releases;
        if (!ahead.empty() && (!current || current->id != ahead.front().release.id)) {
            text += "next: " + headline(ahead.front(), zone);
        }
        text += gates_text(engine, *config);
    }
    return text;
}

}  // namespace cadence::api
