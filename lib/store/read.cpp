#include <optional>

#include <fmt/format.h>

#include "store/impl.h"
#include "store/rows.h"
#include "store/search.h"

namespace cadence::store {

using release::Deadline;
using release::LogLine;
using release::Merge;
using release::Release;
using release::Train;

namespace {

/// The rows of one train, or of all, by train.
template <class Row>
auto live_rows(Connection& connection, std::string_view table, std::optional<std::string_view> train,
               std::string_view order, Row const& row) {
    auto const sql = fmt::format("SELECT body, train FROM {} WHERE live = 1{} ORDER BY train{}", table,
                                 train ? " AND train = $1" : "", order);
    auto query = connection.query(sql);
    if (train) query.bind(*train);
    while (query.step()) row(query);
}

std::vector<Train> loaded(Connection& connection, std::optional<std::string_view> one) {
    auto query = connection.query(one ? "SELECT body FROM trains WHERE id = $1"
                                      : "SELECT body FROM trains ORDER BY id");
    if (one) query.bind(*one);
    auto trains = query.all(body_in<Train>);
    auto train = trains.begin();
    auto const owner = [&](Query const& row) -> Train& {  // of rows that come in the order of the trains
        auto const id = row.text(1);
        while (train != trains.end() && train->id != id) ++train;
        if (train == trains.end()) row.damaged("there is no train " + id);
        return *train;
    };
    live_rows(connection, "releases", one, ", id", [&](Query const& row) {
        auto release = body_in<Release>(row);
        owner(row).releases.emplace(release.id, std::move(release));
    });
    train = trains.begin();
    live_rows(connection, "merges", one, ", number",
              [&](Query const& row) { owner(row).merges.add(body_in<Merge>(row)); });
    train = trains.begin();
    live_rows(connection, "deadlines", one, ", id",
              [&](Query const& row) { owner(row).deadlines.put(body_in<Deadline>(row)); });
    return trains;
}

}  // namespace

std::optional<Train> Store::train(std::string_view id) const {
    auto trains = loaded(impl_->connection, id);
    if (trains.empty()) return std::nullopt;
    return std::move(trains.front());
}

std::vector<Train> Store::trains() const {
    return loaded(impl_->connection, std::nullopt);
}

std::optional<Release> Store::release(std::string_view id) const {
    return impl_->connection.query("SELECT body FROM releases WHERE id = $1")
        .bind(id)
        .first(body_in<Release>);
}

std::vector<Release> Store::releases(ReleaseQuery const& query) const {
    Search search{"SELECT body FROM releases"};
    search.equals("train", query.train).equals("kind", query.kind).equals("state", query.state);
    search.given("opens_at >= {}", query.from).given("opens_at < {}", query.until);
    if (query.after) search.where("(opens_at, id) < ({})", query.after->first, query.after->second);
    return search.all(impl_->connection, "opens_at DESC, id DESC", query.limit, body_in<Release>);
}

std::vector<DeadlineRow> Store::deadlines(DeadlineQuery const& query) const {
    Search search{"SELECT body, train FROM deadlines"};
    search.where(query.live ? "live = 1" : "live = 0");
    search.equals("train", query.train).equals("kind", query.kind).equals("state", query.state);
    search.equals("release", query.release);
    if (query.after) {
        auto const& [due_at, train, id] = *query.after;
        search.where("(due_at, train, id) > ({})", due_at, train, id);
    }
    return search.all(impl_->connection, "due_at, train, id", query.limit, [](Query const& row) {
        return DeadlineRow{row.text(1), body_in<Deadline>(row)};
    });
}

std::vector<Merge> Store::merges(MergeQuery const& query) const {
    Search search{"SELECT body FROM merges"};
    search.where("train = {}", query.train);
    search.given("number < {}", query.after).given("number > {}", query.beyond);
    if (!query.in_production)
        search.where("(live = 1 OR production_at IS NOT NULL)");  // the others are not on the branch any more
    else
        search.where(*query.in_production ? "production_at IS NOT NULL"
                                          : "live = 1 AND production_at IS NULL");
    return search.all(impl_->connection, "number DESC", query.limit, body_in<Merge>);
}

std::optional<Merge> Store::shipped_merge(std::string_view train, std::string_view commit) const {
    auto row = impl_->connection.query(
        "SELECT body FROM merges WHERE train = $1 AND production_at IS NOT NULL AND "
        "abbreviated = $2 ORDER BY number DESC");
    row.bind(train, commit.substr(0, release::kAbbreviated));
    while (row.step())
        if (auto merge = body_in<Merge>(row); release::same_commit(merge.commit, commit)) return merge;
    return std::nullopt;
}

std::vector<LogLine> Store::events(EventQuery const& query) const {
    Search search{"SELECT " + columns_of<LogLine>() + " FROM events"};
    search.where("seq > {}", query.after).equals("train", query.train).equals("release", query.release);
    search.among("type", query.types).given("seq < {}", query.before);
    return search.all(impl_->connection, query.before ? "seq DESC" : "seq", query.limit, record_in<LogLine>);
}

std::int64_t Store::revision(std::string_view train) const {
    if (train.empty()) return impl_->connection.number("SELECT coalesce(max(seq), 0) FROM events");
    auto row = impl_->connection.query("SELECT revision FROM trains WHERE id = $1");
    return row.bind(train).step() ? row.integer(0) : 0;
}

std::vector<std::string> Store::due_trains(Instant now, std::size_t limit) const {
    return impl_->connection
        .query("SELECT id FROM trains WHERE next_due_at <= $1 ORDER BY next_due_at, id LIMIT $2")
        .bind(now, limit)
        .all([](Query const& row) { return row.text(0); });
}

std::optional<Instant> Store::next_due() const {
    auto row = impl_->connection.query("SELECT min(next_due_at) FROM trains WHERE next_due_at IS NOT NULL");
    if (!row.step()) return std::nullopt;
    return row.maybe_instant(0);
}

std::vector<TokenRecord> Store::tokens() const {
    return impl_->connection
        .query(fmt::format("SELECT {} FROM tokens ORDER BY created_at, id", columns_of<TokenRecord>()))
        .all(record_in<TokenRecord>);
}

std::optional<TokenRecord> Store::token(std::string_view id) const {
    return impl_->connection
        .query(fmt::format("SELECT {} FROM tokens WHERE id = $1", columns_of<TokenRecord>()))
        .bind(id)
        .first(record_in<TokenRecord>);
}

std::optional<StoredReply> Store::reply_to(std::string_view caller, std::string_view key) const {
    return impl_->connection
        .query(
            fmt::format("SELECT {} FROM replies WHERE caller = $1 AND key = $2", columns_of<StoredReply>()))
        .bind(caller, key)
        .first(record_in<StoredReply>);
}

KeptReplies Store::replies_since(std::string_view caller, Instant since) const {
    return impl_->connection
        .query("SELECT COUNT(*), COALESCE(MIN(at), 0) FROM replies WHERE caller = $1 AND at > $2")
        .bind(caller, since)
        .first([](Query const& row) {
            return KeptReplies{static_cast<std::size_t>(row.integer(0)), row.instant(1)};
        })
        .value_or(KeptReplies{});
}

std::optional<std::string> Store::meta(std::string_view key) const {
    return impl_->connection.query("SELECT value FROM notes WHERE key = $1")
        .bind(key)
        .first([](Query const& row) { return row.text(0); });
}

}  // namespace cadence::store
