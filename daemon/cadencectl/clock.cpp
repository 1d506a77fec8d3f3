// The time of the daemon's machine.
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

std::string clock_accepted(View const&) {
    return "The time is accepted; the calendar resumes.\n";
}

}  // namespace

Subcommands clock_subcommands() {
    return {{.name = "clock accept",
             .does = "Accept the daemon machine's time as right; the calendar resumes",
             .arguments = {reason_option(false)},
             .examples = {"clock accept --reason \"time server was down\""},
             .request = {Method::post, "/v1/clock/accept", {"reason"}},
             .show = clock_accepted}};
}

}  // namespace cadence::ctl
