#include "config/words.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>

#include "base/text.h"

namespace cadence::config {
namespace {

constexpr std::size_t kLongestCompared = 64;

/// Letters to insert, remove, replace or swap with their neighbour to make one text of the other.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            bool const same = a[i - 1] == b[j - 1];
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before_last[j - 2] + 1);
            }
        }
        std::swap(before_last, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

}  // namespace

std::string_view last_part(std::string_view name) {
    return name.substr(name.rfind('/') + 1);
}

std::string nearest(std::string_view text, std::vector<std::string> const& candidates) {
    if (text.empty() || text.size() > kLongestCompared) return {};
    auto const wanted = lower(text);
    std::string best;
    auto best_distance = std::numeric_limits<std::size_t>::max();
    for (auto const& candidate : candidates) {
        if (candidate.size() > kLongestCompared) continue;
        auto const name = lower(candidate);
        auto const distance = std::min(edit_distance(wanted, name), edit_distance(wanted, last_part(name)));
        if (distance >= best_distance) continue;
        best = candidate;
        best_distance = distance;
    }
    auto const limit = std::max<std::size_t>(1, wanted.size() / 3);
    return best_distance <= limit ? best : std::string{};
}

std::string did_you_mean(std::string_view text, std::vector<std::string> const& candidates) {
    auto const candidate = nearest(text, candidates);
    return candidate.empty() ? std::string{} : "; did you mean " + in_quotes(candidate) + "?";
}

std::string joined(std::vector<std::string> const& texts) {
    std::string all;
    for (auto const& text : texts) {
        if (!all.empty()) all += ", ";
        all += text;
    }
    return all;
}

std::string in_quotes(std::string_view text) {
    constexpr std::size_t kLongestShown = 80;
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string shown = "\"";
    for (char const c : text.substr(0, kLongestShown)) {
        auto const byte = static_cast<unsigned char>(c);
        if (is_control(c)) {
            shown += "\\x";
            shown += kHex[byte >> 4U];
            shown += kHex[byte & 0xFU];
        } else {
            shown += c;
        }
    }
    return shown + (text.size() > kLongestShown ? "…\"" : "\"");
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

std::string lower(std::string_view text) {
    std::string lowered;
    for (char const c : text) lowered += to_lower(c);
    return lowered;
}

}  // namespace cadence::config
