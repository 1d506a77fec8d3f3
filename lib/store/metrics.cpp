// What figures are made of: a train's production over some time, and how much runs and waits.
#include <algorithm>

#include <fmt/format.h>

#include "insight/facts.h"
#include "json/codec.h"
#include "json/text.h"
#include "release/deployments.h"
#include "release/rollbacks.h"
#include "store/figures.h"
#include "store/impl.h"
#include "store/rows.h"

namespace cadence::store {

namespace {

using insight::Deployed;
using insight::Facts;
using insight::RolledBack;

constexpr std::size_t kMostRollbacks = 1000;  // begun or verified
constexpr std::size_t kLookedBack = 50;       // for the last success before some time

constexpr std::string_view kInProduction =
    "SELECT e.data, coalesce(r.kind, '') FROM deployments d JOIN events e ON e.seq = d.event "
    "LEFT JOIN releases r ON r.id = e.release WHERE d.train = $1 AND d.deployed_at ";

template <class Event>
Event event_in(Query const& row) {
    auto event = json::parse(row.text(0)).and_then([](json::Value const& data) {
        return json::from_json<Event>(data);
    });
    if (!event) row.damaged(event.error().detail);
    return std::move(*event);
}

Deployed deployed_in(Query const& row) {
    auto event = event_in<release::DeploymentReported>(row);
    return {.deployment = std::move(event.deployment),
            .release = std::move(event.release),
            .kind = parse_name<release::Kind>(row.text(1)),
            .status = event.status,
            .version = std::move(event.version),
            .commit = std::move(event.commit),
            .at = event.deployed_at};
}

/// Those from before their instants were columns are found by the second.
Instant whole_second(Instant instant) {
    return date::floor<std::chrono::seconds>(instant);
}

std::vector<Deployed> deployments(Connection& connection, FactsQuery const& query) {
    auto rows = connection.query(fmt::format(
        "{}>= $2 AND d.deployed_at < $3 ORDER BY d.deployed_at DESC, d.event DESC LIMIT $4", kInProduction));
    rows.bind(query.train, whole_second(query.from), query.until, query.deployments + 1);
    auto found = rows.all(deployed_in);
    std::erase_if(found,
                  [&](Deployed const& each) { return each.at < query.from || each.at >= query.until; });
    std::ranges::reverse(found);
    std::ranges::stable_sort(found, {}, &Deployed::at);
    return found;
}

std::optional<Deployed> last_before(Connection& connection, std::string_view train, Instant instant) {
    auto rows = connection.query(
        fmt::format("{}< $2 ORDER BY d.deployed_at DESC, d.event DESC LIMIT $3", kInProduction));
    rows.bind(train, instant, kLookedBack);
    while (rows.step())
        if (auto deployed = deployed_in(rows);
            deployed.status == release::DeploymentStatus::succeeded && deployed.at < instant)
            return deployed;
    return std::nullopt;
}

/// Since when production runs something else.
Instant restored_at(release::RollbackVerified const& what, RolledBack const& rollback, Instant verified_at) {
    auto const reported = what.restored && !what.by_word && what.restored->since >= rollback.started_at;
    return reported ? what.restored->since : verified_at;
}

std::vector<RolledBack> rollbacks(Connection& connection, std::string_view train, Instant from) {
    auto rows = connection.query(
        "SELECT data, type, at, release FROM events "
        "WHERE train = $1 AND type IN ('rollback_started', 'rollback_verified') AND at >= $2 "
        "ORDER BY at, seq LIMIT $3");
    rows.bind(train, from, kMostRollbacks);
    std::vector<RolledBack> found;
    while (rows.step()) {
        if (rows.text(1) == release::RollbackStarted::type) {
            found.push_back({rows.text(3), rows.instant(2)});
            continue;
        }
        auto const begun =
            std::ranges::find(found.rbegin(), found.rend(), rows.text(3), &RolledBack::release);
        if (begun != found.rend())
            begun->restored_at =
                restored_at(event_in<release::RollbackVerified>(rows), *begun, rows.instant(2));
    }
    return found;
}

std::vector<insight::Change> changes(Connection& connection, FactsQuery const& query) {
    auto found = connection
                     .query(
                         "SELECT production_at, committed_at, merged_at FROM merges WHERE train = $1 "
                         "AND production_at IS NOT NULL AND production_at >= $2 AND production_at < $3 "
                         "ORDER BY production_at DESC LIMIT $4")
                     .bind(query.train, query.from, query.until, query.changes + 1)
                     .all([](Query const& row) {
                         return insight::Change{row.maybe_instant(1), row.instant(2), row.instant(0)};
                     });
    std::ranges::reverse(found);
    return found;
}

std::size_t counted_up(Connection& connection, std::string_view where) {
    return static_cast<std::size_t>(connection.number(
        fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} LIMIT {})", where, kMostCounted)));
}

Figures::Waiting waiting(Connection& connection, DeliveryKind kind) {
    auto oldest = connection.query("SELECT min(queued_at) FROM deliveries WHERE live = 1 AND kind = $1");
    oldest.bind(kind);
    auto const since = oldest.first([](Query const& row) { return row.maybe_instant(0); });
    return {kind,
            counted_up(connection, fmt::format("deliveries WHERE live = 1 AND kind = '{}'", name_of(kind))),
            since.value_or(std::nullopt)};
}

}  // namespace

Facts Store::facts(FactsQuery const& query) const {
    auto& connection = impl_->connection;
    Facts facts{.since = query.from};
    facts.deployments = deployments(connection, query);
    facts.changes = changes(connection, query);
    if (facts.deployments.size() > query.deployments)
        facts.since = facts.deployments.front().at + Duration{1};
    if (facts.changes.size() > query.changes)
        facts.since = std::max(facts.since, facts.changes.front().shipped_at + Duration{1});
    facts.before = last_before(connection, query.train, query.from);
    facts.rollbacks = rollbacks(connection, query.train,
                                facts.before ? std::min(facts.before->at, query.from) : query.from);
    return facts;
}

std::optional<Instant> Store::last_event_at(std::string_view train) const {
    return impl_->connection.query("SELECT at FROM events WHERE train = $1 ORDER BY seq DESC LIMIT 1")
        .bind(train)
        .first([](Query const& row) { return row.instant(0); });
}

Figures Store::figures() const {
    auto& connection = impl_->connection;
    Figures figures;
    figures.deadlines = connection
                            .query(
                                "SELECT kind, state, count(*), min(due_at) FROM deadlines WHERE live = 1 "
                                "GROUP BY kind, state")
                            .all([](Query const& row) {
                                Figures::Running running{};
                                read(row, 0, running.kind);
                                read(row, 1, running.state);
                                running.count = static_cast<std::size_t>(row.integer(2));
                                running.soonest = row.instant(3);
                                return running;
                            });
    figures.deliveries = {waiting(connection, DeliveryKind::announcement),
                          waiting(connection, DeliveryKind::action)};
    figures.dead = counted_up(connection, "deliveries WHERE state = 'dead'");
    figures.unknown = counted_up(connection, "deliveries WHERE state = 'unknown'");
    figures.arrivals = counted_up(connection, "arrivals WHERE state = 'waiting'");
    figures.bytes =
        connection.number("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
    return figures;
}

}  // namespace cadence::store
