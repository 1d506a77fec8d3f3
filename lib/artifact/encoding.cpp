#include "artifact/encoding.h"

#include "base/encoding.h"

namespace cadence::artifact {

int line_that_is_no_text(std::string_view text) {
    int line = 1;
    while (!text.empty()) {
        auto const length = character_length(text);
        if (length == 0 || text.front() == '\0') return line;
        if (text.front() == '\n' || (text.front() == '\r' && !text.starts_with("\r\n"))) ++line;
        text.remove_prefix(length);
    }
    return 0;
}

}  // namespace cadence::artifact
