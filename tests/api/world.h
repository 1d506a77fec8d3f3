// The API on a real engine, a store in memory and a clock that moves when told to. Every answer is held
// against the contract.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/value.hpp>

#include "api/api.h"
#include "api/routes.h"
#include "base/clock.h"
#include "engine/engine.h"
#include "net/prepared.h"

namespace cadence::testing {

/// A client's side of one exchange.
class FakeExchange final : public net::Exchange {
  public:
    void reply(net::Reply reply) override { this->reply(net::prepare(std::move(reply))); }
    void reply(std::shared_ptr<net::Prepared const> prepared) override {
        if (!answer) answer = std::move(prepared);
    }
    void begin_stream(net::Reply head) override { answer = net::prepare(std::move(head)); }
    bool send(std::string_view chunk) override {
        if (gone) return false;
        stream += chunk;
        return true;
    }
    void on_close(std::function<void()> callback) override { closed = std::move(callback); }
    void waits(std::function<void()> callback) override { give_way = std::move(callback); }

    std::shared_ptr<net::Prepared const> answer;
    std::string stream;
    std::function<void()> closed;
    std::function<void()> give_way;
    bool gone = false;  // a slow or absent reader of a stream
};

struct Answered {
    int status = 0;
    net::Headers headers;  // names in lower case
    std::string body;
    std::shared_ptr<net::Prepared const> prepared;

    [[nodiscard]] std::string header(std::string_view name) const;
    [[nodiscard]] boost::json::value json() const;
    /// "release-not-found", or empty.
    [[nodiscard]] std::string problem() const;
    /// The text at a JSON pointer, dumped when it is none; empty when there is nothing.
    [[nodiscard]] std::string at(std::string_view pointer) const;
};

inline constexpr std::string_view kHost = "127.0.0.1:8420";

class ApiWorld {
  public:
    struct Options {
        std::string server = {};  // lines of [server]
        std::string more = {};    // more sections
        std::function<void(config::Config&)> adjust = {};
        std::filesystem::path credentials = {};  // where the secrets of hooks lie
    };
    explicit ApiWorld(Options options);
    ApiWorld() : ApiWorld(Options{}) {}

    /// Answered at once, or after the commit; must be.
    Answered get(std::string const& target, net::Headers headers = {});
    Answered post(std::string const& person, std::string const& target, std::string const& body,
                  net::Headers headers = {});
    Answered del(std::string const& person, std::string const& target);
    Answered ask(net::Request const& request);
    /// As it comes, without waiting for a commit.
    std::shared_ptr<FakeExchange> send(net::Request const& request);
    void commit() { engine().flush(); }
    /// Checked against the contract.
    [[nodiscard]] Answered read(net::Request const& request, FakeExchange const& exchange) const;

    [[nodiscard]] static net::Request request(net::Method method, std::string const& target,
                                              net::Headers headers = {}, std::string body = {});
    /// A bearer token of a person; "operator" is the local one.
    std::string token(std::string const& person, std::optional<Duration> valid_for = {});
    std::pair<std::string, std::string> as(std::string const& person) {
        return {"authorization", "Bearer " + token(person)};
    }

    void pass_to(std::string_view instant);
    /// Second by second, as the daemon passes them on.
    void pass_seconds(int seconds);

    ManualClock clock;
    [[nodiscard]] engine::Engine& engine() { return *engine_; }
    [[nodiscard]] api::Api& api() { return *api_; }

  private:
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<engine::Engine> engine_;
    std::unique_ptr<api::Api> api_;
    std::map<std::string, std::string> tokens_;
};

/// A second train beside backend.
inline constexpr std::string_view kWebTrain = R"(
[[trains]]
id = "web"
first_release = 2026-01-13
weekday = "Tuesday"
time = "14:00"
timezone = "Europe/Berlin"
every = "1 week"
window = "1h"
[trains.staging]
url = "https://staging.example.org"
[trains.production]
url = "https://www.example.org"
)";

inline std::string const kRelease = "backend-2026-01-08";
inline std::string const kNext = "backend-2026-01-22";
inline std::string const kReleasePath = "/v1/releases/backend-2026-01-08";
/// Within the code freeze of the first release.
inline constexpr std::string_view kFrozen = "2026-01-06T09:00:00Z";

}  // namespace cadence::testing
