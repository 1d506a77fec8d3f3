#include "cadencectl/document.h"

#include <fmt/format.h>

#include "base/text.h"

namespace cadence::ctl {

namespace {

Json const kNothing;

/// Length of the invisible and steering characters beyond ASCII at the beginning, or 0: C1 controls and the
/// marks that turn the direction of writing.
std::size_t steering(std::string_view text) {
    auto const byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) <= 0x9F) return 2;
    if (byte(0) != 0xE2) return 0;
    if (byte(1) == 0x80 && (byte(2) == 0x8E || byte(2) == 0x8F || (byte(2) >= 0xA8 && byte(2) <= 0xAE)))
        return 3;
    if (byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9) return 3;
    return 0;
}

}  // namespace

Json const& at(Json const& value, std::string_view key) {
    auto const* object = value.if_object();
    if (object == nullptr) return kNothing;
    auto const* found = object->if_contains(boost::json::string_view{key.data(), key.size()});
    return found == nullptr ? kNothing : *found;
}

std::string text(Json const& value) {
    if (auto const* string = value.if_string()) return clean({string->data(), string->size()});
    if (auto const* decimal = value.if_double()) return fmt::format("{}", *decimal);
    if (value.is_bool() || value.is_number()) return boost::json::serialize(value);
    return {};
}

std::string text(Json const& value, std::string_view key) {
    return text(at(value, key));
}

bool truth(Json const& value, std::string_view key) {
    auto const* found = at(value, key).if_bool();
    return found != nullptr && *found;
}

std::optional<std::int64_t> number(Json const& value, std::string_view key) {
    boost::json::error_code failed;
    auto const read = at(value, key).to_number<std::int64_t>(failed);
    if (failed) return std::nullopt;
    return read;
}

boost::json::array const& items(Json const& value, std::string_view key) {
    static boost::json::array const kNone;
    auto const* found = at(value, key).if_array();
    return found == nullptr ? kNone : *found;
}

Json const& last(Json const& value, std::string_view key) {
    auto const& all = items(value, key);
    return all.empty() ? kNothing : all.back();
}

std::string joined(boost::json::array const& values, std::string_view between) {
    std::string all;
    for (auto const& value : values) {
        auto const part = text(value);
        if (!all.empty() && !part.empty()) all += between;
        all += part;
    }
    return all;
}

std::string lines(Json const& value, std::string_view key) {
    auto const* string = at(value, key).if_string();
    if (string == nullptr) return {};
    std::string all;
    for (std::string_view rest{string->data(), string->size()}; !rest.empty();)
        all += clean(take_until(rest, '\n')) + "\n";
    return all;
}

std::string clean(std::string_view text) {
    std::string cleaned;
    cleaned.reserve(text.size());
    while (!text.empty()) {
        auto const skipped = steering(text);
        auto const control = is_control(text.front());
        if (skipped == 0) cleaned += control ? ' ' : text.front();
        text.remove_prefix(skipped == 0 ? 1 : skipped);
    }
    return cleaned;
}

}  // namespace cadence::ctl
