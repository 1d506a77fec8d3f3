// The bodies of requests about trains.
#pragma once

#include "api/bodies.h"
#include "release/train.h"

namespace cadence::api {

struct BlackoutBody {
    Date from;
    Date to;
    std::string reason;
};
struct FreezeBody {
    std::vector<release::Action> actions;
    std::optional<Instant> from;
    std::optional<Instant> until;
    std::string reason;
};
struct ExemptionBody {  // of exactly one of the four
    std::optional<std::string> branch;
    std::optional<std::string> pull_request;
    std::optional<std::string> label;
    std::optional<std::string> path;
    Instant until;
    std::string reason;
};
struct MergeBody {
    std::string commit;
    std::string author;
    std::string title;
    std::string branch;
    std::string pull_request;
    std::vector<std::string> labels;
    std::vector<std::string> paths;
    std::optional<Instant> committed_at;
    std::optional<Instant> merged_at;
};
struct ClearBody {
    std::string reason;
};

BOOST_DESCRIBE_STRUCT(BlackoutBody, (), (from, to, reason))
BOOST_DESCRIBE_STRUCT(FreezeBody, (), (actions, from, until, reason))
BOOST_DESCRIBE_STRUCT(ExemptionBody, (), (branch, pull_request, label, path, until, reason))
BOOST_DESCRIBE_STRUCT(MergeBody, (),
                      (commit, author, title, branch, pull_request, labels, paths, committed_at, merged_at))
BOOST_DESCRIBE_STRUCT(ClearBody, (), (reason))

}  // namespace cadence::api

template <>
struct cadence::json::MayBeAbsent<cadence::api::MergeBody> {
    static constexpr std::array<std::string_view, 6> names{"author",       "title",  "branch",
                                                           "pull_request", "labels", "paths"};
};
template <>
struct cadence::json::MayBeAbsent<cadence::api::ClearBody> {
    static constexpr std::array<std::string_view, 1> names{"reason"};
};
