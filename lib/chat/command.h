// Slash commands: what "/release vote go" asks for, and how its answer is put for the platform it came from.
// Data only: it knows neither who asks nor what is true. Whoever sends the form was verified before.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/names.h"
#include "base/result.h"
#include "release/terms.h"

namespace cadence::chat {

enum class Platform { slack, mattermost };

struct SlashForm {
    std::string user_id;
    std::string command;  // "/release", as the team has called it
    std::string text;     // what stands behind it
    bool operator==(SlashForm const&) const = default;
};

/// Errors: invalid `malformed-form` for a body that is no form, is not a slash command or says too much.
[[nodiscard]] Result<SlashForm> read_slash(Platform platform, std::string_view body);

enum class Word { next, status, why, vote, approve, freeze, unfreeze, help };

struct SlashCommand {
    Word word = Word::help;
    std::string train = {};  // that it names, or empty
    release::Choice vote = release::Choice::go;
    std::string release = {};  // to be voted on or approved, or empty: the one that is meant
    std::string reason = {};
    std::optional<Duration> lasts = {};  // a freeze; nothing: until somebody ends it
    std::string freeze = {};             // to be ended, or empty: the only one
    bool operator==(SlashCommand const&) const = default;
};

/// `trains` are the ids there are: one may stand before the word, or at the end where no reason is given.
/// Errors: invalid `not-a-command`, in words for whoever typed it.
[[nodiscard]] Result<SlashCommand> parse_slash(std::string_view text, std::vector<std::string> const& trains);
[[nodiscard]] bool changes_something(Word word);
/// The help text. `command` as in the form.
[[nodiscard]] std::string slash_help(std::string_view command, std::vector<std::string> const& trains);

struct SlashAnswer {
    std::string text;  // plain, of any number of lines
    bool to_all = false;
};

/// The JSON that the platform takes for an answer; nothing in the text is markup or calls anybody there.
[[nodiscard]] std::string slash_answer(Platform platform, SlashAnswer const& answer);

}  // namespace cadence::chat

template <>
struct cadence::Names<cadence::chat::Platform> {
    static constexpr std::array<std::string_view, 2> values{"slack", "mattermost"};
};
template <>
struct cadence::Names<cadence::chat::Word> {
    static constexpr std::array<std::string_view, 8> values{"next",    "status", "why",      "vote",
                                                            "approve", "freeze", "unfreeze", "help"};
};
