#include "json/codec.h"

#include <cmath>

namespace cadence::json {

namespace {

std::optional<std::string_view> text_of(Value const& value) {
    auto const* text = value.if_string();
    if (text == nullptr) return std::nullopt;
    return std::string_view{text->data(), text->size()};
}

template <class T>
Result<T> read_text(Value const& value, Place const& place, std::string_view wanted,
                    Result<T> (*parse)(std::string_view)) {
    auto const text = text_of(value);
    if (!text) return wrong_type(place, wanted, value);
    auto parsed = parse(*text);
    if (!parsed) return refused_at(place, std::move(parsed.error()));
    return parsed;
}

}  // namespace

Result<bool> Codec<bool>::read(Value const& value, Place const& place) {
    if (!value.is_bool()) return wrong_type(place, "true or false", value);
    return value.get_bool();
}

Result<std::string> Codec<std::string>::read(Value const& value, Place const& place) {
    auto const text = text_of(value);
    if (!text) return wrong_type(place, "a string", value);
    return std::string{*text};
}

Result<double> Codec<double>::read(Value const& value, Place const& place) {
    if (!value.is_number()) return wrong_type(place, "a number", value);
    auto const number = value.to_number<double>();
    if (!std::isfinite(number)) return wrong_type(place, "a number in range", value);
    return number;
}

Result<Instant> Codec<Instant>::read(Value const& value, Place const& place) {
    return read_text<Instant>(value, place, "an instant like \"2026-01-22T10:00:00Z\"", &parse_instant);
}

Result<Date> Codec<Date>::read(Value const& value, Place const& place) {
    return read_text<Date>(value, place, "a day like \"2026-01-22\"", &parse_date);
}

Result<Duration> Codec<Duration>::read(Value const& value, Place const& place) {
    return read_text<Duration>(value, place, "a duration like \"PT2H\"", &parse_duration);
}

}  // namespace cadence::json
