#include "artifact/lint_heading.h"

#include <fmt/format.h>

#include "artifact/heading.h"
#include "base/plain_text.h"
#include "base/text.h"

namespace cadence::artifact {

namespace {

void lint_version(Line const& line, ChapterHeading const& heading, Findings& findings) {
    if (heading.version.empty()) return;
    if (auto const version = parse_version(heading.version); !version)
        findings.add(line.number, "version-invalid", version.error().detail);
    if (!heading.prefix.empty())
        findings.add(line.number, "version-prefix",
                     fmt::format("Write the version without \"{}\": \"[{}]\".", one_line(heading.prefix),
                                 heading.version));
}

void lint_date(Line const& line, ChapterHeading const& heading, Findings& findings) {
    if (heading.version.empty()) return;
    if (heading.day.empty() || heading.unreleased)
        findings.add(line.number, "date-missing",
                     fmt::format("Write the day of the release: \"## [{}] - YYYY-MM-DD\".", heading.version));
    else if (!heading.date)
        findings.add(line.number, "date-invalid",
                     fmt::format("\"{}\" is not a date that can be read. Write year, month and day: "
                                 "\"2026-01-22\".",
                                 heading.day));
    else if (heading.day != format_date(*heading.date))
        findings.add(line.number, "date-form",
                     fmt::format("Write the date as \"{}\", which reads the same everywhere.",
                                 format_date(*heading.date)));
}

/// The heading as Keep a Changelog has it.
std::string proper(ChapterHeading const& heading) {
    auto text = fmt::format("## [{}]", heading.version.empty() ? "Unreleased" : heading.version);
    if (heading.date) text += " - " + format_date(*heading.date);
    return heading.yanked ? text + " [YANKED]" : text;
}

}  // namespace

void lint_chapter_heading(Line const& line, Findings& findings) {
    auto const heading = read_chapter_heading(line.text, line.level);
    if (!heading) return;
    lint_version(line, *heading, findings);
    if (heading->perhaps)
        findings.add(line.number, "unreleased-form",
                     "Call what is not released yet Unreleased: \"## [Unreleased]\".");
    lint_date(line, *heading, findings);
    if (line.level != 2)
        findings.add(line.number, "heading-level",
                     fmt::format("A version's heading has two number signs: \"{}\".", proper(*heading)));
    if (heading->yanked && !heading->yanked_well)
        findings.add(line.number, "yanked-form",
                     fmt::format("\"[YANKED]\" goes at the end, in capitals: \"{}\".", proper(*heading)));
    if (!heading->rest.empty())
        findings.add(
            line.number, "heading-words",
            fmt::format("Write \"{}\" below the heading, which only has the version and its date: \"{}\".",
                        one_line(heading->rest), proper(*heading)));
}

void lint_section_heading(Line const& line, Findings& findings) {
    auto const section = read_section_heading(line.text);
    bool const deeper = line.level > 3;
    if (section.proper.empty() && !deeper)
        findings.add(
            line.number, "section-unknown",
            fmt::format(
                "\"{}\" is not a kind of change. Use Added, Changed, Deprecated, Removed, Fixed or Security.",
                one_line(section.title.substr(0, 80))));
    if (!section.proper.empty() && line.text != section.proper)
        findings.add(line.number, "section-form", fmt::format("Write \"### {}\".", section.proper));
    else if (!section.proper.empty() && line.level != 3)
        findings.add(line.number, "section-level",
                     fmt::format("A section has three number signs: \"### {}\".", section.proper));
}

}  // namespace cadence::artifact
