// A name server over UDP on the loopback, on the test's loop: it answers what it knows, denies what it is
// told to, and never answers anything else.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>

#include <boost/asio/ip/udp.hpp>

#include "net/asio.h"

namespace cadence::net::testing {

class NameServer {
  public:
    explicit NameServer(boost::asio::io_context& loop)
        : socket_(loop, {boost::asio::ip::make_address("127.0.0.1"), 0}) {
        receive();
    }
    [[nodiscard]] std::string address() const {
        return "127.0.0.1:" + std::to_string(socket_.local_endpoint().port());
    }

    std::map<std::string, std::string> addresses = {};  // IPv4, by name
    std::map<std::string, std::string> aliases = {};    // of a name in `addresses`
    std::set<std::string> denied = {};                  // there is no such name
    std::map<std::string, int> questions = {};          // for IPv4, by name

  private:
    void receive();
    void answer(std::string query);

    boost::asio::ip::udp::socket socket_;
    boost::asio::ip::udp::endpoint peer_;
    std::array<char, 512> space_{};
};

}  // namespace cadence::net::testing
