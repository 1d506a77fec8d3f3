#include <algorithm>

#include <boost/json/array.hpp>

#include "base/wildcard.h"
#include "forge/pick.h"
#include "forge/service.h"

namespace cadence::forge {

namespace {

/// A warning lets a merge through there.
StatusState state_of(std::string_view state) {
    if (state == "success" || state == "warning" || state == "skipped") return StatusState::success;
    return state == "pending" ? StatusState::pending : StatusState::failure;
}

constexpr StatusWords kWords{"/status", &state_of};

/// The branch of a pull request whose branch is gone is told as "refs/pull/3/head".
std::string branch_of(json::Value const& value) {
    auto ref = text_at(value, "/head/ref");
    return ref.starts_with("refs/") ? text_at(value, "/head/label") : ref;
}

PullRequest pull_request(json::Value const& value) {
    return {.number = text_at(value, "/number"),
            .title = text_at(value, "/title"),
            .author = text_at(value, "/user/login"),
            .branch = branch_of(value),
            .base = text_at(value, "/base/ref"),
            .head = text_at(value, "/head/sha"),
            .labels = texts_at(value, "/labels", "/name"),
            .draft = flag_at(value, "/draft"),
            .open = text_at(value, "/state") == "open",
            .merged = flag_at(value, "/merged"),
            .merge_commit = text_at(value, "/merge_commit_sha"),
            .merged_at = instant_at(value, "/merged_at"),
            .updated_at = instant_at(value, "/updated_at")};
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

Answers const kGiteaAnswers{.pull_request = &pull_request,
                            .changed_file = {"/filename", "/previous_filename"},
                            .status = &status,
                            .check_answer = nullptr,
                            .commit_checks = &commit_checks,
                            .head = {.commit = "/commit/id",
                                     .message = "/commit/message",
                                     .login = "/commit/author/username",
                                     .name = "/commit/author/name",
                                     .committed_at = "/commit/timestamp"},
                            .ahead = &ahead,
                            .required = &required,
                            .is_ours = &is_ours,
                            .alerts = nullptr,
                            .posted = &posted,
                            .tells_checks = &tells_checks};

}  // namespace cadence::forge
