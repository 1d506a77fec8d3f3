// Patterns with wildcards, of characters or of whole segments.
#pragma once

#include <cstddef>

namespace cadence {

/// Whether all `items` are as the pattern says, where `is_any` stands for any number of them. Going back to
/// the last such one is enough: what an earlier one could take, the last can take as well.
template <class Pattern, class Items, class IsAny, class Fits>
[[nodiscard]] bool matches_wildcards(Pattern const& pattern, Items const& items, IsAny const& is_any,
                                     Fits const& fits) {
    std::size_t at = 0;
    std::size_t item = 0;
    auto last_any = pattern.size();
    std::size_t taken = 0;
    while (item < items.size()) {
        if (at < pattern.size() && is_any(pattern[at])) {
            last_any = at++;
            taken = item;
        } else if (at < pattern.size() && fits(pattern[at], items[item])) {
            ++at;
            ++item;
        } else if (last_any < pattern.size()) {
            at = last_any + 1;
            item = ++taken;
        } else {
            return false;
        }
    }
    while (at < pattern.size() && is_any(pattern[at])) ++at;
    return at == pattern.size();
}

}  // namespace cadence
