// The inbox: what other systems told us, each delivery once, until it has been worked on.
#include <stdexcept>

#include <boost/json.hpp>

#include "json/text.h"
#include "store/impl.h"
#include "store/rows.h"

namespace cadence::store {

namespace {

constexpr int kForgottenAtOnce = 1000;

/// Pairs, not an object: a header may come twice.
std::string headers_text(Arrival const& arrival) {
    boost::json::array all;
    for (auto const& [name, value] : arrival.headers) all.push_back(boost::json::array{name, value});
    return json::dump(all);
}

std::vector<std::pair<std::string, std::string>> headers_in(Query const& row, int column) {
    auto const read = json::parse(row.text(column));
    if (!read || !read->is_array()) row.damaged("the headers of an arrival");
    std::vector<std::pair<std::string, std::string>> headers;
    for (auto const& each : read->get_array()) {
        auto const* const pair = each.if_array();
        if (pair == nullptr || pair->size() != 2 || !pair->at(0).is_string() || !pair->at(1).is_string())
            row.damaged("the headers of an arrival");
        headers.emplace_back(pair->at(0).get_string(), pair->at(1).get_string());
    }
    return headers;
}

}  // namespace

std::vector<Arrival> Store::waiting_arrivals(std::size_t limit) const {
    return impl_->connection
        .query(fmt::format(
            "SELECT {}, headers, body FROM arrivals WHERE state = 'waiting' ORDER BY seq LIMIT $1",
            columns_of<Arrival>()))
        .bind(limit)
        .all([](Query const& row) {
            constexpr int kBehind = boost::mp11::mp_size<Columns<Arrival>>::value;
            auto arrival = record_in<Arrival>(row);
            arrival.headers = headers_in(row, kBehind);
            arrival.body = row.text(kBehind + 1);
            return arrival;
        });
}

std::vector<Arrival> Store::arrivals(std::size_t limit) const {
    return impl_->connection
        .query(fmt::format("SELECT {} FROM arrivals ORDER BY seq DESC LIMIT $1", columns_of<Arrival>()))
        .bind(limit)
        .all(record_in<Arrival>);
}

bool WriteTransaction::add_arrival(Arrival const& arrival) {
    auto const added =
        run("INSERT INTO arrivals (endpoint, key, arrived_at, event, state, detail, headers, body) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (endpoint, key) DO UPDATE SET "
            "arrived_at = $3, event = $4, state = $5, detail = $6, headers = $7, body = $8 "
            "WHERE state = 'failed'",
            arrival.endpoint, arrival.key, arrival.arrived_at, arrival.event, arrival.state, arrival.detail,
            headers_text(arrival), Blob{arrival.body});
    return added > 0;
}

void WriteTransaction::finish_arrival(std::int64_t seq, ArrivalState state, std::string_view detail) {
    run("UPDATE arrivals SET state = $1, detail = $2, headers = '[]', body = x'' WHERE seq = $3", state,
        detail, seq);
}

void WriteTransaction::forget_arrivals_before(Instant instant) {
    run("DELETE FROM arrivals WHERE seq IN (SELECT seq FROM arrivals WHERE arrived_at < $1 "
        "AND state <> 'waiting' ORDER BY arrived_at LIMIT $2)",
        instant, kForgottenAtOnce);
}

}  // namespace cadence::store
