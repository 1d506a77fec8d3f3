// The engine's work on the outbox: what is due is recorded before it goes out, and what came of it after.
#include "engine/turn.h"

namespace cadence::engine {

namespace {
tl::unexpected<Error> none() {
    return refuse(ErrorCode::unavailable, "no-outbox", "Nothing is sent from here.");
}
}  // namespace

Result<Outcome> Engine::apply(Turn&, release::Actor const&, BeginDeliveries const&) {
    return none();
}
Result<Outcome> Engine::apply(Turn&, release::Actor const&, FinishDelivery const&) {
    return none();
}
Result<Outcome> Engine::apply(Turn&, release::Actor const&, RetryDelivery const&) {
    return none();
}
Result<Outcome> Engine::apply(Turn&, release::Actor const&, DropDelivery const&) {
    return none();
}
Result<Outcome> Engine::apply(Turn&, release::Actor const&, TestChannel const&) {
    return none();
}

}  // namespace cadence::engine
