// Pages of lists: how far a client has come, and how it goes on.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/call.h"
#include "api/document.h"
#include "api/upcoming.h"

namespace cadence::api {

inline constexpr std::size_t kPageDefault = 50;
inline constexpr std::size_t kPageMost = 200;
inline constexpr std::size_t kEventsDefault = 100;
inline constexpr std::size_t kEventsMost = 1000;
inline constexpr std::size_t kTrainsMost = 50;  // each takes about a tenth of a millisecond

/// How many items a page is to have.
[[nodiscard]] inline Result<std::size_t> limit_of(Call const& call) {
    return call.count("limit", kPageDefault, kPageMost);
}
[[nodiscard]] tl::unexpected<Error> wrong_cursor();
/// "r1.1767866400000000.backend-2026-01-08": what of a cursor comes after its kind, or nothing when there is
/// none. Errors: invalid `wrong-parameter` for one of another kind.
[[nodiscard]] Result<std::optional<std::string>> cursor_of(Call const& call, std::string_view kind);
/// Takes the part up to the next dot apart from the rest; nothing without a dot.
[[nodiscard]] std::optional<std::string_view> next_part(std::string_view& rest);

/// Cursors that are one number from 0 to `most`, "m1.17", or an instant and a name, "u1.<microseconds>.<id>".
[[nodiscard]] Result<std::optional<std::int64_t>> number_after(
    Call const& call, std::string_view kind, std::int64_t most = std::numeric_limits<std::int64_t>::max());
[[nodiscard]] Result<std::optional<Place>> place_after(Call const& call, std::string_view kind);
[[nodiscard]] std::string cursor_to(std::string_view kind, std::int64_t number);
[[nodiscard]] std::string cursor_to(std::string_view kind, Place const& place);

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

/// Of one row more than asked for, where there are so many, those asked for; and the cursor to the rest.
template <class Row, class Cursor>
[[nodiscard]] std::string cut(std::vector<Row>& rows, std::size_t limit, Cursor const& cursor) {
    if (rows.size() <= limit) return {};
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(limit), rows.end());
    return cursor(rows.back());
}
/// {items, next_cursor}.
template <class Row, class Fill>
[[nodiscard]] Answer page_answer(Call const& call, std::vector<Row> const& rows, std::string const& cursor,
                                 std::string scope, Fill const& fill) {
    auto answer = answer_with(
        [&](Object& page) {
            put_all(page, "items", rows, fill);
            put_cursor(page, cursor);
        },
        std::move(scope));
    link_to_next(answer, call, cursor);
    return answer;
}

/// The page of `find` in the store that the query asks for; `cursor` is that of its last row.
template <class Query, class Find, class Cursor, class Fill>
[[nodiscard]] Result<Answer> page_of(Call const& call, Result<Query> query, Find find, Cursor const& cursor,
                                     Fill const& fill) {
    if (!query) return tl::unexpected{std::move(query.error())};
    auto const limit = query->limit++;
    auto rows = (call.engine.store().*find)(*query);
    auto const next = cut(rows, limit, cursor);
    return page_answer(call, rows, next, query->train, fill);
}

}  // namespace cadence::api
