#include "artifact/inline.h"

#include <algorithm>
#include <array>
#include <optional>

#include "artifact/markdown.h"
#include "base/find.h"
#include "base/text.h"

namespace cadence::artifact {

namespace {

constexpr std::size_t kLongestLabel = 200;
constexpr std::size_t kLongestTarget = 2000;
constexpr auto kNoTickets = std::to_array<std::string_view>(
    {"UTF",   "UCS",  "SHA", "MD",   "CRC",  "ISO",   "IEC",  "IEEE", "AES",
     "RSA",   "TLS",  "SSL", "HTTP", "HTML", "CSS",   "UTC",  "GMT",  "BASE",
     "COVID", "SARS", "GPT", "WIN",  "IPV",  "OAUTH", "MPEG", "USB",  "LATIN"});

std::string folded(std::string_view label) {
    return lower(trimmed(label));
}

/// Walks over a text and knows where its code spans end. Remembers where each length of backticks is last
/// seen, so that those without an end are not looked for again and again.
class CodeSpans {
  public:
    explicit CodeSpans(std::string_view text) : text_{text} {
        for (auto at = text.find('`'); at != std::string_view::npos;) {
            auto const end = end_of_run(at);
            last_[end - at] = at;
            at = text.find('`', end);
        }
    }

    /// The end of the span that begins at the backtick `at`; of the backticks alone, if nothing closes them.
    [[nodiscard]] std::size_t end_of(std::size_t at, bool& closed) const {
        auto const begin = end_of_run(at);
        auto const length = begin - at;
        auto const last = last_.find(length);
        closed = last != last_.end() && last->second > at;
        if (!closed) return begin;
        for (auto next = text_.find('`', begin);; next = text_.find('`', end_of_run(next)))
            if (end_of_run(next) - next == length) return next + length;
    }

  private:
    [[nodiscard]] std::size_t end_of_run(std::size_t at) const {
        return std::min(text_.find_first_not_of('`', at), text_.size());
    }

