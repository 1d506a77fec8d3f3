// Shared by the readers of the sources: pieces of facts.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "forge/hook.h"
#include "json/place.h"

namespace cadence::forge {

using Facts = std::vector<Fact>;

/// How a source is read.
struct HookReader {
    json::Wanted wanted;  // every member that it looks at
    /// Errors: invalid `malformed-hook`.
    Result<Facts> (*read)(net::Headers const& headers, json::Value const& document);
};
extern HookReader const kGithubHooks;
extern HookReader const kGitlabHooks;
extern HookReader const kGiteaHooks;
extern HookReader const kCoolifyHooks;
extern HookReader const kGenericHooks;

/// Text for people: one line, cut where nobody reads on.
[[nodiscard]] std::string brief(std::string_view text);
[[nodiscard]] std::string brief_at(json::Value const& value, std::string_view pointer);
[[nodiscard]] std::vector<std::string> briefs_at(json::Value const& value, std::string_view pointer,
                                                 std::string_view name);
/// "" where there is none.
[[nodiscard]] std::string object_id_at(json::Value const& value, std::string_view pointer);
/// "1.2.0" of "v1.2.0" or "refs/tags/v1.2.0"; "" of anything that is no version's tag.
[[nodiscard]] std::string version_of(std::string_view ref);
/// "main" of "refs/heads/main" and of "main"; "" of what is no branch.
[[nodiscard]] std::string branch_of(std::string_view ref);

[[nodiscard]] Facts ignored(std::string_view event, std::string_view action = {});

struct EventReader {
    std::string_view event;
    Result<Facts> (*read)(json::Value const& body);
};
/// By the reader of this event; ignored if there is none.
[[nodiscard]] Result<Facts> read_event(std::span<EventReader const> readers, std::string_view event,
                                       json::Value const& body);

/// The part that all three forges write alike.
struct RefChange {
    bool is_tag = false;
    std::string name;
    std::string before;  // empty: new
    std::string after;   // empty: gone
};
/// Nothing for what is neither branch nor tag. Errors: invalid `malformed-hook`.
[[nodiscard]] Result<std::optional<RefChange>> read_ref_change(json::Value const& body);

/// The head commit, if it was told; else a null.
[[nodiscard]] json::Value const& head_commit(json::Value const& body, std::string const& after);
/// Title, message, time and author of the head commit.
void add_head_commit(Pushed& pushed, json::Value const& commit);
/// The other commits that name a pull request: a merge queue pushes several at once.
void add_brought(Pushed& pushed, json::Value const& body);
/// Whether it brings nothing: the branch was moved back by force, which only GitHub tells by name.
[[nodiscard]] bool goes_back(Pushed const& pushed, json::Value const& body);
/// The paths that the commits touched, where they tell all of them: not of a new branch, nor where commits
/// may be gone.
void add_paths(Pushed& pushed, json::Value const& body);
/// These members, and what is looked at of the commits at each of those places.
[[nodiscard]] json::Wanted with_commits(json::Wanted wanted, std::initializer_list<std::string_view> places);

}  // namespace cadence::forge
