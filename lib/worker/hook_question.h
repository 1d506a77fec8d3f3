// Coolify signs nothing, and tells of a deployment without its commit. Where it can be asked, this is the
// question, and what its answer comes to. Pure: the inbox asks.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "job/secrets.h"
#include "net/http_request.h"
#include "worker/hook_work.h"

namespace cadence::worker {

/// A GET, without its token.
struct HookQuestion {
    net::HttpRequest request;
    std::string token_from;
};

/// What is to be asked about this fact; nothing: there is nothing to ask, or nobody. Whom to ask: what the
/// hook says, else the action of its train that deploys this application, else the only Coolify of the train.
[[nodiscard]] std::optional<HookQuestion> question_about(forge::Fact const& fact,
                                                         config::HookConfig const& hook,
                                                         config::TrainConfig const& train);
/// Its answer has to confirm what was told: the same deployment, which has ended that way.
[[nodiscard]] AskedCommit answer_to(Result<net::HttpResponse> const& response, forge::Deployed const& told);

}  // namespace cadence::worker
