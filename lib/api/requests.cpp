// Hotfixes and expedited releases: asking for them, approving, rejecting.
#include "api/change.h"
#include "api/routes.h"

namespace cadence::api {

namespace {

struct ForTrain {
    std::string train;
};
struct RequestBody : ForTrain, release::RequestRelease {};
BOOST_DESCRIBE_STRUCT(ForTrain, (), (train))
BOOST_DESCRIBE_STRUCT(RequestBody, (ForTrain, release::RequestRelease), ())

/// The train that is named, or the only one.
Result<config::TrainConfig const*> train_meant(config::Config const& config, std::string const& name) {
    if (name.empty())
        return only_train(config, "#/train", "Say which train it is for: there is more than one.");
    auto named = train_named(config, name);
    if (!named) named.error().field = "#/train";
    return named;
}

Result<Change> request_release(Call const& call) {
    auto body = body_of<RequestBody>(call, {"train", "justification", "commit", "version"}, clean_version);
    if (!body) return tl::unexpected{std::move(body.error())};
    auto const train = train_meant(call.engine.config(), body->train);
    if (!train) return tl::unexpected{train.error()};
    release::RequestRelease& command = *body;
    auto change = about_train(
        **train, std::move(command),
        [](Object& into, engine::Outcome const& outcome, config::TrainConfig const& config) {
            put_outcome(into, outcome, {}, config.policy);
        },
        201);
    change.render = [render = std::move(change.render)](engine::Outcome const& outcome) {
        auto answer = render(outcome);
        if (auto const* const made = release_in(outcome))
            answer.headers = {{"Location", "/v1/releases/" + made->id}};
        return answer;
    };
    return change;
}

}  // namespace

Routes requests_routes() {
    return {
        post("/v1/releases", "Ask for a hotfix or an expedited release", request_release,
             Right::request_release),
        post("/v1/releases/{id}/approvals", "Approve a release on demand", plain_command<release::Approve>,
             Right::approve, Intent::approve),
        post("/v1/releases/{id}/reject", "Reject a release on demand", plain_command<release::Reject>,
             Right::approve, Intent::reject),
    };
}

}  // namespace cadence::api
