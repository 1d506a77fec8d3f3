// Runs a simulation at its speed, prints it, and serves the API of it meanwhile when asked to.
#include <csignal>
#include <iostream>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/describe.h"
#include "base/text.h"
#include "cadenced/commands.h"
#include "cadenced/exit_codes.h"
#include "cadenced/simulation.h"
#include "net/server.h"

namespace cadence::daemon {

namespace {

using Seconds = std::chrono::duration<double>;

/// Virtual time against the real time that has passed.
class Pace {
  public:
    Pace(Instant start, double speed)
        : virtual_start_{start}, real_start_{SystemClock{}.read().since_boot}, speed_{speed} {}

    [[nodiscard]] Instant now() const {
        auto const passed = Seconds{SystemClock{}.read().since_boot - real_start_} * speed_;
        return virtual_start_ + std::chrono::duration_cast<Duration>(passed);
    }
    [[nodiscard]] Duration until(Instant instant) const {
        return speed_ == 0 ? Duration{0}
                           : std::chrono::duration_cast<Duration>(Seconds{instant - now()} / speed_);
    }
    [[nodiscard]] bool flows() const { return speed_ != 0; }

  private:
    Instant virtual_start_;
    Duration real_start_;
    double speed_;
};

class Stage {
  public:
    Stage(Simulation& simulation, Simulate const& args)
        : simulation_{simulation},
          pace_{args.from, args.speed},
          timer_{loop_},
          signals_{loop_, SIGINT, SIGTERM} {}

    Result<void> serve(std::string const& at) {
        auto const wanted = net::Address::parse(at);
        if (!wanted) return tl::unexpected{wanted.error()};
        if (auto reach = config::check_reach(simulation_.server(), wanted->text()); !reach)
            return tl::unexpected{reach.error()};
        auto& api = simulation_.api();
        server_.emplace(
            loop_,
            [this, &api](net::Request& request, std::shared_ptr<net::Exchange> exchange) {
                if (pace_.flows()) simulation_.drift_to(earlier(pace_.now(), simulation_.next()));
                api.handle(request, std::move(exchange));
            },
            net::Server::Options{.admit = [&api](net::Request& request) { return api.admit(request); },
                                 .kept = [&api](std::string_view head,
                                                std::string const& peer) { return api.kept(head, peer); },
                                 .error_body =
                                     [&api](int status, std::string detail) {
                                         return api.wire_error(status, std::move(detail));
                                     },
                                 .clock = &simulation_.clock()});
        auto const address = server_->listen(*wanted);
        if (!address) return tl::unexpected{address.error()};
        simulation_.listens_on(*address);
        auto const url = "http://" + address->text();
        std::cout << "serving on " << url << " until Ctrl-C. To act as its operator, from another terminal:\n"
                  << "  export CADENCE_URL=" << url << " CADENCE_TOKEN=" << simulation_.operator_token()
                  << "\n"
                  << "  cadencectl status\n"
                  << "  cadencectl token create --person ID    # to act as one of its people\n";
        return {};
    }

    void play() {
        signals_.async_wait([this](auto, int) { loop_.stop(); });
        advance();
        loop_.run();
    }

  private:
    static Instant earlier(Instant a, std::optional<Instant> b) { return b && *b < a ? *b : a; }

    void advance() {
        auto const next = simulation_.next();
        if (!next) {
            simulation_.step();
            if (!server_) loop_.stop();
            return;
        }
        timer_.expires_after(pace_.until(*next));
        timer_.async_wait([this](boost::system::error_code error) {
            if (error) return;
            simulation_.step();
            advance();
        });
    }

    Simulation& simulation_;
    Pace pace_;
    boost::asio::io_context loop_{1};
    boost::asio::steady_timer timer_;
    boost::asio::signal_set signals_;
    std::optional<net::Server> server_;
};

Instant end_of(Simulate const& args, std::vector<ScriptLine> const& script) {
    if (args.until) return *args.until;
    return script.empty() ? args.from + std::chrono::hours{24 * 28} : script.back().at;
}

}  // namespace

int simulate(Simulate const& args) {
    auto config = config::load_config(args.config);
    if (!config) return check_config({args.config});
    auto script = args.script.empty() ? Result<std::vector<ScriptLine>>{std::vector<ScriptLine>{}}
                                      : load_script(args.script);
    if (!script) {
        std::cerr << "cadenced: " << script.error().detail << "\n";
        return kUsage;
    }
    auto const until = end_of(args, *script);
    if (until < args.from) {
        std::cerr << "cadenced: the script ends at " << describe_instant(until) << ", before --from\n";
        return kUsage;
    }
    Simulation simulation{{.config = std::move(*config),
                           .script = std::move(*script),
                           .from = args.from,
                           .until = until,
                           .print = [](std::string const& line) { std::cout << line << "\n"; }}};
    if (args.speed != 0 || !args.serve.empty()) std::cout << std::unitbuf;  // somebody is watching
    Stage stage{simulation, args};
    if (!args.serve.empty()) {
        if (auto const served = stage.serve(args.serve); !served) {
            std::cerr << "cadenced: " << served.error().detail << "\n";
            return served.error().code == ErrorCode::unavailable ? kListen : kConfig;
        }
    }
    stage.play();
    std::cout << simulation.events() << " events until " << describe_instant(simulation.now()) << "\n";
    if (auto const left = simulation.unplayed(); left != 0)
        std::cerr << "The script goes on after the end: " << counted(left, "line was", "lines were")
                  << " not played\n";
    if (simulation.failures() == 0) return kDone;
    std::cerr << counted(simulation.failures(), "call of the script was", "calls of the script were")
              << " answered differently than expected\n";
    return kRefused;
}

}  // namespace cadence::daemon
