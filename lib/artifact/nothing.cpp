#include "artifact/nothing.h"

#include <algorithm>
#include <array>

#include "artifact/inline.h"
#include "artifact/plain.h"
#include "base/text.h"

namespace cadence::artifact {

namespace {

constexpr auto kPlaceholders =
    std::to_array<std::string_view>({"n/a", "n.a", "na", "tbd", "tba", "todo", "wip", "placeholder", "false",
                                     "keine", "aucun", "ninguno", "nenhum", "нет", "无", "なし", "없음"});
constexpr auto kNegations = std::to_array<std::string_view>({"no", "none", "nothing", "nil"});
/// Words that may stand before it, and those that may be said of nothing and still say nothing.
constexpr auto kBefore = std::to_array<std::string_view>(
    {"there", "are",      "is", "were", "was",        "this", "release",   "version", "has", "have",
     "had",   "contains", "we", "it",   "introduces", "with", "currently", "as",      "of",  "now"});
constexpr auto kFiller = std::to_array<std::string_view>(
    {"breaking", "incompatible", "bc", "api", "user-facing", "notable", "known", "new", "other", "public",
     // kinds of change
     "change", "changes", "break", "breaks", "removal", "removals", "removed", "feature", "features", "fix",
     "fixes", "fixed", "addition", "additions", "added", "changed", "deprecated", "deprecation",
     "deprecations", "security", "issue", "issues", "update", "updates", "entry", "entries", "items",
     "unreleased", "released",
     // words between them
     "yet", "so", "far", "here", "in", "for", "to", "of", "the", "this", "release", "version", "now", "at",
     "moment", "time", "report", "note", "was", "were", "is", "are", "has", "have", "been", "made", "planned",
     "expected", "special", "needed", "necessary", "required", "migration", "backwards", "backward",
     "backwards-incompatible", "backward-incompatible", "bugs", "bug", "vulnerabilities", "improvements",
     "performance"});
constexpr auto kLimits = std::to_array<std::string_view>({"except", "but ", "apart from", "other than"});
constexpr std::string_view kEdges = " \n\r*_:.!()[]-~\"'|";
constexpr std::size_t kLongestNothing = 200;

std::string_view within_edges(std::string_view text) {
    for (auto before = text.size() + 1; text.size() < before;) {
        before = text.size();
        text = trimmed(text, kEdges);
        for (std::string_view const mark : {"\u2013", "\u2014", "\u2026"}) {
            if (text.starts_with(mark)) text.remove_prefix(mark.size());
            if (text.ends_with(mark)) text.remove_suffix(mark.size());
        }
    }
    return text;
}

std::string_view take_word(std::string_view& text) {
    auto const word = text.substr(0, text.find_first_of(" \n*"));
    text = trimmed_left(text.substr(word.size()), " \n*");
    return within_edges(word);
}

/// "NO" of "NO - additive only", but all of "None, except that the flags are gone".
std::string_view first_clause(std::string_view text) {
    auto end = text.find_first_of(",;(");
    for (std::string_view const dash : {" - ", "\u2013", "\u2014"}) end = std::min(end, text.find(dash));
    auto const rest = text.substr(std::min(end, text.size()));
    bool const limited =
        std::ranges::any_of(kLimits, [rest](auto word) { return contains_ignoring_case(rest, word); });
    return limited ? text : text.substr(0, end);
}

}  // namespace

bool says_nothing(std::string_view text) {
    if (text.find("<!--") == std::string_view::npos && text.size() > kLongestNothing)
        text = text.substr(0, kLongestNothing);
    auto const plain = in_plain_words(text);
    auto const whole = within_edges(plain);
    if (whole.empty() || is_one_of(whole, kPlaceholders)) return true;
    auto clause = first_clause(whole);
    auto word = take_word(clause);
    while (is_one_of(word, kBefore)) word = take_word(clause);
    if (!is_one_of(word, kNegations)) return false;
    while (!clause.empty())
        if (!is_one_of(take_word(clause), kFiller)) return false;
    return true;
}

bool announces_nothing(std::string_view title) {
    auto const end = title.find_first_of(":([");
    return end != std::string_view::npos && end > 0 && says_nothing(title.substr(end)) &&
           title.find_first_not_of(kEdges, end) != std::string_view::npos;
}

}  // namespace cadence::artifact
