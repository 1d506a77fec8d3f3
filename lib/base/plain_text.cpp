#include "base/plain_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "base/encoding.h"
#include "base/text.h"

namespace cadence {

namespace {

enum class Look { seen, line_break, control, hidden };

std::uint32_t code_point(std::string_view character) {
    static constexpr std::array<std::uint32_t, 5> kOfFirst{0, 0x7F, 0x1F, 0x0F, 0x07};
    auto value = static_cast<unsigned char>(character[0]) & kOfFirst[character.size()];
    for (auto const c : character.substr(1)) value = (value << 6U) | (static_cast<unsigned char>(c) & 0x3FU);
    return value;
}

struct Points {
    std::uint32_t first, last;
    Look look;
};
/// Embeddings, overrides, isolates and marks of the direction of writing are hidden, as is what has no width;
/// not the joiners of U+200C and U+200D, by which scripts and emoji are written.
constexpr std::array kRanges{Points{'\n', '\n', Look::line_break},  Points{'\r', '\r', Look::line_break},
                             Points{0x85, 0x85, Look::line_break},  Points{0x2028, 0x2029, Look::line_break},
                             Points{0x00, 0x1F, Look::control},     Points{0x7F, 0x9F, Look::control},
                             Points{0x061C, 0x061C, Look::hidden},  Points{0x200B, 0x200B, Look::hidden},
                             Points{0x200E, 0x200F, Look::hidden},  Points{0x202A, 0x202E, Look::hidden},
                             Points{0x2060, 0x206F, Look::hidden},  Points{0xFEFF, 0xFEFF, Look::hidden},
                             Points{0xE0000, 0xE007F, Look::hidden}};

bool is_plain(char c) {
    return c >= ' ' && c < '\x7f';
}

/// Of one character of UTF-8.
Look look_of(std::string_view character) {
    if (is_plain(character[0])) return Look::seen;
    auto const point = code_point(character);
    for (auto const& [first, last, look] : kRanges)
        if (point >= first && point <= last) return look;
    return Look::seen;
}

std::string with_breaks_as(std::string_view line_break, std::string text) {
    if (std::ranges::all_of(text, is_plain)) return text;
    std::string made;
    made.reserve(text.size());
    for (std::string_view rest{text}; !rest.empty();) {
        auto const length = character_length(rest);
        auto const character = rest.substr(0, std::max<std::size_t>(length, 1));
        rest.remove_prefix(character.size());
        auto const look = length == 0 ? Look::seen : look_of(character);
        if (length == 0) {
            made += "\xEF\xBF\xBD";
        } else if (look == Look::seen) {
            made += character;
        } else if (look != Look::hidden && !(character == "\r" && rest.starts_with('\n'))) {
            made += look == Look::line_break ? line_break : " ";
        }
    }
    return made;
}

}  // namespace

std::string one_line(std::string text) {
    return with_breaks_as(" ", std::move(text));
}

std::string plain_lines(std::string text) {
    return with_breaks_as("\n", std::move(text));
}

}  // namespace cadence
