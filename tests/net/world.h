// A real server on a port of the kernel's vote and raw clients, all on one loop that the test runs until
// what it waits for has happened.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <gtest/gtest.h>

#include "base/clock.h"
#include "net/server.h"

namespace cadence::net::testing {

using namespace std::chrono_literals;

struct Answer {
    int status = 0;
    std::string head;
    std::string body;
    [[nodiscard]] bool has(std::string_view line) const {
        return head.find("\r\n" + std::string{line} + "\r\n") != head.npos;
    }
};

class Client {
  public:
    Client(boost::asio::io_context& loop, Address const& address);
    void send(std::string_view bytes);
    void finish_sending();
    void close();
    /// Without it, what the server sends stays in the kernel.
    void read();
    /// The next answer; `with_body` is false for an answer to HEAD.
    Answer answer(bool with_body = true);
    /// Runs the loop until the server has closed the connection.
    void wait_for_end();
    bool ended = false;
    std::string received;

  private:
    boost::asio::io_context& loop_;
    boost::asio::ip::tcp::socket socket_;
    std::vector<char> space_ = std::vector<char>(65536);
};

struct World {
    boost::asio::io_context loop;
    ManualClock clock{Instant{std::chrono::seconds{1'769'076'000}}};  // 2026-01-22T10:00:00Z
    Server::Options options;
    Handler handler;
    std::vector<Request> requests;
    std::vector<std::string> reports;
    std::shared_ptr<Exchange> held;  // the exchange that `hold` keeps
    std::unique_ptr<Server> server;
    Address address;

    World();
    /// Answers every request with "METHOD target\n".
    void start();
    [[nodiscard]] std::unique_ptr<Client> connect();
    /// Makes the handler keep the exchange instead of answering.
    void hold();
    /// Runs what is ready.
    void settle();
};

/// Runs the loop until it holds; fails the test if that takes more than five seconds.
void run_until(boost::asio::io_context& loop, std::function<bool()> const& holds);

inline constexpr std::string_view kGet = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

}  // namespace cadence::net::testing
