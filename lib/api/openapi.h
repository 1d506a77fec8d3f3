// The contract, openapi.json, as it is served.
#pragma once

#include <string_view>

namespace cadence::api {

[[nodiscard]] std::string_view openapi_json();

}  // namespace cadence::api
