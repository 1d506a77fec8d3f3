// The outbox's rows. Only the first of a lane that is under way has a next_at: what waits behind it costs
// nothing to look for.
#include <limits>
#include <stdexcept>

#include <fmt/format.h>

#include "store/impl.h"

namespace cadence::store {

namespace {

constexpr char const* kDeliveryColumns =
    "place, id, kind, lane, train, release, topic, event, state, next_at, created_at, queued_at, expires_at, "
    "attempts, attempted_at, ended_at, detail, reference, body";

template <class Enum>
Enum enum_at(Query const& row, int column) {
    auto const value = parse_name<Enum>(row.text(column));
    if (!value) throw std::runtime_error("a delivery cannot be read: " + row.text(column));
    return *value;
}

Delivery delivery_from(Query const& row) {
    return {.place = row.integer(0),
            .id = row.text(1),
            .kind = enum_at<DeliveryKind>(row, 2),
            .lane = row.text(3),
            .train = row.text(4),
            .release = row.text(5),
            .topic = row.text(6),
            .event = row.integer(7),
            .state = enum_at<DeliveryState>(row, 8),
            .next_at = row.maybe_instant(9),
            .created_at = row.instant(10),
            .queued_at = row.instant(11),
            .expires_at = row.maybe_instant(12),
            .attempts = static_cast<int>(row.integer(13)),
            .attempted_at = row.maybe_instant(14),
            .ended_at = row.maybe_instant(15),
            .detail = row.text(16),
            .reference = row.text(17),
            .body = row.text(18)};
}

std::vector<Delivery> all_of(Query& rows) {
    std::vector<Delivery> found;
    while (rows.step()) found.push_back(delivery_from(rows));
    return found;
}

std::string sql_of(DeliveryQuery const& query) {
    auto sql = fmt::format("SELECT {} FROM deliveries WHERE place < $1", kDeliveryColumns);
    int parameter = 1;
    auto const where = [&](bool given, char const* column) {
        if (given) sql += fmt::format(" AND {} = ${}", column, ++parameter);
    };
    where(!query.train.empty(), "train");
    where(!query.lane.empty(), "lane");
    where(query.kind.has_value(), "kind");
    where(query.state.has_value(), "state");
    if (query.live_only) sql += " AND live = 1";
    return sql + fmt::format(" ORDER BY place DESC LIMIT ${}", ++parameter);
}

std::string_view sql_of(DeliveryKinds kinds) {
    if (kinds.announcements) return kinds.actions ? "kind <> ''" : "kind = 'announcement'";
    return kinds.actions ? "kind = 'action'" : "kind = ''";
}

void insert(Connection& connection, Delivery const& delivery, Instant now) {
    connection
        .query(
            "INSERT INTO deliveries (id, kind, lane, train, release, topic, event, state, live, next_at, "
            "created_at, queued_at, expires_at, attempts, attempted_at, ended_at, detail, reference, body) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending', 1, "
            "CASE WHEN EXISTS (SELECT 1 FROM deliveries WHERE lane = $3 AND live = 1) THEN NULL ELSE $8 END, "
            "$9, $8, $10, $11, $12, NULL, $13, '', $14)")
        .bind(delivery.id, name_of(delivery.kind), delivery.lane, delivery.train, delivery.release,
              delivery.topic, delivery.event, now, delivery.created_at, delivery.expires_at,
              delivery.attempts, delivery.attempted_at, delivery.detail, delivery.body)
        .run();
}

/// The first of a lane may go, if it is not under way already.
void let_next_go(Connection& connection, std::string const& lane, Instant at) {
    connection
        .query(
            "UPDATE deliveries SET next_at = $1 "
            "WHERE place = (SELECT min(place) FROM deliveries WHERE lane = $2 AND live = 1) "
            "AND state = 'pending' AND next_at IS NULL")
        .bind(at, lane)
        .run();
}

}  // namespace

std::optional<Delivery> Store::delivery(std::string_view id) const {
    auto row =
        impl_->connection.query(fmt::format("SELECT {} FROM deliveries WHERE id = $1", kDeliveryColumns));
    if (!row.bind(id).step()) return std::nullopt;
    return delivery_from(row);
}

std::vector<Delivery> Store::deliveries(DeliveryQuery const& query) const {
    auto rows = impl_->connection.query(sql_of(query));
    rows.bind(query.after.value_or(std::numeric_limits<std::int64_t>::max()));
    if (!query.train.empty()) rows.bind(query.train);
    if (!query.lane.empty()) rows.bind(query.lane);
    if (query.kind) rows.bind(name_of(*query.kind));
    if (query.state) rows.bind(name_of(*query.state));
    rows.bind(query.limit);
    return all_of(rows);
}

std::vector<Delivery> Store::due_deliveries(Instant now, std::size_t limit, DeliveryKinds kinds) const {
    auto rows = impl_->connection.query(
        fmt::format("SELECT {} FROM deliveries WHERE next_at <= $1 AND {} ORDER BY next_at, place LIMIT $2",
                    kDeliveryColumns, sql_of(kinds)));
    rows.bind(now, limit);
    return all_of(rows);
}

std::optional<Instant> Store::next_delivery(DeliveryKinds kinds) const {
    auto row = impl_->connection.query(fmt::format(
        "SELECT next_at FROM deliveries WHERE next_at IS NOT NULL AND {} ORDER BY next_at LIMIT 1",
        sql_of(kinds)));
    if (!row.step()) return std::nullopt;
    return row.instant(0);
}

std::vector<Delivery> Store::interrupted_deliveries() const {
    auto rows = impl_->connection.query(
        fmt::format("SELECT {} FROM deliveries WHERE live = 1 AND (state = 'sending' OR (state = 'following' "
                    "AND next_at IS NULL)) ORDER BY place",
                    kDeliveryColumns));
    return all_of(rows);
}

void WriteTransaction::add_delivery(Delivery const& delivery) {
    auto& impl = *store_->impl_;
    impl.change(open_, [&] { insert(impl.connection, delivery, delivery.queued_at); });
}

void WriteTransaction::put_delivery(Delivery const& delivery, Instant next_goes_at) {
    auto& impl = *store_->impl_;
    impl.change(open_, [&] {
        impl.connection
            .query(
                "UPDATE deliveries SET state = $1, live = $2, next_at = $3, expires_at = $4, attempts = $5, "
                "attempted_at = $6, ended_at = $7, detail = $8, reference = $9 WHERE id = $10")
            .bind(name_of(delivery.state), is_live(delivery.state) ? 1 : 0, delivery.next_at,
                  delivery.expires_at, delivery.attempts, delivery.attempted_at, delivery.ended_at,
                  delivery.detail, delivery.reference, delivery.id)
            .run();
        if (!is_live(delivery.state)) let_next_go(impl.connection, delivery.lane, next_goes_at);
    });
}

void WriteTransaction::put_delivery_body(Delivery const& delivery) {
    auto& impl = *store_->impl_;
    impl.change(open_, [&] {
        impl.connection.query("UPDATE deliveries SET body = $1 WHERE id = $2")
            .bind(delivery.body, delivery.id)
            .run();
    });
}

void WriteTransaction::requeue_delivery(Delivery const& delivery, Instant now) {
    auto& impl = *store_->impl_;
    impl.change(open_, [&] {
        impl.connection.query("DELETE FROM deliveries WHERE id = $1").bind(delivery.id).run();
        insert(impl.connection, delivery, now);
    });
}

void WriteTransaction::bring_deliveries_forward(Instant now) {
    auto& impl = *store_->impl_;
    impl.change(open_, [&] {
        impl.connection.query("UPDATE deliveries SET next_at = $1 WHERE next_at > $1").bind(now).run();
    });
}

void WriteTransaction::forget_deliveries_before(Instant instant) {
    auto& impl = *store_->impl_;
    impl.change(open_, [&] {
        impl.connection
            .query(
                "DELETE FROM deliveries WHERE place IN (SELECT place FROM deliveries WHERE ended_at < $1 "
                "AND +state IN ('delivered', 'dropped', 'expired') ORDER BY ended_at LIMIT 1000)")
            .bind(instant)
            .run();
    });
}

}  // namespace cadence::store
