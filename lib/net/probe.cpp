#include "net/probe.h"

#include <boost/asio/ssl/context.hpp>

#include "base/file.h"
#include "net/asio.h"
#include "net/server.h"

namespace cadence::net {

Result<void> try_ca_file(std::string const& file) {
    constexpr std::size_t kLargest = 16U << 20U;
    auto const unusable = [&](std::string const& why) {
        return refuse(ErrorCode::invalid, "ca-file",
                      file + " cannot be used: " + why + "; give a file of certificates in PEM");
    };
    auto const pem = contents_of(file, kLargest);
    if (!pem) return unusable(pem.error().message());
    asio::ssl::context context{asio::ssl::context::tls_client};
    boost::system::error_code error;
    context.load_verify_file(file, error);
    if (error) return unusable("no certificate can be read from it");
    return {};
}

Result<void> try_listen(std::string_view address) {
    auto const parsed = Address::parse(address);
    if (!parsed) return error_of(parsed);
    asio::io_context loop;
    Acceptor acceptor{loop};
    tcp::endpoint const endpoint{asio::ip::make_address(parsed->host), 0};
    boost::system::error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) return {};
    return refuse(ErrorCode::unavailable, "cannot-listen",
                  std::string{address} + " cannot be listened on here: " + error.message() +
                      "; give an address of this machine, or 127.0.0.1");
}

}  // namespace cadence::net
