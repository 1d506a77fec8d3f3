// The inbox: what other systems told us, each delivery once, until it has been worked on.
#include <stdexcept>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "json/text.h"
#include "store/impl.h"
#include "store/store.h"

namespace cadence::store {

namespace {

constexpr int kForgottenAtOnce = 1000;

/// Pairs, not an object: a header may come twice.
std::string headers_text(Arrival const& arrival) {
    boost::json::array all;
    for (auto const& [name, value] : arrival.headers) all.push_back(boost::json::array{name, value});
    return json::dump(all);
}

std::vector<std::pair<std::string, std::string>> headers_from(std::string const& text) {
    auto const read = json::parse(text);
    if (!read || !read->is_array()) throw std::runtime_error("the headers of an arrival are damaged");
    std::vector<std::pair<std::string, std::string>> headers;
    for (auto const& each : read->get_array()) {
        auto const* const pair = each.if_array();
        if (pair == nullptr || pair->size() != 2 || !pair->at(0).is_string() || !pair->at(1).is_string())
            throw std::runtime_error("the headers of an arrival are damaged");
        headers.emplace_back(pair->at(0).get_string(), pair->at(1).get_string());
    }
    return headers;
}

ArrivalState state_from(std::string const& text) {
    auto const state = parse_name<ArrivalState>(text);
    if (!state)
        throw std::runtime_error(fmt::format("an arrival in the database has an unknown state: {}", text));
    return *state;
}

/// Of a row that begins: seq, endpoint, key, arrived_at, event, state, detail.
Arrival arrival_from(Query const& row) {
    return {.seq = row.integer(0),
            .endpoint = row.text(1),
            .key = row.text(2),
            .arrived_at = row.instant(3),
            .event = row.text(4),
            .state = state_from(row.text(5)),
            .detail = row.text(6),
            .headers = {},
            .body = {}};
}

}  // namespace

std::vector<Arrival> Store::waiting_arrivals(std::size_t limit) const {
    auto rows = impl_->connection.query(
        "SELECT seq, endpoint, key, arrived_at, event, state, detail, headers, body FROM arrivals "
        "WHERE state = 'waiting' ORDER BY seq LIMIT $1");
    rows.bind(limit);
    std::vector<Arrival> waiting;
    while (rows.step()) {
        waiting.push_back(arrival_from(rows));
        waiting.back().headers = headers_from(rows.text(7));
        waiting.back().body = rows.text(8);
    }
    return waiting;
}

std::vector<Arrival> Store::arrivals(std::size_t limit) const {
    auto rows = impl_->connection.query(
        "SELECT seq, endpoint, key, arrived_at, event, state, detail FROM arrivals ORDER BY seq DESC LIMIT "
        "$1");
    rows.bind(limit);
    std::vector<Arrival> found;
    while (rows.step()) found.push_back(arrival_from(rows));
    return found;
}

bool WriteTransaction::add_arrival(Arrival const& arrival) {
    auto& impl = *store_->impl_;
    return impl.change(open_, [&] {
        auto const added =
            impl.connection
                .query(
                    "INSERT INTO arrivals (endpoint, key, arrived_at, event, state, detail, headers, body) "
                    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (endpoint, key) DO UPDATE SET "
                    "arrived_at = $3, event = $4, state = $5, detail = $6, headers = $7, body = $8 "
                    "WHERE state = 'failed'")
                .bind(arrival.endpoint, arrival.key, arrival.arrived_at, arrival.event,
                      name_of(arrival.state), arrival.detail, headers_text(arrival), Blob{arrival.body})
                .run();
        return added > 0;
    });
}

void WriteTransaction::finish_arrival(std::int64_t seq, ArrivalState state, std::string_view detail) {
    auto& impl = *store_->impl_;
    impl.change(open_, [&] {
        impl.connection
            .query("UPDATE arrivals SET state = $1, detail = $2, headers = '[]', body = x'' WHERE seq = $3")
            .bind(name_of(state), detail, seq)
            .run();
    });
}

void WriteTransaction::forget_arrivals_before(Instant instant) {
    auto& impl = *store_->impl_;
    impl.change(open_, [&] {
        impl.connection
            .query(
                "DELETE FROM arrivals WHERE seq IN (SELECT seq FROM arrivals WHERE arrived_at < $1 "
                "AND state <> 'waiting' ORDER BY arrived_at LIMIT $2)")
            .bind(instant, kForgottenAtOnce)
            .run();
    });
}

}  // namespace cadence::store
