#include "net/process.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <utility>

#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "net/asio.h"
#include "net/process_spawn.h"

namespace cadence::net {

namespace {

using Stream = asio::posix::basic_stream_descriptor<Executor>;

constexpr std::size_t kOutputPiece = 16384;
/// For a process that the kernel does not let die yet: then it is given up, and reaped whenever it ends.
constexpr std::chrono::seconds kDyingTime{2};

}  // namespace

struct Child::State : std::enable_shared_from_this<State> {
    State(asio::io_context& loop, ProcessSpec run_in, Done done_in)
        : executor(loop.get_executor()),
          run(std::move(run_in)),
          done(std::move(done_in)),
          output(loop, ran.output),
          errors(loop, ran.errors),
          exit(loop),
          timer(loop) {}
    State(State const&) = delete;
    State& operator=(State const&) = delete;
    ~State() {
        kill_group();
        reap();
    }

    /// One of the child's streams and where it is kept.
    struct Source {
        Source(asio::io_context& loop, std::string& kept_in) : stream(loop), kept(kept_in) {}
        Stream stream;
        std::string& kept;
        std::vector<char> space = std::vector<char>(kOutputPiece);
    };

    void start();
    void abandon();

    void read(Source& source);
    void keep(Source& source, std::size_t count);
    ssize_t take(Source& source);
    void drain(Source& source);
    void stop_reading();
    void limit(Duration time);
    void on_time();
    void wait_for_exit();
    [[nodiscard]] bool has_ended() const;
    void on_exit();
    void kill_group() const;
    void reap();
    void finish(Result<ProcessResult> result);

    Executor executor;
    ProcessSpec run;
    Done done;
    Spawned spawned;
    ProcessResult ran;
    Source output;
    Source errors;
    Stream exit;
    Timer timer;
    Monotonic::time_point began = Monotonic::now();
    bool alive = false;  // or not yet reaped: its number is nobody else's
    bool over = false;
};

void Child::State::start() {
    auto started = spawn(run);
    if (!started) return finish(error_of(started));
    spawned = *std::move(started);
    alive = true;
    exit.assign(spawned.exit.release());
    output.stream.assign(spawned.output.release());
    read(output);
    if (run.errors == Stderr::apart) {
        errors.stream.assign(spawned.errors.release());
        read(errors);
    }
    wait_for_exit();
    limit(run.timeout);
}

void Child::State::abandon() {
    done = nullptr;
    over = true;
    kill_group();
    stop_reading();
    timer.cancel();
}

/// Bytes are taken here and in `drain` alone, so that none are on their way elsewhere when the child ends.
void Child::State::read(Source& source) {
    source.stream.async_wait(Stream::wait_read, [self = shared_from_this(), &source](error_code error) {
        if (error) return;
        auto const count = self->take(source);
        bool const more = count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR));
        if (more && source.stream.is_open()) self->read(source);
    });
}

/// As read(2).
ssize_t Child::State::take(Source& source) {
    if (!source.stream.is_open()) return 0;
    auto const count = ::read(source.stream.native_handle(), source.space.data(), source.space.size());
    if (count > 0) keep(source, static_cast<std::size_t>(count));
    return count;
}

void Child::State::keep(Source& source, std::size_t count) {
    auto const room = run.max_output - source.kept.size();
    source.kept.append(source.space.data(), std::min(count, room));
    if (count <= room) return;
    ran.output_cut = true;
    kill_group();  // before the pipe breaks, which it could answer with an exit status
    stop_reading();
    limit(kDyingTime);
}

/// The bytes in the pipe by now. Whoever still holds its other end is not waited for.
void Child::State::drain(Source& source) {
    while (take(source) > 0) {
    }
}

void Child::State::stop_reading() {
    error_code ignored;
    output.stream.close(ignored);
    errors.stream.close(ignored);
}

void Child::State::limit(Duration time) {
    timer.expires_after(time);
    timer.async_wait([weak = weak_from_this()](error_code error) {
        auto const self = weak.lock();
        if (!error && self && !self->over) self->on_time();
    });
}

void Child::State::on_time() {
    if (ran.timed_out || ran.output_cut) return finish(std::move(ran));
    ran.timed_out = true;
    kill_group();
    limit(kDyingTime);
}

/// Also after the owner has let go: the dead are reaped.
void Child::State::wait_for_exit() {
    exit.async_wait(Stream::wait_read, [self = shared_from_this()](error_code error) {
        if (error) return;
        if (!self->has_ended()) return self->wait_for_exit();
        self->on_exit();
    });
}

/// Readiness is a hint: Asio may still deliver that of a descriptor which had this one's place before.
bool Child::State::has_ended() const {
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(spawned.pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
           info.si_pid != 0;
}

/// The group is killed while its leader is still there, so that its number cannot be another's.
void Child::State::on_exit() {
    kill_group();
    if (!over) drain(output);
    if (!over) drain(errors);
    reap();
    error_code ignored;
    exit.close(ignored);
    if (over) return;
    auto const why = read_report(spawned, run);
    if (why.empty()) return finish(std::move(ran));
    finish(tl::unexpected{cannot_run(run, why)});
}

void Child::State::kill_group() const {
    if (!alive) return;
    ::kill(-spawned.pid, SIGKILL);
    ::kill(spawned.pid, SIGKILL);  // it may not lead a group yet
}

void Child::State::reap() {
    if (!alive) return;
    siginfo_t info{};
    if (::waitid(P_PID, static_cast<id_t>(spawned.pid), &info, WEXITED | WNOHANG) != 0 || info.si_pid == 0)
        return;
    alive = false;
    if (info.si_code == CLD_EXITED)
        ran.exit_status = info.si_status;
    else
        ran.signal = info.si_status;
}

void Child::State::finish(Result<ProcessResult> result) {
    over = true;
    stop_reading();
    timer.cancel();
    if (result) result->took = std::chrono::floor<Duration>(Monotonic::now() - began);
    asio::post(executor, [self = shared_from_this(), result = std::move(result)]() mutable {
        if (auto const tell = std::exchange(self->done, nullptr)) tell(std::move(result));
    });
}

Child::Child(asio::io_context& loop, ProcessSpec run, Done done)
    : state_(std::make_shared<State>(loop, std::move(run), std::move(done))) {
    state_->start();
}

Child::~Child() {
    if (state_) state_->abandon();
}

}  // namespace cadence::net
