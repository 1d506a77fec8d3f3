#include "base/encoding.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace cadence {

namespace {

struct Form {
    unsigned first_low, first_high;    // of the first byte
    unsigned second_low, second_high;  // of the second, which keeps out surrogates and overlong forms
    std::size_t length;
};
constexpr std::array<Form, 9> kForms{{{0x00, 0x7F, 0, 0, 1},
                                      {0xC2, 0xDF, 0x80, 0xBF, 2},
                                      {0xE0, 0xE0, 0xA0, 0xBF, 3},
                                      {0xE1, 0xEC, 0x80, 0xBF, 3},
                                      {0xED, 0xED, 0x80, 0x9F, 3},
                                      {0xEE, 0xEF, 0x80, 0xBF, 3},
                                      {0xF0, 0xF0, 0x90, 0xBF, 4},
                                      {0xF1, 0xF3, 0x80, 0xBF, 4},
                                      {0xF4, 0xF4, 0x80, 0x8F, 4}}};

}  // namespace

std::size_t character_length(std::string_view text) {
    auto const byte = [text](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    for (auto const& form : kForms) {
        if (byte(0) < form.first_low || byte(0) > form.first_high) continue;
        if (form.length > 1 && (byte(1) < form.second_low || byte(1) > form.second_high)) return 0;
        for (std::size_t i = 2; i < form.length; ++i)
            if (!is_continuation(static_cast<char>(byte(i)))) return 0;
        return form.length;
    }
    return 0;
}

int line_that_is_no_text(std::string_view text) {
    int line = 1;
    while (!text.empty()) {
        auto const length = character_length(text);
        if (length == 0 || text.front() == '\0') return line;
        if (text.front() == '\n' || (text.front() == '\r' && !text.starts_with("\r\n"))) ++line;
        text.remove_prefix(length);
    }
    return 0;
}

std::string_view front_of(std::string_view text, std::size_t most_bytes) {
    if (text.size() <= most_bytes) return text;
    auto end = most_bytes;
    while (end > 0 && is_continuation(text[end])) --end;
    return text.substr(0, end);
}

std::string abbreviated(std::string_view text, std::size_t most_bytes) {
    return std::string{front_of(text, most_bytes)} + (text.size() > most_bytes ? "..." : "");
}

std::string utf8_within(std::string_view text, std::size_t most_bytes) {
    constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
    std::string made;
    while (!text.empty()) {
        auto const length = character_length(text);
        auto const character = length == 0 ? kReplacement : text.substr(0, length);
        if (made.size() + character.size() > most_bytes) break;
        made += character;
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return made;
}

std::string percent_encode(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string encoded;
    for (char const c : text) {
        if (is_alnum(c) || std::string_view{"-._~"}.find(c) != std::string_view::npos) {
            encoded += c;
        } else {
            auto const byte = static_cast<unsigned char>(c);
            encoded.append({'%', kHex[byte >> 4U], kHex[byte & 15U]});
        }
    }
    return encoded;
}

}  // namespace cadence
