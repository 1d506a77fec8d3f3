#include "release/decision.h"

#include <algorithm>
#include <array>

namespace cadence::release {

namespace {

constexpr std::array kApprovers{Role::tech_lead, Role::product_owner};

bool has_role(std::vector<Role> const& roles, Role role) {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

bool said_go(Release const& release, Role role) {
    return std::any_of(release.votes.begin(), release.votes.end(), [&](Vote const& vote) {
        return vote.vote == Choice::go && has_role(vote.roles, role);
    });
}

void append_vetoes(std::vector<Reason>& reasons, Release const& release) {
    for (auto const& vote : release.votes) {
        if (vote.vote == Choice::no_go)
            reasons.push_back({"veto", vote.name + " says no_go: " + vote.reason});
    }
}

void append_items(std::vector<Reason>& reasons, Release const& release) {
    for (auto const& item : release.checklist) {
        if (item.rule.stage != Stage::pre || !item.rule.required || item.done()) continue;
        auto text = item.rule.text + ": " + std::string{name_of(item.status)};
        if (!item.reason.empty()) text += " (" + item.reason + ")";
        reasons.push_back({"checklist_item", std::move(text)});
    }
}

/// The approvers' roles that nobody has brought, where one person brings no more than one of them.
std::vector<Role> missing_approvals(std::vector<Approval> const& approvals) {
    auto const complete = [&](Approval const& lead) {
        return has_role(lead.roles, Role::tech_lead) &&
               std::any_of(approvals.begin(), approvals.end(), [&](Approval const& owner) {
                   return owner.person != lead.person && has_role(owner.roles, Role::product_owner);
               });
    };
    if (std::any_of(approvals.begin(), approvals.end(), complete)) return {};
    std::vector<Role> missing;
    for (auto const role : kApprovers) {
        auto const given = std::any_of(approvals.begin(), approvals.end(),
                                       [&](Approval const& each) { return has_role(each.roles, role); });
        if (!given) missing.push_back(role);
    }
    return missing.empty() ? std::vector<Role>{kApprovers.begin(), kApprovers.end()} : missing;
}

Decision decision_on_demand(Release const& release) {
    Decision decision{Verdict::undecided, missing_for_approval(release)};
    auto const& approvals = release.on_demand->approvals;
    auto const missing = missing_approvals(approvals);
    if (missing.size() == kApprovers.size() && !approvals.empty()) {
        decision.reasons.push_back(
            {"second_person_needed", approvals.front().name +
                                         " holds both roles; a second person must approve as Tech Lead or "
                                         "Product Owner"});
    } else {
        for (auto const role : missing) {
            decision.reasons.push_back(
                {"role_has_not_approved", std::string{title_of(role)} + " has not approved"});
        }
    }
    if (decision.reasons.empty()) decision.verdict = Verdict::go;
    return decision;
}

}  // namespace

Decision decision_of(Release const& release) {
    if (release.is_on_demand()) return decision_on_demand(release);
    Decision decision;
    append_vetoes(decision.reasons, release);
    auto const vetoed = !decision.reasons.empty();
    if (!release.candidate) {
        decision.reasons.push_back({"no_candidate", "No candidate is set: nothing to say GO to"});
    }
    for (auto const role : release.required_roles) {
        if (said_go(release, role)) continue;
        decision.reasons.push_back(
            {"role_has_not_said_go", std::string{title_of(role)} + " has not said go"});
    }
    append_items(decision.reasons, release);
    if (vetoed) {
        decision.verdict = Verdict::no_go;
    } else if (decision.reasons.empty()) {
        decision.verdict = Verdict::go;
    }
    return decision;
}

Decision recommendation_of(Release const& release) {
    Decision recommendation;
    if (!release.candidate) recommendation.reasons.push_back({"no_candidate", "No candidate is set"});
    if (release.is_on_demand() && release.candidate && !release.staged())
        recommendation.reasons.push_back({"not_staged", "It has not reached staging"});
    append_items(recommendation.reasons, release);
    for (auto const& issue : release.issues) {
        recommendation.reasons.push_back({"issue", "Issue " + issue.id + ": " + issue.text});
    }
    recommendation.verdict = recommendation.reasons.empty() ? Verdict::go : Verdict::no_go;
    return recommendation;
}

std::vector<Reason> missing_for_approval(Release const& release) {
    std::vector<Reason> reasons;
    if (!release.candidate) {
        reasons.push_back({"no_candidate", "No commit is named: nothing to approve"});
    } else if (!release.staged()) {
        reasons.push_back({"not_staged", "It has not reached staging"});
    }
    append_items(reasons, release);
    return reasons;
}

std::vector<Role> waiting_for(Release const& release) {
    if (release.state == State::requested) return missing_approvals(release.on_demand->approvals);
    if (!is_undecided(release.state) || release.state == State::planned) return {};
    std::vector<Role> roles;
    for (auto const role : release.required_roles) {
        if (!said_go(release, role)) roles.push_back(role);
    }
    return roles;
}

std::string text_of(std::vector<Reason> const& reasons) {
    std::string text;
    for (auto const& reason : reasons) text += (text.empty() ? "" : "; ") + reason.text;
    return text;
}

}  // namespace cadence::release
