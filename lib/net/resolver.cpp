#include "net/resolver.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

#include <ares.h>
#include <boost/asio/error.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <netdb.h>
#include <sys/stat.h>

namespace cadence::net {

namespace {

using namespace std::chrono_literals;
using NameSocket = asio::posix::basic_stream_descriptor<Executor>;

constexpr int kTries = 2;  // of a server: 2 s, then 4 s
constexpr int kFirstTryMs = 2000;
constexpr std::size_t kMostKept = 1024;
constexpr std::chrono::seconds kShortest = 5s;  // also for what /etc/hosts says
constexpr std::chrono::seconds kLongest = 1h;
constexpr std::chrono::seconds kNoneKept = 3s;  // shorter than the first retry of a delivery
constexpr auto kServersFile = "/etc/resolv.conf";

/// What tells one version of a file from the next.
using Version = std::array<std::int64_t, 4>;

Version version_of_servers() {
    struct stat found {};
    if (::stat(kServersFile, &found) != 0) return {};
    return {static_cast<std::int64_t>(found.st_ino), found.st_size, found.st_mtim.tv_sec,
            found.st_mtim.tv_nsec};
}

bool is_none(int status) {
    return status == ARES_ENOTFOUND || status == ARES_ENODATA || status == ARES_EBADNAME;
}

std::optional<asio::ip::address> address_in(ares_addrinfo_node const& node) {
    asio::ip::tcp::endpoint endpoint;
    if (node.ai_addrlen > endpoint.capacity()) return std::nullopt;
    std::memcpy(endpoint.data(), node.ai_addr, node.ai_addrlen);
    return endpoint.address();
}

/// As they come and how long they are good for.
std::pair<std::vector<asio::ip::address>, std::chrono::seconds> addresses_in(ares_addrinfo const& info) {
    std::vector<asio::ip::address> addresses;
    auto good_for = kLongest;
    for (auto const* node = info.nodes; node != nullptr; node = node->ai_next) {
        if (auto const address = address_in(*node)) addresses.push_back(*address);
        good_for = std::min(good_for, std::chrono::seconds{node->ai_ttl});
    }
    for (auto const* name = info.cnames; name != nullptr; name = name->next)
        good_for = std::min(good_for, std::chrono::seconds{name->ttl});
    return {std::move(addresses), std::max(good_for, kShortest)};
}

}  // namespace

struct Resolver::Impl : std::enable_shared_from_this<Impl> {
    Impl(asio::io_context& loop, std::string servers_in)
        : executor(loop.get_executor()), servers(std::move(servers_in)), timer(loop) {
        ares_library_init(ARES_LIB_INIT_ALL);
    }
    Impl(Impl const&) = delete;
    Impl& operator=(Impl const&) = delete;
    ~Impl() {
        close();
        ares_library_cleanup();
    }

    /// A socket of c-ares, which opens and closes it.
    struct Watch {
        Watch(Executor const& executor, int number_in) : descriptor(executor), number(number_in) {}
        NameSocket descriptor;
        int number;
        std::array<bool, 2> wanted{};  // to read, to write
        std::array<bool, 2> waiting{};
    };
    struct Question {
        Impl& impl;
        std::string name;
    };
    struct Known {
        Answer answer;
        Monotonic::time_point until;
    };

    void open();
    void close();
    void reopen_if_changed();
    void look_up(std::string const& name, Done done);
    void ask(std::string const& name);
    void answered(std::string const& name, int status, ares_addrinfo const* info);
    void keep(std::string const& name, Answer const& answer, std::chrono::seconds time);
    void tell(Done done, Answer answer) const;

    static void on_socket(void* self, ares_socket_t socket, int to_read, int to_write);
    void wait(std::shared_ptr<Watch> const& watch);
    void process(ares_socket_t to_read, ares_socket_t to_write);
    void arm();

