// Votes and the candidate that is voted on.
#include "api/votes.h"

#include "api/change.h"
#include "api/routes.h"
#include "base/pasted.h"

namespace cadence::api {

namespace {

struct VoteBody {
    release::Choice vote = release::Choice::go;
    std::string reason;
    static constexpr std::array<std::string_view, 1> kMayBeAbsent{"reason"};
};
struct CandidateBody {
    std::string version;
    std::string commit;
    static constexpr std::array<std::string_view, 2> kMayBeAbsent{"version", "commit"};
};
BOOST_DESCRIBE_STRUCT(VoteBody, (), (vote, reason))
BOOST_DESCRIBE_STRUCT(CandidateBody, (), (version, commit))

Result<Change> cast_vote(Call const& call) {
    return from_body<VoteBody>(call, [](VoteBody body) {
        return release::CastVote{{}, body.vote, std::move(body.reason)};
    });
}

Result<Change> withdraw_vote(Call const& call) {
    return about_release(call, release::WithdrawVote{
                                   {}, call.query("person").value_or(""), call.query("reason").value_or("")});
}

Result<Change> set_candidate(Call const& call) {
    return from_body<CandidateBody>(call, [](CandidateBody const& body) {
        return release::SetCandidate{{}, pasted_word(body.version), pasted_commit(body.commit)};
    });
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
