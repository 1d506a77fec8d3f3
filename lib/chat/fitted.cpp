// Text and points of a message within the limit that a service has for both.
#include "chat/render.h"

namespace cadence::chat {

namespace {

constexpr std::size_t kLongestPoint = 500;

std::string points_of(std::vector<std::string> const& points, TextLayout const& layout) {
    auto const line = [&](std::string const& text, std::size_t limit) {
        auto of_point = layout;
        of_point.limit = limit;
        return std::string{layout.before_point} + fitted(text, of_point) + std::string{layout.after_point};
    };
    auto const and_more = [&](std::size_t count) {
        return line("and " + std::to_string(count) + " more…", kLongestPoint);
    };
    auto const between = layout.measure(layout.between_points);
    auto const reserve = between + layout.measure(and_more(points.size()));
    std::string all;
    std::size_t used = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        auto next = line(points[i], kLongestPoint);
        auto const size = layout.measure(next) + (i == 0 ? 0 : between);
        bool const fits = used + size + (i + 1 == points.size() ? 0 : reserve) <= layout.limit;
        if (!fits) next = and_more(points.size() - i);
        if (i > 0) all += layout.between_points;
        all += next;
        if (!fits) break;
        used += size;
    }
    return all;
}

}  // namespace

std::string fitted(std::string_view plain, TextLayout const& layout) {
    return within(plain, {layout.limit, layout.measure, layout.escape});
}

Parts parts_of(PlainMessage const& plain, TextLayout const& layout) {
    auto const between = layout.measure("\n\n");
    auto of_points = layout;
    of_points.limit = layout.limit / 2;
    auto of_text = layout;
    of_text.limit = layout.limit - between;
    auto text = fitted(plain.text, of_text);
    auto const used = layout.measure(text) + between;
    if (used < layout.limit / 2) of_points.limit = layout.limit - used;
    auto points = points_of(plain.points, of_points);
    if (auto const left = of_text.limit - layout.measure(points); used - between > left) {
        of_text.limit = left;
        text = fitted(plain.text, of_text);
    }
    return {std::move(text), std::move(points)};
}

std::string body_of(PlainMessage const& plain, TextLayout const& layout) {
    auto [text, points] = parts_of(plain, layout);
    if (!text.empty() && !points.empty()) text += "\n\n";
    return text + points;
}

}  // namespace cadence::chat
