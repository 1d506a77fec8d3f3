#include "artifact/yanked.h"

#include <algorithm>
#include <array>

#include "artifact/inline.h"
#include "artifact/markdown.h"
#include "artifact/plain.h"
#include "base/text.h"

namespace cadence::artifact {

namespace {

constexpr auto kYanked =
    std::to_array<std::string_view>({"yanked", "retracted", "withdrawn", "revoked", "pulled", "recalled"});
constexpr auto kDoNotUse = std::to_array<std::string_view>({"do", "not", "use"});
constexpr auto kCallouts =
    std::to_array<std::string_view>({"note", "warning", "caution", "important", "attention", "danger"});
constexpr auto kThis = std::to_array<std::string_view>({"this", "the"});
constexpr auto kVersions = std::to_array<std::string_view>({"version", "release"});
constexpr auto kWas = std::to_array<std::string_view>({"was", "is", "has", "been", "got"});
/// Words that may follow it if it tells of the version, and not of other things that were yanked.
constexpr auto kWhy = std::to_array<std::string_view>(
    {"on", "from", "because", "due", "as", "since", "for", "after", "by", "in", "at", "again"});
constexpr std::size_t kLongestSaying = 2000;

bool is_mark(char c) {
    return std::string_view{" *[](){}>!:,;-\"'|"}.find(c) != std::string_view::npos;
}

/// Takes words from the front of a sentence.
class Sentence {
  public:
    explicit Sentence(std::string_view text) : rest_{text} { skip(); }

    /// The mark that stands behind the word, '\0' for a blank or the end.
    [[nodiscard]] char behind() const { return behind_; }
    [[nodiscard]] bool ended() const { return rest_.empty(); }

    [[nodiscard]] std::string_view next() const {
        auto const end = std::ranges::find_if(rest_, is_mark);
        return rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    }
    void take() {
        rest_.remove_prefix(next().size());
        behind_ = rest_.empty() || rest_.front() == ' ' ? '\0' : rest_.front();
        skip();
    }
    bool take_one_of(auto const& words) {
        bool const found = is_one_of(next(), words);
        if (found) take();
        return found;
    }

  private:
    void skip() {
        while (!rest_.empty()) {
            auto const width = pictogram_width(rest_);
            if (width == 0 && !is_mark(rest_.front())) return;
            rest_.remove_prefix(std::min(std::max<std::size_t>(width, 1), rest_.size()));
        }
    }

    std::string_view rest_;
    char behind_ = '\0';
};

bool sentence_says_yanked(std::string_view text, std::string_view version) {
    Sentence sentence{text};
    while (sentence.take_one_of(kCallouts)) continue;
    auto const first = sentence.next();
    if (sentence.take_one_of(kYanked)) {
        bool const loud = std::ranges::all_of(first, is_upper);
        return loud || sentence.ended() || sentence.behind() != '\0' || is_one_of(sentence.next(), kWhy);
    }
    bool named = sentence.take_one_of(kThis) && sentence.take_one_of(kVersions);
    named = named || sentence.take_one_of(kVersions);
    if (!version.empty() && without_v(sentence.next()) == version) {
        sentence.take();
        named = true;
    }
    bool was = false;
    while (sentence.take_one_of(kWas)) was = true;
    return named && was && is_one_of(sentence.next(), kYanked);
}

/// Whether a sentence in it says so. Lines that go on are joined; a quote's marks and callouts are passed
/// over.
bool text_says_yanked(std::string_view text, std::string_view version) {
    auto const plain = in_plain_words(text.substr(0, kLongestSaying));
    std::string_view rest = plain;
    while (!rest.empty()) {
        std::size_t end = 0;
        for (; end < rest.size(); ++end) {
            auto const at = rest.substr(end);
            if (at.starts_with("\n\n") || at.starts_with(". ") || at.starts_with(".\n") ||
                at.starts_with("]\n"))
                break;
        }
        std::string sentence{rest.substr(0, end)};
        std::ranges::replace(sentence, '\n', ' ');
        if (sentence_says_yanked(trimmed_right(sentence, " .*"), version)) return true;
        rest.remove_prefix(std::min(end + 2, rest.size()));
    }
    return false;
}

}  // namespace

bool is_yanked(std::string_view word) {
    return is_one_of(word, kYanked);
}

std::size_t yanked_at(std::vector<std::string> const& words, std::size_t at) {
    if (is_yanked(words[at])) return 1;
    for (std::size_t i = 0; i < kDoNotUse.size(); ++i)
        if (at + i >= words.size() || !equals_ignoring_case(words[at + i], kDoNotUse[i])) return 0;
    return kDoNotUse.size();
}

bool says_yanked(Chapter const& chapter) {
    if (text_says_yanked(chapter.summary, chapter.version)) return true;
    return std::ranges::any_of(chapter.sections, [&](Section const& section) {
        auto const says = [&](Entry const& entry) { return text_says_yanked(entry.text, chapter.version); };
        return is_yanked(section.title) ||
               (section.title.empty() && std::ranges::any_of(section.entries, says));
    });
}

}  // namespace cadence::artifact
