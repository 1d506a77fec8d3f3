// What a client would like and what it has already: Accept, If-None-Match, and the headers of the answer that
// go with them. RFC 9110.
#pragma once

#include <string_view>

#include "api/call.h"

namespace cadence::api {

/// Text only where it is named and liked better than JSON.
[[nodiscard]] Form preferred_form(net::Request const& request);
[[nodiscard]] bool wants_stream(net::Request const& request);
/// Whether the client has `etag` (with its quotes) already; compared weakly.
[[nodiscard]] bool has_already(net::Request const& request, std::string_view etag);
/// Gives the answer to a GET its strong entity tag (which is returned) and says how it may be kept.
std::string add_reading_headers(Answer& answer, engine::Reads reads);

}  // namespace cadence::api
