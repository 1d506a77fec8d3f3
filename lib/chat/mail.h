// The parts of a message of RFC 5322 that are made from what people wrote; for lib/chat alone. Lines end in
// \n, as sendmail-compatible programs want them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cadence::chat {

/// One line of text as the value of a header: as it is, folded between words, or where it is not printable
/// ASCII (or looks like an encoded word) in encoded words of RFC 2047.
[[nodiscard]] std::string header_text(std::string_view line);

struct Mailbox {
    std::string written;  // "Anna <anna@example.org>", ready for a header
    std::string domain;   // "example.org"
};
/// "anna@example.org" or "Anna <anna@example.org>". Nothing: it is no address of ASCII.
[[nodiscard]] std::optional<Mailbox> mailbox(std::string_view text);

/// RFC 2045, lines of at most 76 characters.
[[nodiscard]] std::string quoted_printable(std::string_view text);

/// Anything as one word that a Message-ID may have before its "@".
[[nodiscard]] std::string id_word(std::string_view text);

}  // namespace cadence::chat
