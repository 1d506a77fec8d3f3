#include "api/page.h"

#include <charconv>

#include "base/text.h"

namespace cadence::api {

namespace {

std::string percent_encoded(std::string_view text) {
    static constexpr std::string_view kDigits = "0123456789ABCDEF";
    static constexpr std::string_view kPlain = "-._~:";
    std::string encoded;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        auto const plain = is_alnum(c) || kPlain.find(c) != kPlain.npos;
        if (plain)
            encoded += c;
        else
            encoded.append("%").append(1, kDigits[byte >> 4U]).append(1, kDigits[byte & 15U]);
    }
    return encoded;
}

}  // namespace

tl::unexpected<Error> wrong_cursor() {
    return wrong_parameter("cursor", "is not one of ours: take next_cursor of the page before as it is.");
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

Result<std::optional<std::string>> cursor_of(Call const& call, std::string_view kind) {
    auto const text = call.query("cursor");
    if (!text) return std::nullopt;
    if (!text->starts_with(kind)) return wrong_cursor();
    return text->substr(kind.size());
}

std::optional<std::string_view> next_part(std::string_view& rest) {
    auto const dot = rest.find('.');
    if (dot == rest.npos) return std::nullopt;
    auto const part = rest.substr(0, dot);
    rest.remove_prefix(dot + 1);
    return part;
}

void link_to_next(Answer& answer, Call const& call, std::string const& cursor) {
    if (cursor.empty()) return;
    auto link = "<" + call.request.path + "?";
    for (auto const& [name, value] : call.request.query) {
        if (name != "cursor") link += name + "=" + percent_encoded(value) + "&";
    }
    answer.headers.emplace_back("Link", link + "cursor=" + percent_encoded(cursor) + ">; rel=\"next\"");
}

void put_cursor(Object& into, std::string const& cursor) {
    if (cursor.empty())
        into.emplace("next_cursor", nullptr);
    else
        put(into, "next_cursor", cursor);
}

}  // namespace cadence::api
