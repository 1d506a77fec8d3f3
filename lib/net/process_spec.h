// A program to run and what came of it, as data. Child (net/process.h) runs it.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"

namespace cadence::net {

enum class Stderr { with_output, apart };

struct ProcessSpec {
    std::vector<std::string> argv;  // a name without a slash is looked for in the PATH of `environment`
    std::map<std::string, std::string> environment = {};
    std::string directory = {};  // empty: this process's
    std::string input = {};
    Duration timeout = std::chrono::seconds{30};
    std::size_t max_output = 65536;  // of each stream; who writes more is cut there and killed
    Stderr errors = Stderr::with_output;
};

struct ProcessResult {
    std::optional<int> exit_status;
    std::optional<int> signal;  // neither: it could not even be killed in time
    bool timed_out = false;
    bool output_cut = false;
    std::string output;  // standard output and error as they came, or the former alone
    std::string errors;  // standard error, if it was to be kept apart
    Duration took{0};

    /// It ended by itself in time, said that all is well, and all it said was kept.
    [[nodiscard]] bool succeeded() const { return exit_status == 0 && !timed_out && !output_cut; }
};

}  // namespace cadence::net
