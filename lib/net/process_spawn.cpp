#include "net/process_spawn.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/plain_text.h"
#include "base/text.h"

namespace cadence::net {

namespace {

constexpr std::string_view kUsualPath = "/usr/local/bin:/usr/bin:/bin";
constexpr int kNotStarted = 127;

enum class Step : int { directory, program, rest };

struct Report {
    Step step = Step::rest;
    int error = 0;
};

/// All that the child needs, ready before it exists.
struct Plan {
    std::vector<std::string> programs;  // to be tried in turn
    std::vector<std::string> variables;
    std::vector<char*> arguments_of_exec;
    std::vector<char*> variables_of_exec;
    char const* directory = nullptr;
    pid_t parent = ::getpid();
    int input = -1;
    int output = -1;
    int errors = -1;
    int report = -1;
};

struct Pipe {
    Descriptor ours;
    Descriptor theirs;
};

std::string last_error() {
    return std::generic_category().message(errno);
}

/// The child's standard descriptors are put where 0, 1 and 2 are: its ends must be elsewhere.
Descriptor above_standard(int number) {
    if (number > STDERR_FILENO || number < 0) return Descriptor{number};
    Descriptor const low{number};
    return Descriptor{::fcntl(number, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)};
}

std::optional<Pipe> make_pipe() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
    Pipe pipe{above_standard(ends[0]), above_standard(ends[1])};
    bool const whole =
        pipe.ours.get() >= 0 && pipe.theirs.get() >= 0 && ::fcntl(pipe.ours.get(), F_SETFL, O_NONBLOCK) == 0;
    if (!whole) return std::nullopt;
    return pipe;
}

/// A file in memory, so that a child that does not read its input holds up nobody.
Descriptor make_input(std::string_view text) {
    if (text.empty()) return above_standard(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    auto file = above_standard(::memfd_create("input", MFD_CLOEXEC));
    while (file.get() >= 0 && !text.empty()) {
        auto const count = ::write(file.get(), text.data(), text.size());
        if (count < 0) return {};
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    if (file.get() >= 0) ::lseek(file.get(), 0, SEEK_SET);
    return file;
}

std::vector<std::string> places_of(std::string const& program,
                                   std::map<std::string, std::string> const& env) {
    if (program.find('/') != program.npos) return {program};
    auto const found = env.find("PATH");
    std::string_view path = found == env.end() ? kUsualPath : std::string_view{found->second};
    std::vector<std::string> places;
    while (!path.empty()) {
        auto const folder = path.substr(0, path.find(':'));
        if (folder.starts_with('/')) places.push_back(std::string{folder} + "/" + program);
        path.remove_prefix(std::min(folder.size() + 1, path.size()));
    }
    return places;
}

std::string_view problem_of(ProcessSpec const& run) {
    auto const has_nul = [](std::string const& text) { return text.find('\0') != text.npos; };
    if (run.argv.empty() || run.argv.front().empty()) return "no program is named";
    if (std::ranges::any_of(run.argv, has_nul) || has_nul(run.directory)) return "an argument has a NUL byte";
    for (auto const& [name, value] : run.environment)
        if (name.empty() || name.find('=') != name.npos || has_nul(name) || has_nul(value))
            return "the environment has an invalid variable";
    return {};
}

Plan make_plan(ProcessSpec& run) {
    Plan plan;
    plan.programs = places_of(run.argv.front(), run.environment);
    for (auto const& [name, value] : run.environment)
        plan.variables.emplace_back(name).append("=").append(value);
    for (auto& argument : run.argv) plan.arguments_of_exec.push_back(argument.data());
    for (auto& variable : plan.variables) plan.variables_of_exec.push_back(variable.data());
    plan.arguments_of_exec.push_back(nullptr);
    plan.variables_of_exec.push_back(nullptr);
    if (!run.directory.empty()) plan.directory = run.directory.c_str();
    return plan;
}

[[noreturn]] void give_up(Plan const& plan, Step step, int error) {
    Report const report{step, error};
    [[maybe_unused]] auto const written = ::write(plan.report, &report, sizeof report);
    ::_exit(kNotStarted);
}

void reset_signals() {
    struct sigaction usual {};
    usual.sa_handler = SIG_DFL;
    for (int number = 1; number < NSIG; ++number) ::sigaction(number, &usual, nullptr);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// In the child. The error that says most is that of a program which is there but may not be run.
[[noreturn]] void become(Plan const& plan) {
    reset_signals();
    ::setsid();
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != plan.parent) ::_exit(kNotStarted);
    bool const wired = ::dup2(plan.input, STDIN_FILENO) >= 0 && ::dup2(plan.output, STDOUT_FILENO) >= 0 &&
                       ::dup2(plan.errors, STDERR_FILENO) >= 0 &&
                       ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC) == 0;
    if (!wired) give_up(plan, Step::rest, errno);
    if (plan.directory && ::chdir(plan.directory) != 0) give_up(plan, Step::directory, errno);
    int error = ENOENT;
    for (auto const& program : plan.programs) {
        ::execve(program.c_str(), plan.arguments_of_exec.data(), plan.variables_of_exec.data());
        if (errno != ENOENT && errno != ENOTDIR) error = errno;
    }
    give_up(plan, Step::program, error);
}

/// No handler of ours may run in the child: it would write into our pipes.
pid_t fork_without_signals(Plan const& plan) {
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    auto const pid = ::fork();
    if (pid == 0) become(plan);
    auto const error = errno;
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    errno = error;
    return pid;
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
}

Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}

Error cannot_run(ProcessSpec const& run, std::string const& why) {
    auto const program = run.argv.empty() ? std::string{"nothing"} : one_line(run.argv.front());
    return {ErrorCode::unavailable, "cannot-run", "cannot run " + program + ": " + why, {}, {}};
}

Result<Spawned> spawn(ProcessSpec const& run) {
    if (auto const problem = problem_of(run); !problem.empty())
        return tl::unexpected{cannot_run(run, std::string{problem})};
    auto copy = run;
    auto plan = make_plan(copy);
    auto const input = make_input(run.input);
    auto output = make_pipe();
    auto report = make_pipe();
    auto errors = run.errors == Stderr::apart ? make_pipe() : std::optional{Pipe{}};
    if (input.get() < 0 || !output || !report || !errors)
        return tl::unexpected{cannot_run(run, last_error())};
    plan.input = input.get();
    plan.output = output->theirs.get();
    plan.errors = run.errors == Stderr::apart ? errors->theirs.get() : plan.output;
    plan.report = report->theirs.get();

    auto const pid = fork_without_signals(plan);
    if (pid < 0) return tl::unexpected{cannot_run(run, last_error())};
    Descriptor exit{static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))};  // <sys/pidfd.h> is for C only
    if (exit.get() < 0) {
        auto error = cannot_run(run, last_error());
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
        return tl::unexpected{std::move(error)};
    }
    return Spawned{pid, std::move(exit), std::move(output->ours), std::move(errors->ours),
                   std::move(report->ours)};
}

std::string read_report(Spawned const& spawned, ProcessSpec const& run) {
    Report report;
    if (::read(spawned.report.get(), &report, sizeof report) != sizeof report) return {};
    auto const reason = std::generic_category().message(report.error);
    return report.step == Step::directory ? one_line(run.directory) + ": " + reason : reason;
}

}  // namespace cadence::net
