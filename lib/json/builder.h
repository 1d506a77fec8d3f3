// What Boost's parser calls while it reads: keeps what is asked for, and says why it reads no further.
#pragma once

#include <cstdint>
#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/error.hpp>
#include <boost/json/value_stack.hpp>

#include "json/reader.h"

namespace cadence::json {

class Builder {
  public:
    using error_code = boost::json::error_code;
    using string_view = boost::json::string_view;
    static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

    Builder(Bounds const& bounds, Wanted const* wanted, boost::json::storage_ptr memory)
        : bounds_{bounds}, wanted_{wanted} {
        stack_.reset(std::move(memory));
    }

    Value release() { return stack_.release(); }
    /// Where reading was stopped from here; else empty.
    [[nodiscard]] std::string const& repeated() const { return repeated_; }
    [[nodiscard]] std::string const& too_large() const { return too_large_; }

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code& refused) { return begin(refused, false); }
    bool on_object_end(std::size_t, error_code&);
    bool on_array_begin(error_code& refused) { return begin(refused, true); }
    bool on_array_end(std::size_t, error_code&);
    bool on_key_part(string_view part, std::size_t so_far, error_code& refused);
    bool on_key(string_view part, std::size_t size, error_code& refused);
    bool on_string_part(string_view part, std::size_t, error_code& refused);
    bool on_string(string_view part, std::size_t, error_code& refused);
    bool on_number_part(string_view part, error_code& refused);
    bool on_int64(std::int64_t number, string_view, error_code& refused) {
        digits_.clear();
        if (keeps(refused)) stack_.push_int64(number);
        return !refused;
    }
    bool on_uint64(std::uint64_t number, string_view, error_code& refused) {
        digits_.clear();
        if (keeps(refused)) stack_.push_uint64(number);
        return !refused;
    }
    bool on_double(double near, string_view part, error_code& refused);
    bool on_bool(bool value, error_code& refused) {
        if (keeps(refused)) stack_.push_bool(value);
        return !refused;
    }
    bool on_null(error_code& refused) {
        if (keeps(refused)) stack_.push_null();
        return !refused;
    }
    bool on_comment_part(string_view, error_code&) { return true; }
    bool on_comment(string_view, error_code&) { return true; }

  private:
    /// A list or an object that is kept and not at its end.
    struct Open {
        Wanted const* wanted;  // null: all of it
        bool list;
        std::size_t kept = 0;
        std::set<std::string, std::less<>> names = {};
    };
    bool begin(error_code& refused, bool list);
    bool end();
    bool keeps(error_code& refused, bool plain = true);
    bool count_text(std::size_t bytes, error_code& refused);
    bool stop(std::string why, error_code& refused);
    [[nodiscard]] bool skips() const { return skipped_ > 0 || skips_next_ || list_is_full(); }
    [[nodiscard]] bool list_is_full() const {
        return items_ >= bounds_.items && !open_.empty() && open_.back().list;
    }

    Bounds bounds_;
    Wanted const* wanted_;  // of the next value
    boost::json::value_stack stack_;
    std::vector<Open> open_;
    std::size_t skipped_ = 0;  // how deep we are in what is left out
    bool skips_next_ = false;
    std::size_t values_ = 0;
    std::size_t kept_ = 0;
    std::size_t items_ = 0;
    std::size_t text_ = 0;
    std::string key_;
    std::string digits_;
    std::string repeated_;
    std::string too_large_;
};

}  // namespace cadence::json
