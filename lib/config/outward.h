// How values are read that only what goes out and comes in has: where secrets are kept, addresses, programs,
// headers, sizes. No message repeats what may be a secret.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/values.h"

namespace cadence::config {

inline constexpr std::string_view kTakesPlace =
    "where it is kept: a path like \"/etc/cadenced/token\" or a credential's name like \"token\"";
inline constexpr std::string_view kTakesPlaces =
    "where they are kept, in brackets: paths like \"/etc/cadenced/secret\" or credentials' names";

/// A path that begins with "/", or the name of a credential.
[[nodiscard]] std::optional<std::string> secret_place_of(Value const& value);
/// At least one.
[[nodiscard]] std::optional<std::vector<std::string>> secret_places_of(Value const& value);
/// Says of keys that would put a secret into the file where it belongs, and gives them.
[[nodiscard]] std::vector<std::string_view> refuse_secrets(Section const& section,
                                                           std::vector<Key> const& known);

/// "acme/backend"; GitLab's groups may have groups.
[[nodiscard]] std::optional<std::string> repository_of(Value const& value);
/// One bare address: "release@example.org".
[[nodiscard]] std::optional<std::string> email_of(Value const& value);
/// "http://host:port", or empty.
[[nodiscard]] std::optional<std::string> proxy_of(Value const& value);
/// ["program", "argument"], taken as they are.
[[nodiscard]] std::optional<std::vector<std::string>> program_of(Value const& value);
/// The mistake in a command's program, or empty: it is an absolute path, or a name to look for.
[[nodiscard]] std::string_view fault_of_program(std::string_view program);
/// { Content-Type = "application/json" }, the values being templates of actions.
[[nodiscard]] std::optional<std::map<std::string, std::string>> headers_of(Value const& value);

struct Sizes {
    std::size_t least;
    std::size_t most;
};
/// "64KiB", "1 MiB"
[[nodiscard]] std::optional<std::size_t> size_of(Value const& value, Sizes sizes);

/// A service by its name. Forgejo and Gogs are told that they are Gitea: `same` says what is the same.
template <class Enum>
[[nodiscard]] std::optional<Enum> service_of(Value const& value, std::string_view same) {
    auto const text = string_of(value);
    if (!text) return std::nullopt;
    auto const service = parse_name<Enum>(*text);
    if (service) return service;
    auto const hint = *text == "forgejo" || *text == "gogs"
                          ? "; did you mean \"gitea\"? Its " + std::string{same} + " the same"
                          : did_you_mean(*text, Names<Enum>::values);
    return value.refuse_text(*text, "is unknown", hint);
}

}  // namespace cadence::config
