// The meaning of the ends of programs.
#include <csignal>

#include "job/check_world.h"

namespace cadence::job::testing {

namespace {

TEST(CommandCheck, only_an_exit_status_of_0_in_time_passes) {
    struct Case {
        net::ProcessResult ran;
        std::string words;
    };
    for (auto const& [ran, words] : {
             Case{{.exit_status = 0}, "passed: exit status 0"},
             Case{{.exit_status = 0, .output = "1\n12 passed\n"}, "passed: exit status 0: 12 passed"},
             Case{{.exit_status = 3, .output = "no\ndrift in users\n\n"},
                  "failed: exit status 3: drift in users"},
             Case{{.signal = SIGSEGV}, "failed: killed by SIGSEGV"},
             Case{{.signal = 64}, "failed: killed by signal 64"},
             Case{{.signal = SIGKILL, .timed_out = true, .output = "step 2", .took = 30s},
                  "failed: killed after 30 s, when its time was up: step 2"},
             Case{{.exit_status = 0, .timed_out = true, .took = 1s},
                  "failed: killed after 1 s, when its time was up"},
             Case{{.signal = SIGKILL, .output_cut = true, .output = "y"},
                  "failed: killed after writing more than 1 MiB: y"},
             Case{{.exit_status = 0, .output_cut = true}, "failed: killed after writing more than 1 MiB"},
             Case{{}, "failed: it could not be ended"},
         }) {
        EXPECT_EQ(in_words(found_of<net::ProcessResult>(CommandCheck{}, {ran})), words);
    }
}

}  // namespace

}  // namespace cadence::job::testing
