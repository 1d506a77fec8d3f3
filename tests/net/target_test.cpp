#include "net/target.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "net/server.h"

namespace cadence::net {

namespace {

std::string encode_all(std::string const& text) {
    constexpr std::string_view kDigits = "0123456789aBcDeF";
    std::string out;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        out += '%';
        out += kDigits[byte >> 4U];
        out += kDigits[byte & 15U];
    }
    return out;
}

}  // namespace

RC_GTEST_PROP(Target, percent_decoding_gives_back_what_was_encoded, (std::string const& text)) {
    RC_PRE(text.find('\0') == text.npos);
    RC_ASSERT(percent_decode(encode_all(text)) == text);
}

RC_GTEST_PROP(Target, decoding_never_lets_a_nul_through_nor_makes_text_longer, (std::string const& text)) {
    auto const decoded = percent_decode(text);
    if (!decoded) return;
    RC_ASSERT(decoded->size() <= text.size());
    RC_ASSERT(decoded->find('\0') == decoded->npos || text.find('\0') != text.npos);
}

TEST(Target, a_path_stays_as_it_was_sent_and_a_query_is_decoded_in_order) {
    auto const target = parse_target("/v1/tr%61ins%2Fx?label=needs+review&a=1%2B1&flag&&a=2");
    ASSERT_TRUE(target);
    Target const wanted{"/v1/tr%61ins%2Fx",
                        {{"label", "needs review"}, {"a", "1+1"}, {"flag", ""}, {"a", "2"}}};
    EXPECT_EQ(*target, wanted);
}

TEST(Target, a_plus_in_the_path_is_a_plus) {
    EXPECT_EQ(parse_target("/v1.0+rc1")->path, "/v1.0+rc1");
}

TEST(Target, an_escape_that_is_none_is_refused) {
    for (auto const* text :
         {"/%", "/%4", "/%zz", "/%4g", "/%00", "/a%0d%0aX:y", "/a?b=%", "/a?b=%00", "/a?%g0=1"})
        EXPECT_FALSE(parse_target(text)) << text;
}

TEST(AddressText, what_is_written_is_what_is_read) {
    for (auto const* text : {"127.0.0.1:8420", "[::1]:8420", "0.0.0.0:0", "[2001:db8::7]:65535"}) {
        auto const address = Address::parse(text);
        ASSERT_TRUE(address) << text;
        EXPECT_EQ(address->text(), text);
    }
}

TEST(AddressText, what_is_no_address_says_how_to_write_one) {
    for (auto const* text : {"", "localhost:80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
                             "::1:80", "[127.0.0.1]:80", "127.0.0.1:80x", "[::1]"}) {
        auto const address = Address::parse(text);
        ASSERT_FALSE(address) << text;
        EXPECT_EQ(address.error().problem, "not-an-address");
        EXPECT_NE(address.error().detail.find("127.0.0.1:8420"), std::string::npos);
    }
}

TEST(AddressText, loopback_is_known_in_both_families) {
    EXPECT_TRUE((Address{"127.0.0.9", 1}.is_loopback()));
    EXPECT_TRUE((Address{"::1", 1}.is_loopback()));
    EXPECT_FALSE((Address{"0.0.0.0", 1}.is_loopback()));
}

}  // namespace cadence::net
