#include "base/digest.h"

#include <array>
#include <stdexcept>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

namespace cadence {

namespace {

constexpr std::size_t kDigestBytes = 32;

unsigned char const* bytes_of(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}

void check(int succeeded) {
    if (succeeded != 1) throw std::runtime_error("OpenSSL cannot compute a digest");
}

}  // namespace

struct Digest::Impl {
    struct Free {
        void operator()(EVP_MD_CTX* it) const { EVP_MD_CTX_free(it); }
        void operator()(EVP_MAC_CTX* it) const { EVP_MAC_CTX_free(it); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> plain;
    std::unique_ptr<EVP_MAC_CTX, Free> keyed;
};

Digest::Digest() : impl_{std::make_unique<Impl>()} {
    impl_->plain.reset(EVP_MD_CTX_new());
    check(EVP_DigestInit_ex(impl_->plain.get(), EVP_sha256(), nullptr));
}

Digest::Digest(std::string_view key) : impl_{std::make_unique<Impl>()} {
    static EVP_MAC* const kHmac = EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr);
    std::string name{"SHA256"};
    std::array const parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), name.size()),
        OSSL_PARAM_construct_end()};
    impl_->keyed.reset(EVP_MAC_CTX_new(kHmac));
    auto const* const bytes = bytes_of(key.empty() ? "" : key);  // none is a key, too
    check(EVP_MAC_init(impl_->keyed.get(), bytes, key.size(), parameters.data()));
}

Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;
Digest::~Digest() = default;

void Digest::add(std::string_view bytes) {
    check(impl_->plain ? EVP_DigestUpdate(impl_->plain.get(), bytes.data(), bytes.size())
                       : EVP_MAC_update(impl_->keyed.get(), bytes_of(bytes), bytes.size()));
}

std::string Digest::finish() {
    std::array<unsigned char, kDigestBytes> digest{};
    std::size_t size = 0;
    check(impl_->plain ? EVP_DigestFinal_ex(impl_->plain.get(), digest.data(), nullptr)
                       : EVP_MAC_final(impl_->keyed.get(), digest.data(), &size, digest.size()));
    return {digest.begin(), digest.end()};
}

std::string sha256(std::string_view bytes) {
    Digest digest;
    digest.add(bytes);
    return digest.finish();
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
    Digest digest{key};
    digest.add(bytes);
    return digest.finish();
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string to_hex(std::string_view bytes) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(2 * bytes.size());
    for (auto const c : bytes) {
        auto const byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

std::string to_base64(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    auto* const out = reinterpret_cast<unsigned char*>(text.data());
    auto const written = EVP_EncodeBlock(out, bytes_of(bytes), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(written));
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
    std::string bytes(text.size() / 4 * 3 + 1, '\0');
    auto* const out = reinterpret_cast<unsigned char*>(bytes.data());
    auto const written = EVP_DecodeBlock(out, bytes_of(text), static_cast<int>(text.size()));
    if (written < 0) return std::nullopt;
    bytes.resize(static_cast<std::size_t>(written) - padding);
    if (to_base64(bytes) != text) return std::nullopt;  // bits behind the last byte, white space, "=" within
    return bytes;
}

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1)
        throw std::runtime_error("no random numbers available");
    return bytes;
}

}  // namespace cadence
