#include "artifact/breaking.h"

#include <algorithm>
#include <array>
#include <span>

#include "artifact/inline.h"
#include "artifact/markdown.h"
#include "base/text.h"

namespace cadence::artifact {

namespace {

using Words = std::span<std::string_view const>;

/// The longer first.
constexpr auto kPhrases = std::to_array<std::string_view>({"breaking api changes",
                                                           "breaking api change",
                                                           "breaking changes",
                                                           "breaking change",
                                                           "breaking-change",
                                                           "breaking",
                                                           "bc breaks",
                                                           "bc break",
                                                           "bc-break",
                                                           "backwards-incompatible changes",
                                                           "backwards-incompatible change",
                                                           "backwards incompatible changes",
                                                           "backwards incompatible change",
                                                           "backward-incompatible changes",
                                                           "backward-incompatible change",
                                                           "backward incompatible changes",
                                                           "backward incompatible change",
                                                           "backwards-incompatible",
                                                           "backwards incompatible",
                                                           "backward-incompatible",
                                                           "backward incompatible",
                                                           "incompatible changes",
                                                           "incompatible change",
                                                           "破坏性变更",
                                                           "不兼容变更",
                                                           "破壊的変更"});
constexpr auto kHedges = std::to_array<std::string_view>(
    {"potentially ", "possibly ", "potential ", "possible ", "minor ", "major "});
constexpr auto kFooters =
    std::to_array<std::string_view>({"BREAKING CHANGE:", "BREAKING-CHANGE:", "BREAKING CHANGES:"});
constexpr auto kWarns = std::to_array<std::string_view>({"⚠", ":warning:"});
constexpr auto kBoom = std::to_array<std::string_view>({"💥", ":boom:"});
constexpr auto kNoBreak = std::to_array<std::string_view>(
    {"deprecat", "warning", "note", "known"});  // what a warning may be of besides
constexpr auto kNothing = std::to_array<std::string_view>({"none",
                                                           "none yet",
                                                           "n/a",
                                                           "na",
                                                           "no",
                                                           "nothing",
                                                           "nothing yet",
                                                           "no changes",
                                                           "no changes yet",
                                                           "no breaking changes",
                                                           "no user-facing changes",
                                                           "tbd",
                                                           "todo",
                                                           "-",
                                                           "no unreleased entries yet",
                                                           "no unreleased changes",
                                                           "keine",
                                                           "aucun",
                                                           "ninguno",
                                                           "nenhum",
                                                           "нет",
                                                           "无",
                                                           "なし",
                                                           "없음"});
constexpr auto kDashes = std::to_array<std::string_view>({"- ", "–", "—"});
constexpr std::size_t kMostLeads = 12;
constexpr std::size_t kLongestScope = 60;

bool starts_ignoring_case(std::string_view text, std::string_view word) {
    return text.size() >= word.size() && equals_ignoring_case(text.substr(0, word.size()), word);
}

bool is_upper_text(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string_view without_edges(std::string_view text, std::string_view marks) {
    auto const first = text.find_first_not_of(marks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(marks) - first + 1);
}

/// What is behind the phrase, if the text begins with one.
std::optional<std::string_view> behind_phrase(std::string_view text) {
    for (auto const hedge : kHedges)
        if (starts_ignoring_case(text, hedge)) text.remove_prefix(hedge.size());
    for (auto const phrase : kPhrases) {
        if (!starts_ignoring_case(text, phrase)) continue;
        auto const rest = text.substr(phrase.size());
        bool const joined =
            rest.size() > 1 && (rest.front() == '-' || rest.front() == '_') && is_alnum(rest[1]);
        if (rest.empty() || !(is_alnum(rest.front()) || joined)) return rest;
    }
    return std::nullopt;
}

/// "Breaking: ...", "**BREAKING** ...", "Breaking change - ...", "BREAKING Drops ...", and nothing else, so
/// that "Breaking changes are listed again" is none.
bool is_marked(std::string_view text) {
    auto const behind = behind_phrase(text);
    if (!behind) return false;
    auto const said = text.substr(0, text.size() - behind->size());
    auto rest = *behind;
    auto const blank = rest.find_first_not_of(' ');
    bool const apart = blank != 0;
    rest = trimmed(rest);
    if (rest.empty()) return true;
    bool const dash =
        apart && std::ranges::any_of(kDashes, [&](auto mark) { return rest.starts_with(mark); });
    bool const closed = rest.starts_with(':') || rest.starts_with("：") ||
                        (!apart && std::string_view{"!)]*_"}.find(rest.front()) != std::string_view::npos);
    bool const loud = apart && is_upper_text(said) && is_upper(rest.front());
    if (!dash && !closed && !loud) return false;
    return !says_nothing(rest);
}

bool is_conventional(std::string_view token) {
    if (!token.ends_with("!:")) return false;
    token.remove_suffix(2);
    if (auto const scope = token.find('('); scope != std::string_view::npos) {
        if (!token.ends_with(')')) return false;
        token = token.substr(0, scope);
    }
    return !token.empty() && std::ranges::all_of(token, [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Takes from the front of a line what may stand before its message.
class Lead {
  public:
    Lead(std::string_view line, SectionKind kind) : rest_{trimmed(line)}, kind_{kind} {}

    bool breaks() {
        for (std::size_t i = 0; i < kMostLeads && !rest_.empty(); ++i) {
            if (is_marked(rest_) || is_conventional(rest_.substr(0, rest_.find(' ')))) return true;
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
        if (boom) return true;
        if (!warns) return std::nullopt;
        if (kind_ == SectionKind::deprecated || kind_ == SectionKind::security) return std::nullopt;
        auto const message = without_edges(rest_.substr(rest_.front() == ':' ? 9 : 3), "\xEF\xB8\x8F *_[(");
        return std::ranges::none_of(kNoBreak, [&](auto s) { return starts_ignoring_case(message, s); });
    }

    /// Bullets, number signs, emphasis, brackets and pictograms.
    bool take_mark() {
        if (auto const width = pictogram_width(rest_); width > 0) return skip(width);
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
            if (behind_phrase(trimmed(rest_.substr(1, end - 1)))) return skip(1);
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
        if (!starts_ignoring_case(rest_, "thanks ")) return false;
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
    SectionKind kind_;
};

bool is_phrase(std::string_view text) {
    auto const behind = behind_phrase(without_edges(text, " *_!:()[]"));
    return behind && behind->empty();
}

/// "... (BREAKING)", "... [breaking change] (#12)", "... **Breaking** by @ada in https://example.org".
bool ends_marked(std::string_view line) {
    line = line.substr(0, line.rfind(" by @"));
    for (std::size_t i = 0; i < kMostLeads; ++i) {
        line = without_edges(line, " \t.;,([");
        auto const last = line.empty() ? '\0' : line.back();
        auto const open = last == ')' ? '(' : last == ']' ? '[' : '\0';
        if (open == '\0') break;
        auto const begin = line.rfind(open);
        if (begin == std::string_view::npos || begin == 0) return false;
        if (is_phrase(line.substr(begin))) return true;
        line = line.substr(0, begin);
    }
    if (line.size() < 5 || !line.ends_with("**")) return false;
    auto const begin = line.rfind("**", line.size() - 3);
    return begin != std::string_view::npos && begin > 0 && is_phrase(line.substr(begin));
}

bool is_nested_item(std::string_view line) {
    auto const text = trimmed(line);
    return text.starts_with("- ") || text.starts_with("* ") || text.starts_with("+ ");
}

bool is_footer(std::string_view line) {
    return std::ranges::any_of(kFooters, [&](auto footer) {
        return line.starts_with(footer) && !says_nothing(line.substr(footer.size()));
    });
}

}  // namespace

std::optional<int> line_that_breaks(std::string_view text, SectionKind kind) {
    bool begins = true;  // a paragraph, an item
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
        begins = begins || is_nested_item(line) || line.starts_with('#');
        auto const plain = without_code(line);
        auto const next = trimmed(text.substr(0, text.find('\n')));
        bool const ends = next.empty() || is_nested_item(next);
        if ((begins && Lead{plain, kind}.breaks()) || is_footer(plain) || (ends && ends_marked(plain)))
            return number;
        begins = false;
    }
    return std::nullopt;
}

bool says_nothing(std::string_view text) {
    text = without_edges(text, " \t*_:.!()[]-");
    auto const word = text.substr(0, text.find_first_of(" ,.;"));
    auto const rest = trimmed(text.substr(word.size()));
    bool const negated = (equals_ignoring_case(word, "no") || equals_ignoring_case(word, "none")) &&
                         !rest.empty() &&
                         (std::string_view{",;.-("}.find(rest.front()) != rest.npos ||
                          rest.starts_with("–") || rest.starts_with("—"));
    return text.empty() || negated ||
           std::ranges::any_of(kNothing, [text](auto known) { return equals_ignoring_case(known, text); });
}

}  // namespace cadence::artifact
