#include <fmt/format.h>

#include "store/impl.h"
#include "store/rows.h"

namespace cadence::store {

namespace {

/// The conditions of a search: only those that are asked for, so that each has its index.
class Search {
  public:
    explicit Search(std::string head) : sql_{std::move(head)} {}

    /// Begins a condition; `{}` stands for the parameters that follow, numbered on.
    Search& where(std::string_view condition, int parameters = 1) {
        sql_ += std::exchange(first_, false) ? " WHERE " : " AND ";
        std::string numbers;
        for (int i = 0; i < parameters; ++i) numbers += fmt::format("{}${}", i == 0 ? "" : ", ", ++used_);
        sql_ += fmt::format(fmt::runtime(condition), numbers);
        return *this;
    }
    /// The rest, with the limit as its last parameter.
    [[nodiscard]] std::string ordered(std::string_view order) {
        return fmt::format("{} ORDER BY {} LIMIT ${}", sql_, order, ++used_);
    }

  private:
    std::string sql_;
    bool first_ = true;
    int used_ = 0;
};

std::string sql_of(EventQuery const& query) {
    Search search{fmt::format("SELECT {} FROM events", kEventColumns)};
    search.where("seq > {}");
    if (!query.train.empty()) search.where("train = {}");
    if (!query.release.empty()) search.where("release = {}");
    if (!query.types.empty()) search.where("type IN ({})", static_cast<int>(query.types.size()));
    return search.ordered("seq");
}

std::string sql_of(ReleaseQuery const& query) {
    Search search{"SELECT body FROM releases"};
    if (!query.train.empty()) search.where("train = {}");
    if (query.kind) search.where("kind = {}");
    if (query.state) search.where("state = {}");
    if (query.from) search.where("opens_at >= {}");
    if (query.until) search.where("opens_at < {}");
    if (query.after) search.where("(opens_at, id) < ({})", 2);
    return search.ordered("opens_at DESC, id DESC");
}

std::string sql_of(DeadlineQuery const& query) {
    Search search{"SELECT train, body FROM deadlines"};
    if (!query.train.empty()) search.where("train = {}");
    if (query.kind) search.where("kind = {}");
    if (query.state) search.where("state = {}");
    if (!query.release.empty()) search.where("release = {}");
    if (query.after) search.where("(due_at, train, id) > ({})", 3);
    if (query.live) search.where(*query.live ? "live = 1" : "live = 0", 0);
    return search.ordered("due_at, train, id");
}

std::string sql_of(MergeQuery const& query) {
    Search search{"SELECT body FROM merges"};
    search.where("train = {}");
    search.where("(live = 1 OR production_at IS NOT NULL)", 0);  // the others are not on the branch any more
    if (query.after) search.where("number < {}");
    if (query.beyond) search.where("number > {}");
    if (query.in_production)
        search.where(*query.in_production ? "production_at IS NOT NULL" : "production_at IS NULL", 0);
    return search.ordered("number DESC");
}

void load_promises(Connection& connection, release::Train& train) {
    auto merges = connection.query("SELECT body FROM merges WHERE train = $1 AND live = 1 ORDER BY number");
    merges.bind(train.id);
    while (merges.step()) train.merges.push_back(merge_from(merges.text(0)));
    auto deadlines = connection.query("SELECT body FROM deadlines WHERE train = $1 AND live = 1");
    deadlines.bind(train.id);
    while (deadlines.step()) {
        auto deadline = deadline_from(deadlines.text(0));
        train.deadlines.emplace(deadline.id, std::move(deadline));
    }
}

}  // namespace

std::optional<release::Train> Store::train(std::string_view id) const {
    auto row = impl_->connection.query("SELECT body FROM trains WHERE id = $1");
    if (!row.bind(id).step()) return std::nullopt;
    auto train = train_from(row.text(0));
    auto live = impl_->connection.query("SELECT body FROM releases WHERE train = $1 AND live = 1");
    live.bind(id);
    while (live.step()) {
        auto release = release_from(live.text(0));
        train.releases.emplace(release.id, std::move(release));
    }
    load_promises(impl_->connection, train);
    return train;
}

std::optional<release::Release> Store::release(std::string_view id) const {
    auto row = impl_->connection.query("SELECT body FROM releases WHERE id = $1");
    if (!row.bind(id).step()) return std::nullopt;
    return release_from(row.text(0));
}

std::vector<release::Release> Store::releases(ReleaseQuery const& query) const {
    auto rows = impl_->connection.query(sql_of(query));
    if (!query.train.empty()) rows.bind(query.train);
    if (query.kind) rows.bind(name_of(*query.kind));
    if (query.state) rows.bind(name_of(*query.state));
    if (query.from) rows.bind(*query.from);
    if (query.until) rows.bind(*query.until);
    if (query.after) rows.bind(query.after->first, query.after->second);
    rows.bind(query.limit);
    std::vector<release::Release> found;
    while (rows.step()) found.push_back(release_from(rows.text(0)));
    return found;
}

std::vector<DeadlineRow> Store::deadlines(DeadlineQuery const& query) const {
    auto rows = impl_->connection.query(sql_of(query));
    if (!query.train.empty()) rows.bind(query.train);
    if (query.kind) rows.bind(name_of(*query.kind));
    if (query.state) rows.bind(name_of(*query.state));
    if (!query.release.empty()) rows.bind(query.release);
    if (query.after)
        rows.bind(std::get<0>(*query.after), std::get<1>(*query.after), std::get<2>(*query.after));
    rows.bind(query.limit);
    std::vector<DeadlineRow> found;
    while (rows.step()) found.push_back({rows.text(0), deadline_from(rows.text(1))});
    return found;
}

std::vector<release::Merge> Store::merges(MergeQuery const& query) const {
    auto rows = impl_->connection.query(sql_of(query));
    rows.bind(query.train);
    if (query.after) rows.bind(*query.after);
    if (query.beyond) rows.bind(*query.beyond);
    rows.bind(query.limit);
    std::vector<release::Merge> found;
    while (rows.step()) found.push_back(merge_from(rows.text(0)));
    return found;
}

std::vector<release::LogLine> Store::events(EventQuery const& query) const {
    auto rows = impl_->connection.query(sql_of(query));
    rows.bind(query.after);
    if (!query.train.empty()) rows.bind(query.train);
    if (!query.release.empty()) rows.bind(query.release);
    for (auto const& type : query.types) rows.bind(type);
    rows.bind(query.limit);
    std::vector<release::LogLine> lines;
    while (rows.step()) lines.push_back(log_line_from(rows));
    return lines;
}

std::int64_t Store::revision(std::string_view train) const {
    if (train.empty()) return impl_->connection.number("SELECT coalesce(max(seq), 0) FROM events");
    auto row = impl_->connection.query("SELECT revision FROM trains WHERE id = $1");
    return row.bind(train).step() ? row.integer(0) : 0;
}

std::vector<std::string> Store::due_trains(Instant now, std::size_t limit) const {
    auto rows = impl_->connection.query(
        "SELECT id FROM trains WHERE next_due_at <= $1 ORDER BY next_due_at, id LIMIT $2");
    rows.bind(now, limit);
    std::vector<std::string> due;
    while (rows.step()) due.push_back(rows.text(0));
    return due;
}

std::optional<Instant> Store::next_due() const {
    auto row = impl_->connection.query("SELECT min(next_due_at) FROM trains WHERE next_due_at IS NOT NULL");
    if (!row.step()) return std::nullopt;
    return row.maybe_instant(0);
}

std::vector<TokenRecord> Store::tokens() const {
    auto rows =
        impl_->connection.query(fmt::format("SELECT {} FROM tokens ORDER BY created_at, id", kTokenColumns));
    std::vector<TokenRecord> found;
    while (rows.step()) found.push_back(token_from(rows));
    return found;
}

std::optional<TokenRecord> Store::token(std::string_view id) const {
    auto row = impl_->connection.query(fmt::format("SELECT {} FROM tokens WHERE id = $1", kTokenColumns));
    if (!row.bind(id).step()) return std::nullopt;
    return token_from(row);
}

std::optional<StoredReply> Store::reply_to(std::string_view caller, std::string_view key) const {
    auto row = impl_->connection.query(
        "SELECT fingerprint, status, content_type, body, at FROM replies WHERE caller = $1 AND key = $2");
    if (!row.bind(caller, key).step()) return std::nullopt;
    return StoredReply{.caller = std::string{caller},
                       .key = std::string{key},
                       .fingerprint = row.text(0),
                       .status = static_cast<int>(row.integer(1)),
                       .content_type = row.text(2),
                       .body = row.text(3),
                       .at = row.instant(4)};
}

std::optional<std::string> Store::meta(std::string_view key) const {
    auto row = impl_->connection.query("SELECT value FROM notes WHERE key = $1");
    if (!row.bind(key).step()) return std::nullopt;
    return row.text(0);
}

}  // namespace cadence::store
