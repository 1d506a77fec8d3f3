// Which database was in use here last: what lies there instead is refused, touched by nothing, until it is
// restored on purpose; and a healthy one always starts.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/faulty_disk.h"
#include "store/restore.h"
#include "store/sqlite/migrations.h"
#include "store/world.h"

namespace cadence::store {
namespace {

namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;

std::string const kDatabase = "cadenced.db";
std::string const kLog = "cadenced.db-wal";
std::string const kIdentityName = "cadenced.db.identity";

void put_in(Folder const& folder, Files const& files) {
    for (auto const& [name, bytes] : folder.contents()) fs::remove(folder.file(name));
    for (auto const& [name, bytes] : files) write_bytes(folder.file(name), bytes);
}

/// What kill -9 leaves: the files as they are while it runs.
Files as_killed(Folder const& folder) {
    auto files = folder.contents();
    files.erase("cadenced.db.lock");
    return files;
}

void tick(Store& store, int times = 1) {
    for (int i = 0; i < times; ++i)
        commit(store, train_with("backend", 1), train_with("backend", 1),
               {event_at(kStart, release::SlotSkipped{{}, std::string(500, 'x')})});
}

/// An installation with 10 events, a backup of 4 of them, and a log that was not written back.
struct Killed {
    Folder folder;
    Files cold, files;
    fs::path backup = folder.file("backup.db");

