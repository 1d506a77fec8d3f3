// The schema as reviewed. After a new migration: CADENCE_WRITE_GOLDEN=1 store_tests --gtest_filter='Schema.*'
#include <cstdlib>

#include <gtest/gtest.h>

#include "store/sqlite/migrations.h"
#include "store/world.h"

namespace cadence::store {
namespace {

std::filesystem::path const kGolden = CADENCE_SOURCE_DIR "/tests/store/schema.golden.sql";

TEST(Schema, is_what_all_migrations_together_make) {
    Folder folder;
    static_cast<void>(opened(folder.file()));
    auto const schema = ask_sql(folder.file(),
                                "SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL "
                                "AND name NOT LIKE 'sqlite_%' ORDER BY tbl_name, type DESC, name") +
                        "PRAGMA application_id = " + ask_sql(folder.file(), "PRAGMA application_id") +
                        "PRAGMA user_version = " + ask_sql(folder.file(), "PRAGMA user_version");
    if (std::getenv("CADENCE_WRITE_GOLDEN") != nullptr) write_bytes(kGolden, schema);
    EXPECT_EQ(schema, bytes_of(kGolden));
}

TEST(Schema, lists_each_migration_with_its_checksum_and_its_time) {
    Folder folder;
    static_cast<void>(opened(folder.file()));
    auto const kept =
        ask_sql(folder.file(), "SELECT number, name, length(checksum), applied_at FROM schema_migrations");
    std::string expected;
    for (auto const& migration : migrations())
        expected += std::to_string(migration.number) + "|" + std::string{migration.name} + "|64|" +
                    std::to_string(kStart.time_since_epoch().count()) + "\n";
    EXPECT_EQ(kept, expected);
}

TEST(Schema, every_table_is_strict_and_every_reference_holds) {
    Folder folder;
    commit(*opened(folder.file()), {}, train_with("backend", 2), {});
    EXPECT_EQ(ask_sql(folder.file(),
                      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 "
                      "AND name NOT LIKE 'sqlite_%'"),
              "");
    EXPECT_EQ(ask_sql(folder.file(), "PRAGMA foreign_key_check"), "");
    EXPECT_ANY_THROW(run_sql(folder.file(), "INSERT INTO notes VALUES ('a', NULL)"));
}

}  // namespace
}  // namespace cadence::store
