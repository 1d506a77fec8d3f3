#include "api/problem.h"

#include <array>
#include <map>

#include "json/text.h"

namespace cadence::api {

namespace {

/// In the order of ErrorCode.
constexpr std::array<int, 10> kStatuses{400, 401, 403, 404, 409, 422, 412, 503, 507, 500};

}  // namespace

Problem problem_of(Error const& error) {
    Problem problem{.status = kStatuses.at(static_cast<std::size_t>(error.code)),
                    .slug = error.problem,
                    .detail = error.detail};
    if (error.code == ErrorCode::internal) {
        problem.slug = "internal-error";
        problem.detail = "Internal error. Nothing was changed; see the log of cadenced.";
        return problem;
    }
    problem.field = error.field;
    problem.alternatives = error.alternatives;
    if (error.code == ErrorCode::unauthenticated) problem.headers = {{"WWW-Authenticate", "Bearer"}};
    if (error.code == ErrorCode::unavailable) problem.headers = {{"Retry-After", "5"}};
    return problem;
}

Answer answer_of(Problem const& problem, std::string_view path) {
    boost::json::object body;
    body["type"] = "/problems/" + problem.slug;
    body["title"] = title_of(problem.slug);
    body["status"] = problem.status;
    body["detail"] = problem.detail;
    if (!path.empty()) body["instance"] = path;
    if (!problem.field.empty()) body["field"] = problem.field;
    if (!problem.alternatives.empty())
        body["alternatives"] = boost::json::array(problem.alternatives.begin(), problem.alternatives.end());
    for (auto const& [name, value] : problem.more) body[name] = value;
    return {.status = problem.status,
            .content_type = "application/problem+json",
            .headers = problem.headers,
            .body = json::dump(std::move(body))};
}

std::string wire_slug(int status) {
    static std::map<int, std::string> const kSlugs{
        {408, "request-timeout"},      {413, "body-too-large"},
        {414, "head-too-large"},       {417, "expectation-failed"},
        {431, "head-too-large"},       {501, "not-implemented"},
        {503, "too-many-connections"}, {505, "http-version-not-supported"}};
    auto const known = kSlugs.find(status);
    return known != kSlugs.end() ? known->second : status < 500 ? "bad-request" : "internal-error";
}

net::Reply reply_of(Answer answer) {
    net::Reply reply{
        .status = answer.status, .headers = std::move(answer.headers), .body = std::move(answer.body)};
    if (answer.status != 204) reply.headers.emplace_back("Content-Type", std::move(answer.content_type));
    return reply;
}

}  // namespace cadence::api
