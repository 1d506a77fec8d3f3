// What the bodies of requests look like: here how they are read, and those about the daemon; those about
// releases and trains in bodies_release.h and bodies_train.h. Members that may be left out are optional or
// named in MayBeAbsent; everything else must be there, and nothing else may be.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "api/call.h"
#include "json/codec.h"
#include "json/text.h"

namespace cadence::api {

struct TokenBody {
    std::string person;
    std::optional<Duration> valid_for;
    std::string note;
    std::vector<std::string> items;
};
struct AcceptBody {
    std::string reason;
};
struct PlanBody {
    std::string toml;
};
struct EmptyBody {};

BOOST_DESCRIBE_STRUCT(TokenBody, (), (person, valid_for, note, items))
BOOST_DESCRIBE_STRUCT(AcceptBody, (), (reason))
BOOST_DESCRIBE_STRUCT(PlanBody, (), (toml))
BOOST_DESCRIBE_STRUCT(EmptyBody, (), ())

/// Bodies that bring a whole text of somebody's, which is taken as it is. In all others people write or paste
/// words, which are taken as they were meant (base/pasted.h).
template <class Body>
inline constexpr bool kIsDocument = false;
template <>
inline constexpr bool kIsDocument<PlanBody> = true;

/// The JSON of a body, an empty one as {}; no string is longer than `longest`. Errors: invalid
/// `malformed-json`, `too-long`.
[[nodiscard]] Result<json::Value> body_json(net::Request const& request, std::size_t longest);
/// Every text in it, on any level, as it was meant.
void tidy(json::Value& value);

inline constexpr std::size_t kLongestText = 4000;
inline constexpr std::size_t kLongestReport = 65536;  // a whole retrospective, a configuration

template <class Body>
[[nodiscard]] Result<Body> body_of(Call const& call, std::size_t longest = kLongestText) {
    auto value = body_json(call.request, longest);
    if (!value) return tl::unexpected{value.error()};
    if constexpr (!kIsDocument<Body>) tidy(*value);
    return json::from_request<Body>(*value);
}

}  // namespace cadence::api

template <>
struct cadence::json::MayBeAbsent<cadence::api::TokenBody> {
    static constexpr std::array<std::string_view, 2> names{"note", "items"};
};
template <>
struct cadence::json::MayBeAbsent<cadence::api::AcceptBody> {
    static constexpr std::array<std::string_view, 1> names{"reason"};
};
