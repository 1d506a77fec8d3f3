// The request's target, "/v1/upcoming?count=4", taken apart. The path stays as it was sent: whoever splits it
// decodes each segment for itself, so that an encoded slash never becomes one. Decoding is strict: what is
// not a valid escape is an error, and so are an encoded NUL and, in the path, any encoded control character.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace cadence::net {

struct Target {
    std::string path;
    std::vector<std::pair<std::string, std::string>> query;
    bool operator==(Target const&) const = default;
};

enum class Plus { literal, space };

/// Nothing for an escape that is none, and for an encoded NUL.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, Plus plus = Plus::literal);

/// `text` is in origin form. Errors: invalid `bad-target`.
[[nodiscard]] Result<Target> parse_target(std::string_view text);

}  // namespace cadence::net
