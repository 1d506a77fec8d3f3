// The one executor of actions, on the loop. `done` is called exactly once, by the loop and never from within
// a call here, unless the runner dies first. Keeps nothing: the outbox does.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>

#include "engine/action.h"
#include "engine/secrets.h"
#include "net/client.h"

namespace cadence::engine {

class ActionRunner {
  public:
    using Done = std::function<void(ActionResult)>;

    struct Options {
        std::string clones;  // the directory of the git clones: below the state directory
        net::Client::Options client = {};
    };

    ActionRunner(boost::asio::io_context& loop, Secrets const& secrets, Options options);
    ~ActionRunner();
    ActionRunner(ActionRunner const&) = delete;
    ActionRunner& operator=(ActionRunner const&) = delete;

    struct Where {
        std::string staging_url;
        std::string production_url;
    };
    /// The delivery's id is passed on where the other side can use it (Idempotency-Key, CADENCE_DELIVERY).
    void carry(std::string const& id, Action const& action, ActionOrder const& order, Where const& where,
               Done done);
    /// How something that is under way elsewhere stands, by its reference.
    void follow(std::string const& id, Action const& action, ActionOrder const& order,
                std::string const& reference, Done done);
    /// After a crash, of one that was sent and never answered: done, failed or again where the other side can
    /// be asked (Coolify's deployments, a git tag, a repeatable one), else unknown.
    void recover(std::string const& id, Action const& action, ActionOrder const& order, Done done);

  private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace cadence::engine
