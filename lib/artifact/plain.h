// The visible text of a piece of Markdown, by which it is judged.
#pragma once

#include <string>
#include <string_view>

namespace cadence::artifact {

/// Comments are gone, every blank is " " and none follows another, escapes are the characters they stand for,
/// code is its text, and all emphasis ("**", "_", "~~", "<b>") is one "*". Brackets and line ends stay.
[[nodiscard]] std::string in_plain_words(std::string_view text);

/// The width of the blank that the text begins with: ASCII, or one that is copied along from a page, like the
/// no-break space; 0 for anything else.
[[nodiscard]] std::size_t blank_width(std::string_view text);

}  // namespace cadence::artifact
