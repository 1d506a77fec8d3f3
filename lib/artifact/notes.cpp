#include "artifact/notes.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <memory>
#include <utility>

#include <cmark.h>
#include <fmt/format.h>

#include "artifact/markdown.h"
#include "base/plain_text.h"
#include "base/text.h"

namespace cadence::artifact {

namespace {

constexpr std::size_t kMaxNotes = 128 * 1024;
constexpr std::size_t kMaxMarkdown = 64 * 1024;
constexpr std::size_t kDeepest = 40;

using Tree = std::unique_ptr<cmark_node, decltype(&cmark_node_free)>;
using Walk = std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)>;

std::string title_of(Chapter const& chapter) {
    std::string title = chapter.version.empty() ? "Unreleased" : one_line(chapter.version);
    if (!chapter.package.empty()) title = fmt::format("{} {}", one_line(chapter.package), title);
    if (chapter.date) title += fmt::format(" ({})", format_date(*chapter.date));
    return chapter.yanked ? title + " [YANKED]" : title;
}

/// "- text" with its further lines below the text.
std::string bullet(std::string_view text) {
    std::string lines;
    for (std::string_view mark = "- "; !text.empty(); mark = "  ") {
        auto const line = take_until(text, '\n');
        lines.append(line.empty() ? std::string_view{} : mark).append(line).append("\n");
    }
    return lines;
}

/// Bullets and paragraphs in the order of their lines.
std::string section_markdown(Section const& section) {
    std::string text;
    auto paragraph = section.paragraphs.begin();
    bool after_bullet = false;
    auto const add_paragraphs = [&](int before) {
        for (; paragraph != section.paragraphs.end() && paragraph->line < before; ++paragraph) {
            if (paragraph->text.empty()) continue;
            text += fmt::format("\n{}\n", paragraph->text);
            after_bullet = false;
        }
    };
    for (auto const& entry : section.entries) {
        add_paragraphs(entry.line);
        if (entry.text.empty()) continue;
        text.append(after_bullet ? "" : "\n").append(bullet(entry.text));
        after_bullet = true;
    }
    add_paragraphs(std::numeric_limits<int>::max());
    return text.empty() || section.title.empty() ? text : fmt::format("\n### {}\n{}", section.title, text);
}

/// Where the line's text begins if lists and quotes in it are nested deeper than anybody reads; else npos.
/// The library's time grows with the product of the depth and the number of lines.
std::size_t too_deep(std::string_view line) {
    std::size_t depth = 0;
    for (std::size_t at = line.find_first_not_of(" \t"); at < line.size();
         at = line.find_first_not_of(" \t", at)) {
        auto const marker = at;
        while (at < line.size() && is_digit(line[at])) ++at;
        bool const ordered = at > marker && at < line.size() && (line[at] == '.' || line[at] == ')');
        bool const bullet = at == marker && std::string_view{"-+*>"}.find(line[at]) != std::string_view::npos;
        if (!ordered && !bullet) return std::string_view::npos;
        if (++depth > kDeepest) return marker;
        ++at;
    }
    return std::string_view::npos;
}

/// The part of a text that the library can read in reasonable time, whatever is written.
std::string bearable(std::string_view markdown) {
    if (markdown.size() > kMaxNotes)
        markdown = markdown.substr(0, std::min(markdown.rfind('\n', kMaxNotes), kMaxNotes));
    std::string text;
    while (!markdown.empty()) {
        auto line = markdown.substr(0, std::min(markdown.find('\n'), markdown.size() - 1) + 1);
        markdown.remove_prefix(line.size());
        if (auto const at = too_deep(line); at != std::string_view::npos) {
            text.append(line.substr(0, at)).append("\\");
            line.remove_prefix(at);
        }
        text.append(line);
    }
    return text;
}

Tree read(std::string_view markdown) {
    auto const text = bearable(markdown);
    return {cmark_parse_document(text.data(), text.size(), CMARK_OPT_VALIDATE_UTF8), &cmark_node_free};
}

/// A relative address, or one of a scheme that cannot run anything.
bool is_harmless(std::string_view url) {
    auto const colon = url.find(':');
    if (colon == std::string_view::npos ||
        url.substr(0, colon).find_first_of("/?#") != std::string_view::npos)
        return true;
    constexpr std::array<std::string_view, 3> kSchemes{"http", "https", "mailto"};
    return is_one_of(url.substr(0, colon), kSchemes);
}

bool is_markup(cmark_node_type type) {
    return type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE;
}

/// Takes out markup that is not Markdown, and addresses that could do something.
void disarm(cmark_node* root) {
    Walk const walk{cmark_iter_new(root), &cmark_iter_free};
    for (auto event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(walk.get())) {
        auto* const node = cmark_iter_get_node(walk.get());
        auto const type = cmark_node_get_type(node);
        bool const points = type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE;
        if (points && event == CMARK_EVENT_ENTER && !is_harmless(cmark_node_get_url(node)))
            cmark_node_set_url(node, "");
        if (is_markup(type)) cmark_node_free(node);
    }
}

/// One line of a document in plain text.
struct PlainLine {
    enum class Kind { title, heading, bullet, text };

    Kind kind = Kind::text;
    std::size_t depth = 0;  // of lists around it
    std::string text = {};
};
using Kind = PlainLine::Kind;

/// Reads the plain text of a tree, event by event.
class Plain {
  public:
    void take(cmark_node* node, bool enter);
    std::vector<PlainLine> finish() { return std::move(lines_); }

