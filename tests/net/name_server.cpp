#include "name_server.h"

#include <utility>

namespace cadence::net::testing {

namespace {

using namespace std::string_literals;

constexpr std::size_t kHead = 12;

/// "good.example.org" where the labels begin, and behind their end.
std::pair<std::string, std::size_t> name_at(std::string const& message, std::size_t at) {
    std::string name;
    while (at < message.size() && message[at] != 0) {
        auto const length = static_cast<std::size_t>(message[at]);
        name += (name.empty() ? "" : ".") + message.substr(at + 1, length);
        at += length + 1;
    }
    return {name, at + 1};
}

std::string labels(std::string const& name) {
    std::string made;
    for (std::size_t begin = 0; begin <= name.size();) {
        auto const end = std::min(name.find('.', begin), name.size());
        made += static_cast<char>(end - begin) + name.substr(begin, end - begin);
        begin = end + 1;
    }
    return made + '\0';
}

std::string record(std::string const& name, char type, std::string const& data) {
    return name + "\0"s + type + "\0\1\0\0\0\x3c\0"s + static_cast<char>(data.size()) + data;
}

std::string bytes_of(std::string const& address) {
    auto const bytes = boost::asio::ip::make_address_v4(address).to_bytes();
    return {bytes.begin(), bytes.end()};
}

}  // namespace

void NameServer::receive() {
    socket_.async_receive_from(boost::asio::buffer(space_), peer_,
                               [this](error_code error, std::size_t count) {
                                   if (error == boost::asio::error::operation_aborted) return;
                                   if (!error && count > kHead) answer({space_.data(), count});
                                   receive();
                               });
}

void NameServer::answer(std::string query) {
    auto const [name, end] = name_at(query, kHead);
    bool const for_ipv4 = query.at(end + 1) == 1;
    if (for_ipv4) ++questions[name];
    auto const alias = aliases.find(name);
    auto const known = addresses.find(alias == aliases.end() ? name : alias->second);
    if (known == addresses.end() && !denied.contains(name)) return;
    std::string records;
    char count = 0;
    auto owner = "\xc0\x0c"s;
    if (alias != aliases.end()) {
        records += record(owner, 5, labels(alias->second));
        owner = labels(alias->second);
        ++count;
    }
    if (known != addresses.end() && for_ipv4) {
        records += record(owner, 1, bytes_of(known->second));
        ++count;
    }
    auto const code = known == addresses.end() ? '\x83' : '\x80';
    auto const sent = query.substr(0, 2) + "\x81"s + code + "\0\1\0"s + count + "\0\0\0\0"s +
                      query.substr(kHead, end + 4 - kHead) + records;
    socket_.send_to(boost::asio::buffer(sent), peer_);
}

}  // namespace cadence::net::testing
