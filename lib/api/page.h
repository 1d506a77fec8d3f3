// Pages of lists: how far a client has come, and how it goes on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/call.h"
#include "api/render.h"
#include "api/upcoming.h"

namespace cadence::api {

inline constexpr std::size_t kPageDefault = 50;
inline constexpr std::size_t kPageMost = 200;
inline constexpr std::size_t kEventsDefault = 100;
inline constexpr std::size_t kEventsMost = 1000;
inline constexpr std::size_t kTrainsMost = 50;  // each takes about a tenth of a millisecond

[[nodiscard]] tl::unexpected<Error> wrong_cursor();
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view text);
/// "r1.1767866400000000.backend-2026-01-08": what of a cursor comes after its kind, or nothing when there is
/// none. Errors: invalid `wrong-parameter` for one of another kind.
[[nodiscard]] Result<std::optional<std::string>> cursor_of(Call const& call, std::string_view kind);
/// Takes the part up to the next dot apart from the rest; nothing without a dot.
[[nodiscard]] std::optional<std::string_view> next_part(std::string_view& rest);

[[nodiscard]] Trains one_or_all(config::Config const& config, config::TrainConfig const* one);

/// So many trains as one answer tells of, in the order of the configuration.
struct TrainPage {
    Trains trains;
    std::string cursor;  // to the next page, or empty
};
/// The one that is asked for, or the page that `limit` and `cursor` say. Errors: invalid `wrong-parameter`.
[[nodiscard]] Result<TrainPage> page_of_trains(Call const& call, config::TrainConfig const* one);

/// Says where the next page is, in the answer's headers and, as null or text, in its body.
void link_to_next(Answer& answer, Call const& call, std::string const& cursor);
void put_cursor(Object& into, std::string const& cursor);

}  // namespace cadence::api
