#include "artifact/notes.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <memory>

#include <cmark.h>
#include <fmt/format.h>

#include "artifact/markdown.h"
#include "base/text.h"

namespace cadence::artifact {

namespace {

constexpr std::size_t kMaxNotes = 128 * 1024;
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
        auto const line = text.substr(0, text.find('\n'));
        lines.append(line.empty() ? std::string_view{} : mark).append(line).append("\n");
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return lines;
}

std::string section_markdown(Section const& section) {
    std::string bullets;
    for (auto const& entry : section.entries) bullets += bullet(entry.text);
    std::string text = "\n";
    if (bullets.empty() && section.text.empty()) return {};
    if (!section.title.empty()) text += fmt::format("### {}\n\n", section.title);
    if (!section.text.empty()) text += fmt::format("{}\n{}", section.text, bullets.empty() ? "" : "\n");
    return text + bullets;
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

/// What the library can read in bearable time, whatever is written.
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
    return std::ranges::any_of(kSchemes,
                               [&](auto s) { return equals_ignoring_case(s, url.substr(0, colon)); });
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

/// Writes the plain text of a tree, event by event, in lines that are indented as deep as their lists.
class Plain {
  public:
    void take(cmark_node* node, bool enter);
    std::string finish() { return std::move(text_); }

  private:
    void start_item();
    void go_on();
    void take_link(cmark_node* node, bool enter);
    void take_block(cmark_node* node);

    std::string text_;
    std::size_t depth_ = 0;    // of lists
    std::size_t link_at_ = 0;  // where the text of the link begins
    bool fresh_ = true;        // nothing stands on the line yet
};

void Plain::start_item() {
    if (!text_.empty()) text_ += '\n';
    text_.append(2 * (std::min(depth_, kDeepest) - 1), ' ').append("- ");
    fresh_ = true;
}

void Plain::go_on() {
    if (!fresh_) text_.append("\n").append(2 * std::min(depth_, kDeepest), ' ');
    fresh_ = false;
}

void Plain::take_link(cmark_node* node, bool enter) {
    if (enter) {
        link_at_ = text_.size();
        return;
    }
    std::string_view const url = cmark_node_get_url(node);
    if (url.empty() || !is_harmless(url) || std::string_view{text_}.substr(link_at_) == url) return;
    bool const bare = text_.size() == link_at_;
    text_ += bare ? std::string{url} : fmt::format(" ({})", url);
}

void Plain::take_block(cmark_node* node) {
    std::string_view code = cmark_node_get_literal(node);
    while (!code.empty()) {
        auto const line = code.substr(0, code.find('\n'));
        go_on();
        text_ += one_line(std::string{line});
        code.remove_prefix(std::min(line.size() + 1, code.size()));
    }
}

void Plain::take(cmark_node* node, bool enter) {
    auto const type = cmark_node_get_type(node);
    if (type == CMARK_NODE_LIST) {
        enter ? ++depth_ : --depth_;
    } else if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) {
        take_link(node, enter);
    } else if (!enter) {
        if (type == CMARK_NODE_HEADING && cmark_node_get_heading_level(node) > 2) text_ += ':';
    } else if (type == CMARK_NODE_ITEM) {
        start_item();
    } else if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING) {
        go_on();
    } else if (type == CMARK_NODE_CODE_BLOCK) {
        take_block(node);
    } else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
        text_ += ' ';
    } else if (type == CMARK_NODE_TEXT) {
        text_ += one_line(cmark_node_get_literal(node));
    } else if (type == CMARK_NODE_CODE) {
        text_ += fmt::format("`{}`", one_line(cmark_node_get_literal(node)));
    }
}

}  // namespace

std::string notes_markdown(Chapter const& chapter) {
    auto notes = fmt::format("## {}\n", title_of(chapter));
    if (!chapter.summary.empty()) notes += fmt::format("\n{}\n", chapter.summary);
    for (auto const& section : chapter.sections) notes += section_markdown(section);
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

std::string notes_chat(Chapter const& chapter) {
    auto const tree = read(notes_markdown(chapter));
    Walk const walk{cmark_iter_new(tree.get()), &cmark_iter_free};
    Plain plain;
    for (auto event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(walk.get()))
        plain.take(cmark_iter_get_node(walk.get()), event == CMARK_EVENT_ENTER);
    return plain.finish();
}

}  // namespace cadence::artifact
