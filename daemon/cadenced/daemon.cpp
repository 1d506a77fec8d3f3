#include "cadenced/daemon.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <set>

#include <boost/asio/post.hpp>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/describe.h"
#include "base/text.h"
#include "cadenced/exit_codes.h"
#include "release/agenda.h"

namespace cadence::daemon {

namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 5s;  // due and not done for longer than this is silence
constexpr auto kGrace = 5s;
constexpr auto kLastWords = 10s;  // with the grace still within the unit's TimeoutStopSec
constexpr auto kLook = 100ms;
constexpr auto kDoubt = 1min;
constexpr std::size_t kDatesShown = 3;
constexpr std::size_t kTrainsShown = 10;

}  // namespace

Daemon::Daemon(Run const& args, config::Config config, std::unique_ptr<store::Store> store, Log& log)
    : args_{args},
      log_{log},
      store_{std::move(store)},
      engine_{{.clock = clock_,
               .store = *store_,
               .config = std::move(config),
               .wake = [this] { boost::asio::post(loop_, [this] { engine_.flush(); }); },
               .committed = [this](auto const& lines) { committed(lines); },
               .refused =
                   [this](std::string_view why) {
                       if (refused_.empty()) refused(why);
                   }}},
      secrets_{args.credentials},
      connections_{loop_,
                   engine_,
                   secrets_,
                   {.clones = (args.state_dir / "clones").string(),
                    .report = [this](std::string_view text) { log_.warning(text); }}},
      api_{engine_, secrets_},
      timer_{loop_, [this](net::Wake) { turn(); }},
      files_allowed_{raise_open_files(static_cast<std::size_t>(engine_.config().server.connections))},
      server_{
          loop_,
          [this](net::Request& request, std::shared_ptr<net::Exchange> exchange) {
              api_.handle(request, std::move(exchange));
              if (api_.wants_seconds() && !seconds_run_) each_second();
          },
          {.limits = {.connections = files_allowed_.connections},
           .admit = [this](net::Request& request) { return api_.admit(request); },
           .kept = [this](std::string_view head, std::string const& peer) { return api_.kept(head, peer); },
           .is_operator = [this](net::Request const& request) { return api_.is_operator(request); },
           .trusted_proxies = engine_.config().server.trusted_proxies,
           .error_body = [this](int status,
                                std::string detail) { return api_.wire_error(status, std::move(detail)); },
           .clock = &clock_,
           .report = [this](std::string_view text) { log_.warning(text); }}},
      files_{args.runtime_dir},
      signals_{loop_, SIGTERM, SIGINT, SIGHUP},
      heartbeat_{loop_},
      seconds_{loop_},
      retry_{loop_},
      leaving_{loop_},
      zones_{loop_, [this] { zones_written(); }} {
    api_.sources.read_config = [this] { return config::load_config(args_.config, secrets_, listens_); };
    api_.sources.parse_config = [this](std::string_view toml) {
        return config::parse_config_as(args_.config, toml);
    };
    api_.sources.read_loop = [this] { return loop_figures_; };
    api_.sources.read_forges = [this] { return connections_.forges(); };
    api_.report = [this](std::string_view text) { log_.error(text); };
    api_.hooks().report = api_.report;
    api_.hooks().warn = [this](std::string_view text) { log_.warning(text); };
    api_.hooks().arrived = [this] { connections_.arrived(); };
    api_.hooks().later = [this](std::function<void()> step) { boost::asio::post(loop_, std::move(step)); };
}

int Daemon::run() {
    ::prctl(PR_SET_TIMERSLACK, 1UL);
    std::signal(SIGPIPE, SIG_IGN);
    if (auto const claimed = files_.claim(); !claimed) {
        log_.error(claimed.error().detail);
        return claimed.error().code == ErrorCode::conflict ? kSecondStart : kRuntimeFiles;
    }
    auto const address = listen();
    if (!address) {
        log_.error(address.error().detail);
        return address.error().code == ErrorCode::unavailable ? kListen : kConfig;
    }
    api_.listens_on(*address);
    auto const token =
        files_.write("operator.token", engine_.identities().make_operator_token() + "\n", 0640);
    auto const url = files_.write("url", "http://" + address->text() + "\n", 0644);
    if (!token || !url) {
        log_.error((token ? url : token).error().detail);
        return kRuntimeFiles;
    }
    warn();
    warn_of_few_files();
    engine_.start();
    connections_.start();
    watch_zones();
    announce(*address);
    on_signal();
    beat();
    turn();
    store_->on_damage([this](std::string const& what) {  // not through handlers, which go on after an error
        boost::asio::post(loop_, [what] { throw store::StorageDamaged{what}; });
    });
    net::run_loop(
        loop_, loop_figures_, [this] { turn_if_due(); }, [this](Duration took) { slow(took); });
    return kDone;
}

