#include "api/problem.h"

#include "api/problem_title.h"
#include "json/text.h"

namespace cadence::api {

namespace {

int status_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::invalid:
            return 400;
        case ErrorCode::unauthenticated:
            return 401;
        case ErrorCode::forbidden:
            return 403;
        case ErrorCode::not_found:
            return 404;
        case ErrorCode::conflict:
            return 409;
        case ErrorCode::unprocessable:
            return 422;
        case ErrorCode::unavailable:
            return 503;
        case ErrorCode::storage_full:
            return 507;
        case ErrorCode::internal:
            return 500;
    }
    return 500;
}

}  // namespace

Problem problem_of(Error const& error) {
    Problem problem{.status = status_of(error.code), .slug = error.problem, .detail = error.detail};
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
    if (!problem.alternatives.empty()) {
        body["alternatives"] = boost::json::array(problem.alternatives.begin(), problem.alternatives.end());
    }
    for (auto const& [name, value] : problem.more) body[name] = value;
    return {.status = problem.status,
            .content_type = "application/problem+json",
            .headers = problem.headers,
            .body = json::dump(std::move(body))};
}

std::string wire_slug(int status) {
    switch (status) {
        case 408:
            return "request-timeout";
        case 413:
            return "body-too-large";
        case 414:
        case 431:
            return "head-too-large";
        case 417:
            return "expectation-failed";
        case 501:
            return "not-implemented";
        case 503:
            return "too-many-connections";
        case 505:
            return "http-version-not-supported";
        default:
            return status < 500 ? "bad-request" : "internal-error";
    }
}

net::Reply reply_of(Answer answer) {
    net::Reply reply{
        .status = answer.status, .headers = std::move(answer.headers), .body = std::move(answer.body)};
    if (answer.status != 204) reply.headers.emplace_back("Content-Type", std::move(answer.content_type));
    return reply;
}

}  // namespace cadence::api
