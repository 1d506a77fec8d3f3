// https://docs.github.com/rest: commit statuses, pulls, branches, rules, Dependabot alerts.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/text.h"
#include "forge/github_shape.h"
#include "forge/pick.h"
#include "forge/service.h"

namespace cadence::forge {

namespace {

constexpr std::string_view kStatuses = "/repos/{repository_path}/commits/{commit}/status?per_page=100&page=1";
constexpr std::string_view kBranch = "/repos/{repository_path}/branches/{branch_path}";

net::HttpRequest post_status(Forge const& forge, Posting const& posted) {
    boost::json::object body{{"state", std::string{name_of(posted.status.state)}},
                             {"context", forge.context},
                             {"description", posted.status.description}};
    if (!posted.status.target_url.empty()) body["target_url"] = posted.status.target_url;
    return posting(address_of("/repos/{repository_path}/statuses/{commit}", forge, {.commit = posted.commit}),
                   body);
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

net::Headers headers(std::string const& token) {
    return {{"Authorization", "Bearer " + token},
            {"Accept", "application/vnd.github+json"},
            {"X-GitHub-Api-Version", "2022-11-28"}};
}

StatusState state_of(std::string_view state) {
    if (state == "success") return StatusState::success;
    return state == "pending" ? StatusState::pending : StatusState::failure;
}

constexpr StatusWords kWords{"/state", &state_of};

/// Contexts are the same in any case there.
bool is_ours(Forge const& forge, std::string const& context) {
    return equals_ignoring_case(forge.context, context);
}

std::optional<Status> status(Forge const& forge, json::Value const& value) {
    for (auto const& each : list_at(value, "/statuses")) {
        if (!is_ours(forge, text_at(each, "/context"))) continue;
        return kWords.read(each);
    }
    return std::nullopt;
}

/// Statuses, or check runs: what Actions and other apps report.
void commit_checks(json::Value const& value, std::vector<std::string> const& ignored, CommitChecks& checks) {
    kWords.count(value, ignored, checks);
    static std::vector<std::string> const kIdle{"neutral", "skipped"};
    for (auto const& each : list_at(value, "/check_runs")) {
        auto const name = text_at(each, "/name");
        if (contains(ignored, name)) continue;
        auto const ended = text_at(each, "/status") == "completed";
        auto const state = text_at(each, ended ? "/conclusion" : "/status");
        auto const good = state == "success"       ? Makes::pass
                          : contains(kIdle, state) ? Makes::idle
                                                   : Makes::fail;
        count(checks, name, state, ended ? good : Makes::run);
    }
}

/// The commit is the one that is behind.
std::optional<bool> ahead(json::Value const& value, std::string_view /*commit*/) {
    auto const status = text_at(value, "/status");
    if (status == "behind" || status == "identical") return true;
    return status == "ahead" || status == "diverged" ? std::optional{false} : std::nullopt;
}

/// Of the branch itself, or of its rules.
std::optional<std::vector<std::string>> required(Forge const&, json::Value const& value) {
    auto const* const rules = value.if_array();
    if (rules == nullptr) {
        if (!has(value, "/protected")) return std::nullopt;
        if (!flag_at(value, "/protected")) return std::vector<std::string>{};
        if (!has(value, "/protection/required_status_checks")) return std::nullopt;
        return texts_at(value, "/protection/required_status_checks/contexts", "");
    }
    std::vector<std::string> contexts;
    for (auto const& rule : *rules) {
        if (text_at(rule, "/type") != "required_status_checks") continue;
        auto const found = texts_at(rule, "/parameters/required_status_checks", "/context");
        contexts.insert(contexts.end(), found.begin(), found.end());
    }
    return contexts;
}

std::optional<std::vector<std::string>> alerts(json::Value const& value) {
    static std::vector<std::string> const kClosed{"dismissed", "fixed", "auto_dismissed"};
    std::vector<std::string> found;
    for (auto const& each : list_at(value, "")) {
        auto const state = text_at(each, "/state");
        if (contains(kClosed, state)) continue;
        if (state != "open") return std::nullopt;
        found.push_back(text_at(each, "/security_advisory/ghsa_id") + " in " +
                        text_at(each, "/dependency/package/name") + " (" +
                        text_at(each, "/security_vulnerability/severity") + ")");
    }
    return found;
}

std::optional<StatusState> posted(Forge const& forge, json::Value const& value) {
    if (!is_ours(forge, text_at(value, "/context")) || !has(value, "/state")) return std::nullopt;
    return kWords.read(value).state;
}

bool tells_checks(json::Value const& value) {
    auto const* const object = value.if_object();
    auto const lists = [&](std::string_view name) {
        auto const* const list = object == nullptr ? nullptr : object->if_contains(name);
        return list != nullptr && list->is_array();
    };
    return lists("statuses") || lists("check_runs");
}

}  // namespace

Service const kGithub{
    .name = "GitHub",
    .how_to_require = "make it required under Settings > Branches or Settings > Rules",
    .most_changed_files = 3000,
    .at = {.open_pull_requests = "/repos/{repository_path}/pulls?state=open&base={branch}&sort=updated&"
                                 "direction=desc&per_page=100&page=1",
           .changed_files = "/repos/{repository_path}/pulls/{number}/files?per_page=100&page={page}",
           .statuses = kStatuses,
           .commit_checks = {kStatuses,
                             "/repos/{repository_path}/commits/{commit}/check-runs?"
                             "filter=latest&per_page=100&page=1"},
           .branch_head = kBranch,
           .ahead = "/repos/{repository_path}/compare/{branch_path}...{commit}?per_page=1",
           // Classic protection stands in the branch, rulesets in its rules.
           .required = {kBranch,
                        "/repos/{repository_path}/rules/branches/{branch_path}?"
                        "per_page=100&page=1"},
           .alerts = "/repos/{repository_path}/dependabot/alerts?state=open&severity={severities}&"
                     "per_page=100"},
    .headers = &headers,
    .post_status = &post_status,
    .merge_queue = &merge_queue,
    .pull_request = &pull_request_like_github,
    .changed_file = {"/filename", "/previous_filename"},
    .status = &status,
    .commit_checks = &commit_checks,
    .head = {.commit = "/commit/sha",
             .message = "/commit/commit/message",
             .login = "/commit/author/login",
             .name = "/commit/commit/author/name",
             .committed_at = "/commit/commit/committer/date"},
    .ahead = &ahead,
    .required = &required,
    .is_ours = &is_ours,
    .alerts = &alerts,
    .posted = &posted,
    .tells_checks = &tells_checks,
    .wanted = wanted_of_answers_like_github().with(
        {"/check_runs/name", "/check_runs/status", "/check_runs/conclusion", "/commit/sha",
         "/commit/commit/message", "/commit/author/login", "/commit/commit/author/name",
         "/commit/commit/committer/date", "/protected", "/protection/required_status_checks/contexts",
         "/type", "/parameters/required_status_checks/context", "/security_advisory/ghsa_id",
         "/dependency/package/name", "/security_vulnerability/severity", "/errors/message",
         "/data/repository/mergeQueue/entries/nodes/position",
         "/data/repository/mergeQueue/entries/nodes/pullRequest/number",
         "/data/repository/mergeQueue/entries/nodes/headCommit/oid"})};

}  // namespace cadence::forge
