// The time of the daemon's machine.
#include "cadencectl/nouns.h"

namespace cadence::ctl {

Subcommands clock_subcommands() {
    return {
        {.name = "clock accept",
         .does = "Accept the daemon machine's time as right; the calendar resumes",
         .arguments = {kReasonOption},
         .examples = {"clock accept --reason \"time server was down\""},
         .request = {Method::post, "/v1/clock/accept", {"reason"}},
         .show = [](View const&) { return std::string{"The time is accepted; the calendar resumes.\n"}; }}};
}

}  // namespace cadence::ctl
