#include "job/words.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/plain_text.h"
#include "base/text.h"

namespace cadence::job {

namespace {

constexpr std::string_view kCut = "...";

/// "\x1b[31mred\x1b[0m" is "red".
std::string without_terminal_sequences(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.substr(i, 2) != "\x1b[") {
            plain += text[i];
            continue;
        }
        for (i += 2; i < text.size() && (text[i] < '@' || text[i] > '~'); ++i) {
        }
    }
    return plain;
}

}  // namespace

std::string to_saw(std::string_view text) {
    // Only so much can be shown; a sequence that is cut loses its end, not its meaning.
    auto const plain = one_line(without_terminal_sequences(text.substr(0, 4 * kMostSeen)));
    auto const saw = trimmed(plain);
    if (saw.size() <= kMostSeen) return std::string{saw};
    return std::string{front_of(saw, kMostSeen - kCut.size())}.append(kCut);
}

std::string_view last_line(std::string_view text) {
    text = trimmed(text);
    auto const end = text.find_last_of("\r\n");
    return end == text.npos ? text : text.substr(end + 1);
}

std::string describe_took(Duration took) {
    using std::chrono::milliseconds;
    return describe_duration(std::max(std::chrono::round<milliseconds>(took), milliseconds{1}));
}

}  // namespace cadence::job
