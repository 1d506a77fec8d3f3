#include "net/run_loop.h"

#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include "base/clock.h"

namespace cadence::net {
namespace {

void keep_busy(Duration duration) {
    auto const until = SystemClock::busy() + duration;
    while (SystemClock::busy() < until) continue;
}

TEST(RunLoop, does_what_is_due_before_each_handler_that_waits) {
    boost::asio::io_context loop;
    std::string order;
    for (int i = 0; i < 3; ++i) boost::asio::post(loop, [&] { order += 'h'; });
    LoopFigures figures;
    run_loop(
        loop, figures, [&] { order += 'd'; }, [](Duration) {});
    EXPECT_EQ(order, "hdhdhd");
    EXPECT_EQ(figures.handlers, 3U);
}

TEST(RunLoop, tells_of_a_handler_that_kept_the_others_waiting) {
    boost::asio::io_context loop;
    boost::asio::post(loop, [] {});
    boost::asio::post(loop, [] { keep_busy(kLongestHandler + std::chrono::milliseconds{1}); });
    LoopFigures figures;
    std::vector<Duration> told;
    run_loop(
        loop, figures, [] {}, [&](Duration took) { told.push_back(took); });
    ASSERT_EQ(told.size(), 1U);
    EXPECT_GT(told.front(), kLongestHandler);
    EXPECT_EQ(figures.slow, 1U);
    EXPECT_EQ(figures.longest, told.front());
}

}  // namespace
}  // namespace cadence::net