/// However many requests are waiting, and before the timer's turn comes among them.
void Daemon::turn_if_due() {
    if (due_ && clock_.now() >= *due_) turn();
}

/// At most once a minute.
void Daemon::slow(Duration took) {
    auto const now = clock_.now();
    if (slow_told_at_ && now - *slow_told_at_ < 1min) return;
    slow_told_at_ = now;
    log_.warning("one step took " + describe_duration(took) + " (limit 5 ms) while everything else waited; " +
                 counted(loop_figures_.slow, "such step", "such steps") + " since the start");
}

Result<net::Address> Daemon::listen() {
    auto const given = Supervisor::listeners();
    auto const& configured = engine_.config().server;
    if (!given.empty() || !args_.listen.empty()) listens_ = config::Listens::elsewhere;
    auto wanted = given.empty() ? net::Address::parse(args_.listen.empty() ? configured.listen : args_.listen)
                                : server_.adopt(given.front());
    if (!wanted) return wanted;
    if (auto reach = config::check_reach(configured, wanted->text()); !reach)
        return tl::unexpected{reach.error()};
    return given.empty() ? server_.listen(*wanted) : wanted;
}

void Daemon::announce(net::Address const& address) {
    log_.info("cadenced " CADENCE_VERSION " listens on http://" + address.text());
    auto const& trains = engine_.config().trains;
    for (std::size_t i = 0; i < std::min(trains.size(), kTrainsShown); ++i) {
        auto const& configured = trains[i];
        auto const agenda = release::agenda_of(engine_.train(configured.id), configured.policy, kDatesShown);
        for (auto const& item : agenda.releases) {
            log_.info("next: " + item.release.id + " on " +
                      std::string{configured.policy.rule.zone.show(item.release.window.opens_at)} + " (" +
                      std::string{name_of(item.release.state)} + ")");
        }
    }
    if (trains.size() > kTrainsShown)
        log_.info("and " + std::to_string(trains.size() - kTrainsShown) +
                  " more trains: `cadencectl upcoming`");
    if (engine_.hold())
        log_.error("the calendar is on hold: " + engine_.hold()->reason +
                   "; `cadencectl clock accept` ends it");
    supervisor_.ready(status());
}

std::string Daemon::status() const {
    auto const due = engine_.next_due();
    if (!refused_.empty()) return "nothing can be recorded: " + refused_;
    if (engine_.hold()) return "calendar on hold: " + engine_.hold()->reason;
    return due ? "next: " + describe_instant(*due) : "nothing due";
}

void Daemon::turn() {
    retry_.cancel();
    try {
        auto const more = engine_.tick();
        if (!std::exchange(refused_, {}).empty()) connections_.arrived();
        reloaded_after_conflict_ = false;
        if (more) boost::asio::post(loop_, [this] { turn(); });
    } catch (store::WriteRefused const& error) {
        refused(error.what());
    } catch (store::AlreadyFired const& error) {
        if (reloaded_after_conflict_) throw;
        log_.warning(std::string{"in-memory state is stale, reloading: "} + error.what());
        reloaded_after_conflict_ = true;
        boost::asio::post(loop_, [this] { turn(); });
    }
    arm();
}

/// Tried again each second, so that no restart is needed once there is room.
void Daemon::refused(std::string_view why) {
    if (refused_.empty()) log_.error("nothing can be recorded, due work is waiting: " + std::string{why});
    refused_ = why;
    supervisor_.status(status());
    due_.reset();
    timer_.arm(due_);
    retry_.expires_after(1s);
    retry_.async_wait([this](boost::system::error_code error) {
        if (!error) turn();
    });
}

void Daemon::arm() {
    if (!refused_.empty()) return;
    due_ = engine_.next_due();
    if (engine_.hold()) {  // a time server may vouch for the time meanwhile
        Instant const look = std::chrono::floor<std::chrono::minutes>(clock_.now()) + kDoubt;
        due_ = due_ ? std::min(*due_, look) : look;
    }
    timer_.arm(due_);
}

