#include "base/limit.h"

#include <algorithm>
#include <functional>

#include "base/encoding.h"
#include "base/text.h"

namespace cadence {

namespace {

constexpr std::string_view kCut = "…";
constexpr std::size_t kMostBytesPerUnit = 4;

bool begins_four_bytes(char c) {
    return static_cast<unsigned char>(c) >= 0xF0U;
}

/// The largest number up to `end` that fits, where all below it do.
template <class Fits>
std::size_t last_that(std::size_t end, Fits const& fits) {
    std::size_t good = 0;
    while (good < end) {
        auto const middle = good + (end - good + 1) / 2;
        if (fits(middle))
            good = middle;
        else
            end = middle - 1;
    }
    return good;
}

}  // namespace

std::size_t bytes(std::string_view text) {
    return text.size();
}

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, std::not_fn(is_continuation)));
}

std::size_t utf16_units(std::string_view text) {
    std::size_t units = 0;
    for (char const c : text)
        if (!is_continuation(c)) units += begins_four_bytes(c) ? 2U : 1U;
    return units;
}

std::size_t json_bytes(std::string_view text) {
    std::size_t size = text.size();
    for (char const c : text) {
        bool const by_number = static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r';
        if (by_number)
            size += 5;
        else if (c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20)
            ++size;
    }
    return size;
}

std::string as_it_is(std::string_view text) {
    return std::string{text};
}

std::string in_basic_plane(std::string_view text) {
    std::string made;
    bool beyond = false;
    for (char const c : text) {
        if (!is_continuation(c)) {
            beyond = begins_four_bytes(c);
            if (beyond) made += "\xEF\xBF\xBD";
        }
        if (!beyond) made += c;
    }
    return made;
}

std::string within(std::string_view plain, Limit const& limit) {
    bool const short_enough = plain.size() <= kMostBytesPerUnit * limit.most;
    if (short_enough) {
        auto whole = limit.escape(plain);
        if (limit.measure(whole) <= limit.most) return whole;
    }
    auto const cut_at = [&](std::size_t at) {
        return limit.escape(trimmed_right(front_of(plain, at), " ")) + std::string{kCut};
    };
    auto const end = std::min(plain.size(), kMostBytesPerUnit * limit.most);
    // An escape makes nothing shorter, so that what is too long before it needs no trial.
    auto const most =
        last_that(end, [&](std::size_t at) { return limit.measure(plain.substr(0, at)) <= limit.most; });
    auto made =
        cut_at(last_that(most, [&](std::size_t at) { return limit.measure(cut_at(at)) <= limit.most; }));
    return limit.measure(made) <= limit.most ? made : std::string{};
}

}  // namespace cadence
