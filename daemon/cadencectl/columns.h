// Lists as tables: of each column its heading, and what stands below it of each item.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cadencectl/document.h"
#include "cadencectl/style.h"

namespace cadence::ctl {

struct Column {
    /// A member of the item; a list on one line.
    Column(std::string its_heading, char const* member, Paint paint = Paint::plain);
    /// What is made of the item, in this colour where it has none of its own.
    Column(std::string its_heading, std::function<Cell(Json const& item)> make, Paint paint = Paint::plain)
        : heading{std::move(its_heading)}, cell{std::move(make)}, usual{paint} {}

    std::string heading;
    std::function<Cell(Json const& item)> cell;
    Paint usual;
};
using Columns = std::vector<Column>;

/// An instant, with the local time beside it.
[[nodiscard]] Column instants(std::string heading, char const* member, std::string timezone = {});
/// A state in its colour.
[[nodiscard]] Column states(std::string heading, char const* member);

[[nodiscard]] Table table_of(boost::json::array const& items, Columns const& columns);

}  // namespace cadence::ctl
