// How the bodies of requests are read. What a body looks like stands beside the handler that takes it:
// members that may be left out are optional or named in its kMayBeAbsent; everything else must be there, and
// nothing else may be.
//
// A body that says kDocumentBytes brings a whole text of somebody's, no longer than that, which is taken as
// it is. In all others people write or paste words, which are taken as they were meant (base/pasted.h).
#pragma once

#include <array>
#include <string>

#include "api/call.h"
#include "json/codec.h"
#include "json/text.h"

namespace cadence::api {

inline constexpr std::size_t kLongestText = 4000;
inline constexpr std::size_t kLongestReport = 65536;  // a whole retrospective, a configuration

/// The JSON of a body, an empty one as {}; no string is longer than `longest`. Errors: invalid
/// `malformed-json`, `too-long`.
[[nodiscard]] Result<json::Value> body_json(net::Request const& request, std::size_t longest);
/// Every text in it, on any level, as it was meant.
[[nodiscard]] json::Value tidied(json::Value value);

template <class Body>
[[nodiscard]] Result<Body> body_of(Call const& call) {
    auto value = Result<json::Value>{};
    if constexpr (requires { Body::kDocumentBytes; })
        value = body_json(call.request, Body::kDocumentBytes);
    else
        value = body_json(call.request, kLongestText).map(tidied);
    return value.and_then(json::from_request<Body>);
}

struct EmptyBody {};
struct ReasonBody {
    std::string reason;
};
struct RemarkBody {
    std::string reason;
    static constexpr std::array<std::string_view, 1> kMayBeAbsent{"reason"};
};
BOOST_DESCRIBE_STRUCT(EmptyBody, (), ())
BOOST_DESCRIBE_STRUCT(ReasonBody, (), (reason))
BOOST_DESCRIBE_STRUCT(RemarkBody, (), (reason))

}  // namespace cadence::api
