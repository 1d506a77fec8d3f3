// What people and CI ask of a train: freezes, exemptions, merges, deployments of whatever release, the end of
// a rollback's block, reviews. Each answers with the train as it then stands, or with what was reported.
#include "api/bodies_release.h"
#include "api/bodies_train.h"
#include "api/change.h"
#include "api/handlers.h"
#include "api/render.h"
#include "base/pasted.h"
#include "base/text.h"

namespace cadence::api {

namespace {

struct Exempted {
    release::Admits admits;
    std::string value;
};

/// The one of the four that is given.
Result<Exempted> exempted_in(ExemptionBody const& body) {
    using release::Admits;
    std::vector<Exempted> given;
    if (body.branch) given.push_back({Admits::branch, pasted_branch(*body.branch)});
    if (body.pull_request) given.push_back({Admits::pull_request, pasted_pull_request(*body.pull_request)});
    if (body.label) given.push_back({Admits::label, pasted_word(*body.label)});
    if (body.path) given.push_back({Admits::path, pasted_path(*body.path)});
    if (given.size() != 1) {
        return tl::unexpected{
            Error{ErrorCode::invalid,
                  "exactly-one-needed",
                  "An exemption is for exactly one of branch, pull_request, label and path.",
                  given.empty() ? "#/branch" : "#/" + std::string{name_of(given[1].admits)},
                  {Names<Admits>::values.begin(), Names<Admits>::values.end()}}};
    }
    return std::move(given.front());
}

/// What exemptions and deployments are compared with.
void tidy(MergeBody& body) {
    body.commit = pasted_commit(body.commit);
    body.branch = pasted_branch(body.branch);
    body.pull_request = pasted_pull_request(body.pull_request);
    for (auto& label : body.labels) label = pasted_word(label);
    for (auto& path : body.paths) path = pasted_path(path);
}

/// They are compared with every exemption by path.
Result<void> check_paths(std::vector<std::string> const& paths) {
    static constexpr std::size_t kMost = 3000;
    static constexpr std::size_t kLongest = 1000;
    if (paths.size() > kMost) {
        return refuse(ErrorCode::invalid, "too-many-paths",
                      "There are " + std::to_string(paths.size()) + " paths, more than " +
                          std::to_string(kMost) + ". Leave them out: they count as not known then.",
                      "#/paths");
    }
    for (std::size_t i = 0; i < paths.size(); ++i) {
        if (paths[i].size() <= kLongest) continue;
        return refuse(ErrorCode::invalid, "too-long",
                      "A path is longer than " + std::to_string(kLongest) + " bytes.",
                      "#/paths/" + std::to_string(i));
    }
    return {};
}

/// "backend-2026-Q1": "backend", or nothing.
std::optional<std::string> train_of_review(std::string_view review) {
    static constexpr std::string_view kQuarter = "-2026-Q1";
    if (review.size() <= kQuarter.size()) return std::nullopt;
    auto const quarter = review.substr(review.size() - kQuarter.size());
    for (std::size_t i = 0; i < quarter.size(); ++i) {
        auto const fits = is_digit(kQuarter[i]) ? is_digit(quarter[i]) : quarter[i] == kQuarter[i];
        if (!fits) return std::nullopt;
    }
    return std::string{review.substr(0, review.size() - kQuarter.size())};
}

Answer deployment_answer(engine::Outcome const& outcome, release::Policy const& policy) {
    auto const& train = *outcome.train;
    return {.body = document([&](Object& into) {
                if (auto const* const found = release_in(outcome)) {
                    put_release(object_in(into, "release"), release::shown(*found, policy), policy.rule.zone,
                                &train);
                }
                if (train.production) put_running(object_in(into, "production"), *train.production);
                if (train.staging) put_running(object_in(into, "staging"), *train.staging);
                put_recorded(into, outcome);
            })};
}

}  // namespace

Result<Change> add_freeze(Call const& call) {
    return from_train_body<FreezeBody>(call, [](FreezeBody body) {
        return release::AddFreeze{std::move(body.actions), body.from, body.until, std::move(body.reason)};
    });
}

Result<Change> end_freeze(Call const& call) {
    auto const train = train_named(call.engine.config(), call.path[0]);
    if (!train) return tl::unexpected{train.error()};
    return about_train(**train, release::EndFreeze{call.path[1], call.query("reason").value_or("")});
}

Result<Change> add_exemption(Call const& call) {
    auto const train = train_named(call.engine.config(), call.path[0]);
    if (!train) return tl::unexpected{train.error()};
    auto body = body_of<ExemptionBody>(call);
    if (!body) return tl::unexpected{std::move(body.error())};
    auto exempted = exempted_in(*body);
    if (!exempted) return tl::unexpected{exempted.error()};
    return about_train(**train, release::AddExemption{exempted->admits, std::move(exempted->value),
                                                      body->until, std::move(body->reason)});
}

Result<Change> end_exemption(Call const& call) {
    auto const train = train_named(call.engine.config(), call.path[0]);
    if (!train) return tl::unexpected{train.error()};
    return about_train(**train, release::EndExemption{call.path[1]});
}

Result<Change> record_merge(Call const& call) {
    auto body = body_of<MergeBody>(call);
    if (!body) return tl::unexpected{std::move(body.error())};
    tidy(*body);
    if (auto checked = check_paths(body->paths); !checked) return tl::unexpected{checked.error()};
    auto const train = train_named(call.engine.config(), call.path[0]);
    if (!train) return tl::unexpected{train.error()};
    auto change = about_train(**train, release::RecordMerge{.commit = body->commit,
                                                            .author = std::move(body->author),
                                                            .title = std::move(body->title),
                                                            .branch = std::move(body->branch),
                                                            .pull_request = std::move(body->pull_request),
                                                            .labels = std::move(body->labels),
                                                            .committed_at = body->committed_at,
                                                            .merged_at = body->merged_at,
                                                            .paths = std::move(body->paths)});
    change.render = [commit = std::move(body->commit)](engine::Outcome const& outcome) {
        return Answer{.body = document([&](Object& into) {
                          if (auto const* const merge = outcome.train->merge_of(commit))
                              put_merge(into, *merge);
                          put_recorded(into, outcome);
                      })};
    };
    return change;
}

Result<Change> report_train_deployment(Call const& call) {
    auto const train = train_named(call.engine.config(), call.path[0]);
    if (!train) return tl::unexpected{train.error()};
    auto body = body_of<DeploymentBody>(call);
    if (!body) return tl::unexpected{std::move(body.error())};
    auto change = about_train(**train, release::ReportDeployment{.release = {},
                                                                 .environment = body->environment,
                                                                 .status = body->status,
                                                                 .version = pasted_word(body->version),
                                                                 .commit = pasted_commit(body->commit),
                                                                 .at = body->at,
                                                                 .source = std::move(body->source),
                                                                 .baseline = body->baseline});
    change.render = [policy = (*train)->policy](engine::Outcome const& outcome) {
        return deployment_answer(outcome, policy);
    };
    return change;
}

Result<Change> clear_rollback(Call const& call) {
    return from_train_body<ClearBody>(
        call, [](ClearBody body) { return release::ClearRollback{std::move(body.reason)}; });
}

Result<Change> record_review(Call const& call) {
    auto const id = train_of_review(call.path[0]);
    auto const* const train = id ? call.engine.config().train(*id) : nullptr;
    if (train == nullptr) {
        return refuse(ErrorCode::not_found, "review-not-found",
                      "There is no review " + call.path[0] +
                          "; they are named by train and quarter, like backend-2026-Q1.");
    }
    auto body = body_of<ReviewBody>(call, kLongestReport);
    if (!body) return tl::unexpected{std::move(body.error())};
    return about_train(*train,
                       release::RecordReview{call.path[0], std::move(body->text), pasted(body->link)});
}

}  // namespace cadence::api
