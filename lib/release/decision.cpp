#include "release/decision.h"

#include <algorithm>

namespace cadence::release {

namespace {

bool said_go(Release const& release, Role role) {
    return std::any_of(release.votes.begin(), release.votes.end(), [&](Vote const& vote) {
        return vote.vote == Choice::go &&
               std::find(vote.roles.begin(), vote.roles.end(), role) != vote.roles.end();
    });
}

void append_vetoes(std::vector<Reason>& reasons, Release const& release) {
    for (auto const& vote : release.votes) {
        if (vote.vote == Choice::no_go)
            reasons.push_back({"veto", vote.name + " says no_go: " + vote.reason});
    }
}

}  // namespace

Decision decision_of(Release const& release) {
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
    for (auto const& issue : release.issues) {
        recommendation.reasons.push_back({"issue", "Issue " + issue.id + ": " + issue.text});
    }
    recommendation.verdict = recommendation.reasons.empty() ? Verdict::go : Verdict::no_go;
    return recommendation;
}

}  // namespace cadence::release
