#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "artifact/changelog.h"
#include "artifact/heading.h"
#include "artifact/lint_heading.h"
#include "artifact/markdown.h"
#include "base/encoding.h"
#include "base/plain_text.h"
#include "base/text.h"

namespace cadence::artifact {

namespace {

constexpr std::size_t kMostFindings = 500;

/// Findings in lines that are outside a chapter, or in the wrong place.
class LineCheck {
  public:
    LineCheck(Changelog const& log, Findings& findings) : findings_{findings} {
        for (auto const& chapter : log.chapters) {
            chapters_.emplace(chapter.line);
            versions_.emplace(chapter.version);
            for (auto const& section : chapter.sections) sections_.emplace(section.line);
        }
    }

    void take(Line const& line) {
        if (line.kind == LineKind::heading) take_heading(line);
        if (line.kind == LineKind::definition) take_definition(line);
        if (line.kind == LineKind::text && !line.inside && looks_like_heading(line.text))
            findings_.add(line.number, "heading-space",
                          "Put a space after the number signs; without it this is not a heading.");
        bool const goes_on = line.inside && (line.kind == LineKind::text || line.kind == LineKind::code);
        if (empty_bullet_ > 0 && !goes_on) report_empty_bullet();
        empty_bullet_ = line.kind == LineKind::item && trimmed(line.text).empty() ? line.number : 0;
    }

    void finish() {
        if (empty_bullet_ > 0) report_empty_bullet();
        if (!title_)
            findings_.add(1, "title-missing", "The file should begin with the heading \"# Changelog\".");
    }

  private:
    static bool looks_like_heading(std::string_view text) {
        auto const first = text.find_first_not_of('#');
        return text.starts_with("##") && first != std::string_view::npos;
    }

    void report_empty_bullet() {
        findings_.add(empty_bullet_, "entry-empty",
                      "This bullet is empty. Write what changed, or remove it.");
        empty_bullet_ = 0;
    }

    void take_heading(Line const& line) {
        if (chapters_.contains(line.number)) {
            lint_chapter_heading(line, findings_);
        } else if (sections_.contains(line.number)) {
            lint_section_heading(line, findings_);
        } else if (line.level == 1 && chapters_.lower_bound(line.number) == chapters_.begin()) {
            title_ = true;
        } else if (line.level <= 2) {
            findings_.add(
                line.number, "heading-unknown",
                "This heading names no version, so what follows belongs to none. A version's is like "
                "\"## [1.2.0] - 2026-01-22\", a section's like \"### Added\".");
        } else {
            findings_.add(line.number, "section-without-version",
                          "This section is not under a version. Write \"## [Unreleased]\" above it.");
        }
    }

    void take_definition(Line const& line) {
        auto const version = parse_tag(line.text);
        if (!version) return;
        auto const text = line.text.substr(line.text.starts_with('v') ? 1 : 0);
        if (!versions_.contains(text))
            findings_.add(
                line.number, "link-unused",
                fmt::format("There is no chapter for {}. Correct the version, or remove the link.", text));
    }

