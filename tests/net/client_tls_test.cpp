// https: who is trusted, and what the operator is told about who is not.
#include "tls_world.h"

namespace cadence::net::testing {

namespace {

class Https : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        authority = std::make_unique<Authority>();
        authority->issue("right", "DNS:localhost,IP:127.0.0.1");
        authority->issue("other", "DNS:other.example,IP:127.0.0.2");
        authority->issue("expired", "DNS:localhost", "-1");
        authority->self_sign("selfsigned");
    }
    static void TearDownTestSuite() { authority.reset(); }

    void trust_ours() {
        asker.client = std::make_unique<net::Client>(
            asker.loop, net::Client::Options{.ca_file = authority->file("ca.pem")});
    }
    /// What the client says about a receiver with this certificate.
    std::string complaint(std::string const& certificate, std::string const& host = "localhost") {
        TlsReceiver const receiver{asker.loop, *authority, certificate};
        auto const got = asker.ask({.url = receiver.url(host)});
        EXPECT_FALSE(receiver.request_came) << "the request was sent to a stranger";
        return got ? "trusted" : got.error().problem + ": " + got.error().detail;
    }
    static inline std::unique_ptr<Authority> authority;
    Asker asker;
};

TEST_F(Https, a_certificate_for_the_name_from_a_trusted_authority_is_taken) {
    trust_ours();
    TlsReceiver const receiver{asker.loop, *authority, "right"};
    auto const got = asker.ask({.url = receiver.url("localhost")});
    ASSERT_TRUE(got) << got.error().detail;
    EXPECT_EQ(got->body, "secret");
    EXPECT_EQ(receiver.name_asked_for, "localhost");
}

TEST_F(Https, a_certificate_may_be_for_an_address) {
    trust_ours();
    TlsReceiver const receiver{asker.loop, *authority, "right"};
    auto const got = asker.ask({.url = receiver.url("127.0.0.1")});
    ASSERT_TRUE(got) << got.error().detail;
    EXPECT_EQ(receiver.name_asked_for, "");
}

TEST_F(Https, nobody_else_is_trusted_and_the_operator_is_told_why) {
    auto const unknown = complaint("right");
    EXPECT_TRUE(
        unknown.starts_with("http-tls: TLS handshake with localhost failed: certificate verify failed: "
                            "unable to get local issuer certificate"))
        << unknown;
    trust_ours();
    EXPECT_EQ(
        complaint("selfsigned"),
        "http-tls: TLS handshake with localhost failed: certificate verify failed: self-signed certificate.");
    EXPECT_EQ(complaint("other"),
              "http-tls: TLS handshake with localhost failed: certificate verify failed: hostname mismatch.");
    EXPECT_EQ(
        complaint("other", "127.0.0.1"),
        "http-tls: TLS handshake with 127.0.0.1 failed: certificate verify failed: IP address mismatch.");
    EXPECT_EQ(
        complaint("expired"),
        "http-tls: TLS handshake with localhost failed: certificate verify failed: certificate has expired.");
}

TEST_F(Https, an_old_protocol_is_refused) {
    trust_ours();
    TlsReceiver receiver{asker.loop, *authority, "right"};
    SSL_CTX_set_security_level(receiver.context.native_handle(), 0);
    SSL_CTX_set_max_proto_version(receiver.context.native_handle(), TLS1_1_VERSION);
    EXPECT_EQ(outcome_of(asker.ask({.url = receiver.url("localhost")})), "http-tls");
}

TEST_F(Https, an_answer_cut_off_without_a_farewell_is_none) {
    trust_ours();
    TlsReceiver const receiver{asker.loop, *authority, "right", "HTTP/1.0 200 OK\r\n\r\nhalf of the "};
    auto const got = asker.ask({.url = receiver.url("localhost")});
    ASSERT_EQ(outcome_of(got), "http-protocol");
    EXPECT_NE(got.error().detail.find("truncated"), std::string::npos) << got.error().detail;
}

TEST_F(Https, a_receiver_that_speaks_no_tls_or_nothing_ends_in_time) {
    Receiver const plain{asker.loop, {"HTTP/1.1 400 Bad Request\r\n\r\n", Then::close, "", /*reads=*/false}};
    auto url = plain.url();
    EXPECT_EQ(outcome_of(asker.ask({.url = url.replace(0, 4, "https")})), "http-tls");

    Receiver const silent{asker.loop, {"", Then::hold, "", /*reads=*/false}};
    url = silent.url();
    auto const got = asker.ask({.url = url.replace(0, 4, "https"), .timeout = 200ms});
    ASSERT_EQ(outcome_of(got), "http-timeout-connecting");
    EXPECT_NE(got.error().detail.find("shaking hands (TLS)"), std::string::npos);
}

TEST_F(Https, an_authority_that_cannot_be_read_is_no_client) {
    EXPECT_THROW(net::Client(asker.loop, {.ca_file = "/does/not/exist.pem"}), std::exception);
}

}  // namespace

}  // namespace cadence::net::testing
