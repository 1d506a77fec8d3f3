#include "net/timer.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <system_error>
#include <utility>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <sys/timerfd.h>
#include <unistd.h>

namespace cadence::net {

namespace {

/// The year 2255: the kernel's clock ends in 2262. Zero would disarm the timer, and with it the watch for
/// steps.
constexpr Instant kNever{std::chrono::seconds{9'000'000'000}};
constexpr Instant kLongAgo{std::chrono::microseconds{1}};

int create() {
    int const descriptor = ::timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
    if (descriptor < 0) throw std::system_error{errno, std::generic_category(), "timerfd_create"};
    return descriptor;
}

itimerspec to_spec(Instant at) {
    auto const seconds = std::chrono::floor<std::chrono::seconds>(at);
    itimerspec spec{};
    spec.it_value.tv_sec = seconds.time_since_epoch().count();
    spec.it_value.tv_nsec = std::chrono::nanoseconds{at - seconds}.count();
    return spec;
}

}  // namespace

struct WallTimer::Impl : std::enable_shared_from_this<Impl> {
    Impl(boost::asio::io_context& loop_in, std::function<void(Wake)> on_wake_in, Read read_in)
        : loop(loop_in),
          descriptor(loop_in, create()),
          on_wake(std::move(on_wake_in)),
          read(read_in ? std::move(read_in) : Read{::read}) {}

    void arm(Instant at) {
        auto const spec = to_spec(std::clamp(at, kLongAgo, kNever));
        auto const flags = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET;
        if (::timerfd_settime(descriptor.native_handle(), flags, &spec, nullptr) == 0) return;
        if (errno != ECANCELED) throw std::system_error{errno, std::generic_category(), "timerfd_settime"};
        // Armed all the same; the clock was set before.
        boost::asio::post(loop, [weak = weak_from_this()] {
            if (auto const self = weak.lock()) self->on_wake(Wake::clock_set);
        });
    }

    void wait() {
        descriptor.async_wait(descriptor.wait_read,
                              [weak = weak_from_this()](boost::system::error_code error) {
                                  auto const self = weak.lock();
                                  if (error || !self) return;
                                  auto const wake = self->look();
                                  self->wait();
                                  if (wake) self->on_wake(*wake);
                              });
    }

    std::optional<Wake> look() {
        std::uint64_t expirations = 0;
        auto const count = read(descriptor.native_handle(), &expirations, sizeof expirations);
        if (count == sizeof expirations) return Wake::due;
        if (count == 0) return Wake::clock_set;  // set back after the timer had expired
        if (errno == ECANCELED) return Wake::clock_set;
        if (errno == EAGAIN || errno == EINTR) return std::nullopt;
        throw std::system_error{errno, std::generic_category(), "reading the timer"};
    }

    boost::asio::io_context& loop;
    boost::asio::posix::stream_descriptor descriptor;
    std::function<void(Wake)> on_wake;
    Read read;
};

WallTimer::WallTimer(boost::asio::io_context& loop, std::function<void(Wake)> on_wake, Read read)
    : impl_(std::make_shared<Impl>(loop, std::move(on_wake), std::move(read))) {
    impl_->arm(kNever);
    impl_->wait();
}

WallTimer::~WallTimer() = default;

void WallTimer::arm(std::optional<Instant> at) {
    impl_->arm(at.value_or(kNever));
}

}  // namespace cadence::net
