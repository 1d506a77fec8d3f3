#include "cadencectl/style.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/limit.h"

namespace cadence::ctl {

namespace {

// In the order of Paint.
constexpr std::array<std::string_view, 6> kSequences{"",         "\033[1m",  "\033[32m",
                                                     "\033[31m", "\033[33m", "\033[2m"};

}  // namespace

std::string Style::paint(Paint paint, std::string_view text) const {
    if (!colour || paint == Paint::plain || text.empty()) return std::string{text};
    return std::string{kSequences.at(static_cast<std::size_t>(paint))} + std::string{text} + "\033[0m";
}

std::string Table::render(Style style) const {
    std::vector<std::vector<Cell>> lines;
    lines.reserve(rows_.size() + 1);
    auto const named = [](std::string const& heading) { return !heading.empty(); };
    if (std::any_of(headings_.begin(), headings_.end(), named)) {
        auto& head = lines.emplace_back();
        for (auto const& heading : headings_) head.push_back({heading, Paint::strong});
    }
    lines.insert(lines.end(), rows_.begin(), rows_.end());

    std::vector<std::size_t> widths(headings_.size(), 0);
    for (auto const& line : lines)
        for (std::size_t i = 0; i < line.size() && i < widths.size(); ++i)
            widths[i] = std::max(widths[i], code_points(line[i].text));

    std::string all;
    for (auto const& line : lines) {
        std::size_t gap = 0;
        for (std::size_t i = 0; i < line.size() && i < widths.size(); ++i) {
            if (!line[i].text.empty()) {
                all.append(gap, ' ');
                all += style.paint(line[i].paint, line[i].text);
                gap = 0;
            }
            gap += widths[i] - code_points(line[i].text) + 2;
        }
        all += '\n';
    }
    return all;
}

Paint paint_of_state(std::string_view state) {
    static std::vector<std::pair<Paint, std::vector<std::string_view>>> const kPaints{
        {Paint::good,
         {"go", "released", "fired", "succeeded", "open", "passed", "approved", "met", "delivered"}},
        {Paint::bad,
         {"no_go", "held", "overdue", "missed", "failed", "shut", "rolling_back", "rolled_back", "breached",
          "dead", "unknown"}},
        {Paint::busy,
         {"frozen", "deploying", "monitoring", "late", "started", "requested", "waived", "met_late",
          "sending", "following"}},
        {Paint::faint,
         {"cancelled", "skipped", "pending", "rejected", "expired", "not_applicable", "withdrawn",
          "dropped"}},
    };
    for (auto const& [paint, states] : kPaints)
        if (std::ranges::find(states, state) != states.end()) return paint;
    return Paint::plain;
}

}  // namespace cadence::ctl
