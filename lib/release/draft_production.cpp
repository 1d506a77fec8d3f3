// The demands of production on releases to come: nothing that it runs is lost, nothing that was rolled back
// returns unnoticed. DESIGN sections 3 and 5.
#include <algorithm>

#include "artifact/version.h"
#include "base/find.h"
#include "release/agenda.h"
#include "release/draft.h"
#include "release/production.h"

namespace cadence::release {

namespace {

ItemRule asked(std::string id, std::string text, bool required, std::vector<Role> roles) {
    return {.id = std::move(id),
            .group = "Production",
            .text = std::move(text),
            .stage = Stage::pre,
            .required = required,
            .kinds = {Kind::scheduled, Kind::hotfix, Kind::expedited},
            .roles = std::move(roles),
            .resets = true};
}

ItemRule takes_along(Unmerged const& unmerged) {
    return asked(contains_item(unmerged.release),
                 "The candidate contains " + unmerged.release + ", which went to production" +
                     (unmerged.branch.empty() ? "" : " (" + unmerged.branch + ")"),
                 true, {Role::tech_lead, Role::engineer});
}

ItemRule mended(Ran const& ran) {
    return asked(mended_item(ran.rollback),
                 "What " + ran.rollback + " was rolled back for (" + ran.why +
                     ") is fixed or left out: it is on main and ships again",
                 false, {Role::tech_lead, Role::engineer, Role::qa});
}

/// The candidate is what was rolled back, with nothing mended.
ItemRule ships_again(Ran const& ran) {
    return asked(
        mended_item(ran.rollback),
        "The candidate is what was rolled back with " + ran.rollback + " (" + ran.why + "), and ships anyway",
        true, {Role::tech_lead});
}

/// Why the candidate is known to contain an on-demand release; empty: it is not known to.
std::string why_contained(Train const& train, Release const& release, Unmerged const& unmerged) {
    auto const& candidate = release.candidate;
    if (candidate && same_commit(candidate->commit, unmerged.commit)) return "it is the candidate";
    auto const* const merge = candidate ? train.merges.of_commit(candidate->commit) : nullptr;
    if (unmerged.merge > 0 && merge != nullptr && merge->number >= unmerged.merge)
        return "its branch was merged before the candidate";
    if (!release.on_demand) return {};
    if (unmerged.merge > 0 && release.on_demand->rides_up_to >= unmerged.merge)
        return "its branch was merged before this one was cut";
    auto const base = std::ranges::any_of(train.ran, [&](Ran const& each) {
        return each.what.release == unmerged.release && !each.what.version.empty() &&
               artifact::same_version(each.what.version, release.on_demand->base);
    });
    return base ? "this branch is cut from " + release.on_demand->base : std::string{};
}

/// Whether it would bring what production does not run any more.
bool brings(Train const& train, Release const& release) {
    if (!release.on_demand) return true;
    return release.on_demand->rides_up_to > train.production->merged_up_to.value_or(0);
}

}  // namespace

std::vector<Item> checklist_ahead(Train const& train, Policy const& policy) {
    std::vector<Item> items;
    for (auto& rule : items_for(policy, Kind::scheduled)) items.push_back(fresh(std::move(rule)));
    for (auto const& each : train.unmerged)
        if (each.contained_in.empty()) items.push_back(fresh(takes_along(each)));
    return items;
}

void Draft::tick(std::string const& release, std::string const& item, ItemStatus status, std::string reason) {
    if (at(release).item(item)->status != status) emit(ItemTicked{release, item, status, std::move(reason)});
}

void Draft::require_unmerged(std::string const& id) {
    auto const unmerged = train_.unmerged;
    for (auto const& each : unmerged) {
        if (each.release == id || !each.contained_in.empty()) continue;
        auto const item = contains_item(each.release);
        auto const* const known = at(id).item(item);
        if (known == nullptr) {
            emit(ItemAdded{id, takes_along(each), each.release + " reached production before it"});
        } else if (known->status == ItemStatus::not_applicable) {
            tick(id, item, ItemStatus::pending, "production lacks it again");
        }
        auto why = why_contained(train_, at(id), each);
        if (!why.empty() && !at(id).item(item)->done()) tick(id, item, ItemStatus::passed, std::move(why));
    }
}

void Draft::require_mended(std::string const& id) {
    std::vector<ItemRule> rules;
    auto const& candidate = at(id).candidate;
    auto const* const again = candidate ? taken_back(train_, candidate->version, candidate->commit) : nullptr;
    if (again != nullptr) rules.push_back(ships_again(*again));
    for (auto const& each : unreleased_again(train_)) {
        auto const named = again != nullptr && again->rollback == each.rollback;
        if (!named && brings(train_, at(id))) rules.push_back(mended(each));
    }
    for (auto const& rule : rules) {
        auto const* const item = at(id).item(rule.id);
        if (item == nullptr || item->rule != rule) {
            emit(ItemAdded{id, rule, "production no longer runs it"});
        } else if (item->status == ItemStatus::not_applicable) {
            tick(id, rule.id, ItemStatus::pending, "production no longer runs it");
        }
    }
    auto const items = at(id).checklist;
    for (auto const& item : items) {
        auto const asked_still = first_with(rules, &ItemRule::id, item.rule.id) != nullptr;
        if (item.rule.id.starts_with(kMendedItem) && !asked_still && !item.done())
            tick(id, item.rule.id, ItemStatus::not_applicable, "it does not ship again with the candidate");
    }
}

void Draft::heed_production(std::string const& id) {
    if (at(id).kind == Kind::unplanned) return;
    require_unmerged(id);
    require_mended(id);
}

void Draft::have_production_heeded(std::string const& reporting) {
    auto const waiting = ids_where(train_, [&](Release const& each) {
        auto const waits = each.undecided() || each.state == State::overdue || each.is_open_request();
        return waits && each.id != reporting;
    });
    for (auto const& id : waiting) {
        heed_production(id);
        settle(id);
    }
}

void Draft::excuse(std::string const& item_id, std::string const& reason) {
    auto const releases = train_.releases;
    for (auto const& [id, release] : releases) {
        auto const* const item = release.item(item_id);
        if (item == nullptr || item->done() || is_terminal(release.state)) continue;
        tick(id, item_id, ItemStatus::not_applicable, reason);
        settle(id);
    }
}

}  // namespace cadence::release
