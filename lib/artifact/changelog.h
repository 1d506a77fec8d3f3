// A changelog in the form of Keep a Changelog, read as people really write it: other headings, separators,
// dates, sections and bullets are understood, and lint() says how they should be written.
// A chapter stands on its own: links by reference are written out, comments are left out.
// Headings in fenced code, comments and list items are no headings. Reading takes linear time.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifact/version.h"
#include "base/instant.h"
#include "base/result.h"

namespace cadence::artifact {

inline constexpr std::size_t kMaxChangelog = 1024 * 1024;

struct Entry {
    std::string text;  // Markdown of one bullet without its marker, or of a paragraph; lines parted by '\n'
    int line = 0;
};

BOOST_DEFINE_ENUM_CLASS(SectionKind, added, changed, deprecated, removed, fixed, security, other)

struct Section {
    std::string title;  // "Added"; as written if it is none of the six; empty for what is under no section
    SectionKind kind = SectionKind::other;  // "Features" is added, "Bug Fixes" is fixed
    bool breaking = false;                  // the title says so, or that of the section above it
    int line = 0;
    std::vector<Entry> entries = {};
    std::vector<Entry> paragraphs = {};  // what stands before, between and after the bullets
};

struct Chapter {
    std::string version;  // "1.2.0" without "v", as written if it is no version; empty for Unreleased
    std::string package;  // "api" of "api@1.2.0", "Rails" of "Rails 8.0.1 (2024-12-13)"
    std::optional<Date> date;
    bool yanked = false;  // the heading says so, or what stands below it begins with that
    bool unreleased =
        false;            // the heading says so ("Unreleased", "Master", "1.3.0 (upcoming)", "1.3.0 - TBD")
    std::string heading;  // as written
    std::string link;     // of the heading, or of the reference with the version's name
    int line = 0;
    std::string body;     // Markdown up to the next chapter
    std::string summary;  // Markdown before the first section or bullet
    int summary_line = 0;
    std::vector<Section> sections;
};

struct Changelog {
    std::vector<Chapter> chapters;  // as in the file

    /// The first with this version; "v1.2.0" is 1.2.0. Where headings name packages, that of `package`, which
    /// is "api" for "@acme/api" as well. Null also where several packages have one, and none of them is
    /// meant.
    [[nodiscard]] Chapter const* chapter(std::string_view version, std::string_view package = {}) const;
    /// All of this version that chapter() may choose from.
    [[nodiscard]] std::vector<Chapter const*> chapters_of(std::string_view version,
                                                          std::string_view package) const;
    /// "Unreleased", or else the first chapter whose date says so.
    [[nodiscard]] Chapter const* unreleased() const;
};

/// Errors, all invalid: `changelog-binary`, `changelog-too-large`, `changelog-empty` (no chapter at all).
[[nodiscard]] Result<Changelog> parse_changelog(std::string_view text);

struct Finding {
    int line = 0;
    std::string rule;  // "date-missing"
    std::string text;  // what is right

    bool operator==(Finding const&) const = default;
};

/// Deviations from Keep a Changelog, by line, and what the newest release lacks (problems_of); at most 500
/// findings. A refusal of parse_changelog is a finding as well.
[[nodiscard]] std::vector<Finding> lint(std::string_view text);

struct Proposal {
    Version version;
    Bump bump = Bump::patch;
    int line = 0;         // of the changelog, which decided
    std::string because;  // "line 12 stands under Removed: "The old importer""
};

/// The version that what is unreleased asks for: major if something is removed or called breaking, patch if
/// everything is fixed or security, else minor. Before 1.0.0 a breaking change is a minor one. It follows
/// `last`, or else the highest version in the file (of its package, if it names one), or else it is 0.1.0,
/// where Semantic Versioning begins. A higher one that the heading names already ("2.0.0 (upcoming)") is what
/// people have decided. Errors: invalid `nothing-to-release`.
[[nodiscard]] Result<Proposal> propose_next(Changelog const& changelog, std::optional<Version> const& last);

/// The things a release of this chapter lacks: that it was not yanked and is not called unreleased any more,
/// its date, something that it tells users (in any section but those like "Internal") and a link to documents
/// or tickets. Empty: fine.
[[nodiscard]] std::vector<Finding> problems_of(Chapter const& chapter);

/// The same of the chapter of `version` (of `package`, where several have one), or that there is none to be
/// meant.
[[nodiscard]] std::vector<Finding> problems_for_release(Changelog const& changelog, std::string_view version,
                                                        std::string_view package = {});

}  // namespace cadence::artifact
