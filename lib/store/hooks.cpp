// How the endpoints of hooks stand.
#include <fmt/format.h>

#include "store/impl.h"
#include "store/store.h"

namespace cadence::store {

namespace {

constexpr char const* kHookColumns =
    "endpoint, since, received, understood, ignored, failed, in_a_row, told, received_at, understood_at, "
    "failed_at, failure, doubted_at, doubt, repository";

HookRecord hook_from(Query const& row) {
    return {.endpoint = row.text(0),
            .since = row.instant(1),
            .received = row.integer(2),
            .understood = row.integer(3),
            .ignored = row.integer(4),
            .failed = row.integer(5),
            .in_a_row = row.integer(6),
            .told = row.integer(7) != 0,
            .received_at = row.maybe_instant(8),
            .understood_at = row.maybe_instant(9),
            .failed_at = row.maybe_instant(10),
            .failure = row.text(11),
            .doubted_at = row.maybe_instant(12),
            .doubt = row.text(13),
            .repository = row.text(14)};
}

}  // namespace

std::optional<HookRecord> Store::hook(std::string_view endpoint) const {
    auto row = impl_->connection.query(fmt::format("SELECT {} FROM hooks WHERE endpoint = $1", kHookColumns));
    row.bind(endpoint);
    return row.step() ? std::optional{hook_from(row)} : std::nullopt;
}

std::vector<HookRecord> Store::hooks() const {
    auto rows = impl_->connection.query(fmt::format("SELECT {} FROM hooks ORDER BY endpoint", kHookColumns));
    std::vector<HookRecord> all;
    while (rows.step()) all.push_back(hook_from(rows));
    return all;
}

void WriteTransaction::put_hook(HookRecord const& hook) {
    auto& impl = *store_->impl_;
    impl.change(open_, [&] {
        impl.connection
            .query(fmt::format("INSERT OR REPLACE INTO hooks ({}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
                               "$9, $10, $11, $12, $13, $14, $15)",
                               kHookColumns))
            .bind(hook.endpoint, hook.since, hook.received, hook.understood, hook.ignored, hook.failed,
                  hook.in_a_row, std::int64_t{hook.told ? 1 : 0}, hook.received_at, hook.understood_at,
                  hook.failed_at, hook.failure, hook.doubted_at, hook.doubt, hook.repository)
            .run();
    });
}

}  // namespace cadence::store
