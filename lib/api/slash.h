// Slash commands of a chat: who asks is known by their id there, what may be done is decided by the engine,
// and every answer, a refusal too, is in words. A signed request that comes again is answered as it was and
// does nothing.
#pragma once

#include <memory>
#include <string>

#include "api/idempotency.h"
#include "chat/command.h"
#include "release/meant.h"

namespace cadence::api {

class Slash {
  public:
    explicit Slash(engine::Engine& engine) : engine_{engine}, kept_{engine} {}

    /// `request` was verified for `hook`; `digest` is its body's SHA-256.
    void answer(config::HookConfig const& hook, net::Request const& request, std::string_view digest,
                std::shared_ptr<net::Exchange> exchange);

  private:
    /// One asking, with all that is known about it.
    struct Asked {
        chat::Platform platform = chat::Platform::slack;
        std::string endpoint;
        std::string key;  // of this very request
        chat::SlashForm form;
        chat::SlashCommand command;
        config::TrainConfig const* train = nullptr;
        config::Person const* person = nullptr;  // or nobody we know
    };
    [[nodiscard]] Result<Asked> asked(config::HookConfig const& hook, chat::SlashForm form) const;
    [[nodiscard]] Result<void> find_train(Asked& asked, std::string const& usual) const;
    [[nodiscard]] Result<std::string> told(Asked const& asked) const;
    [[nodiscard]] Result<release::Command> command_of(Asked const& asked) const;
    [[nodiscard]] Result<std::string> meant(Asked const& asked, release::Intent intent) const;
    [[nodiscard]] Result<release::Command> end_of_freeze(Asked const& asked) const;
    [[nodiscard]] std::vector<std::string> trains() const;
    void carry_out(Asked const& asked, std::shared_ptr<net::Exchange> exchange);

    engine::Engine& engine_;
    KeptReplies kept_;
};

}  // namespace cadence::api
