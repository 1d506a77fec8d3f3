// A database of an earlier cadenced is taken over whole: all that its rows say is still said.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "json/codec.h"
#include "json/events.h"
#include "json/text.h"
#include "store/sqlite/migrations.h"
#include "store/world.h"

namespace cadence::store {
namespace {

namespace js = boost::json;

/// What 0001 alone makes, with rows as its program wrote them.
void make_of_0001(std::filesystem::path const& file) {
    run_sql(file, "BEGIN; " + std::string{migrations().front().sql} + "COMMIT");
    run_sql(file, bytes_of(CADENCE_SOURCE_DIR "/tests/store/rows_of_0001.sql"));
}

/// The first place where `now` does not say what `then` says, or empty.
std::string lost(js::value const& then, js::value const& now, std::string const& place = "") {
    if (auto const* const members = then.if_object(); members != nullptr && now.is_object()) {
        for (auto const& [name, value] : *members) {
            auto const* const found = now.get_object().if_contains(name);
            auto const at = place + "/" + std::string{name};
            if (found == nullptr) return at;
            if (auto deeper = lost(value, *found, at); !deeper.empty()) return deeper;
        }
        return {};
    }
    if (auto const* const items = then.if_array(); items != nullptr && now.is_array()) {
        if (items->size() != now.get_array().size()) return place;
        for (std::size_t i = 0; i < items->size(); ++i) {
            auto deeper = lost(items->at(i), now.get_array().at(i), place + "/" + std::to_string(i));
            if (!deeper.empty()) return deeper;
        }
        return {};
    }
    return then == now ? std::string{} : place;
}

js::value asked(std::filesystem::path const& file, std::string const& sql) {
    return json::parse(ask_sql(file, sql).substr(0, ask_sql(file, sql).rfind('\n'))).value();
}

TEST(Migrate, takes_over_a_database_of_0001_without_losing_a_word) {
    Folder folder;
    make_of_0001(folder.file());
    auto const train_then = asked(folder.file(), "SELECT body FROM trains");
    auto const release_then = asked(folder.file(), "SELECT body FROM releases");

    auto const store = opened(folder.file());
    auto const train = store->train("backend").value();
    auto const release = train.releases.at("backend-2037-01-01");
    EXPECT_EQ(lost(train_then, json::to_json(train)), "");
    EXPECT_EQ(lost(release_then, json::to_json(release)), "");
    EXPECT_EQ(store->revision("backend"), 24);
    EXPECT_EQ(store->next_due(), at("2026-11-22T19:52:25.097748Z"));
    EXPECT_EQ(store->events({.limit = 100}).size(), 23U);
    EXPECT_EQ(store->token("d7dc15649990")->person, "anna");
}

TEST(Migrate, gives_what_is_new_its_default) {
    Folder folder;
    make_of_0001(folder.file());
    auto const store = opened(folder.file());
    auto train = store->train("backend").value();
    auto const release = train.releases.at("backend-2037-01-01");
    release::Train expected;  // with all that 0001 knew of
    expected.id = train.id;
    expected.activated_at = train.activated_at;
    expected.next_slot = train.next_slot;
    expected.releases = train.releases;
    expected.production = train.production;
    EXPECT_EQ(train, expected);
    EXPECT_TRUE(release.checklist.empty());
    EXPECT_EQ(release.on_demand, std::nullopt);
    EXPECT_EQ(release.rollback, std::nullopt);
    EXPECT_EQ(release.notes, std::nullopt);
    EXPECT_FALSE(release.issues.at(0).proposed);
    EXPECT_TRUE(store->token("d7dc15649990")->items.empty());
    EXPECT_TRUE(store->deadlines({}).empty());
    EXPECT_TRUE(store->merges({.train = "backend"}).empty());
}

TEST(Migrate, leaves_a_log_that_is_still_understood) {
    Folder folder;
    make_of_0001(folder.file());
    int known = 0;
    for (auto const& line : opened(folder.file())->events({.limit = 100, .train = "backend"})) {
        auto const then = json::parse(line.data).value();
        auto const event = json::event_body_from(line.type, then);
        ASSERT_TRUE(event) << line.type << ": " << event.error().detail;
        EXPECT_EQ(lost(then, json::to_json(*event)), "") << line.type;
        ++known;
    }
    EXPECT_EQ(known, 21);
}

TEST(Migrate, is_done_once_and_kept) {
    Folder folder;
    make_of_0001(folder.file());
    static_cast<void>(opened(folder.file()));
    EXPECT_EQ(ask_sql(folder.file(), "SELECT number, name FROM schema_migrations"),
              "1|initial\n2|the_whole_process\n3|connected\n4|hooks_standing\n5|pages\n6|bounded_replies\n"
              "7|identity\n8|merges_by_commit\n9|fewer_trees\n10|sign_in\n11|flags\n12|figures\n");
    auto const first = ask_sql(folder.file(), "SELECT applied_at FROM schema_migrations");
    EXPECT_TRUE(Store::open(folder.file(), kStart + std::chrono::hours{1}));
    EXPECT_EQ(ask_sql(folder.file(), "SELECT applied_at FROM schema_migrations"), first);
}

TEST(Migrate, refuses_a_database_of_0001_that_was_altered_and_leaves_it_at_0001) {
    Folder folder;
    make_of_0001(folder.file());
    run_sql(folder.file(), "DROP INDEX events_of_type");
    EXPECT_EQ(refusal_of(folder.file()).problem, "database-altered");
    EXPECT_EQ(ask_sql(folder.file(), "PRAGMA user_version"), "1\n");
}

}  // namespace
}  // namespace cadence::store
