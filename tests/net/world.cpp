#include "world.h"

#include <boost/asio/write.hpp>

namespace cadence::net::testing {

namespace asio = boost::asio;
using boost::system::error_code;

Client::Client(asio::io_context& loop, Address const& address) : loop_(loop), socket_(loop) {
    socket_.connect({asio::ip::make_address(address.host), address.port});
    socket_.set_option(asio::ip::tcp::no_delay{true});
}

void Client::send(std::string_view bytes) {
    error_code ignored;  // the server may have closed already; then the test looks at what it said
    asio::write(socket_, asio::buffer(bytes), ignored);
}

void Client::finish_sending() {
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send);
}

void Client::close() {
    socket_.close();
}

void Client::read() {
    socket_.async_read_some(asio::buffer(space_), [this](error_code error, std::size_t count) {
        if (error == asio::error::operation_aborted) return;
        received.append(space_.data(), count);
        ended = static_cast<bool>(error);
        if (!error) read();
    });
}

Answer Client::answer(bool with_body) {
    Answer answer;
    run_until(loop_, [&] { return ended || received.find("\r\n\r\n") != received.npos; });
    auto const end = received.find("\r\n\r\n");
    if (end == received.npos) return answer;
    answer.head = received.substr(0, end + 4);
    answer.status = std::stoi(answer.head.substr(9, 3));
    auto const length = answer.head.find("Content-Length: ");
    auto const size =
        !with_body || length == answer.head.npos ? 0U : std::stoul(answer.head.substr(length + 16));
    run_until(loop_, [&] { return ended || received.size() >= end + 4 + size; });
    answer.body = received.substr(end + 4, size);
    received.erase(0, end + 4 + size);
    return answer;
}

void Client::wait_for_end() {
    run_until(loop_, [&] { return ended; });
}

World::World() {
    options.clock = &clock;
    options.report = [this](std::string_view line) { reports.emplace_back(line); };
    options.error_body = [](int status, std::string detail) {
        return Reply{status, {{"Content-Type", "application/problem+json"}}, std::move(detail)};
    };
    handler = [](Request const& request, std::shared_ptr<Exchange> const& exchange) {
        exchange->reply(Reply{200, {{"Content-Type", "text/plain"}}, request.target + request.body + "\n"});
    };
}

void World::start() {
    auto seen = [this](Request& request, std::shared_ptr<Exchange> exchange) {
        requests.push_back(request);
        handler(request, std::move(exchange));
    };
    server = std::make_unique<Server>(loop, seen, options);
    auto const listening = server->listen({"127.0.0.1", 0});
    ASSERT_TRUE(listening) << listening.error().detail;
    address = *listening;
}

std::unique_ptr<Client> World::connect() {
    auto client = std::make_unique<Client>(loop, address);
    client->read();
    return client;
}

void World::hold() {
    handler = [this](Request const&, std::shared_ptr<Exchange> exchange) { held = std::move(exchange); };
}

void World::settle() {
    while (loop.poll() != 0) {
    }
}

void run_until(asio::io_context& loop, std::function<bool()> const& holds) {
    auto const deadline = std::chrono::steady_clock::now() + 5s;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > deadline) {
            ADD_FAILURE() << "what the test waits for has not happened within five seconds";
            return;
        }
        if (loop.stopped()) loop.restart();
        loop.run_one_for(1s);
    }
}

}  // namespace cadence::net::testing
