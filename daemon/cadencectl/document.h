// Reads the daemon's answers: a member that is absent or of another type reads as nothing, and text loses
// whatever would steer a terminal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/json.hpp>

namespace cadence::ctl {

using Json = boost::json::value;

/// null where there is none.
[[nodiscard]] Json const& at(Json const& value, std::string_view key);
/// Cleaned; numbers and booleans as they are written; empty where there is none.
[[nodiscard]] std::string text(Json const& value, std::string_view key);
[[nodiscard]] std::string text(Json const& value);
[[nodiscard]] bool truth(Json const& value, std::string_view key);
[[nodiscard]] std::optional<std::int64_t> number(Json const& value, std::string_view key);
/// Empty where there is none.
[[nodiscard]] boost::json::array const& items(Json const& value, std::string_view key = "items");
/// The last of a list; null where there is none.
[[nodiscard]] Json const& last(Json const& value, std::string_view key);
/// "Product Owner has not said go; No candidate is set"
[[nodiscard]] std::string joined(boost::json::array const& values, std::string_view between = ", ");

/// A text of many lines, each cleaned and ended; empty where there is none.
[[nodiscard]] std::string lines(Json const& value, std::string_view key);

}  // namespace cadence::ctl
