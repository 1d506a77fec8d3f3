// Coolify signs nothing, and tells of a deployment without its commit. Where it can be asked, this is the
// question, and what its answer comes to. Pure: the inbox asks.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "engine/hook_work.h"
#include "engine/secrets.h"
#include "net/ask.h"

namespace cadence::engine {

/// A GET, without its token.
struct HookQuestion {
    net::Ask ask;
    std::string token_from;
};

/// What is to be asked about this fact; nothing: there is nothing to ask, or nobody. Whom to ask: what the
/// hook says, else the action of its train that deploys this application, else the only Coolify of the train.
[[nodiscard]] std::optional<HookQuestion> question_about(forge::Fact const& fact, HookConfig const& hook,
                                                         TrainConfig const& train);
/// Its answer has to confirm what was told: the same deployment, which has ended that way.
[[nodiscard]] AskedCommit answer_to(Result<net::Got> const& got, forge::Deployed const& told);

}  // namespace cadence::engine
