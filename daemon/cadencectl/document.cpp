#include "cadencectl/document.h"

#include <fmt/format.h>

#include "base/plain_text.h"

namespace cadence::ctl {

namespace {

Json const kNothing;

}  // namespace

Json const& at(Json const& value, std::string_view key) {
    auto const* object = value.if_object();
    if (object == nullptr) return kNothing;
    auto const* found = object->if_contains(boost::json::string_view{key.data(), key.size()});
    return found == nullptr ? kNothing : *found;
}

std::string text(Json const& value) {
    if (auto const* string = value.if_string()) return one_line({string->data(), string->size()});
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
    auto all = plain_lines({string->data(), string->size()});
    if (!all.empty() && !all.ends_with('\n')) all += '\n';
    return all;
}

}  // namespace cadence::ctl
