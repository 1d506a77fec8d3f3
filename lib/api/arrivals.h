// Webhooks from other systems to /hooks/{source}/{name}: verified on the raw bytes, kept in one transaction
// and answered after it; worker::Inbox works on it later. One that cannot be read is refused, so that its
// sender sees it, and counted. Slash commands are answered at once (slash.h).
//
// What is large is verified and read in turns: one step of one of them, then everybody else.
//
// Invariants: of what is not verified nothing is written, and every such answer is the same; no secret, and
// no name that is one, leaves in an answer, the record or the log; secrets among the headers are not kept.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"
#include "api/problem.h"
#include "api/slash.h"
#include "job/secrets.h"

namespace cadence::api {

/// The endpoint at these two segments of a path, or null. In constant time, so that nothing is learnt about
/// the name.
[[nodiscard]] config::HookConfig const* find_hook(config::Config const& config,
                                                  std::vector<std::string> const& path);
class Hooks {
  public:
    Hooks(engine::Engine& engine, job::Secrets secrets)
        : engine_{engine}, secrets_{std::move(secrets)}, slash_{engine} {}

    /// The answer that needs no body: to one that is too large.
    [[nodiscard]] std::optional<net::Reply> admit(config::HookConfig const& hook,
                                                  net::Request const& request) const;
    void take(config::HookConfig const& hook, net::Request& request, std::shared_ptr<net::Exchange> exchange);
    /// The requests refused since the start, by endpoint.
    [[nodiscard]] std::map<std::string, HookRefusals> const& refusals() const { return refusals_; }

    /// Has the next step done in a turn of its own, or at once.
    std::function<void(std::function<void()>)> later = [](auto const& step) { step(); };
    /// Something waits to be worked on; called after its answer was given.
    std::function<void()> arrived = [] {};
    // Told in a line. Without anybody else they go to spdlog's own log.
    std::function<void(std::string_view)> warn;
    std::function<void(std::string_view)> report;

  private:
    struct Arriving;
    bool step(Arriving& arriving);
    void take_turns();
    [[nodiscard]] std::vector<std::string> secrets_of(config::HookConfig const& hook, bool& unreadable) const;
    [[nodiscard]] std::optional<net::Reply> refusal(Arriving const& arriving) const;
    bool verified(Arriving& arriving);
    void refuse_type(Arriving const& arriving);
    bool understood(Arriving& arriving);
    void keep(Arriving const& arriving);
    void keep_failed(Arriving const& arriving, json::Value const& document, Problem const& problem);
    void submit(Arriving const& arriving, store::Arrival arrival, net::Reply accepted);
    void refused(config::HookConfig const& hook, std::string_view kind, std::string const& why) const;
    // Each of a kind at most once a minute.
    void say_warning(config::HookConfig const& hook, std::string_view kind, std::string const& what) const;
    void say_error(config::HookConfig const& hook, std::string_view kind, std::string const& what) const;
    [[nodiscard]] std::optional<std::string> news(config::HookConfig const& hook, std::string_view kind,
                                                  std::string const& what) const;

    engine::Engine& engine_;
    job::Secrets secrets_;
    Slash slash_;
    std::deque<std::shared_ptr<Arriving>> large_;  // whose turn it is, first
    bool takes_turns_ = false;
    mutable std::map<std::string, HookRefusals> refusals_;
    mutable std::map<std::string, Instant> told_;  // when what was last told, by endpoint and kind
};

}  // namespace cadence::api
