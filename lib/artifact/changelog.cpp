#include "artifact/changelog.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "artifact/heading.h"
#include "artifact/inline.h"
#include "artifact/markdown.h"
#include "artifact/yanked.h"
#include "base/encoding.h"
#include "base/find.h"
#include "base/text.h"

namespace cadence::artifact {

namespace {

/// Without blank lines around it.
void trim_lines(std::string& text) {
    auto const last = text.find_last_not_of(" \t\n");
    text.erase(last == std::string::npos ? 0 : last + 1);
    auto const first = text.find_first_not_of('\n');
    if (first != std::string::npos) text.erase(0, first);
}

void append_line(std::string& text, std::string_view line) {
    if (!text.empty()) text += '\n';
    text += line;
}

/// "Fixed" of "**Fixed:**" or "Fixed:"; empty for a line that is not all of it such a title.
std::string_view spoken_title(std::string_view line) {
    constexpr std::size_t kLongestTitle = 80;
    auto text = trimmed(line);
    bool colon = text.ends_with(':');
    if (colon) text.remove_suffix(1);
    for (std::string_view const mark : {"**", "__"}) {
        if (text.size() <= 2 * mark.size() || !text.starts_with(mark) || !text.ends_with(mark)) continue;
        text = text.substr(mark.size(), text.size() - 2 * mark.size());
        if (text.find(mark) != std::string_view::npos) return {};
        colon = true;
        break;
    }
    return colon && text.size() <= kLongestTitle ? text : std::string_view{};
}

/// Takes the lines of a changelog one by one. The whole of a chapter's Markdown goes to its body, and each
/// line besides to the entry, section or summary that it belongs to.
class Builder {
  public:
    void take(Line const& line);
    Changelog finish();

  private:
    void take_heading(Line const& line);
    void take_item(Line const& line);
    void take_text(Line const& line);
    void start_chapter(Line const& line, ChapterHeading heading);
    void start_section(Line const& line, SectionHeading const& heading);
    [[nodiscard]] bool is_section(Line const& line, SectionHeading const& heading) const;
    [[nodiscard]] bool is_chapter(Line const& line, ChapterHeading const& heading) const;
    bool take_spoken_heading(Line const& line);
    void take_paragraph(Line const& line);
    void take_summary(Line const& line);
    void append_body(Line const& line);
    void write_references_out(Chapter& chapter);

    Chapter* chapter() { return open_ ? &log_.chapters.back() : nullptr; }
    Section* section() {
        return open_ && !chapter()->sections.empty() ? &chapter()->sections.back() : nullptr;
    }

