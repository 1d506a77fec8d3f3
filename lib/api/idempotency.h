// A write may carry an Idempotency-Key: the same caller, key and request then get the answer that was given
// before, for a day, and nothing is done twice. Only what was accepted is kept; no secret ever is.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <utility>

#include "api/call.h"

namespace cadence::api {

/// Empty: none was sent. Errors: invalid `idempotency-key-wrong`.
[[nodiscard]] Result<std::string> idempotency_key(net::Request const& request);
/// Of everything that makes a request the same one: method, target and body.
[[nodiscard]] std::string fingerprint_of(net::Request const& request);

/// What makes a write the same one.
struct Once {
    std::string caller;
    std::string key;  // empty: none, and nothing is kept
    std::string fingerprint = {};
};

class KeptReplies {
  public:
    explicit KeptReplies(engine::Engine& engine) : engine_{engine} {}

    [[nodiscard]] bool is_running(Once const& once) const { return running_.contains(id_of(once)); }
    /// The one to this caller and key, while it is kept.
    [[nodiscard]] std::optional<store::StoredReply> find(Once const& once) const;
    /// Has it done. What `render` makes of the outcome is kept and, after the commit, given to `done`.
    void submit(engine::Request request, Once once, std::function<Answer(engine::Outcome const&)> render,
                std::function<void(Result<Answer>)> done);

  private:
    using Id = std::pair<std::string, std::string>;
    [[nodiscard]] static Id id_of(Once const& once) { return {once.caller, once.key}; }

    engine::Engine& engine_;
    std::set<Id> running_;
};

}  // namespace cadence::api
