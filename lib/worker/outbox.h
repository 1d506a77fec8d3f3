// Sends what the outbox holds: asks the engine for what is due, which records each attempt before it goes
// out, carries it out through what it was given, and has the engine record what came of it. Announcements are
// sent again with the same id; an action whose outcome nobody knows is asked about, or waits for a person.
//
// It holds only what is under way. The record says everything else, so a crash at any point loses nothing,
// and what waits costs nothing. A slow receiver keeps one lane and one place, of those that only the slow
// take (worker/places.h); one that cannot be reached is left alone (worker/circuit.h); one that answers with
// faults holds up its own lane, by the schedule of its first.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "chat/channel.h"
#include "engine/engine.h"
#include "job/secrets.h"
#include "net/transport.h"
#include "worker/circuit.h"
#include "worker/places.h"

namespace cadence::worker {

class Outbox {
  public:
    struct Options {
        engine::Engine& engine;
        job::Secrets const& secrets;
        net::Transport& transport;
        /// Carries an action out, and calls back once.
        std::function<void(job::ActionRun, std::function<void(job::DeliveryResult)>)> act;
        std::function<void(std::optional<Instant>)> arm = [](auto) {};  // when to call `wake` again
        Places::Bounds announcements = {.in_all = 512, .at_one_host = 16};
        Places::Bounds actions = {.in_all = 64};
    };

    explicit Outbox(Options options)
        : options_{std::move(options)}, announcements_{options_.announcements}, actions_{options_.actions} {}

    /// Once, after the engine's start: asks about what a crash interrupted, then sends.
    void start();
    /// Begins what is due. Wanted when `arm` said, and after each commit.
    void wake();
    /// Begins nothing any more; what is under way goes on.
    void stop() { stopping_ = true; }
    [[nodiscard]] std::size_t under_way() const { return under_way_.size(); }

  private:
    struct Way {
        int attempt = 0;  // until it has begun
        store::DeliveryKind kind = store::DeliveryKind::announcement;
        std::string lane = {};
        std::string host = {};                                // of an announcement over HTTP
        std::optional<Result<chat::Outgoing>> outgoing = {};  // until it goes
        std::optional<job::DeliveryResult> result = {};       // that could not be recorded: the disk was full
    };
    [[nodiscard]] Places& places(store::DeliveryKind kind) {
        return kind == store::DeliveryKind::action ? actions_ : announcements_;
    }
    /// Those that there may be a place for.
    [[nodiscard]] store::DeliveryKinds with_places();
    [[nodiscard]] std::optional<Instant> next_wake();
    void ask_for_more();
    /// Takes a place for it, if it goes.
    [[nodiscard]] engine::DeliveryTurn turn(store::Delivery const& delivery);
    void begun(std::vector<store::Delivery> const& deliveries);
    void record(std::string const& id);
    void go(store::Delivery const& delivery);
    [[nodiscard]] Result<chat::Outgoing> written(chat::Channel const& channel,
                                                 store::Delivery const& delivery) const;
    void announce(store::Delivery const& delivery);
    void judge(chat::Channel const& channel, std::string const& id,
               Result<net::HttpResponse> const& response);
    void act(store::Delivery const& delivery, job::ActionRun::Step step);
    void finish(std::string const& id, job::DeliveryResult result);

    Options options_;
    std::map<std::string, Way> under_way_;  // by delivery
    Places announcements_;
    Places actions_;
    Circuits circuits_;
    bool stopping_ = false;
    bool asked_ = false;                  // BeginDeliveries is queued
    std::optional<Instant> stuck_until_;  // nothing can be recorded: the disk is full
};

}  // namespace cadence::worker
