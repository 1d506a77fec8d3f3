// How well a train delivers: the figures, each beside its target and a small plot of how it went.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

std::optional<double> value_in(Json const& values, std::string_view name) {
    auto const& value = at(values, name);
    if (!value.is_number()) return std::nullopt;
    return value.to_number<double>();
}

/// From 0 to the highest, a bar each; a dot where there is no value. Empty where there is none at all.
std::string plot_of(Json const& answer, std::string_view name) {
    static constexpr std::array<char const*, 8> kBars{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    std::vector<std::optional<double>> values;
    double highest = 0;
    for (auto const& each : items(answer, "trend")) {
        values.push_back(value_in(at(each, "values"), name));
        highest = std::max(highest, values.back().value_or(0));
    }
    if (std::ranges::none_of(values, [](auto const& value) { return value.has_value(); })) return {};
    std::string plot;
    for (auto const& value : values) {
        if (!value) {
            plot += "·";
            continue;
        }
        auto const share = highest > 0 ? *value / highest : 0;
        plot += kBars.at(static_cast<std::size_t>(std::lround(share * (kBars.size() - 1))));
    }
    return plot;
}

Paint paint_of(Json const& metric) {
    auto const& met = at(metric, "met");
    if (!met.is_bool()) return Paint::plain;
    return met.get_bool() ? Paint::good : Paint::bad;
}

/// "6 scheduled, 1 hotfix".
std::string by_kind(Json const& deployments) {
    std::vector<std::string> parts;
    for (auto const* kind : {"scheduled", "hotfix", "expedited", "unplanned"})
        if (auto const count = number(deployments, kind).value_or(0); count > 0)
            parts.push_back(std::to_string(count) + " " + kind);
    return parts.empty() ? "none" : listed(parts);
}

std::string head_of(Json const& answer) {
    auto const& window = at(answer, "window");
    auto const zone = text(answer, "timezone");
    return fmt::format("{}, {}: from {} to {}\nDeployments to production: {}\n\n", text(answer, "train"),
                       text(window, "name"), when(text(window, "from"), zone),
                       when(text(window, "until"), zone), by_kind(at(answer, "deployments")));
}

/// What is to be known beside the figures, a line each.
std::string remarks_on(Json const& metric) {
    std::string lines;
    auto const title = text(metric, "title");
    for (auto const& remark : items(metric, "remarks")) lines += fmt::format("{}: {}\n", title, text(remark));
    for (auto const& each : items(metric, "excluded"))
        lines += fmt::format("{}: {} not counted: {}\n", title, text(each, "count"), text(each, "reason"));
    return lines;
}

}  // namespace

std::string metrics_shown(Json const& answer, Style style) {
    Table table{{"METRIC", "VALUE", "TARGET", "FROM", "TREND"}};
    std::string remarks;
    for (auto const& metric : items(answer, "metrics")) {
        table.row({{text(metric, "title"), Paint::strong},
                   {text(metric, "shown"), paint_of(metric)},
                   text(metric, "target_shown"),
                   text(metric, "sample"),
                   plot_of(answer, text(metric, "name"))});
        remarks += remarks_on(metric);
    }
    return head_of(answer) + table.render(style) + (remarks.empty() ? "" : "\n" + remarks);
}

Subcommands metrics_subcommands() {
    return {
        {.name = "metrics",
         .does = "Show how well a train delivers: the four metrics and the rework rate, with their trend",
         .arguments = {{"--window", "WINDOW",
                        "days that end with the record like P90D (the default), a quarter like 2026-Q1, or "
                        "a year"},
                       kTrainOption},
         .examples = {"metrics", "metrics --window 2026-Q1", "metrics --window P30D --json"},
         .request = {Method::get, "/v1/metrics/dora", {"train", "window"}},
         .show = [](View const& view) { return metrics_shown(view.answer, view.style); }}};
}

}  // namespace cadence::ctl
