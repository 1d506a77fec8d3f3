// The vectors are those of FIPS 180-4, RFC 4231 and RFC 4648, and of the Standard Webhooks library.
#include "base/digest.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace cadence {

namespace {

std::string bytes(std::string_view hex) {
    std::string made;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        made += static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16));
    return made;
}

TEST(Digest, sha256_of_the_standards_examples) {
    EXPECT_EQ(to_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(to_hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(to_hex(sha256(std::string(1000000, 'a'))),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Digest, hmac_of_rfc_4231) {
    EXPECT_EQ(to_hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(to_hex(hmac_sha256(std::string(20, '\xaa'), std::string(50, '\xdd'))),
              "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
    EXPECT_EQ(to_hex(hmac_sha256(bytes("0102030405060708090a0b0c0d0e0f10111213141516171819"),
                                 std::string(50, '\xcd'))),
              "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
    EXPECT_EQ(to_hex(hmac_sha256(std::string(131, '\xaa'),
                                 "Test Using Larger Than Block-Size Key - Hash Key First")),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    EXPECT_EQ(to_hex(hmac_sha256(std::string(131, '\xaa'),
                                 "This is a test using a larger than block-size key and a larger than "
                                 "block-size data. The key needs to be hashed before being used by the HMAC "
                                 "algorithm.")),
              "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
}

TEST(Digest, an_empty_key_is_a_key) {
    EXPECT_EQ(to_hex(hmac_sha256("", "")),
              "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(Digest, the_signature_that_standard_webhooks_publishes) {
    auto const key = from_base64("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    ASSERT_TRUE(key);
    EXPECT_EQ(to_base64(hmac_sha256(*key, "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}")),
              "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(Digest, base64_of_rfc_4648) {
    struct Case {
        std::string_view bytes, text;
    };
    for (auto const& [plain, text] :
         {Case{"", ""}, Case{"f", "Zg=="}, Case{"fo", "Zm8="}, Case{"foo", "Zm9v"}, Case{"foob", "Zm9vYg=="},
          Case{"fooba", "Zm9vYmE="}, Case{"foobar", "Zm9vYmFy"}}) {
        EXPECT_EQ(to_base64(plain), text);
        EXPECT_EQ(from_base64(text), plain);
    }
    EXPECT_EQ(to_base64("\xfb\xff\xbf"), "+/+/");
}

TEST(Digest, what_is_not_quite_base64_is_none) {
    for (auto const* const text : {"Zg", "Zg=", "Zg===", "=", "====", "Z===", "Zg==Zg==", "Zm9v\n", " Zm9v",
                                   "Zm 9v", "Zm9-", "Zm9_", "Zh==", "Zm9=", "Zm9v=", "Zm9vZm9"})
        EXPECT_EQ(from_base64(text), std::nullopt) << text;
    EXPECT_EQ(from_base64(std::string("Zm9\0", 4)), std::nullopt);
}

RC_GTEST_PROP(Digest, base64_reads_back_as_what_it_was_made_of, (std::string const& any)) {
    RC_ASSERT(from_base64(to_base64(any)) == any);
}

TEST(Digest, hex_is_two_lower_case_digits_a_byte) {
    EXPECT_EQ(to_hex(""), "");
    EXPECT_EQ(to_hex(std::string("\0\x0f\xf0\xff", 4)), "000ff0ff");
}

TEST(Digest, comparing_looks_at_every_byte_and_at_the_length) {
    EXPECT_TRUE(equal_in_constant_time("", ""));
    EXPECT_TRUE(equal_in_constant_time(std::string("a\0b", 3), std::string("a\0b", 3)));
    EXPECT_FALSE(equal_in_constant_time(std::string("a\0b", 3), std::string("a\0c", 3)));
    EXPECT_FALSE(equal_in_constant_time("abc", "xbc"));
    EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
    EXPECT_FALSE(equal_in_constant_time("", "a"));
}

TEST(Digest, random_bytes_are_as_many_as_wanted_and_others_each_time) {
    EXPECT_EQ(random_bytes(0), "");
    EXPECT_EQ(random_bytes(32).size(), 32U);
    EXPECT_NE(random_bytes(32), random_bytes(32));
}

}  // namespace

}  // namespace cadence
