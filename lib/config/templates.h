// Texts of checks and actions that are filled in when these run: "{production}/health?version={version}".
// Here they are only read and looked at; what stands for a word is known at the run.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "config/draft.h"

namespace cadence::config {

inline constexpr std::string_view kStagingWord = "{staging}";
inline constexpr std::string_view kProductionWord = "{production}";

/// Whose they are: actions know {tag} and {branch}, too.
enum class Texts { of_checks, of_actions };
inline constexpr auto kOfChecks = Texts::of_checks;
inline constexpr auto kOfActions = Texts::of_actions;

/// Any text of at most 4,000 bytes with known words only.
[[nodiscard]] std::optional<std::string> template_of(Value const& value, Texts texts);
/// http:// or https:// with a host and no credentials, once its words are filled in.
[[nodiscard]] std::optional<std::string> url_template_of(Value const& value, Texts texts);
/// ["program", "argument"], each a template.
[[nodiscard]] std::optional<std::vector<std::string>> command_of(Value const& value, Texts texts);
/// { NAME = "value" }, the values being templates.
[[nodiscard]] std::optional<std::map<std::string, std::string>> environment_of(Value const& value,
                                                                               Texts texts);
/// Whether one of a check's texts has this word.
[[nodiscard]] bool uses_word(job::Check const& check, std::string_view word);
[[nodiscard]] bool uses_word(job::Action const& action, std::string_view word);

/// Warns of checks or actions that look at an environment whose URL is not said; `uses`: "looks at".
template <class Thing>
void warn_of_unset_urls(TrainDraft const& train, std::vector<Drafted<Thing>> const& drafts,
                        std::string const& noun, std::string const& uses) {
    using Row = std::tuple<std::string_view, std::string_view, std::string const&>;
    for (auto const& [key, word, url] : {Row{"staging", kStagingWord, train.train.staging_url},
                                         Row{"production", kProductionWord, train.train.production_url}}) {
        for (auto const& each : drafts) {
            if (!url.empty() || !uses_word(each.thing, word)) continue;
            std::string text{"the "};
            text.append(noun).append(" ").append(in_quotes(each.thing.name)).append(" ").append(uses);
            text.append(" ").append(word).append(", but ").append(key).append(".url of ");
            text.append(in_quotes(train.train.id)).append(" is not set: it fails until it is");
            each.section.report.warning(each.section.place(), std::move(text));
        }
    }
}

}  // namespace cadence::config
