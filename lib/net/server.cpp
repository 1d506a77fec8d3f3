#include "net/server.h"

#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "net/asio.h"
#include "net/server_state.h"

namespace cadence::net {

namespace {

constexpr std::chrono::milliseconds kPauseWithoutDescriptors{100};
/// A client whose machine is gone is noticed after this, once something was sent to it.
constexpr int kUnacknowledgedMilliseconds = 30'000;
/// The bytes that the kernel holds for a client that does not read.
constexpr int kSendBufferBytes = 128 * 1024;

using UserTimeout = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_USER_TIMEOUT>;

std::string way_out(error_code const& reason) {
    if (reason == asio::error::address_in_use)
        return "Another program uses it (`ss -ltnp` shows which): stop that one, or listen elsewhere.";
    if (reason == asio::error::access_denied)
        return "Ports below 1024 are for root: listen on a higher one, with a proxy in front.";
    return "Is it an address of this machine?";
}

Error cannot_listen(std::string const& where, error_code const& reason) {
    return {ErrorCode::unavailable,
            "cannot-listen",
            "Cannot listen on " + where + ": " + reason.message() + ". " + way_out(reason),
            {},
            {}};
}

Address to_address(tcp::endpoint const& endpoint) {
    return {endpoint.address().to_string(), endpoint.port()};
}

void set_up(Socket& socket) {
    error_code ignored;
    socket.set_option(tcp::no_delay{true}, ignored);
    socket.set_option(asio::socket_base::send_buffer_size{kSendBufferBytes}, ignored);
    socket.set_option(UserTimeout{kUnacknowledgedMilliseconds}, ignored);
    ::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
}

bool is_out_of_resources(error_code const& error) {
    return error == asio::error::no_descriptors ||
           error == boost::system::errc::too_many_files_open_in_system ||
           error == asio::error::no_buffer_space || error == asio::error::no_memory;
}

Task<> accept(std::shared_ptr<Acceptor> acceptor, std::shared_ptr<ServerState> state) {
    while (acceptor->is_open()) {
        auto [error, socket] = co_await acceptor->async_accept(kAwait);
        if (!error) {
            set_up(socket);
            state->admit(std::move(socket));
        } else if (is_out_of_resources(error)) {
            state->report("cannot accept a connection: " + error.message());
            Timer pause{acceptor->get_executor(), kPauseWithoutDescriptors};
            co_await pause.async_wait(kAwait);
        }
    }
}

}  // namespace

struct Server::Impl {
    Impl(asio::io_context& loop, Handler handler, Options options)
        : state(std::make_shared<ServerState>(loop, std::move(handler), std::move(options))), grace(loop) {}

    Address start(std::shared_ptr<Acceptor> acceptor) {
        ::fcntl(acceptor->native_handle(), F_SETFD, FD_CLOEXEC);
        acceptors.push_back(acceptor);
        auto address = to_address(acceptor->local_endpoint());
        asio::co_spawn(state->loop(), accept(std::move(acceptor), state), asio::detached);
        return address;
    }

    void close_acceptors() {
        error_code ignored;
        for (auto const& acceptor : acceptors) acceptor->close(ignored);
        acceptors.clear();
    }

    std::shared_ptr<ServerState> state;
    std::vector<std::shared_ptr<Acceptor>> acceptors;
    Timer grace;
};

Server::Server(asio::io_context& loop, Handler handler, Options options)
    : impl_(std::make_shared<Impl>(loop, std::move(handler), std::move(options))) {}

Server::~Server() {
    impl_->close_acceptors();
    impl_->state->abandon();
}

Result<Address> Server::listen(Address const& address) {
    auto acceptor = std::make_shared<Acceptor>(impl_->state->loop());
    error_code error;
    tcp::endpoint const endpoint{asio::ip::make_address(address.host, error), address.port};
    if (!error) acceptor->open(endpoint.protocol(), error);
    if (!error) acceptor->set_option(asio::socket_base::reuse_address{true}, error);
    if (!error) acceptor->bind(endpoint, error);
    if (!error) acceptor->listen(asio::socket_base::max_listen_connections, error);
    if (error) return tl::unexpected{cannot_listen(address.text(), error)};
    return impl_->start(std::move(acceptor));
}

Result<Address> Server::adopt(int descriptor) {
    auto acceptor = std::make_shared<Acceptor>(impl_->state->loop());
    auto const where = "the inherited descriptor " + std::to_string(descriptor);
    error_code error;
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&storage), &length) != 0)
        error.assign(errno, boost::system::system_category());
    else if (storage.ss_family != AF_INET && storage.ss_family != AF_INET6)
        error = asio::error::address_family_not_supported;
    if (!error) acceptor->assign(storage.ss_family == AF_INET ? tcp::v4() : tcp::v6(), descriptor, error);
    if (error) return tl::unexpected{cannot_listen(where, error)};
    return impl_->start(std::move(acceptor));
}

void Server::stop(std::chrono::milliseconds grace, std::function<void()> stopped) {
    impl_->close_acceptors();
    impl_->grace.expires_after(grace);
    impl_->grace.async_wait([weak = std::weak_ptr{impl_->state}](error_code error) {
        auto const state = weak.lock();
        if (!error && state) state->close_all();
    });
    impl_->state->stop([weak = std::weak_ptr{impl_}, stopped = std::move(stopped)] {
        if (auto const impl = weak.lock()) impl->grace.cancel();
        if (stopped) stopped();
    });
}

std::size_t Server::connections() const {
    return impl_->state->connections();
}

}  // namespace cadence::net
