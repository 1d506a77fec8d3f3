// Gitea and Forgejo, which write as GitHub does, with event names and actions of their own.
#include <array>

#include "base/git_name.h"
#include "forge/arriving.h"
#include "forge/github_shape.h"
#include "forge/pick.h"

namespace cadence::forge {

namespace {

constexpr std::array<std::string_view, 7> kActions{"opened",        "reopened",      "synchronized", "edited",
                                                   "label_updated", "label_cleared", "closed"};

Result<Facts> read_pull_request(json::Value const& body) {
    return read_pull_request_event(body, {kActions, "/changes/ref/from"});
}

/// Its `sha` may be an annotated tag's own, so the commit is left to the push that is told besides.
Result<Facts> read_tag(json::Value const& body, std::string_view event) {
    auto const kind = text_at(body, "/ref_type");
    if (kind != "tag") return ignored(event, kind);
    auto repository = read_repository(body, event);
    if (!repository) return error_of(repository);
    static constexpr std::string_view kTags = "refs/tags/";
    auto tag = text_at(body, "/ref");
    if (tag.starts_with(kTags)) tag.erase(0, kTags.size());
    if (!is_ref_name(tag)) return lacking(event, "/ref", "a tag");
    return Facts{Tagged{*std::move(repository), std::move(tag), {}, event == "delete"}};
}

Result<Facts> read_created(json::Value const& body) {
    return read_tag(body, "create");
}

Result<Facts> read_deleted(json::Value const& body) {
    return read_tag(body, "delete");
}

constexpr std::array<EventReader, 7> kEvents{{{"push", read_push_like_github},
                                              {"pull_request", read_pull_request},
                                              {"pull_request_sync", read_pull_request},
                                              {"pull_request_label", read_pull_request},
                                              {"create", read_created},
                                              {"delete", read_deleted},
                                              {"release", read_release_like_github}}};

Result<Facts> read_gitea(net::Headers const& headers, json::Value const& body) {
    auto event = header_of(headers, "x-gitea-event");
    if (!event) event = header_of(headers, "x-forgejo-event");
    if (!event) return malformed_hook("There is neither one X-Gitea-Event header nor one X-Forgejo-Event.");
    return read_event(kEvents, *event, body);
}

}  // namespace

HookReader const kGiteaHooks{.wanted = wanted_like_github().with({"/changes/ref/from", "/ref_type"}),
                             .read = &read_gitea};

}  // namespace cadence::forge
