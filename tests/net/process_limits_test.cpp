// Children that hang, flood, fork and will not die: each ends in time, and nothing of it is left.
#include <array>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "process_world.h"
#include "support/effort.h"

namespace cadence::net::testing {

namespace {

/// Runs a script that writes process ids, one a line; gives how it ended and checks that all are gone.
std::string ending_with_nobody_left(ProcessSpec run, Duration timeout) {
    Parent parent;
    run.timeout = timeout;
    auto const ran = parent.run(std::move(run));
    if (!ran) return ran.error().detail;
    auto rest = ran->output;
    for (auto end = rest.find('\n'); end != rest.npos; end = rest.find('\n')) {
        auto const pid = static_cast<pid_t>(std::stol(rest.substr(0, end)));
        run_until(parent.loop, [&] {
            parent.loop.poll();
            return is_gone(pid);
        });
        rest.erase(0, end + 1);
    }
    EXPECT_TRUE(has_no_child());
    return ending_of(ran);
}

TEST(ChildLimits, a_program_that_hangs_is_killed_when_its_time_is_up) {
    EXPECT_EQ(ending_with_nobody_left(shell("echo $$; sleep 60"), 200ms), "signal 9, timed out");
}

TEST(ChildLimits, ignoring_every_signal_does_not_help) {
    EXPECT_EQ(ending_with_nobody_left(
                  shell("trap '' TERM INT HUP QUIT PIPE; echo $$; while :; do sleep 60; done"), 200ms),
              "signal 9, timed out");
}

TEST(ChildLimits, children_of_the_child_go_with_it) {
    EXPECT_EQ(
        ending_with_nobody_left(shell("sleep 60 & echo $!; (trap '' TERM; sleep 60 & echo $!; wait)"), 200ms),
        "signal 9, timed out");
}

TEST(ChildLimits, a_child_left_behind_with_the_pipe_holds_up_nobody) {
    EXPECT_EQ(ending_with_nobody_left(shell("sleep 60 & echo $!; exit 4"), 4s), "4");
}

TEST(ChildLimits, nor_does_one_that_left_the_group_with_the_pipe) {
    Parent parent;
    auto const ran = parent.run(shell("setsid sh -c 'echo $$; exec sleep 60' & sleep 0.2; exit 5"));
    ASSERT_EQ(ending_of(ran), "5");
    ::kill(static_cast<pid_t>(std::stol(ran->output)), SIGKILL);
}

TEST(ChildLimits, a_flood_is_cut_and_its_writer_killed) {
    Parent parent;
    auto run = shell("yes");
    run.max_output = 10'000;
    auto const ran = parent.run(std::move(run));
    ASSERT_EQ(ending_of(ran), "signal 9, cut");
    EXPECT_EQ(ran->output.size(), 10'000U);
    EXPECT_TRUE(ran->output.starts_with("y\ny\n"));
}

TEST(ChildLimits, a_flood_of_errors_too) {
    Parent parent;
    auto run = shell("yes >&2");
    run.max_output = 100'000;
    run.errors = Stderr::apart;
    auto const ran = parent.run(std::move(run));
    ASSERT_EQ(ending_of(ran), "signal 9, cut");
    EXPECT_EQ(ran->output, "");
    EXPECT_EQ(ran->errors.size(), 100'000U);
}

TEST(ChildLimits, as_much_as_is_allowed_is_not_too_much) {
    Parent parent;
    auto run = shell("head -c 65536 /dev/zero");
    auto const ran = parent.run(run);
    ASSERT_EQ(ending_of(ran), "0");
    EXPECT_EQ(ran->output.size(), 65536U);
    run.max_output = 65535;
    EXPECT_TRUE(ending_of(parent.run(run)).ends_with(", cut"));
}

TEST(ChildLimits, a_child_that_closes_its_output_is_waited_for) {
    Parent parent;
    EXPECT_EQ(ending_of(parent.run(shell("exec >&- 2>&-; sleep 0.1; exit 6"))), "6");
}

TEST(ChildLimits, death_by_a_signal_is_told) {
    Parent parent;
    EXPECT_EQ(ending_of(parent.run(shell("kill -TERM $$"))), "signal 15");
    EXPECT_EQ(ending_of(parent.run(shell("ulimit -c 0; kill -SEGV $$"))), "signal 11");
}

TEST(ChildLimits, an_owner_that_lets_go_kills_the_group_and_is_not_called) {
    Parent parent;
    auto const folder =
        std::filesystem::temp_directory_path() / ("cadence-child-" + std::to_string(::getpid()));
    int called = 0;
    pid_t pid = 0;
    {
        Child const child{parent.loop, shell("sleep 60 & echo $! > " + folder.string() + "; wait"),
                          [&](Result<ProcessResult> const&) { ++called; }};
        run_until(parent.loop, [&] { return parent.loop.poll(), std::ifstream{folder} >> pid, pid != 0; });
    }
    run_until(parent.loop, [&] { return parent.loop.poll(), is_gone(pid) && has_no_child(); });
    parent.loop.run();  // nothing is waited for any more
    EXPECT_EQ(called, 0);
    std::filesystem::remove(folder);
}

TEST(ChildLimits, many_at_once_are_told_apart) {
    Parent parent;
    std::vector<std::unique_ptr<Child>> children;
    std::map<int, std::string> results;
    for (int i = 0; i < 20; ++i) {
        auto run = shell("echo " + std::to_string(i) + "; exit " + std::to_string(i));
        children.push_back(
            std::make_unique<Child>(parent.loop, std::move(run), [&, i](Result<ProcessResult> const& ran) {
                results[i] = ran->output + std::to_string(ran->exit_status.value_or(-1));
                children[static_cast<std::size_t>(i)].reset();
            }));
    }
    run_until(parent.loop, [&] { return results.size() == 20; });
    for (auto const& [i, result] : results) EXPECT_EQ(result, std::to_string(i) + "\n" + std::to_string(i));
    EXPECT_TRUE(has_no_child());
}

/// Programs one after the other in so many places at once; each prints its number, some shut their output
/// long before they end, some write to both streams.
struct Crowd {
    static constexpr int kPrograms = cadence::testing::effort(5'000);
    static constexpr int kPlaces = 8;

    Parent parent;
    std::array<std::unique_ptr<Child>, kPlaces> places;
    int begun = 0;
    int ended = 0;
    std::vector<std::string> lost;

    void begin(std::size_t place) {
        auto const number = begun++;
        auto const text = std::to_string(number);
        constexpr std::array kScripts{"echo $0", "echo $0; exec >&- 2>&-; :", "echo $0; echo $0 >&2",
                                      "echo $0 & wait; exit 3"};
        auto const kind = static_cast<std::size_t>(number) % kScripts.size();
        ProcessSpec run{.argv = {"sh", "-c", kScripts[kind], text}, .environment = kPath};
        if (kind == 2) run.errors = Stderr::apart;
        auto const wanted = text + "\n" + (kind == 3 ? "3" : "0");
        places[place] = std::make_unique<Child>(
            parent.loop, std::move(run), [this, place, wanted](Result<ProcessResult> const& ran) {
                ++ended;
                auto const seen = (ran ? ran->output : "") + ending_of(ran);
                if (seen != wanted) lost.push_back(seen);
                if (begun < kPrograms) begin(place);
            });
    }
};

TEST(ChildLimits, of_thousands_one_after_the_other_eight_at_once_none_is_lost) {
    Crowd crowd;
    for (std::size_t place = 0; place < Crowd::kPlaces; ++place) crowd.begin(place);
    for (int wanted = 100; wanted <= Crowd::kPrograms && !HasFailure(); wanted += 100)
        run_until(crowd.parent.loop, [&] { return crowd.ended >= wanted; });
    EXPECT_EQ(crowd.ended, Crowd::kPrograms);
    EXPECT_TRUE(has_no_child());
    EXPECT_TRUE(crowd.lost.empty()) << crowd.lost.size() << " lost, the first: " << crowd.lost.front();
}

/// Asio reuses the place of a closed descriptor at once, and readiness that it has queued for the old one
/// then reaches the new.
TEST(ChildLimits, readiness_of_a_descriptor_that_is_closed_ends_nobody) {
    Parent parent;
    using Stream = boost::asio::posix::stream_descriptor;
    auto const event = [&] { return Stream{parent.loop, ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)}; };
    auto const set = [](Stream& stream) { ASSERT_EQ(::eventfd_write(stream.native_handle(), 1), 0); };
    auto starts = event();
    auto closed = event();
    std::unique_ptr<Child> child;
    std::optional<std::string> ending;
    closed.async_wait(Stream::wait_read, [](boost::system::error_code) {});
    starts.async_wait(Stream::wait_read, [&](boost::system::error_code) {
        closed.close();
        child = std::make_unique<Child>(parent.loop, shell("sleep 0.1; exit 7"),
                                        [&](Result<ProcessResult> const& ran) { ending = ending_of(ran); });
    });
    set(starts);
    set(closed);  // both are ready when the loop looks, and the one that starts a child comes first
    run_until(parent.loop, [&] { return ending.has_value(); });
    EXPECT_EQ(ending, "7");
}

TEST(ChildLimits, a_child_dies_with_the_process_that_started_it) {
    auto const file =
        std::filesystem::temp_directory_path() / ("cadence-orphan-" + std::to_string(::getpid()));
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    auto const daemon = ::fork();
    ASSERT_GE(daemon, 0);
    if (daemon == 0) {
        Parent parent;
        Child const child{parent.loop, shell("echo $$ > " + file.string() + "; exec sleep 60"),
                          [](auto const&) {}};
        parent.loop.run();
        ::_exit(0);
    }
    pid_t pid = 0;
    boost::asio::io_context idle;
    run_until(idle, [&] { return std::ifstream{file} >> pid, pid != 0; });
    EXPECT_FALSE(is_gone(pid));
    ::kill(daemon, SIGKILL);
    EXPECT_EQ(::waitpid(daemon, nullptr, 0), daemon);
    int status = 0;
    EXPECT_EQ(::waitpid(pid, &status, 0), pid);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    ::prctl(PR_SET_CHILD_SUBREAPER, 0);
    std::filesystem::remove(file);
}

}  // namespace

}  // namespace cadence::net::testing
