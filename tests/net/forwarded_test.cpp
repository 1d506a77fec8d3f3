#include "net/forwarded.h"

#include <gtest/gtest.h>

#include "net/server.h"

namespace cadence::net {
namespace {

struct Chain {
    char const* peer;
    std::vector<std::string> fields;  // X-Forwarded-For, one line each
    char const* client;
};

TEST(Forwarded, the_client_is_the_last_address_that_no_trusted_proxy_has) {
    auto const trusted = networks_of({"127.0.0.1", "10.0.0.0/8", "2001:db8:1::/48"});
    for (auto const& [peer, fields, client] :
         std::vector<Chain>{{"127.0.0.1", {}, "127.0.0.1"},
                            {"127.0.0.1", {"203.0.113.7"}, "203.0.113.7"},
                            {"127.0.0.1", {"198.51.100.1, 203.0.113.7"}, "203.0.113.7"},
                            {"127.0.0.1", {"203.0.113.7,10.1.2.3 , 10.3.2.1"}, "203.0.113.7"},
                            {"127.0.0.1", {"203.0.113.7", "10.1.2.3"}, "203.0.113.7"},
                            {"127.0.0.1", {"198.51.100.1", "203.0.113.7"}, "203.0.113.7"},
                            {"127.0.0.1", {"10.1.2.3"}, "10.1.2.3"},
                            {"127.0.0.1", {"203.0.113.7:4711"}, "203.0.113.7"},
                            {"127.0.0.1", {"[2001:db8::7]:4711"}, "2001:db8::7"},
                            {"127.0.0.1", {"2001:db8::7"}, "2001:db8::7"},
                            {"127.0.0.1", {"203.0.113.7, unknown"}, "127.0.0.1"},
                            {"127.0.0.1", {"203.0.113.7, unknown, 10.1.2.3"}, "10.1.2.3"},
                            {"127.0.0.1", {""}, "127.0.0.1"},
                            {"127.0.0.1", {"[", "]", ","}, "127.0.0.1"},
                            {"::ffff:10.0.0.1", {"203.0.113.7"}, "203.0.113.7"},
                            {"2001:db8:1:2::3", {"203.0.113.7"}, "203.0.113.7"},
                            {"2001:db8:2::3", {"203.0.113.7"}, "2001:db8:2::3"},
                            {"203.0.113.9", {"203.0.113.7"}, "203.0.113.9"},
                            {"11.0.0.1", {"203.0.113.7"}, "11.0.0.1"}}) {
        Headers headers;
        for (auto const& field : fields) headers.emplace_back("x-forwarded-for", field);
        EXPECT_EQ(client_of(headers, asio::ip::make_address(peer), trusted), asio::ip::make_address(client))
            << peer << " " << ::testing::PrintToString(fields);
    }
}

TEST(Forwarded, a_network_is_an_address_or_the_beginning_of_many) {
    for (auto const* text :
         {"127.0.0.1", "::1", "10.0.0.0/8", "0.0.0.0/0", "10.0.0.1/32", "2001:db8::/32", "::/0"})
        EXPECT_TRUE(is_network(text)) << text;
    for (auto const* text : {"", "proxy", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "::1/129", "10.0.0.0/",
                             "/8", "10.0.0.0/8/8", "127.0.0.1:80", "[::1]"})
        EXPECT_FALSE(is_network(text)) << text;
}

TEST(Forwarded, a_network_is_alike_to_the_bit) {
    auto const network = Network::parse("192.0.2.128/25").value();
    EXPECT_TRUE(network.contains(asio::ip::make_address("192.0.2.255")));
    EXPECT_FALSE(network.contains(asio::ip::make_address("192.0.2.127")));
    EXPECT_TRUE(Network::parse("0.0.0.0/0")->contains(asio::ip::make_address("203.0.113.7")));
    EXPECT_FALSE(Network::parse("0.0.0.0/0")->contains(asio::ip::make_address("2001:db8::1")));
}

}  // namespace
}  // namespace cadence::net
