// How the bodies of requests are read: as the command that they give, described beside it with the members
// that a body has; where the two differ, as a struct beside the handler. A handler says which members may be
// left out; everything else must be there, and nothing else may be.
#pragma once

#include <string>

#include "api/call.h"
#include "base/pasted.h"
#include "json/codec.h"
#include "json/text.h"

namespace cadence::api {

inline constexpr std::size_t kLongestText = 4000;
inline constexpr std::size_t kLongestReport = 65536;  // a whole retrospective, a configuration

/// The JSON of a body, an empty one as {}; no string is longer than `longest`. Errors: invalid
/// `malformed-json`, `too-large`, `too-long`.
[[nodiscard]] Result<json::Value> body_json(net::Request const& request, std::size_t longest);
/// Every text in it, on any level, as it was meant.
[[nodiscard]] json::Value tidied(json::Value value);

/// What people write or paste, as it was meant (base/pasted.h); `clean` makes words of what is looked up.
template <class Body, class Clean = decltype([](Body&) {})>
[[nodiscard]] Result<Body> body_of(Call const& call, json::MemberNames may_be_absent = {},
                                   Clean const& clean = {}) {
    auto body = body_json(call.request, kLongestText).map(tidied).and_then([&](json::Value const& value) {
        return json::from_request<Body>(value, may_be_absent);
    });
    if (body) clean(*body);
    return body;
}
/// A whole text of somebody's, no longer than `longest`, as it is.
template <class Body>
[[nodiscard]] Result<Body> document_of(Call const& call, std::size_t longest,
                                       json::MemberNames may_be_absent = {}) {
    return body_json(call.request, longest).and_then([&](json::Value const& value) {
        return json::from_request<Body>(value, may_be_absent);
    });
}

/// The version and the commit that a body names, as they are looked up.
inline constexpr auto clean_version = [](auto& body) {
    body.version = pasted_word(body.version);
    body.commit = pasted_commit(body.commit);
};

struct EmptyBody {};
BOOST_DESCRIBE_STRUCT(EmptyBody, (), ())

}  // namespace cadence::api