    Executor executor;
    std::string servers;
    Timer timer;
    ares_channel channel = nullptr;
    Version version{};
    std::map<ares_socket_t, std::shared_ptr<Watch>> watches;
    std::map<std::string, std::vector<Done>> asked;  // under way, by name
    std::map<std::string, Known> known;
};

void Resolver::Impl::open() {
    ares_options options{};
    options.timeout = kFirstTryMs;
    options.tries = kTries;
    options.sock_state_cb = &Impl::on_socket;
    options.sock_state_cb_data = this;
    version = version_of_servers();
    ares_channel opened = nullptr;
    auto const status =
        ares_init_options(&opened, &options, ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB);
    if (status != ARES_SUCCESS) throw std::runtime_error{ares_strerror(status)};
    auto* const before = std::exchange(channel, opened);
    if (before != nullptr) ares_destroy(before);  // what it was asked is asked again
    if (!servers.empty() && ares_set_servers_ports_csv(channel, servers.c_str()) != ARES_SUCCESS)
        throw std::invalid_argument{"\"" + servers + "\" are no addresses of name servers."};
}

void Resolver::Impl::close() {
    timer.cancel();
    asked.clear();
    if (channel != nullptr) ares_destroy(std::exchange(channel, nullptr));
}

void Resolver::Impl::reopen_if_changed() {
    if (!servers.empty() || version_of_servers() == version) return;
    known.clear();
    open();
}

void Resolver::Impl::look_up(std::string const& name, Done done) {
    reopen_if_changed();
    if (auto const found = known.find(name); found != known.end()) {
        if (Monotonic::now() < found->second.until) return tell(std::move(done), found->second.answer);
        known.erase(found);
    }
    auto& waiting = asked[name];
    waiting.push_back(std::move(done));
    if (waiting.size() == 1) ask(name);
    arm();
}

void Resolver::Impl::ask(std::string const& name) {
    ares_addrinfo_hints hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    auto const on_answer = [](void* argument, int status, int, ares_addrinfo* info) {
        std::unique_ptr<Question> const question{static_cast<Question*>(argument)};
        question->impl.answered(question->name, status, info);
        if (info != nullptr) ares_freeaddrinfo(info);
    };
    ares_getaddrinfo(channel, name.c_str(), nullptr, &hints, on_answer, new Question{*this, name});
}

void Resolver::Impl::answered(std::string const& name, int status, ares_addrinfo const* info) {
    if (!asked.contains(name)) return;  // closed
    if (status == ARES_EDESTRUCTION) return ask(name);
    Answer answer;
    if (status == ARES_SUCCESS && info != nullptr) {
        auto [addresses, time] = addresses_in(*info);
        answer.addresses = std::move(addresses);
        keep(name, answer, time);
    } else if (is_none(status)) {
        answer.error = asio::error::host_not_found;
        keep(name, answer, kNoneKept);
    } else {
        answer.error = asio::error::host_not_found_try_again;
    }
    auto const waiting = asked.extract(name);
    for (auto const& done : waiting.mapped()) tell(done, answer);
}

void Resolver::Impl::keep(std::string const& name, Answer const& answer, std::chrono::seconds time) {
    auto const now = Monotonic::now();
    if (known.size() >= kMostKept)
        std::erase_if(known, [&](auto const& each) { return each.second.until <= now; });
    if (known.size() >= kMostKept) known.clear();
    known.insert_or_assign(name, Known{answer, now + time});
}

void Resolver::Impl::tell(Done done, Answer answer) const {
    asio::post(executor, [done = std::move(done), answer = std::move(answer)] { done(answer); });
}

/// Called by c-ares, at last before it closes the socket: which is why it is let go of, and not closed.
void Resolver::Impl::on_socket(void* self, ares_socket_t socket, int to_read, int to_write) {
    auto& impl = *static_cast<Impl*>(self);
    auto& watch = impl.watches[socket];
    if (to_read == 0 && to_write == 0) {
        if (watch && watch->descriptor.is_open()) watch->descriptor.release();
        impl.watches.erase(socket);
        return;
    }
    if (!watch) {
        watch = std::make_shared<Watch>(impl.executor, socket);
        error_code ignored;  // then it times out
        watch->descriptor.assign(socket, ignored);
    }
    watch->wanted = {to_read != 0, to_write != 0};
    impl.wait(watch);
}

/// Readiness is a hint: Asio may still deliver that of a descriptor which had this one's place before. The
/// sockets do not block.
void Resolver::Impl::wait(std::shared_ptr<Watch> const& watch) {
    for (auto const way : {0U, 1U}) {
        if (!watch->wanted[way] || std::exchange(watch->waiting[way], true)) continue;
        watch->descriptor.async_wait(
            way == 0 ? NameSocket::wait_read : NameSocket::wait_write,
            [weak = weak_from_this(), weak_watch = std::weak_ptr{watch}, way](error_code error) {
                auto const impl = weak.lock();
                auto const ready = weak_watch.lock();
                if (error || !impl || !ready || !ready->descriptor.is_open()) return;
                ready->waiting[way] = false;
                impl->process(way == 0 ? ready->number : ARES_SOCKET_BAD,
                              way == 1 ? ready->number : ARES_SOCKET_BAD);
                if (ready->descriptor.is_open()) impl->wait(ready);
            });
    }
}

void Resolver::Impl::process(ares_socket_t to_read, ares_socket_t to_write) {
    ares_process_fd(channel, to_read, to_write);
    arm();
}

void Resolver::Impl::arm() {
    timeval left{};
    if (ares_timeout(channel, nullptr, &left) == nullptr) {
        timer.cancel();
        return;
    }
    timer.expires_after(std::chrono::seconds{left.tv_sec} + std::chrono::microseconds{left.tv_usec});
    timer.async_wait([weak = weak_from_this()](error_code error) {
        auto const impl = weak.lock();
        if (!error && impl && impl->channel != nullptr) impl->process(ARES_SOCKET_BAD, ARES_SOCKET_BAD);
    });
}

Resolver::Resolver(asio::io_context& loop, std::string servers)
    : impl_(std::make_shared<Impl>(loop, std::move(servers))) {
    impl_->open();
}

Resolver::~Resolver() {
    impl_->close();
}

void Resolver::look_up(std::string const& name, Done done) {
    impl_->look_up(name, std::move(done));
}

}  // namespace cadence::net
