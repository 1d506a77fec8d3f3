// Child processes on a loop, and what of them is left on the machine.
#pragma once

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include <sys/wait.h>

#include "net/process.h"
#include "world.h"

namespace cadence::net::testing {

inline std::map<std::string, std::string> const kPath{{"PATH", "/usr/bin:/bin"}};

[[nodiscard]] inline ProcessSpec shell(std::string script) {
    return {.argv = {"sh", "-c", std::move(script)}, .environment = kPath};
}

struct Parent {
    boost::asio::io_context loop;

    Result<ProcessResult> run(ProcessSpec run) {
        std::optional<Result<ProcessResult>> result;
        Child const child{loop, std::move(run), [&](Result<ProcessResult> ran) { result = std::move(ran); }};
        EXPECT_FALSE(result) << "called from within the constructor";
        run_until(loop, [&] { return result.has_value(); });
        if (!result) return refuse(ErrorCode::internal, "no-result", "");
        return *std::move(result);
    }
    /// The output of a script that must succeed.
    std::string output_of(ProcessSpec run_) {
        auto const ran = run(std::move(run_));
        EXPECT_TRUE(ran) << ran.error().detail;
        if (!ran) return {};
        EXPECT_EQ(ran->exit_status, 0) << ran->output;
        return ran->output;
    }
};

/// Dead, whether or not whoever inherited it has reaped it.
[[nodiscard]] inline bool is_gone(pid_t pid) {
    std::ifstream file{"/proc/" + std::to_string(pid) + "/stat"};
    std::string text;
    std::getline(file, text);
    auto const name_end = text.rfind(')');
    return name_end == text.npos || text.compare(name_end, 3, ") Z") == 0;
}

/// No child, dead or alive, is left to this process.
[[nodiscard]] inline bool has_no_child() {
    return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD;
}

[[nodiscard]] inline std::ptrdiff_t open_descriptors() {
    auto const all = std::filesystem::directory_iterator{"/proc/self/fd"};
    return std::distance(begin(all), end(all));
}

/// "3", "SIGKILL by time-out": how it ended, in a word.
[[nodiscard]] inline std::string ending_of(Result<ProcessResult> const& ran) {
    if (!ran) return ran.error().detail;
    std::string text = ran->exit_status ? std::to_string(*ran->exit_status) : "";
    if (ran->signal) text += "signal " + std::to_string(*ran->signal);
    if (ran->timed_out) text += ", timed out";
    if (ran->output_cut) text += ", cut";
    return text;
}

}  // namespace cadence::net::testing
