#include "release/lifecycle.h"

namespace cadence::release {

Train evolve(Train train, Event const& event) {
    std::visit([&](auto const& what) { apply(train, what, event); }, event.body);
    return train;
}

}  // namespace cadence::release
