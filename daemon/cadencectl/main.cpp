#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>

#include <unistd.h>

#include "cadencectl/cli.h"

int main(int argc, char** argv) try {
    // A reader that is gone shows up as a failed write.
    if (std::signal(SIGPIPE, SIG_IGN) == SIG_ERR) return 1;
    auto const environment = [](char const* name) -> std::optional<std::string> {
        auto const* value = std::getenv(name);
        return value == nullptr ? std::nullopt : std::optional<std::string>{value};
    };
    cadence::SystemClock const clock;
    cadence::ctl::Surroundings const surroundings{
        environment, isatty(STDOUT_FILENO) == 1, std::cin, std::cout, std::cerr, clock};
    return static_cast<int>(cadence::ctl::run({argv + 1, argv + argc}, surroundings));
} catch (std::exception const& error) {
    std::cerr << "cadencectl: " << error.what() << '\n';
    return 1;
}