    std::string_view text_;
    std::map<std::size_t, std::size_t> last_;
};

/// "[text]" at `at`, without a bracket in it.
std::optional<std::string_view> bracketed(std::string_view text, std::size_t at) {
    if (at >= text.size() || text[at] != '[') return std::nullopt;
    auto const inner = text.substr(at + 1, kLongestLabel);
    auto const end = inner.find_first_of("[]`\n");
    if (end == std::string_view::npos || inner[end] != ']') return std::nullopt;
    return inner.substr(0, end);
}

std::string replaced_code(std::string_view text, auto const& replacement) {
    CodeSpans const spans{text};
    std::string out;
    std::size_t done = 0;
    for (auto at = text.find('`'); at != std::string_view::npos;) {
        bool closed = false;
        auto const end = spans.end_of(at, closed);
        if (closed) {
            out.append(text.substr(done, at - done)).append(replacement(text.substr(at, end - at)));
            done = end;
        }
        at = text.find('`', end);
    }
    return out.append(text.substr(done));
}

bool is_word(char c) {
    return is_alnum(c) || c == '_';
}

/// "#123" or "!12" with nothing but blanks or punctuation before it, or a path, "acme/api#12". "#123456"
/// alone is a colour.
bool is_issue(std::string_view text, std::size_t at) {
    auto const end = std::min(text.find_first_not_of("0123456789", at + 1), text.size());
    if (end == at + 1 || (end < text.size() && is_word(text[end]))) return false;
    auto begin = at;
    while (begin > 0 && at - begin < kLongestLabel &&
           (is_word(text[begin - 1]) || text[begin - 1] == '-' || text[begin - 1] == '.' ||
            text[begin - 1] == '/'))
        --begin;
    auto const path = text.substr(begin, at - begin);
    if (!path.empty()) return path.find('/') != std::string_view::npos;
    char const before = at == 0 ? ' ' : text[at - 1];
    bool const colour = text[at] == '#' && end - at == 7 && before != '(' && before != '[';
    return before != '&' && !colour;
}

/// "ABC-123" whose hyphen is at `hyphen`.
bool is_ticket(std::string_view text, std::size_t hyphen) {
    auto begin = hyphen;
    while (begin > 0 && hyphen - begin < 20 && (is_upper(text[begin - 1]) || is_digit(text[begin - 1])))
        --begin;
    auto const project = text.substr(begin, hyphen - begin);
    if (project.size() < 2 || !is_upper(project.front())) return false;
    if (begin > 0 && (is_word(text[begin - 1]) || text[begin - 1] == '-')) return false;
    if (contains(kNoTickets, project)) return false;
    return hyphen + 1 < text.size() && is_digit(text[hyphen + 1]) && text[hyphen + 1] != '0';
}

bool is_url(std::string_view text, std::size_t colon) {
    auto const before = text.substr(0, colon);
    return (before.ends_with("http") || before.ends_with("https")) && text.substr(colon).starts_with("://") &&
           colon + 3 < text.size() && is_alnum(text[colon + 3]);
}

/// "[text](target)" whose inner brackets meet at `at`.
bool is_inline_link(std::string_view text, std::size_t at) {
    return at > 0 && at + 2 < text.size() && text[at + 1] == '(' && text[at + 2] != ')' &&
           text[at + 2] != ' ';
}

}  // namespace

void References::define(std::string_view label, std::string_view target) {
    if (target.size() <= kLongestTarget) targets_.try_emplace(folded(label), target);
}

std::string References::find(std::string_view label) const {
    auto const found = targets_.find(folded(label));
    return found == targets_.end() ? std::string{} : found->second;
}

std::string References::written_out(std::string_view text) {
    CodeSpans const spans{text};
    std::string out;
    std::size_t done = 0;
    for (std::size_t at = text.find_first_of("`[\\"); at < text.size(); at = text.find_first_of("`[\\", at)) {
        if (text[at] == '`') {
            bool closed = false;
            at = spans.end_of(at, closed);
            continue;
        }
        auto const shown = text[at] == '[' ? bracketed(text, at) : std::nullopt;
        if (!shown) {
            at += text[at] == '\\' ? 2 : 1;
            continue;
        }
        auto const close = at + shown->size() + 2;
        auto const label = bracketed(text, close);
        auto const end = label ? close + label->size() + 2 : close;
        bool const is_inline = !label && close < text.size() && (text[close] == '(' || text[close] == ':');
        auto const target = is_inline ? std::string{} : find(label && !label->empty() ? *label : *shown);
        if (!target.empty() && grown_ < kMaxGrowth) {
            out.append(text.substr(done, close - done)).append("(").append(target).append(")");
            grown_ += target.size() + 2;
            done = end;
        }
        at = end;
    }
    return out.append(text.substr(done));
}

bool contains_ignoring_case(std::string_view text, std::string_view word) {
    auto const same = [](char a, char b) { return to_lower(a) == to_lower(b); };
    return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

std::string without_quotations(std::string_view text) {
    return replaced_code(text, [](std::string_view span) {
        return span.find(':') == std::string_view::npos ? span : std::string_view{" "};
    });
}

std::size_t pictogram_width(std::string_view text) {
    auto const byte = [text](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    if (byte(0) == 0xF0 && byte(1) == 0x9F) return 4;                     // U+1F000 to U+1FFFF
    if (byte(0) == 0xEF && byte(1) == 0xB8 && byte(2) <= 0x8F) return 3;  // variation selectors
    if (byte(0) != 0xE2) return 0;
    bool const joiner = byte(1) == 0x80 && byte(2) == 0x8D;
    bool const double_mark = byte(1) == 0x80 && byte(2) == 0xBC;
    bool const keycap = byte(1) == 0x83 && byte(2) == 0xA3;
    bool const symbol = byte(1) >= 0x86 && byte(1) <= 0xAF;  // U+2180 to U+2BFF: arrows, signs, dingbats
    return joiner || double_mark || keycap || symbol ? 3 : 0;
}

bool has_link(std::string_view text) {
    auto const plain = replaced_code(text, [](std::string_view) { return std::string_view{" "}; });
    for (auto at = plain.find_first_of("#!-:]"); at != std::string::npos;
         at = plain.find_first_of("#!-:]", at + 1)) {
        bool const found = plain[at] == '#' || plain[at] == '!' ? is_issue(plain, at)
                           : plain[at] == '-'                   ? is_ticket(plain, at)
                           : plain[at] == ':'                   ? is_url(plain, at)
                                                                : is_inline_link(plain, at);
        if (found) return true;
    }
    return false;
}

}  // namespace cadence::artifact
