#include "json/text.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <set>
#include <vector>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>
#include <fmt/format.h>

namespace cadence::json {

namespace {

using boost::json::error_code;
using boost::json::string_view;

/// Builds the value as Boost's own parser does, and refuses a name that its object has already.
class Builder {
  public:
    static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

    Builder() { stack_.reset(); }

    Value release() { return stack_.release(); }
    [[nodiscard]] std::string const& repeated() const { return repeated_; }

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) {
        names_.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t members, error_code&) {
        names_.pop_back();
        stack_.push_object(members);
        return true;
    }
    bool on_array_begin(error_code&) { return true; }
    bool on_array_end(std::size_t items, error_code&) {
        stack_.push_array(items);
        return true;
    }
    bool on_key_part(string_view part, std::size_t, error_code&) {
        key_ += std::string_view{part};
        stack_.push_chars(part);
        return true;
    }
    bool on_key(string_view part, std::size_t, error_code& refused) {
        key_ += std::string_view{part};
        stack_.push_key(part);
        if (!names_.back().insert(key_).second) {
            repeated_ = key_;
            refused = boost::json::error::exception;
        }
        key_.clear();
        return !refused;
    }
    bool on_string_part(string_view part, std::size_t, error_code&) {
        stack_.push_chars(part);
        return true;
    }
    bool on_string(string_view part, std::size_t, error_code&) {
        stack_.push_string(part);
        return true;
    }
    bool on_number_part(string_view, error_code&) { return true; }  // never: the text comes in one piece
    bool on_int64(std::int64_t number, string_view, error_code&) {
        stack_.push_int64(number);
        return true;
    }
    bool on_uint64(std::uint64_t number, string_view, error_code&) {
        stack_.push_uint64(number);
        return true;
    }
    /// Boost's number may be a last digit away from the nearest; what was written must be read back.
    bool on_double(double near, string_view digits, error_code&) {
        double exact = 0;
        auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), exact);
        stack_.push_double(read.ec == std::errc{} ? exact : near);
        return true;
    }
    bool on_bool(bool value, error_code&) {
        stack_.push_bool(value);
        return true;
    }
    bool on_null(error_code&) {
        stack_.push_null();
        return true;
    }
    bool on_comment_part(string_view, error_code&) { return true; }
    bool on_comment(string_view, error_code&) { return true; }

  private:
    boost::json::value_stack stack_;
    std::vector<std::set<std::string>> names_;
    std::string key_;
    std::string repeated_;
};

std::string position(std::string_view text, std::size_t offset) {
    auto const before = text.substr(0, std::min(offset, text.size()));
    auto const line = 1 + std::ranges::count(before, '\n');
    auto const start = before.rfind('\n');
    auto const column = start == std::string_view::npos ? before.size() + 1 : before.size() - start;
    return fmt::format("line {}, column {}", line, column);
}

tl::unexpected<Error> malformed(std::string_view text, std::size_t offset, std::string_view what) {
    return refuse(ErrorCode::invalid, "malformed-json",
                  fmt::format("The JSON is malformed at {}: {}.", position(text, offset), what), "#");
}

std::string what_is_wrong(error_code const& refused, Builder const& builder) {
    if (!builder.repeated().empty() || refused == boost::json::error::exception)
        return fmt::format("\"{}\" appears twice in one object", builder.repeated());
    if (refused == boost::json::error::too_deep)
        return fmt::format("it is nested more than {} levels deep", kMaxDepth);
    if (refused == boost::json::error::incomplete) return "it ends too early";
    return refused.message();
}

}  // namespace

Result<Value> parse(std::string_view text) {
    boost::json::parse_options options;
    options.max_depth = kMaxDepth;
    boost::json::basic_parser<Builder> parser{options};
    error_code refused;
    auto const read = parser.write_some(false, text.data(), text.size(), refused);
    if (refused) return malformed(text, read, what_is_wrong(refused, parser.handler()));
    if (read < text.size()) return malformed(text, read, "there is more after its end");
    return parser.handler().release();
}

}  // namespace cadence::json
