// A child process and what it is given: its program, environment, input, directory and nothing else.
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

#include "process_world.h"

namespace cadence::net::testing {

namespace {

TEST(Child, runs_a_program_and_tells_how_it_ended) {
    Parent parent;
    auto const ran = parent.run(shell("echo out; echo err >&2; echo more; exit 3"));
    ASSERT_TRUE(ran) << ran.error().detail;
    EXPECT_EQ(ran->exit_status, 3);
    EXPECT_EQ(ran->signal, std::nullopt);
    EXPECT_FALSE(ran->timed_out);
    EXPECT_FALSE(ran->output_cut);
    EXPECT_EQ(ran->output, "out\nerr\nmore\n");
    EXPECT_EQ(ran->errors, "");
    EXPECT_GT(ran->took, 0us);
    EXPECT_TRUE(has_no_child());
}

TEST(Child, keeps_standard_error_apart_where_that_is_asked) {
    Parent parent;
    auto run = shell("echo out; echo err >&2");
    run.errors = Stderr::apart;
    auto const ran = parent.run(std::move(run));
    ASSERT_TRUE(ran);
    EXPECT_EQ(ran->output, "out\n");
    EXPECT_EQ(ran->errors, "err\n");
}

TEST(Child, gets_exactly_the_stated_environment) {
    ASSERT_EQ(::setenv("CADENCE_SECRET", "token", 1), 0);
    Parent parent;
    EXPECT_EQ(parent.output_of({.argv = {"/usr/bin/env"}}), "");
    EXPECT_EQ(
        parent.output_of({.argv = {"env"}, .environment = {{"A", "b=c\nd"}, {"PATH", "/nowhere:/usr/bin"}}}),
        "A=b=c\nd\nPATH=/nowhere:/usr/bin\n");
    ::unsetenv("CADENCE_SECRET");
}

TEST(Child, passes_arguments_untouched_by_any_shell) {
    Parent parent;
    EXPECT_EQ(parent.output_of({.argv = {"/usr/bin/printf", "%s|", "a b", "$(id)", "", "*"}}),
              "a b|$(id)||*|");
}

TEST(Child, reads_its_input_or_nothing) {
    Parent parent;
    EXPECT_EQ(parent.output_of({.argv = {"cat"}, .environment = kPath}), "");
    EXPECT_EQ(parent.output_of({.argv = {"cat"}, .environment = kPath, .input = "To: a\n\nhello"}),
              "To: a\n\nhello");
    std::string const large(1'000'000, 'x');
    EXPECT_EQ(parent.output_of({.argv = {"wc", "-c"}, .environment = kPath, .input = large}), "1000000\n");
    EXPECT_EQ(parent.output_of({.argv = {"true"}, .environment = kPath, .input = large}), "");
}

TEST(Child, runs_in_its_directory) {
    Parent parent;
    EXPECT_EQ(parent.output_of({.argv = {"pwd"}, .environment = kPath, .directory = "/usr/lib"}),
              "/usr/lib\n");
}

TEST(Child, inherits_no_descriptor_but_the_standard_ones) {
    int const leaked = ::open("/dev/null", O_RDONLY);  // NOLINT: on purpose not close-on-exec
    ASSERT_GE(leaked, 3);
    Parent parent;
    EXPECT_EQ(parent.output_of(shell("cd /proc/self/fd; for fd in *; do [ -e $fd ] && echo $fd; done; true")),
              "0\n1\n2\n");
    ::close(leaked);
}

TEST(Child, starts_with_no_signal_blocked_or_ignored_and_without_a_terminal) {
    auto* const before = std::signal(SIGPIPE, SIG_IGN);
    sigset_t blocked;
    sigset_t old;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, &old);
    Parent parent;
    auto const status = parent.output_of({.argv = {"cat", "/proc/self/status"}, .environment = kPath});
    for (auto const* const set : {"SigBlk", "SigIgn", "SigCgt"})
        EXPECT_NE(status.find(std::string{set} + ":\t0000000000000000\n"), status.npos) << set << status;
    sigset_t now;
    sigprocmask(SIG_SETMASK, &old, &now);
    EXPECT_EQ(sigismember(&now, SIGTERM), 1) << "the parent's mask is as it was";
    EXPECT_EQ(std::signal(SIGPIPE, before), SIG_IGN);
    EXPECT_EQ(parent.output_of(shell("[ -t 0 ] || (: < /dev/tty) 2>/dev/null || echo none")), "none\n");
}

TEST(Child, that_cannot_be_started_says_why) {
    Parent parent;
    auto const complaint = [&](net::ProcessSpec run) {
        auto const ran = parent.run(std::move(run));
        EXPECT_FALSE(ran);
        return ran ? "ran" : ran.error().problem + ": " + ran.error().detail;
    };
    EXPECT_EQ(complaint({.argv = {"supabase", "db"}, .environment = kPath}),
              "cannot-run: cannot run supabase: No such file or directory");
    EXPECT_EQ(complaint({.argv = {"/no/such/program"}}),
              "cannot-run: cannot run /no/such/program: No such file or directory");
    EXPECT_EQ(complaint({.argv = {"passwd"}, .environment = {{"PATH", "/etc:/usr/share/none"}}}),
              "cannot-run: cannot run passwd: Permission denied");
    EXPECT_EQ(complaint({.argv = {"true"}, .environment = kPath, .directory = "/no/such"}),
              "cannot-run: cannot run true: /no/such: No such file or directory");
    EXPECT_EQ(complaint({.argv = {}}), "cannot-run: cannot run nothing: no program is named");
    EXPECT_EQ(complaint({.argv = {"true", std::string{"a\0b", 3}}}),
              "cannot-run: cannot run true: an argument has a NUL byte");
    EXPECT_EQ(complaint({.argv = {"true"}, .environment = {{"A=B", "c"}}}),
              "cannot-run: cannot run true: the environment has an invalid variable");
    EXPECT_EQ(complaint({.argv = {"/bin/true", std::string(300'000, 'x')}}),
              "cannot-run: cannot run /bin/true: Argument list too long");
    EXPECT_TRUE(has_no_child());
}

TEST(Child, is_never_looked_for_in_the_directory_it_would_run_in) {
    Parent parent;
    for (auto const* const path : {"", ":", ".", "bin"}) {
        auto const ran =
            parent.run({.argv = {"true"}, .environment = {{"PATH", path}}, .directory = "/usr/bin"});
        EXPECT_EQ(ending_of(ran), "cannot run true: No such file or directory") << path;
    }
}

TEST(Child, gives_binary_output_as_it_is) {
    Parent parent;
    EXPECT_EQ(parent.output_of(shell("printf 'a\\000\\377\\200\\r\\n'")), std::string("a\0\xff\x80\r\n", 6));
}

TEST(Child, leaves_no_descriptor_and_no_zombie_behind) {
    Parent parent;
    auto const round = [&] {
        parent.run(shell("echo x"));
        parent.run(shell("kill -9 $$"));
        parent.run({.argv = {"/no/such/program"}, .input = "x", .errors = Stderr::apart});
        auto hanging = shell("sleep 60");
        hanging.timeout = 10ms;
        parent.run(std::move(hanging));
    };
    round();
    auto const before = open_descriptors();
    for (int i = 0; i < 5; ++i) round();
    EXPECT_EQ(open_descriptors(), before);
    EXPECT_TRUE(has_no_child());
}

}  // namespace

}  // namespace cadence::net::testing
