#include "net/timer.h"

#include <cerrno>
#include <vector>

#include <unistd.h>

#include "base/clock.h"
#include "world.h"

namespace cadence::net::testing {

namespace {

struct Fires {
    boost::asio::io_context loop;
    std::vector<Wake> wakes;
    std::vector<int> errors;  // what the next reads report instead; 0 is a read of nothing
    WallTimer timer{
        loop, [this](Wake wake) { wakes.push_back(wake); },
        [this](int descriptor, void* buffer, std::size_t size) { return read(descriptor, buffer, size); }};

    ssize_t read(int descriptor, void* buffer, std::size_t size) {
        auto const count = ::read(descriptor, buffer, size);
        if (errors.empty()) return count;
        errno = errors.front();
        errors.erase(errors.begin());
        return errno == 0 ? 0 : -1;
    }
    void settle() {
        while (loop.poll() != 0) {
        }
    }
};

TEST(WallTimer, fires_at_its_instant_and_never_early) {
    Fires fires;
    auto const at = SystemClock{}.now() + 20ms;
    fires.timer.arm(at);
    run_until(fires.loop, [&] { return !fires.wakes.empty(); });
    EXPECT_GE(SystemClock{}.now(), at);
    EXPECT_EQ(fires.wakes, std::vector{Wake::due});
}

TEST(WallTimer, fires_at_once_for_what_has_passed_however_long_ago) {
    for (auto const at : {SystemClock{}.now() - 1s, Instant{}, Instant{-1h}, Instant::min()}) {
        Fires fires;
        fires.timer.arm(at);
        run_until(fires.loop, [&] { return !fires.wakes.empty(); });
        EXPECT_EQ(fires.wakes, std::vector{Wake::due});
    }
}

TEST(WallTimer, does_not_fire_when_nothing_is_due) {
    Fires fires;
    fires.timer.arm(std::nullopt);
    fires.settle();
    fires.timer.arm(Instant::max());
    fires.settle();
    EXPECT_TRUE(fires.wakes.empty());
}

TEST(WallTimer, a_new_instant_replaces_the_old_one_even_after_it_was_reached) {
    Fires fires;
    fires.timer.arm(SystemClock{}.now() - 1s);
    fires.timer.arm(std::nullopt);
    fires.settle();
    EXPECT_TRUE(fires.wakes.empty());
    fires.timer.arm(SystemClock{}.now());
    run_until(fires.loop, [&] { return fires.wakes.size() == 1; });
}

TEST(WallTimer, says_when_the_clock_was_set_and_goes_on) {
    for (int const error : {ECANCELED, 0}) {
        Fires fires;
        fires.errors = {error};
        fires.timer.arm(Instant{});
        run_until(fires.loop, [&] { return !fires.wakes.empty(); });
        EXPECT_EQ(fires.wakes, std::vector{Wake::clock_set});
        fires.timer.arm(SystemClock{}.now());
        run_until(fires.loop, [&] { return fires.wakes.size() == 2; });
        EXPECT_EQ(fires.wakes.back(), Wake::due);
    }
}

TEST(WallTimer, a_wake_up_with_nothing_to_read_is_none) {
    Fires fires;
    fires.errors = {EAGAIN, EINTR};
    fires.timer.arm(Instant{});
    run_until(fires.loop, [&] { return fires.errors.size() == 1; });
    fires.timer.arm(Instant{});
    run_until(fires.loop, [&] { return fires.errors.empty(); });
    EXPECT_TRUE(fires.wakes.empty());
}

TEST(WallTimer, may_be_dropped_while_it_is_due_and_from_its_own_callback) {
    boost::asio::io_context loop;
    int wakes = 0;
    auto dropped = std::make_unique<WallTimer>(loop, [&](Wake) { ++wakes; });
    dropped->arm(Instant{});
    dropped.reset();
    std::unique_ptr<WallTimer> self;
    self = std::make_unique<WallTimer>(loop, [&](Wake) {
        ++wakes;
        self.reset();
    });
    self->arm(Instant{});
    run_until(loop, [&] { return wakes != 0; });
    EXPECT_EQ(wakes, 1);
}

}  // namespace

}  // namespace cadence::net::testing
