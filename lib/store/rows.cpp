#include "store/rows.h"

#include <stdexcept>

#include <fmt/format.h>

#include "json/codec.h"
#include "json/text.h"

namespace cadence::store {

namespace {

template <class T>
T read_body(std::string_view what, std::string_view body) {
    auto read =
        json::parse(body).and_then([](json::Value const& value) { return json::from_json<T>(value); });
    if (!read)
        throw std::runtime_error(
            fmt::format("a {} in the database is damaged: {}", what, read.error().detail));
    return std::move(*read);
}

std::vector<std::string> items_from(std::string const& text) {
    if (text.empty()) return {};
    return read_body<std::vector<std::string>>("token's list of items", text);
}

}  // namespace

std::string train_body(release::Train const& train) {
    return json::dump(json::to_json_without(train, {"releases", "merges", "deadlines"}));
}

release::Train train_from(std::string_view body) {
    return read_body<release::Train>("train", body);
}

std::string release_body(release::Release const& release) {
    return json::dump(json::to_json(release));
}

release::Release release_from(std::string_view body) {
    return read_body<release::Release>("release", body);
}

std::string merge_body(release::Merge const& merge) {
    return json::dump(json::to_json(merge));
}

release::Merge merge_from(std::string_view body) {
    return read_body<release::Merge>("merge", body);
}

std::string deadline_body(release::Deadline const& deadline) {
    return json::dump(json::to_json(deadline));
}

release::Deadline deadline_from(std::string_view body) {
    return read_body<release::Deadline>("deadline", body);
}

std::string items_text(std::vector<std::string> const& items) {
    return items.empty() ? std::string{} : json::dump(json::to_json(items));
}

TokenRecord token_from(Query const& row) {
    return {.id = row.text(0),
            .person = row.text(1),
            .secret_hash = row.text(2),
            .issuer = row.text(3),
            .note = row.text(4),
            .created_at = row.instant(5),
            .expires_at = row.maybe_instant(6),
            .revoked_at = row.maybe_instant(7),
            .last_used_at = row.maybe_instant(8),
            .items = items_from(row.text(9))};
}

release::LogLine log_line_from(Query const& row) {
    return {.seq = row.integer(0),
            .at = row.instant(1),
            .train = row.text(2),
            .release = row.text(3),
            .type = row.text(4),
            .actor = row.text(5),
            .via = row.text(6),
            .data = row.text(7)};
}

}  // namespace cadence::store
