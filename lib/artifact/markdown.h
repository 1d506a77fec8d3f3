// The block structure of Markdown as far as a changelog needs it: a reader that says of each line what it is,
// in linear time and constant memory. Fenced code, comments, list items and setext headings are understood;
// a fence or comment inside a list item ends with the item. Quotes and tables are text.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace cadence::artifact {

enum class LineKind { blank, text, heading, item, definition, rule, code, comment };

struct Line {
    int number = 0;
    LineKind kind = LineKind::blank;
    std::string_view text = {};    // of a heading its title, of an item what follows the bullet
    std::string_view target = {};  // of a definition `[text]: target`
    int level = 0;                 // of a heading
    bool inside = false;           // belongs to the list item above
};

class Lines {
  public:
    explicit Lines(std::string_view text);

    std::optional<Line> next();

    /// Where the fence or comment begins that the reader is in; 0 outside.
    [[nodiscard]] int open_since() const { return verbatim_ ? verbatim_->line : 0; }
    [[nodiscard]] bool open_is_comment() const { return verbatim_ && verbatim_->kind == LineKind::comment; }

  private:
    struct Verbatim {
        LineKind kind;            // code or comment
        std::string_view ending;  // of HTML; empty for a fence
        char mark;                // of a fence
        std::size_t length;       // of a fence
        bool in_item;
        int line;
    };

    std::string_view take();
    Line classify(std::string_view raw);
    std::optional<Line> in_verbatim(std::string_view raw);
    Line in_item(std::string_view raw);
    Line block(std::string_view raw, std::size_t indent);
    std::optional<Line> list_item(std::string_view raw, std::size_t indent);
    Line paragraph(std::string_view raw);
    std::optional<LineKind> verbatim(std::string_view stripped);
    [[nodiscard]] Line made(LineKind kind, std::string_view text) const;

    std::string_view rest_;
    int number_ = 0;
    std::optional<std::size_t> item_;  // the column where the item's content begins
    bool paragraph_ = false;           // the line above is text that may go on
    std::optional<Verbatim> verbatim_;
};

}  // namespace cadence::artifact
