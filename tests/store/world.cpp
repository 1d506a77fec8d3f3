#include "store/world.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include <SQLiteCpp/SQLiteCpp.h>
#include <stdlib.h>

namespace cadence::store {

namespace fs = std::filesystem;

Folder::Folder(fs::path const& within) {
    auto name = (within / "cadenced-store-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::map<std::string, std::string> Folder::contents() const {
    std::map<std::string, std::string> files;
    for (auto const& entry : fs::directory_iterator{path_})
        files[entry.path().filename()] = entry.is_regular_file() ? bytes_of(entry.path()) : "(no file)";
    return files;
}

std::string bytes_of(fs::path const& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

void write_bytes(fs::path const& file, std::string const& bytes) {
    std::ofstream{file, std::ios::binary | std::ios::trunc} << bytes;
}

Instant at(std::string_view text) {
    return parse_instant(text).value();
}

std::unique_ptr<Store> opened(fs::path const& file) {
    auto store = Store::open(file, kStart);
    if (!store) throw std::runtime_error(store.error().detail);
    return std::move(*store);
}

Error refusal_of(fs::path const& file) {
    auto store = Store::open(file, kStart);
    return store ? Error{ErrorCode::internal, "opened", {}, {}, {}} : store.error();
}

release::Train train_with(std::string const& id, int count) {
    release::Train train;
    train.id = id;
    train.activated_at = kStart;
    auto const first = parse_date("2026-01-22").value();
    for (int i = 0; i < count; ++i) {
        release::Release release;
        release.slot = first + date::weeks{i};
        release.id = release::release_id(id, release.slot);
        release.train = id;
        release.window = {kStart + date::weeks{i}, kStart + date::weeks{i} + std::chrono::hours{2}};
        train.releases.emplace(release.id, release);
        train.next_slot = release.slot + date::weeks{1};
    }
    return train;
}

release::Event event_at(Instant at, release::EventBody body) {
    return {.at = at, .actor = "anna", .via = "token 4f1c9a", .body = std::move(body)};
}

release::Event fired(std::string const& release, release::FiringStatus status, std::string const& phase) {
    return event_at(kStart, release::PhaseFired{.release = release,
                                                .phase = phase,
                                                .kind = release::PhaseKind::code_freeze,
                                                .attempt = 1,
                                                .due_at = kStart,
                                                .status = status,
                                                .reason = "because"});
}

std::vector<release::LogLine> put(WriteTransaction& transaction, release::Train const& before,
                                  release::Train const& after, release::Events const& events,
                                  std::optional<Instant> next_due) {
    auto lines = transaction.append(after.id, events);
    transaction.put({before, after, events, next_due, lines.empty() ? 0 : lines.back().seq});
    return lines;
}

std::vector<release::LogLine> commit(Store& store, release::Train const& before, release::Train const& after,
                                     release::Events const& events, std::optional<Instant> next_due) {
    auto transaction = store.begin();
    auto lines = put(transaction, before, after, events, next_due);
    transaction.commit();
    return lines;
}

void run_sql(fs::path const& file, std::string const& sql) {
    SQLite::Database{file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE}.exec(sql);
}

std::string ask_sql(fs::path const& file, std::string const& sql) {
    SQLite::Database database{file.string(), SQLite::OPEN_READWRITE};
    SQLite::Statement rows{database, sql};
    std::string answer;
    while (rows.executeStep())
        for (int column = 0; column < rows.getColumnCount(); ++column)
            answer += rows.getColumn(column).getString() + (column + 1 < rows.getColumnCount() ? "|" : "\n");
    return answer;
}

}  // namespace cadence::store
