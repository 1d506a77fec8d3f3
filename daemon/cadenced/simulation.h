// The real engine on a virtual clock with a throw-away database: time jumps from one due instant or script
// line to the next. Nothing is sent anywhere. DESIGN section 12, "Simulation".
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/api.h"
#include "cadenced/script.h"
#include "worker/check_orders.h"

namespace cadence::daemon {

class Simulation {
  public:
    struct Options {
        config::Config config;
        std::vector<ScriptLine> script;
        Instant from;
        Instant until;
        std::function<void(std::string const&)> print;  // one line of what happens
    };
    explicit Simulation(Options options);

    /// Where time goes next, or nothing: it is over.
    [[nodiscard]] std::optional<Instant> next() const;
    /// Goes there and does what is due.
    void step();
    /// Lets virtual time pass without reaching the next step.
    void drift_to(Instant now);
    [[nodiscard]] Instant now() const { return clock_.now(); }
    [[nodiscard]] Clock const& clock() const { return clock_; }
    /// Calls of the script that were answered differently than expected.
    [[nodiscard]] std::size_t failures() const { return failures_; }
    [[nodiscard]] std::size_t events() const { return events_; }
    [[nodiscard]] api::Api& api() { return *api_; }
    /// The record of what was simulated.
    [[nodiscard]] store::Store const& store() const { return *store_; }
    [[nodiscard]] config::ServerConfig const& server() const { return options_.config.server; }
    /// Of the simulation only: whoever has it may do what ops may.
    [[nodiscard]] std::string const& operator_token() const { return tokens_.at("operator"); }
    /// The lines of the script that were never played: they lie behind its end.
    [[nodiscard]] std::size_t unplayed() const { return options_.script.size() - next_line_; }
    /// The API is served there meanwhile; the calls of the script name it as their host.
    void listens_on(net::Address const& address);

  private:
    [[nodiscard]] Result<std::string> token_of(std::string const& person);
    void play(ScriptLine const& line);
    void call(ScriptCall const& call, int line);
    [[nodiscard]] job::Finding find(job::Check const& check, job::CheckSubject const& subject);
    void deliver();
    [[nodiscard]] job::DeliveryResult carry(store::Delivery const& delivery);
    void say(std::string const& text);

    Options options_;
    ManualClock clock_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<engine::Engine> engine_;
    std::unique_ptr<api::Api> api_;
    std::unique_ptr<worker::CheckOrders> checks_;
    std::map<std::string, ScriptFinding> findings_;  // by check
    std::map<std::string, ScriptOutcome> outcomes_;  // by action
    std::map<std::string, std::string> tokens_;
    std::string host_;
    std::size_t next_line_ = 0;
    std::size_t failures_ = 0;
    std::size_t events_ = 0;
};

}  // namespace cadence::daemon
