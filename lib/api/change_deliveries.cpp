// What people ask of the outbox: once more, never, and a test.
#include "api/bodies.h"
#include "api/handlers.h"
#include "api/render.h"

namespace cadence::api {

namespace {

/// Work that ends in one delivery, answered as it then stands.
Result<Change> about_delivery(Call const& call, engine::Work work, int status) {
    if (auto const body = body_of<EmptyBody>(call); !body) return tl::unexpected{body.error()};
    return Change{.work = std::move(work), .render = [status](engine::Outcome const& outcome) {
                      return Answer{.status = status, .body = document([&](Object& into) {
                                                          put_delivery(into, outcome.deliveries.front());
                                                      })};
                  }};
}

}  // namespace

Result<Change> retry_delivery(Call const& call) {
    return about_delivery(call, engine::RetryDelivery{call.path[0]}, 200);
}

Result<Change> drop_delivery(Call const& call) {
    return about_delivery(call, engine::DropDelivery{call.path[0]}, 200);
}

Result<Change> test_channel(Call const& call) {
    return about_delivery(call, engine::TestChannel{call.path[0]}, 202);
}

}  // namespace cadence::api
