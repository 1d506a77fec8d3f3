// A client and, on the same loop, a receiver that reads one request and then does what the test tells it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include "net/client.h"
#include "world.h"

namespace cadence::net::testing {

enum class Then { close, hold, half_close, reset, drip, flood };

struct Manner {
    std::string answer = {};
    Then then = Then::close;
    std::string piece = "x";  // of a drip or a flood
    bool reads = true;        // the request, before it answers
};

class Receiver {
  public:
    Receiver(boost::asio::io_context& loop, Manner manner)
        : manner_(std::move(manner)), acceptor_(loop, local()) {
        accept();
    }
    [[nodiscard]] std::string url(std::string const& path = "/") const {
        return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + path;
    }
    std::string request;
    std::size_t sent = 0;
    int connections = 0;
    int ended = 0;  // connections that the other side has closed

  private:
    using Socket = boost::asio::ip::tcp::socket;
    struct Connection {
        explicit Connection(Socket accepted) : socket(std::move(accepted)), timer(socket.get_executor()) {}
        Socket socket;
        boost::asio::steady_timer timer;
        std::string received;
        char byte = 0;
    };
    using Shared = std::shared_ptr<Connection>;

    static boost::asio::ip::tcp::endpoint local() { return {boost::asio::ip::make_address("127.0.0.1"), 0}; }
    void accept();
    void answer(Shared const& connection);
    void go_on(Shared const& connection);
    void send(Shared const& connection, std::string const& bytes);
    void watch(Shared const& connection);

    Manner manner_;
    boost::asio::ip::tcp::acceptor acceptor_;
};

struct Asker {
    boost::asio::io_context loop;
    std::unique_ptr<net::Client> client = std::make_unique<net::Client>(loop, net::Client::Options{});

    /// From now on, asks through this proxy.
    void ask_through(std::string const& proxy, std::string const& ca_file = {});
    /// Asks and runs the loop until there is an answer.
    Result<HttpResponse> ask(HttpRequest ask);
};

/// The kind of failure, or the status.
[[nodiscard]] std::string outcome_of(Result<HttpResponse> const& result);

}  // namespace cadence::net::testing
