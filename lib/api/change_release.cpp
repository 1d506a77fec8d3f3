// What people ask of a release on its way to production. Each answers with the release as it then stands.
#include "api/bodies_release.h"
#include "api/change.h"
#include "api/handlers.h"
#include "base/pasted.h"

namespace cadence::api {

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

Result<Change> postpone(Call const& call) {
    return from_body<PostponeBody>(call, [](PostponeBody body) {
        return release::Postpone{{}, body.to, std::move(body.reason), body.day};
    });
}

Result<Change> cancel(Call const& call) {
    return from_body<ReasonBody>(call, [](ReasonBody body) {
        return release::Cancel{{}, std::move(body.reason)};
    });
}

Result<Change> report_deployment(Call const& call) {
    return from_body<DeploymentBody>(call, [](DeploymentBody body) {
        return release::ReportDeployment{{},
                                         body.environment,
                                         body.status,
                                         pasted_word(body.version),
                                         pasted_commit(body.commit),
                                         body.at,
                                         std::move(body.source),
                                         body.baseline};
    });
}

Result<Change> record_issue(Call const& call) {
    return from_body<IssueBody>(call, [](IssueBody body) {
        return release::RecordIssue{{}, std::move(body.text), body.severity};
    });
}

Result<Change> tick_item(Call const& call) {
    return from_body<TickBody>(call, [&](TickBody body) {
        return release::TickItem{{}, call.path[1], body.status, std::move(body.reason)};
    });
}

Result<Change> request_check(Call const& call) {
    return from_body<EmptyBody>(call, [&](EmptyBody const&) {
        return release::RequestCheck{{}, call.path[1]};
    });
}

Result<Change> record_notes(Call const& call) {
    auto const longest = call.request.body.size();
    return from_body<NotesBody>(
        call,
        [](NotesBody body) {
            return release::RecordNotes{{}, std::move(body.changelog)};
        },
        longest);
}

}  // namespace cadence::api
