// Reports of deployments, of a release that is named or of whichever it is found to be.
#include "api/deployments.h"

#include "api/change.h"
#include "api/records.h"
#include "api/routes.h"
#include "base/pasted.h"

namespace cadence::api {

namespace {

struct DeploymentBody {
    release::Environment environment = release::Environment::production;
    release::DeploymentStatus status = release::DeploymentStatus::succeeded;
    std::string version;
    std::string commit;
    std::optional<Instant> at;
    std::string source;
    bool baseline = false;
    static constexpr std::array<std::string_view, 4> kMayBeAbsent{"version", "commit", "source", "baseline"};
};
BOOST_DESCRIBE_STRUCT(DeploymentBody, (), (environment, status, version, commit, at, source, baseline))

release::ReportDeployment deployment_in(DeploymentBody body) {
    return {.release = {},
            .environment = body.environment,
            .status = body.status,
            .version = pasted_word(body.version),
            .commit = pasted_commit(body.commit),
            .at = body.at,
            .source = std::move(body.source),
            .baseline = body.baseline};
}

Result<Change> report_deployment(Call const& call) {
    return from_body<DeploymentBody>(call, deployment_in);
}

void put_found(Object& into, engine::Outcome const& outcome, config::TrainConfig const& config) {
    if (auto const* const found = release_in(outcome))
        put_release(object_in(into, "release"), release::shown(*found, config.policy),
                    config.policy.rule.zone, &*outcome.train);
    put_environments(into, *outcome.train);
    put_recorded(into, outcome);
}

Result<Change> report_train_deployment(Call const& call) {
    return from_train_body<DeploymentBody>(call, deployment_in, put_found);
}

}  // namespace

void put_running(Object& into, release::Running const& running) {
    put(into, "release", running.release);  // empty: of none we know
    put_members(into, running, {"release", "merged_up_to"});
}

void put_environments(Object& into, release::Train const& train) {
    if (train.production) put_running(object_in(into, "production"), *train.production);
    if (train.staging) put_running(object_in(into, "staging"), *train.staging);
}

Routes deployments_routes() {
    return {
        post("/v1/trains/{train}/deployments", "Report a deployment and find its release",
             report_train_deployment, Right::report_deployment),
        post("/v1/releases/{id}/deployments", "Report a deployment", report_deployment,
             Right::report_deployment),
    };
}

}  // namespace cadence::api
