// Hotfixes and expedited releases; rolling back; what is written down afterwards.
#include "api/bodies_release.h"
#include "api/change.h"
#include "api/handlers.h"
#include "base/pasted.h"

namespace cadence::api {

namespace {

/// The train that is named, or the only one.
Result<config::TrainConfig const*> train_meant(config::Config const& config, std::string const& name) {
    if (!name.empty()) {
        auto named = train_named(config, name);
        if (!named) named.error().field = "#/train";
        return named;
    }
    if (config.trains.size() == 1) return &config.trains.front();
    Error error{ErrorCode::invalid,
                "train-needed",
                "Say which train it is for: there is more than one.",
                "#/train",
                {}};
    for (auto const& train : config.trains) error.alternatives.push_back(train.id);
    return tl::unexpected{std::move(error)};
}

template <class Command>
Result<Change> record(Call const& call) {
    return from_body<RecordBody>(
        call,
        [](RecordBody body) {
            return Command{{}, std::move(body.text), pasted(body.link), body.replace};
        },
        kLongestReport);
}

}  // namespace

Result<Change> request_release(Call const& call) {
    auto body = body_of<RequestBody>(call);
    if (!body) return tl::unexpected{std::move(body.error())};
    auto const train = train_meant(call.engine.config(), body->train);
    if (!train) return tl::unexpected{train.error()};
    release::RequestRelease command{.kind = body->kind,
                                    .title = std::move(body->title),
                                    .criterion = body->criterion,
                                    .cvss = body->cvss,
                                    .justification = std::move(body->justification),
                                    .commit = pasted_commit(body->commit),
                                    .version = pasted_word(body->version)};
    return Change{.work = engine::TrainCommand{(*train)->id, std::move(command)},
                  .train = (*train)->id,
                  .render = [policy = (*train)->policy](engine::Outcome const& outcome) {
                      auto answer = release_answer(outcome, {}, policy);
                      answer.status = 201;
                      if (auto const* const made = release_in(outcome))
                          answer.headers = {{"Location", "/v1/releases/" + made->id}};
                      return answer;
                  }};
}

Result<Change> approve(Call const& call) {
    return from_body<EmptyBody>(call, [](EmptyBody const&) { return release::Approve{}; });
}

Result<Change> reject(Call const& call) {
    return from_body<ReasonBody>(call, [](ReasonBody body) {
        return release::Reject{{}, std::move(body.reason)};
    });
}

Result<Change> start_rollback(Call const& call) {
    return from_body<RollbackBody>(call, [](RollbackBody body) {
        for (auto& commit : body.commits) commit = pasted_commit(commit);
        return release::StartRollback{.release = {},
                                      .severity = body.severity,
                                      .option = body.option,
                                      .to_version = pasted_word(body.to_version),
                                      .commits = std::move(body.commits),
                                      .branch = pasted_branch(body.branch),
                                      .reason = std::move(body.reason),
                                      .force = body.force};
    });
}

Result<Change> verify_rollback(Call const& call) {
    return from_body<VerifyBody>(call, [](VerifyBody body) {
        return release::VerifyRollback{.release = {},
                                       .health = body.health,
                                       .smoke = body.smoke,
                                       .resolved = body.resolved,
                                       .note = std::move(body.note),
                                       .runs = std::move(body.runs)};
    });
}

Result<Change> record_retrospective(Call const& call) {
    return record<release::RecordRetrospective>(call);
}

Result<Change> record_post_mortem(Call const& call) {
    return record<release::RecordPostMortem>(call);
}

}  // namespace cadence::api
