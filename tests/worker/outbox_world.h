// The outbox on a real engine and store, with receivers that do as they are told: what is sent stays in
// flight until it lands, so that a test may let the daemon die in between. Time passes as the daemon's timers
// let it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "support/fake_transport.h"
#include "support/house.h"
#include "worker/outbox.h"

namespace cadence::worker {

using namespace engine;  // support/house.h

/// A webhook channel at https://<name>.example.org/hook: its requests show id, title and lateness.
[[nodiscard]] chat::Channel channel_to(std::string name);
/// A command action; what it comes to is up to the test.
[[nodiscard]] job::Action action_named(std::string name, job::Trigger on);

class OutboxWorld {
  public:
    explicit OutboxWorld(config::Config config, std::string_view now = "2026-01-01T09:00:00Z",
                         House::Keeps keeps = House::Keeps::in_memory);
    ~OutboxWorld();

    /// The receiver of a host, by what it answers; without one it answers 204.
    void receive(std::string const& host,
                 std::function<Result<net::HttpResponse>(net::HttpRequest const&)> answer);
    /// What carrying out an action comes to; without one it is done.
    std::function<job::DeliveryResult(job::ActionRun const&)> acts;
    /// How long a receiver, by its request, is silent; longer than the request waits: it never answers.
    std::function<Duration(net::HttpRequest const&)> silent_for = [](auto const&) { return Duration{0}; };
    /// While it is set, nothing lands.
    bool in_the_air = false;

    /// All that can happen at this instant.
    void settle();
    void advance_to(std::string_view instant) { advance_to(utc(instant)); }
    void advance_to(Instant instant);
    void advance(Duration by) { advance_to(house.clock.now() + by); }
    /// SIGKILL: what was in flight is lost or arrives, nobody hears of it; then a start.
    void die_and_restart(Duration after = Duration{0});
    void restart(config::Config config);

    Result<engine::Outcome> ask(std::string const& person, engine::Work work);
    Result<engine::Outcome> ask(std::string const& person, release::Command command) {
        return ask(person, engine::Work{engine::TrainCommand{kTrain, std::move(command)}});
    }
    /// The first release, voted for.
    void give_go(std::string const& release);

    struct Heard {
        std::string id;
        std::string title;
        Instant at;
        bool operator==(Heard const&) const = default;
    };
    /// What arrived at a host with a 2xx, in order, and all that was tried.
    std::map<std::string, std::vector<Heard>> heard;
    std::map<std::string, std::vector<Heard>> tried;
    std::vector<job::ActionRun> runs;  // every step that was carried out

    [[nodiscard]] std::vector<store::Delivery> deliveries(store::DeliveryQuery query = {}) const;
    [[nodiscard]] std::vector<std::string> titles(std::string const& host) const;

    House house;
    std::size_t most_at_once = 0;

  private:
    void open();

    struct Flight {
        Instant lands_at;
        std::function<void()> land;
    };
    void fly(net::HttpRequest request, std::function<void(Result<net::HttpResponse>)> done);
    [[nodiscard]] std::vector<Flight>::iterator next_flight();
    cadence::testing::FakeTransport transport_{
        [this](net::HttpRequest request, auto done) { fly(std::move(request), std::move(done)); }};
    std::filesystem::path secrets_folder_;
    job::Secrets secrets_;
    std::map<std::string, std::function<Result<net::HttpResponse>(net::HttpRequest const&)>> receivers_;
    std::vector<Flight> flights_;
    std::optional<Instant> armed_;
    std::unique_ptr<Outbox> outbox_;
};

}  // namespace cadence::worker
