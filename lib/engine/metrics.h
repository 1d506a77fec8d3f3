// What the record knows of how well a train delivers, ready to be measured (lib/insight).
#pragma once

#include <string_view>
#include <vector>

#include "config/config.h"
#include "insight/metrics.h"
#include "release/trains.h"
#include "store/store.h"

namespace cadence::engine {

inline constexpr std::size_t kWindowsBack = 5;  // a window and those before it, for the trend

/// A look at one window, and at those before it that the record can tell of.
struct Look {
    std::vector<insight::Window> windows;  // oldest first; the last is the one that was asked for
    insight::Facts facts;
};
/// As far as the record reaches. Errors: invalid `wrong-parameter` for what is no window, or one in which
/// more has happened than one answer can be made of.
[[nodiscard]] Result<Look> look_back(store::Store const& store, release::Train const& train, Zone const& zone,
                                     std::string_view window, std::size_t windows = kWindowsBack);
/// The figures of the quarter that ended last, as they stand; none where there is too much to look at.
[[nodiscard]] std::vector<release::Figure> quarter_figures(store::Store const& store,
                                                           release::Train const& train, Zone const& zone,
                                                           Instant now);

}  // namespace cadence::engine
