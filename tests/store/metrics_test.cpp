// What figures are made of, read from the record.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "insight/facts.h"
#include "store/figures.h"
#include "store/world.h"

namespace cadence::store {
namespace {

using release::DeploymentStatus;
using release::Environment;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

release::Event reported(std::string_view logged, release::DeploymentReported what,
                        std::string_view happened) {
    what.deployed_at = at(happened);
    return event_at(at(logged), std::move(what));
}

release::DeploymentReported success(std::string release, std::string version,
                                    Environment environment = Environment::production) {
    return {.release = std::move(release),
            .deployment = "of " + version,
            .environment = environment,
            .status = DeploymentStatus::succeeded,
            .version = std::move(version)};
}

class AProduction : public ::testing::Test {
  protected:
    AProduction() { commit(*store_, {}, train_, {}); }
    void happen(release::Events const& events) { commit(*store_, train_, train_, events); }
    [[nodiscard]] insight::Facts facts(std::string_view from, std::string_view until,
                                       std::size_t most = 1000) const {
        return store_->facts(
            {.train = "backend", .from = at(from), .until = at(until), .deployments = most, .changes = most});
    }
    [[nodiscard]] static std::vector<std::string> versions(insight::Facts const& facts) {
        std::vector<std::string> all;
        for (auto const& each : facts.deployments) all.push_back(each.version);
        return all;
    }

