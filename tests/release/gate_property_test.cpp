// Whatever is frozen and whoever is exempt, by hand or by time.
#include <set>

#include <gtest/gtest.h>

#include "any_script.h"

namespace cadence::testing {
namespace {

using release::Action;
using release::ExemptionKind;
using release::Subject;

constexpr std::array kActions{Action::merge, Action::deploy, Action::flag};

/// Sometimes with phases that lock the merge gate before the window does.
World any_train() {
    auto policy = any_policy();
    if (*rc::gen::arbitrary<bool>().as("the code freeze locks"))
        policy.rule.phases[0].gate = calendar::PhaseGate::lock;
    return World{"2026-01-01T00:00:00Z", policy};
}

/// Nobody in particular, each kind of exemption, and a hotfix.
std::vector<Subject> subjects_in(World const& world) {
    auto const hotfix = some_hotfix(world);
    auto const* const release = world.train().find(hotfix);
    Subject wanted{.branch = {}, .commit = {}, .pull_request = {}, .labels = {}, .release = hotfix};
    if (release != nullptr) wanted.branch = release->on_demand->branch;
    Subject branch;
    branch.branch = "feature/x";
    Subject pull_request;
    pull_request.pull_request = "0";
    Subject label;
    label.labels = {"1", "2"};
    Subject docs;
    docs.paths = {"docs/a.md"};
    Subject all;
    all.paths = {"docs/a.md", "README.md", "docs/b/c.md"};
    return {Subject{}, branch, pull_request, label, wanted, docs, all};
}

/// One of them for each step: over a script they all have their turn.
Subject subject_at(World const& world, std::size_t turn) {
    auto const all = subjects_in(world);
    return all[turn % all.size()];
}

constexpr std::array kPatterns{"docs/", "README.md", "**/*.md", "src/"};

void freeze_something(World& world, int which, int amount) {
    static std::array<std::vector<Action>, 4> const kWhich{
        std::vector{Action::merge}, std::vector{Action::deploy, Action::merge}, std::vector{Action::flag},
        std::vector{Action::flag, Action::merge, Action::deploy}};
    auto const from = world.now() + (amount % 2 == 0 ? Duration{0} : some_time(amount - 1));
    auto const until = amount == 6 ? std::nullopt : std::optional{from + some_time(amount)};
    (void)world.as(anna()).freeze(kWhich[static_cast<std::size_t>(which)], until, from);
}

void end_something(World& world, int amount) {
    auto const freezes = world.train().freezes;
    auto const exemptions = world.train().exemptions;
    auto const at = static_cast<std::size_t>(amount);
    if (at < freezes.size()) (void)world.as(anna()).end_freeze(freezes[at].id).value();
    if (at < exemptions.size()) (void)world.as(anna()).end_exemption(exemptions[at].id).value();
}

/// Every other step is about gates, or until exactly when one changes.
void act(World& world, Step const& step) {
    auto const [kind, who, which, amount] = step;
    switch (kind % 8) {
        case 0:
        case 1:
            freeze_something(world, which, amount);
            break;
        case 2:
            (void)world.as(anna()).exempt(static_cast<ExemptionKind>(which % 4),
                                          which % 4 == 0 ? "feature/x"
                                          : which % 4 == 3
                                              ? kPatterns[static_cast<std::size_t>(amount) % kPatterns.size()]
                                              : std::to_string(which - 1),
                                          world.now() + some_time(amount));
            break;
        case 3:
            end_something(world, amount % 3);
            break;
        case 4:
            if (auto const then = world.gate(kActions[static_cast<std::size_t>(which % 3)]).changes_at)
                world.advance_to(*then);
            break;
        default:
            take(world, step);
            break;
    }
    world.tick();
}

/// What must hold the gate for everybody, by the words of DESIGN section 6 alone.
bool must_be_shut(World const& world, Action action) {
    for (auto const& freeze : world.train().freezes) {
        auto const& actions = freeze.actions;
        if (freeze.begun && std::find(actions.begin(), actions.end(), action) != actions.end()) return true;
    }
    if (action == Action::flag) return false;
    if (action == Action::deploy && world.train().blocked) return true;
    auto const& releases = world.train().releases;
    return std::any_of(releases.begin(), releases.end(), [&](auto const& each) {
        auto const rolling = each.second.state == State::rolling_back;
        auto const in_window = action == Action::merge && each.second.window_open();
        return each.second.deployment_running() || rolling || in_window;
    });
}

/// Where gates may change, by what is known now.
std::set<Instant> edges_of(World const& world) {
    std::set<Instant> edges;
    for (auto const& freeze : world.train().freezes) {
        edges.insert(freeze.from);
        if (freeze.until) edges.insert(*freeze.until);
    }
    for (auto const& exemption : world.train().exemptions) edges.insert(exemption.until);
    for (auto const& item : agenda_of(world.train(), world.policy(), 3).releases) {
        for (auto const& firing : item.release.firings) edges.insert(firing.phase.at);
    }
    return edges;
}

RC_GTEST_PROP(Gates, are_shut_by_whatever_holds_and_name_it_once, ()) {
    auto world = any_train();
    std::size_t turn = 0;
    for (auto const& step : any_script()) {
        act(world, step);
        auto const subject = subject_at(world, turn++);
        for (auto const action : kActions) {
            RC_ASSERT((!must_be_shut(world, action) || !world.gate(action).open));
            auto const gate = world.gate(action, subject);
            RC_ASSERT((gate.open || !gate.reasons.empty()));
            RC_ASSERT((!gate.changes_at || *gate.changes_at > world.now()));
            std::set<std::string> texts;
            for (auto const& reason : gate.reasons) texts.insert(reason.code + reason.text);
            RC_ASSERT(texts.size() == gate.reasons.size());
        }
    }
}

RC_GTEST_PROP(Gates, that_another_hold_locks_are_not_opened_by_the_end_of_a_freeze, ()) {
    auto world = any_train();
    for (auto const& step : any_script()) {
        act(world, step);
        auto const freezes = world.train().freezes;
        for (auto const& freeze : freezes) {
            auto after = world;
            RC_ASSERT(after.as(anna()).end_freeze(freeze.id).has_value());
            for (auto const action : kActions) {
                auto const held = holds_on(world.train(), world.policy(), action, false);
                auto const others = std::any_of(held.begin(), held.end(), [&](auto const& hold) {
                    return hold.locks && hold.reason.text.find("(" + freeze.id + ")") == std::string::npos;
                });
                RC_ASSERT((!others || !after.gate(action).open));
            }
        }
    }
}

RC_GTEST_PROP(Gates, do_not_flip_by_time_alone_before_they_said_they_would, ()) {
    auto world = any_train();
    for (auto const& step : any_script()) act(world, step);
    struct Said {
        Action action;
        Subject subject;
        bool open;
        Instant until;
    };
    std::vector<Said> all;
    auto edges = edges_of(world);
    for (auto const action : kActions) {
        for (auto const& subject : subjects_in(world)) {
            auto const gate = world.gate(action, subject);
            auto const unknown = runs_something(world) ? Duration{0} : Duration{std::chrono::hours{24 * 60}};
            auto const until = gate.changes_at.value_or(world.now() + unknown);
            all.push_back({action, subject, gate.open, until});
            edges.insert(until - Duration{1});
        }
    }
    edges.erase(edges.begin(), edges.upper_bound(world.now()));
    for (auto const edge : edges) {
        world.advance_to(edge);
        for (auto const& said : all)
            RC_ASSERT((edge >= said.until || world.gate(said.action, said.subject).open == said.open));
    }
}

RC_GTEST_PROP(Gates, are_never_shut_by_an_exemption, ()) {
    auto world = any_train();
    std::size_t turn = 0;
    for (auto const& step : any_script()) {
        act(world, step);
        auto exempt = world;
        auto const given =
            exempt.as(anna()).exempt(ExemptionKind::branch, "feature/x", world.now() + Duration{1});
        RC_ASSERT((given || problem_of(given) == "already-there"));
        if (!given) continue;
        auto const subject = subject_at(world, turn++);
        for (auto const action : kActions) {
            auto const let_through = action == Action::merge && subject.branch == "feature/x";
            auto const before = world.gate(action, subject);
            auto const after = exempt.gate(action, subject);
            RC_ASSERT((let_through ? after.open : after == before));
        }
        RC_ASSERT((world.gate(Action::merge, subject).open || !world.gate(Action::merge).open));
    }
}

}  // namespace
}  // namespace cadence::testing
