// GitHub. What it tells of tags is not all: a push of more than three at once tells nothing.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "forge/arriving.h"
#include "forge/github_shape.h"
#include "forge/pick.h"

namespace cadence::forge {

namespace {

constexpr std::array<std::string_view, 11> kActions{
    "opened",    "reopened", "synchronize", "ready_for_review", "converted_to_draft", "edited", "labeled",
    "unlabeled", "closed",   "enqueued",    "dequeued"};

Result<Facts> read_pull_request(json::Value const& body) {
    return read_pull_request_event(body, {kActions, "/changes/base/ref/from"});
}

/// "12", of "refs/heads/gh-readonly-queue/main/pr-12-4f1c9a2b": the last pull request of the group, which has
/// those before it in it.
std::string number_in_queue(std::string_view ref) {
    static constexpr std::string_view kBefore = "/pr-";
    auto const at = ref.rfind(kBefore);
    if (at == std::string_view::npos) return {};
    auto const rest = ref.substr(at + kBefore.size());
    auto const end = rest.find('-');
    auto const number = rest.substr(0, end);
    return end != std::string_view::npos && is_number(number) ? std::string{number} : std::string{};
}

Result<Facts> read_merge_group(json::Value const& body) {
    auto const action = text_at(body, "/action");
    auto const gone = action == "destroyed";
    if (action != "checks_requested" && !gone) return ignored("merge_group", action);
    auto repository = read_repository(body, "merge_group");
    if (!repository) return error_of(repository);
    MergeGroup group{*std::move(repository), branch_of(text_at(body, "/merge_group/base_ref")),
                     object_id_at(body, "/merge_group/head_sha"),
                     number_in_queue(text_at(body, "/merge_group/head_ref")), gone};
    if (group.base.empty()) return lacking("merge_group", "/merge_group/base_ref", "a branch");
    if (group.head.empty()) return lacking("merge_group", "/merge_group/head_sha", "a commit id");
    return Facts{std::move(group)};
}

/// Nothing: of no interest. An older deployment becomes "inactive" by itself, which is no failure.
std::optional<Course> course_of(std::string_view state) {
    if (state == "queued" || state == "pending" || state == "in_progress") return Course::started;
    if (state == "success") return Course::succeeded;
    if (state == "failure" || state == "error") return Course::failed;
    return std::nullopt;
}

Result<Facts> read_deployment_status(json::Value const& body) {
    auto const state = text_at(body, "/deployment_status/state");
    if (state.empty()) return lacking("deployment_status", "/deployment_status/state", "a state");
    auto const course = course_of(state);
    if (!course) return ignored("deployment_status", state);
    Deployed deployed{.repository = brief_at(body, "/repository/full_name"),
                      .environment = brief_at(body, "/deployment_status/environment"),
                      .course = *course,
                      .version = version_of(text_at(body, "/deployment/ref")),
                      .commit = object_id_at(body, "/deployment/sha"),
                      .reference = brief_at(body, "/deployment/id"),
                      .detail = brief_at(body, "/deployment_status/description"),
                      .at = instant_at(body, "/deployment_status/created_at")};
    if (deployed.environment.empty()) deployed.environment = brief_at(body, "/deployment/environment");
    if (has(body, "/deployment/sha") && deployed.commit.empty())
        return lacking("deployment_status", "/deployment/sha", "a commit id");
    if (deployed.environment.empty())
        return lacking("deployment_status", "/deployment/environment", "an environment");
    return Facts{std::move(deployed)};
}

constexpr std::array<EventReader, 5> kEvents{{{"push", read_push_like_github},
                                              {"pull_request", read_pull_request},
                                              {"merge_group", read_merge_group},
                                              {"deployment_status", read_deployment_status},
                                              {"release", read_release_like_github}}};

Result<Facts> read_github(net::Headers const& headers, json::Value const& body) {
    auto const event = header_of(headers, "x-github-event");
    if (!event) return malformed_hook("There is no X-GitHub-Event header, or more than one.");
    return read_event(kEvents, *event, body);
}

}  // namespace

HookReader const kGithubHooks{
    .wanted = wanted_like_github().with(
        {"/changes/base/ref/from", "/merge_group/base_ref", "/merge_group/head_sha", "/merge_group/head_ref",
         "/deployment_status/state", "/deployment_status/environment", "/deployment_status/description",
         "/deployment_status/created_at", "/deployment/ref", "/deployment/sha", "/deployment/id",
         "/deployment/environment"}),
    .read = &read_github};

}  // namespace cadence::forge
