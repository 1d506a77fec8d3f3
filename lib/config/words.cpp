#include "config/words.h"

#include "base/digest.h"
#include "base/encoding.h"

namespace cadence::config {

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
