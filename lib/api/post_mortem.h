// The report of a rollback as Markdown, filled in from the record (spec "Step 4: Post-Mortem"): what
// happened, who was there, when, which promises were kept. Cause, prevention, follow-up tickets and runbook
// are headings for people to fill in.
//
// Whatever people wrote is escaped: it shows as they wrote it and can form neither markup nor another line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "release/deadlines.h"
#include "release/release.h"
#include "store/records.h"

namespace cadence::api {

struct PostMortem {
    release::Release const& release;  // that was rolled back
    std::vector<release::LogLine> story;
    std::vector<release::Deadline> deadlines;
};

[[nodiscard]] std::string post_mortem(PostMortem const& facts);
/// One line of text as Markdown.
[[nodiscard]] std::string markdown_text(std::string_view text);

}  // namespace cadence::api
