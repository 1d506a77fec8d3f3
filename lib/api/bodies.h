// What the bodies of requests look like. Members that may be left out are optional or named in MayBeAbsent;
// everything else must be there, and nothing else may be.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "api/call.h"
#include "json/codec.h"
#include "json/text.h"
#include "release/release.h"

namespace cadence::api {

struct VoteBody {
    release::Choice vote = release::Choice::go;
    std::string reason;
};
struct CandidateBody {
    std::string version;
    std::string commit;
};
struct PostponeBody {
    std::optional<Instant> to;
    std::string reason;
};
struct CancelBody {
    std::string reason;
};
struct DeploymentBody {
    release::Environment environment = release::Environment::production;
    release::DeploymentStatus status = release::DeploymentStatus::succeeded;
    std::string version;
    std::string commit;
    std::optional<Instant> at;
    std::string source;
};
struct IssueBody {
    std::string text;
    std::optional<release::Severity> severity;
};
struct BlackoutBody {
    Date from;
    Date to;
    std::string reason;
};
struct TokenBody {
    std::string person;
    std::optional<Duration> valid_for;
    std::string note;
};
struct AcceptBody {
    std::string reason;
};
struct PlanBody {
    std::string toml;
};
struct EmptyBody {};

BOOST_DESCRIBE_STRUCT(VoteBody, (), (vote, reason))
BOOST_DESCRIBE_STRUCT(CandidateBody, (), (version, commit))
BOOST_DESCRIBE_STRUCT(PostponeBody, (), (to, reason))
BOOST_DESCRIBE_STRUCT(CancelBody, (), (reason))
BOOST_DESCRIBE_STRUCT(DeploymentBody, (), (environment, status, version, commit, at, source))
BOOST_DESCRIBE_STRUCT(IssueBody, (), (text, severity))
BOOST_DESCRIBE_STRUCT(BlackoutBody, (), (from, to, reason))
BOOST_DESCRIBE_STRUCT(TokenBody, (), (person, valid_for, note))
BOOST_DESCRIBE_STRUCT(AcceptBody, (), (reason))
BOOST_DESCRIBE_STRUCT(PlanBody, (), (toml))
BOOST_DESCRIBE_STRUCT(EmptyBody, (), ())

/// The JSON of a body, an empty one as {}; no string is longer than `longest`. Errors: invalid
/// `malformed-json`, `too-long`.
[[nodiscard]] Result<json::Value> body_json(net::Request const& request, std::size_t longest);

inline constexpr std::size_t kLongestText = 4000;

template <class Body>
[[nodiscard]] Result<Body> body_of(Call const& call, std::size_t longest = kLongestText) {
    auto const value = body_json(call.request, longest);
    if (!value) return tl::unexpected{value.error()};
    return json::from_request<Body>(*value);
}

}  // namespace cadence::api

template <>
struct cadence::json::MayBeAbsent<cadence::api::VoteBody> {
    static constexpr std::array<std::string_view, 1> names{"reason"};
};
template <>
struct cadence::json::MayBeAbsent<cadence::api::CandidateBody> {
    static constexpr std::array<std::string_view, 2> names{"version", "commit"};
};
template <>
struct cadence::json::MayBeAbsent<cadence::api::DeploymentBody> {
    static constexpr std::array<std::string_view, 3> names{"version", "commit", "source"};
};
template <>
struct cadence::json::MayBeAbsent<cadence::api::TokenBody> {
    static constexpr std::array<std::string_view, 1> names{"note"};
};
template <>
struct cadence::json::MayBeAbsent<cadence::api::AcceptBody> {
    static constexpr std::array<std::string_view, 1> names{"reason"};
};
