#include "cadenced/couriers.h"

#include <utility>

namespace cadence::daemon {

Couriers::Couriers(boost::asio::io_context& loop, Clock const& clock, job::Secrets const& secrets,
                   job::ActionRunner::Options options)
    : loop_{loop}, client_{loop, options.client}, actions_{loop, clock, secrets, std::move(options)} {}

void Couriers::ask(net::Ask ask, std::function<void(Result<net::Got>)> done) {
    auto const id = ++last_;
    asking_[id] = client_.ask(std::move(ask), [this, id, done = std::move(done)](Result<net::Got> got) {
        auto const over = asking_.extract(id);
        done(std::move(got));
    });
}

void Couriers::run(net::Run run, std::function<void(Result<net::Ran>)> done) {
    auto const id = ++last_;
    children_[id] = std::make_unique<net::Child>(loop_, std::move(run),
                                                 [this, id, done = std::move(done)](Result<net::Ran> ran) {
                                                     auto const over = children_.extract(id);
                                                     done(std::move(ran));
                                                 });
}

void Couriers::act(worker::Errand const& errand, std::function<void(job::ActionResult)> done) {
    switch (errand.step) {
        case worker::Errand::Step::carry:
            return actions_.carry(errand.delivery, errand.action, errand.order,
                                  {errand.staging_url, errand.production_url}, std::move(done));
        case worker::Errand::Step::follow:
            return actions_.follow(errand.delivery, errand.action, errand.order, errand.reference,
                                   std::move(done));
        case worker::Errand::Step::recover:
            return actions_.recover(errand.delivery, errand.action, errand.order, errand.attempted_at,
                                    std::move(done));
    }
}

}  // namespace cadence::daemon
