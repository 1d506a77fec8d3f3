// The JSON that GitHub, Gitea and Forgejo share, in their notices and in their answers.
#pragma once

#include "forge/hook_parts.h"

namespace cadence::forge {

// Errors of all: invalid `malformed-hook`.

[[nodiscard]] Result<std::string> read_repository(json::Value const& body, std::string_view event);
/// A push of commits to a branch, or of a tag.
[[nodiscard]] Result<Facts> read_push_like_github(json::Value const& body);
/// Of the object itself. It must have a number, a base and a head.
[[nodiscard]] Result<PullRequest> read_pull_request_like_github(json::Value const& pull_request);
struct PullRequestWords {
    std::span<std::string_view const> actions;  // that may change what a merge gate says, or tell of a merge
    std::string_view old_base;                  // where the base stands that it had before
};
[[nodiscard]] Result<Facts> read_pull_request_event(json::Value const& body, PullRequestWords const& words);
/// A published one.
[[nodiscard]] Result<Facts> read_release_like_github(json::Value const& body);

/// What these look at, and what both of them ask of an event of any kind.
[[nodiscard]] json::Wanted const& wanted_like_github();
/// What both are asked for by their services: pull requests, statuses and files.
[[nodiscard]] json::Wanted const& wanted_of_answers_like_github();

}  // namespace cadence::forge
