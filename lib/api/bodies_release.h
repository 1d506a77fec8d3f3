// The bodies of requests about releases.
#pragma once

#include "api/bodies.h"
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
    std::optional<Date> day;
    std::string reason;
};
struct ReasonBody {
    std::string reason;
};
struct DeploymentBody {
    release::Environment environment = release::Environment::production;
    release::DeploymentStatus status = release::DeploymentStatus::succeeded;
    std::string version;
    std::string commit;
    std::optional<Instant> at;
    std::string source;
    bool baseline = false;
};
struct IssueBody {
    std::string text;
    std::optional<release::Severity> severity;
};
struct TickBody {
    release::ItemStatus status = release::ItemStatus::passed;
    std::string reason;
};
struct RequestBody {
    std::string train;
    release::Kind kind = release::Kind::hotfix;
    std::string title;
    std::optional<release::Criterion> criterion;
    std::optional<double> cvss;
    std::string justification;
    std::string commit;
    std::string version;
};
struct RollbackBody {
    release::Severity severity = release::Severity::p0;
    release::RollbackOption option = release::RollbackOption::previous_version;
    std::string to_version;
    std::vector<std::string> commits;
    std::string branch;
    std::string reason;
    bool force = false;
};
struct VerifyBody {
    bool health = false;
    bool smoke = false;
    bool resolved = false;
    std::string note;
    std::string runs;
};
struct RecordBody {
    std::string text;
    std::string link;
    bool replace = false;
};
struct ReviewBody {
    std::string text;
    std::string link;
};
struct NotesBody {
    std::string changelog;
};

BOOST_DESCRIBE_STRUCT(VoteBody, (), (vote, reason))
BOOST_DESCRIBE_STRUCT(CandidateBody, (), (version, commit))
BOOST_DESCRIBE_STRUCT(PostponeBody, (), (to, day, reason))
BOOST_DESCRIBE_STRUCT(ReasonBody, (), (reason))
BOOST_DESCRIBE_STRUCT(DeploymentBody, (), (environment, status, version, commit, at, source, baseline))
BOOST_DESCRIBE_STRUCT(IssueBody, (), (text, severity))
BOOST_DESCRIBE_STRUCT(TickBody, (), (status, reason))
BOOST_DESCRIBE_STRUCT(RequestBody, (), (train, kind, title, criterion, cvss, justification, commit, version))
BOOST_DESCRIBE_STRUCT(RollbackBody, (), (severity, option, to_version, commits, branch, reason, force))
BOOST_DESCRIBE_STRUCT(VerifyBody, (), (health, smoke, resolved, note, runs))
BOOST_DESCRIBE_STRUCT(RecordBody, (), (text, link, replace))
BOOST_DESCRIBE_STRUCT(ReviewBody, (), (text, link))
BOOST_DESCRIBE_STRUCT(NotesBody, (), (changelog))

template <>
inline constexpr bool kIsDocument<RecordBody> = true;
template <>
inline constexpr bool kIsDocument<ReviewBody> = true;
template <>
inline constexpr bool kIsDocument<NotesBody> = true;

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
    static constexpr std::array<std::string_view, 4> names{"version", "commit", "source", "baseline"};
};
template <>
struct cadence::json::MayBeAbsent<cadence::api::TickBody> {
    static constexpr std::array<std::string_view, 1> names{"reason"};
};
template <>
struct cadence::json::MayBeAbsent<cadence::api::RequestBody> {
    static constexpr std::array<std::string_view, 4> names{"train", "justification", "commit", "version"};
};
template <>
struct cadence::json::MayBeAbsent<cadence::api::RollbackBody> {
    static constexpr std::array<std::string_view, 5> names{"option", "to_version", "commits", "branch",
                                                           "force"};
};
template <>
struct cadence::json::MayBeAbsent<cadence::api::VerifyBody> {
    static constexpr std::array<std::string_view, 2> names{"note", "runs"};
};
template <>
struct cadence::json::MayBeAbsent<cadence::api::RecordBody> {
    static constexpr std::array<std::string_view, 3> names{"text", "link", "replace"};
};
template <>
struct cadence::json::MayBeAbsent<cadence::api::ReviewBody> {
    static constexpr std::array<std::string_view, 2> names{"text", "link"};
};
