#include "release/cases.h"

namespace cadence::release {

Result<Events> decide(Train const& train, Command const& command, Context const& context) {
    return std::visit([&](auto const& each) { return on(train, each, context); }, command);
}

}  // namespace cadence::release
