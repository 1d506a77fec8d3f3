#include <gtest/gtest.h>

#include "store/world.h"

namespace cadence::store {
namespace {

TEST(Backup, is_whole_one_file_and_restores) {
    Folder folder;
    auto const train = train_with("backend", 5);
    auto const store = opened(folder.file());
    commit(*store, {}, train, {fired("backend-2026-01-22", release::FiringStatus::fired)}, kStart);
    ASSERT_TRUE(store->backup(folder.file("backup.db")));
    commit(*store, train, train, {event_at(kStart, release::TrainActivated{})});

    EXPECT_EQ(ask_sql(folder.file("backup.db"), "PRAGMA integrity_check"), "ok\n");
    EXPECT_EQ(ask_sql(folder.file("backup.db"), "PRAGMA journal_mode"), "delete\n");
    auto const restored = opened(folder.file("backup.db"));
    EXPECT_EQ(restored->train("backend"), train);
    EXPECT_EQ(restored->revision(), 1);
    EXPECT_EQ(restored->next_due(), kStart);
    EXPECT_THROW(commit(*restored, train, train, {fired("backend-2026-01-22", release::FiringStatus::fired)}),
                 AlreadyFired);
}

TEST(Backup, of_a_database_in_memory_is_a_database_like_any_other) {
    Folder folder;
    auto const store = opened(":memory:");
    commit(*store, {}, train_with("backend", 1), {});
    ASSERT_TRUE(store->backup(folder.file("backup.db")));
    EXPECT_EQ(opened(folder.file("backup.db"))->train("backend"), train_with("backend", 1));
}

TEST(Backup, overwrites_nothing_and_leaves_nothing_half_done) {
    Folder folder;
    auto const store = opened(folder.file());
    write_bytes(folder.file("taken"), "precious");
    for (auto const& [to, words] :
         {std::pair{folder.file("taken"), "there is a file already"},
          std::pair{folder.file(), "there is a file already"},
          std::pair{folder.file("missing/backup.db"), "No such file or directory"}}) {
        auto const before = folder.contents().size();
        auto const done = store->backup(to);
        ASSERT_FALSE(done);
        EXPECT_EQ(done.error().problem, "backup-failed");
        EXPECT_NE(done.error().detail.find(words), std::string::npos) << done.error().detail;
        EXPECT_EQ(folder.contents().size(), before);
    }
    EXPECT_EQ(bytes_of(folder.file("taken")), "precious");
}

}  // namespace
}  // namespace cadence::store