  private:
    void start(Kind kind) { lines_.push_back({.kind = kind, .depth = std::min(depth_, kDeepest)}); }
    /// The first paragraph of a bullet stands on its line.
    void start_text() {
        if (!fresh_) start(Kind::text);
        fresh_ = false;
    }
    std::string& text() {
        if (lines_.empty()) start(Kind::text);
        return lines_.back().text;
    }
    void take_link(cmark_node* node, bool enter);
    void take_block(cmark_node* node);

    std::vector<PlainLine> lines_;
    std::size_t depth_ = 0;    // of lists
    std::size_t link_at_ = 0;  // where the text of the link begins
    bool fresh_ = false;       // a bullet has begun, and nothing stands on its line yet
};

void Plain::take_link(cmark_node* node, bool enter) {
    if (enter) {
        link_at_ = text().size();
        return;
    }
    std::string_view const url = cmark_node_get_url(node);
    if (url.empty() || !is_harmless(url) || std::string_view{text()}.substr(link_at_) == url) return;
    bool const bare = text().size() == link_at_;
    text() += bare ? std::string{url} : fmt::format(" ({})", url);
}

void Plain::take_block(cmark_node* node) {
    std::string_view code = cmark_node_get_literal(node);
    while (!code.empty()) {
        start_text();
        text() += one_line(std::string{take_until(code, '\n')});
    }
}

void Plain::take(cmark_node* node, bool enter) {
    auto const type = cmark_node_get_type(node);
    if (type == CMARK_NODE_LIST) {
        enter ? ++depth_ : --depth_;
    } else if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) {
        take_link(node, enter);
    } else if (!enter) {
        if (type == CMARK_NODE_ITEM) fresh_ = false;
    } else if (type == CMARK_NODE_ITEM) {
        start(Kind::bullet);
        fresh_ = true;
    } else if (type == CMARK_NODE_HEADING && depth_ == 0) {
        start(cmark_node_get_heading_level(node) > 2 ? Kind::heading : Kind::title);
    } else if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING) {
        start_text();
    } else if (type == CMARK_NODE_CODE_BLOCK) {
        take_block(node);
    } else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
        text() += ' ';
    } else if (type == CMARK_NODE_TEXT) {
        text() += one_line(cmark_node_get_literal(node));
    } else if (type == CMARK_NODE_CODE) {
        text() += fmt::format("`{}`", one_line(cmark_node_get_literal(node)));
    }
}

std::vector<PlainLine> plain_lines(std::string_view markdown) {
    auto const tree = read(markdown);
    Walk const walk{cmark_iter_new(tree.get()), &cmark_iter_free};
    Plain plain;
    for (auto event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(walk.get()))
        plain.take(cmark_iter_get_node(walk.get()), event == CMARK_EVENT_ENTER);
    return plain.finish();
}

std::string chat_line(PlainLine const& line) {
    switch (line.kind) {
        case Kind::title:
            return line.text;
        case Kind::heading:
            return line.text + ":";
        case Kind::bullet:
            return std::string(2 * (std::max<std::size_t>(line.depth, 1) - 1), ' ') + "- " + line.text;
        case Kind::text:
            return std::string(2 * line.depth, ' ') + line.text;
    }
    return line.text;
}

}  // namespace

std::string notes_markdown(Chapter const& chapter) {
    auto notes = fmt::format("## {}\n", title_of(chapter));
    if (!chapter.summary.empty()) notes += fmt::format("\n{}\n", chapter.summary);
    for (auto const& section : chapter.sections) notes += section_markdown(section);
    if (notes.size() > kMaxMarkdown) notes.resize(notes.rfind('\n', kMaxMarkdown - 1) + 1);
    if (!chapter.link.empty() && chapter.link.find_first_of("<>\n") == std::string::npos)
        notes += fmt::format("\n[All changes](<{}>)\n", chapter.link);
    return notes;
}

std::string notes_html(std::string_view markdown) {
    auto const tree = read(markdown);
    disarm(tree.get());
    std::unique_ptr<char, decltype(&std::free)> const html{cmark_render_html(tree.get(), CMARK_OPT_SAFE),
                                                           &std::free};
    return html.get();
}

std::string notes_chat(std::string_view markdown) {
    std::string chat;
    for (auto const& line : plain_lines(markdown)) {
        if (!chat.empty()) chat += '\n';
        chat += chat_line(line);
    }
    return chat;
}

std::vector<std::string> notes_points(std::string_view markdown) {
    std::vector<std::string> points;
    std::string section;
    bool in_bullet = false;
    for (auto const& line : plain_lines(markdown)) {
        if (line.kind == Kind::title || line.kind == Kind::heading) {
            section = line.kind == Kind::heading ? line.text + ": " : std::string{};
            in_bullet = false;
        } else if (line.kind == Kind::bullet && line.depth <= 1) {
            points.push_back(section + line.text);
            in_bullet = true;
        } else if (line.depth > 0 && in_bullet) {
            points.back().append(line.kind == Kind::bullet ? " - " : " ").append(line.text);
        } else if (!line.text.empty()) {
            points.push_back(line.text);
            in_bullet = false;
        }
    }
    return points;
}

}  // namespace cadence::artifact
