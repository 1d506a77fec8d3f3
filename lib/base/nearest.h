// Finds the known word that somebody meant by an unknown one.
#pragma once

#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cadence {

/// The known name that was probably meant, or empty.
[[nodiscard]] std::string nearest(std::string_view name, std::vector<std::string_view> const& known);
/// So many names are given to choose from.
inline constexpr std::size_t kAlternatives = 100;
/// Those first that are most like it; of very many, the first.
[[nodiscard]] std::vector<std::string> nearest_first(std::string_view name, std::vector<std::string> known);

/// not_found `train-not-found` for kind "train": with the one that was probably meant, else those there are.
[[nodiscard]] Error unknown_name(std::string const& kind, std::string_view id,
                                 std::vector<std::string> const& known);
/// The same where the names are members of what there is.
template <class Range, class Name>
[[nodiscard]] Error unknown_name(std::string const& kind, std::string_view id, Range const& there_are,
                                 Name name) {
    std::vector<std::string> known;
    known.reserve(std::size(there_are));
    for (auto const& each : there_are) known.push_back(std::invoke(name, each));
    return unknown_name(kind, id, known);
}

}  // namespace cadence
