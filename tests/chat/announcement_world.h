// A team in Berlin and what its channels are sent: the real core driven through a story, its log announced
// event by event.
#pragma once

#include <set>

#include "chat/announcement.h"
#include "support/story.h"

namespace cadence::chat {

using namespace cadence::testing;
using release::Role;

/// As the shipped configuration has it, at 11:00 in Berlin, with a hand-over of their own.
inline Policy policy_of_berlin() {
    using calendar::PhaseGate;
    using calendar::PhaseKind;
    auto policy = policy_of_spec();
    policy.rule.zone = Zone::load("Europe/Berlin").value();
    policy.rule.time = std::chrono::hours{11};
    auto hand_over = announcement("qa_hand_over", {.days = -2});
    policy.rule.phases.insert(policy.rule.phases.begin() + 1, hand_over);
    auto const say = [&](std::string_view name, std::string title, std::string text) {
        for (auto& each : policy.rule.phases) {
            if (each.name != name) continue;
            each.title = std::move(title);
            each.text = std::move(text);
        }
    };
    say("code_freeze", "Code freeze", "What is merged from now on waits for the next release.");
    say("qa_hand_over", "QA hand-over", "QA has the candidate.");
    say("go_no_go", "Go or no-go", "Please vote go or no_go.");
    say("deploy_window_open", "Deploy window opens", "No merges to main until the window closes.");
    say("deploy_window_close", "Deploy window closes", "The deploy window is over.");
    say("retrospective", "Retrospective", "Time to look back.");
    return policy;
}

/// With smoke tests before a release, and its health checked after it.
inline Policy policy_with_checks() {
    auto policy = policy_of_berlin();
    policy.checklist = policy_with_checklist().checklist;
    return policy;
}

inline Announcements announced(Events const& log, Policy const& policy, std::string_view public_url = {}) {
    Announcements all;
    Train before;
    before.id = kTrain;
    for (auto const& event : log) {
        auto after = release::evolve(before, event);
        auto const more = announcements_of({event, after, policy, "Backend", public_url, &before});
        all.insert(all.end(), more.begin(), more.end());
        before = std::move(after);
    }
    return all;
}
inline Announcements announced(World const& world, std::string_view public_url = {}) {
    return announced(world.log(), world.policy(), public_url);
}

inline Message worded(Announcement const& announcement) {
    return worded(announcement, usual_wording(announcement.topic));
}

inline std::vector<Message> messages_of(World const& world, Topic topic) {
    std::vector<Message> messages;
    for (auto const& announcement : announced(world)) {
        if (announcement.topic == topic) messages.push_back(worded(announcement));
    }
    return messages;
}
/// The last of this topic.
inline Message last_of(World const& world, Topic topic) {
    auto const messages = messages_of(world, topic);
    return messages.empty() ? Message{} : messages.back();
}

/// The titles that a channel gets that chooses no topics.
inline std::vector<std::string> chat_of(World const& world) {
    Channel const channel{"team"};
    std::vector<std::string> titles;
    for (auto const& announcement : announced(world)) {
        if (channel.subscribes_to(announcement.topic, kTrain)) titles.push_back(worded(announcement).title);
    }
    return titles;
}

inline constexpr std::string_view kCommit = "4f1c9a7b2d3e";

inline World quiet_world() {
    return World{"2026-01-01T09:00:00Z", policy_of_berlin()};
}

/// Frozen, with a candidate.
inline void begin(World& world, std::string const& id = kFirst) {
    auto const release = release_by_id(world.train(), world.policy(), id).value();
    auto const* const freeze = release.firing(calendar::PhaseKind::code_freeze);
    world.advance_to(std::max(world.now(), freeze->phase.at + std::chrono::hours{2}));
    (void)world.as(anna()).candidate(id, "1.2.0", std::string{kCommit}).value();
}
/// In production twenty minutes after its window opened.
inline void deploy(World& world, std::string const& id = kFirst) {
    begin(world, id);
    (void)world.as(anna()).vote(id, Choice::go).value();
    (void)world.as(paul()).vote(id, Choice::go).value();
    world.advance_to(world.at(id).window.opens_at + std::chrono::minutes{5});
    (void)world.as(bob()).deployed(id, DeploymentStatus::started).value();
    world.advance(std::chrono::minutes{15});
    (void)world.as(bob()).deployed(id).value();
}

}  // namespace cadence::chat
