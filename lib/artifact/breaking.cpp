#include "artifact/breaking.h"

#include <algorithm>
#include <array>
#include <string>

#include "artifact/inline.h"
#include "artifact/markdown.h"
#include "artifact/nothing.h"
#include "artifact/plain.h"
#include "base/text.h"

namespace cadence::artifact {

namespace {

/// A blank stands for "-" and "_" as well.
constexpr auto kPhrases = std::to_array<std::string_view>(
    {"breaking api changes", "breaking api change", "breaking api", "breaking changes", "breaking change",
     "breaking", "api breaks", "api break", "bc breaks", "bc break", "incompatible changes",
     "incompatible change", "incompatible", "破坏性变更", "不兼容变更", "破壊的変更"});
/// Says so as a label only: "BC: ...", "[BC] ...".
constexpr std::string_view kLabel = "BC";
constexpr auto kHedges = std::to_array<std::string_view>(
    {"potentially ", "possibly ", "potential ", "possible ", "minor ", "major ", "backwards ", "backward ",
     "api ", "this is a ", "this is an ", "this is "});
constexpr auto kTypes = std::to_array<std::string_view>(
    {"feat", "feature",  "fix",   "bugfix",   "hotfix", "build",    "chore", "ci",
     "docs", "doc",      "style", "refactor", "perf",   "test",     "tests", "revert",
     "deps", "security", "add",   "change",   "remove", "deprecate"});
constexpr auto kWarns = std::to_array<std::string_view>({"⚠", ":warning:"});
constexpr auto kBoom = std::to_array<std::string_view>({"💥", ":boom:"});
constexpr auto kNoBreak = std::to_array<std::string_view>(
    {"deprecat", "warning", "note", "known"});  // what a warning may be of besides
constexpr auto kDashes = std::to_array<std::string_view>({"- ", "–", "—"});
constexpr std::size_t kMostLeads = 12;
constexpr std::size_t kLongestScope = 60;

bool starts_with_phrase(std::string_view text, std::string_view phrase) {
    return text.size() >= phrase.size() &&
           std::ranges::equal(text.substr(0, phrase.size()), phrase, [](char said, char known) {
               return known == ' ' ? said == ' ' || said == '-' || said == '_' : to_lower(said) == known;
           });
}

bool is_upper_text(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

bool ends_word(std::string_view rest) {
    bool const joined = rest.size() > 1 && (rest.front() == '-' || rest.front() == '_') && is_alnum(rest[1]);
    return rest.empty() || !(is_alnum(rest.front()) || joined);
}

/// The text behind the phrase, if the text begins with one.
std::optional<std::string_view> behind_phrase(std::string_view text) {
    for (bool hedged = true; hedged;) {
        for (auto const phrase : kPhrases)
            if (starts_with_phrase(text, phrase) && ends_word(text.substr(phrase.size())))
                return text.substr(phrase.size());
        auto const hedge =
            std::ranges::find_if(kHedges, [text](auto each) { return starts_with_phrase(text, each); });
        hedged = hedge != kHedges.end();
        if (hedged)
            text.remove_prefix(text.substr(hedge->size()).starts_with('*') ? hedge->size() + 1
                                                                           : hedge->size());
    }
    return std::nullopt;
}

std::optional<std::string_view> behind_label(std::string_view text) {
    if (text.starts_with(kLabel) && !behind_phrase(text)) {
        auto const rest = text.substr(kLabel.size());
        return rest.empty() || rest.front() == ':' || rest.front() == ']' || rest.front() == ')'
                   ? std::optional{rest}
                   : std::nullopt;
    }
    return behind_phrase(text);
}

/// "Breaking: ...", "*BREAKING* ...", "Breaking change - ...", "BREAKING Drops ...", and nothing else, so
/// that "Breaking changes are listed again" is none. `after` is what stands below.
bool is_marked(std::string_view text, std::string_view after) {
    auto const behind = behind_label(text);
    if (!behind) return false;
    auto const said = text.substr(0, text.size() - behind->size());
    bool const apart = behind->starts_with(' ');
    auto const rest = trimmed(*behind);
    if (trimmed(rest, "*_:)]!. ").empty()) return after.empty() || !says_nothing(after);
    bool const dash =
        apart && std::ranges::any_of(kDashes, [&](auto mark) { return rest.starts_with(mark); });
    bool const closed =
        rest.starts_with(':') || rest.starts_with("：") ||
        (!apart && (rest.starts_with(". ") || std::string_view{"!)]*_"}.find(rest.front()) != rest.npos));
    bool const loud = apart && is_upper_text(said) && is_upper(rest.front());
    return (dash || closed || loud) && !says_nothing(rest);
}

/// "feat!:", "Refactor(api)!:", "*feat!*:".
bool is_conventional(std::string_view token) {
    std::string plain{token};
    std::erase(plain, '*');
    token = plain;
    if (!token.ends_with("!:")) return false;
    token.remove_suffix(2);
    if (auto const scope = token.find('('); scope != std::string_view::npos) {
        if (!token.ends_with(')')) return false;
        token = token.substr(0, scope);
    }
    return is_one_of(token, kTypes);
}

/// Takes from the front of a line what may stand before its message.
class Lead {
  public:
    Lead(std::string_view line, std::string_view after, SectionKind kind)
        : rest_{trimmed(line)}, after_{after}, kind_{kind} {}

    bool breaks() {
        for (std::size_t i = 0; i < kMostLeads && !rest_.empty(); ++i) {
            if (is_marked(rest_, after_) || is_conventional(rest_.substr(0, rest_.find(' ')))) return true;
            if (auto const sign = sign_breaks()) return *sign;
            if (!take_mark() && !take_reference() && !take_author() && !take_scope()) return false;
        }
        return false;
    }

  private:
    bool skip(std::size_t count) {
        rest_ = trimmed(rest_.substr(std::min(count, rest_.size())));
        return count > 0;
    }

    std::optional<bool> sign_breaks() {
        bool const warns = std::ranges::any_of(kWarns, [&](auto s) { return rest_.starts_with(s); });
        bool const boom = std::ranges::any_of(kBoom, [&](auto s) { return rest_.starts_with(s); });
        if (!(warns || boom) || (kind_ != SectionKind::changed && kind_ != SectionKind::other))
            return std::nullopt;
        if (boom) return true;
        auto const message = trimmed(rest_.substr(rest_.front() == ':' ? 9 : 3), "\xEF\xB8\x8F *_[(");
        return std::ranges::none_of(kNoBreak, [&](auto s) { return starts_with_phrase(message, s); });
    }

    /// Bullets, number signs, emphasis, brackets and pictograms.
    bool take_mark() {
        if (auto const width = pictogram_width(rest_); width > 0) return skip(width);
        if (rest_.starts_with(": ") || rest_.starts_with("![")) return skip(1);
        if (rest_.front() == ':') {
            auto const end = rest_.find(':', 1);
            auto const name = rest_.substr(1, end == std::string_view::npos ? 0 : end - 1);
            return !name.empty() && name.find(' ') == std::string_view::npos && skip(end + 1);
        }
        if (rest_.front() == '#')
            return skip(std::min(rest_.find_first_not_of("0123456789", 1), rest_.size()));
        if (std::string_view{"*_>~-+"}.find(rest_.front()) == std::string_view::npos) return false;
        return skip(1);
    }

    /// "[#12](url)", "[api]", "(#12)", "#12", "4f1c9a2:".
    bool take_reference() {
        auto const close = rest_.front() == '[' ? ']' : rest_.front() == '(' ? ')' : '\0';
        if (close != '\0') {
            auto const end = rest_.find(close);
            if (end > kLongestScope) return false;  // or there is none
            if (behind_label(trimmed(rest_.substr(1, end - 1), " *!"))) return skip(1);
            skip(end + 1);
            if (close == ']' && rest_.starts_with('(')) skip(std::min(rest_.find(')'), rest_.size() - 1) + 1);
            return true;
        }
        auto const hash = rest_.find_first_not_of("0123456789abcdef");
        if (hash == std::string_view::npos || hash < 7 || hash > 64 ||
            (rest_[hash] != ':' && rest_[hash] != ' '))
            return false;
        return skip(hash + 1);
    }

    /// "Thanks [@ada](url)! - ", as changesets writes.
    bool take_author() {
        if (!starts_with_phrase(rest_, "thanks ")) return false;
        auto const end = rest_.find("! - ");
        return end != std::string_view::npos && skip(end + 4);
    }

    /// "api:", "**api:**", "fix(core):".
    bool take_scope() {
        auto const token = rest_.substr(0, rest_.find(' '));
        auto const colon = token.find(':');
        if (colon == 0 || colon > kLongestScope) return false;
        auto const tail = token.substr(colon + 1);
        if (tail.find_first_not_of("*_") != std::string_view::npos) return false;
        return skip(token.size());
    }

    std::string_view rest_;
    std::string_view after_;
    SectionKind kind_;
};

bool is_phrase(std::string_view text) {
    auto const behind = behind_phrase(trimmed(text, " *_!:.()[]"));
    return behind && behind->empty();
}

/// "... (BREAKING)", "... [breaking change] (#12)", "... *Breaking* by @ada in https://example.org",
/// "... This is a breaking change."
bool ends_marked(std::string_view line) {
    constexpr std::string_view kEnds = " .;,([";
    line = line.substr(0, line.rfind(" by @"));
    for (std::size_t i = 0; i < kMostLeads; ++i) {
        line = trimmed(line, kEnds);
        auto const last = line.empty() ? '\0' : line.back();
        auto const open = last == ')' ? '(' : last == ']' ? '[' : last == '*' ? '*' : '\0';
        if (open == '\0') break;
        auto const begin = line.rfind(open, line.size() - std::min<std::size_t>(line.size(), 2));
        if (begin == std::string_view::npos || begin == 0) return false;
        if (is_phrase(line.substr(begin))) return true;
        if (open == '*') break;
        line = line.substr(0, begin);
    }
    auto const sentence = line.find_last_of(".!?;");
    return sentence != std::string_view::npos && is_phrase(line.substr(sentence + 1));
}

bool is_nested_item(std::string_view line) {
    auto const text = trimmed(line);
    return text.starts_with("- ") || text.starts_with("* ") || text.starts_with("+ ");
}

/// "Reviewed-by: Ada", "fix: flags": a footer may follow it.
bool is_footer(std::string_view line) {
    auto const token = line.substr(0, line.find(": "));
    return token.size() < line.size() && token.size() <= kLongestScope &&
           std::ranges::all_of(token, [](char c) { return is_alnum(c) || c == '-'; });
}

}  // namespace

std::optional<int> line_that_breaks(std::string_view text, SectionKind kind) {
    bool begins = true;  // a paragraph, an item, a footer
    bool fenced = false;
    for (int number = 0; !text.empty(); ++number) {
        auto const raw = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(raw.size() + 1, text.size()));
        auto const line = trimmed(raw);
        bool const fence = line.starts_with("```") || line.starts_with("~~~");
        if (fence) fenced = !fenced;
        if (fence || fenced || line.empty()) {
            begins = true;
            continue;
        }
        begins = begins || is_nested_item(line) || line.starts_with('#') || line.starts_with('>');
        auto const plain = in_plain_words(without_quotations(line));
        auto const next = trimmed(text.substr(0, text.find('\n')));
        bool const ends = next.empty() || is_nested_item(next);
        if ((begins && Lead{plain, text, kind}.breaks()) || (ends && ends_marked(trimmed(plain))))
            return number;
        begins = is_footer(line);
    }
    return std::nullopt;
}

}  // namespace cadence::artifact
