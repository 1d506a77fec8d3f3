#include "chat/mail.h"

#include <algorithm>

#include "base/digest.h"
#include "base/encoding.h"
#include "base/plain_text.h"
#include "base/text.h"

namespace cadence::chat {

namespace {

constexpr std::size_t kFoldAt = 60;       // columns, the header's name not counted
constexpr std::size_t kEncodedWord = 39;  // bytes that fit behind "Subject: " within 76 columns
constexpr std::size_t kLongestLine = 76;

bool is_printable(char c) {
    return c >= ' ' && c <= '~';
}

bool is_atom_character(char c) {
    return is_alnum(c) || std::string_view{"!#$%&'*+-/=?^_`{|}~"}.find(c) != std::string_view::npos;
}

bool is_dotted(std::string_view text, bool (*fit)(char)) {
    bool const edges = text.empty() || text.front() == '.' || text.back() == '.';
    return !edges && text.find("..") == std::string_view::npos &&
           std::ranges::all_of(text, [&](char c) { return c == '.' || fit(c); });
}

std::string encoded_words(std::string_view line) {
    std::string words;
    while (!line.empty()) {
        std::size_t size = 0;
        while (size < line.size()) {
            auto const next = std::max<std::size_t>(character_length(line.substr(size)), 1);
            if (size + next > kEncodedWord) break;
            size += next;
        }
        words.append(words.empty() ? "=?UTF-8?B?" : "\n =?UTF-8?B?");
        words.append(to_base64(line.substr(0, size))).append("?=");
        line.remove_prefix(size);
    }
    return words;
}

std::string folded(std::string_view line) {
    std::string text;
    while (line.size() > kFoldAt) {
        auto space = line.rfind(' ', kFoldAt);
        if (space == std::string_view::npos || space == 0) space = line.find(' ', 1);
        if (space == std::string_view::npos || space == 0) break;
        text.append(line.substr(0, space)).append("\n");
        line.remove_prefix(space);
    }
    return text.append(line);
}

std::string phrase(std::string_view name) {
    if (!std::ranges::all_of(name, is_printable)) return encoded_words(name);
    std::string quoted{'"'};
    for (char const c : name) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

std::string as_octet(char c) {
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    auto const byte = static_cast<unsigned char>(c);
    return {'=', kHex[byte >> 4U], kHex[byte & 15U]};
}

}  // namespace

std::string header_text(std::string_view line) {
    auto const words = one_line(std::string{line});
    bool const plain = std::ranges::all_of(words, is_printable) && words.find("=?") == std::string::npos &&
                       words.find("  ") == std::string::npos;
    return plain ? folded(words) : encoded_words(words);
}

std::optional<Mailbox> mailbox(std::string_view text) {
    if (std::ranges::any_of(text, is_control)) return std::nullopt;
    std::string_view name;
    auto address = trimmed(text);
    if (auto const open = address.rfind('<'); open != std::string_view::npos) {
        if (!address.ends_with('>')) return std::nullopt;
        name = trimmed(address.substr(0, open));
        address = address.substr(open + 1, address.size() - open - 2);
        if (name.size() > 1 && name.starts_with('"') && name.ends_with('"'))
            name = name.substr(1, name.size() - 2);
    }
    auto const at = address.rfind('@');
    if (at == std::string_view::npos || address.size() > 254) return std::nullopt;
    auto const domain = address.substr(at + 1);
    bool const valid = is_dotted(address.substr(0, at), is_atom_character) &&
                       is_dotted(domain, [](char c) { return is_alnum(c) || c == '-'; });
    if (!valid) return std::nullopt;
    auto written = name.empty() ? std::string{address} : phrase(name) + " <" + std::string{address} + ">";
    return Mailbox{std::move(written), std::string{domain}};
}

std::string quoted_printable(std::string_view text) {
    std::string made;
    std::size_t column = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        if (c == '\n') {
            made += '\n';
            column = 0;
            continue;
        }
        bool const ends = i + 1 == text.size() || text[i + 1] == '\n';
        // Mail programs take a line "." for the end, and one that begins "From " for the next message.
        bool const steers = column == 0 && (c == '.' || text.substr(i).starts_with("From "));
        bool const plain = is_printable(c) && c != '=' && !(c == ' ' && ends) && !steers;
        auto const next = plain ? std::string{c} : as_octet(c);
        if (column + next.size() > kLongestLine - (ends ? 0 : 1)) {
            made += "=\n";
            column = 0;
        }
        made += next;
        column += next.size();
    }
    return made;
}

std::string id_word(std::string_view text) {
    std::string word;
    for (char const c : text) word += is_alnum(c) || c == '-' || c == '_' ? std::string{c} : as_octet(c);
    return word;
}

}  // namespace cadence::chat
