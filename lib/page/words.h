// What views are made with: how instants, states and names are said on a page. Times are those of the train's
// zone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "base/instant.h"
#include "page/page.h"
#include "release/people.h"

namespace cadence::page {

using Array = boost::json::array;
using JsonValue = boost::json::value;

// Reading a document: what is not there is empty.
[[nodiscard]] std::string text_at(Object const& from, std::string_view name);
[[nodiscard]] Object const& object_at(Object const& from, std::string_view name);
[[nodiscard]] Array const& list_at(Object const& from, std::string_view name);
[[nodiscard]] bool flag_at(Object const& from, std::string_view name);
[[nodiscard]] std::int64_t number_at(Object const& from, std::string_view name);
[[nodiscard]] std::optional<Instant> instant_at(Object const& from, std::string_view name);
/// A list of texts.
[[nodiscard]] std::vector<std::string> texts_at(Object const& from, std::string_view name);
[[nodiscard]] bool has(Object const& from, std::string_view name);

/// False where it is empty, which a template leaves out.
[[nodiscard]] inline JsonValue some(std::string_view text) {
    return text.empty() ? JsonValue(false) : JsonValue(text);
}
/// Puts what is not empty.
void put_text(Object& into, std::string_view name, std::string_view text);

// Times, each as {iso, stamp}.
/// "Thu 10 Dec, 10:00"
[[nodiscard]] Object moment(Instant at, Zone const& zone);
/// "Thursday 10 December, 10:00 UTC"
[[nodiscard]] Object long_moment(Instant at, Zone const& zone);
/// "Thu 10 Dec 2026, 10:00"
[[nodiscard]] Object dated_moment(Instant at, Zone const& zone);
/// "Thursday 10 December"
[[nodiscard]] std::string long_day(Date day);
/// "Thu 10 Dec"
[[nodiscard]] std::string short_day(Date day);
[[nodiscard]] std::string_view month_name(date::month month);
/// "UTC", "CET"
[[nodiscard]] std::string zone_word(Instant at, Zone const& zone);
/// Of an instant that the document has.
void put_moment(Object& into, std::string_view name, Object const& from, std::string_view member,
                Zone const& zone);

/// A sentence of a document in pieces, so that the times in it ("2026-12-10 10:00 UTC") are said as on the
/// page.
[[nodiscard]] Object said(std::string_view text, Zone const& zone);

/// A state as people see it: its shape (design: vocabulary), its tone and its word.
struct Look {
    std::string_view shape;
    std::string_view tone;
};
[[nodiscard]] Look look_of_outlook(std::string_view code);
void put_look(Object& into, Look look);

/// What a release is called: its version, else its commit, else its title, else what it is.
[[nodiscard]] std::string called(Object const& release);
[[nodiscard]] std::string short_commit(std::string_view commit);
/// "code_freeze" -> "Code freeze".
[[nodiscard]] std::string capitalised(std::string text);
/// "Tech Lead" of "tech-lead".
[[nodiscard]] std::string role_title(std::string_view role);
[[nodiscard]] std::string role_titles(std::vector<std::string> const& roles, std::string_view last);
[[nodiscard]] std::string kind_word(std::string_view kind);
[[nodiscard]] std::string release_link(std::string_view id);

// People, as the documents list them.
/// Ids of those with one of these roles, for the script: "anna paul".
[[nodiscard]] std::string ids_with(Array const& people, std::vector<std::string> const& roles);
[[nodiscard]] std::string ids_who_may(Array const& people, release::Right right);
/// Names of those with one of these roles: "Quinn, Anna or Paul"; the titles of the roles where there are
/// none.
[[nodiscard]] std::string names_with(Array const& people, std::vector<std::string> const& roles);
[[nodiscard]] std::string name_of_person(Array const& people, std::string_view id);
[[nodiscard]] std::vector<std::string> roles_for(release::Right right);

/// A button that only they see who may press it, by the script.
struct Button {
    std::string_view act;    // the dialog it opens
    std::string_view label;  // "Go…"
    std::string who;         // ids
    std::string_view style;  // "main", "quiet little"
    std::string about;       // the release or train
    std::string called;
    std::string extra = {};
    std::string full_label = {};  // for who hears it
};
[[nodiscard]] Object button(Button const& its);

}  // namespace cadence::page
