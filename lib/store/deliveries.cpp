// The outbox's rows. Only the first of a lane that is under way has a next_at: what waits behind it costs
// nothing to look for.
#include <fmt/format.h>

#include "json/codec.h"
#include "json/text.h"
#include "store/impl.h"
#include "store/rows.h"
#include "store/search.h"

namespace cadence::store {

namespace {

std::string selected(std::string_view rest) {
    return fmt::format("SELECT {} FROM deliveries {}", columns_of<Delivery>(), rest);
}

std::string_view sql_of(DeliveryKinds const& kinds) {
    if (kinds.announcements) return kinds.actions ? "kind <> ''" : "kind = 'announcement'";
    return kinds.actions ? "kind = 'action'" : "kind = ''";
}

constexpr std::string_view kNotExcepted = "lane NOT IN (SELECT value FROM json_each($1))";

void insert(Connection& connection, Delivery const& delivery, Instant now) {
    connection.run(
        "INSERT INTO deliveries (id, kind, lane, train, release, topic, event, state, live, next_at, "
        "created_at, queued_at, expires_at, attempts, attempted_at, ended_at, detail, reference, body) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending', 1, "
        "CASE WHEN EXISTS (SELECT 1 FROM deliveries WHERE lane = $3 AND live = 1) THEN NULL ELSE $8 END, "
        "$9, $8, $10, $11, $12, NULL, $13, '', $14)",
        delivery.id, delivery.kind, delivery.lane, delivery.train, delivery.release, delivery.topic,
        delivery.event, now, delivery.created_at, delivery.expires_at, delivery.attempts,
        delivery.attempted_at, delivery.detail, delivery.body);
}

/// The first of a lane may go, if it is not under way already.
void let_next_go(Connection& connection, std::string const& lane, Instant at) {
    connection.run(
        "UPDATE deliveries SET next_at = $1 "
        "WHERE place = (SELECT min(place) FROM deliveries WHERE lane = $2 AND live = 1) "
        "AND state = 'pending' AND next_at IS NULL",
        at, lane);
}

}  // namespace

std::optional<Delivery> Store::delivery(std::string_view id) const {
    return impl_->connection.query(selected("WHERE id = $1")).bind(id).first(record_in<Delivery>);
}

std::vector<Delivery> Store::deliveries(DeliveryQuery const& query) const {
    Search search{selected("")};
    search.given("place < {}", query.after).equals("train", query.train).equals("lane", query.lane);
    search.equals("kind", query.kind).equals("state", query.state);
    if (query.live_only) search.where("live = 1");
    return search.all(impl_->connection, "place DESC", query.limit, record_in<Delivery>);
}

std::vector<Delivery> Store::due_deliveries(Instant now, std::size_t limit,
                                            DeliveryKinds const& kinds) const {
    return impl_->connection
        .query(selected(fmt::format("WHERE {} AND next_at <= $2 AND {} ORDER BY next_at, place LIMIT $3",
                                    kNotExcepted, sql_of(kinds))))
        .bind(json::dump(json::to_json(kinds.except)), now, limit)
        .all(record_in<Delivery>);
}

std::optional<Instant> Store::next_delivery(DeliveryKinds const& kinds) const {
    return impl_->connection
        .query(fmt::format(
            "SELECT next_at FROM deliveries WHERE {} AND next_at IS NOT NULL AND {} ORDER BY next_at LIMIT 1",
            kNotExcepted, sql_of(kinds)))
        .bind(json::dump(json::to_json(kinds.except)))
        .first([](Query const& row) { return row.instant(0); });
}

std::vector<Delivery> Store::interrupted_deliveries() const {
    return impl_->connection
        .query(selected("WHERE live = 1 AND (state = 'sending' OR (state = 'following' AND next_at IS NULL)) "
                        "ORDER BY place"))
        .all(record_in<Delivery>);
}

void WriteTransaction::add_delivery(Delivery const& delivery) {
    change([&](Connection& connection) { insert(connection, delivery, delivery.queued_at); });
}

void WriteTransaction::put_delivery(Delivery const& delivery, Instant next_goes_at) {
    change([&](Connection& connection) {
        connection.run(
            "UPDATE deliveries SET state = $1, live = $2, next_at = $3, expires_at = $4, attempts = $5, "
            "attempted_at = $6, ended_at = $7, detail = $8, reference = $9 WHERE id = $10",
            delivery.state, is_live(delivery.state), delivery.next_at, delivery.expires_at, delivery.attempts,
            delivery.attempted_at, delivery.ended_at, delivery.detail, delivery.reference, delivery.id);
        if (!is_live(delivery.state)) let_next_go(connection, delivery.lane, next_goes_at);
    });
}

void WriteTransaction::put_delivery_body(Delivery const& delivery) {
    run("UPDATE deliveries SET body = $1 WHERE id = $2", delivery.body, delivery.id);
}

void WriteTransaction::requeue_delivery(Delivery const& delivery, Instant now) {
    change([&](Connection& connection) {
        connection.run("DELETE FROM deliveries WHERE id = $1", delivery.id);
        insert(connection, delivery, now);
    });
}

void WriteTransaction::bring_deliveries_forward(Instant now) {
    run("UPDATE deliveries SET next_at = $1 WHERE next_at > $1", now);
}

void WriteTransaction::forget_deliveries_before(Instant instant) {
    run("DELETE FROM deliveries WHERE place IN (SELECT place FROM deliveries WHERE ended_at < $1 "
        "AND +state IN ('delivered', 'dropped', 'expired') ORDER BY ended_at LIMIT 1000)",
        instant);
}

}  // namespace cadence::store
