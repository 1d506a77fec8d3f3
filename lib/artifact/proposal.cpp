#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "artifact/breaking.h"
#include "artifact/changelog.h"
#include "artifact/heading_words.h"
#include "artifact/inline.h"
#include "artifact/nothing.h"
#include "artifact/section_words.h"
#include "base/encoding.h"
#include "base/plain_text.h"
#include "base/text.h"

namespace cadence::artifact {

namespace {

struct Reason {
    Bump bump = Bump::patch;
    bool breaking = false;
    int line = 0;
    std::string text;
};

/// One line of Markdown, short enough to be quoted.
std::string quoted(std::string_view text, int line) {
    constexpr std::size_t kLongest = 80;
    for (; line > 0; --line) take_until(text, '\n');
    text = trimmed(first_line(text));
    return fmt::format("\"{}{}\"", one_line(utf8_within(text, kLongest)),
                       text.size() > kLongest ? "..." : "");
}

std::optional<Reason> breaking_in(std::string_view text, int line, SectionKind kind) {
    auto const at = line_that_breaks(text, kind);
    if (!at) return std::nullopt;
    return Reason{Bump::major, true, line + *at,
                  fmt::format("line {} says that it is breaking: {}", line + *at, quoted(text, *at))};
}

Reason reason_of(Section const& section, Entry const& entry) {
    if (auto breaking = breaking_in(entry.text, entry.line, section.kind); breaking && !section.breaking)
        return *breaking;
    auto const kind = section.kind == SectionKind::other ? kind_labelled(entry.text) : section.kind;
    auto const bump = section.breaking ? Bump::major : bump_of(kind);
    auto const where =
        section.title.empty() ? std::string{"no section"} : one_line(section.title.substr(0, 80));
    return {bump, bump == Bump::major, entry.line,
            fmt::format("line {} is under {}: {}", entry.line, where, quoted(entry.text, 0))};
}

bool says(std::vector<Entry> const& entries) {
    return std::ranges::any_of(entries, [](Entry const& entry) { return !says_nothing(entry.text); });
}

/// Text that is no bullet counts if it tells of something that breaks, or is all that its section has.
std::optional<Reason> reason_of_text(Section const& section, Entry const& paragraph) {
    bool const known = section.breaking || section.kind != SectionKind::other;
    if (known && section.entries.empty()) return reason_of(section, paragraph);
    return section.breaking ? std::nullopt : breaking_in(paragraph.text, paragraph.line, section.kind);
}

/// The weightiest reason, the first of its weight; nothing if there is no entry.
std::optional<Reason> reason_for(Chapter const& chapter) {
    auto best = breaking_in(chapter.summary, chapter.summary_line, SectionKind::other);
    auto const weigh = [&best](std::optional<Reason> reason) {
        if (reason && (!best || reason->bump > best->bump)) best = std::move(reason);
    };
    for (auto const& section : chapter.sections) {
        if (announces_nothing(section.title)) continue;
        for (auto const& paragraph : section.paragraphs)
            if (!says_nothing(paragraph.text)) weigh(reason_of_text(section, paragraph));
        for (auto const& entry : section.entries)
            if (!says_nothing(entry.text)) weigh(reason_of(section, entry));
    }
    return best;
}

std::optional<Version> newest_in(Changelog const& changelog, std::string_view package) {
    std::optional<Version> newest;
    for (auto const& chapter : changelog.chapters) {
        auto version = parse_version(chapter.version);
        if (chapter.unreleased || !version || (!package.empty() && chapter.package != package)) continue;
        if (!newest || std::is_gt(precedence(*version, *newest))) newest = std::move(*version);
    }
    return newest;
}

tl::unexpected<Error> nothing(std::string detail) {
    return refuse(ErrorCode::invalid, "nothing-to-release", std::move(detail));
}

bool is_for_users(Section const& section) {
    return !is_for_developers(section.title) && !announces_nothing(section.title) &&
           (says(section.entries) || says(section.paragraphs));
}

/// The bump that leads from one version to a higher one.
Bump bump_between(Version const& from, Version const& to) {
    if (from.major != to.major) return Bump::major;
    return from.minor != to.minor ? Bump::minor : Bump::patch;
}

/// The version that the heading names, as people have decided: "1.3.0 (upcoming)", "1.3.0-dev".
std::optional<Version> named_in(Chapter const& chapter) {
    auto version = parse_version(chapter.version);
    if (!version) return std::nullopt;
    if (is_development(*version)) version->pre.pop_back();
    return std::move(*version);
}

Proposal decided_by(Reason reason, Version version) {
    return {.version = std::move(version),
            .bump = reason.bump,
            .line = reason.line,
            .because = std::move(reason.text)};
}

/// "@acme/api, @acme/web and 3 more".
std::string named(std::vector<Chapter const*> const& chapters) {
    std::vector<std::string> names;
    names.reserve(chapters.size());
    for (auto const* const each : chapters)
        names.push_back(each->package.empty() ? "one without a name" : one_line(each->package));
    return first_listed(std::move(names));
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
    auto const before = last ? last : newest_in(changelog, chapter->package);
    if (before && before->major == "0" && reason->breaking) {
        reason->bump = Bump::minor;
        reason->text += "; before 1.0.0 that is a minor version";
    }
    std::optional<Version> next;
    if (before) next = bumped(*before, reason->bump);
    if (auto named = named_in(*chapter); named && (!next || std::is_gt(precedence(*named, *next)))) {
        auto const bump = before ? bump_between(*before, *named) : Bump::minor;
        return decided_by(
            {bump, false, chapter->line,
             fmt::format("line {} names it: \"{}\"", chapter->line, one_line(chapter->heading))},
            std::move(*named));
    }
    if (next) return decided_by(std::move(*reason), std::move(*next));
    return decided_by({Bump::minor, false, reason->line,
                       "there is no version before it, and Semantic Versioning begins at 0.1.0"},
                      {.major = "0", .minor = "1", .patch = "0"});
}

std::vector<Finding> problems_of(Chapter const& chapter) {
    auto const version = one_line(chapter.version);
    std::vector<Finding> problems;
    auto const add = [&](std::string rule, std::string text) {
        problems.push_back({chapter.line, std::move(rule), std::move(text)});
    };
    if (chapter.yanked)
        add("yanked", fmt::format("The chapter for {} says that it was yanked. Release what follows as a "
                                  "new version, in a chapter of its own.",
                                  version));
    if (chapter.unreleased && chapter.date)
        add("unreleased",
            fmt::format("The heading still says that {0} is not released. Write \"## [{0}] - {1}\".", version,
                        format_date(*chapter.date)));
    if (!chapter.date)
        add("date-missing",
            fmt::format("The chapter for {0} has no date. Write \"## [{0}] - YYYY-MM-DD\".", version));
    if (!std::ranges::any_of(chapter.sections, is_for_users))
        add("entry-missing",
            fmt::format("The chapter for {} tells users nothing. Write at least one bullet under ### "
                        "Added, Changed, Deprecated, Removed, Fixed or Security.",
                        version));
    if (chapter.link.empty() && !has_link(chapter.body))
        add("link-missing",
            fmt::format("The chapter for {0} has no link. Link a document, name a ticket (#123, "
                        "ABC-123), or define \"[{0}]: https://...\" at the end of the file.",
                        version));
    return problems;
}

std::vector<Finding> problems_for_release(Changelog const& changelog, std::string_view version,
                                          std::string_view package) {
    version = without_v(version);
    auto const* const chapter = changelog.chapter(version, package);
    auto const several = changelog.chapters_of(version, package);
    if (chapter == nullptr && !several.empty())
        return {
            {several.front()->line, "package-unclear",
             fmt::format("{} has a chapter for each of several packages, {}, and none of them is called {}. "
                         "Name the package in its heading, or keep a changelog for each.",
                         version, named(several), package.empty() ? "as asked" : package)}};
    if (chapter == nullptr)
        return {
            {1, "chapter-missing",
             fmt::format(
                 "The changelog has no chapter for {0}. Write \"## [{0}] - YYYY-MM-DD\" with the day of the "
                 "release, and move what is under Unreleased there.",
                 version)}};
    return problems_of(*chapter);
}

}  // namespace cadence::artifact
