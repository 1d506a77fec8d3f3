#include "release/lifecycle.h"

namespace cadence::release {

Command::Command(Command const& other) = default;
Command::Command(Command&& other) noexcept = default;
Command& Command::operator=(Command const& other) = default;
Command& Command::operator=(Command&& other) noexcept = default;
Command::~Command() = default;

Result<Events> decide(Train const& train, Command const& command, Context const& context) {
    return std::visit([&](auto const& each) { return handle(train, each, context); }, command);
}

Train evolve(Train train, Event const& event) {
    std::visit([&](auto const& what) { apply(train, what, event); }, event.body);
    return train;
}

}  // namespace cadence::release
