#include "artifact/markdown.h"

#include <algorithm>
#include <array>

#include "artifact/plain.h"
#include "base/text.h"

namespace cadence::artifact {

namespace {

constexpr std::string_view kBlank = " \t";
constexpr std::size_t kTab = 4;
constexpr std::size_t kCodeIndent = 4;
constexpr std::size_t kLongestReference = 200;

struct Html {
    std::string_view begin, end;
    LineKind kind;
};
constexpr std::array<Html, 4> kHtml{{{"<!--", "-->", LineKind::comment},
                                     {"<pre", "</pre>", LineKind::code},
                                     {"<script", "</script>", LineKind::comment},
                                     {"<style", "</style>", LineKind::comment}}};

std::size_t column_after(std::size_t column, char blank) {
    return blank == '\t' ? column + kTab - column % kTab : column + 1;
}

std::size_t indent_of(std::string_view line) {
    std::size_t column = 0;
    for (std::size_t i = 0; i < line.size() && kBlank.find(line[i]) != std::string_view::npos; ++i)
        column = column_after(column, line[i]);
    return column;
}

/// The line without up to `columns` of indentation.
std::string_view without_indent(std::string_view line, std::size_t columns) {
    std::size_t column = 0;
    while (column < columns && !line.empty() && kBlank.find(line.front()) != std::string_view::npos) {
        column = column_after(column, line.front());
        line.remove_prefix(1);
    }
    return line;
}

std::size_t run_of(std::string_view text, char c) {
    return std::min(text.find_first_not_of(c), text.size());
}

/// A no-break space ends it as well: whoever copied it along sees a blank.
bool ends_word(std::string_view text, std::size_t at) {
    return at >= text.size() || blank_width(text.substr(at)) > 0;
}

/// "* * *" or "---".
bool is_rule(std::string_view text) {
    if (std::string_view{"-*_"}.find(text.front()) == std::string_view::npos) return false;
    if (text.find_first_not_of(std::array{text.front(), ' ', '\t'}.data(), 0, 3) != std::string_view::npos)
        return false;
    return std::ranges::count(text, text.front()) >= 3;
}

bool is_underline(std::string_view line) {
    if (indent_of(line) >= kCodeIndent) return false;
    auto const text = trimmed(line);
    return text.size() >= 2 && (text.front() == '=' || text.front() == '-') &&
           run_of(text, text.front()) == text.size();
}

/// `<a name="x"></a>` and nothing else: markup that shows nothing. "<https://example.org>" is a link.
bool only_tags(std::string_view text) {
    while (!text.empty()) {
        if (text.front() != '<') return false;
        std::size_t name = text.starts_with("</") ? 2 : 1;
        auto const first = name;
        while (name < text.size() && is_alnum(text[name])) ++name;
        auto const end = text.find('>', name);
        if (name == first || end == std::string_view::npos) return false;
        if (name != end && text[name] != '/' && !ends_word(text, name)) return false;
        text = trimmed(text.substr(end + 1));
    }
    return true;
}

/// "[1.2.0]: https://example.org/compare", perhaps with a title.
std::optional<Line> definition(std::string_view text) {
    if (!text.starts_with('[') || text.starts_with("[^")) return std::nullopt;
    auto const close = text.substr(0, kLongestReference).find("]:");
    if (close == std::string_view::npos || close == 1) return std::nullopt;
    auto const rest = trimmed(text.substr(close + 2));
    auto const target = rest.substr(0, rest.find_first_of(kBlank));
    auto const title = trimmed(rest.substr(target.size()));
    if (target.empty() ||
        (!title.empty() && std::string_view{"\"'("}.find(title.front()) == std::string_view::npos))
        return std::nullopt;
    bool const pointed = target.size() > 2 && target.front() == '<' && target.back() == '>';
    return Line{.kind = LineKind::definition,
                .text = text.substr(1, close - 1),
                .target = pointed ? target.substr(1, target.size() - 2) : target};
}

std::string_view without_blanks_before(std::string_view text) {
    while (blank_width(text) > 0) text.remove_prefix(blank_width(text));
    return trimmed(text);
}

/// "## Title ##".
std::optional<Line> heading(std::string_view text) {
    auto const level = run_of(text, '#');
    if (level == 0 || level > 6 || !ends_word(text, level)) return std::nullopt;
    auto title = without_blanks_before(text.substr(level));
    auto const last = title.find_last_not_of('#');
    if (last == std::string_view::npos)
        title = {};
    else if (last + 1 < title.size() && kBlank.find(title[last]) != std::string_view::npos)
        title = trimmed(title.substr(0, last));
    return Line{.kind = LineKind::heading, .text = title, .level = static_cast<int>(level)};
}

/// How wide the bullet is that the text begins with ("-", "12."); 0 if it is none.
std::size_t marker_width(std::string_view text) {
    if (std::string_view{"-*+"}.find(text.front()) != std::string_view::npos)
        return ends_word(text, 1) ? 1 : 0;
    std::size_t digits = 0;
    while (digits < std::min<std::size_t>(text.size(), 9) && is_digit(text[digits])) ++digits;
    if (digits == 0 || digits == text.size() || (text[digits] != '.' && text[digits] != ')')) return 0;
    return ends_word(text, digits + 1) ? digits + 1 : 0;
}

}  // namespace

Lines::Lines(std::string_view text) : rest_{text} {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
}

std::optional<Line> Lines::next() {
    if (rest_.empty()) return std::nullopt;
    auto const raw = take();
    auto const number = number_;
    auto line = classify(raw);
    line.number = number;
    return line;
}

std::string_view Lines::take() {
    auto const end = rest_.find_first_of("\r\n");
    auto const line = rest_.substr(0, end);
    rest_.remove_prefix(line.size());
    if (!rest_.empty()) rest_.remove_prefix(rest_.starts_with("\r\n") ? 2 : 1);
    ++number_;
    return line;
}

Line Lines::made(LineKind kind, std::string_view text) const {
    auto const inside = item_ ? without_indent(text, *item_) : text;
    return Line{.number = number_, .kind = kind, .text = inside, .inside = item_.has_value()};
}

Line Lines::classify(std::string_view raw) {
    if (verbatim_)
        if (auto const line = in_verbatim(raw)) return *line;
    if (trimmed(raw).empty()) {
        paragraph_ = false;
        return made(LineKind::blank, {});
    }
    auto const indent = indent_of(raw);
    if (item_ && indent >= *item_) return in_item(raw);
    if (indent < kCodeIndent) return block(raw, indent);
    if (paragraph_) return paragraph(raw);
    item_.reset();
    return made(LineKind::code, raw);
}

/// Nothing if the list item has ended, and the fence with it.
std::optional<Line> Lines::in_verbatim(std::string_view raw) {
    auto const text = trimmed(raw);
    if (verbatim_->in_item && item_ && !text.empty() && indent_of(raw) < *item_) {
        verbatim_.reset();
        return std::nullopt;
    }
    auto const line = made(verbatim_->kind, raw);
    bool const ends = verbatim_->ending.empty()
                          ? text.size() >= verbatim_->length && run_of(text, verbatim_->mark) == text.size()
                          : text.find(verbatim_->ending) != std::string_view::npos;
    if (ends) verbatim_.reset();
    return line;
}

std::optional<LineKind> Lines::verbatim(std::string_view stripped) {
    for (auto const& html : kHtml) {
        if (!stripped.starts_with(html.begin)) continue;
        if (is_alnum(html.begin.back()) && !ends_word(stripped, html.begin.size()) &&
            stripped[html.begin.size()] != '>')
            continue;
        if (stripped.find(html.end, 2) == std::string_view::npos)
            verbatim_ = Verbatim{html.kind, html.end, '\0', 0, item_.has_value(), number_};
        return html.kind;
    }
    if (stripped.front() == '<' && only_tags(stripped)) return LineKind::comment;
    char const mark = stripped.front();
    auto const length = run_of(stripped, mark);
    if ((mark != '`' && mark != '~') || length < 3) return std::nullopt;
    if (mark == '`' && stripped.find('`', length) != std::string_view::npos) return std::nullopt;
    verbatim_ = Verbatim{LineKind::code, {}, mark, length, item_.has_value(), number_};
    return LineKind::code;
}

Line Lines::in_item(std::string_view raw) {
    auto line = made(LineKind::text, raw);
    auto const kind = verbatim(trimmed(raw));
    if (kind) line.kind = *kind;
    paragraph_ = !kind;
    return line;
}

Line Lines::block(std::string_view raw, std::size_t indent) {
    auto const text = trimmed(raw);
    auto const item = item_;
    item_.reset();
    if (auto const kind = verbatim(text)) {
        paragraph_ = false;
        return made(*kind, raw);
    }
    auto line = heading(text);
    if (!line && is_rule(text)) line = Line{.kind = LineKind::rule};
    if (!line) line = definition(text);
    if (line) {
        paragraph_ = false;
        return *line;
    }
    item_ = item;
    if (auto const bullet = list_item(raw, indent)) return *bullet;
    return paragraph(raw);
}

std::optional<Line> Lines::list_item(std::string_view raw, std::size_t indent) {
    auto const text = trimmed(raw);
    auto const width = marker_width(text);
    auto const content = without_blanks_before(text.substr(width));
    bool const interrupts =
        !paragraph_ || item_ || (!content.empty() && (width == 1 || text.starts_with('1')));
    if (width == 0 || !interrupts) return std::nullopt;
    auto const start = indent + width;
    auto column = start;
    for (auto rest = text.substr(width); !content.empty() && blank_width(rest) > 0;
         rest.remove_prefix(blank_width(rest)))
        column = column_after(column, rest.front());
    item_ = column == start || column > start + kCodeIndent ? start + 1 : column;
    paragraph_ = !content.empty() && !verbatim(content);
    return Line{.number = number_, .kind = LineKind::item, .text = content, .inside = true};
}

Line Lines::paragraph(std::string_view raw) {
    if (!paragraph_) {
        item_.reset();
        auto const below = rest_.substr(0, rest_.find_first_of("\r\n"));
        if (is_underline(below)) {
            take();
            return Line{.kind = LineKind::heading,
                        .text = trimmed(raw),
                        .level = trimmed(below).front() == '=' ? 1 : 2};
        }
    }
    paragraph_ = true;
    return made(LineKind::text, raw);
}

}  // namespace cadence::artifact
