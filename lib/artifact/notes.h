// Release notes of one chapter of a changelog. The chapter is written once, as Markdown in its proper form,
// and that is what is kept; HTML, plain lines for chat and the points of an announcement are each rendered
// from the document that this Markdown is (CommonMark), in its order, and never from one another. A changelog
// is written by people outside this program: HTML lets no markup of theirs through, and only links of http,
// https and mailto and relative ones. Text for chat is not yet escaped for any one chat.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "artifact/changelog.h"

namespace cadence::artifact {

/// "## 1.2.0 (2026-01-22)", the summary, every section with something in it, and the link to all changes.
/// Notes longer than 64 KiB are cut at a line, before the link.
[[nodiscard]] std::string notes_markdown(Chapter const& chapter);

/// A fragment, not a page. What is longer than 128 KiB is cut at a line.
[[nodiscard]] std::string notes_html(std::string_view markdown);

/// "1.2.0 (2026-01-22)", "Added:", "- Bulk upload (https://...)", "All changes (https://...)".
[[nodiscard]] std::string notes_chat(std::string_view markdown);

/// The same without its title, and each bullet and paragraph whole: "Added: Bulk upload (https://...)".
[[nodiscard]] std::vector<std::string> notes_points(std::string_view markdown);

}  // namespace cadence::artifact
