// The daemon's clock: accepting it after a jump.
#include "api/change.h"
#include "api/routes.h"

namespace cadence::api {

namespace {

Result<Change> accept_clock(Call const& call) {
    return body_of<engine::AcceptClock>(call, {"reason"}).map([](engine::AcceptClock command) {
        return change_to(std::move(command),
                         [](Object& into, engine::Outcome const&) { put(into, "accepted", true); });
    });
}

}  // namespace

Routes clock_routes() {
    return {post("/v1/clock/accept", "Accept the clock and end a hold", accept_clock, Right::accept_clock)};
}

}  // namespace cadence::api
