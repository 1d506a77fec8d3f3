// The engine's work on what comes in: taken once, worked on later, both in one transaction each.
#include "engine/turn.h"

namespace cadence::engine {

Result<Outcome> Engine::apply(Turn&, release::Actor const&, ReceiveHook const&) {
    return refuse(ErrorCode::unavailable, "no-inbox", "Nothing is taken in here.");
}

Result<Outcome> Engine::apply(Turn&, release::Actor const&, FinishHook const&) {
    return refuse(ErrorCode::unavailable, "no-inbox", "Nothing is taken in here.");
}

}  // namespace cadence::engine
