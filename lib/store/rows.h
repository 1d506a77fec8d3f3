// Rows to structs and back. A row that cannot be read throws.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "store/connection.h"
#include "store/records.h"

namespace cadence::store {

/// Of a train, a release, a merge, a deadline or a flag, in JSON. A train's comes without its releases,
/// merges and deadlines: they have rows of their own.
template <class T>
[[nodiscard]] std::string body_of(T const& value);
/// Of a row that begins with it.
template <class T>
[[nodiscard]] T body_in(Query const& row);

[[nodiscard]] std::string list_text(std::vector<std::string> const& items);

/// "id, person, secret_hash"
template <class Record>
[[nodiscard]] std::string const& columns_of() {
    static auto const columns = [] {
        std::vector<std::string_view> names;
        boost::mp11::mp_for_each<Columns<Record>>([&](auto member) { names.emplace_back(member.name); });
        return listed(names);
    }();
    return columns;
}

/// "INSERT OR REPLACE INTO hooks (endpoint, since) VALUES ($1, $2)"
template <class Record>
[[nodiscard]] std::string replacing_in(std::string_view table) {
    std::vector<std::string> numbers;
    boost::mp11::mp_for_each<Columns<Record>>(
        [&](auto) { numbers.push_back("$" + std::to_string(numbers.size() + 1)); });
    return fmt::format("INSERT OR REPLACE INTO {} ({}) VALUES ({})", table, columns_of<Record>(),
                       listed(numbers));
}

inline void read(Query const& row, int column, std::string& into) {
    into = row.text(column);
}
inline void read(Query const& row, int column, std::int64_t& into) {
    into = row.integer(column);
}
inline void read(Query const& row, int column, int& into) {
    into = static_cast<int>(row.integer(column));
}
inline void read(Query const& row, int column, bool& into) {
    into = row.integer(column) != 0;
}
inline void read(Query const& row, int column, Instant& into) {
    into = row.instant(column);
}
inline void read(Query const& row, int column, std::optional<Instant>& into) {
    into = row.maybe_instant(column);
}
/// One that cannot be read throws too: a token's list of items must never pass for no limit at all.
void read(Query const& row, int column, std::vector<std::string>& into);
template <class Enum>
requires std::is_enum_v<Enum>
void read(Query const& row, int column, Enum& into) {
    auto const value = parse_name<Enum>(row.text(column));
    if (!value) row.damaged("there is no " + row.text(column));
    into = *value;
}

/// Of a row that begins with columns_of<Record>().
template <class Record>
[[nodiscard]] Record record_in(Query const& row) {
    Record record{};
    int column = 0;
    boost::mp11::mp_for_each<Columns<Record>>(
        [&](auto member) { read(row, column++, record.*member.pointer); });
    return record;
}

}  // namespace cadence::store
