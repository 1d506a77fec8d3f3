// How text looks: colour where there is a terminal, and tables whose columns line up.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cadence::ctl {

enum class Paint { plain, strong, good, bad, busy, faint };

struct Style {
    bool colour = false;

    [[nodiscard]] std::string paint(Paint paint, std::string_view text) const;
};

struct Cell {
    // NOLINTNEXTLINE(google-explicit-constructor): a text alone is a cell, too
    Cell(std::string its_text, Paint its_paint = Paint::plain)
        : text{std::move(its_text)}, paint{its_paint} {}

    std::string text;
    Paint paint;
};

/// Two blanks between columns, none at the end of a line. Headings that are all empty are left out.
class Table {
  public:
    explicit Table(std::vector<std::string> headings) : headings_{std::move(headings)} {}
    void row(std::vector<Cell> cells) { rows_.push_back(std::move(cells)); }
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    [[nodiscard]] std::string render(Style style) const;

  private:
    std::vector<std::string> headings_;
    std::vector<std::vector<Cell>> rows_;
};

/// A name and a value a line, those without a value left out. Without a name it goes on below the last.
class Facts {
  public:
    void add(std::string_view name, std::string value, Paint paint = Paint::plain) {
        if (!value.empty()) table_.row({{"  " + std::string{name}}, {std::move(value), paint}});
    }
    [[nodiscard]] std::string render(Style style) const { return table_.render(style); }

  private:
    Table table_{{"", ""}};
};

/// The colour of a release's, phase's or deployment's state.
[[nodiscard]] Paint paint_of_state(std::string_view state);

}  // namespace cadence::ctl
