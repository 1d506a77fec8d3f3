// Words in braces filled in: what configured texts say of the release at hand.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace cadence::job {

struct ActionRun;
struct CheckSubject;

/// What {staging}, {production}, {version}, {tag} (the version with a v), {commit}, {release} and {branch}
/// stand for; any other {word} stays as it is.
struct FillWords {
    std::string staging;
    std::string production;
    std::string version;
    std::string commit;
    std::string release;
    std::string branch = {};
    std::string not_staged = {};  // why {staging} is of no use yet, or empty
};

[[nodiscard]] FillWords words_of(CheckSubject const& subject);
[[nodiscard]] FillWords words_of(ActionRun const& run);

/// The problem of what is still to come.
inline constexpr std::string_view kNotReady = "check-not-ready";

enum class FillFor {
    text,
    url,   // what is not an address itself is percent-encoded
    json,  // a word is part of a JSON string
};

/// What was filled in is not looked at again. Errors: conflict `check-word-empty`, for a word that stands for
/// nothing; `check-not-ready`, for one that stands for nothing yet.
[[nodiscard]] Result<std::string> fill(std::string_view text, FillWords const& words, FillFor purpose);

}  // namespace cadence::job
