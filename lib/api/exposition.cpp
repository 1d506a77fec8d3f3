#include "api/exposition.h"

#include <array>
#include <iterator>

#include <fmt/format.h>

namespace cadence::api {

namespace {

/// The base units that a name may end in: OpenMetrics tells them apart from it.
constexpr std::array<std::string_view, 2> kUnits{"seconds", "bytes"};

std::string_view unit_in(std::string_view name) {
    for (auto const unit : kUnits)
        if (name.ends_with(unit)) return unit;
    return {};
}

void put_label(std::string& page, Exposition::Label const& label) {
    page.append(label.first).append("=\"");
    for (auto const c : label.second) {
        if (c == '\\' || c == '"') page += '\\';
        if (c == '\n')
            page += "\\n";
        else
            page += c;
    }
    page += '"';
}

}  // namespace

std::string Exposition::number(double value) {
    return fmt::format("{}", value);
}

void Exposition::begin(std::string_view name, std::string_view type, std::string_view help) {
    name_ = name;
    if (type == "counter") name_ += "_total";
    if (type == "info") name_ += "_info";
    auto const open = format_ == Format::openmetrics;
    auto const family = open ? name : std::string_view{name_};
    if (!open && type == "info") type = "gauge";
    auto out = std::back_inserter(page_);
    fmt::format_to(out, "# HELP {} {}\n# TYPE {} {}\n", family, help, family, type);
    if (auto const unit = unit_in(name); open && !unit.empty())
        fmt::format_to(out, "# UNIT {} {}\n", family, unit);
}

void Exposition::info(std::string_view name, std::string_view help, Labels labels) {
    begin(name, "info", help);
    add(labels, 1);
}

void Exposition::sample(std::string_view suffix, Labels labels, double value, Label last) {
    page_.append(name_).append(suffix);
    auto between = '{';
    auto const put = [&](Label const& label) {
        page_ += std::exchange(between, ',');
        put_label(page_, label);
    };
    for (auto const& label : labels) put(label);
    if (!last.first.empty()) put(last);
    if (between == ',') page_ += '}';
    page_.append(" ").append(number(value)).append("\n");
}

void Exposition::bucket(Labels labels, std::string_view bound, std::uint64_t count) {
    sample("_bucket", labels, static_cast<double>(count), {"le", bound});
}

std::string Exposition::take() && {
    if (format_ == Format::openmetrics) page_ += "# EOF\n";
    return std::move(page_);
}

}  // namespace cadence::api