void Daemon::committed(std::vector<release::LogLine> const& lines) {
    for (auto const& line : lines) {
        if (line.type == "configuration_applied" && line.actor != engine::the_clock().id) configured();
        log_.event(line);
    }
    api_.committed(lines);
    connections_.committed(lines);
    supervisor_.status(status());
    arm();
}

void Daemon::configured() {
    auto const& config = engine_.config();
    log_.set_level(config.log_level);
    watch_zones();
    warn();
    for (auto const& key : engine_.needs_restart(config))
        log_.warning(key + " takes effect at the next start");
}

void Daemon::warn() {
    for (auto const& warning : engine_.config().warnings) log_.warning(warning);
}

void Daemon::warn_of_few_files() {
    auto const wanted = engine_.config().server.connections;
    if (files_allowed_.connections == static_cast<std::size_t>(wanted)) return;
    log_.warning("only " + std::to_string(files_allowed_.allowed) + " files may be open: at most " +
                 std::to_string(files_allowed_.connections) + " connections, not server.connections = " +
                 std::to_string(wanted) + "; raise LimitNOFILE of the unit, or `ulimit -Hn`");
}

void Daemon::watch_zones() {
    std::set<std::string> names;
    for (auto const& train : engine_.config().trains) names.insert(train.policy.rule.zone.name());
    zones_.watch({names.begin(), names.end()});
}

void Daemon::zones_written() {
    engine_.submit({engine::the_clock(), engine::ReloadZones{}, {}, [this](auto const& outcome) {
                        if (!outcome)
                            log_.error("the time zone data could not be reloaded: " + outcome.error().detail);
                    }});
    watch_zones();
}

void Daemon::on_signal() {
    signals_.async_wait([this](boost::system::error_code error, int signal) {
        if (error) return;
        if (signal == SIGHUP) {
            reload();
        } else {
            stop();
        }
        on_signal();
    });
}

void Daemon::reload() {
    supervisor_.reloading();
    auto config = api_.sources.read_config();
    if (!config) {
        for (auto const& problem : config.error())
            log_.error(problem.message(args_.config.filename().string()));
        log_.error("the configuration stays as it was");
        supervisor_.ready("configuration refused, the old one stays in force; " + status());
        return;
    }
    release::Actor const who{"operator", "the local operator", {release::Role::ops}, "SIGHUP"};
    engine_.submit(
        {who, engine::ApplyConfig{std::move(*config)}, {}, [this](Result<engine::Outcome> const& outcome) {
             if (!outcome) {
                 log_.error("the configuration stays as it was: " + outcome.error().detail);
             } else {
                 log_.info("configuration applied; dates changed: " + std::to_string(outcome->dates.size()));
             }
             supervisor_.ready(status());
         }});
}

void Daemon::stop() {
    if (std::exchange(stopping_, true)) {
        loop_.stop();
        return;
    }
    supervisor_.stopping();
    log_.info("stopping");
    api_.close();
    zones_.stop();
    connections_.stop();
    server_.stop(kGrace, [this] { leave(kLastWords / kLook); });
}

/// Running actions get a grace period to end: the outcome of a program that is cut off is unknown.
void Daemon::leave(int looks) {
    if (looks == 0 || !connections_.is_busy()) return loop_.stop();
    leaving_.expires_after(kLook);
    leaving_.async_wait([this, looks](boost::system::error_code) { leave(looks - 1); });
}

void Daemon::beat() {
    auto const every = Supervisor::heartbeat();
    if (!every) return;
    auto const overdue = engine_.overdue_trains(kPatience);
    if (overdue.empty() || !refused_.empty()) {
        supervisor_.alive();
    } else {
        log_.error("train " + overdue.front() + " has overdue work: asking to be restarted");
        supervisor_.give_up();
    }
    heartbeat_.expires_after(*every);
    heartbeat_.async_wait([this](boost::system::error_code error) {
        if (!error) beat();
    });
}

void Daemon::each_second() {
    seconds_run_ = api_.wants_seconds();
    if (!seconds_run_) return;
    seconds_.expires_after(1s);
    seconds_.async_wait([this](boost::system::error_code error) {
        if (error) return;
        api_.every_second(clock_.now());
        each_second();
    });
}

}  // namespace cadence::daemon
