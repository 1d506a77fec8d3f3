#include "job/fill.h"

#include <algorithm>
#include <array>

#include "artifact/version.h"
#include "base/encoding.h"
#include "job/action.h"
#include "job/check.h"
#include "json/text.h"

namespace cadence::job {

namespace {

constexpr std::string_view kWordEmpty = "check-word-empty";

struct Word {
    std::string_view name;
    std::string FillWords::*value;
    std::string_view without;  // what is missing if it stands for nothing
    bool is_address = false;
    bool is_tag = false;
    bool comes = false;  // it is still to come
};

constexpr std::array kWords{
    Word{"staging", &FillWords::staging, "the train has no staging address", true},
    Word{"production", &FillWords::production, "the train has no production address", true},
    Word{"version", &FillWords::version, "the release has no version yet", false, false, true},
    Word{"tag", &FillWords::version, "the release has no version yet", false, true, true},
    Word{"commit", &FillWords::commit, "the release has no candidate commit yet", false, false, true},
    Word{"release", &FillWords::release, "there is no release"},
    Word{"branch", &FillWords::branch, "no branch is known"},
};

Word const* word_at(std::string_view text) {
    auto const* const found = std::ranges::find_if(kWords, [&](Word const& word) {
        return text.size() > word.name.size() + 1 && text.substr(1).starts_with(word.name) &&
               text[word.name.size() + 1] == '}';
    });
    return found == kWords.end() ? nullptr : found;
}

std::string json_escaped(std::string const& text) {
    auto const quoted = json::dump(json::Value(text));
    return quoted.substr(1, quoted.size() - 2);
}

std::string value_of(Word const& word, FillWords const& words, FillFor purpose) {
    auto value = words.*word.value;
    if (value.empty()) return value;
    while (word.is_address && value.ends_with('/')) value.pop_back();
    if (word.is_tag) value = artifact::tag_of(value);
    if (purpose == FillFor::json) return json_escaped(value);
    return purpose == FillFor::url && !word.is_address ? percent_encode(value) : value;
}

}  // namespace

FillWords words_of(CheckSubject const& subject) {
    return {.staging = subject.staging_url,
            .production = subject.production_url,
            .version = subject.version,
            .commit = subject.commit,
            .release = subject.release,
            .not_staged = subject.not_staged};
}

FillWords words_of(ActionRun const& run) {
    return {.staging = run.staging_url,
            .production = run.production_url,
            .version = run.order.version,
            .commit = run.order.commit,
            .release = run.order.release,
            .branch = run.order.branch};
}

Result<std::string> fill(std::string_view text, FillWords const& words, FillFor purpose) {
    std::string filled;
    while (!text.empty()) {
        auto const brace = std::min(text.find('{'), text.size());
        filled += text.substr(0, brace);
        text.remove_prefix(brace);
        if (text.empty()) break;
        auto const* const word = word_at(text);
        if (!word) {
            filled += '{';
            text.remove_prefix(1);
            continue;
        }
        if (word->value == &FillWords::staging && !words.not_staged.empty())
            return refuse(ErrorCode::conflict, std::string{kNotReady}, words.not_staged);
        auto const value = value_of(*word, words, purpose);
        if (value.empty())
            return refuse(
                ErrorCode::conflict, std::string{word->comes ? kNotReady : kWordEmpty},
                "{" + std::string{word->name} + "} has no value: " + std::string{word->without} + ".");
        filled += value;
        text.remove_prefix(word->name.size() + 2);
    }
    return filled;
}

}  // namespace cadence::job
