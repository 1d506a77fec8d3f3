#include "flag/evaluation.h"

#include <algorithm>
#include <cstdint>

#include "base/digest.h"

namespace cadence::flag {

namespace {

bool is_one_of_us(std::vector<std::string> const& ours, Context const& who) {
    return std::ranges::any_of(who.groups,
                               [&](auto group) { return std::ranges::find(ours, group) != ours.end(); });
}

/// By the share: nobody and everybody need no place.
Evaluation by_place(Flag const& flag, Context const& who) {
    auto const in = flag.percentage == 100 || place_of(flag.key, who.targeting_key) < flag.percentage;
    return {in != flag.default_value, Reason::split};
}

}  // namespace

int place_of(std::string_view key, std::string_view targeting_key) {
    std::string text;
    text.reserve(key.size() + 1 + targeting_key.size());
    text.append(key).append("\n").append(targeting_key);
    std::uint64_t number = 0;
    for (auto const byte : sha256(text).substr(0, sizeof number))
        number = number << 8U | static_cast<unsigned char>(byte);
    return static_cast<int>(number % 100);
}

Evaluation evaluate(Flag const& flag, Context const& who) {
    switch (flag.stage) {
        case Stage::off:
            return {flag.default_value, Reason::disabled};
        case Stage::all:
            return {!flag.default_value, Reason::fixed};
        case Stage::internal:
            return {is_one_of_us(flag.groups.internal, who) != flag.default_value, Reason::match};
        case Stage::beta:
            break;
    }
    if (is_one_of_us(flag.groups.internal, who) || is_one_of_us(flag.groups.beta, who))
        return {!flag.default_value, Reason::match};
    if (flag.percentage == 0) return {flag.default_value, Reason::match};
    return by_place(flag, who);
}

}  // namespace cadence::flag
