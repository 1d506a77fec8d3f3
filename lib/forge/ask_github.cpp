// https://docs.github.com/rest: commit statuses, pulls, branches, rules, Dependabot alerts.
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
                             {"description", posted.status.description}};
    if (!posted.status.target_url.empty()) body["target_url"] = posted.status.target_url;
    return posting(repository(forge) + "/statuses/" + in_path(posted.commit), body);
}

net::HttpRequest open_pull_requests(Forge const& forge, std::string const& base) {
    return getting(repository(forge) + "/pulls?state=open&base=" + in_query(base) +
                   "&sort=updated&direction=desc&per_page=100&page=1");
}

net::HttpRequest changed_files(Forge const& forge, std::string const& number, std::size_t page) {
    return getting(repository(forge) + "/pulls/" + in_path(number) +
                   "/files?per_page=100&page=" + std::to_string(page));
}

net::HttpRequest statuses(Forge const& forge, std::string const& commit) {
    return getting(repository(forge) + "/commits/" + in_path(commit) + "/status?per_page=100&page=1");
}

std::vector<net::HttpRequest> commit_checks(Forge const& forge, std::string const& commit) {
    return {statuses(forge, commit), getting(repository(forge) + "/commits/" + in_path(commit) +
                                             "/check-runs?filter=latest&per_page=100&page=1")};
}

net::HttpRequest branch_head(Forge const& forge, std::string const& branch) {
    return getting(repository(forge) + "/branches/" + in_path(branch));
}

net::HttpRequest ahead(Forge const& forge, std::string const& branch, std::string const& commit) {
    return getting(repository(forge) + "/compare/" + in_path(branch) + "..." + in_path(commit) +
                   "?per_page=1");
}

/// GraphQL alone tells what is in a merge queue.
net::HttpRequest merge_queue(Forge const& forge, std::string const& branch) {
    static constexpr std::string_view kQuery =
        "query($owner:String!,$name:String!,$branch:String!){repository(owner:$owner,name:$name){"
        "mergeQueue(branch:$branch){entries(first:100){nodes{position headCommit{oid} "
        "pullRequest{number}}}}}}";
    auto const slash = forge.repository.find('/');
    auto const name = slash == std::string::npos ? std::string{} : forge.repository.substr(slash + 1);
    return posting("/graphql",
                   boost::json::object{
                       {"query", kQuery},
                       {"variables",
                        {{"owner", forge.repository.substr(0, slash)}, {"name", name}, {"branch", branch}}}});
}

/// Classic protection stands in the branch, rulesets in its rules.
std::vector<net::HttpRequest> required(Forge const& forge, std::string const& branch) {
    return {branch_head(forge, branch),
            getting(repository(forge) + "/rules/branches/" + in_path(branch) + "?per_page=100&page=1")};
}

net::HttpRequest alerts(Forge const& forge, Severity least) {
    return getting(repository(forge) + "/dependabot/alerts?state=open&severity=" + severities_from(least) +
                   "&per_page=100");
}

net::Headers headers(std::string const& token) {
    return {{"Authorization", "Bearer " + token},
            {"Accept", "application/vnd.github+json"},
            {"X-GitHub-Api-Version", "2022-11-28"}};
}

}  // namespace

Asks const kGithubAsks{.post_status = &post_status,
                       .answer_check = nullptr,
                       .check_answer = nullptr,
                       .open_pull_requests = &open_pull_requests,
                       .changed_files = &changed_files,
                       .statuses = &statuses,
                       .commit_checks = &commit_checks,
                       .branch_head = &branch_head,
                       .ahead = &ahead,
                       .merge_queue = &merge_queue,
                       .required = &required,
                       .alerts = &alerts,
                       .headers = &headers};

}  // namespace cadence::forge
