// Coolify v4.3 as far as deployments go, stateful, behind a real server: it queues, skips what is queued
// already, refuses when its queue is full, and answers in its own two shapes.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "job/action_world.h"

namespace cadence::job::testing {

struct FakeDeployment {
    std::string uuid;
    std::string application;
    std::string status = "queued";
    std::string commit = kCommit;
    Instant created_at = kNow;
    bool is_api = true;
    bool is_webhook = false;
    int pull_request = 0;
};

class FakeCoolify {
  public:
    FakeCoolify(boost::asio::io_context& loop, Clock const& clock);

    std::string url;
    std::string token = "1|sesame";
    bool api_on = true;
    bool may_read = true;
    bool token_has_team = true;
    bool down = false;       // answers 502
    bool throttled = false;  // answers 429 to everything
    /// Does what it is asked, and never answers; or fails after it.
    enum class Loses { nothing, answer, mind } loses = Loses::nothing;
    bool hangs_before = false;  // takes the request to deploy and does nothing with it
    std::size_t queue_limit = 10;
    std::map<std::string, std::string> applications{{"abc123", "web"}, {"def456", "worker"}};
    std::map<std::string, std::string> services{{"svc789", "redis"}};
    std::map<std::string, std::string> databases{{"db0123", "orders"}};
    std::set<std::string> not_ours;  // resources that the token may not deploy
    std::map<std::string, std::vector<std::string>> tags{{"shop", {"abc123", "def456"}}};
    /// What answers in its stead: a proxy, a login page.
    std::optional<net::Reply> in_front;
    std::string head = kCommit;  // that it deploys; "HEAD" before it knows
    std::vector<FakeDeployment> deployments;
    std::vector<net::Request> requests;

    [[nodiscard]] std::size_t deploys() const;
    FakeDeployment& add(FakeDeployment deployment);
    void all_are(std::string const& status);

  private:
    void answer(net::Request const& request, std::shared_ptr<net::Exchange> exchange);
    net::Reply reply_to(net::Request const& request);
    net::Reply deploy(boost::json::object const& asked);
    net::Reply by_tag(std::string const& tag);
    [[nodiscard]] bool has(std::string const& resource) const;
    /// The message and, of an application, a deployment's uuid. Nothing: its queue is full.
    std::optional<std::pair<std::string, std::string>> start(std::string const& resource);
    [[nodiscard]] boost::json::object render(FakeDeployment const& deployment) const;

    Clock const& clock_;
    int last_ = 0;
    std::vector<std::shared_ptr<net::Exchange>> unanswered_;
    net::Server server_;
};

/// With an action on it.
struct Coolified : Actor {
    Coolified() {
        write("credentials/coolify", coolify.token);
        timeout = 2s;
    }
    FakeCoolify coolify{loop, clock};
    [[nodiscard]] CoolifyAction deploying(std::vector<std::string> uuids) const {
        return {.server = coolify.url + "/", .uuids = std::move(uuids), .token_from = "coolify"};
    }
    [[nodiscard]] CoolifyAction deploying_tag(std::string tag) const {
        return {.server = coolify.url, .tag = std::move(tag), .token_from = "coolify"};
    }
};

}  // namespace cadence::job::testing
