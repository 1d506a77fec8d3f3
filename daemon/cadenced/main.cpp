#include <cstdio>
#include <exception>

#include "cadenced/commands.h"
#include "cadenced/exit_codes.h"

namespace {

struct Start {
    int operator()(cadence::daemon::Run const& args) const { return cadence::daemon::run(args); }
    int operator()(cadence::daemon::CheckConfig const& args) const {
        return cadence::daemon::check_config(args);
    }
    int operator()(cadence::daemon::Migrate const& args) const { return cadence::daemon::migrate(args); }
    int operator()(cadence::daemon::Restore const& args) const { return cadence::daemon::restore(args); }
    int operator()(cadence::daemon::Simulate const& args) const { return cadence::daemon::simulate(args); }
    int operator()(cadence::daemon::Say const& args) const { return cadence::daemon::say(args); }
};

}  // namespace

int main(int argc, char** argv) try {
    return std::visit(Start{}, cadence::daemon::parse_args(argc, argv));
} catch (std::exception const& error) {
    std::fprintf(stderr, "cadenced: %s\n", error.what());
    return cadence::daemon::kReadBack;
}
