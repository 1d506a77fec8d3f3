#include "forge/hook_parts.h"

#include <algorithm>
#include <array>
#include <set>

#include <boost/json/array.hpp>

#include "artifact/version.h"
#include "base/encoding.h"
#include "base/git_name.h"
#include "base/plain_text.h"
#include "base/text.h"
#include "forge/arriving.h"
#include "forge/pick.h"

namespace cadence::forge {

namespace {

constexpr std::string_view kHeads = "refs/heads/";
constexpr std::string_view kTags = "refs/tags/";
constexpr std::size_t kLongestBrief = 500;
constexpr std::size_t kMostPaths = 3000;
constexpr std::size_t kMostTold = 10'000;  // the same path by several commits; fewer than are read (hook.cpp)
constexpr std::size_t kLongestPath = 1000;

std::string_view without(std::string_view prefix, std::string_view text) {
    return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

/// A side of a push: an object id, or "" for the null id. Nothing: neither.
std::optional<std::string> side_at(json::Value const& body, std::string_view pointer) {
    auto id = text_at(body, pointer);
    if (is_null_id(id)) return std::string{};
    return is_object_id(id) ? std::optional{std::move(id)} : std::nullopt;
}

constexpr std::array kTouched{"/added", "/modified", "/removed"};

/// How many paths the commits tell, the same ones again and again.
std::size_t count_touched(boost::json::array const& commits) {
    std::size_t told = 0;
    for (auto const& commit : commits)
        for (auto const* list : kTouched) told += list_at(commit, list).size();
    return told;
}

/// Adds what one commit touched; false: it does not say, or not so that we can tell.
bool add_touched(std::set<std::string>& paths, json::Value const& commit) {
    for (auto const* list : kTouched) {
        if (!has(commit, list)) return false;
        auto told = texts_at(commit, list, "");
        if (told.size() != list_at(commit, list).size()) return false;
        for (auto& path : told) {
            if (path.size() > kLongestPath) return false;
            paths.insert(std::move(path));
        }
    }
    return paths.size() <= kMostPaths;
}

}  // namespace

std::string brief(std::string_view text) {
    return one_line(std::string{front_of(text, kLongestBrief)});
}

std::string brief_at(json::Value const& value, std::string_view pointer) {
    return brief(text_at(value, pointer));
}

std::vector<std::string> briefs_at(json::Value const& value, std::string_view pointer,
                                   std::string_view name) {
    auto texts = texts_at(value, pointer, name);
    for (auto& text : texts) text = brief(text);
    return texts;
}

std::string object_id_at(json::Value const& value, std::string_view pointer) {
    auto id = text_at(value, pointer);
    return is_object_id(id) ? id : std::string{};
}

std::string version_of(std::string_view ref) {
    static constexpr std::size_t kLongest = 100;
    auto const tag = without(kTags, ref);
    if (tag.size() > kLongest) return {};
    auto const version = artifact::parse_tag(tag);
    return version ? version->text() : std::string{};
}

std::string branch_of(std::string_view ref) {
    auto const name = without(kHeads, ref);
    return is_ref_name(name) ? std::string{name} : std::string{};
}

Facts ignored(std::string_view event, std::string_view action) {
    std::string what{event};
    if (!action.empty()) what.append(" ").append(action);
    return {Ignored{brief(what)}};
}

Result<Facts> read_event(std::span<EventReader const> readers, std::string_view event,
                         json::Value const& body) {
    auto const known = std::ranges::find(readers, event, &EventReader::event);
    if (known != readers.end()) return known->read(body);
    auto const action = text_at(body, "/action");
    return ignored(event, action.empty() ? text_at(body, "/object_attributes/action") : action);
}

Result<std::optional<RefChange>> read_ref_change(json::Value const& body) {
    auto const ref = text_at(body, "/ref");
    if (!ref.starts_with("refs/")) return lacking("push", "/ref", "\"refs/heads/…\" or \"refs/tags/…\"");
    bool const is_tag = ref.starts_with(kTags);
    if (!is_tag && !ref.starts_with(kHeads)) return std::optional<RefChange>{};
    RefChange change{is_tag, std::string{without(is_tag ? kTags : kHeads, ref)}, {}, {}};
    if (!is_ref_name(change.name)) return lacking("push", "/ref", "a name that git takes");
    auto before = side_at(body, "/before");
    if (!before) return lacking("push", "/before", "a commit id");
    auto after = side_at(body, "/after");
    if (!after) return lacking("push", "/after", "a commit id");
    change.before = *std::move(before);
    change.after = *std::move(after);
    return std::optional{std::move(change)};
}

json::Value const& head_commit(json::Value const& body, std::string const& after) {
    static json::Value const kNone;
    if (has(body, "/head_commit")) return body.get_object().at("head_commit");
    for (auto const& commit : list_at(body, "/commits"))
        if (!after.empty() && text_at(commit, "/id") == after) return commit;
    return kNone;
}

void add_head_commit(Pushed& pushed, json::Value const& commit) {
    pushed.message = text_at(commit, "/message");
    pushed.title = brief(first_line(pushed.message));
    pushed.committed_at = instant_at(commit, "/timestamp");
    for (auto const* pointer : {"/author/username", "/author/name"})
        if (pushed.author.empty()) pushed.author = brief_at(commit, pointer);
}

void add_brought(Pushed& pushed, json::Value const& body) {
    for (auto const& commit : list_at(body, "/commits")) {
        auto id = object_id_at(commit, "/id");
        if (id.empty() || id == pushed.commit) continue;
        auto number = merged_from(text_at(commit, "/message")).pull_request;
        if (!number.empty()) pushed.brought.push_back({std::move(id), std::move(number)});
    }
}

bool goes_back(Pushed const& pushed, json::Value const& body) {
    return !pushed.before.empty() && !pushed.commit.empty() && pushed.before != pushed.commit &&
           has(body, "/commits") && list_at(body, "/commits").empty();
}

void add_paths(Pushed& pushed, json::Value const& body) {
    if (pushed.truncated || pushed.forced || pushed.before.empty()) return;
    auto const& commits = list_at(body, "/commits");
    if (count_touched(commits) > kMostTold) return;
    std::set<std::string> paths;
    for (auto const& commit : commits)
        if (!add_touched(paths, commit)) return;
    pushed.paths.assign(paths.begin(), paths.end());
}

json::Wanted with_commits(json::Wanted wanted, std::initializer_list<std::string_view> places) {
    for (auto const place : places)
        for (auto const* const member : {"/id", "/message", "/timestamp", "/author/username", "/author/name",
                                         "/author/email", "/added", "/modified", "/removed"})
            wanted.add(std::string{place} + member);
    return wanted;
}

}  // namespace cadence::forge
