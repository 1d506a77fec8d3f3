#include <gtest/gtest.h>

#include "store/faulty_disk.h"
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

}  // namespace
}  // namespace cadence::store
