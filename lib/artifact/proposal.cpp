#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "artifact/changelog.h"
#include "artifact/heading.h"
#include "artifact/inline.h"
#include "base/text.h"

namespace cadence::artifact {

namespace {

struct Reason {
    Bump bump;
    bool breaking = false;
    std::string text;
};

/// "**Breaking:** ..." as in Keep a Changelog 2, or "BREAKING CHANGE" as in Conventional Commits.
bool is_breaking(Entry const& entry) {
    auto const text = without_code(entry.text);
    return contains_ignoring_case(text, "**breaking") ||
           equals_ignoring_case(text.substr(0, 9), "breaking:") ||
           text.find("BREAKING CHANGE") != std::string::npos ||
           text.find("BREAKING-CHANGE") != std::string::npos;
}

Bump bump_of(SectionKind kind) {
    switch (kind) {
        case SectionKind::removed:
            return Bump::major;
        case SectionKind::fixed:
        case SectionKind::security:
            return Bump::patch;
        case SectionKind::added:
        case SectionKind::changed:
        case SectionKind::deprecated:
        case SectionKind::other:
            return Bump::minor;
    }
    return Bump::minor;
}

Reason reason_of(Section const& section, Entry const& entry) {
    auto const where = section.title.empty()
                           ? fmt::format("an entry stands under no section (line {})", entry.line)
                           : fmt::format("### {} has an entry (line {})", section.title, entry.line);
    if (says_breaking(section.title)) return {Bump::major, true, where};
    if (is_breaking(entry))
        return {Bump::major, true, fmt::format("an entry says that it is breaking (line {})", entry.line)};
    auto const bump = bump_of(section.kind);
    return {bump, bump == Bump::major, where};
}

/// The weightiest reason, the first of its weight; nothing if there is no entry.
std::optional<Reason> reason_for(Chapter const& chapter) {
    std::optional<Reason> best;
    for (auto const& section : chapter.sections)
        for (auto const& entry : section.entries) {
            if (entry.text.empty()) continue;
            auto reason = reason_of(section, entry);
            if (!best || reason.bump > best->bump) best = std::move(reason);
        }
    return best;
}

std::optional<Version> newest_in(Changelog const& changelog) {
    std::optional<Version> newest;
    for (auto const& chapter : changelog.chapters) {
        auto version = parse_version(chapter.version);
        if (chapter.unreleased || !version) continue;
        if (!newest || std::is_gt(precedence(*version, *newest))) newest = std::move(*version);
    }
    return newest;
}

tl::unexpected<Error> nothing(std::string detail) {
    return refuse(ErrorCode::invalid, "nothing-to-release", std::move(detail));
}

bool is_for_users(Section const& section) {
    bool const known =
        section.kind != SectionKind::other || section.title.empty() || says_breaking(section.title);
    return known &&
           std::ranges::any_of(section.entries, [](Entry const& entry) { return !entry.text.empty(); });
}

}  // namespace

Result<Proposal> propose_next(Changelog const& changelog, std::optional<Version> const& last) {
    auto const* const chapter = changelog.unreleased();
    if (chapter == nullptr)
        return nothing(
            "The changelog has no chapter \"## [Unreleased]\". Write it above all others, with what is new.");
    auto reason = reason_for(*chapter);
    if (!reason)
        return nothing(
            fmt::format("\"{}\" (line {} of the changelog) has no entry. Write what is new as bullets under "
                        "### Added, Changed, Deprecated, Removed, Fixed or Security.",
                        one_line(chapter->heading), chapter->line));
    auto const before = last ? last : newest_in(changelog);
    if (!before)
        return Proposal{.version = {.major = "0", .minor = "1", .patch = "0", .pre = {}, .build = {}},
                        .bump = Bump::minor,
                        .because = "there is no version before it, and Semantic Versioning begins at 0.1.0"};
    if (before->major == "0" && reason->breaking) {
        reason->bump = Bump::minor;
        reason->text += "; before 1.0.0 that is a minor version";
    }
    return Proposal{
        .version = bumped(*before, reason->bump), .bump = reason->bump, .because = std::move(reason->text)};
}

std::vector<Finding> problems_for_release(Changelog const& changelog, std::string_view version) {
    if (version.starts_with('v')) version.remove_prefix(1);
    auto const* const chapter = changelog.chapter(version);
    if (chapter == nullptr)
        return {
            {1, "chapter-missing",
             fmt::format(
                 "The changelog has no chapter for {0}. Write \"## [{0}] - YYYY-MM-DD\" with the day of the "
                 "release, and move there what stands under Unreleased.",
                 version)}};
    std::vector<Finding> problems;
    if (!chapter->date)
        problems.push_back(
            {chapter->line, "date-missing",
             fmt::format("The chapter for {0} has no date. Write \"## [{0}] - YYYY-MM-DD\".", version)});
    if (!std::ranges::any_of(chapter->sections, is_for_users))
        problems.push_back(
            {chapter->line, "entry-missing",
             fmt::format("The chapter for {} tells users nothing. Write at least one bullet under ### "
                         "Added, Changed, Deprecated, Removed, Fixed or Security.",
                         version)});
    if (chapter->link.empty() && !has_link(chapter->body))
        problems.push_back(
            {chapter->line, "link-missing",
             fmt::format("The chapter for {0} links nowhere. Link a document, name a ticket (#123, "
                         "ABC-123), or define \"[{0}]: https://...\" at the end of the file.",
                         version)});
    return problems;
}

}  // namespace cadence::artifact
