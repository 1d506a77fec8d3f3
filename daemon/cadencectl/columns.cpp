#include "cadencectl/columns.h"

#include "cadencectl/times.h"

namespace cadence::ctl {

Column::Column(std::string its_heading, char const* member, Paint paint)
    : Column{std::move(its_heading),
             [member](Json const& item) {
                 auto const& value = at(item, member);
                 return value.is_array() ? joined(value.get_array()) : text(value);
             },
             paint} {}

Column instants(std::string heading, char const* member, std::string timezone) {
    return {std::move(heading), [member, zone = std::move(timezone)](Json const& item) {
                return when(text(item, member), zone);
            }};
}

Column states(std::string heading, char const* member) {
    return {std::move(heading), [member](Json const& item) {
                auto const state = text(item, member);
                return Cell{state, paint_of_state(state)};
            }};
}

Table table_of(boost::json::array const& items, Columns const& columns) {
    std::vector<std::string> headings;
    for (auto const& column : columns) headings.push_back(column.heading);
    Table table{std::move(headings)};
    for (auto const& item : items) {
        std::vector<Cell> cells;
        for (auto const& column : columns) {
            auto& cell = cells.emplace_back(column.cell(item));
            if (cell.paint == Paint::plain) cell.paint = column.usual;
        }
        table.row(std::move(cells));
    }
    return table;
}

}  // namespace cadence::ctl
