// Templates of announcements: text in which "{word}" stands for what an announcement says. What a word says
// is never read as a template again; a brace that holds no word is a brace.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cadence::chat {

/// One piece of a template: a word without its braces, or plain text.
struct Piece {
    std::string_view text;
    bool is_word = false;
};
[[nodiscard]] std::vector<Piece> pieces_of(std::string_view wording);
/// The words in braces, in order.
[[nodiscard]] std::vector<std::string_view> words_in(std::string_view wording);

}  // namespace cadence::chat
