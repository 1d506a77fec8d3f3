#include "cadenced/connections.h"

#include <boost/asio/post.hpp>

namespace cadence::daemon {

Connections::Connections(boost::asio::io_context& loop, engine::Engine& engine, job::Secrets const& secrets,
                         Options options)
    : loop_{loop},
      transport_{loop,
                 {.ca_file = engine.config().outbound.ca_file, .proxy = engine.config().outbound.proxy}},
      runner_{loop,
              {.transport = transport_,
               .clock = engine.clock(),
               .secrets = &secrets,
               .clones = std::move(options.clones),
               .ca_file = engine.config().outbound.ca_file,
               .proxy = engine.config().outbound.proxy}},
      checks_{engine,
              [this](job::Check check, job::CheckSubject subject, job::CheckTask::Done done) {
                  runner_.run(std::move(check), std::move(subject), std::move(done));
              }},
      outbox_timer_{loop, [this](net::Wake) { outbox_.wake(); }},
      gate_timer_{loop, [this](net::Wake) { gate_.wake(); }},
      outbox_{{.engine = engine,
               .secrets = secrets,
               .transport = transport_,
               .act = [this](job::ActionRun run,
                             job::ActionTask::Done done) { runner_.run(std::move(run), std::move(done)); },
               .arm = [this](std::optional<Instant> at) { outbox_timer_.arm(at); }}},
      gate_{{.engine = engine,
             .secrets = secrets,
             .transport = transport_,
             .report = options.report,
             .arm = [this](std::optional<Instant> at) { gate_timer_.arm(at); }}},
      inbox_{
          engine,
          {.transport = &transport_,
           .secrets = &secrets,
           .known_pull_request = [this](
                                     std::string const& train,
                                     std::string const& number) { return gate_.pull_request(train, number); },
           .heard = [this](std::string const& train, forge::Fact const& fact) { gate_.heard(train, fact); },
           .report = options.report,
           .later = [this](std::function<void()> step) { boost::asio::post(loop_, std::move(step)); }}} {}

void Connections::start() {
    checks_.resume();
    outbox_.start();
    gate_.wake();
    inbox_.work();
}

void Connections::committed(std::vector<release::LogLine> const& lines) {
    checks_.committed(lines);
    outbox_.wake();
    gate_.wake();
    arrived();
}

void Connections::arrived() {
    boost::asio::post(loop_, [this] { inbox_.work(); });
}

}  // namespace cadence::daemon
