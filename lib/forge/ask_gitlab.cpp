// https://docs.gitlab.com/api: commits, merge requests, external status checks, projects, vulnerability
// findings.
#include <boost/json/object.hpp>

#include "forge/service.h"

namespace cadence::forge {

namespace {

/// "group/project" is one segment there.
std::string project(Forge const& forge) {
    return "/projects/" + in_query(forge.repository);
}

std::string merge_request(Forge const& forge, std::string const& number) {
    return project(forge) + "/merge_requests/" + in_query(number);
}

std::string_view state_name(StatusState state) {
    switch (state) {
        case StatusState::success:
            return "success";
        case StatusState::pending:
            return "pending";
        case StatusState::failure:
            return "failed";
    }
    return "failed";
}

net::HttpRequest post_status(Forge const& forge, Posting const& posted) {
    boost::json::object body{{"state", std::string{state_name(posted.status.state)}},
                             {"name", forge.context},
                             {"description", posted.status.description}};
    if (!posted.branch.empty()) body["ref"] = posted.branch;
    if (!posted.status.target_url.empty()) body["target_url"] = posted.status.target_url;
    return posting(project(forge) + "/statuses/" + in_query(posted.commit), body);
}

/// Never pending: after two minutes that has failed.
net::HttpRequest answer_check(Forge const& forge, PullRequest const& pull_request, Status const& status) {
    auto const* const answer = status.state == StatusState::success ? "passed" : "failed";
    boost::json::object body{
        {"sha", pull_request.head}, {"external_status_check_id", forge.external_check}, {"status", answer}};
    return posting(merge_request(forge, pull_request.number) + "/status_check_responses", body);
}

net::HttpRequest check_answer(Forge const& forge, PullRequest const& pull_request) {
    return getting(merge_request(forge, pull_request.number) + "/status_checks?per_page=100&page=1");
}

net::HttpRequest open_pull_requests(Forge const& forge, std::string const& base) {
    return getting(project(forge) + "/merge_requests?state=opened&target_branch=" + in_query(base) +
                   "&order_by=updated_at&sort=desc&per_page=100&page=1");
}

net::HttpRequest changed_files(Forge const& forge, std::string const& number, std::size_t page) {
    return getting(merge_request(forge, number) + "/diffs?per_page=100&page=" + std::to_string(page));
}

net::HttpRequest statuses(Forge const& forge, std::string const& commit) {
    return getting(project(forge) + "/repository/commits/" + in_query(commit) +
                   "/statuses?name=" + in_query(forge.context) + "&per_page=100&page=1");
}

std::vector<net::HttpRequest> commit_checks(Forge const& forge, std::string const& commit) {
    return {getting(project(forge) + "/repository/commits/" + in_query(commit) +
                    "/statuses?per_page=100&page=1")};
}

net::HttpRequest branch_head(Forge const& forge, std::string const& branch) {
    return getting(project(forge) + "/repository/branches/" + in_query(branch));
}

net::HttpRequest ahead(Forge const& forge, std::string const& branch, std::string const& commit) {
    return getting(project(forge) + "/repository/compare?from=" + in_query(branch) +
                   "&to=" + in_query(commit));
}

std::vector<net::HttpRequest> required(Forge const& forge, std::string const&) {
    return {getting(project(forge))};
}

net::HttpRequest alerts(Forge const& forge, Severity least) {
    return getting(project(forge) + "/vulnerability_findings?severity=" + severities_from(least) +
                   "&per_page=100&page=1");
}

net::Headers headers(std::string const& token) {
    return {{"PRIVATE-TOKEN", token}, {"Accept", "application/json"}};
}

}  // namespace

Asks const kGitlabAsks{.post_status = &post_status,
                       .answer_check = &answer_check,
                       .check_answer = &check_answer,
                       .open_pull_requests = &open_pull_requests,
                       .changed_files = &changed_files,
                       .statuses = &statuses,
                       .commit_checks = &commit_checks,
                       .branch_head = &branch_head,
                       .ahead = &ahead,
                       .merge_queue = nullptr,
                       .required = &required,
                       .alerts = &alerts,
                       .headers = &headers};

}  // namespace cadence::forge
