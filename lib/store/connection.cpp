#include "store/connection.h"

#include <algorithm>
#include <limits>

#include "base/encoding.h"
#include "base/text.h"

namespace cadence::store {

namespace {

/// Any bytes as text that every engine takes: UTF-8, without NUL.
std::string as_text(std::string_view bytes) {
    constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
    std::string text;
    for (auto const part : split(bytes, '\0')) {
        if (part.data() != bytes.data()) text += kReplacement;
        text += utf8_within(part, kReplacement.size() * part.size());
    }
    return text;
}

/// A part of the record that cannot be read is damage whoever asked for it.
template <class Work>
auto watched(Alarm const& alarm, Work const& work) {
    try {
        return work();
    } catch (Failure const& failure) {
        if (failure.kind() == FailureKind::damaged || failure.kind() == FailureKind::foreign)
            alarm(failure.what());
        throw;
    }
}

}  // namespace

bool Query::step() {
    return watched(*alarm_, [&] { return statement_->step(); });
}

int Query::run() {
    return watched(*alarm_, [&] { return statement_->run(); });
}

void Query::damaged(std::string const& why) const {
    auto const text = "a row cannot be read: " + why;
    (*alarm_)(text);
    throw std::runtime_error(text);
}

std::optional<Instant> Query::maybe_instant(int column) const {
    if (statement_->is_nothing(column)) return std::nullopt;
    return instant(column);
}

void Query::set(std::uint64_t value) {
    auto const largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    set(static_cast<std::int64_t>(std::min(value, largest)));
}

void Query::set(std::string_view value) {
    auto const is_plain = std::ranges::none_of(
        value, [](char c) { return c == '\0' || (static_cast<unsigned char>(c) & 0x80U) != 0; });
    if (is_plain || line_that_is_no_text(value) == 0)
        statement_->bind(++bound_, value);
    else
        statement_->bind(++bound_, std::string_view{as_text(value)});
}

void Query::set(std::optional<Instant> const& value) {
    if (value)
        set(*value);
    else
        statement_->bind_nothing(++bound_);
}

Query Connection::query(std::string const& sql) {
    auto& statement = statements_[sql];
    if (!statement) statement = watched(alarm_, [&] { return prepare(sql); });
    return {*statement, alarm_};
}

std::int64_t Connection::number(std::string const& sql) {
    auto row = query(sql);
    return row.step() ? row.integer(0) : 0;
}

}  // namespace cadence::store
