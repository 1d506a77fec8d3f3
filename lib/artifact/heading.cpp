#include "artifact/heading.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "artifact/heading_words.h"
#include "artifact/inline.h"
#include "artifact/markdown.h"
#include "artifact/plain.h"
#include "artifact/section_words.h"
#include "artifact/yanked.h"
#include "base/text.h"

namespace cadence::artifact {

namespace {

constexpr std::size_t kLongestHeading = 1000;
constexpr std::array<std::string_view, 4> kVersionWords{"v", "version", "release", "ver"};
constexpr std::array<std::string_view, 6> kSeparators{"-", "--", "/", "|", ":", "~"};
constexpr std::array<std::string_view, 2> kReleasedOn{"released", "on"};

bool is_dash(std::string_view text) {
    return text.starts_with("\xE2\x80") && text.size() > 2 && text[2] >= '\x90' && text[2] <= '\x95';
}

/// In plain words without emphasis; decoration becomes a blank, and every dash is a hyphen with blanks.
std::string undecorated(std::string_view text) {
    auto const plain = in_plain_words(text);
    std::string out;
    auto const add = [&out](char c) {
        if (c != ' ' || !out.ends_with(' ')) out += c;
    };
    for (std::string_view rest = plain; !rest.empty();) {
        if (is_dash(rest)) {
            for (char const c : {' ', '-', ' '}) add(c);
            rest.remove_prefix(3);
        } else if (auto const width = pictogram_width(rest); width > 0) {
            add(' ');
            rest.remove_prefix(std::min(width, rest.size()));
        } else {
            if (rest.front() != '*') add(rest.front());
            rest.remove_prefix(1);
        }
    }
    return out;
}

/// The target behind the closing bracket at the front of `text`: "(url)", "[label]", or something else.
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

/// All that says, from `at` on, that the version is still to come. True if that is sure.
bool take_to_come(std::vector<std::string>& words, std::size_t at, bool& found) {
    bool sure = false;
    for (auto next = to_come(words, at); next.words > 0; next = to_come(words, at)) {
        auto const begin = words.begin() + static_cast<std::ptrdiff_t>(at);
        words.erase(begin, begin + static_cast<std::ptrdiff_t>(next.words));
        found = true;
        sure = sure || next.sure;
    }
    return sure;
}

/// "1.3.0 (upcoming)", "1.3.0 "Codename" - not yet released", "1.3.0 - master": right behind the version, or
/// at the end of the heading. What is not sure must be all that is left.
bool take_placeholder(std::vector<std::string>& words) {
    bool found = false;
    auto rest = words;
    if (take_to_come(rest, 0, found) || (found && rest.empty())) {
        words = std::move(rest);
        return true;
    }
    for (std::size_t at = 1; at < words.size(); ++at) {
        auto const last = to_come(words, at);
        if (!last.sure || at + last.words != words.size()) continue;
        words.resize(at);
        return true;
    }
    return false;
}

/// How long the name is in "api@1.2", "backend-v1.2.0" or "backend/v1.2.0"; 0 without one.
std::size_t package_width(std::string_view word) {
    if (auto const at = word.rfind('@'); at != std::string_view::npos) return at;
    if (looks_like_version(word)) return 0;
    auto const named = named_version(word);
    if (!named || named->package.size() >= word.size()) return 0;
    char const joint = word[named->package.size()];
    bool const is_name = is_alnum(word.front()) && named->package.find_first_of(":=") == std::string::npos;
    return is_name && (joint == '-' || joint == '/') ? named->package.size() : 0;
}

/// "api@v1.2.0" into its parts. False if the word is no version.
bool read_version(std::string_view word, ChapterHeading& heading) {
    if (auto const width = package_width(word); width > 0) {
        heading.package = word.substr(0, width);
        word.remove_prefix(width + 1);
    }
    if (!looks_like_version(word)) return false;
    if (is_one_of(heading.package, kVersionWords)) heading.prefix = std::exchange(heading.package, {});
    if (!is_digit(word.front())) {
        heading.prefix = word.front();
        word.remove_prefix(1);
    }
    heading.version = word;
    return true;
}

/// "Edge (Unreleased)", "mypkg (development version)": a word before what says so, and no version.
bool take_named_to_come(std::vector<std::string>& words) {
    ChapterHeading ignored;
    if (words.size() < 2 || read_version(words.front(), ignored)) return false;
    auto const next = to_come(words, 1);
    if (!next.sure || next.words + 1 != words.size()) return false;
    words.clear();
    return true;
}

/// "Rails" of "Rails 8.0.1 (2024-12-13)".
bool take_product(std::vector<std::string>& words, ChapterHeading& heading) {
    ChapterHeading ignored;
    if (heading.unreleased || !heading.prefix.empty() || words.size() < 2) return false;
    if (read_version(words[0], ignored) || !is_alnum(words[0].front()) || is_digit(words[0].front()))
        return false;
    if (!parse_tag(words[1]) && !is_development(words[1])) return false;
    heading.package = words[0];
    words.erase(words.begin());
    return true;
}

void take_yanked(std::vector<std::string>& words, std::string_view title, ChapterHeading& heading) {
    for (std::size_t at = 0; at < words.size(); ++at) {
        auto const count = yanked_at(words, at);
        if (count == 0) continue;
        auto const begin = words.begin() + static_cast<std::ptrdiff_t>(at);
        words.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
        heading.yanked = true;
        heading.yanked_well = title.ends_with("[YANKED]");
        return;
    }
}

}  // namespace

std::optional<ChapterHeading> read_chapter_heading(std::string_view title, int level) {
    if (level > 3 || title.size() > kLongestHeading) return std::nullopt;
    ChapterHeading heading;
    auto words = words_of(without_links(undecorated(title), heading));
    take_yanked(words, title, heading);
    WrittenDate date;
    if (words.size() > 1 && parse_date(words.front())) date = take_date(words);
    bool sure = take_to_come(words, 0, heading.unreleased);
    if (!sure && take_named_to_come(words)) heading.unreleased = true;
    if (words.size() > 1 && is_one_of(words.front(), kVersionWords)) {
        heading.prefix = words.front();
        words.erase(words.begin());
    }
    bool named = take_product(words, heading);
    bool const versioned = !words.empty() && read_version(words.front(), heading);
    // "Pre-1.2.0" may be anything
    named = named || (!heading.package.empty() && heading.prefix.empty() &&
                      words.front()[heading.package.size()] != '@');
    if (!versioned && !heading.unreleased) return std::nullopt;
    if (versioned) words.erase(words.begin());
    while (!words.empty() && is_one_of(words.front(), kReleasedOn)) words.erase(words.begin());
    if (!date.date) date = take_date(words);
    if (versioned && take_placeholder(words)) sure = heading.unreleased = true;
    heading.perhaps = heading.unreleased && !sure;
    heading.day = std::move(date.text);
    heading.date = date.date;
    auto const version = parse_version(heading.version);
    heading.unreleased =
        heading.unreleased || date.placeholder ||
        (!date.date && (version ? is_development(*version) : is_development(heading.version)));
    heading.rest = fmt::format("{}", fmt::join(words, " "));
    if (named && (!heading.rest.empty() || !(heading.date || heading.unreleased))) return std::nullopt;
    if (heading.rest.empty()) return heading;
    if (heading.perhaps || level > 2 || (!sure && !version)) return std::nullopt;
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
    section.breaking = names_breaking(text);
    auto const known = kind_named(text);
    if (!known) return section;
    section.kind = known->kind;
    section.proper = known->proper;
    if (equals_ignoring_case(text, known->proper)) section.title = known->proper;
    return section;
}

}  // namespace cadence::artifact
