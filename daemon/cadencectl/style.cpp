#include "cadencectl/style.h"

#include <algorithm>
#include <array>
#include <utility>

namespace cadence::ctl {

namespace {

std::string_view sequence_of(Paint paint) {
    switch (paint) {
        case Paint::plain:
            return "";
        case Paint::strong:
            return "\033[1m";
        case Paint::good:
            return "\033[32m";
        case Paint::bad:
            return "\033[31m";
        case Paint::busy:
            return "\033[33m";
        case Paint::faint:
            return "\033[2m";
    }
    return "";
}

}  // namespace

std::string Style::paint(Paint paint, std::string_view text) const {
    if (!colour || paint == Paint::plain || text.empty()) return std::string{text};
    return std::string{sequence_of(paint)} + std::string{text} + "\033[0m";
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
            widths[i] = std::max(widths[i], width_of(line[i].text));

    std::string all;
    for (auto const& line : lines) {
        std::size_t gap = 0;
        for (std::size_t i = 0; i < line.size() && i < widths.size(); ++i) {
            if (!line[i].text.empty()) {
                all.append(gap, ' ');
                all += style.paint(line[i].paint, line[i].text);
                gap = 0;
            }
            gap += widths[i] - width_of(line[i].text) + 2;
        }
        all += '\n';
    }
    return all;
}

Paint paint_of_state(std::string_view state) {
    static constexpr std::array<std::pair<std::string_view, Paint>, 38> kPaints{{
        {"go", Paint::good},          {"released", Paint::good},   {"fired", Paint::good},
        {"succeeded", Paint::good},   {"open", Paint::good},       {"passed", Paint::good},
        {"approved", Paint::good},    {"met", Paint::good},        {"delivered", Paint::good},
        {"no_go", Paint::bad},        {"held", Paint::bad},        {"overdue", Paint::bad},
        {"missed", Paint::bad},       {"failed", Paint::bad},      {"shut", Paint::bad},
        {"rolling_back", Paint::bad}, {"rolled_back", Paint::bad}, {"breached", Paint::bad},
        {"dead", Paint::bad},         {"unknown", Paint::bad},     {"frozen", Paint::busy},
        {"deploying", Paint::busy},   {"monitoring", Paint::busy}, {"late", Paint::busy},
        {"started", Paint::busy},     {"requested", Paint::busy},  {"waived", Paint::busy},
        {"met_late", Paint::busy},    {"sending", Paint::busy},    {"following", Paint::busy},
        {"cancelled", Paint::faint},  {"skipped", Paint::faint},   {"pending", Paint::faint},
        {"rejected", Paint::faint},   {"expired", Paint::faint},   {"not_applicable", Paint::faint},
        {"withdrawn", Paint::faint},  {"dropped", Paint::faint},
    }};
    for (auto const& [name, paint] : kPaints)
        if (name == state) return paint;
    return Paint::plain;
}

std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace cadence::ctl
