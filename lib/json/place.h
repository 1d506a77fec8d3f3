// Where a value stands in its document, and what is said when it is not what it should be. A place costs
// nothing until something is wrong: only then is its pointer ("#/freeze/until", RFC 6901 as a URI fragment,
// as RFC 9457 wants it) written out. It refers to its parent, so it lives on the stack.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "base/result.h"

namespace cadence::json {

using Value = boost::json::value;

/// Rows outlive versions of the program: lenient keeps defaults for what is missing and ignores what is
/// unknown. A request is refused for either.
enum class Mode { lenient, strict };

class Place {
  public:
    Place(std::string_view root, Mode mode) : name_{root.empty() ? "#" : root}, mode_{mode} {}

    [[nodiscard]] Place member(std::string_view name) const { return Place{*this, name, 0}; }
    [[nodiscard]] Place item(std::size_t index) const { return Place{*this, {}, index}; }
    [[nodiscard]] bool strict() const { return mode_ == Mode::strict; }
    [[nodiscard]] std::string pointer() const;

  private:
    Place(Place const& parent, std::string_view name, std::size_t index)
        : parent_{&parent}, name_{name}, index_{index}, is_member_{!name.empty()}, mode_{parent.mode_} {}

    Place const* parent_ = nullptr;
    std::string_view name_;
    std::size_t index_ = 0;
    bool is_member_ = false;
    Mode mode_;
};

// All are `invalid`, with the place's pointer as their field.
[[nodiscard]] tl::unexpected<Error> wrong_type(Place const& place, std::string_view wanted,
                                               Value const& found);
[[nodiscard]] tl::unexpected<Error> missing_field(Place const& place);
[[nodiscard]] tl::unexpected<Error> unknown_field(Place const& parent, std::string_view name,
                                                  std::vector<std::string_view> const& known);
[[nodiscard]] tl::unexpected<Error> unknown_value(Place const& place, std::string_view found,
                                                  std::vector<std::string_view> const& known);
/// A complaint of base's parsers, at this place.
[[nodiscard]] tl::unexpected<Error> refused_at(Place const& place, Error error);

}  // namespace cadence::json
