// Release notes of one chapter of a changelog: Markdown, HTML, and plain lines for chat.
// A changelog is written by people outside this program: HTML lets no markup of theirs through, and only
// links of http, https and mailto and relative ones. Text for chat is not yet escaped for any one chat.
#pragma once

#include <string>
#include <string_view>

#include "artifact/changelog.h"

namespace cadence::artifact {

/// "## 1.2.0 (2026-01-22)", the summary, and every section with something in it.
[[nodiscard]] std::string notes_markdown(Chapter const& chapter);

/// A fragment, not a page. What is longer than 128 KiB is cut at a line.
[[nodiscard]] std::string notes_html(std::string_view markdown);

/// "1.2.0 (2026-01-22)", "Added:", "- Bulk upload (https://...)".
[[nodiscard]] std::string notes_chat(Chapter const& chapter);

}  // namespace cadence::artifact
