#include "store/write.h"

#include "release/lifecycle.h"
#include "store/rows.h"

namespace cadence::store {

namespace {

using release::Deadline;
using release::Merge;
using release::Release;
using release::Train;

void upsert(Connection& connection, Release const& release, bool live) {
    connection.later(
        "INSERT INTO releases (id, train, kind, state, slot, opens_at, closes_at, live, body) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
        "ON CONFLICT (id) DO UPDATE SET state = excluded.state, opens_at = excluded.opens_at, "
        "closes_at = excluded.closes_at, live = excluded.live, body = excluded.body",
        release.id, release.train, release.kind, release.state, format_date(release.slot),
        release.window.opens_at, release.window.closes_at, live, body_of(release));
}

void upsert(Connection& connection, std::string const& train, Merge const& merge, bool live) {
    connection.later(
        "INSERT INTO merges (train, number, merged_at, received_at, production_at, live, abbreviated, "
        "committed_at, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
        "ON CONFLICT (train, number) DO UPDATE SET merged_at = excluded.merged_at, "
        "received_at = excluded.received_at, production_at = excluded.production_at, "
        "live = excluded.live, body = excluded.body",
        train, merge.number, merge.merged_at, merge.received_at, merge.production_at, live,
        merge.commit.substr(0, release::kAbbreviated), merge.committed_at, body_of(merge));
}

void upsert(Connection& connection, std::string const& train, Deadline const& deadline) {
    connection.later(
        "INSERT INTO deadlines (train, id, kind, release, state, due_at, live, body) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
        "ON CONFLICT (train, id) DO UPDATE SET kind = excluded.kind, release = excluded.release, "
        "state = excluded.state, due_at = excluded.due_at, live = excluded.live, body = excluded.body",
        train, deadline.id, deadline.kind, deadline.release, deadline.state, deadline.due_at,
        is_live(deadline), body_of(deadline));
}

void upsert(Connection& connection, TrainChange const& change) {
    connection.later(
        "INSERT INTO trains (id, next_due_at, revision, body) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (id) DO UPDATE SET next_due_at = excluded.next_due_at, "
        "revision = excluded.revision, body = excluded.body",
        change.after.id, change.next_due, change.revision, body_of(change.after));
}

/// A release that stands as it stood may still come to life or cease to: that depends on its train.
void write_releases(Connection& connection, Train const& before, Train const& after) {
    for (auto const& [id, release] : after.releases) {
        auto const* known = before.find(id);
        auto const live = is_live(after, release);
        auto const same = known == &release || (known != nullptr && *known == release);
        if (!same || is_live(before, *known) != live) upsert(connection, release, live);
    }
}

/// What `after` has let go of is over.
void write_merges(Connection& connection, Train const& before, Train const& after) {
    auto const let_go = [&](Merge const& merge) {
        connection.later("UPDATE merges SET live = 0 WHERE train = $1 AND number = $2", after.id,
                         merge.number);
    };
    auto const write = [&](Merge const* known, Merge const& merge) {
        auto const live = is_live(after, merge);
        if (known == nullptr || is_live(before, *known) != live || *known != merge)
            upsert(connection, after.id, merge, live);
    };
    after.merges.changes_since(before.merges, let_go, write);
    for (auto const* merges : {&before.merges, &after.merges}) {  // the last is live whatever becomes of it
        if (merges->empty()) continue;
        auto const* const known = before.merges.of_number(merges->back().number);
        auto const* const now = after.merges.of_number(merges->back().number);
        if (known != nullptr && known == now) write(known, *now);
    }
}

void write_deadlines(Connection& connection, Train const& before, Train const& after) {
    auto const let_go = [&](auto const& entry) {
        connection.later("UPDATE deadlines SET live = 0 WHERE train = $1 AND id = $2", after.id, entry.first);
    };
    auto const write = [&](auto const* known, auto const& entry) {
        if (known == nullptr || known->second != entry.second) upsert(connection, after.id, entry.second);
    };
    after.deadlines.changes_since(before.deadlines, let_go, write);
}

}  // namespace

void write_rows(Connection& connection, TrainChange const& change) {
    upsert(connection, change);
    write_releases(connection, change.before, change.after);
    write_merges(connection, change.before, change.after);
    write_deadlines(connection, change.before, change.after);
}

}  // namespace cadence::store