    Killed() {
        commit(*opened(folder.file()), {}, train_with("backend", 1), {});
        tick(*opened(folder.file()), 2);
        cold = folder.contents();
        auto const store = opened(folder.file());
        tick(*store, 2);
        EXPECT_TRUE(store->backup(backup));
        tick(*store, 6);
        files = as_killed(folder);
    }
    void lies_there(std::string const& database) const {
        auto there = files;
        there[kDatabase] = database;
        put_in(folder, there);
    }
};

void expect_refused(Folder const& folder, std::string const& problem, std::string const& words) {
    auto const before = folder.contents();
    auto const error = refusal_of(folder.file());
    EXPECT_EQ(error.problem, problem) << error.detail;
    EXPECT_NE(error.detail.find(words), std::string::npos) << error.detail;
    EXPECT_NE(error.detail.find("cadenced restore"), std::string::npos) << error.detail;
    EXPECT_TRUE(folder.contents() == before) << "a refused database was touched";
}

/// Starts, takes writes, and starts again.
void expect_healthy(Folder const& folder, std::int64_t events) {
    auto store = opened(folder.file());
    EXPECT_EQ(store->revision(), events);
    tick(*store);
    store.reset();
    EXPECT_EQ(ask_sql(folder.file(), "PRAGMA integrity_check"), "ok\n");
    EXPECT_EQ(opened(folder.file())->revision(), events + 1);
}

TEST(Identity, a_killed_database_starts_with_its_own_log) {
    Killed const killed;
    put_in(killed.folder, killed.files);
    ASSERT_FALSE(killed.files.at(kLog).empty());
    expect_healthy(killed.folder, 10);
}

TEST(Identity, a_backup_under_a_stale_log_is_refused_and_restored_in_its_place) {
    Killed const killed;
    killed.lies_there(killed.files.at("backup.db"));
    expect_refused(killed.folder, "database-replaced", "would be written over it");
    auto const done = restore(killed.folder.file(), killed.folder.file(), kStart);
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_EQ(done->events, 4);
    EXPECT_EQ(done->last_at, kStart);
    EXPECT_EQ(done->lost, 0) << "as far as the last start knew";
    EXPECT_EQ(bytes_of(done->kept.string() + "-wal"), killed.files.at(kLog));
    expect_healthy(killed.folder, 4);
}

TEST(Identity, a_copy_of_an_earlier_time_is_refused_with_and_without_a_log) {
    Killed const killed;
    killed.lies_there(killed.cold.at(kDatabase));
    expect_refused(killed.folder, "database-replaced", "it is a copy of an earlier time");
    fs::remove(killed.folder.file(kLog));
    expect_refused(killed.folder, "database-replaced", "it is a copy of an earlier time");
    write_bytes(killed.folder.file(), killed.files.at("backup.db"));
    expect_refused(killed.folder, "database-replaced", "it is a copy of an earlier time");
    ASSERT_TRUE(restore(killed.folder.file(), killed.folder.file(), kStart));
    expect_healthy(killed.folder, 4);
}

TEST(Identity, another_installations_database_is_refused_and_may_be_restored) {
    Killed const killed;
    Folder other;
    commit(*opened(other.file()), {}, train_with("frontend", 1), {});
    killed.lies_there(bytes_of(other.file()));
    expect_refused(killed.folder, "database-replaced", "it is another installation's");
    put_in(killed.folder, killed.files);
    auto const done = restore(killed.folder.file(), other.file(), kStart);
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_TRUE(done->of_another_installation);
    EXPECT_EQ(opened(killed.folder.file())->train("frontend"), train_with("frontend", 1));
    expect_healthy(killed.folder, 0);
}

TEST(Identity, a_database_that_is_gone_or_empty_is_no_new_installation) {
    Killed const killed;
    for (auto const* log : {"", "whole"}) {
        auto there = killed.files;
        if (*log == '\0') there.erase(kLog);
        there.erase(kDatabase);
        put_in(killed.folder, there);
        expect_refused(killed.folder, *log == '\0' ? "database-missing" : "database-altered", "put it back");
        there[kDatabase] = "";
        put_in(killed.folder, there);
        expect_refused(killed.folder, *log == '\0' ? "database-missing" : "database-altered", "put it back");
        auto const done = restore(killed.folder.file(), killed.backup, kStart);
        ASSERT_TRUE(done) << done.error().detail;
        expect_healthy(killed.folder, 4);
    }
    fs::remove(killed.folder.file());
    fs::remove(killed.folder.file(kIdentityName));
    EXPECT_EQ(opened(killed.folder.file())->revision(), 0) << "on purpose";
}

TEST(Identity, a_database_that_is_cut_or_overwritten_is_refused_with_what_restores) {
    Killed const killed;
    auto const whole = killed.cold.at(kDatabase);
    for (auto const& bytes : {whole.substr(0, 4096), whole.substr(0, whole.size() / 2), whole.substr(0, 50),
                              std::string(whole.size(), '\0'), std::string(5000, 'x')}) {
        put_in(killed.folder, killed.cold);
        write_bytes(killed.folder.file(), bytes);
        auto const before = killed.folder.contents();
        auto const error = refusal_of(killed.folder.file());
        EXPECT_NE(error.detail.find("cadenced restore"), std::string::npos) << error.detail;
        EXPECT_TRUE(killed.folder.contents() == before);
    }
}

TEST(Identity, is_given_to_a_database_of_before_there_were_any_and_its_log_is_its_own) {
    Killed const killed;
    auto there = killed.files;
    there.erase(kIdentityName);
    put_in(killed.folder, there);
    expect_healthy(killed.folder, 10);
    EXPECT_TRUE(fs::exists(killed.folder.file(kIdentityName)));
}

TEST(Identity, that_cannot_be_read_is_said_and_is_no_obstacle_to_a_restore) {
    Killed const killed;
    put_in(killed.folder, killed.cold);
    write_bytes(killed.folder.file(kIdentityName), "{\"installation\":7}");
    auto const error = refusal_of(killed.folder.file());
    EXPECT_EQ(error.problem, "identity-unreadable");
    EXPECT_NE(error.detail.find("if " + killed.folder.file().string() + " is the right database, remove"),
              std::string::npos)
        << error.detail;
    ASSERT_TRUE(restore(killed.folder.file(), killed.folder.file(), kStart));
    expect_healthy(killed.folder, 2);
}

TEST(Identity, is_put_off_by_a_full_disk_and_keeps_nobody_from_starting) {
    Folder folder;
    { tick(*opened(folder.file())); }
    {
        FaultyDisk disk;
        disk.answer_to_writes = SQLITE_FULL;
        for (int start = 0; start < 3; ++start) {
            auto const store = opened(folder.file());
            EXPECT_EQ(store->revision(), 1);
            EXPECT_THROW(tick(*store), StorageFull);
        }
    }
    expect_healthy(folder, 1);
}

/// The files after the first of these operations.
Files after(Files files, std::vector<DiskOp> const& ops, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        auto const& op = ops[i];
        auto const at = static_cast<std::size_t>(op.offset);
        if (op.kind == DiskOp::Kind::write) {
            auto& bytes = files[op.file];
            if (bytes.size() < at + op.bytes.size()) bytes.resize(at + op.bytes.size(), '\0');
            bytes.replace(at, op.bytes.size(), op.bytes);
        } else if (op.kind == DiskOp::Kind::truncate) {
            files[op.file].resize(at, '\0');
        } else if (op.kind == DiskOp::Kind::remove) {
            files.erase(op.file);
        }
    }
    return files;
}

TEST(Identity, whenever_a_start_or_an_end_dies_the_next_start_and_the_one_after_it_go_on) {
    Killed const killed;
    put_in(killed.folder, killed.files);
    std::vector<DiskOp> ops;
    std::size_t started = 0;
    std::string identity;
    {
        FaultyDisk disk;
        auto store = opened(killed.folder.file());
        EXPECT_EQ(bytes_of(killed.folder.file(kIdentityName)), killed.files.at(kIdentityName))
            << "nothing is written yet";
        store->begin().set_meta("begun", "");
        started = disk.ops.size();
        identity = bytes_of(killed.folder.file(kIdentityName));
        ASSERT_NE(identity, killed.files.at(kIdentityName));
        store.reset();
        ops = disk.ops;
    }
    ASSERT_GT(started, 5U);
    for (std::size_t count = 0; count <= ops.size(); ++count) {
        auto there = after(killed.files, ops, count);
        if (count > started) there[kIdentityName] = identity;
        put_in(killed.folder, there);
        for (int start = 0; start < 2; ++start)
            EXPECT_EQ(opened(killed.folder.file())->revision(), 10) << count;
    }
}

TEST(Restore, refuses_what_is_no_backup_and_touches_nothing) {
    Killed const killed;
    put_in(killed.folder, killed.files);
    Folder from;
    write_bytes(from.file("text"), std::string(5000, 'x'));
    write_bytes(from.file("empty"), "");
    run_sql(from.file("songs"), "CREATE TABLE songs (a)");
    auto backup = bytes_of(killed.backup);
    write_bytes(from.file("newer"), backup);
    run_sql(from.file("newer"), "PRAGMA user_version = 99");
    auto const page = std::stoul(ask_sql(killed.backup, "PRAGMA page_size"));
    write_bytes(from.file("damaged"), backup.replace(page * 3, page, page, '\xA5'));
    for (auto const& [name, words] :
         {std::pair{"text", "is not a database of cadenced"}, std::pair{"empty", "it is empty"},
          std::pair{"songs", "not one of cadenced"}, std::pair{"newer", "database is at version 99"},
          std::pair{"damaged", "damaged"}, std::pair{"missing", "there is no such file"}}) {
        auto const before = killed.folder.contents();
        auto const done = restore(killed.folder.file(), from.file(name), kStart);
        ASSERT_FALSE(done) << name;
        EXPECT_TRUE(done.error().detail.starts_with(from.file(name).string() + " cannot be restored: "))
            << done.error().detail;
        EXPECT_NE(done.error().detail.find(words), std::string::npos) << done.error().detail;
        EXPECT_TRUE(killed.folder.contents() == before) << name;
    }
    auto const store = opened(killed.folder.file());
    EXPECT_EQ(restore(killed.folder.file(), killed.backup, kStart).error().problem, "database-locked");
}

TEST(Restore, says_what_is_lost_and_keeps_it_aside) {
    Killed const killed;
    put_in(killed.folder, killed.files);
    { static_cast<void>(opened(killed.folder.file())); }  // an end that is not a kill knows what it had
    auto const done = restore(killed.folder.file(), killed.backup, kStart);
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_EQ(done->events, 4);
    EXPECT_EQ(done->lost, 6);
    EXPECT_FALSE(done->of_another_installation);
    EXPECT_EQ(done->kept, killed.folder.file("cadenced.db.before-restore-20260122T100000Z"));
    EXPECT_EQ(ask_sql(done->kept, "SELECT max(seq) FROM events"), "10\n");
    expect_healthy(killed.folder, 4);
}

TEST(Restore, by_root_is_for_the_owner_of_the_folder) {
    if (::geteuid() != 0) GTEST_SKIP() << "not root";
    Killed const killed;
    constexpr ::uid_t kNobody = 65534;
    ASSERT_EQ(::chown(killed.folder.file().parent_path().c_str(), kNobody, kNobody), 0);
    ASSERT_TRUE(restore(killed.folder.file(), killed.backup, kStart));
    for (auto const& name : {kDatabase, kIdentityName}) {
        struct stat status {};
        ASSERT_EQ(::stat(killed.folder.file(name).c_str(), &status), 0);
        EXPECT_EQ(status.st_uid, kNobody) << name;
    }
}

/// An empty record of before there were identities.
void make_as_of(int version, std::filesystem::path const& file) {
    Folder now;
    { static_cast<void>(opened(now.file())); }
    run_sql(file, "PRAGMA journal_mode = WAL");
    for (auto const& migration : migrations())
        if (migration.number <= version) run_sql(file, std::string{migration.sql});
    run_sql(file,
            fmt::format("ATTACH '{}' AS now; INSERT INTO schema_migrations SELECT * FROM "
                        "now.schema_migrations WHERE number <= {}; PRAGMA user_version = {}; "
                        "PRAGMA application_id = {}",
                        now.file().string(), version, version, ask_sql(now.file(), "PRAGMA application_id")));
}

TEST(Restore, takes_a_backup_of_an_earlier_cadenced) {
    Killed const killed;
    put_in(killed.folder, killed.files);
    Folder old;
    make_as_of(6, old.file());
    killed.lies_there(bytes_of(old.file()));
    expect_refused(killed.folder, "database-replaced", "it is of an earlier cadenced");
    ASSERT_TRUE(restore(killed.folder.file(), old.file(), kStart));
    expect_healthy(killed.folder, 0);
}

}  // namespace
}  // namespace cadence::store
