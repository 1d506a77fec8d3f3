// Rows to structs and back. A row that cannot be read throws.
#pragma once

#include <string>
#include <string_view>

#include "release/trains.h"
#include "store/connection.h"
#include "store/records.h"

namespace cadence::store {

/// Without its releases, merges and deadlines: they have rows of their own.
[[nodiscard]] std::string train_body(release::Train const& train);
[[nodiscard]] release::Train train_from(std::string_view body);
[[nodiscard]] std::string release_body(release::Release const& release);
[[nodiscard]] release::Release release_from(std::string_view body);
[[nodiscard]] std::string merge_body(release::Merge const& merge);
[[nodiscard]] release::Merge merge_from(std::string_view body);
[[nodiscard]] std::string deadline_body(release::Deadline const& deadline);
[[nodiscard]] release::Deadline deadline_from(std::string_view body);

inline constexpr char const* kTokenColumns =
    "id, person, secret_hash, issuer, note, created_at, expires_at, revoked_at, last_used_at, items";
/// A list of items that cannot be read throws too: it must never pass for no limit at all.
[[nodiscard]] std::string items_text(std::vector<std::string> const& items);
[[nodiscard]] TokenRecord token_from(Query const& row);

inline constexpr char const* kEventColumns = "seq, at, train, release, type, actor, via, data";
[[nodiscard]] release::LogLine log_line_from(Query const& row);

}  // namespace cadence::store
