#include "release/decision.h"

#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "base/find.h"
#include "base/plain_text.h"
#include "base/text.h"

namespace cadence::release {

namespace {

constexpr std::array kApprovers{Role::tech_lead, Role::product_owner};
constexpr std::size_t kLongestReason = 160;      // on one line; what people wrote may be long
constexpr std::size_t kLongestGateReason = 400;  // it may have the reasons of a release in it

bool said_go(Release const& release, Role role) {
    return std::ranges::any_of(release.votes, [&](Vote const& vote) {
        return vote.vote == Choice::go && contains(vote.roles, role);
    });
}

void append_vetoes(std::vector<Reason>& reasons, Release const& release) {
    for (auto const& vote : release.votes) {
        if (vote.vote == Choice::no_go)
            reasons.push_back({"veto", vote.name + " says no-go: " + vote.reason});
    }
}

void append_items(std::vector<Reason>& reasons, Release const& release) {
    for (auto const& item : release.checklist) {
        if (item.rule.stage != Stage::pre || !item.rule.required || item.done()) continue;
        auto const failed = item.status == ItemStatus::failed;
        auto text = item.rule.id + (failed ? " has failed: " : " is pending: ") + item.rule.text;
        if (!item.reason.empty()) text += " (" + item.reason + ")";
        reasons.push_back({"checklist_item", std::move(text), item.rule.id});
    }
}

/// No word is required about what was fixed since a rollback, but everybody is told.
void append_unmended(std::vector<Reason>& reasons, Release const& release) {
    for (auto const& item : release.checklist) {
        if (!item.rule.required && !item.done() && item.rule.id.starts_with(kMendedItem))
            reasons.push_back({"rolled_back", item.rule.text + " (" + in_words(name_of(item.status)) + ")"});
    }
}

/// The approvers' roles that nobody has brought, where one person brings no more than one of them.
std::vector<Role> missing_approvals(std::vector<Approval> const& approvals) {
    auto const complete = [&](Approval const& lead) {
        return contains(lead.roles, Role::tech_lead) &&
               std::ranges::any_of(approvals, [&](Approval const& owner) {
                   return owner.person != lead.person && contains(owner.roles, Role::product_owner);
               });
    };
    if (std::ranges::any_of(approvals, complete)) return {};
    std::vector<Role> missing;
    for (auto const role : kApprovers) {
        auto const given =
            std::ranges::any_of(approvals, [&](Approval const& each) { return contains(each.roles, role); });
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

struct Shortened {
    std::string text;
    bool whole = true;
};

/// "17 items open: manual_qa (failed), ci_checks, code_review and 14 more".
Shortened items_in_short(std::vector<Reason> const& reasons, Release const& release) {
    std::vector<std::string> failed;
    std::vector<std::string> open;
    for (auto const& reason : reasons) {
        auto const* const item = release.item(reason.item);
        if (item == nullptr) continue;
        if (item->status == ItemStatus::failed)
            failed.push_back(reason.item + " (failed)");
        else
            open.push_back(reason.item);
    }
    failed.insert(failed.end(), open.begin(), open.end());
    if (failed.empty()) return {};
    auto const head = counted(failed.size(), "item open: ", "items open: ");
    auto const whole = failed.size() <= kNamed;
    return {head + first_listed(std::move(failed)), whole};
}

Shortened others_in_short(std::vector<Reason> const& reasons, std::size_t longest) {
    std::vector<std::string> texts;
    for (auto const& reason : reasons) {
        if (reason.item.empty()) texts.push_back(abbreviated(one_line(reason.text), longest));
    }
    auto const whole = texts.size() <= kNamed;
    return {first_listed(std::move(texts), "; "), whole};
}

}  // namespace

Decision decision_of(Release const& release) {
    if (release.is_on_demand()) return decision_on_demand(release);
    if (!release.is_scheduled())
        return {Verdict::undecided,
                {{"not_planned", "It was deployed unplanned: there is nothing to decide"}}};
    Decision decision;
    append_vetoes(decision.reasons, release);
    auto const vetoed = !decision.reasons.empty();
    if (!release.candidate) {
        decision.reasons.push_back({"no_candidate", "No candidate is set: nothing to decide on"});
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
    append_unmended(recommendation.reasons, release);
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
    if (!release.undecided() || release.state == State::planned) return {};
    std::vector<Role> roles;
    for (auto const role : release.required_roles) {
        if (!said_go(release, role)) roles.push_back(role);
    }
    return roles;
}

std::string in_short(std::vector<Reason> const& reasons, Release const& release) {
    auto const others = others_in_short(reasons, kLongestReason);
    auto const items = items_in_short(reasons, release);
    auto text = others.text + (others.text.empty() || items.text.empty() ? "" : "; ") + items.text;
    if (!items.whole) return text + " (cadencectl checklist " + release.id + ")";
    return others.whole ? text : text + " (cadencectl show " + release.id + ")";
}

std::vector<std::string> points_of(std::vector<Reason> const& reasons, Release const& release) {
    std::vector<std::string> points;
    for (auto const& reason : reasons)
        if (reason.item.empty()) points.push_back(abbreviated(one_line(reason.text), kLongestReason));
    if (auto items = items_in_short(reasons, release).text; !items.empty())
        points.push_back(std::move(items));
    return points;
}

std::string in_short(std::vector<Reason> const& reasons) {
    auto const first = others_in_short(reasons, kLongestGateReason);
    return first.whole ? first.text : first.text + " (cadencectl gate)";
}

}  // namespace cadence::release
