#include "release/release.h"

#include <algorithm>
#include <array>

#include "artifact/version.h"
#include "base/find.h"

namespace cadence::release {

namespace {

bool is_same(Deployment const& a, Deployment const& b) {
    auto const same = compared(a.version, a.commit, b.version, b.commit);
    return same.value_or(a.version == b.version && a.commit == b.commit);
}

/// Reported after the start. A success ends whatever began before it; of other ends, only its own.
bool ends(Deployment const& end, Deployment const& start) {
    if (end.status == DeploymentStatus::succeeded && end.at >= start.at) return true;
    return may_be_the_same(start, end.version, end.commit) && end.at + kClockSkew > start.at;
}

/// A start that is reported behind its end, or behind what replaced it, begins nothing.
bool comes_late(Deployment const& start, Deployment const& end) {
    if (end.status == DeploymentStatus::succeeded) return is_same(start, end) || start.at <= end.at;
    return may_be_the_same(start, end.version, end.commit) && start.at < end.at;
}

/// How far a release of this state has come.
enum class Course { undecided, under_way, over };

struct StateFacts {
    State state;
    Course course;
    std::string_view standing;
};
constexpr std::array kStates{
    StateFacts{State::planned, Course::undecided, "is planned"},
    StateFacts{State::frozen, Course::undecided, "is frozen"},
    StateFacts{State::go, Course::undecided, "has GO"},
    StateFacts{State::no_go, Course::undecided, "is a no-go"},
    StateFacts{State::held, Course::undecided, "is held"},
    StateFacts{State::deploying, Course::under_way, "is being deployed"},
    StateFacts{State::monitoring, Course::under_way, "is being monitored"},
    StateFacts{State::released, Course::over, "is released"},
    StateFacts{State::overdue, Course::under_way, "is overdue"},
    StateFacts{State::cancelled, Course::over, "is cancelled"},
    StateFacts{State::requested, Course::under_way, "waits for approval"},
    StateFacts{State::approved, Course::under_way, "is approved"},
    StateFacts{State::rejected, Course::over, "is rejected"},
    StateFacts{State::expired, Course::over, "has expired"},
    StateFacts{State::rolling_back, Course::under_way, "is being rolled back"},
    StateFacts{State::rolled_back, Course::over, "was rolled back"},
};
static_assert(kStates.size() == Names<State>::values.size() &&
              std::ranges::is_sorted(kStates, {}, &StateFacts::state));

StateFacts const& facts_of(State state) {
    return kStates[static_cast<std::size_t>(state)];
}

}  // namespace

Firing const* Release::firing(PhaseKind wanted) const {
    return first_where(
        firings, [&](Firing const& each) { return each.attempt == attempt && each.phase.kind == wanted; });
}

Vote const* Release::vote_of(std::string_view person) const {
    return first_with(votes, &Vote::person, person);
}

bool Release::window_open() const {
    auto const* const open = firing(PhaseKind::deploy_window_open);
    return open != nullptr && awaits(PhaseKind::deploy_window_close) &&
           (open->status == FiringStatus::fired || open->status == FiringStatus::late);
}

bool Release::window_held() const {
    auto const* const open = firing(PhaseKind::deploy_window_open);
    return open != nullptr && open->status == FiringStatus::held;
}

Deployment const* Release::running_deployment() const {
    auto const is_end = [](Deployment const& each) {
        return each.environment == Environment::production && each.status != DeploymentStatus::started;
    };
    for (auto start = deployments.rbegin(); start != deployments.rend(); ++start) {
        if (start->environment != Environment::production || start->status != DeploymentStatus::started)
            continue;
        auto const late = std::any_of(start, deployments.rend(), [&](Deployment const& before) {
            return is_end(before) && comes_late(*start, before);
        });
        auto const ended = std::any_of(deployments.rbegin(), start, [&](Deployment const& after) {
            return is_end(after) && ends(after, *start);
        });
        if (!late && !ended) return &*start;
    }
    return nullptr;
}

bool Release::undecided() const {
    return is_undecided(state) || (state == State::deploying && window_open() && !deployment_running());
}

Item const* Release::item(std::string_view wanted) const {
    return first_where(checklist, [&](Item const& each) { return each.rule.id == wanted; });
}

Deployment const* Release::deployed_to(Environment environment) const {
    Deployment const* last = nullptr;
    for (auto const& each : deployments) {
        if (each.environment != environment || each.status != DeploymentStatus::succeeded) continue;
        if (last == nullptr || each.at >= last->at) last = &each;
    }
    return last;
}

bool Release::staged() const {
    auto const* const there = deployed_to(Environment::staging);
    if (there == nullptr || !candidate) return false;
    auto const same = compared(there->version, there->commit, candidate->version, candidate->commit);
    return same.value_or(there->at >= candidate->set_at);
}

bool Release::has_pending_phase() const {
    return std::ranges::any_of(firings,
                               [](Firing const& each) { return each.status == FiringStatus::pending; });
}

bool Release::awaits(PhaseKind phase) const {
    auto const* const wanted = firing(phase);
    return wanted != nullptr && wanted->status == FiringStatus::pending;
}

bool Release::in_production() const {
    return state == State::monitoring || state == State::released;
}

bool Release::was_deployed() const {
    return in_production() || deployed_to(Environment::production) != nullptr;
}

std::optional<bool> compared(std::string_view version, std::string_view commit,
                             std::string_view other_version, std::string_view other_commit) {
    if (!commit.empty() && !other_commit.empty()) return same_commit(commit, other_commit);
    if (version.empty() || other_version.empty()) return std::nullopt;
    return artifact::same_version(version, other_version);
}

bool may_be_the_same(Deployment const& deployment, std::string_view version, std::string_view commit) {
    return compared(version, commit, deployment.version, deployment.commit).value_or(true);
}

std::string standing_of(State state) {
    return std::string{facts_of(state).standing};
}

bool is_terminal(State state) {
    return facts_of(state).course == Course::over;
}

bool is_undecided(State state) {
    return facts_of(state).course == Course::undecided;
}

bool is_final(FiringStatus status) {
    return status != FiringStatus::pending && status != FiringStatus::held;
}

std::string release_id(std::string_view train, Date slot) {
    return std::string{train} + "-" + format_date(slot);
}

bool same_commit(std::string_view a, std::string_view b) {
    return std::min(a.size(), b.size()) >= kAbbreviated && (a.starts_with(b) || b.starts_with(a));
}

bool is_other_commit(std::string_view a, std::string_view b) {
    return !a.empty() && !b.empty() && !same_commit(a, b);
}

std::string_view without_v(std::string_view version) {
    return artifact::without_v(version);
}

}  // namespace cadence::release
