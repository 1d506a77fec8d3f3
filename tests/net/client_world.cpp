#include "client_world.h"

namespace cadence::net::testing {

namespace asio = boost::asio;
using boost::system::error_code;

void Receiver::accept() {
    acceptor_.async_accept([this](error_code error, Socket socket) {
        if (error) return;
        ++connections;
        auto const connection = std::make_shared<Connection>(std::move(socket));
        if (manner_.reads) {
            asio::async_read_until(connection->socket, asio::dynamic_buffer(connection->received), "\r\n\r\n",
                                   [this, connection](error_code failure, std::size_t) {
                                       request = connection->received;
                                       if (!failure) answer(connection);
                                   });
        } else {
            answer(connection);
        }
        accept();
    });
}

void Receiver::answer(Shared const& connection) {
    auto const written = [this, connection](error_code error, std::size_t count) {
        sent += count;
        if (!error) go_on(connection);
    };
    asio::async_write(connection->socket, asio::buffer(manner_.answer), written);
}

void Receiver::go_on(Shared const& connection) {
    switch (manner_.then) {
        case Then::close:
            connection->socket.close();
            return;
        case Then::hold:
            watch(connection);
            return;
        case Then::half_close:
            connection->socket.shutdown(Socket::shutdown_send);
            watch(connection);
            return;
        case Then::reset:
            connection->socket.set_option(asio::socket_base::linger{true, 0});
            connection->socket.close();
            return;
        case Then::drip:
            connection->timer.expires_after(10ms);
            connection->timer.async_wait([this, connection](error_code) { send(connection, manner_.piece); });
            return;
        case Then::flood:
            send(connection, manner_.piece);
            return;
    }
}

void Receiver::send(Shared const& connection, std::string const& bytes) {
    asio::async_write(connection->socket, asio::buffer(bytes),
                      [this, connection](error_code error, std::size_t count) {
                          sent += count;
                          if (error)
                              ++ended;
                          else
                              go_on(connection);
                      });
}

void Receiver::watch(Shared const& connection) {
    connection->socket.async_read_some(asio::buffer(&connection->byte, 1),
                                       [this, connection](error_code error, std::size_t) {
                                           if (error)
                                               ++ended;
                                           else
                                               watch(connection);
                                       });
}

void Asker::ask_through(std::string const& proxy, std::string const& ca_file) {
    client = std::make_unique<net::Client>(loop, net::Client::Options{.ca_file = ca_file, .proxy = proxy});
}

Result<HttpResponse> Asker::ask(HttpRequest ask) {
    std::optional<Result<HttpResponse>> result;
    auto const asking =
        client->ask(std::move(ask), [&](Result<HttpResponse> response) { result = std::move(response); });
    EXPECT_FALSE(result) << "called from within ask";
    run_until(loop, [&] { return result.has_value(); });
    if (!result) return refuse(ErrorCode::internal, "no-answer", "");
    return *std::move(result);
}

std::string outcome_of(Result<HttpResponse> const& result) {
    return result ? std::to_string(result->status) : result.error().problem;
}

}  // namespace cadence::net::testing
