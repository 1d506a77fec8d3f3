#include "json/place.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/nearest.h"
#include "base/text.h"

namespace cadence::json {

namespace {

/// A reference token of RFC 6901, as it stands in a URI fragment.
std::string escaped(std::string_view name) {
    static constexpr std::string_view kPlain = "-._!$&'()*+,;=:@";
    std::string text;
    for (char const c : name) {
        if (c == '~')
            text += "~0";
        else if (c == '/')
            text += "~1";
        else if (is_alnum(c) || kPlain.find(c) != std::string_view::npos)
            text += c;
        else
            text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return text;
}

std::string_view described(Value const& value) {
    if (value.is_null()) return "null";
    if (value.is_bool()) return "a boolean";
    if (value.is_string()) return "a string";
    if (value.is_array()) return "an array";
    return value.is_object() ? "an object" : "a number";
}

std::vector<std::string> strings(std::vector<std::string_view> const& views) {
    return {views.begin(), views.end()};
}

}  // namespace

std::string Place::pointer() const {
    if (parent_ == nullptr) return std::string{name_};
    return parent_->pointer() + "/" + (is_member_ ? escaped(name_) : std::to_string(index_));
}

tl::unexpected<Error> wrong_type(Place const& place, std::string_view wanted, Value const& found) {
    return refuse(ErrorCode::invalid, "wrong-type",
                  fmt::format("{} must be {}, not {}.", place.pointer(), wanted, described(found)),
                  place.pointer());
}

tl::unexpected<Error> missing_field(Place const& place) {
    return refuse(ErrorCode::invalid, "missing-field", place.pointer() + " is missing.", place.pointer());
}

tl::unexpected<Error> unknown_field(Place const& parent, std::string_view name,
                                    std::vector<std::string_view> const& known) {
    auto const pointer = parent.pointer() + "/" + escaped(name);
    auto const meant = nearest(name, known);
    auto const hint = !meant.empty()  ? fmt::format("Did you mean \"{}\"?", meant)
                      : known.empty() ? std::string{"It takes no members."}
                                      : fmt::format("Known: {}.", fmt::join(known, ", "));
    auto error = refuse(ErrorCode::invalid, "unknown-field",
                        fmt::format("{} is not a known member. {}", pointer, hint), pointer);
    error.value().alternatives = meant.empty() ? strings(known) : std::vector<std::string>{meant};
    return error;
}

tl::unexpected<Error> unknown_value(Place const& place, std::string_view found,
                                    std::vector<std::string_view> const& known) {
    auto error = refuse(
        ErrorCode::invalid, "unknown-value",
        fmt::format("{} is \"{}\"; it must be one of {}.", place.pointer(), found, fmt::join(known, ", ")),
        place.pointer());
    error.value().alternatives = strings(known);
    return error;
}

tl::unexpected<Error> refused_at(Place const& place, Error error) {
    error.field = place.pointer();
    return tl::unexpected{std::move(error)};
}

}  // namespace cadence::json
