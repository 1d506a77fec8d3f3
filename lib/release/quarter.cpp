#include "release/quarter.h"

namespace cadence::release {

Date quarter_after(Date day) {
    date::year_month_day const civil{day};
    auto const quarter = (static_cast<unsigned>(civil.month()) - 1) / 3;
    auto const first = civil.year() / date::month{quarter * 3 + 1} / 1;
    return Date{first + date::months{3}};
}

std::string review_before(std::string_view train, Date next_begins) {
    date::year_month_day const last{next_begins - date::days{1}};
    auto const quarter = (static_cast<unsigned>(last.month()) - 1) / 3 + 1;
    return std::string{train} + "-" + std::to_string(static_cast<int>(last.year())) + "-Q" +
           std::to_string(quarter);
}

}  // namespace cadence::release
