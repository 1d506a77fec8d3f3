#include <utility>

#include <fmt/format.h>

#include "json/events.h"
#include "json/text.h"
#include "store/impl.h"
#include "store/rows.h"
#include "store/write.h"

namespace cadence::store {

namespace {

using release::PhaseFired;

void enter(Connection& connection, PhaseFired const& fired, Instant at) {
    // Only a held window is ever decided a second time.
    auto const changed = connection.run(
        "INSERT INTO firings (release, phase, attempt, kind, due_at, status, fired_at, reason) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
        "ON CONFLICT (release, phase, attempt) DO UPDATE SET status = excluded.status, "
        "fired_at = excluded.fired_at, reason = excluded.reason "
        "WHERE firings.status = 'held' AND excluded.status IN ('late', 'missed', 'skipped')",
        fired.release, fired.phase, fired.attempt, fired.kind, fired.due_at, fired.status, at, fired.reason);
    if (changed == 0)
        throw AlreadyFired(fmt::format("{} of {}, attempt {}, is in the ledger already", fired.phase,
                                       fired.release, fired.attempt));
}

/// The report that a deployment to production has ended, or null.
release::DeploymentReported const* ended_in_production(release::Event const& event) {
    auto const* const reported = std::get_if<release::DeploymentReported>(&event.body);
    auto const ended = reported != nullptr && reported->environment == release::Environment::production &&
                       reported->status != release::DeploymentStatus::started;
    return ended ? reported : nullptr;
}

}  // namespace

WriteTransaction::WriteTransaction(Store& store) : store_{&store} {}

WriteTransaction::WriteTransaction(WriteTransaction&& other) noexcept
    : store_{other.store_},
      state_{std::exchange(other.state_, State::over)},
      last_event_{other.last_event_} {}

WriteTransaction::~WriteTransaction() {
    if (state_ == State::begun) store_->impl_->connection.roll_back();
}

release::LogLine WriteTransaction::append(release::LogLine line) {
    return change([&](Connection& connection) {
        line.seq = ++last_event_;
        connection.later(
            "INSERT INTO events (seq, at, train, release, type, actor, via, data) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            line.seq, line.at, line.train, line.release, line.type, line.actor, line.via, line.data);
        return std::move(line);
    });
}

std::vector<release::LogLine> WriteTransaction::append(std::string const& train,
                                                       release::Events const& events) {
    std::vector<release::LogLine> lines;
    lines.reserve(events.size());
    for (auto const& event : events) {
        lines.push_back(append({.at = event.at,
                                .train = train,
                                .release = std::string{release_of(event.body)},
                                .type = std::string{type_of(event.body)},
                                .actor = event.actor,
                                .via = event.via,
                                .data = json::dump(json::to_json(event.body))}));
        if (auto const* const deployed = ended_in_production(event))
            run("INSERT INTO deployments (event, train, deployed_at) VALUES ($1, $2, $3)", lines.back().seq,
                train, deployed->deployed_at);
    }
    return lines;
}

void WriteTransaction::put(TrainChange const& train) {
    change([&](Connection& connection) {
        write_rows(connection, train);
        for (auto const& event : train.events)
            if (auto const* fired = std::get_if<PhaseFired>(&event.body)) enter(connection, *fired, event.at);
    });
}

void WriteTransaction::set_next_due(std::string_view train, std::optional<Instant> next_due) {
    run("UPDATE trains SET next_due_at = $1 WHERE id = $2 AND next_due_at IS NOT $1", next_due, train);
}

release::LogLine WriteTransaction::log(release::Actor const& actor, Instant at, std::string_view type,
                                       std::string_view data_json) {
    return log_of({}, {}, actor, at, type, data_json);
}

release::LogLine WriteTransaction::log_of(std::string_view train, std::string_view release,
                                          release::Actor const& actor, Instant at, std::string_view type,
                                          std::string_view data_json) {
    return append({.at = at,
                   .train = std::string{train},
                   .release = std::string{release},
                   .type = std::string{type},
                   .actor = actor.id,
                   .via = actor.via,
                   .data = std::string{data_json}});
}

void WriteTransaction::put_token(TokenRecord const& token) {
    run(fmt::format("INSERT INTO tokens ({}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
                    "ON CONFLICT (id) DO UPDATE SET note = excluded.note, "
                    "expires_at = excluded.expires_at, revoked_at = excluded.revoked_at, "
                    "last_used_at = excluded.last_used_at",
                    columns_of<TokenRecord>()),
        token.id, token.person, Blob{token.secret_hash}, token.issuer, token.note, token.created_at,
        token.expires_at, token.revoked_at, token.last_used_at, list_text(token.items),
        token.sign_in ? 1 : 0);
}

void WriteTransaction::keep_reply(StoredReply const& reply) {
    run(replacing_in<StoredReply>("replies"), reply);
}

void WriteTransaction::forget_replies_before(Instant instant) {
    run("DELETE FROM replies WHERE at < $1", instant);
}

void WriteTransaction::set_meta(std::string_view key, std::string_view value) {
    run("INSERT INTO notes (key, value) VALUES ($1, $2) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        key, value);
}

void WriteTransaction::remove_meta(std::string_view key) {
    run("DELETE FROM notes WHERE key = $1", key);
}

void WriteTransaction::commit() {
    if (state_ == State::over) throw std::logic_error("the transaction is over");
    if (std::exchange(state_, State::over) == State::fresh) return;
    auto& impl = *store_->impl_;
    impl.commit();
    impl.last_event = last_event_;
}

}  // namespace cadence::store