    Changelog log_;
    std::vector<std::string> labels_;  // of the chapters, for links by reference
    References references_;
    Section parent_;          // the section that deeper headings belong to
    int level_ = 0;           // of the chapter's heading
    bool open_ = false;       // whether a chapter is
    bool versioned_ = false;  // whether there was a chapter of a version
    bool marked_ = false;     // whether the parent's heading is marked as one
    bool in_entry_ = false;
    bool in_paragraph_ = false;
};

void Builder::take(Line const& line) {
    if (line.kind == LineKind::heading) return take_heading(line);
    if (line.kind == LineKind::definition) return references_.define(line.text, line.target);
    if (chapter() == nullptr || line.kind == LineKind::comment) return;
    if (line.kind == LineKind::item) return take_item(line);
    if (line.kind == LineKind::rule) return append_line(chapter()->body, {});
    take_text(line);
}

void Builder::take_heading(Line const& line) {
    in_entry_ = in_paragraph_ = false;
    if (auto heading = read_chapter_heading(line.text, line.level); heading && is_chapter(line, *heading)) {
        start_chapter(line, std::move(*heading));
        return;
    }
    auto const heading = read_section_heading(line.text);
    if (chapter() == nullptr || !is_section(line, heading)) {
        open_ = false;
        return;
    }
    append_body(line);
    marked_ = line.level <= std::max(3, level_ + 1) || marked_;
    start_section(line, heading);
}

/// "Master" and its like stand above all versions, and below no other heading.
bool Builder::is_chapter(Line const& line, ChapterHeading const& heading) const {
    return !heading.perhaps || (!versioned_ && (!open_ || line.level <= level_));
}

/// A heading that is neither a version nor below one ends the chapter.
bool Builder::is_section(Line const& line, SectionHeading const& heading) const {
    if (line.level == 1) return false;
    return line.level > level_ || line.level > 2 || !heading.proper.empty() || heading.breaking;
}

void Builder::start_chapter(Line const& line, ChapterHeading heading) {
    open_ = true;
    level_ = line.level;
    parent_ = {};
    labels_.push_back(std::move(heading.label));
    marked_ = false;
    versioned_ = versioned_ || !heading.version.empty();
    log_.chapters.push_back({.version = std::move(heading.version),
                             .package = std::move(heading.package),
                             .date = heading.date,
                             .yanked = heading.yanked,
                             .unreleased = heading.unreleased,
                             .heading = std::string{line.text},
                             .link = std::move(heading.url),
                             .line = line.number});
}

/// A heading below a section's makes a section "Added: Backend" of the same kind.
void Builder::start_section(Line const& line, SectionHeading const& heading) {
    Section section{
        .title = heading.title, .kind = heading.kind, .breaking = heading.breaking, .line = line.number};
    bool const deeper = line.level > std::max(3, level_ + 1) && !parent_.title.empty();
    if (deeper) {
        section.title = parent_.title + ": " + section.title;
        section.breaking = section.breaking || parent_.breaking;
        if (section.kind == SectionKind::other) section.kind = parent_.kind;
    } else {
        parent_ = section;
    }
    chapter()->sections.push_back(std::move(section));
}

void Builder::take_item(Line const& line) {
    if (section() == nullptr) chapter()->sections.push_back({.title = {}, .line = line.number});
    section()->entries.push_back({std::string{line.text}, line.number});
    in_entry_ = true;
    in_paragraph_ = false;
    append_body(line);
}

void Builder::take_text(Line const& line) {
    in_entry_ = in_entry_ && line.inside;
    if (take_spoken_heading(line)) return;
    append_body(line);
    if (in_entry_)
        append_line(section()->entries.back().text, line.text);
    else if (section() != nullptr)
        take_paragraph(line);
    else
        take_summary(line);
    in_paragraph_ = !in_entry_ && line.kind != LineKind::blank;
}

/// "BREAKING CHANGES:" or "**Fixed**" on a line of its own is as good as a heading.
bool Builder::take_spoken_heading(Line const& line) {
    if (line.kind != LineKind::text || in_entry_ || in_paragraph_) return false;
    auto const title = spoken_title(line.text);
    if (title.empty()) return false;
    auto const heading = read_section_heading(title);
    if (heading.proper.empty() && !heading.breaking) return false;
    append_body(line);
    auto as_heading = line;
    as_heading.level = marked_ ? std::max(4, level_ + 2) : std::max(3, level_ + 1);
    start_section(as_heading, heading);
    return true;
}

void Builder::take_paragraph(Line const& line) {
    auto& paragraphs = section()->paragraphs;
    if (in_paragraph_ && line.kind != LineKind::blank)
        append_line(paragraphs.back().text, line.text);
    else if (line.kind != LineKind::blank)
        paragraphs.push_back({std::string{line.text}, line.number});
}

void Builder::take_summary(Line const& line) {
    if (chapter()->summary.empty()) chapter()->summary_line = line.number;
    append_line(chapter()->summary, line.text);
}

void Builder::append_body(Line const& line) {
    auto& body = chapter()->body;
    if (line.kind == LineKind::heading)
        append_line(body, fmt::format("{:#<{}} {}", "", line.level, line.text));
    else if (line.kind == LineKind::item)
        append_line(body, fmt::format("- {}", line.text));
    else
        append_line(body, fmt::format("{}{}", line.inside && !line.text.empty() ? "  " : "", line.text));
}

void Builder::write_references_out(Chapter& chapter) {
    auto const write_out = [this](std::string& text) {
        trim_lines(text);
        text = references_.written_out(text);
    };
    write_out(chapter.body);
    write_out(chapter.summary);
    for (auto& section : chapter.sections) {
        for (auto& paragraph : section.paragraphs) write_out(paragraph.text);
        for (auto& entry : section.entries) write_out(entry.text);
    }
}

Changelog Builder::finish() {
    for (std::size_t i = 0; i < log_.chapters.size(); ++i) {
        auto& chapter = log_.chapters[i];
        auto const name = chapter.version.empty() ? "unreleased" : chapter.version;
        for (auto const& label : {labels_[i], name, "v" + name})
            if (chapter.link.empty()) chapter.link = references_.find(label);
        write_references_out(chapter);
        chapter.yanked = chapter.yanked || says_yanked(chapter);
    }
    return std::move(log_);
}

/// "@acme/api" is the package "api" as well.
bool is_package(std::string_view named, std::string_view asked) {
    if (asked.empty() || named.empty()) return false;
    return equals_ignoring_case(named, asked) ||
           equals_ignoring_case(named.substr(named.rfind('/') + 1), asked.substr(asked.rfind('/') + 1));
}

}  // namespace

std::vector<Chapter const*> Changelog::chapters_of(std::string_view version, std::string_view package) const {
    version = without_v(version);
    auto const is_ours = [package](Chapter const& each) { return is_package(each.package, package); };
    bool const ours = std::ranges::any_of(chapters, is_ours);
    std::vector<Chapter const*> found;
    for (auto const& each : chapters)
        if (!version.empty() && each.version == version && (!ours || each.package.empty() || is_ours(each)))
            found.push_back(&each);
    if (ours) std::ranges::stable_partition(found, [&](Chapter const* each) { return is_ours(*each); });
    return found;
}

Chapter const* Changelog::chapter(std::string_view version, std::string_view package) const {
    auto const found = chapters_of(version, package);
    if (found.empty()) return nullptr;
    auto const* const first = found.front();
    bool const mixed =
        !is_package(first->package, package) && std::ranges::any_of(found, [first](Chapter const* each) {
            return !equals_ignoring_case(each->package, first->package);
        });
    return mixed ? nullptr : first;
}

Chapter const* Changelog::unreleased() const {
    auto const* const named = first_with(chapters, &Chapter::version, "");
    return named != nullptr ? named : first_where(chapters, &Chapter::unreleased);
}

Result<Changelog> parse_changelog(std::string_view text) {
    if (text.size() > kMaxChangelog)
        return refuse(
            ErrorCode::invalid, "changelog-too-large",
            fmt::format("The changelog has {} bytes; at most {} are read. Move old chapters to another file.",
                        text.size(), kMaxChangelog));
    if (auto const line = line_that_is_no_text(text); line > 0)
        return refuse(ErrorCode::invalid, "changelog-binary",
                      fmt::format("Line {} of the changelog is not text. Save the file as UTF-8.", line));
    Builder builder;
    Lines lines{text};
    while (auto const line = lines.next()) builder.take(*line);
    auto changelog = builder.finish();
    if (changelog.chapters.empty())
        return refuse(ErrorCode::invalid, "changelog-empty",
                      "The changelog has no chapter for a version. Each begins with a heading like "
                      "\"## [1.2.0] - 2026-01-22\" or \"## [Unreleased]\".");
    return changelog;
}

}  // namespace cadence::artifact
