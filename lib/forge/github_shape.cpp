#include "forge/github_shape.h"

#include <algorithm>

#include "base/git_name.h"
#include "forge/arriving.h"
#include "forge/pick.h"

namespace cadence::forge {

namespace {

constexpr std::size_t kMostCommits = 2048;  // that GitHub tells

bool is_truncated(json::Value const& body) {
    auto const told = list_at(body, "/commits").size();
    if (told >= kMostCommits) return true;
    for (auto const* total : {"/size", "/total_commits"})
        if (number_at(body, total).value_or(0) > static_cast<std::int64_t>(told)) return true;
    return false;
}

Pushed pushed_of(json::Value const& body, RefChange const& change, std::string repository) {
    Pushed pushed{.repository = std::move(repository),
                  .branch = change.name,
                  .before = change.before,
                  .commit = change.after,
                  .forced = flag_at(body, "/forced")};  // Gitea does not tell
    if (change.after.empty()) return pushed;
    if (!has(body, "/forced")) pushed.forced = goes_back(pushed, body);
    add_head_commit(pushed, head_commit(body, change.after));
    add_brought(pushed, body);
    pushed.truncated = is_truncated(body);
    add_paths(pushed, body);
    return pushed;
}

/// An annotated tag has an id of its own: its commit is the head commit.
Tagged tagged_of(json::Value const& body, RefChange const& change, std::string repository) {
    Tagged tagged{std::move(repository), change.name, {}, change.after.empty()};
    if (!tagged.gone) tagged.commit = object_id_at(head_commit(body, change.after), "/id");
    return tagged;
}

}  // namespace

Result<std::string> read_repository(json::Value const& body, std::string_view event) {
    auto name = brief_at(body, "/repository/full_name");
    if (name.empty()) return lacking(event, "/repository/full_name", "the repository's name");
    return name;
}

Result<Facts> read_push_like_github(json::Value const& body) {
    auto const change = read_ref_change(body);
    if (!change) return error_of(change);
    if (!*change) return ignored("push", text_at(body, "/ref"));
    auto repository = read_repository(body, "push");
    if (!repository) return error_of(repository);
    if ((*change)->is_tag) return Facts{tagged_of(body, **change, *std::move(repository))};
    return Facts{pushed_of(body, **change, *std::move(repository))};
}

Result<PullRequest> read_pull_request_like_github(json::Value const& it) {
    PullRequest read{.number = brief_at(it, "/number"),
                     .title = brief_at(it, "/title"),
                     .author = brief_at(it, "/user/login"),
                     .branch = branch_of(text_at(it, "/head/ref")),
                     .base = branch_of(text_at(it, "/base/ref")),
                     .head = object_id_at(it, "/head/sha"),
                     .labels = briefs_at(it, "/labels", "/name"),
                     .draft = flag_at(it, "/draft"),
                     .open = text_at(it, "/state") == "open",
                     .merged = flag_at(it, "/merged") || has(it, "/merged_at"),
                     .updated_at = instant_at(it, "/updated_at")};
    if (read.number.empty()) return lacking("pull request", "/number", "its number");
    if (read.base.empty()) return lacking("pull request", "/base/ref", "a branch");
    if (read.head.empty()) return lacking("pull request", "/head/sha", "a commit id");
    // While it is open, merge_commit_sha is a commit that was only tried.
    if (read.merged) read.merge_commit = object_id_at(it, "/merge_commit_sha");
    if (read.merged) read.merged_at = instant_at(it, "/merged_at");
    return read;
}

Result<Facts> read_pull_request_event(json::Value const& body, PullRequestWords const& words) {
    auto const action = text_at(body, "/action");
    if (std::ranges::find(words.actions, action) == words.actions.end())
        return ignored("pull_request", action);
    auto repository = read_repository(body, "pull_request");
    if (!repository) return error_of(repository);
    if (!has(body, "/pull_request")) return lacking("pull_request", "/pull_request", "the pull request");
    auto pull_request = read_pull_request_like_github(body.get_object().at("pull_request"));
    if (!pull_request) return error_of(pull_request);
    return Facts{PullRequestChanged{.repository = *std::move(repository),
                                    .action = action,
                                    .pull_request = *std::move(pull_request),
                                    .old_base = branch_of(text_at(body, words.old_base))}};
}

Result<Facts> read_release_like_github(json::Value const& body) {
    auto const action = text_at(body, "/action");
    if (action != "published") return ignored("release", action);
    auto repository = read_repository(body, "release");
    if (!repository) return error_of(repository);
    auto tag = text_at(body, "/release/tag_name");
    if (!is_ref_name(tag)) return lacking("release", "/release/tag_name", "a tag");
    return Facts{Tagged{*std::move(repository), std::move(tag), {}, false}};
}

json::Wanted const& wanted_like_github() {
    static auto const kWanted = with_commits({"/action",
                                              "/object_attributes/action",
                                              "/ref",
                                              "/before",
                                              "/after",
                                              "/forced",
                                              "/size",
                                              "/total_commits",
                                              "/repository/full_name",
                                              "/pull_request/number",
                                              "/pull_request/title",
                                              "/pull_request/user/login",
                                              "/pull_request/head/ref",
                                              "/pull_request/head/sha",
                                              "/pull_request/base/ref",
                                              "/pull_request/labels/name",
                                              "/pull_request/draft",
                                              "/pull_request/state",
                                              "/pull_request/merged",
                                              "/pull_request/merged_at",
                                              "/pull_request/updated_at",
                                              "/pull_request/merge_commit_sha",
                                              "/release/tag_name"},
                                             {"/head_commit", "/commits"});
    return kWanted;
}

json::Wanted const& wanted_of_answers_like_github() {
    static json::Wanted const kWanted{"/number",
                                      "/title",
                                      "/user/login",
                                      "/head/ref",
                                      "/head/sha",
                                      "/head/label",
                                      "/base/ref",
                                      "/labels/name",
                                      "/draft",
                                      "/state",
                                      "/merged",
                                      "/merged_at",
                                      "/updated_at",
                                      "/merge_commit_sha",
                                      "/filename",
                                      "/previous_filename",
                                      "/statuses/context",
                                      "/statuses/state",
                                      "/statuses/status",
                                      "/statuses/description",
                                      "/statuses/target_url",
                                      "/context",
                                      "/state",
                                      "/status",
                                      "/description",
                                      "/target_url",
                                      "/id",
                                      "/total_count"};
    return kWanted;
}

}  // namespace cadence::forge
