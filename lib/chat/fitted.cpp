// Cutting to a limit, in the units in which the limit is meant.
#include <algorithm>

#include "chat/render.h"

namespace cadence::chat {

namespace {

constexpr std::string_view kCut = "…";
constexpr std::size_t kLongestPoint = 500;

bool is_first_byte(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
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

std::string points_of(std::vector<std::string> const& points, Room const& room) {
    auto const line = [&](std::string const& text, std::size_t limit) {
        auto of_point = room;
        of_point.limit = limit;
        return std::string{room.before_point} + fitted(text, of_point) + std::string{room.after_point};
    };
    auto const and_more = [&](std::size_t count) {
        return line("and " + std::to_string(count) + " more…", kLongestPoint);
    };
    auto const between = room.measure(room.between_points);
    auto const reserve = between + room.measure(and_more(points.size()));
    std::string all;
    std::size_t used = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        auto next = line(points[i], kLongestPoint);
        auto const size = room.measure(next) + (i == 0 ? 0 : between);
        bool const fits = used + size + (i + 1 == points.size() ? 0 : reserve) <= room.limit;
        if (!fits) next = and_more(points.size() - i);
        if (i > 0) all += room.between_points;
        all += next;
        if (!fits) break;
        used += size;
    }
    return all;
}

}  // namespace

std::size_t utf16_units(std::string_view text) {
    std::size_t units = 0;
    for (char const c : text)
        if (is_first_byte(c)) units += static_cast<unsigned char>(c) >= 0xF0U ? 2U : 1U;
    return units;
}

std::size_t bytes(std::string_view text) {
    return text.size();
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

std::string fitted(std::string_view plain, Room const& room) {
    constexpr std::size_t kMostBytesPerUnit = 3;
    bool const short_enough = plain.size() <= kMostBytesPerUnit * room.limit;
    if (short_enough) {
        auto whole = room.escape(plain);
        if (room.measure(whole) <= room.limit) return whole;
    }
    auto const cut_at = [&](std::size_t at) {
        while (at > 0 && at < plain.size() && !is_first_byte(plain[at])) --at;
        while (at > 0 && plain[at - 1] == ' ') --at;
        return room.escape(plain.substr(0, at)) + std::string{kCut};
    };
    auto const end = std::min(plain.size(), kMostBytesPerUnit * room.limit);
    // An escape makes nothing shorter, so that what is too long before it needs no trial.
    auto const most =
        last_that(end, [&](std::size_t at) { return room.measure(plain.substr(0, at)) <= room.limit; });
    return cut_at(last_that(most, [&](std::size_t at) { return room.measure(cut_at(at)) <= room.limit; }));
}

Parts parts_of(Told const& told, Room const& room) {
    auto const between = room.measure("\n\n");
    auto of_points = room;
    of_points.limit = room.limit / 2;
    auto of_text = room;
    of_text.limit = room.limit - between;
    auto text = fitted(told.text, of_text);
    auto const used = room.measure(text) + between;
    if (used < room.limit / 2) of_points.limit = room.limit - used;
    auto points = points_of(told.points, of_points);
    if (auto const left = of_text.limit - room.measure(points); used - between > left) {
        of_text.limit = left;
        text = fitted(told.text, of_text);
    }
    return {std::move(text), std::move(points)};
}

std::string body_of(Told const& told, Room const& room) {
    auto [text, points] = parts_of(told, room);
    if (!text.empty() && !points.empty()) text += "\n\n";
    return text + points;
}

}  // namespace cadence::chat
