#include "config/words.h"

#include "base/digest.h"
#include "base/encoding.h"
#include "base/nearest.h"

namespace cadence::config {

std::string did_you_mean(std::string_view text, std::vector<std::string> const& candidates) {
    auto const candidate = nearest(text, {candidates.begin(), candidates.end()});
    return candidate.empty() ? std::string{} : "; did you mean " + in_quotes(candidate) + "?";
}

std::string in_quotes(std::string_view text) {
    constexpr std::size_t kLongestShown = 80;
    std::string shown = "\"";
    for (auto const& c : front_of(text, kLongestShown)) {
        if (is_control(c))
            shown += "\\x" + to_hex({&c, 1});
        else
            shown += c;
    }
    return shown + (text.size() > kLongestShown ? "…\"" : "\"");
}

}  // namespace cadence::config
