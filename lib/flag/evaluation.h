// Who gets a feature: what a flag is worth to somebody, and why, in OpenFeature's words. It is asked for tens
// of thousands of times a second, and touches nothing but the flag and who asks.
//
// The share of a beta is stable: each person has one place from 0 to 99 in each flag, and is in while that is
// below the percentage, so that a higher percentage only adds people. The place is the first eight bytes of
// SHA-256("<flag's key>\n<targeting key>"), taken as a big-endian number, modulo 100; it never changes.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "flag/flags.h"

namespace cadence::flag {

enum class Reason {
    fixed,  // everybody gets this
    match,  // by the groups of whoever asks
    split,  // by their place
    disabled,
};

struct Context {
    std::string_view targeting_key;
    std::vector<std::string_view> groups = {};
};

struct Evaluation {
    bool value = false;
    Reason reason = Reason::disabled;
    bool operator==(Evaluation const&) const = default;
};

[[nodiscard]] Evaluation evaluate(Flag const& flag, Context const& context);
/// From 0 to 99.
[[nodiscard]] int place_of(std::string_view key, std::string_view targeting_key);
/// "on", "off".
[[nodiscard]] constexpr std::string_view variant_of(Evaluation const& evaluation) {
    return evaluation.value ? "on" : "off";
}

}  // namespace cadence::flag

template <>
struct cadence::Names<cadence::flag::Reason> {
    static constexpr std::array<std::string_view, 4> values{"STATIC", "TARGETING_MATCH", "SPLIT", "DISABLED"};
};
