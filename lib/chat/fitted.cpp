// Text and points of a message within the room that a service has for both.
#include "chat/render.h"

namespace cadence::chat {

namespace {

constexpr std::size_t kLongestPoint = 500;

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

std::string fitted(std::string_view plain, Room const& room) {
    return within(plain, {room.limit, room.measure, room.escape});
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
