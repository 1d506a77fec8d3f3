// Asked to go through a proxy, the client goes through it and nowhere else, and trusts it no more than
// anybody.
#include <boost/asio/connect.hpp>

#include "hostile.h"
#include "tls_world.h"

namespace cadence::net::testing {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

/// Answers CONNECT as a proxy does, then carries bytes both ways to this machine's port of that number.
class Proxy {
  public:
    explicit Proxy(asio::io_context& loop) : acceptor_(loop, {asio::ip::make_address("127.0.0.1"), 0}) {
        acceptor_.async_accept([this](error_code, Tcp::socket socket) {
            near_.emplace(std::move(socket));
            far_.emplace(near_->get_executor());
            asio::async_read_until(*near_, asio::dynamic_buffer(asked), "\r\n\r\n",
                                   [this](error_code error, std::size_t) {
                                       if (!error) connect();
                                   });
        });
    }
    [[nodiscard]] std::string url() const {
        return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
    }
    std::string asked;

  private:
    void connect() {
        auto const colon = asked.find(':');
        auto const port = static_cast<std::uint16_t>(std::stoi(asked.substr(colon + 1)));
        far_->async_connect({asio::ip::make_address("127.0.0.1"), port}, [this](error_code error) {
            answer_ =
                error ? "HTTP/1.1 502 Bad Gateway\r\n\r\n" : "HTTP/1.1 200 Connection established\r\n\r\n";
            asio::async_write(*near_, asio::buffer(answer_), [this](error_code, std::size_t) {
                carry(*near_, *far_, out_);
                carry(*far_, *near_, in_);
            });
        });
    }
    void carry(Tcp::socket& from, Tcp::socket& to, std::vector<char>& space) {
        from.async_read_some(asio::buffer(space),
                             [this, &from, &to, &space](error_code error, std::size_t count) {
                                 if (error) return to.close();
                                 asio::async_write(to, asio::buffer(space, count),
                                                   [this, &from, &to, &space](error_code failure, auto) {
                                                       if (!failure) carry(from, to, space);
                                                   });
                             });
    }
    Tcp::acceptor acceptor_;
    std::optional<Tcp::socket> near_;
    std::optional<Tcp::socket> far_;
    std::string answer_;
    std::vector<char> out_ = std::vector<char>(4096);
    std::vector<char> in_ = std::vector<char>(4096);
};

std::string const kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

TEST(ThroughProxy, http_asks_it_for_the_whole_address) {
    Asker asker;
    Receiver proxy{asker.loop, {kOk}};
    asker.ask_through(proxy.url(""));
    auto const got = asker.ask({.method = Method::post,
                                .url = "http://api.example.invalid:8080/deploy?now=1",
                                .headers = {{"Authorization", "Bearer t"}},
                                .body = "x"});
    ASSERT_TRUE(got) << got.error().detail;
    EXPECT_EQ(got->body, "ok");
    EXPECT_TRUE(
        proxy.request.starts_with("POST http://api.example.invalid:8080/deploy?now=1 HTTP/1.1\r\n"
                                  "Host: api.example.invalid:8080\r\n"))
        << proxy.request;
}

TEST(ThroughProxy, https_is_carried_and_the_proxy_sees_but_the_name) {
    Authority const authority;
    authority.issue("right", "DNS:localhost");
    Asker asker;
    Proxy const proxy{asker.loop};
    TlsReceiver const receiver{asker.loop, authority, "right"};
    asker.ask_through(proxy.url(), authority.file("ca.pem"));
    auto const url = receiver.url("localhost");
    auto const got = asker.ask({.url = url, .headers = {{"Authorization", "Bearer sesame"}}});
    ASSERT_TRUE(got) << got.error().detail;
    EXPECT_EQ(got->body, "secret");
    EXPECT_EQ(receiver.name_asked_for, "localhost");
    auto const place = url.substr(8, url.size() - 9);
    EXPECT_EQ(proxy.asked,
              "CONNECT " + place + " HTTP/1.1\r\nHost: " + place + "\r\nUser-Agent: cadenced\r\n\r\n");
}

TEST(ThroughProxy, the_host_behind_it_is_verified_all_the_same) {
    Authority const authority;
    authority.issue("other", "DNS:other.example");
    authority.issue("expired", "DNS:localhost", "-1");
    for (auto const& [certificate, says] :
         {std::pair{"other", "hostname mismatch"}, {"expired", "has expired"}}) {
        Asker asker;
        Proxy const proxy{asker.loop};
        TlsReceiver const receiver{asker.loop, authority, certificate};
        asker.ask_through(proxy.url(), authority.file("ca.pem"));
        auto const got = asker.ask({.url = receiver.url("localhost")});
        ASSERT_EQ(outcome_of(got), "http-tls");
        EXPECT_NE(got.error().detail.find(says), std::string::npos) << got.error().detail;
        EXPECT_FALSE(receiver.request_came);
    }
}

TEST(ThroughProxy, what_the_proxy_refuses_is_said_with_its_name_and_was_never_sent) {
    struct Case {
        std::string answer;
        std::string says;
    };
    for (auto const& [answer, says] :
         {Case{"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
               "HTTP 407: it requires a user name"},
          Case{"HTTP/1.1 403 Forbidden\r\n\r\n", "HTTP 403; let the proxy allow"},
          Case{"HTTP/1.1 502 Bad Gateway\r\n\r\n", "HTTP 502: it cannot reach it"},
          Case{"HTTP/1.1 302 Found\r\nLocation: https://evil/\r\n\r\n", "HTTP 302"},
          Case{"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", "it sends more than its answer"}}) {
        Asker asker;
        Receiver const proxy{asker.loop, {answer, Then::hold}};
        asker.ask_through(proxy.url(""));
        auto const got = asker.ask({.url = "https://api.example.org/secret", .timeout = 4s});
        ASSERT_EQ(outcome_of(got), "http-proxy") << answer;
        auto const& detail = got.error().detail;
        EXPECT_NE(detail.find(says), detail.npos) << detail;
        EXPECT_NE(detail.find("proxy 127.0.0.1"), detail.npos) << detail;
        EXPECT_NE(detail.find("api.example.org"), detail.npos) << detail;
        EXPECT_EQ(detail.find("secret"), detail.npos) << detail;
        EXPECT_TRUE(nothing_was_sent(got.error()));
    }
    Asker asker;
    Receiver const proxy{asker.loop, {"HTTP/1.1 407 X\r\nContent-Length: 0\r\n\r\n"}};
    asker.ask_through(proxy.url(""));
    EXPECT_EQ(outcome_of(asker.ask({.url = "http://api.example.org/"})), "http-proxy");
}

TEST(ThroughProxy, a_hostile_one_costs_one_failed_ask_that_says_why) {
    for (auto const& [name, manner, outcome, says] : hostile_receivers()) {
        for (auto const* const url :
             {"http://api.example.invalid/secret", "https://api.example.invalid/secret"}) {
            bool const tunnel = std::string_view{url}.starts_with("https");
            bool const body_is_left = tunnel && manner.answer.find("\r\n\r\n") != std::string::npos;
            bool const waits = outcome == "http-timeout" && !body_is_left;
            Asker asker;
            Receiver const proxy{asker.loop, manner};
            asker.ask_through(proxy.url(""));
            auto const got = asker.ask({.url = url, .timeout = waits ? 200ms : 4s});
            ASSERT_FALSE(got) << name;
            auto const& detail = got.error().detail;
            EXPECT_EQ(nothing_was_sent(got.error()), tunnel) << name << ": " << detail;
            if (!tunnel) {
                EXPECT_EQ(got.error().problem, outcome) << name << ": " << detail;
            }
            if (!body_is_left && !(tunnel && waits)) {
                EXPECT_NE(detail.find(says), detail.npos) << name << ": " << detail;
            }
            EXPECT_NE(detail.find("proxy 127.0.0.1"), detail.npos) << name << ": " << detail;
            EXPECT_NE(detail.find("api.example.invalid"), detail.npos) << name << ": " << detail;
            EXPECT_EQ(detail.find("secret"), detail.npos) << name << ": " << detail;
            EXPECT_LT(proxy.sent, 16U * 1024 * 1024) << name;
        }
    }
}

TEST(ThroughProxy, one_that_is_not_there_is_named) {
    Asker asker;
    std::string closed;
    {
        Receiver const proxy{asker.loop, {}};
        closed = proxy.url("");
    }
    asker.ask_through(closed);
    auto const refused = asker.ask({.url = "https://api.example.org/"});
    ASSERT_EQ(outcome_of(refused), "http-connect");
    EXPECT_TRUE(refused.error().detail.starts_with("Cannot connect to the proxy 127.0.0.1 port "))
        << refused.error().detail;
    asker.ask_through("http://no-such-proxy.invalid:3128");
    auto const unknown = asker.ask({.url = "http://api.example.org/"});
    ASSERT_EQ(outcome_of(unknown), "http-resolve");
    EXPECT_NE(unknown.error().detail.find("the proxy no-such-proxy.invalid"), std::string::npos);
}

TEST(ThroughProxy, an_address_that_is_none_is_no_client) {
    asio::io_context loop;
    for (auto const* const proxy :
         {"proxy.example.org:3128", "https://proxy.example.org", "http://p/x", "socks5://p"})
        EXPECT_THROW(net::Client(loop, {.proxy = proxy}), std::invalid_argument) << proxy;
}

TEST(NothingWasSent, is_known_of_what_failed_before_the_request) {
    Asker asker;
    Receiver const hanging{asker.loop, {"", Then::hold}};
    auto const sent = asker.ask({.url = hanging.url(), .timeout = 100ms});
    ASSERT_EQ(outcome_of(sent), "http-timeout");
    EXPECT_FALSE(nothing_was_sent(sent.error()));
    Receiver const silent{asker.loop, {"", Then::hold, "", /*reads=*/false}};
    auto const unsent = asker.ask({.url = silent.url().replace(0, 4, "https"), .timeout = 100ms});
    ASSERT_EQ(outcome_of(unsent), "http-timeout-connecting");
    EXPECT_TRUE(nothing_was_sent(unsent.error()));
    Receiver const broken{asker.loop, {"", Then::reset}};
    EXPECT_FALSE(nothing_was_sent(asker.ask({.url = broken.url()}).error()));
    EXPECT_TRUE(nothing_was_sent(asker.ask({.url = "no URL"}).error()));
}

}  // namespace

}  // namespace cadence::net::testing
