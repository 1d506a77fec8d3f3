// GitLab. The body says what it is (`object_kind`): an external status check comes without the event's
// header. At most 20 commits are told, and of more than three refs in one push nothing at all.
#include <algorithm>
#include <array>

#include "base/git_name.h"
#include "forge/arriving.h"
#include "forge/hook_parts.h"
#include "forge/pick.h"

namespace cadence::forge {

namespace {

Result<std::string> read_project(json::Value const& body, std::string_view event) {
    auto name = brief_at(body, "/project/path_with_namespace");
    if (name.empty()) return lacking(event, "/project/path_with_namespace", "the project's path");
    return name;
}

/// Commits name their author, pushes who pushed, with a login: it is the author's if both are the same.
std::string login_of_author(json::Value const& body, json::Value const& commit) {
    auto const same = [&](std::string_view whose, std::string_view of_author) {
        auto const text = text_at(body, whose);
        return !text.empty() && text != "[REDACTED]" && text == text_at(commit, of_author);
    };
    auto const pushed_own = same("/user_email", "/author/email") || same("/user_name", "/author/name");
    return pushed_own ? brief_at(body, "/user_username") : std::string{};
}

Pushed pushed_of(json::Value const& body, RefChange const& change, std::string project) {
    Pushed pushed{.repository = std::move(project),
                  .branch = change.name,
                  .before = change.before,
                  .commit = change.after};
    if (change.after.empty()) return pushed;
    auto const& head = head_commit(body, change.after);
    add_head_commit(pushed, head);
    if (auto login = login_of_author(body, head); !login.empty()) pushed.author = std::move(login);
    add_brought(pushed, body);
    auto const told = static_cast<std::int64_t>(list_at(body, "/commits").size());
    pushed.truncated = number_at(body, "/total_commits_count").value_or(0) > told;
    pushed.forced = goes_back(pushed, body);
    add_paths(pushed, body);
    return pushed;
}

/// `after` may be an annotated tag's own id; `checkout_sha` is the commit.
Result<Facts> read_push(json::Value const& body) {
    auto const change = read_ref_change(body);
    if (!change) return error_of(change);
    if (!*change) return ignored("push", text_at(body, "/ref"));
    auto project = read_project(body, "push");
    if (!project) return error_of(project);
    if (!(*change)->is_tag) return Facts{pushed_of(body, **change, *std::move(project))};
    Tagged tagged{*std::move(project), (*change)->name, {}, (*change)->after.empty()};
    if (!tagged.gone) tagged.commit = object_id_at(body, "/checkout_sha");
    return Facts{std::move(tagged)};
}

/// Who acts is told by name, whose merge request it is by number.
std::string author_of(json::Value const& body) {
    auto const author = text_at(body, "/object_attributes/author_id");
    return text_at(body, "/user/id") == author ? brief_at(body, "/user/username") : std::string{};
}

PullRequest merge_request_of(json::Value const& body) {
    auto const state = text_at(body, "/object_attributes/state");
    PullRequest read{.number = brief_at(body, "/object_attributes/iid"),
                     .title = brief_at(body, "/object_attributes/title"),
                     .author = author_of(body),
                     .branch = branch_of(text_at(body, "/object_attributes/source_branch")),
                     .base = branch_of(text_at(body, "/object_attributes/target_branch")),
                     .head = object_id_at(body, "/object_attributes/last_commit/id"),
                     .labels = briefs_at(body, "/object_attributes/labels", "/title"),
                     .draft = flag_at(body, "/object_attributes/draft") ||
                              flag_at(body, "/object_attributes/work_in_progress"),
                     .open = state == "opened",
                     .merged = state == "merged",
                     .updated_at = instant_at(body, "/object_attributes/updated_at")};
    if (read.labels.empty()) read.labels = briefs_at(body, "/labels", "/title");
    if (!read.merged) return read;
    for (auto const* pointer :
         {"/object_attributes/merge_commit_sha", "/object_attributes/squash_commit_sha"})
        if (read.merge_commit.empty()) read.merge_commit = object_id_at(body, pointer);
    read.merged_at = instant_at(body, "/object_attributes/merged_at");
    if (!read.merged_at) read.merged_at = read.updated_at;
    return read;
}

/// Approvals change nothing for us; whoever asks for an answer to a status check gets one whatever happened.
bool matters(std::string_view action, std::string_view status_check) {
    static constexpr std::array<std::string_view, 4> kOthers{"approved", "unapproved", "approval",
                                                             "unapproval"};
    return !status_check.empty() || std::ranges::find(kOthers, action) == kOthers.end();
}

Result<Facts> read_merge_request(json::Value const& body) {
    auto const action = brief_at(body, "/object_attributes/action");
    auto status_check = brief_at(body, "/external_approval_rule/id");
    if (!matters(action, status_check)) return ignored("merge_request", action);
    auto project = read_project(body, "merge_request");
    if (!project) return error_of(project);
    auto read = merge_request_of(body);
    if (read.number.empty()) return lacking("merge_request", "/object_attributes/iid", "its number");
    if (read.base.empty()) return lacking("merge_request", "/object_attributes/target_branch", "a branch");
    if (read.head.empty())
        return lacking("merge_request", "/object_attributes/last_commit/id", "a commit id");
    return Facts{PullRequestChanged{.repository = *std::move(project),
                                    .action = action,
                                    .pull_request = std::move(read),
                                    .old_base = branch_of(text_at(body, "/changes/target_branch/previous")),
                                    .status_check = std::move(status_check)}};
}

std::optional<Course> course_of(std::string_view status) {
    if (status == "created" || status == "running") return Course::started;
    if (status == "success") return Course::succeeded;
    if (status == "failed" || status == "canceled") return Course::failed;
    return std::nullopt;
}

/// The commit's id stands whole only at the end of its address.
std::string deployed_commit(json::Value const& body) {
    auto const url = text_at(body, "/commit_url");
    auto last = url.substr(url.rfind('/') + 1);
    if (is_object_id(last)) return last;
    auto abbreviated = text_at(body, "/short_sha");
    return is_commit_id(abbreviated) ? abbreviated : std::string{};
}

Result<Facts> read_deployment(json::Value const& body) {
    auto const status = text_at(body, "/status");
    if (status.empty()) return lacking("deployment", "/status", "a status");
    auto const course = course_of(status);
    if (!course) return ignored("deployment", status);
    Deployed deployed{.repository = brief_at(body, "/project/path_with_namespace"),
                      .environment = brief_at(body, "/environment"),
                      .course = *course,
                      .version = version_of(text_at(body, "/ref")),
                      .commit = deployed_commit(body),
                      .reference = brief_at(body, "/deployment_id"),
                      .detail = brief_at(body, "/commit_title"),
                      .at = instant_at(body, "/status_changed_at")};
    if (deployed.environment.empty()) return lacking("deployment", "/environment", "an environment");
    if (status == "canceled") deployed.detail = "canceled";
    return Facts{std::move(deployed)};
}

Result<Facts> read_release(json::Value const& body) {
    auto const action = text_at(body, "/action");
    if (action != "create") return ignored("release", action);
    auto project = read_project(body, "release");
    if (!project) return error_of(project);
    auto tag = text_at(body, "/tag");
    if (!is_ref_name(tag)) return lacking("release", "/tag", "a tag");
    return Facts{Tagged{*std::move(project), std::move(tag), object_id_at(body, "/commit/id"), false}};
}

constexpr std::array<EventReader, 5> kEvents{{{"push", read_push},
                                              {"tag_push", read_push},
                                              {"merge_request", read_merge_request},
                                              {"deployment", read_deployment},
                                              {"release", read_release}}};

Result<Facts> read_gitlab(net::Headers const& headers, json::Value const& body) {
    auto kind = text_at(body, "/object_kind");
    if (kind.empty()) kind = text_at(body, "/event_name");
    if (kind.empty()) kind = header_of(headers, "x-gitlab-event").value_or("");
    if (kind.empty()) return malformed_hook("Neither /object_kind nor X-Gitlab-Event says what happened.");
    return read_event(kEvents, kind, body);
}

}  // namespace

HookReader const kGitlabHooks{.wanted = with_commits({"/object_kind",
                                                      "/event_name",
                                                      "/action",
                                                      "/ref",
                                                      "/before",
                                                      "/after",
                                                      "/total_commits_count",
                                                      "/checkout_sha",
                                                      "/user_email",
                                                      "/user_name",
                                                      "/user_username",
                                                      "/project/path_with_namespace",
                                                      "/object_attributes/action",
                                                      "/object_attributes/state",
                                                      "/object_attributes/iid",
                                                      "/object_attributes/title",
                                                      "/object_attributes/source_branch",
                                                      "/object_attributes/target_branch",
                                                      "/object_attributes/last_commit/id",
                                                      "/object_attributes/labels/title",
                                                      "/object_attributes/draft",
                                                      "/object_attributes/work_in_progress",
                                                      "/object_attributes/updated_at",
                                                      "/object_attributes/merge_commit_sha",
                                                      "/object_attributes/squash_commit_sha",
                                                      "/object_attributes/merged_at",
                                                      "/object_attributes/author_id",
                                                      "/labels/title",
                                                      "/user/id",
                                                      "/user/username",
                                                      "/external_approval_rule/id",
                                                      "/changes/target_branch/previous",
                                                      "/status",
                                                      "/environment",
                                                      "/commit_url",
                                                      "/short_sha",
                                                      "/deployment_id",
                                                      "/commit_title",
                                                      "/status_changed_at",
                                                      "/tag",
                                                      "/commit/id"},
                                                     {"/commits"}),
                              .read = &read_gitlab};

}  // namespace cadence::forge
