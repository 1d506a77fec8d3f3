// The one executor of actions, on the loop. `done` is called exactly once, by the loop and never from within
// a call here, unless the runner dies first: then what is under way ends and nobody is told. Keeps nothing:
// the outbox does. How many run at once is its business, too.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>

#include "base/clock.h"
#include "job/action.h"
#include "job/secrets.h"
#include "net/client.h"

namespace cadence::job {

class ActionRunner {
  public:
    using Done = std::function<void(ActionResult)>;

    struct Options {
        std::string clones;  // the directory of the git clones: below the state directory
        net::Client::Options client = {};
    };

    /// Throws as net::Client does.
    ActionRunner(boost::asio::io_context& loop, Clock const& clock, Secrets const& secrets, Options options);
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
    void recover(std::string const& id, Action const& action, ActionOrder const& order, Instant attempted_at,
                 Done done);

  private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace cadence::job
