#include <functional>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/sqlite/migrations.h"
#include "store/world.h"

namespace cadence::store {
namespace {

namespace fs = std::filesystem;

/// Runs in a child process and hands back what it says.
std::string in_a_child(std::function<std::string()> const& work) {
    int ends[2];
    if (::pipe(ends) != 0) return "no pipe";
    auto const child = ::fork();
    if (child == 0) {
        auto const said = work();
        auto const written = ::write(ends[1], said.data(), said.size());
        ::_exit(written == static_cast<ssize_t>(said.size()) ? 0 : 1);
    }
    ::close(ends[1]);
    std::string said;
    char buffer[256];
    for (ssize_t got = 0; (got = ::read(ends[0], buffer, sizeof buffer)) > 0;)
        said.append(buffer, static_cast<std::size_t>(got));
    ::close(ends[0]);
    ::waitpid(child, nullptr, 0);
    return said;
}

void make(fs::path const& file) {
    commit(*opened(file), {}, train_with("backend", 2), {});
}

/// It says so in one line, and leaves every file in the folder as it was.
void expect_refused(Folder const& folder, std::string const& problem, std::string const& words) {
    auto const before = folder.contents();
    auto const error = refusal_of(folder.file());
    EXPECT_EQ(error.problem, problem) << error.detail;
    EXPECT_EQ(error.code, ErrorCode::unavailable);
    EXPECT_NE(error.detail.find(words), std::string::npos) << error.detail;
    EXPECT_NE(error.detail.find(folder.file().string()), std::string::npos) << error.detail;
    EXPECT_EQ(error.detail.find('\n'), std::string::npos);
    EXPECT_TRUE(folder.contents() == before) << "a refused database was touched";
}

TEST(Open, creates_a_private_file_and_its_identity_and_leaves_nothing_else_beside_it) {
    Folder folder;
    make(folder.file());
    EXPECT_EQ(folder.contents().size(), 2U);
    for (auto const* name : {"cadenced.db", "cadenced.db.identity"}) {
        struct stat status {};
        ASSERT_EQ(::stat(folder.file(name).c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & 0777U, 0600U) << name;
    }
    EXPECT_EQ(ask_sql(folder.file(), "PRAGMA application_id"), "1128350789\n");
    EXPECT_EQ(ask_sql(folder.file(), "PRAGMA journal_mode"), "wal\n");
}

TEST(Open, a_second_start_names_the_first) {
    Folder folder;
    auto const first = opened(folder.file());
    auto const words = "another cadenced (pid " + std::to_string(::getpid()) + ") has " +
                       folder.file().string() + " open; stop it first";
    EXPECT_EQ(in_a_child([&] { return refusal_of(folder.file()).detail; }), words);
    EXPECT_EQ(refusal_of(folder.file()).problem, "database-locked");
    EXPECT_EQ(refusal_of(folder.file()).detail, words);
}

TEST(Open, a_first_that_died_is_not_in_the_way) {
    Folder folder;
    in_a_child([&]() -> std::string {
        auto const store = opened(folder.file());
        commit(*store, {}, train_with("backend", 2), {});
        ::_exit(0);
    });
    EXPECT_TRUE(fs::exists(folder.file("cadenced.db.lock")));
    EXPECT_EQ(opened(folder.file())->train("backend"), train_with("backend", 2));
}

TEST(Open, refuses_a_newer_database) {
    Folder folder;
    make(folder.file());
    auto const next = newest_migration() + 1;
    run_sql(folder.file(), fmt::format("INSERT INTO schema_migrations VALUES ({0}, 'later', 'x', 1); "
                                       "PRAGMA user_version = {0}",
                                       next));
    expect_refused(folder, "database-newer",
                   fmt::format("database is at version {}, this cadenced knows {}: install the newer one, "
                               "or restore a backup",
                               next, newest_migration()));
}

TEST(Open, refuses_a_newer_database_whose_news_is_still_in_the_log) {
    Folder folder;
    make(folder.file());
    auto const next = newest_migration() + 1;
    in_a_child([&]() -> std::string {
        SQLite::Database newer{folder.file().string(), SQLite::OPEN_READWRITE};
        newer.exec(fmt::format("PRAGMA user_version = {}", next));
        ::_exit(0);
    });
    fs::remove(folder.file("cadenced.db-shm"));
    ASSERT_GT(fs::file_size(folder.file("cadenced.db-wal")), 0U);
    expect_refused(folder, "database-newer", fmt::format("database is at version {}", next));
}

TEST(Open, refuses_an_altered_database_and_names_what_was_altered) {
    for (auto const& [sql, words] :
         {std::pair{"UPDATE schema_migrations SET checksum = 'x'", "migration 1 (initial)"},
          std::pair{"DELETE FROM schema_migrations", "lists 0 migrations"},
          std::pair{"DROP TABLE schema_migrations", "schema_migrations is missing"},
          std::pair{"ALTER TABLE notes ADD COLUMN more TEXT", "at table notes"},
          std::pair{"DROP TRIGGER events_are_kept", "at trigger events_are_kept"},
          std::pair{"CREATE TABLE extra (a)", "at table extra"},
          std::pair{"PRAGMA user_version = 0", "it says version 0"}}) {
        Folder folder;
        make(folder.file());
        run_sql(folder.file(), sql);
        expect_refused(folder, "database-altered", words);
    }
}

TEST(Open, takes_a_database_that_was_only_analysed) {
    Folder folder;
    make(folder.file());
    run_sql(folder.file(), "ANALYZE");
    EXPECT_EQ(opened(folder.file())->train("backend"), train_with("backend", 2));
}

TEST(Open, refuses_what_is_not_its_own) {
    Folder foreign;
    run_sql(foreign.file(), "CREATE TABLE songs (a)");
    expect_refused(foreign, "not-a-database", "is an SQLite database, but not one of cadenced");
    Folder other;
    run_sql(other.file(), "PRAGMA application_id = 77");
    expect_refused(other, "not-a-database", "not one of cadenced");
    Folder text;
    write_bytes(text.file(), std::string(5000, 'x'));
    expect_refused(text, "not-a-database", "is not a database of cadenced");
    Folder brief;
    write_bytes(brief.file(), "x");
    expect_refused(brief, "not-a-database", "is not a database of cadenced");
    Folder directory;
    fs::create_directory(directory.file());
    expect_refused(directory, "not-a-database", "is not a file");
    Folder link;
    make(link.file("real.db"));
    fs::create_symlink(link.file("real.db"), link.file());
    expect_refused(link, "not-a-database", "is a symbolic link");
}

TEST(Open, refuses_a_log_whose_database_is_gone) {
    Folder folder;
    make(folder.file());
    in_a_child([&]() -> std::string {
        auto const store = opened(folder.file());
        commit(*store, {}, train_with("frontend", 2), {});
        ::_exit(0);
    });
    write_bytes(folder.file(), "");
    fs::remove(folder.file("cadenced.db.lock"));
    expect_refused(folder, "database-altered", "is empty, but");
}

TEST(Open, takes_the_first_page_from_the_log_when_a_checkpoint_was_cut_short_in_it) {
    Folder folder;
    make(folder.file());
    in_a_child([&]() -> std::string {
        auto const store = opened(folder.file());
        auto const before = store->train("backend").value();
        commit(*store, before, train_with("backend", 200), {});
        ::_exit(0);
    });
    auto torn = bytes_of(folder.file());
    torn.replace(0, 512, std::string(512, '#'));
    write_bytes(folder.file(), torn);
    EXPECT_EQ(opened(folder.file())->train("backend"), train_with("backend", 200));

    Folder text;
    write_bytes(text.file(), std::string(5000, 'x'));
    write_bytes(text.file("cadenced.db-wal"), std::string(5000, 'x'));
    EXPECT_EQ(refusal_of(text.file()).problem, "not-a-database");
    EXPECT_EQ(bytes_of(text.file()), std::string(5000, 'x'));
    EXPECT_EQ(bytes_of(text.file("cadenced.db-wal")), std::string(5000, 'x'));
}

TEST(Open, refuses_a_database_that_another_program_has_open) {
    Folder folder;
    make(folder.file());
    SQLite::Database other{folder.file().string(), SQLite::OPEN_READWRITE};
    other.exec("PRAGMA locking_mode=EXCLUSIVE; BEGIN IMMEDIATE; INSERT INTO notes VALUES ('a', 'b')");
    // From a child: a lock of one's own process would be dropped by looking at the file.
    auto const said = in_a_child([&] { return refusal_of(folder.file()).problem; });
    EXPECT_EQ(said, "database-locked");
}

TEST(Open, refuses_what_it_may_not_write) {
    Folder folder;
    make(folder.file());
    fs::permissions(folder.file(), fs::perms::owner_read | fs::perms::others_read);
    fs::permissions(folder.file().parent_path(), fs::perms::all);
    auto const before = folder.contents();
    auto const said = in_a_child([&]() -> std::string {
        if (::getuid() == 0 && ::setuid(65534) != 0) return "cannot drop root";
        auto const error = refusal_of(folder.file());
        return error.problem + ": " + error.detail;
    });
    EXPECT_EQ(said.substr(0, said.find(':')), "database-read-only") << said;
    EXPECT_NE(said.find("check its owner, its mode and its mount"), std::string::npos) << said;
    EXPECT_TRUE(folder.contents() == before);
}

TEST(Open, says_which_directory_is_missing) {
    Folder folder;
    auto const error = refusal_of(folder.file("missing/cadenced.db"));
    EXPECT_EQ(error.problem, "database-unreachable");
    EXPECT_NE(error.detail.find("missing cannot be used: No such file or directory"), std::string::npos);
}

}  // namespace
}  // namespace cadence::store
