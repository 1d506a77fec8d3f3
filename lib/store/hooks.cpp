// How the endpoints of hooks stand.
#include "store/impl.h"
#include "store/rows.h"

namespace cadence::store {

std::optional<HookRecord> Store::hook(std::string_view endpoint) const {
    return impl_->connection
        .query(fmt::format("SELECT {} FROM hooks WHERE endpoint = $1", columns_of<HookRecord>()))
        .bind(endpoint)
        .first(record_in<HookRecord>);
}

std::vector<HookRecord> Store::hooks() const {
    return impl_->connection
        .query(fmt::format("SELECT {} FROM hooks ORDER BY endpoint", columns_of<HookRecord>()))
        .all(record_in<HookRecord>);
}

void WriteTransaction::put_hook(HookRecord const& hook) {
    run(replacing_in<HookRecord>("hooks"), hook);
}

}  // namespace cadence::store