    Findings& findings_;
    std::set<int> chapters_;  // where they begin
    std::set<int> sections_;
    std::set<std::string_view> versions_;
    int empty_bullet_ = 0;
    bool title_ = false;
};

void lint_sections(Chapter const& chapter, Findings& findings) {
    std::map<std::string, int> seen;
    std::size_t entries = 0;
    for (auto const& section : chapter.sections) {
        entries += section.entries.size();
        if (section.title.empty()) {
            findings.add(section.line, "entry-outside-section",
                         "This bullet is not under a section. Write \"### Added\", \"### Changed\", \"### "
                         "Deprecated\", "
                         "\"### Removed\", \"### Fixed\" or \"### Security\" above it.");
            continue;
        }
        auto const title = one_line(section.title);
        auto const [first, is_new] = seen.emplace(title, section.line);
        if (!is_new)
            findings.add(section.line, "section-duplicate",
                         fmt::format("\"{}\" is already in this chapter (line {}). Move the bullets there.",
                                     title, first->second));
        if (section.entries.empty() && !chapter.unreleased)
            findings.add(
                section.line, "section-empty",
                fmt::format("\"{}\" has no bullet. Write each change as one, or remove the section.", title));
    }
    if (entries == 0 && !chapter.unreleased)
        findings.add(chapter.line, "entry-missing", "This chapter has no entry. Say what changed for users.");
}

/// Newest first: a version may stand above a higher one only if it came out later.
void lint_order(Changelog const& log, Findings& findings) {
    Chapter const* above = nullptr;
    std::optional<Version> above_version;
    for (auto const& chapter : log.chapters) {
        if (chapter.version.empty() && &chapter != &log.chapters.front())
            findings.add(chapter.line, "unreleased-not-first", "\"Unreleased\" belongs above all versions.");
        auto version = parse_version(chapter.version);
        if (!version || !chapter.package.empty()) continue;
        bool const higher = above_version && std::is_gt(precedence(*version, *above_version));
        bool const earlier = above != nullptr && above->date && chapter.date && *chapter.date < *above->date;
        if (higher && !earlier)
            findings.add(chapter.line, "order",
                         fmt::format("{} is below {}. The newest version comes first.", chapter.version,
                                     above->version));
        above = &chapter;
        above_version = std::move(*version);
    }
}

void lint_chapters(Changelog const& log, Findings& findings) {
    std::map<std::tuple<std::string, std::string>, int> seen;
    bool const linked = std::ranges::any_of(log.chapters, [](Chapter const& c) { return !c.link.empty(); });
    for (auto const& chapter : log.chapters) {
        auto const name = chapter.version.empty() ? "Unreleased" : one_line(chapter.version);
        auto const [first, is_new] = seen.emplace(std::tuple{chapter.package, chapter.version}, chapter.line);
        if (!is_new)
            findings.add(chapter.line, "version-duplicate",
                         fmt::format("{} already has a chapter (line {}). Merge them.", name, first->second));
        if (linked && chapter.link.empty())
            findings.add(
                chapter.line, "link-missing",
                fmt::format(
                    "Other versions have a link. Define \"[{}]: https://...\" at the end of the file.",
                    name));
        lint_sections(chapter, findings);
    }
    lint_order(log, findings);
}

/// "date" of "date-invalid".
std::string_view subject_of(std::string_view rule) {
    return rule.substr(0, rule.find('-'));
}

/// The newest release is to be told of: it lacks nothing that recording its notes would ask for. One that was
/// yanked is not.
void lint_newest(Changelog const& log, Findings& findings) {
    auto const newest = std::ranges::find_if(
        log.chapters, [](Chapter const& each) { return !each.version.empty() && !each.unreleased; });
    if (newest == log.chapters.end() || newest->yanked) return;
    for (auto& problem : problems_of(*newest)) {
        bool const told = std::ranges::any_of(findings.list, [&](Finding const& each) {
            return each.line == problem.line && subject_of(each.rule) == subject_of(problem.rule);
        });
        if (!told) findings.add(problem.line, std::move(problem.rule), std::move(problem.text));
    }
}

}  // namespace

void Findings::add(int line, std::string rule, std::string text) {
    if (list.size() < kMostFindings) list.push_back({line, std::move(rule), std::move(text)});
}

std::vector<Finding> lint(std::string_view text) {
    auto const log = parse_changelog(text);
    if (!log && log.error().problem != "changelog-empty")
        return {{std::max(1, line_that_is_no_text(text.substr(0, kMaxChangelog))), log.error().problem,
                 log.error().detail}};
    Findings findings;
    if (!log) findings.add(1, log.error().problem, log.error().detail);
    Changelog const empty;
    LineCheck check{log ? *log : empty, findings};
    Lines lines{text};
    int open = 0;
    bool comment = false;
    while (auto const line = lines.next()) {
        check.take(*line);
        open = lines.open_since();
        comment = lines.open_is_comment();
    }
    check.finish();
    if (open > 0)
        findings.add(
            open, comment ? "comment-open" : "fence-open",
            comment
                ? "This comment never ends, and hides the rest of the file. Close it with \"-->\"."
                : "This block of code never ends, and hides the rest of the file. Close it with a fence.");
    if (log) {
        lint_chapters(*log, findings);
        lint_newest(*log, findings);
    }
    std::ranges::stable_sort(findings.list, {}, &Finding::line);
    return std::move(findings.list);
}

}  // namespace cadence::artifact
