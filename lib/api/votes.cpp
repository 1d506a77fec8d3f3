// Votes and the candidate that is voted on.
#include "api/change.h"
#include "api/parts.h"
#include "api/routes.h"

namespace cadence::api {

namespace {

Result<Change> cast_vote(Call const& call) {
    return about_release(call, body_of<release::CastVote>(call, {"reason"}));
}

Result<Change> withdraw_vote(Call const& call) {
    release::WithdrawVote command{{}, call.query("person").value_or(""), call.query("reason").value_or("")};
    return about_release<release::WithdrawVote>(call, std::move(command));
}

Result<Change> set_candidate(Call const& call) {
    return about_release(call, body_of<release::SetCandidate>(call, {"version", "commit"}, clean_version));
}

/// It is worth telling what the votes would come to.
bool past_code_freeze(release::Release const& release) {
    return release.state != release::State::planned && release.state != release::State::cancelled;
}

}  // namespace

void put_decision(Object& into, std::string_view name, release::Decision const& decision,
                  release::Release const& release) {
    auto& object = object_in(into, name);
    put(object, "verdict", decision.verdict);
    put_known(object, "summary", release::in_short(decision.reasons, release));
    put(object, "reasons", decision.reasons);
}

void put_votes(Object& into, release::Release const& release) {
    put(into, "required_roles", release.required_roles);
    put(into, "votes", release.votes);
    put(into, "waiting_for", release::waiting_for(release));
    put_decision(into, "decision", release::decision_of(release), release);
    if (past_code_freeze(release))
        put_decision(into, "recommendation", release::recommendation_of(release), release);
}

Routes votes_routes() {
    return {
        post("/v1/releases/{id}/votes", "Vote go or no_go", cast_vote, Right::vote, Intent::vote),
        meant_for(Intent::vote, del("/v1/releases/{id}/votes", "Withdraw a vote, or lift somebody else's",
                                    withdraw_vote, {}, {"person", "reason"})),
        post("/v1/releases/{id}/candidate", "Set the candidate", set_candidate, Right::set_candidate,
             Intent::candidate),
    };
}

}  // namespace cadence::api
