// The checks that every request passes before anything else looks at it, in this order: a Host of ours, a
// known path and method, no foreign Origin, JSON for writes (for a hook also what its source sends, and an
// endpoint of that name), a token where one is needed, known parameters, a body that is not too large, and
// before a body comes a role that may do this on some train.
#pragma once

#include <memory>

#include <tl/expected.hpp>

#include "api/hosts.h"
#include "api/problem.h"
#include "api/routes.h"

namespace cadence::api {

struct Admitted {
    Route const* route = nullptr;
    Call call;
    config::HookConfig const* hook = nullptr;  // whose endpoint it is
};

/// Unauthenticated `token-missing`.
[[nodiscard]] tl::unexpected<Error> token_missing();

class Admission {
  public:
    Admission(engine::Engine& engine, Sources const& sources)
        : engine_{engine}, sources_{sources}, hosts_{engine.config().server} {}
    void listens_on(net::Address const& address) { hosts_.listens_on(address); }
    [[nodiscard]] tl::expected<Admitted, Problem> admit(net::Request const& request) const;
    [[nodiscard]] bool is_operator(net::Request const& request) const;

  private:
    [[nodiscard]] tl::expected<void, Problem> check_origin(net::Request const& request) const;
    [[nodiscard]] Result<std::optional<engine::Identity>> identify(net::Request const& request,
                                                                   Route const& route) const;
    engine::Engine& engine_;
    Sources const& sources_;
    Hosts hosts_;
};

}  // namespace cadence::api
