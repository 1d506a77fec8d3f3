// How much of a long history a test goes through: a sanitized program is some five times slower and looks for
// what the first fifth shows as well. The whole of it: `tests/run unit`.
#pragma once

namespace cadence::testing {

#ifdef __SANITIZE_ADDRESS__
constexpr int kSlower = 5;
#else
constexpr int kSlower = 1;
#endif

template <typename Count>
constexpr Count effort(Count whole) {
    return whole / static_cast<Count>(kSlower);
}

}  // namespace cadence::testing
