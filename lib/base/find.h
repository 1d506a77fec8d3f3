// Searches that answer with what is found, or with null.
#pragma once

#include <algorithm>
#include <iterator>

namespace cadence {

/// The first for which this holds.
template <class Range, class Is>
[[nodiscard]] constexpr auto* first_where(Range&& range, Is is) {
    auto const found = std::ranges::find_if(range, is);
    return found == std::ranges::end(range) ? nullptr : &*found;
}
/// The last for which this holds.
template <class Range, class Is>
[[nodiscard]] constexpr auto* last_where(Range&& range, Is is) {
    auto const found = std::find_if(std::rbegin(range), std::rend(range), is);
    return found == std::rend(range) ? nullptr : &*found;
}
/// The first whose member is so.
template <class Range, class Value, class Member>
[[nodiscard]] constexpr auto* first_with(Range&& range, Member member, Value const& value) {
    auto const found = std::ranges::find(range, value, member);
    return found == std::ranges::end(range) ? nullptr : &*found;
}
template <class Range, class Value>
[[nodiscard]] constexpr bool contains(Range const& range, Value const& value) {
    return std::ranges::find(range, value) != std::ranges::end(range);
}

}  // namespace cadence
