#include "cadenced/couriers.h"

#include <utility>

namespace cadence::daemon {

Couriers::Couriers(boost::asio::io_context& loop, Clock const& clock, job::Secrets const& secrets,
                   job::ActionRunner::Options options)
    : loop_{loop}, client_{loop, options.client}, actions_{loop, clock, secrets, std::move(options)} {}

void Couriers::ask(net::HttpRequest ask, std::function<void(Result<net::HttpResponse>)> done) {
    auto const id = ++last_;
    asking_[id] =
        client_.ask(std::move(ask), [this, id, done = std::move(done)](Result<net::HttpResponse> response) {
            auto const over = asking_.extract(id);
            done(std::move(response));
        });
}

void Couriers::run(net::ProcessSpec run, std::function<void(Result<net::ProcessResult>)> done) {
    auto const id = ++last_;
    children_[id] = std::make_unique<net::Child>(
        loop_, std::move(run), [this, id, done = std::move(done)](Result<net::ProcessResult> ran) {
            auto const over = children_.extract(id);
            done(std::move(ran));
        });
}

void Couriers::act(worker::ActionRun const& run, std::function<void(job::ActionResult)> done) {
    switch (run.step) {
        case worker::ActionRun::Step::carry:
            return actions_.carry(run.delivery, run.action, run.order, {run.staging_url, run.production_url},
                                  std::move(done));
        case worker::ActionRun::Step::follow:
            return actions_.follow(run.delivery, run.action, run.order, run.reference, std::move(done));
        case worker::ActionRun::Step::recover:
            return actions_.recover(run.delivery, run.action, run.order, run.attempted_at, std::move(done));
    }
}

}  // namespace cadence::daemon
