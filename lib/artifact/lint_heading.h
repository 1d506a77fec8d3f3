// The part of lint() that looks at one heading. Findings say what is right, in words that can be copied.
#pragma once

#include <string>
#include <vector>

#include "artifact/changelog.h"
#include "artifact/markdown.h"

namespace cadence::artifact {

/// A list that stops growing when nobody would read on.
struct Findings {
    std::vector<Finding> list = {};

    void add(int line, std::string rule, std::string text);
};

void lint_chapter_heading(Line const& line, Findings& findings);
void lint_section_heading(Line const& line, Findings& findings);

}  // namespace cadence::artifact
