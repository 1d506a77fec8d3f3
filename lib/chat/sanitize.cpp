// A message made plain text: what it holds was written by people, and by programs that repeat what people
// wrote.
#include <algorithm>
#include <array>
#include <cstdint>

#include "base/describe.h"
#include "base/encoding.h"
#include "base/text.h"
#include "chat/render.h"

namespace cadence::chat {

namespace {

constexpr std::size_t kLongestLink = 500;

enum class Lines { one, many };

std::uint32_t code_point(std::string_view character) {
    static constexpr std::array<std::uint32_t, 5> kOfFirst{0, 0x7F, 0x1F, 0x0F, 0x07};
    auto value = static_cast<unsigned char>(character[0]) & kOfFirst[character.size()];
    for (auto const c : character.substr(1)) value = (value << 6U) | (static_cast<unsigned char>(c) & 0x3FU);
    return value;
}

bool is_between(std::uint32_t value, std::uint32_t first, std::uint32_t last) {
    return value >= first && value <= last;
}

/// Embeddings, overrides and isolates of the direction of writing, and what nobody sees: they make a text
/// read otherwise than it is.
bool is_hidden(std::uint32_t point) {
    return is_between(point, 0x202A, 0x202E) || is_between(point, 0x2060, 0x206F) || point == 0x200B ||
           point == 0xFEFF || is_between(point, 0xE0000, 0xE007F);
}

bool is_line_break(std::uint32_t point) {
    return point == '\n' || point == 0x2028 || point == 0x2029 || point == 0x85;
}

bool is_control(std::uint32_t point) {
    return point < 0x20 || is_between(point, 0x7F, 0x9F);
}

/// Line breaks are \n; none at the ends, and no more than one empty line in a row.
std::string plain(std::string_view text, Lines lines) {
    std::string made;
    for (std::size_t i = 0; i < text.size();) {
        auto const rest = text.substr(i);
        auto const length = character_length(rest);
        i += std::max<std::size_t>(length, 1);
        if (length == 0) {
            made += "\xEF\xBF\xBD";
            continue;
        }
        auto const character = rest.substr(0, length);
        auto const point = code_point(character);
        bool const breaks = is_line_break(point) || (point == '\r' && !rest.starts_with("\r\n"));
        if (is_hidden(point) || (point == '\r' && !breaks)) continue;
        if (breaks && lines == Lines::many) {
            while (made.ends_with(' ')) made.pop_back();
            if (!made.empty() && !made.ends_with("\n\n")) made += '\n';
        } else if (breaks || is_control(point)) {
            made += ' ';
        } else {
            made += character;
        }
    }
    while (made.ends_with(' ') || made.ends_with('\n')) made.pop_back();
    return made.erase(0, made.find_first_not_of(' '));
}

/// Characters that could end it are percent-encoded, wherever it is put. One that is too long for a chat is
/// dropped.
std::string plain_link(std::string_view link) {
    if (!link.starts_with("http://") && !link.starts_with("https://")) return {};
    std::string made;
    for (char const c : plain(link, Lines::one)) {
        bool const unfit =
            c == ' ' || std::string_view{"\"'<>\\^`{|}()[]*"}.find(c) != std::string_view::npos;
        made += unfit ? percent_encode({&c, 1}) : std::string{c};
    }
    return made.size() > kLongestLink ? std::string{} : made;
}

}  // namespace

PlainMessage sanitized(Message const& message, Instant now) {
    PlainMessage made;
    made.title = plain(message.title, Lines::one);
    if (made.title.empty()) {
        made.title = name_of(message.topic);
        std::ranges::replace(made.title, '_', ' ');
    }
    if (now - message.at > kLateAfter) {
        auto const when = plain(message.local_time, Lines::one);
        made.title = "Late, from " + (when.empty() ? describe_instant(message.at) : when) + ": " + made.title;
    }
    made.text = plain(message.text, Lines::many);
    for (auto const& point : message.points)
        if (auto line = plain(point, Lines::one); !line.empty()) made.points.push_back(std::move(line));
    made.link = plain_link(message.link);
    return made;
}

}  // namespace cadence::chat
