// Gitea's and Forgejo's /api/v1: like GitHub's, with other limits, and no alerts.
#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/wildcard.h"
#include "forge/github_shape.h"
#include "forge/pick.h"
#include "forge/service.h"

namespace cadence::forge {

namespace {

constexpr std::string_view kStatuses = "/repos/{repository_path}/commits/{commit}/status?limit=50&page=1";
constexpr std::string_view kBranch = "/repos/{repository_path}/branches/{branch_path}";

net::HttpRequest post_status(Forge const& forge, Posting const& posted) {
    boost::json::object body{{"state", std::string{name_of(posted.status.state)}},
                             {"context", forge.context},
                             {"description", posted.status.description},
                             {"target_url", posted.status.target_url}};
    return posting(address_of("/repos/{repository_path}/statuses/{commit}", forge, {.commit = posted.commit}),
                   body);
}

net::Headers headers(std::string const& token) {
    return {{"Authorization", "token " + token}, {"Accept", "application/json"}};
}

/// A warning lets a merge through there.
StatusState state_of(std::string_view state) {
    if (state == "success" || state == "warning" || state == "skipped") return StatusState::success;
    return state == "pending" ? StatusState::pending : StatusState::failure;
}

constexpr StatusWords kWords{"/status", &state_of};

/// The branch of a pull request whose branch is gone is told as "refs/pull/3/head".
PullRequest pull_request(json::Value const& value) {
    auto read = pull_request_like_github(value);
    if (read.branch.starts_with("refs/")) read.branch = text_at(value, "/head/label");
    return read;
}

std::optional<Status> status(Forge const& forge, json::Value const& value) {
    for (auto const& each : list_at(value, "/statuses")) {
        if (text_at(each, "/context") != forge.context) continue;
        return kWords.read(each);
    }
    return std::nullopt;
}

void commit_checks(json::Value const& value, std::vector<std::string> const& ignored, CommitChecks& checks) {
    kWords.count(value, ignored, checks);
}

std::optional<bool> ahead(json::Value const& value, std::string_view commit) {
    auto const* const commits = value.if_array();
    if (commits == nullptr) return std::nullopt;
    return std::ranges::any_of(
        *commits, [&](json::Value const& each) { return text_at(each, "/sha").starts_with(commit); });
}

std::optional<std::vector<std::string>> required(Forge const&, json::Value const& value) {
    if (!has(value, "/protected")) return std::nullopt;
    if (!flag_at(value, "/protected") || !flag_at(value, "/enable_status_check"))
        return std::vector<std::string>{};
    return texts_at(value, "/status_check_contexts", "");
}

/// Contexts are patterns there.
bool is_ours(Forge const& forge, std::string const& context) {
    auto const is_any = [](char c) { return c == '*'; };
    auto const fits = [](char known, char c) { return known == '?' || known == c; };
    return forge.context == context || matches_wildcards(context, forge.context, is_any, fits);
}

std::optional<StatusState> posted(Forge const& forge, json::Value const& value) {
    if (text_at(value, "/context") != forge.context || !has(value, "/status")) return std::nullopt;
    return kWords.read(value).state;
}

/// Of none it says null.
bool tells_checks(json::Value const& value) {
    auto const* const object = value.if_object();
    return object != nullptr && object->contains("statuses");
}

}  // namespace

Service const kGitea{
    .name = "Gitea",
    .how_to_require = "tick it under Settings > Branches, in the branch's protection",
    .most_changed_files = 3000,
    .at =
        {// Of all branches: only new versions filter, by a parameter that older ones pass over.
         .open_pull_requests = "/repos/{repository_path}/pulls?state=open&base_branch={branch}&"
                               "sort=recentupdate&limit=50&page=1",
         .changed_files = "/repos/{repository_path}/pulls/{number}/files?limit=50&page={page}",
         .statuses = kStatuses,
         .commit_checks = {kStatuses},
         .branch_head = kBranch,
         // Its comparisons tell nothing of commits without a common ancestor; the last commits
         // do, as far as they go.
         .ahead = "/repos/{repository_path}/commits?sha={branch}&limit=50&page=1&stat=false&"
                  "verification=false&files=false",
         .required = {kBranch}},
    .headers = &headers,
    .post_status = &post_status,
    .pull_request = &pull_request,
    .changed_file = {"/filename", "/previous_filename"},
    .status = &status,
    .commit_checks = &commit_checks,
    .head = {.commit = "/commit/id",
             .message = "/commit/message",
             .login = "/commit/author/username",
             .name = "/commit/author/name",
             .committed_at = "/commit/timestamp"},
    .ahead = &ahead,
    .required = &required,
    .is_ours = &is_ours,
    .posted = &posted,
    .tells_checks = &tells_checks,
    .wanted = wanted_of_answers_like_github().with(
        {"/commit/id", "/commit/message", "/commit/author/username", "/commit/author/name",
         "/commit/timestamp", "/sha", "/protected", "/enable_status_check", "/status_check_contexts"})};

}  // namespace cadence::forge
