#include "artifact/heading.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include <fmt/format.h>

#include "artifact/inline.h"
#include "artifact/markdown.h"
#include "base/text.h"

namespace cadence::artifact {

namespace {

constexpr std::size_t kLongestHeading = 1000;
constexpr std::array<std::string_view, 4> kVersionWords{"v", "version", "release", "ver"};
constexpr std::array<std::string_view, 8> kSeparators{"-", "--", "/", "|", ":", "~", "released", "on"};

struct Alias {
    std::string_view written, proper;
    SectionKind kind;
};
constexpr std::array<Alias, 13> kSections{{{"added", "Added", SectionKind::added},
                                           {"changed", "Changed", SectionKind::changed},
                                           {"deprecated", "Deprecated", SectionKind::deprecated},
                                           {"removed", "Removed", SectionKind::removed},
                                           {"fixed", "Fixed", SectionKind::fixed},
                                           {"security", "Security", SectionKind::security},
                                           {"features", "Added", SectionKind::added},
                                           {"new features", "Added", SectionKind::added},
                                           {"bug fixes", "Fixed", SectionKind::fixed},
                                           {"bugfixes", "Fixed", SectionKind::fixed},
                                           {"fixes", "Fixed", SectionKind::fixed},
                                           {"deprecations", "Deprecated", SectionKind::deprecated},
                                           {"changes", "Changed", SectionKind::changed}}};

bool is_one_of(std::string_view word, auto const& words) {
    return std::ranges::any_of(words,
                               [word](std::string_view known) { return equals_ignoring_case(known, word); });
}

bool is_yanked(std::string_view word) {
    return equals_ignoring_case(word, "yanked");
}

/// How many bytes the pictogram or dash has that the text begins with; 0 for anything else.
std::size_t decoration(std::string_view text) {
    auto const byte = [text](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    if (byte(0) == 0xF0 && byte(1) == 0x9F) return 4;                     // U+1F000 to U+1FFFF
    if (byte(0) == 0xEF && byte(1) == 0xB8 && byte(2) <= 0x8F) return 3;  // variation selectors
    if (byte(0) != 0xE2) return 0;
    bool const joiner_or_dash = byte(1) == 0x80 && (byte(2) == 0x8D || (byte(2) >= 0x90 && byte(2) <= 0x95));
    bool const keycap = byte(1) == 0x83 && byte(2) == 0xA3;
    bool const symbol = byte(1) >= 0x86 && byte(1) <= 0xAF;  // U+2180 to U+2BFF: arrows, signs, dingbats
    return joiner_or_dash || keycap || symbol ? 3 : 0;
}

/// Markup, decoration and dashes become blanks.
std::string undecorated(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        auto const bytes = decoration(text);
        bool const tag =
            text.size() > 1 && text[0] == '<' && (is_alnum(text[1]) || text[1] == '/' || text[1] == '!');
        auto const close = tag ? text.find('>') : std::string_view::npos;
        bool const markup = text.front() == '*' || text.front() == '`' || text.front() == '\t';
        auto const skipped = bytes > 0                         ? bytes
                             : close != std::string_view::npos ? close + 1
                             : markup                          ? 1U
                                                               : 0U;
        if (skipped == 0)
            out += text.front();
        else if (!markup || text.front() == '\t')
            out += ' ';
        text.remove_prefix(std::min(std::max<std::size_t>(skipped, 1), text.size()));
    }
    return out;
}

/// What follows the closing bracket at the front of `text`: "(url)", "[label]", or something else.
std::string_view link_target(std::string_view text) {
    bool const url = text.starts_with('(');
    if (!url && !text.starts_with('[')) return {};
    auto const target = text.substr(1, text.find(url ? ')' : ']') - 1);
    if (target.size() + 2 > text.size()) return {};
    bool const is_link = url ? target.find_first_of(":/#") != std::string_view::npos : !is_yanked(target);
    return is_link ? target : std::string_view{};
}

/// Replaces "[text](url)", "[text][label]" and "[text]" by their texts; the first is the heading's own.
std::string without_links(std::string_view text, ChapterHeading& heading) {
    std::string out;
    while (!text.empty()) {
        auto const end = text.front() == '[' ? text.find(']') : std::string_view::npos;
        if (end == std::string_view::npos) {
            out += text.front();
            text.remove_prefix(1);
            continue;
        }
        auto const shown = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
        auto const target = link_target(text);
        out.append(shown).append(" ");
        if (heading.label.empty() && !is_yanked(shown)) {
            bool const by_label = !target.empty() && text.front() == '[';
            heading.label = by_label ? target : shown;
            if (!by_label) heading.url = trimmed(target.substr(0, target.find(' ')));
        }
        if (!target.empty()) text.remove_prefix(target.size() + 2);
    }
    return out;
}

/// Words without the punctuation between them; ":tada:" is decoration.
std::vector<std::string> words_of(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return c == '(' || c == ')' || c == ','; }, ' ');
    std::vector<std::string> words;
    for (std::string_view rest = trimmed(text); !rest.empty(); rest = trimmed(rest)) {
        auto word = rest.substr(0, rest.find(' '));
        rest.remove_prefix(word.size());
        if (word.size() > 2 && word.front() == ':' && word.back() == ':') continue;
        if (word.size() > 1 && word.back() == ':') word.remove_suffix(1);
        if (!is_one_of(word, kSeparators)) words.emplace_back(word);
    }
    return words;
}

