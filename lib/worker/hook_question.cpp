#include "worker/hook_question.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/git_name.h"
#include "base/text.h"
#include "job/coolify.h"

namespace cadence::worker {

namespace {

constexpr Duration kPatience = std::chrono::seconds{10};  // others wait behind it
constexpr std::size_t kMaxAnswer = 4 * 1024 * 1024;       // a deployment comes with its log

struct Place {
    std::string server;
    std::string token_from;
    bool operator==(Place const&) const = default;
};

std::optional<Place> place_of(config::HookConfig const& hook, config::TrainConfig const& train,
                              std::string const& application) {
    if (!hook.server.empty()) return Place{hook.server, hook.token_from};
    std::vector<Place> known;
    for (auto const& action : train.actions) {
        auto const* const coolify = std::get_if<job::CoolifyAction>(&action.what);
        if (coolify == nullptr) continue;
        Place const place{coolify->server, coolify->token_from};
        if (std::ranges::find(coolify->uuids, application) != coolify->uuids.end()) return place;
        if (std::ranges::find(known, place) == known.end()) known.push_back(place);
    }
    return known.size() == 1 ? std::optional{known.front()} : std::nullopt;
}

bool confirms(std::string_view status, forge::Course course) {
    if (course == forge::Course::started) return status == "queued" || status == "in_progress";
    if (course == forge::Course::succeeded) return status == "finished";
    return status == "failed" || status == "cancelled-by-user";
}

/// The contradiction between Coolify's answer and its notice, or nothing.
std::string contradiction(job::coolify::Deployment const& deployment, forge::Deployed const& told) {
    if (deployment.uuid != told.reference) return "reports another deployment, " + deployment.uuid;
    if (deployment.is_preview) return "calls it a preview";
    return confirms(deployment.status, told.course) ? "" : "says \"" + deployment.status + "\"";
}

}  // namespace

std::optional<HookQuestion> question_about(forge::Fact const& fact, config::HookConfig const& hook,
                                           config::TrainConfig const& train) {
    auto const* const deployed = std::get_if<forge::Deployed>(&fact);
    if (hook.source != forge::Source::coolify || deployed == nullptr) return std::nullopt;
    if (!deployed->commit.empty() || deployed->reference.empty()) return std::nullopt;
    if (!environment_of(hook, *deployed)) return std::nullopt;
    auto place = place_of(hook, train, deployed->environment);
    if (!place) return std::nullopt;
    while (place->server.ends_with('/')) place->server.pop_back();
    return HookQuestion{{.url = place->server + "/api/v1/deployments/" + percent_encode(deployed->reference),
                         .headers = {{"Accept", "application/json"}},
                         .timeout = kPatience,
                         .max_body = kMaxAnswer},
                        place->token_from};
}

AskedCommit answer_to(Result<net::HttpResponse> const& response, forge::Deployed const& told) {
    if (!response) return {{}, "Coolify could not be asked for it: " + response.error().detail};
    if (response->status < 200 || response->status >= 300)
        return {{}, "asked for it, " + job::coolify::refusal_of(*response)};
    auto const deployment = job::coolify::read_deployment(response->body);
    if (!deployment) return {{}, deployment.error().detail};
    if (auto other = contradiction(*deployment, told); !other.empty())
        return {.contradiction = std::move(other)};
    auto commit = lower(deployment->commit);
    if (is_commit_id(commit)) return {std::move(commit), {}};
    return {{}, "asked for it, Coolify names none"};
}

}  // namespace cadence::worker
