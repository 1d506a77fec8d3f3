// Feature flags.
#include "store/impl.h"
#include "store/rows.h"

namespace cadence::store {

std::vector<flag::Flag> Store::flags() const {
    return impl_->connection.query("SELECT body FROM flags ORDER BY key").all(body_in<flag::Flag>);
}

void WriteTransaction::put_flag(flag::Flag const& flag) {
    run("INSERT INTO flags (key, body) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET body = excluded.body",
        flag.key, body_of(flag));
}

void WriteTransaction::remove_flag(std::string_view key) {
    run("DELETE FROM flags WHERE key = $1", key);
}

}  // namespace cadence::store
