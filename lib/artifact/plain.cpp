#include "artifact/plain.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace cadence::artifact {

namespace {

constexpr std::array<std::string_view, 10> kEmphasis{"b", "strong", "i",    "em",   "u",
                                                     "s", "del",    "mark", "code", "kbd"};
constexpr std::string_view kEscaped = "\\`*_{}[]()<>#+-.!~|:";

/// The width of a character that is nowhere seen: U+200B, U+200C, U+2060, U+FEFF.
std::size_t nothing_width(std::string_view text) {
    return text.starts_with("\xE2\x80\x8B") || text.starts_with("\xE2\x80\x8C") ||
                   text.starts_with("\xE2\x81\xA0") || text.starts_with("\xEF\xBB\xBF")
               ? 3
               : 0;
}

bool is_word(std::string_view text, std::size_t at) {
    return at < text.size() && (is_alnum(text[at]) || static_cast<unsigned char>(text[at]) >= 0x80);
}

class PlainText {
  public:
    explicit PlainText(std::string_view text) : text_{text} { out_.reserve(text.size()); }

    std::string take_all() {
        while (at_ < text_.size()) {
            if (!take_blank() && !take_escape() && !take_emphasis() && !take_markup()) {
                out_ += text_[at_];
                ++at_;
            }
        }
        return std::move(out_);
    }

  private:
    void blank() {
        if (!out_.ends_with(' ')) out_ += ' ';
    }
    void emphasis() {
        if (!out_.ends_with('*')) out_ += '*';
    }

    bool take_blank() {
        auto const rest = text_.substr(at_);
        if (auto const none = nothing_width(rest); none > 0) {
            at_ += none;
            return true;
        }
        auto const width = blank_width(rest);
        if (width > 0) blank();
        at_ += width;
        return width > 0;
    }

    bool take_escape() {
        if (text_[at_] != '\\' || at_ + 1 >= text_.size() ||
            kEscaped.find(text_[at_ + 1]) == std::string_view::npos)
            return false;
        out_ += text_[at_ + 1];
        at_ += 2;
        return true;
    }

    /// "_" and "~" only around words: "snake_case" and "~ 3" stay.
    bool take_emphasis() {
        char const c = text_[at_];
        if (c == '`') {
            ++at_;
            return true;
        }
        if (c != '*' && c != '_' && c != '~') return false;
        auto const end = std::min(text_.find_first_not_of(c, at_), text_.size());
        bool const inside = at_ > 0 && is_word(text_, at_ - 1) && is_word(text_, end);
        if ((c == '_' && inside) || (c == '~' && end - at_ < 2)) {
            out_.append(text_.substr(at_, end - at_));
        } else {
            emphasis();
        }
        at_ = end;
        return true;
    }

    /// "<b>", "</b>", "<!-- comment -->"; "<https://example.org>" is none.
    bool take_markup() {
        auto const rest = text_.substr(at_);
        if (rest.front() != '<') return false;
        if (rest.starts_with("<!--")) {
            auto const end = rest.find("-->", 4);
            at_ = end == std::string_view::npos ? text_.size() : at_ + end + 3;
            return true;
        }
        std::size_t const begin = rest.starts_with("</") ? 2 : 1;
        auto end = begin;
        while (end < rest.size() && is_alnum(rest[end])) ++end;
        auto const name = rest.substr(begin, end - begin);
        if (name.empty() || end >= rest.size()) return false;
        bool const whole = rest[end] == '>' || rest[end] == '/' || blank_width(rest.substr(end)) > 0;
        auto const close = whole && tags_end_ ? rest.find('>', end) : std::string_view::npos;
        tags_end_ = tags_end_ && (!whole || close != std::string_view::npos);
        if (close == std::string_view::npos) return false;
        is_one_of(name, kEmphasis) ? emphasis() : blank();
        at_ += close + 1;
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string out_;
    bool tags_end_ = true;  // a ">" may follow
};

}  // namespace

std::size_t blank_width(std::string_view text) {
    if (text.starts_with(' ') || text.starts_with('\t')) return 1;
    if (text.starts_with("\xC2\xA0")) return 2;                                          // U+00A0
    if (text.starts_with("\xE3\x80\x80") || text.starts_with("\xE2\x80\xAF")) return 3;  // U+3000, U+202F
    bool const narrow =
        text.size() > 2 && text.starts_with("\xE2\x80") && text[2] <= '\x8A';  // U+2000 to U+200A
    return narrow ? 3 : 0;
}

std::string in_plain_words(std::string_view text) {
    return PlainText{text}.take_all();
}

}  // namespace cadence::artifact
