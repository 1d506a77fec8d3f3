// Hotfixes and expedited releases: asking for them, approving, rejecting.
#include "api/change.h"
#include "api/routes.h"
#include "base/pasted.h"

namespace cadence::api {

namespace {

struct RequestBody {
    std::string train;
    release::Kind kind = release::Kind::hotfix;
    std::string title;
    std::optional<release::Criterion> criterion;
    std::optional<double> cvss;
    std::string justification;
    std::string commit;
    std::string version;
    static constexpr std::array<std::string_view, 4> kMayBeAbsent{"train", "justification", "commit",
                                                                  "version"};
};
BOOST_DESCRIBE_STRUCT(RequestBody, (), (train, kind, title, criterion, cvss, justification, commit, version))

/// The train that is named, or the only one.
Result<config::TrainConfig const*> train_meant(config::Config const& config, std::string const& name) {
    if (name.empty())
        return only_train(config, "#/train", "Say which train it is for: there is more than one.");
    auto named = train_named(config, name);
    if (!named) named.error().field = "#/train";
    return named;
}

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

Result<Change> approve(Call const& call) {
    return from_body<EmptyBody>(call, [](EmptyBody const&) { return release::Approve{}; });
}

Result<Change> reject(Call const& call) {
    return from_body<ReasonBody>(call, [](ReasonBody body) {
        return release::Reject{{}, std::move(body.reason)};
    });
}

}  // namespace

Routes requests_routes() {
    return {
        post("/v1/releases", "Ask for a hotfix or an expedited release", request_release,
             Right::request_release),
        post("/v1/releases/{id}/approvals", "Approve a release on demand", approve, Right::approve,
             Intent::approve),
        post("/v1/releases/{id}/reject", "Reject a release on demand", reject, Right::approve,
             Intent::reject),
    };
}

}  // namespace cadence::api
