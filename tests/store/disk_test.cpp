#include <gtest/gtest.h>

#include "store/faulty_disk.h"
#include "store/restore.h"
#include "store/world.h"

namespace cadence::store {
namespace {

TEST(Disk, full_nothing_is_written_and_the_program_goes_on_when_there_is_room) {
    Folder folder;
    FaultyDisk disk;
    auto const store = opened(folder.file());
    auto const train = train_with("backend", 1);
    commit(*store, {}, train, {event_at(kStart, release::TrainActivated{})});

    disk.answer_to_writes = SQLITE_FULL;
    EXPECT_THROW(commit(*store, train, train_with("backend", 9), {event_at(kStart, release::SlotSkipped{})}),
                 StorageFull);
    EXPECT_EQ(store->train("backend"), train);
    EXPECT_EQ(store->revision(), 1);

    disk.answer_to_writes = SQLITE_OK;
    commit(*store, train, train_with("backend", 9), {event_at(kStart, release::SlotSkipped{})});
    EXPECT_EQ(store->train("backend"), train_with("backend", 9));
    EXPECT_EQ(store->revision(), 2);
}

TEST(Disk, full_at_the_first_start_is_said_so) {
    Folder folder;
    FaultyDisk disk;
    disk.answer_to_writes = SQLITE_FULL;
    auto const error = refusal_of(folder.file());
    EXPECT_EQ(error.code, ErrorCode::storage_full);
    EXPECT_EQ(error.problem, "storage-full");
    disk.answer_to_writes = SQLITE_OK;
    EXPECT_EQ(opened(folder.file())->revision(), 0);
}

TEST(Disk, a_failed_sync_leaves_the_commit_unknown_and_the_files_alone) {
    Folder folder;
    FaultyDisk disk;
    auto store = opened(folder.file());
    auto const train = train_with("backend", 1);
    commit(*store, {}, train, {event_at(kStart, release::TrainActivated{})});

    disk.answer_to_syncs = SQLITE_IOERR_FSYNC;
    EXPECT_THROW(commit(*store, train, train, {event_at(kStart, release::SlotSkipped{})}), CommitUnknown);
    EXPECT_THROW(static_cast<void>(store->begin()), CommitUnknown);
    EXPECT_EQ(store->writable().error().problem, "commit-unknown");
    auto const before = folder.contents();
    store.reset();
    EXPECT_EQ(folder.contents().at("cadenced.db"), before.at("cadenced.db"));
    EXPECT_EQ(folder.contents().at("cadenced.db-wal"), before.at("cadenced.db-wal"));

    disk.answer_to_syncs = SQLITE_OK;
    auto const revision = opened(folder.file())->revision();
    EXPECT_TRUE(revision == 1 || revision == 2) << revision;
}

TEST(Disk, says_whether_it_can_still_write) {
    Folder folder;
    auto const store = opened(folder.file());
    EXPECT_TRUE(store->writable());
    EXPECT_TRUE(opened(":memory:")->writable());
    EXPECT_EQ(store->meta("writable"), std::nullopt);
    std::filesystem::rename(folder.file(), folder.file("moved"));
    EXPECT_EQ(store->writable().error().problem, "database-removed");
    write_bytes(folder.file(), "another");
    EXPECT_EQ(store->writable().error().problem, "database-removed");
}

TEST(Removed, file_or_log_nothing_is_written_any_more_and_what_was_is_still_read) {
    for (auto const* name : {"cadenced.db", "cadenced.db-wal"}) {
        Folder folder;
        auto const store = opened(folder.file());
        auto const train = train_with("backend", 1);
        commit(*store, {}, train, {event_at(kStart, release::TrainActivated{})});
        std::filesystem::rename(folder.file(name), folder.file("kept"));
        EXPECT_THROW(commit(*store, train, train, {event_at(kStart, release::SlotSkipped{})}), StorageGone)
            << name;
        EXPECT_EQ(store->writable().error().problem, "database-removed") << name;
        EXPECT_EQ(store->train("backend"), train);
        std::filesystem::rename(folder.file("kept"), folder.file(name));
        commit(*store, train, train, {event_at(kStart, release::SlotSkipped{})});
        EXPECT_EQ(store->revision(), 2) << "it is ours again";
    }
}

/// A store whose events fill some pages, with the last of them overwritten behind its back.
struct Damaged {
    Folder folder;

    Damaged() {
        auto const store = opened(folder.file());
        auto const train = train_with("backend", 1);
        for (int i = 0; i < 200; ++i)
            commit(*store, i == 0 ? release::Train{} : train, train,
                   {event_at(kStart, release::SlotSkipped{{}, std::string(500, 'x')})});
    }
    void overwrite_events() const {
        auto bytes = bytes_of(folder.file());
        auto const page = std::stoul(ask_sql(folder.file(), "PRAGMA page_size"));
        auto const at =
            std::stoul(ask_sql(folder.file(), "SELECT rootpage FROM sqlite_schema WHERE name = 'events'"));
        bytes.replace((at - 1) * page, page, page, '\xA5');
        write_bytes(folder.file(), bytes);
    }
};

TEST(Damage, of_a_page_is_told_and_the_next_start_looks_at_every_page) {
    Damaged const damaged;
    damaged.overwrite_events();
    {
        auto const store = opened(damaged.folder.file());
        std::vector<std::string> told;
        store->on_damage([&](std::string const& what) { told.push_back(what); });
        EXPECT_EQ(store->train("backend"), train_with("backend", 1)) << "its pages are whole";
        EXPECT_ANY_THROW(static_cast<void>(store->events({})));
        ASSERT_FALSE(told.empty());
        EXPECT_EQ(told.front(), "database disk image is malformed (SQLite 11)");
    }
    auto const refusal = refusal_of(damaged.folder.file());
    EXPECT_EQ(refusal.problem, "database-corrupt");
    EXPECT_NE(refusal.detail.find("is damaged: "), std::string::npos) << refusal.detail;
    Damaged const restored;
    ASSERT_TRUE(restore(damaged.folder.file(), restored.folder.file(), kStart));
    for (auto start = 0; start < 2; ++start) EXPECT_EQ(opened(damaged.folder.file())->revision(), 200);
    EXPECT_EQ(damaged.folder.contents().count("cadenced.db.damaged"), 0U);
}

TEST(Damage, of_a_row_is_told_too) {
    Damaged const damaged;
    run_sql(damaged.folder.file(), "UPDATE trains SET body = 'x'");
    auto const store = opened(damaged.folder.file());
    std::string told;
    store->on_damage([&](std::string const& what) { told = what; });
    EXPECT_ANY_THROW(static_cast<void>(store->train("backend")));
    EXPECT_TRUE(told.starts_with("a row cannot be read: ")) << told;
}

}  // namespace
}  // namespace cadence::store
