// What the operator reads on standard error, where there is no journal.
#include "cadenced/log.h"

#include <algorithm>
#include <array>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "cadenced/log_stream.h"
#include "daemon/datagrams.h"

namespace cadence::daemon {
namespace {

using testing::HasSubstr;

std::string written(std::string const& type) {
    testing::internal::CaptureStderr();
    release::LogLine line;
    line.type = type;
    line.data = "{}";
    Log{config::LogLevel::info}.event(line);
    return testing::internal::GetCapturedStderr();
}

TEST(Log, what_failed_and_waits_for_a_person_is_a_warning_and_all_else_news) {
    for (auto const* type :
         {"hook_failed", "hook_failing", "delivery_dead", "action_failed", "action_unknown",
          "action_report_refused", "phases_missed", "clock_held", "issue_recorded", "status_refused"})
        EXPECT_THAT(written(type), HasSubstr(" warning: ")) << type;
    for (auto const* type : {"action_done", "delivery_retried", "token_created"})
        EXPECT_THAT(written(type), HasSubstr(" info: ")) << type;
}

/// Standard error as a pipe, whose reader may sleep.
class Pipe {
  public:
    Pipe() : stderr_{::dup(STDERR_FILENO)} {
        EXPECT_EQ(::pipe2(ends_.data(), O_NONBLOCK), 0);
        int const writing = ::fcntl(ends_[1], F_GETFL);
        ::fcntl(ends_[1], F_SETFL, writing & ~O_NONBLOCK);  // as whoever starts us leaves it
        ::dup2(ends_[1], STDERR_FILENO);
    }
    ~Pipe() {
        ::dup2(stderr_, STDERR_FILENO);
        for (auto const each : {stderr_, ends_[0], ends_[1]}) ::close(each);
    }
    std::string read() {
        std::string all;
        std::array<char, 65536> space{};
        for (ssize_t count = 0; (count = ::read(ends_[0], space.data(), space.size())) > 0;)
            all.append(space.data(), static_cast<std::size_t>(count));
        return all;
    }

  private:
    std::array<int, 2> ends_{};
    int stderr_;
};

TEST(Log, a_reader_that_sleeps_holds_up_nobody_and_is_told_what_it_missed) {
    Pipe pipe;
    Log log{config::LogLevel::info};
    for (int i = 0; i < 2'000; ++i) log.info("line " + std::to_string(i) + std::string(200, 'x'));
    auto const first = pipe.read();
    EXPECT_THAT(first, HasSubstr("info: line 0x"));
    auto const kept = std::ranges::count(first, '\n');
    EXPECT_LT(kept, 500);
    log.info("awake");
    log.info("and on");
    auto const second = pipe.read();
    EXPECT_THAT(second,
                HasSubstr(" warning: " + std::to_string(2'000 - kept) + " lines of this log are missing"));
    EXPECT_THAT(second, HasSubstr(" info: awake\n"));
    EXPECT_THAT(second, HasSubstr(" info: and on\n"));
}

TEST(Log, nothing_that_people_wrote_steers_the_terminal_or_begins_a_line) {
    Pipe pipe;
    Log log{config::LogLevel::info};
    log.info(
        "a\nb\x1b[2J\xC2\x9B"
        "c\xE2\x80\xAE"
        "d");
    EXPECT_THAT(pipe.read(), testing::EndsWith(" info: a b [2J cd\n"));
}

TEST(Log, a_long_line_is_cut_by_a_reader_that_sleeps_and_the_next_begins_anew) {
    Pipe pipe;
    Log log{config::LogLevel::info};
    log.info(std::string(100'000, 'x'));
    EXPECT_THAT(pipe.read(), testing::EndsWith("xxx"));
    log.info("next");
    EXPECT_THAT(pipe.read(), testing::AllOf(testing::StartsWith("\n2"), HasSubstr(" warning: 1 line of"),
                                            testing::EndsWith(" info: next\n")));
}

TEST(Journal, entries_are_fields_and_one_that_hangs_loses_them) {
    Datagrams reader{"journal"};
    Journal journal{reader.path};
    ASSERT_TRUE(journal.send({"MESSAGE=all is well", "PRIORITY=6"}));
    EXPECT_EQ(reader.next(), "MESSAGE=all is well\nPRIORITY=6\n");
    auto sent = 0;
    while (sent < 100'000 && journal.send({"MESSAGE=more"})) ++sent;
    EXPECT_LT(sent, 100'000) << "it waits for nobody";
    ASSERT_TRUE(reader.next());
    EXPECT_TRUE(journal.send({"MESSAGE=again"}));
    reader.close();
    EXPECT_FALSE(journal.send({"MESSAGE=gone"}));
}

}  // namespace
}  // namespace cadence::daemon
