#include "cadenced/connections.h"

#include <boost/asio/post.hpp>

namespace cadence::daemon {

net::Client::Options outbound(config::Config const& config) {
    return {.ca_file = config.outbound.ca_file, .proxy = config.outbound.proxy};
}

Connections::Connections(boost::asio::io_context& loop, engine::Engine& engine, job::Secrets const& secrets,
                         Options options)
    : loop_{loop},
      outbox_timer_{loop, [this](net::Wake) { outbox_.wake(); }},
      gate_timer_{loop, [this](net::Wake) { wake_gate(); }},
      outbox_{{.engine = engine,
               .secrets = secrets,
               .transport = {
                   .ask =
                       [this](net::HttpRequest ask, std::function<void(Result<net::HttpResponse>)> done) {
                           couriers_.ask(std::move(ask), std::move(done));
                       },
                   .run =
                       [this](net::ProcessSpec run, std::function<void(Result<net::ProcessResult>)> done) {
                           couriers_.run(std::move(run), std::move(done));
                       },
                   .act =
                       [this](worker::ActionRun const& run, std::function<void(job::ActionResult)> done) {
                           couriers_.act(run, std::move(done));
                       }},
               .arm = [this](std::optional<Instant> at) { outbox_timer_.arm(at); }}},
      gate_{{.engine = engine,
             .secrets = secrets,
             .ask =
                 [this](net::HttpRequest ask, std::function<void(Result<net::HttpResponse>)> done) {
                     couriers_.ask(std::move(ask),
                                   [this, done = std::move(done)](Result<net::HttpResponse> response) {
                                       done(std::move(response));
                                       wake_gate();
                                   });
                 },
             .report = options.report}},
      inbox_{engine,
             {.ask =
                  [this](net::HttpRequest ask, std::function<void(Result<net::HttpResponse>)> done) {
                      couriers_.ask(std::move(ask), std::move(done));
                  },
              .secrets = &secrets,
              .known_pull_request =
                  [this](std::string const& train, std::string const& number) {
                      return gate_.pull_request(train, number);
                  },
              .heard =
                  [this](std::string const& train, forge::Fact const& fact) {
                      gate_.heard(train, fact);
                      wake_gate();
                  },
              .report = options.report}},
      couriers_{loop,
                engine.clock(),
                secrets,
                {.clones = std::move(options.clones), .client = outbound(engine.config())}} {}

void Connections::start() {
    outbox_.start();
    gate_.start();
    wake_gate();
    inbox_.work();
}

void Connections::committed(std::vector<release::LogLine> const& lines) {
    outbox_.wake();
    gate_.committed(lines);
    wake_gate();
    arrived();
}

void Connections::arrived() {
    boost::asio::post(loop_, [this] { inbox_.work(); });
}

void Connections::wake_gate() {
    gate_.wake();
    gate_timer_.arm(gate_.next_wake());
}

}  // namespace cadence::daemon