bool looks_like_version(std::string_view word) {
    bool const named = word.starts_with('v') || word.starts_with('V');
    if (named) word.remove_prefix(1);
    if (word.empty() || !is_digit(word.front())) return false;
    if (!named && word.find('.') == std::string_view::npos) return false;
    return std::ranges::all_of(word, [](char c) { return is_alnum(c) || c == '.' || c == '-' || c == '+'; });
}

/// "api@v1.2.0" into its parts. False if the word is no version.
bool read_version(std::string_view word, ChapterHeading& heading) {
    if (auto const at = word.rfind('@'); at != std::string_view::npos) {
        heading.package = word.substr(0, at);
        word.remove_prefix(at + 1);
    }
    if (!looks_like_version(word)) return false;
    if (!is_digit(word.front())) {
        heading.prefix = word.front();
        word.remove_prefix(1);
    }
    heading.version = word;
    return true;
}

void take_yanked(std::vector<std::string>& words, std::string_view title, ChapterHeading& heading) {
    auto const yanked = std::ranges::find_if(words, is_yanked);
    if (yanked == words.end()) return;
    words.erase(yanked);
    heading.yanked = true;
    heading.yanked_well = title.ends_with("[YANKED]");
}

}  // namespace

std::optional<ChapterHeading> read_chapter_heading(std::string_view title, int level) {
    if (level > 3 || title.size() > kLongestHeading) return std::nullopt;
    ChapterHeading heading;
    auto words = words_of(without_links(undecorated(title), heading));
    take_yanked(words, title, heading);
    WrittenDate date;
    if (words.size() > 1 && parse_date(words.front())) date = take_date(words);
    if (words.size() > 1 && is_one_of(words.front(), kVersionWords)) {
        heading.prefix = words.front();
        words.erase(words.begin());
    }
    if (words.empty()) return std::nullopt;
    bool const unreleased = equals_ignoring_case(words.front(), "unreleased");
    if (!unreleased && !read_version(words.front(), heading)) return std::nullopt;
    words.erase(words.begin());
    if (!date.date) date = take_date(words);
    heading.day = std::move(date.text);
    heading.date = date.date;
    heading.placeholder = date.placeholder;
    heading.rest = fmt::format("{}", fmt::join(words, " "));
    if (heading.rest.empty()) return heading;
    if (level > 2 || (!unreleased && !parse_version(heading.version))) return std::nullopt;
    return heading;
}

SectionHeading read_section_heading(std::string_view title) {
    SectionHeading section;
    title = title.substr(0, kLongestHeading);
    auto const plain = undecorated(title);
    std::string_view text = trimmed(plain);
    while (text.size() > 2 && text.front() == ':' && text.find(':', 1) != std::string_view::npos)
        text = trimmed(text.substr(text.find(':', 1) + 1));
    while (text.ends_with(':')) text = trimmed(text.substr(0, text.size() - 1));
    if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
    section.title = text;
    auto const known = std::ranges::find_if(
        kSections, [text](Alias const& a) { return equals_ignoring_case(a.written, text); });
    if (known == kSections.end()) return section;
    section.kind = known->kind;
    section.proper = known->proper;
    if (equals_ignoring_case(known->written, known->proper)) section.title = known->proper;
    return section;
}

bool says_breaking(std::string_view title) {
    return contains_ignoring_case(undecorated(title.substr(0, kLongestHeading)), "breaking");
}

}  // namespace cadence::artifact
