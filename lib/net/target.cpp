#include "net/target.h"

#include <algorithm>

#include "base/text.h"

namespace cadence::net {

namespace {

std::optional<unsigned> hex_digit(char c) {
    if (!is_hex_digit(c)) return std::nullopt;
    return static_cast<unsigned>(is_digit(c) ? c - '0' : to_lower(c) - 'a' + 10);
}

auto bad_target(std::string detail) {
    return refuse(ErrorCode::invalid, "bad-target", std::move(detail));
}

std::optional<std::pair<std::string, std::string>> parse_pair(std::string_view text) {
    auto const equals = text.find('=');
    auto name = percent_decode(text.substr(0, equals), Plus::space);
    auto value = percent_decode(equals == text.npos ? "" : text.substr(equals + 1), Plus::space);
    if (!name || !value) return std::nullopt;
    return std::pair{*std::move(name), *std::move(value)};
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, Plus plus) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus == Plus::space) {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            if (text.size() - i < 3) return std::nullopt;
            auto const high = hex_digit(text[i + 1]);
            auto const low = hex_digit(text[i + 2]);
            if (!high || !low || *high + *low == 0) return std::nullopt;
            out += static_cast<char>(*high * 16 + *low);
            i += 2;
        }
    }
    return out;
}

Result<Target> parse_target(std::string_view text) {
    auto const mark = text.find('?');
    auto const path = text.substr(0, mark);
    auto const decoded = percent_decode(path);
    if (!decoded || std::any_of(decoded->begin(), decoded->end(), is_control))
        return bad_target("The path has a percent escape that is not one, or one for a control character.");

    Target target{std::string{path}, {}};
    if (mark == text.npos) return target;
    auto rest = text.substr(mark + 1);
    while (!rest.empty()) {
        auto const text_of_pair = take_until(rest, '&');
        if (text_of_pair.empty()) continue;
        auto pair = parse_pair(text_of_pair);
        if (!pair) return bad_target("The query has a percent escape that is not one, or %00.");
        target.query.push_back(*std::move(pair));
    }
    return target;
}

}  // namespace cadence::net
