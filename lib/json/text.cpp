#include "json/text.h"

#include "json/reader.h"

namespace cadence::json {

Result<Value> parse(std::string_view text) {
    return parse_foreign(text, nullptr, kUnbounded);
}

}  // namespace cadence::json
