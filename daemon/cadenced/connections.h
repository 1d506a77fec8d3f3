// The daemon's side of the systems it is connected to: the outbox with its couriers, the inbox, and the merge
// gate on the forges, each woken when the record changes and when its time has come. No rules of its own.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "cadenced/couriers.h"
#include "net/timer.h"
#include "worker/forge_gate.h"
#include "worker/inbox.h"
#include "worker/outbox.h"

namespace cadence::daemon {

class Connections {
  public:
    struct Options {
        std::string clones;  // the directory of git clones
        std::function<void(std::string_view)> report;
    };
    /// Proxy and CA file are those of the configuration now. Throws as net::Client does.
    Connections(boost::asio::io_context& loop, engine::Engine& engine, job::Secrets const& secrets,
                Options options);

    /// Once, after the engine's start.
    void start();
    /// Wants to hear of every commit.
    void committed(std::vector<release::LogLine> const& lines);
    /// Something was taken in and waits.
    void arrived();

    /// Nothing more is begun; what is under way may end.
    void stop() { outbox_.stop(); }
    [[nodiscard]] std::vector<engine::ForgeStanding> forges() const { return gate_.standings(); }
    [[nodiscard]] bool is_busy() const { return outbox_.under_way() > 0; }

  private:
    void wake_gate();

    boost::asio::io_context& loop_;
    net::WallTimer outbox_timer_;
    net::WallTimer gate_timer_;
    worker::Outbox outbox_;
    worker::ForgeGate gate_;
    worker::Inbox inbox_;
    Couriers couriers_;  // goes first: nobody is called back after it
};

/// How the daemon asks others, by its configuration.
[[nodiscard]] net::Client::Options outbound(config::Config const& config);

}  // namespace cadence::daemon
