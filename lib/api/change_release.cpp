// What people ask of a release. Each answers with the release as it then stands.
#include "api/bodies.h"
#include "api/handlers.h"
#include "api/render.h"

namespace cadence::api {

namespace {

/// A command about the release in the path, on the train it belongs to.
template <class Command>
Result<Change> about_release(Call const& call, Command command) {
    auto const item = release_shown(call.engine, call.path[0]);
    if (!item) return tl::unexpected{item.error()};
    auto const config = train_named(call.engine.config(), item->release.train);
    if (!config) return tl::unexpected{config.error()};
    command.release = item->release.id;
    auto render = [train = **config, before = item->release](engine::Outcome const& outcome) {
        auto const now = shown(outcome.release.value_or(before), &train);
        return Answer{.body =
                          document([&](Object& into) { put_release(into, now, train.policy.rule.zone); })};
    };
    return Change{.work = engine::TrainCommand{(*config)->id, release::Command{std::move(command)}},
                  .train = (*config)->id,
                  .render = std::move(render)};
}

/// The command that `make` gives for a body.
template <class Body, class Make>
Result<Change> from_body(Call const& call, Make const& make) {
    auto body = body_of<Body>(call);
    if (!body) return tl::unexpected{std::move(body.error())};
    return about_release(call, make(std::move(*body)));
}

}  // namespace

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
    return from_body<CandidateBody>(call, [](CandidateBody body) {
        return release::SetCandidate{{}, std::move(body.version), std::move(body.commit)};
    });
}

Result<Change> postpone(Call const& call) {
    return from_body<PostponeBody>(call, [](PostponeBody body) {
        return release::Postpone{{}, body.to, std::move(body.reason)};
    });
}

Result<Change> cancel(Call const& call) {
    return from_body<CancelBody>(call, [](CancelBody body) {
        return release::Cancel{{}, std::move(body.reason)};
    });
}

Result<Change> report_deployment(Call const& call) {
    return from_body<DeploymentBody>(call, [](DeploymentBody body) {
        return release::ReportDeployment{
            {},      body.environment,      body.status, std::move(body.version), std::move(body.commit),
            body.at, std::move(body.source)};
    });
}

Result<Change> record_issue(Call const& call) {
    return from_body<IssueBody>(call, [](IssueBody body) {
        return release::RecordIssue{{}, std::move(body.text), body.severity};
    });
}

}  // namespace cadence::api
