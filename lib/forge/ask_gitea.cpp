// Gitea's and Forgejo's /api/v1: like GitHub's, with other limits, and no alerts.
#include <boost/json/object.hpp>

#include "forge/service.h"

namespace cadence::forge {

namespace {

std::string repository(Forge const& forge) {
    return "/repos/" + in_path(forge.repository);
}

net::HttpRequest post_status(Forge const& forge, Posting const& posted) {
    boost::json::object body{{"state", std::string{name_of(posted.status.state)}},
                             {"context", forge.context},
                             {"description", posted.status.description},
                             {"target_url", posted.status.target_url}};
    return posting(repository(forge) + "/statuses/" + in_path(posted.commit), body);
}

/// Of all branches: only new versions filter, by a parameter that older ones pass over.
net::HttpRequest open_pull_requests(Forge const& forge, std::string const& base) {
    return getting(repository(forge) + "/pulls?state=open&base_branch=" + in_query(base) +
                   "&sort=recentupdate&limit=50&page=1");
}

net::HttpRequest changed_files(Forge const& forge, std::string const& number, std::size_t page) {
    return getting(repository(forge) + "/pulls/" + in_path(number) +
                   "/files?limit=50&page=" + std::to_string(page));
}

net::HttpRequest statuses(Forge const& forge, std::string const& commit) {
    return getting(repository(forge) + "/commits/" + in_path(commit) + "/status?limit=50&page=1");
}

std::vector<net::HttpRequest> commit_checks(Forge const& forge, std::string const& commit) {
    return {statuses(forge, commit)};
}

net::HttpRequest branch_head(Forge const& forge, std::string const& branch) {
    return getting(repository(forge) + "/branches/" + in_path(branch));
}

/// Its comparisons tell nothing of commits without a common ancestor; the last commits do, as far as they go.
net::HttpRequest ahead(Forge const& forge, std::string const& branch, std::string const& /*commit*/) {
    return getting(repository(forge) + "/commits?sha=" + in_query(branch) +
                   "&limit=50&page=1&stat=false&verification=false&files=false");
}

std::vector<net::HttpRequest> required(Forge const& forge, std::string const& branch) {
    return {branch_head(forge, branch)};
}

net::Headers headers(std::string const& token) {
    return {{"Authorization", "token " + token}, {"Accept", "application/json"}};
}

}  // namespace

Asks const kGiteaAsks{.post_status = &post_status,
                      .answer_check = nullptr,
                      .check_answer = nullptr,
                      .open_pull_requests = &open_pull_requests,
                      .changed_files = &changed_files,
                      .statuses = &statuses,
                      .commit_checks = &commit_checks,
                      .branch_head = &branch_head,
                      .ahead = &ahead,
                      .merge_queue = nullptr,
                      .required = &required,
                      .alerts = nullptr,
                      .headers = &headers};

}  // namespace cadence::forge
