// A team's own scripts: the one body whose form is ours, so that a mistake in it is refused, not guessed at.
// It may travel as the data of a CloudEvent, whose type then says which it is if the data does not.
#include <string>

#include "artifact/version.h"
#include "base/git_name.h"
#include "base/names.h"
#include "forge/arriving.h"
#include "forge/hook_parts.h"
#include "forge/pick.h"

namespace cadence::forge {

namespace {

/// Optional, but a commit id of 7 to 64 hexadecimal digits if it is there.
Result<std::string> read_commit(json::Value const& body, std::string_view type) {
    auto commit = text_at(body, "/commit");
    if (has(body, "/commit") && !is_commit_id(commit))
        return lacking(type, "/commit", "7 to 64 lower-case hexadecimal digits");
    return commit;
}

Result<std::optional<Instant>> read_time(json::Value const& body, std::string_view type,
                                         std::string_view pointer) {
    auto const time = instant_at(body, pointer);
    if (has(body, pointer) && !time) return lacking(type, pointer, "a time like 2026-01-22T10:00:00Z");
    return time;
}

Result<Facts> read_deployment(json::Value const& body) {
    auto const course = parse_name<Course>(text_at(body, "/status"));
    if (!course) return lacking("deployment", "/status", "one of " + all_names<Course>());
    auto commit = read_commit(body, "deployment");
    if (!commit) return error_of(commit);
    auto const at = read_time(body, "deployment", "/at");
    if (!at) return error_of(at);
    Deployed deployed{.repository = brief_at(body, "/repository"),
                      .environment = brief_at(body, "/environment"),
                      .application = brief_at(body, "/application"),
                      .course = *course,
                      .version = artifact::plain_version(brief_at(body, "/version")),
                      .commit = *std::move(commit),
                      .reference = brief_at(body, "/reference"),
                      .detail = brief_at(body, "/detail"),
                      .at = *at};
    if (deployed.environment.empty()) return lacking("deployment", "/environment", "an environment");
    if (has(body, "/version") && deployed.version.empty()) return lacking("deployment", "/version", "a text");
    return Facts{std::move(deployed)};
}

Result<Facts> read_merge(json::Value const& body) {
    auto commit = read_commit(body, "merge");
    if (!commit) return error_of(commit);
    if (commit->empty()) return lacking("merge", "/commit", "the commit that was merged");
    auto const merged_at = read_time(body, "merge", "/merged_at");
    if (!merged_at) return error_of(merged_at);
    if (has(body, "/branch") && branch_of(text_at(body, "/branch")).empty())
        return lacking("merge", "/branch", "a branch");
    return Facts{MergeTold{.repository = brief_at(body, "/repository"),
                           .commit = *std::move(commit),
                           .author = brief_at(body, "/author"),
                           .title = brief_at(body, "/title"),
                           .branch = branch_of(text_at(body, "/branch")),
                           .pull_request = brief_at(body, "/pull_request"),
                           .labels = briefs_at(body, "/labels", ""),
                           .merged_at = *merged_at}};
}

std::string last_part(std::string const& type) {
    return type.substr(type.rfind('.') + 1);
}

Result<Facts> read_as(std::string const& type, json::Value const& body) {
    if (type == "deployment") return read_deployment(body);
    if (type == "merge") return read_merge(body);
    if (type.empty()) return lacking("generic", "/type", "\"deployment\" or \"merge\"");
    return ignored(type);
}

Result<Facts> read_generic(net::Headers const& /*headers*/, json::Value const& body) {
    auto const type = text_at(body, "/type");
    if (!has(body, "/specversion")) return read_as(type, body);
    if (!has(body, "/data")) return lacking("CloudEvent", "/data", "what is told");
    auto const& data = body.get_object().at("data");
    auto const own = text_at(data, "/type");
    return read_as(own.empty() ? last_part(type) : own, data);
}

}  // namespace

HookReader const kGenericHooks{.wanted = {"/specversion",
                                          "/type",
                                          "/status",
                                          "/commit",
                                          "/at",
                                          "/repository",
                                          "/environment",
                                          "/application",
                                          "/version",
                                          "/reference",
                                          "/detail",
                                          "/author",
                                          "/title",
                                          "/branch",
                                          "/pull_request",
                                          "/labels",
                                          "/merged_at",
                                          "/data/type",
                                          "/data/status",
                                          "/data/commit",
                                          "/data/at",
                                          "/data/repository",
                                          "/data/environment",
                                          "/data/application",
                                          "/data/version",
                                          "/data/reference",
                                          "/data/detail",
                                          "/data/author",
                                          "/data/title",
                                          "/data/branch",
                                          "/data/pull_request",
                                          "/data/labels",
                                          "/data/merged_at"},
                               .read = &read_generic};

}  // namespace cadence::forge
