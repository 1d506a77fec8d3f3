#include "forge/pick.h"

#include <charconv>
#include <limits>

#include <boost/json/value.hpp>

#include "base/text.h"

namespace cadence::forge {

namespace {

json::Value const* find(json::Value const& value, std::string_view pointer) {
    boost::json::error_code missing;
    return value.find_pointer({pointer.data(), pointer.size()}, missing);
}

std::optional<std::int64_t> whole(std::string_view digits) {
    std::int64_t number = 0;
    auto const* const last = digits.data() + digits.size();
    auto const [end, failure] = std::from_chars(digits.data(), last, number);
    if (digits.empty() || failure != std::errc{} || end != last) return std::nullopt;
    return number;
}

/// "2013-12-03 17:15:43 +0100" as RFC 3339 writes it.
std::string with_t_and_colon(std::string text) {
    static constexpr std::size_t kDate = 10;
    static constexpr std::string_view kUtc = " UTC";
    if (text.size() <= kDate || text[kDate] != ' ') return text;
    text[kDate] = 'T';
    if (text.ends_with(kUtc)) return text.substr(0, text.size() - kUtc.size()) + "Z";
    auto const space = text.find(' ');
    if (space != std::string::npos) text.erase(space, 1);
    auto const sign = text.find_last_of("+-");
    if (sign != std::string::npos && sign > kDate && text.size() == sign + 5) text.insert(sign + 3, ":");
    return text;
}

std::optional<Instant> from_seconds(std::int64_t seconds) {
    static constexpr std::int64_t kYear10000 = 253402300800;
    if (seconds < 0 || seconds >= kYear10000) return std::nullopt;
    return Instant{std::chrono::seconds{seconds}};
}

}  // namespace

std::string text_at(json::Value const& value, std::string_view pointer) {
    auto const* const found = find(value, pointer);
    if (found == nullptr) return {};
    if (auto const* const string = found->if_string()) return {string->data(), string->size()};
    if (auto const* const number = found->if_int64()) return std::to_string(*number);
    if (auto const* const number = found->if_uint64()) return std::to_string(*number);
    return {};
}

bool flag_at(json::Value const& value, std::string_view pointer) {
    auto const* const found = find(value, pointer);
    return found != nullptr && found->is_bool() && found->get_bool();
}

std::optional<std::int64_t> number_at(json::Value const& value, std::string_view pointer) {
    return whole(text_at(value, pointer));
}

std::optional<Instant> instant_at(json::Value const& value, std::string_view pointer) {
    auto const text = text_at(value, pointer);
    if (auto const seconds = whole(text)) return from_seconds(*seconds);
    auto const instant = parse_instant(with_t_and_colon(text));
    return instant ? std::optional{*instant} : std::nullopt;
}

boost::json::array const& list_at(json::Value const& value, std::string_view pointer) {
    static boost::json::array const kNone;
    auto const* const found = find(value, pointer);
    auto const* const list = found == nullptr ? nullptr : found->if_array();
    return list == nullptr ? kNone : *list;
}

std::vector<std::string> texts_at(json::Value const& value, std::string_view pointer, std::string_view name) {
    std::vector<std::string> texts;
    for (auto const& item : list_at(value, pointer))
        if (auto text = text_at(item, name); !text.empty()) texts.push_back(std::move(text));
    return texts;
}

bool has(json::Value const& value, std::string_view pointer) {
    auto const* const found = find(value, pointer);
    return found != nullptr && !found->is_null();
}

}  // namespace cadence::forge
