// Sends what the outbox holds: asks the engine for what is due, which records each attempt before it goes
// out, carries it out through what it was given, and has the engine record what came of it. Announcements are
// sent again with the same id; an action whose outcome nobody knows is asked about, or waits for a person.
//
// It holds only what is under way. The record says everything else, so a crash at any point loses nothing,
// and what waits costs nothing. A slow receiver keeps one lane and one place of `at_once`.
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
        std::size_t at_once = 16;                                       // announcements, and as many actions
    };

    explicit Outbox(Options options) : options_{std::move(options)} {}

    /// Once, after the engine's start: asks about what a crash interrupted, then sends.
    void start();
    /// Begins what is due. Wanted when `arm` said, and after each commit.
    void wake();
    /// Begins nothing any more; what is under way goes on.
    void stop() { stopping_ = true; }
    [[nodiscard]] std::size_t under_way() const { return under_way_.size(); }

  private:
    struct Way {
        int attempt = 1;
        store::DeliveryKind kind = store::DeliveryKind::announcement;
        std::string host;
        std::optional<job::DeliveryResult> result = {};  // that could not be recorded: the disk was full
    };
    [[nodiscard]] std::optional<Instant> next_wake() const;
    /// How many more of a kind may be under way, when `ending` of them are about to end.
    [[nodiscard]] std::size_t room(store::DeliveryKind kind, std::size_t ending = 0) const;
    /// Until when its receiver is left alone, or nothing.
    [[nodiscard]] std::optional<Instant> put_off(store::Delivery const& delivery);
    void ask_for_more(std::optional<store::DeliveryKind> ending);
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
    Circuits circuits_;
    bool stopping_ = false;
    bool asked_ = false;                  // BeginDeliveries is queued
    std::optional<Instant> stuck_until_;  // nothing can be recorded: the disk is full
};

}  // namespace cadence::worker
