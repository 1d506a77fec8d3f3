// Certificates made by an authority of the test's own, and a receiver that speaks TLS with one of them.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include <boost/asio/ssl.hpp>

#include "client_world.h"

namespace cadence::net::testing {

/// A folder with a CA and certificates made by it, by hand as an operator would.
class Authority {
  public:
    Authority() {
        std::string pattern = "/tmp/cadence-tls-XXXXXX";
        folder_ = ::mkdtemp(pattern.data());
        run("openssl req -x509 " + kNew + " -keyout ca.key -out ca.pem -days 2 -subj '/CN=Test CA'");
    }
    Authority(Authority const&) = delete;
    Authority& operator=(Authority const&) = delete;
    ~Authority() { std::filesystem::remove_all(folder_); }

    /// "name.key" and "name.pem" for these subject alternative names.
    void issue(std::string const& name, std::string const& names, std::string const& days = "2") const {
        run("openssl req " + kNew + " -keyout " + name + ".key -out " + name + ".csr -subj '/CN=" + name +
            "'");
        run("printf 'subjectAltName=" + names + "' > " + name + ".ext");
        run("openssl x509 -req -in " + name + ".csr -CA ca.pem -CAkey ca.key -CAcreateserial -days " + days +
            " -extfile " + name + ".ext -out " + name + ".pem");
    }
    void self_sign(std::string const& name) const {
        run("openssl req -x509 " + kNew + " -keyout " + name + ".key -out " + name +
            ".pem -days 2 -subj '/CN=localhost' -addext 'subjectAltName=DNS:localhost'");
    }
    [[nodiscard]] std::string file(std::string const& name) const { return folder_ / name; }

  private:
    void run(std::string const& command) const {
        auto const line = "cd " + folder_.string() + " && ( " + command + " ) 2>openssl.log";
        ASSERT_EQ(std::system(line.c_str()), 0) << command;
    }
    inline static std::string const kNew = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    std::filesystem::path folder_;
};

/// Answers one request with "secret", then closes, with or without saying so.
class TlsReceiver {
  public:
    TlsReceiver(boost::asio::io_context& loop, Authority const& authority, std::string const& name,
                std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret")
        : answer_(std::move(answer)), acceptor_(loop, {boost::asio::ip::make_address("127.0.0.1"), 0}) {
        context.use_certificate_chain_file(authority.file(name + ".pem"));
        context.use_private_key_file(authority.file(name + ".key"), boost::asio::ssl::context::pem);
        acceptor_.async_accept([this](boost::system::error_code, boost::asio::ip::tcp::socket socket) {
            stream_.emplace(std::move(socket), context);
            stream_->async_handshake(boost::asio::ssl::stream_base::server,
                                     [this](boost::system::error_code error) { read(error); });
        });
    }
    [[nodiscard]] std::string url(std::string const& host) const {
        return "https://" + host + ":" + std::to_string(acceptor_.local_endpoint().port()) + "/";
    }
    boost::asio::ssl::context context{boost::asio::ssl::context::tls_server};
    bool shaken = false;
    std::string name_asked_for;
    bool request_came = false;

  private:
    void read(boost::system::error_code error) {
        if (error) return;
        shaken = true;
        auto const* const name = SSL_get_servername(stream_->native_handle(), TLSEXT_NAMETYPE_host_name);
        if (name) name_asked_for = name;
        boost::asio::async_read_until(*stream_, boost::asio::dynamic_buffer(request_), "\r\n\r\n",
                                      [this](boost::system::error_code failure, std::size_t) {
                                          request_came = !failure;
                                          if (!failure) write();
                                      });
    }
    void write() {
        boost::asio::async_write(
            *stream_, boost::asio::buffer(answer_),
            [this](boost::system::error_code, std::size_t) { stream_->next_layer().close(); });
    }
    std::string answer_;
    std::string request_;
    boost::asio::ip::tcp::acceptor acceptor_;
    std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket>> stream_;
};

}  // namespace cadence::net::testing
