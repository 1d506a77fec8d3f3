#include "engine/plan.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/identity.h"
#include "release/agenda.h"
#include "release/lifecycle.h"

namespace cadence::engine {
namespace {

constexpr std::size_t kCompared = 12;
constexpr std::chrono::days kFurthest{366 * 3};

/// One train on one side of the change; a train that is not configured has no dates.
class Side {
  public:
    Side() = default;
    Side(release::Train train, release::Policy const& policy)
        : train_{std::move(train)},
          policy_{&policy},
          agenda_{release::agenda_of(train_, policy, kCompared)} {}

    [[nodiscard]] release::Policy const* policy() const { return policy_; }
    [[nodiscard]] Instant last() const {
        return agenda_.releases.empty() ? Instant::min() : agenda_.releases.back().release.window.opens_at;
    }
    /// Looks at all until the horizon.
    void look(Instant now, Instant horizon) {
        if (policy_ == nullptr || last() >= horizon) return;
        auto const slots = (horizon - now) / date::weeks{policy_->rule.every_weeks};
        agenda_ = release::agenda_of(train_, *policy_,
                                     kCompared + train_.releases.size() + static_cast<std::size_t>(slots));
    }
    [[nodiscard]] std::vector<release::Upcoming> const& releases() const { return agenda_.releases; }
    [[nodiscard]] std::vector<release::SkippedSlot> const& skipped() const { return agenda_.skipped; }
    [[nodiscard]] std::string id_of(Date slot) const { return release::release_id(train_.id, slot); }
    /// A release by id, however far ahead.
    [[nodiscard]] std::optional<release::Upcoming> find(std::string const& id) const {
        if (policy_ == nullptr) return std::nullopt;
        for (auto const& each : agenda_.releases) {
            if (each.release.id == id) return each;
        }
        auto release = release::release_by_id(train_, *policy_, id);
        if (!release || !release::window_ahead(*release)) return std::nullopt;
        return release::shown(std::move(*release), *policy_);
    }
    /// Why its slot is left out; nothing: it is not.
    [[nodiscard]] std::optional<std::string> skip(std::string const& id) const {
        auto const slot = parse_date(id.substr(std::min(id.size(), train_.id.size() + 1)));
        if (policy_ == nullptr || !slot || *slot < train_.next_slot || train_.find(id) != nullptr ||
            !calendar::is_slot(policy_->rule, *slot))
            return std::nullopt;
        auto placed = calendar::place(policy_->rule, release::blackouts_of(train_, *policy_),
                                      release::pinned_of(train_), *slot);
        return placed.skipped ? std::optional{std::move(placed.reason)} : std::nullopt;
    }

