#include "job/program.h"

#include <cstring>

#include "base/git_name.h"
#include "base/text.h"
#include "job/words.h"

namespace cadence::job {

namespace {

std::string signal_name(int signal) {
    auto const* const name = ::sigabbrev_np(signal);
    return name ? std::string{"SIG"} + name : "signal " + std::to_string(signal);
}

std::string ending_of(net::ProcessResult const& ran) {
    if (ran.output_cut) return "killed after writing more than 1 MiB";
    if (ran.timed_out) return "killed after " + describe_took(ran.took) + ", when its time was up";
    if (ran.exit_status) return "exit status " + std::to_string(*ran.exit_status);
    if (ran.signal) return "killed by " + signal_name(*ran.signal);
    return "it could not be ended";
}

}  // namespace

Result<net::ProcessSpec> run_of(Program const& program, FillWords const& words) {
    net::ProcessSpec run{
        .environment = {{"PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
                        {"LANG", "C.UTF-8"}},
        .directory = program.directory.empty() ? "/" : program.directory,
        .max_output = kMaxCommandOutput};
    for (auto const& word : program.command) {
        auto filled = fill(word, words, FillFor::text);
        if (!filled) return error_of(filled);
        run.argv.push_back(*std::move(filled));
    }
    for (auto const& [name, value] : program.environment) {
        auto filled = fill(value, words, FillFor::text);
        if (!filled) return error_of(filled);
        run.environment[name] = *std::move(filled);
    }
    return run;
}

std::map<std::string, std::string> git_environment(GitConfig config) {
    config.emplace_back("safe.directory", "*");
    std::map<std::string, std::string> environment{{"PATH", "/usr/local/bin:/usr/bin:/bin"},
                                                   {"LC_ALL", "C.UTF-8"},
                                                   {"HOME", "/nonexistent"},
                                                   {"GIT_CONFIG_COUNT", std::to_string(config.size())},
                                                   {"GIT_CONFIG_GLOBAL", "/dev/null"},
                                                   {"GIT_CONFIG_NOSYSTEM", "1"},
                                                   {"GIT_NO_REPLACE_OBJECTS", "1"},
                                                   {"GIT_TERMINAL_PROMPT", "0"}};
    for (std::size_t i = 0; i != config.size(); ++i) {
        environment["GIT_CONFIG_KEY_" + std::to_string(i)] = std::move(config[i].first);
        environment["GIT_CONFIG_VALUE_" + std::to_string(i)] = std::move(config[i].second);
    }
    return environment;
}

net::ProcessSpec git_without_network(std::vector<std::string> words, std::size_t max_output) {
    words.insert(words.begin(), "git");
    auto environment = git_environment();
    environment["GIT_ALLOW_PROTOCOL"] = "none";
    environment["GIT_OPTIONAL_LOCKS"] = "0";
    return {.argv = std::move(words),
            .environment = std::move(environment),
            .directory = "/",
            .max_output = max_output,
            .errors = net::Stderr::apart};
}

std::string ending_of(net::ProcessResult const& ran, std::string_view said) {
    auto text = ending_of(ran);
    auto const line = last_line(said);
    return line.empty() ? text : text.append(": ").append(line.substr(0, 4 * kMostSeen));
}

bool is_commit(std::string_view text) {
    return is_commit_id(lower(text));
}

}  // namespace cadence::job
