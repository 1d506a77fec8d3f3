// The running daemon: members in the order they depend on each other, one thread, one loop. What fails for
// good leaves `run` with an exit code.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include "api/api.h"
#include "base/clock.h"
#include "cadenced/args.h"
#include "cadenced/connections.h"
#include "cadenced/log.h"
#include "cadenced/open_files.h"
#include "cadenced/runtime_files.h"
#include "cadenced/supervisor.h"
#include "cadenced/zone_watch.h"
#include "config/machine.h"
#include "engine/engine.h"
#include "job/secrets.h"
#include "net/run_loop.h"
#include "net/server.h"
#include "net/timer.h"

namespace cadence::daemon {

class Daemon {
  public:
    Daemon(Run const& args, config::Config config, std::unique_ptr<store::Store> store, Log& log);
    /// Listens, catches up, serves until SIGTERM or SIGINT. Returns an exit code.
    int run();

  private:
    [[nodiscard]] Result<net::Address> listen();
    void announce(net::Address const& address);
    void turn();  // what time asks for, then the timer again
    void arm();
    void refused(std::string_view why);
    void committed(std::vector<release::LogLine> const& lines);
    void configured();  // after a configuration was applied, whoever asked
    void warn();        // of what is doubtful in the configuration in force
    void warn_of_few_files();
    void watch_zones();
    void zones_written();
    void on_signal();
    void reload();
    void stop();
    void leave(int looks);  // so often
    void beat();            // the auditor's question, then the watchdog
    void each_second();     // only while somebody waits for it
    void turn_if_due();
    void slow(Duration took);
    [[nodiscard]] std::string status() const;

    Run const& args_;
    Log& log_;
    SystemClock clock_;
    boost::asio::io_context loop_{1};
    std::unique_ptr<store::Store> store_;
    engine::Engine engine_;
    job::Secrets secrets_;
    Connections connections_;
    api::Api api_;
    net::WallTimer timer_;
    OpenFiles files_allowed_;
    net::Server server_;
    Supervisor supervisor_;
    RuntimeFiles files_;
    boost::asio::signal_set signals_;
    boost::asio::steady_timer heartbeat_;
    boost::asio::steady_timer seconds_;
    boost::asio::steady_timer retry_;
    boost::asio::steady_timer leaving_;
    ZoneWatch zones_;
    config::Listens listens_ = config::Listens::as_configured;
    std::optional<Instant> due_;  // when the timer is to fire
    net::LoopFigures loop_figures_;
    std::optional<Instant> slow_told_at_;
    bool seconds_run_ = false;
    std::string refused_;  // why nothing can be recorded, or empty
    bool reloaded_after_conflict_ = false;
    bool stopping_ = false;
};

}  // namespace cadence::daemon
