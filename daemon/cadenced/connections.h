// The daemon's side of the systems it is connected to: checks, the outbox, the inbox and the merge gate on
// the forges, each woken when the record changes and when its time has come; and their one way out. No rules
// of its own.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "job/runner.h"
#include "net/loop_transport.h"
#include "net/timer.h"
#include "worker/check_orders.h"
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
    [[nodiscard]] std::vector<worker::ForgeStanding> forges() const { return gate_.standings(); }
    [[nodiscard]] bool is_busy() const { return outbox_.under_way() > 0; }

  private:
    boost::asio::io_context& loop_;
    net::LoopTransport transport_;
    job::Runner runner_;
    worker::CheckOrders checks_;
    net::WallTimer outbox_timer_;
    net::WallTimer gate_timer_;
    worker::Outbox outbox_;
    worker::ForgeGate gate_;
    worker::Inbox inbox_;
};

}  // namespace cadence::daemon
