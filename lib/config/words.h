// Words for messages and small readings of text, for the configuration's own files. ASCII only.
#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cadence::config {

/// The part after the last slash, or all of it.
[[nodiscard]] std::string_view last_part(std::string_view name);
/// The candidate that `text` most likely meant, or empty. The case does not count, and the last part of a
/// name with slashes will do ("berlin" means "Europe/Berlin").
[[nodiscard]] std::string nearest(std::string_view text, std::vector<std::string> const& candidates);

/// "; did you mean \"window\"?", or empty where nothing is near.
[[nodiscard]] std::string did_you_mean(std::string_view text, std::vector<std::string> const& candidates);

/// "a, b, c".
[[nodiscard]] std::string joined(std::vector<std::string> const& texts);

[[nodiscard]] std::string in_quotes(std::string_view text);

/// Without spaces at either end.
[[nodiscard]] std::string_view trimmed(std::string_view text);

[[nodiscard]] std::string lower(std::string_view text);

[[nodiscard]] constexpr bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

/// Digits only: "+80" and " 80" are none.
template <class Number>
[[nodiscard]] std::optional<Number> parse_number(std::string_view text) {
    Number number{};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    bool const whole = error == std::errc{} && end == text.data() + text.size();
    return whole && text.front() != '-' ? std::optional{number} : std::nullopt;
}

}  // namespace cadence::config
