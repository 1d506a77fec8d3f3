// A decision about a candidate, and about the items and checks of its release.

#include "base/find.h"
#include "release/draft.h"
#include "release/monitoring.h"

namespace cadence::release {

namespace {

/// Items that were tested, checked or announced for another candidate.
std::vector<std::string> items_of_another(Release const& before, std::string const& version) {
    std::vector<std::string> ids;
    auto const renamed = before.candidate && !before.candidate->version.empty() &&
                         without_v(before.candidate->version) != without_v(version);
    for (auto const& item : before.checklist) {
        auto const& rule = item.rule;
        if (rule.stage != Stage::pre) continue;
        auto const by_check = !rule.check.empty() && (item.checked_at || item.running_since) &&
                              item.status != ItemStatus::waived && item.status != ItemStatus::not_applicable;
        auto const done = item.status != ItemStatus::pending && before.candidate;
        if (by_check || (done && (rule.resets || (renamed && !rule.announced.empty()))))
            ids.push_back(rule.id);
    }
    return ids;
}

}  // namespace

std::vector<std::string> resetting_items(Release const& release) {
    std::vector<std::string> ids;
    for (auto const& item : release.checklist) {
        if (item.rule.resets && item.status != ItemStatus::pending) ids.push_back(item.rule.id);
    }
    return ids;
}

std::vector<ItemRule> items_for(Policy const& policy, Kind kind) {
    auto const unplanned = kind == Kind::unplanned;  // nobody asked before it; after it, as of a hotfix
    auto const like = unplanned ? Kind::hotfix : kind;
    std::vector<ItemRule> rules;
    for (auto const& rule : policy.checklist) {
        if (unplanned && rule.stage == Stage::pre) continue;
        if (contains(rule.kinds, like)) rules.push_back(rule);
    }
    return rules;
}

void Draft::set_candidate(std::string const& id, std::string version, std::string commit) {
    auto const before = at(id);
    auto const named_only = before.candidate && before.candidate->commit == commit && !commit.empty() &&
                            before.candidate->version.empty();
    CandidateSet set{id, std::move(version), std::move(commit), {}, {}};
    if (!named_only) {
        for (auto const& vote : before.votes) set.voided.push_back(vote.person);
        if (before.on_demand) {
            for (auto const& approval : before.on_demand->approvals) set.voided.push_back(approval.person);
        }
        set.reset = items_of_another(before, set.version);
    }
    emit(std::move(set));
    ask_checks_again(id, "it has a candidate now");
    if (before.state == State::approved && !named_only) {
        withdraw_deadlines(id, "a new commit");
        change_state(id, State::requested, "a new commit: approvals and smoke tests start over");
    }
    heed_production(id);
    settle(id);
}

void Draft::end_monitoring(std::string const& id, std::string const& newer, std::string reason) {
    auto const open = open_items_after(at(id));
    if (!open.empty()) {
        record_issue(id, "Still open when " + newer + " reached production: " + in_short(open, id),
                     std::nullopt);
    }
    change_state(id, State::released, std::move(reason));
}

void Draft::ask_checks_again(std::string const& id, std::string const& why) {
    auto const release = at(id);
    auto const before = release.undecided() || release.is_open_request();
    if (release.state == State::planned || is_terminal(release.state)) return;
    for (auto const& item : release.checklist) {
        auto const looked = item.checked_at || item.running_since;
        if (item.rule.check.empty() || item.status != ItemStatus::pending || !looked || item.asked_at)
            continue;
        if (item.rule.stage == Stage::pre && !before) continue;
        emit(CheckRequested{id, item.rule.id, why});
    }
}

void Draft::ask_checks_again(std::string const& why) {
    for (auto const& id : ids_where(train_, [](Release const& each) { return each.candidate.has_value(); }))
        ask_checks_again(id, why);
}

}  // namespace cadence::release