  private:
    release::Train train_;
    release::Policy const* policy_ = nullptr;
    release::Agenda agenda_;
};

/// The parts of a rule that make dates: texts do not.
calendar::Rule bare(calendar::Rule rule) {
    for (auto& phase : rule.phases) {
        phase.title.clear();
        phase.text.clear();
        phase.gate = {};
    }
    return rule;
}

/// It bears on every date to come, however far ahead.
bool for_ever(Side const& before, Side const& after) {
    if (before.policy() == nullptr || after.policy() == nullptr) return true;
    return bare(before.policy()->rule) != bare(after.policy()->rule);
}

/// The last instant at which a date may differ for a blackout that only one side has.
Instant touched(Side const& before, Side const& after) {
    auto last = Instant::min();
    if (before.policy() == nullptr || after.policy() == nullptr) return last;
    auto const look = [&](release::Policy const& one, release::Policy const& other) {
        for (auto const& each : one.blackouts) {
            if (std::ranges::find(other.blackouts, each) == other.blackouts.end())
                last = std::max(last, Instant{each.to + date::weeks{one.rule.every_weeks + 1}});
        }
    };
    look(*before.policy(), *after.policy());
    look(*after.policy(), *before.policy());
    return last;
}

std::map<std::string, Instant> phases_of(release::Release const& release) {
    std::map<std::string, Instant> phases;
    for (auto const& firing : release.firings) {
        if (firing.attempt == release.attempt) phases.emplace(firing.phase.name, firing.phase.at);
    }
    return phases;
}

std::optional<Instant> at(std::map<std::string, Instant> const& phases, std::string const& name) {
    auto const found = phases.find(name);
    return found == phases.end() ? std::nullopt : std::optional{found->second};
}

std::vector<PhaseDiff> phases_changed(release::Release const& before, release::Release const& after) {
    auto const was = phases_of(before);
    auto const will_be = phases_of(after);
    auto all = was;
    all.insert(will_be.begin(), will_be.end());
    std::vector<PhaseDiff> changed;
    for (auto const& [name, any] : all) {
        PhaseDiff phase{name, at(was, name), at(will_be, name)};
        if (phase.from != phase.to) changed.push_back(std::move(phase));
    }
    return changed;
}

DateDiff compared(std::string const& train, std::string const& id, Side const& before, Side const& after) {
    DateDiff diff{.train = train, .release = id};
    auto const was = before.find(id);
    auto const will_be = after.find(id);
    if (was) diff.from = was->release.window.opens_at;
    if (will_be) {
        diff.to = will_be->release.window.opens_at;
        diff.reason = will_be->moved_because;
    } else if (auto reason = after.skip(id)) {
        diff.skipped = true;
        diff.reason = std::move(*reason);
    }
    if (was && will_be && diff.from == diff.to) diff.phases = phases_changed(was->release, will_be->release);
    return diff;
}

bool is_change(DateDiff const& diff, Side const& before) {
    if (diff.from != diff.to || !diff.phases.empty()) return true;
    return diff.skipped && !before.skip(diff.release);
}

void add_changes(DatePlan& plan, std::string const& train, Side before, Side after, Instant now) {
    auto const next = std::max(before.last(), after.last());
    auto const wanted = std::max(next, touched(before, after));
    auto const horizon = std::min(wanted, std::max(next, now + kFurthest));
    before.look(now, horizon);
    after.look(now, horizon);
    std::set<std::string> ids;
    for (auto const* side : {&before, &after}) {
        for (auto const& each : side->releases()) {
            if (each.release.window.opens_at <= horizon) ids.insert(each.release.id);
        }
    }
    for (auto const& each : after.skipped()) {
        if (Instant{each.slot} <= horizon) ids.insert(after.id_of(each.slot));
    }
    std::vector<DateDiff> found;
    for (auto const& id : ids) {
        if (auto diff = compared(train, id, before, after); is_change(diff, before))
            found.push_back(std::move(diff));
    }
    std::ranges::stable_sort(found, {}, [](DateDiff const& diff) {
        return std::min(diff.from.value_or(Instant::max()), diff.to.value_or(Instant::max()));
    });
    std::ranges::move(found, std::back_inserter(plan.dates));
    if (horizon < wanted || for_ever(before, after)) plan.further.push_back({train, horizon});
}

}  // namespace

release::Train adopted(release::Train train, release::Policy const* before, release::Policy const& after,
                       Adoption const& adoption) {
    auto const& actor = the_clock();
    auto const take = [&](release::Command const& command, release::Policy const& policy) {
        auto const events =
            release::decide(train, command, {adoption.now, policy, actor, adoption.clock_held});
        if (!events) return;
        for (auto const& event : *events) train = release::evolve(std::move(train), event);
    };
    take(release::AdoptPolicy{after}, before == nullptr ? after : *before);
    take(release::ActivateTrain{}, after);
    return train;
}

DatePlan plan(config::Config const& before, config::Config const& after, Adoption const& adoption) {
    auto const policy_in = [](config::Config const& config, std::string const& id) {
        auto const* const train = config.train(id);
        return train == nullptr ? nullptr : &train->policy;
    };
    std::vector<std::string> ids;
    for (auto const& train : before.trains) ids.push_back(train.id);
    for (auto const& train : after.trains)
        if (before.train(train.id) == nullptr) ids.push_back(train.id);
    DatePlan all;
    for (auto const& id : ids) {
        auto const* const old_policy = policy_in(before, id);
        auto const* const new_policy = policy_in(after, id);
        if (old_policy != nullptr && new_policy != nullptr && *old_policy == *new_policy) continue;
        auto const train = adoption.standing(id);
        auto left = old_policy == nullptr ? Side{} : Side{train, *old_policy};
        auto right = new_policy == nullptr
                         ? Side{}
                         : Side{adopted(train, old_policy, *new_policy, adoption), *new_policy};
        add_changes(all, id, std::move(left), std::move(right), adoption.now);
    }
    return all;
}

std::vector<std::string> goes(config::Config const& before, config::Config const& after) {
    std::vector<std::string> texts;
    for (auto const& train : before.trains)
        if (after.train(train.id) == nullptr)
            texts.push_back("train " + train.id +
                            " is removed: its record stays, and nothing more happens to it");
    for (auto const& person : before.people)
        if (after.person(person.id) == nullptr)
            texts.push_back("person " + person.id +
                            " is removed: their tokens, open votes and open approvals no longer count");
    return texts;
}

}  // namespace cadence::engine