    std::unique_ptr<Store> store_ = opened(":memory:");
    release::Train train_ = train_with("backend", 4);
};

TEST_F(AProduction, is_told_by_when_it_happened_however_late_that_was_reported) {
    happen(
        {reported("2026-01-22T10:12:00Z", success("backend-2026-01-22", "1.1.0"), "2026-01-22T10:10:00Z"),
         reported("2026-04-03T09:00:00Z", success("backend-2026-01-29", "1.2.0"), "2026-03-31T23:59:59.5Z"),
         reported("2026-04-04T09:00:00Z", success("backend-2026-02-05", "1.3.0"), "2026-04-01T00:00:00Z")});
    EXPECT_THAT(versions(facts("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z")),
                ElementsAre("1.1.0", "1.2.0"));
    auto const later = facts("2026-04-01T00:00:00Z", "2026-07-01T00:00:00Z");
    EXPECT_THAT(versions(later), ElementsAre("1.3.0"));
    EXPECT_EQ(later.before.value().version, "1.2.0");
    EXPECT_EQ(later.deployments[0].kind, release::Kind::scheduled);
}

TEST_F(AProduction, is_not_staging_nor_another_trains_nor_what_only_began) {
    auto const other = train_with("frontend", 2);
    commit(*store_, {}, other, {});
    commit(
        *store_, other, other,
        {reported("2026-01-22T10:12:00Z", success("frontend-2026-01-22", "9.0.0"), "2026-01-22T10:10:00Z")});
    auto begun = success("backend-2026-01-22", "1.1.0");
    begun.status = DeploymentStatus::started;
    happen({reported("2026-01-22T10:05:00Z", begun, "2026-01-22T10:05:00Z")});
    happen({reported("2026-01-22T10:12:00Z", success("", "1.1.0", Environment::staging),
                     "2026-01-22T10:10:00Z")});
    EXPECT_THAT(versions(facts("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")), IsEmpty());
}

TEST_F(AProduction, of_which_there_is_too_much_is_told_from_when_on_it_is_whole) {
    for (auto const* day : {"22", "23", "24", "25"})
        happen({reported(std::string{"2026-01-"} + day + "T10:00:00Z", success("backend-2026-01-22", day),
                         std::string{"2026-01-"} + day + "T09:00:00Z")});
    auto const some = facts("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", 2);
    EXPECT_GT(some.since, at("2026-01-23T09:00:00Z"));
    EXPECT_LT(some.since, at("2026-01-24T09:00:00Z"));
    EXPECT_EQ(facts("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", 4).since, at("2026-01-01T00:00:00Z"));
}

TEST_F(AProduction, that_is_rolled_back_recovers_when_something_else_runs) {
    std::string const release = "backend-2026-01-22";
    auto const began = [&](std::string_view when) {
        return event_at(at(when), release::RollbackStarted{.release = release});
    };
    happen({reported("2026-01-22T10:12:00Z", success(release, "1.1.0"), "2026-01-22T10:10:00Z"),
            began("2026-01-22T11:00:00Z")});
    EXPECT_EQ(facts("2026-01-22T00:00:00Z", "2026-02-01T00:00:00Z").rollbacks.at(0).restored_at,
              std::nullopt);
    happen({event_at(
        at("2026-01-22T12:00:00Z"),
        release::RollbackVerified{
            .release = release, .restored = release::Running{"", "1.0.0", "", at("2026-01-22T11:20:00Z")}})});
    EXPECT_EQ(facts("2026-01-22T00:00:00Z", "2026-02-01T00:00:00Z").rollbacks.at(0).restored_at,
              at("2026-01-22T11:20:00Z"));
    // Of the deployment before the window, too: it may be taken back within it.
    EXPECT_EQ(facts("2026-01-22T11:30:00Z", "2026-02-01T00:00:00Z").rollbacks.size(), 1U);
    // By a person's word it is the verification: nobody knows better.
    happen({began("2026-01-23T11:00:00Z"),
            event_at(at("2026-01-23T11:45:00Z"),
                     release::RollbackVerified{
                         .release = release,
                         .restored = release::Running{"", "1.0.0", "", at("2026-01-23T11:45:00Z")},
                         .by_word = true})});
    EXPECT_EQ(facts("2026-01-22T00:00:00Z", "2026-02-01T00:00:00Z").rollbacks.at(1).restored_at,
              at("2026-01-23T11:45:00Z"));
}

TEST_F(AProduction, has_the_changes_that_shipped_then) {
    auto after = train_;
    after.merges.add({.number = 1,
                      .commit = "1111111",
                      .committed_at = at("2026-01-10T10:00:00Z"),
                      .merged_at = at("2026-01-12T10:00:00Z"),
                      .production_at = at("2026-01-22T10:10:00Z")});
    after.merges.add({.number = 2,
                      .commit = "2222222",
                      .merged_at = at("2026-01-13T10:00:00Z"),
                      .production_at = at("2026-01-29T10:10:00Z")});
    after.merges.add({.number = 3, .commit = "3333333", .merged_at = at("2026-01-14T10:00:00Z")});
    commit(*store_, train_, after, {});
    auto const changes = facts("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z").changes;
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_EQ(changes[0].committed_at, at("2026-01-10T10:00:00Z"));
    EXPECT_EQ(changes[1].committed_at, std::nullopt);
    EXPECT_EQ(changes[1].merged_at, at("2026-01-13T10:00:00Z"));
    EXPECT_EQ(facts("2026-01-29T00:00:00Z", "2026-02-01T00:00:00Z").changes.size(), 1U);
}

TEST_F(AProduction, ends_with_its_last_event) {
    EXPECT_EQ(store_->last_event_at("backend"), std::nullopt);
    happen({event_at(at("2026-01-22T11:00:00Z"), release::RollbackStarted{.release = "backend-2026-01-22"})});
    EXPECT_EQ(store_->last_event_at("backend"), at("2026-01-22T11:00:00Z"));
}

TEST(Figures, are_what_runs_and_waits) {
    auto const store = opened(":memory:");
    auto train = train_with("backend", 1);
    auto const deadline = [&](std::string id, release::DeadlineState state, std::string_view due) {
        train.deadlines.put({.id = std::move(id),
                             .kind = release::DeadlineKind::rollback,
                             .due_at = at(due),
                             .state = state});
    };
    deadline("a", release::DeadlineState::open, "2026-01-22T12:00:00Z");
    deadline("b", release::DeadlineState::open, "2026-01-22T11:00:00Z");
    deadline("c", release::DeadlineState::breached, "2026-01-22T09:00:00Z");
    deadline("d", release::DeadlineState::met, "2026-01-22T08:00:00Z");
    commit(*store, {}, train, {});
    auto transaction = store->begin();
    transaction.add_delivery({.id = "1", .lane = "channel:a", .queued_at = at("2026-01-22T10:05:00Z")});
    transaction.add_delivery({.id = "2", .lane = "channel:b", .queued_at = at("2026-01-22T10:01:00Z")});
    transaction.commit();

    auto const figures = store->figures();
    ASSERT_EQ(figures.deadlines.size(), 2U);
    for (auto const& each : figures.deadlines) {
        auto const open = each.state == release::DeadlineState::open;
        EXPECT_EQ(each.count, open ? 2U : 1U);
        EXPECT_EQ(each.soonest, at(open ? "2026-01-22T11:00:00Z" : "2026-01-22T09:00:00Z"));
    }
    ASSERT_EQ(figures.deliveries.size(), 2U);
    EXPECT_EQ(figures.deliveries[0].kind, DeliveryKind::announcement);
    EXPECT_EQ(figures.deliveries[0].count, 2U);
    EXPECT_EQ(figures.deliveries[0].oldest, at("2026-01-22T10:01:00Z"));
    EXPECT_EQ(figures.deliveries[1].count, 0U);
    EXPECT_EQ(figures.deliveries[1].oldest, std::nullopt);
    EXPECT_EQ(figures.dead + figures.unknown + figures.arrivals, 0U);
    EXPECT_GT(figures.bytes, 4096);
}

/// What a request may cost depends on these: a reading that looks at every event would not be noticed here.
TEST(Figures, are_found_by_their_indexes) {
    Folder folder;
    static_cast<void>(opened(folder.file()));
    auto const plan = [&](std::string const& sql) {
        return ask_sql(folder.file(), "EXPLAIN QUERY PLAN " + sql);
    };
    EXPECT_THAT(
        plan("SELECT e.data, coalesce(r.kind, '') FROM deployments d JOIN events e ON e.seq = d.event "
             "LEFT JOIN releases r ON r.id = e.release WHERE d.train = 'a' AND d.deployed_at >= 1 "
             "ORDER BY d.deployed_at DESC, d.event DESC"),
        ::testing::AllOf(::testing::HasSubstr("USING COVERING INDEX deployments_of_train"),
                         ::testing::Not(::testing::HasSubstr("SCAN")),
                         ::testing::Not(::testing::HasSubstr("TEMP B-TREE"))));
    EXPECT_THAT(plan("SELECT data FROM events WHERE train = 'a' AND type IN ('rollback_started', "
                     "'rollback_verified') AND at >= 1 ORDER BY at, seq"),
                ::testing::HasSubstr("USING INDEX events_of_rollbacks"));
    EXPECT_THAT(plan("SELECT production_at, committed_at, merged_at FROM merges WHERE train = 'a' AND "
                     "production_at IS NOT NULL AND production_at >= 1 ORDER BY production_at DESC"),
                ::testing::HasSubstr("USING COVERING INDEX merges_by_shipping"));
    EXPECT_THAT(
        plan("SELECT kind, state, count(*), min(due_at) FROM deadlines WHERE live = 1 GROUP BY kind, state"),
        ::testing::HasSubstr("USING COVERING INDEX deadlines_running"));
}

}  // namespace
}  // namespace cadence::store
