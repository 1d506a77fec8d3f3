// Reports of deployments, of a release that is named or of whichever it is found to be.
#include "api/change.h"
#include "api/parts.h"
#include "api/routes.h"

namespace cadence::api {

namespace {

Result<release::ReportDeployment> deployment_in(Call const& call) {
    return body_of<release::ReportDeployment>(call, {"version", "commit", "source", "baseline"},
                                              clean_version);
}

Result<Change> report_deployment(Call const& call) {
    return about_release(call, deployment_in(call));
}

void put_found(Object& into, engine::Outcome const& outcome, config::TrainConfig const& config) {
    if (auto const* const found = release_in(outcome))
        put_release(object_in(into, "release"), release::shown(*found, config.policy),
                    config.policy.rule.zone, &*outcome.train);
    put_environments(into, *outcome.train);
    put_recorded(into, outcome);
}

Result<Change> report_train_deployment(Call const& call) {
    return about_train(call, deployment_in(call), put_found);
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
