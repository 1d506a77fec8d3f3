// How single values of the configuration are read. Each reader gives the value, or nothing and a problem that
// says what was found and what would be right. None looks beyond its own value.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/fields.h"

namespace cadence::config {

[[nodiscard]] std::optional<std::string> string_of(Value const& value);
/// One line that is not blank, at most 200 bytes.
[[nodiscard]] std::optional<std::string> line_of(Value const& value);
/// Any text of at most 4,000 bytes; line breaks are welcome.
[[nodiscard]] std::optional<std::string> paragraph_of(Value const& value);
/// [a-z0-9][a-z0-9-]{0,39}
[[nodiscard]] bool is_id(std::string_view text);
[[nodiscard]] std::optional<std::string> id_of(Value const& value);
/// [a-z][a-z0-9_]{0,39}
[[nodiscard]] std::optional<std::string> snake_name_of(Value const& value);
/// [a-z0-9][a-z0-9_-]{0,39}
[[nodiscard]] std::optional<std::string> joined_name_of(Value const& value);
/// http:// or https:// with a host and no credentials, without a slash at its end; or empty.
[[nodiscard]] std::optional<std::string> url_of(Value const& value);
/// The same, but not empty.
[[nodiscard]] std::optional<std::string> server_of(Value const& value);
/// HOST:PORT
[[nodiscard]] std::optional<std::string> address_of(Value const& value);
/// Names as a Host header has them: no scheme, no path.
[[nodiscard]] std::optional<std::vector<std::string>> hosts_of(Value const& value);
/// Addresses and networks.
[[nodiscard]] std::optional<std::vector<std::string>> networks_of(Value const& value);
[[nodiscard]] std::optional<chat::Topic> topic_of(Value const& value);
[[nodiscard]] std::optional<std::vector<release::Role>> roles_of(Value const& value);
/// At least one.
[[nodiscard]] std::optional<std::vector<release::Kind>> kinds_of(Value const& value);
/// A branch as git would take it.
[[nodiscard]] std::optional<std::string> branch_of(Value const& value);
/// "/srv/backend"
[[nodiscard]] std::optional<std::string> absolute_path_of(Value const& value);
/// "docs/CHANGELOG.md", below wherever it starts.
[[nodiscard]] std::optional<std::string> inner_path_of(Value const& value);
[[nodiscard]] std::optional<bool> flag_of(Value const& value);
[[nodiscard]] std::optional<int> whole_of(Value const& value, int least, int most);
/// Finite; whole or not.
[[nodiscard]] std::optional<double> number_of(Value const& value);
/// The mistake in HOST:PORT, or empty. "[::1]:8420" is how IPv6 is written.
[[nodiscard]] std::string_view fault_of_address(std::string_view text);
/// The mistake in a URL, or empty.
[[nodiscard]] std::string_view fault_of_url(std::string_view text, bool may_have_query);

struct Lengths {
    Duration shortest;
    Duration longest;
};
[[nodiscard]] std::optional<Duration> duration_of(Value const& value, Lengths lengths);
[[nodiscard]] std::optional<Date> date_of(Value const& value);
[[nodiscard]] std::optional<date::weekday> weekday_of(Value const& value);
/// "10:00", or TOML's own time of day.
[[nodiscard]] std::optional<std::chrono::minutes> time_of(Value const& value);
[[nodiscard]] std::optional<int> weeks_of(Value const& value);
[[nodiscard]] std::optional<Zone> zone_of(Value const& value);
/// "-3d" is calendar days, "-90m" plain time, "-1d2h" both.
[[nodiscard]] std::optional<calendar::Offset> offset_of(Value const& value);

/// A text that `fits`; of any other is said why it does not.
template <class Fits>
[[nodiscard]] std::optional<std::string> text_that(Value const& value, Fits const& fits,
                                                   std::string_view why_not) {
    auto text = string_of(value);
    if (!text || fits(*text)) return text;
    return value.refuse_text(*text, why_not);
}

template <class Enum>
[[nodiscard]] std::optional<Enum> choice_of(Value const& value) {
    auto const text = string_of(value);
    if (!text) return std::nullopt;
    auto const choice = parse_name<Enum>(*text);
    if (choice) return choice;
    return value.refuse_text(*text, "is unknown", did_you_mean(*text, Names<Enum>::values));
}

}  // namespace cadence::config
