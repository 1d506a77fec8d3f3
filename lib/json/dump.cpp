// Values as text. Boost's own serializer writes 7.5 as 7.5E0; all else is as it writes it.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

#include <boost/json/value.hpp>

#include "json/text.h"

namespace cadence::json {

namespace {

/// How a character stands in a string: 0 as it is, 'u' by its number, else after a backslash.
constexpr std::array<char, 256> escapes() {
    std::array<char, 256> table{};
    for (std::size_t control = 0; control < 0x20; ++control) table[control] = 'u';
    table['\b'] = 'b';
    table['\t'] = 't';
    table['\n'] = 'n';
    table['\f'] = 'f';
    table['\r'] = 'r';
    table['"'] = '"';
    table['\\'] = '\\';
    return table;
}

constexpr auto kEscapes = escapes();

/// How many characters, from the first on, stand for themselves: eight are looked at together.
std::size_t plain_length(std::string_view text) {
    constexpr std::uint64_t kOnes = 0x0101010101010101;
    constexpr std::uint64_t kTops = 0x80 * kOnes;
    std::size_t length = 0;
    for (; length + 8 <= text.size(); length += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, text.data() + length, 8);
        auto const quotes = eight ^ ('"' * kOnes);
        auto const slashes = eight ^ ('\\' * kOnes);
        auto const special = (eight - 0x20 * kOnes) | (quotes - kOnes) | (slashes - kOnes);
        if ((special & ~eight & kTops) != 0) break;
    }
    while (length < text.size() && kEscapes[static_cast<unsigned char>(text[length])] == 0) ++length;
    return length;
}

/// Text that grows by doubling, written through a pointer.
class Buffer {
  public:
    void put(char c) {
        *room(1) = c;
        ++used_;
    }
    void put(std::string_view text) {
        std::memcpy(room(text.size()), text.data(), text.size());
        used_ += text.size();
    }
    template <class Number>
    std::string_view put_number(Number number) {
        constexpr std::size_t kLongest = 32;
        auto* const start = room(kLongest);
        auto const size =
            static_cast<std::size_t>(std::to_chars(start, start + kLongest, number).ptr - start);
        used_ += size;
        return {start, size};
    }
    std::string release() {
        text_.resize(used_);
        return std::move(text_);
    }

  private:
    char* room(std::size_t size) {
        if (text_.size() - used_ < size) text_.resize(std::max(2 * text_.size(), used_ + size));
        return text_.data() + used_;
    }

    std::string text_ = std::string(1024, '\0');
    std::size_t used_ = 0;
};

class Writer {
  public:
    void write(Value const& value) {
        switch (value.kind()) {
            case boost::json::kind::null:
                return out_.put("null");
            case boost::json::kind::bool_:
                return out_.put(value.get_bool() ? "true" : "false");
            case boost::json::kind::int64:
                out_.put_number(value.get_int64());
                return;
            case boost::json::kind::uint64:
                out_.put_number(value.get_uint64());
                return;
            case boost::json::kind::double_:
                return number(value.get_double());
            case boost::json::kind::string:
                return quoted(value.get_string());
            case boost::json::kind::array:
                return array(value.get_array());
            case boost::json::kind::object:
                return object(value.get_object());
        }
    }
    std::string release() { return out_.release(); }

  private:
    /// The fewest digits that read back equal, and never those of a whole number: it is read back as what it
    /// was. JSON has no word for what is no number.
    void number(double number) {
        if (!std::isfinite(number)) return out_.put("null");
        if (out_.put_number(number).find_first_of(".e") == std::string_view::npos) out_.put(".0");
    }

    void quoted(std::string_view rest) {
        static constexpr std::string_view kHex = "0123456789abcdef";
        out_.put('"');
        for (;;) {
            auto const plain = plain_length(rest);
            out_.put(rest.substr(0, plain));
            if (plain == rest.size()) break;
            auto const byte = static_cast<unsigned char>(rest[plain]);
            rest.remove_prefix(plain + 1);
            auto const escape = kEscapes[byte];
            out_.put('\\');
            out_.put(escape);
            if (escape != 'u') continue;
            out_.put("00");
            out_.put(kHex[byte >> 4U]);
            out_.put(kHex[byte & 15U]);
        }
        out_.put('"');
    }

    void array(boost::json::array const& items) {
        char before = '[';
        for (auto const& item : items) {
            out_.put(before);
            before = ',';
            write(item);
        }
        out_.put(items.empty() ? "[]" : "]");
    }

    void object(boost::json::object const& members) {
        char before = '{';
        for (auto const& member : members) {
            out_.put(before);
            before = ',';
            quoted(member.key());
            out_.put(':');
            write(member.value());
        }
        out_.put(members.empty() ? "{}" : "}");
    }

    Buffer out_;
};

}  // namespace

std::string dump(Value const& value) {
    Writer writer;
    writer.write(value);
    return writer.release();
}

}  // namespace cadence::json
