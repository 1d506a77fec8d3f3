// Digests and the encodings they travel in. Bytes are std::string. Keys and digests are compared in constant
// time, everything else by ==.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace cadence {

/// 32 bytes.
[[nodiscard]] std::string sha256(std::string_view bytes);
/// 32 bytes.
[[nodiscard]] std::string hmac_sha256(std::string_view key, std::string_view bytes);
/// The SHA-256 of what comes in pieces, or its HMAC under a key.
class Digest {
  public:
    Digest();
    explicit Digest(std::string_view key);
    Digest(Digest&&) noexcept;
    Digest& operator=(Digest&&) noexcept;
    ~Digest();

    void add(std::string_view bytes);
    /// 32 bytes; once.
    [[nodiscard]] std::string finish();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};
/// In time that depends on the lengths alone.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

/// Lower case.
[[nodiscard]] std::string to_hex(std::string_view bytes);
/// RFC 4648 section 4, padded.
[[nodiscard]] std::string to_base64(std::string_view bytes);
/// Strict: padded, no white space, nothing else than base64. Nothing: it is none.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

/// Cryptographically random. Throws std::runtime_error if there is no randomness to be had.
[[nodiscard]] std::string random_bytes(std::size_t count);

}  // namespace cadence
