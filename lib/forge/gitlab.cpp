// https://docs.gitlab.com/api: commits, merge requests, external status checks, projects, vulnerability
// findings.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "forge/pick.h"
#include "forge/service.h"

namespace cadence::forge {

namespace {

net::HttpRequest post_status(Forge const& forge, Posting const& posted) {
    auto const state = posted.status.state;
    boost::json::object body{{"state", state == StatusState::failure ? "failed" : name_of(state)},
                             {"name", forge.context},
                             {"description", posted.status.description}};
    if (!posted.branch.empty()) body["ref"] = posted.branch;
    if (!posted.status.target_url.empty()) body["target_url"] = posted.status.target_url;
    return posting(address_of("/projects/{repository}/statuses/{commit}", forge, {.commit = posted.commit}),
                   body);
}

/// Never pending: after two minutes that has failed.
net::HttpRequest answer_check(Forge const& forge, PullRequest const& pull_request, Status const& status) {
    auto const* const answer = status.state == StatusState::success ? "passed" : "failed";
    boost::json::object body{
        {"sha", pull_request.head}, {"external_status_check_id", forge.external_check}, {"status", answer}};
    return posting(address_of("/projects/{repository}/merge_requests/{number}/status_check_responses", forge,
                              {.number = pull_request.number}),
                   body);
}

net::Headers headers(std::string const& token) {
    return {{"PRIVATE-TOKEN", token}, {"Accept", "application/json"}};
}

constexpr std::string_view kPipelines = "Pipelines must succeed";
constexpr std::string_view kChecks = "Status checks must succeed";

PullRequest pull_request(json::Value const& value) {
    auto const state = text_at(value, "/state");
    auto const merge_commit = text_at(value, "/merge_commit_sha");
    return {.number = text_at(value, "/iid"),
            .title = text_at(value, "/title"),
            .author = text_at(value, "/author/username"),
            .branch = text_at(value, "/source_branch"),
            .base = text_at(value, "/target_branch"),
            .head = text_at(value, "/sha"),
            .labels = texts_at(value, "/labels", ""),
            .draft = flag_at(value, "/draft"),
            .open = state == "opened",
            .merged = state == "merged",
            .merge_commit = merge_commit.empty() ? text_at(value, "/squash_commit_sha") : merge_commit,
            .merged_at = instant_at(value, "/merged_at"),
            .updated_at = instant_at(value, "/updated_at")};
}

StatusState state_of(std::string_view state) {
    if (state == "success") return StatusState::success;
    return state == "pending" || state == "running" ? StatusState::pending : StatusState::failure;
}

bool is_ours(Forge const& forge, std::string const& context) {
    return context == (forge.external_check.empty() ? kPipelines : kChecks);
}

/// One pipeline has one status of a name, and a commit may have several pipelines: the last posted counts.
std::optional<Status> status(Forge const& forge, json::Value const& value) {
    std::optional<Status> found;
    std::int64_t newest = -1;
    for (auto const& each : list_at(value, "")) {
        auto const id = number_at(each, "/id").value_or(0);
        if (text_at(each, "/name") != forge.context || id <= newest) continue;
        newest = id;
        found = Status{state_of(text_at(each, "/status")), text_at(each, "/description"),
                       text_at(each, "/target_url")};
    }
    return found;
}

std::optional<StatusState> check_answer(Forge const& forge, json::Value const& value) {
    for (auto const& each : list_at(value, "")) {
        if (text_at(each, "/id") != forge.external_check) continue;
        auto const state = text_at(each, "/status");
        if (state == "passed") return StatusState::success;
        return state == "failed" ? StatusState::failure : StatusState::pending;
    }
    return std::nullopt;
}

/// A job that may fail does not hold anybody up, and one to be started by hand is not waited for if so.
Makes makes_of(std::string const& state, bool may_fail) {
    static std::vector<std::string> const kEnded{"failed", "canceled", "canceling"};
    if (state == "success") return Makes::pass;
    if (state == "skipped" || (may_fail && (contains(kEnded, state) || state == "manual")))
        return Makes::idle;
    return contains(kEnded, state) ? Makes::fail : Makes::run;
}

void commit_checks(json::Value const& value, std::vector<std::string> const& ignored, CommitChecks& checks) {
    for (auto const& each : list_at(value, "")) {
        auto const name = text_at(each, "/name");
        auto const state = text_at(each, "/status");
        if (!contains(ignored, name))
            count(checks, name, state, makes_of(state, flag_at(each, "/allow_failure")));
    }
}

std::optional<bool> ahead(json::Value const& value, std::string_view /*commit*/) {
    if (!has(value, "/commits")) return std::nullopt;
    return list_at(value, "/commits").empty();
}

/// Guests are not told, and what is not Ultimate has no status checks.
std::optional<std::vector<std::string>> required(Forge const& forge, json::Value const& value) {
    constexpr std::string_view kPipelinesAt = "/only_allow_merge_if_pipeline_succeeds";
    constexpr std::string_view kChecksAt = "/only_allow_merge_if_all_status_checks_passed";
    if (!has(value, forge.external_check.empty() ? kPipelinesAt : kChecksAt)) return std::nullopt;
    std::vector<std::string> settings;
    if (flag_at(value, kPipelinesAt)) settings.emplace_back(kPipelines);
    if (flag_at(value, kChecksAt)) settings.emplace_back(kChecks);
    return settings;
}

std::optional<std::vector<std::string>> alerts(json::Value const& value) {
    static std::vector<std::string> const kClosed{"dismissed", "resolved"};
    std::vector<std::string> found;
    for (auto const& each : list_at(value, "")) {
        auto const state = text_at(each, "/state");  // older versions tell of dismissals alone
        if (!each.is_object()) return std::nullopt;
        if (state.empty() ? has(each, "/dismissal_feedback") : contains(kClosed, state)) continue;
        auto const package = text_at(each, "/location/dependency/package/name");
        auto const file = text_at(each, "/location/file");
        auto const place = package.empty() ? file : package;
        found.push_back(text_at(each, "/name") + (place.empty() ? "" : " in " + place) + " (" +
                        text_at(each, "/severity") + ")");
    }
    return found;
}

std::optional<StatusState> posted(Forge const& forge, json::Value const& value) {
    if (text_at(value, "/name") != forge.context || !has(value, "/status")) return std::nullopt;
    return state_of(text_at(value, "/status"));
}

bool tells_checks(json::Value const& value) {
    return value.is_array();
}

}  // namespace

Service const kGitlab{
    .name = "GitLab",
    .how_to_require = "tick it under Settings > Merge requests > Merge checks",
    .most_changed_files = 1000,
    .at = {.check_answer = "/projects/{repository}/merge_requests/{number}/status_checks?"
                           "per_page=100&page=1",
           .open_pull_requests = "/projects/{repository}/merge_requests?state=opened&"
                                 "target_branch={branch}&order_by=updated_at&sort=desc&"
                                 "per_page=100&page=1",
           .changed_files = "/projects/{repository}/merge_requests/{number}/diffs?per_page=100&"
                            "page={page}",
           .statuses = "/projects/{repository}/repository/commits/{commit}/statuses?"
                       "name={context}&per_page=100&page=1",
           .commit_checks = {"/projects/{repository}/repository/commits/{commit}/statuses?"
                             "per_page=100&page=1"},
           .branch_head = "/projects/{repository}/repository/branches/{branch}",
           .ahead = "/projects/{repository}/repository/compare?from={branch}&to={commit}",
           .required = {"/projects/{repository}"},
           .alerts = "/projects/{repository}/vulnerability_findings?severity={severities}&"
                     "per_page=100&page=1"},
    .headers = &headers,
    .post_status = &post_status,
    .answer_check = &answer_check,
    .pull_request = &pull_request,
    .changed_file = {"/new_path", "/old_path"},
    .status = &status,
    .check_answer = &check_answer,
    .commit_checks = &commit_checks,
    .head = {.commit = "/commit/id",
             .message = "/commit/message",
             .login = "",
             .name = "/commit/author_name",
             .committed_at = "/commit/committed_date"},
    .ahead = &ahead,
    .required = &required,
    .is_ours = &is_ours,
    .alerts = &alerts,
    .posted = &posted,
    .tells_checks = &tells_checks,
    .wanted = {"/iid",
               "/title",
               "/author/username",
               "/source_branch",
               "/target_branch",
               "/sha",
               "/labels",
               "/draft",
               "/state",
               "/merge_commit_sha",
               "/squash_commit_sha",
               "/merged_at",
               "/updated_at",
               "/new_path",
               "/old_path",
               "/id",
               "/name",
               "/status",
               "/description",
               "/target_url",
               "/allow_failure",
               "/total_count",
               "/commit/id",
               "/commit/message",
               "/commit/author_name",
               "/commit/committed_date",
               "/commits",
               "/only_allow_merge_if_pipeline_succeeds",
               "/only_allow_merge_if_all_status_checks_passed",
               "/dismissal_feedback",
               "/location/dependency/package/name",
               "/location/file",
               "/severity"}};

}  // namespace cadence::forge
