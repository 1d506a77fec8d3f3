#include <gtest/gtest.h>

#include "store/world.h"

namespace cadence::store {
namespace {

using release::FiringStatus;
using release::Train;

TEST(WriteTransaction, what_was_committed_is_there_after_a_restart) {
    Folder folder;
    auto const train = train_with("backend", 3);
    auto const vote = release::VoteCast{.release = "backend-2026-01-22",
                                        .person = "anna",
                                        .name = "Anna",
                                        .roles = {release::Role::tech_lead},
                                        .reason = "grün 🚦"};
    commit(*opened(folder.file()), Train{}, train, {event_at(kStart, vote)}, kStart);

    auto const store = opened(folder.file());
    EXPECT_EQ(store->train("backend"), train);
    EXPECT_EQ(store->release("backend-2026-01-29"), train.releases.at("backend-2026-01-29"));
    EXPECT_EQ(store->next_due(), kStart);
    auto const lines = store->events({});
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0].seq, 1);
    EXPECT_EQ(lines[0].at, kStart);
    EXPECT_EQ(lines[0].train, "backend");
    EXPECT_EQ(lines[0].release, "backend-2026-01-22");
    EXPECT_EQ(lines[0].type, "vote_cast");
    EXPECT_EQ(lines[0].actor, "anna");
    EXPECT_EQ(lines[0].via, "token 4f1c9a");
    EXPECT_EQ(lines[0].data, R"({"release":"backend-2026-01-22","person":"anna","name":"Anna",)"
                             R"("roles":["tech-lead"],"vote":"go","reason":"grün 🚦"})");
}

TEST(WriteTransaction, several_puts_are_one_transaction) {
    Folder folder;
    auto const store = opened(folder.file());
    auto const backend = train_with("backend", 1);
    auto const frontend = train_with("frontend", 1);
    {
        auto transaction = store->begin();
        put(transaction, {}, backend, {event_at(kStart, release::TrainActivated{})}, {});
        put(transaction, {}, frontend, {event_at(kStart, release::TrainActivated{})}, {});
    }
    EXPECT_EQ(store->train("backend"), std::nullopt);
    EXPECT_EQ(store->revision(), 0);

    auto transaction = store->begin();
    put(transaction, {}, backend, {event_at(kStart, release::TrainActivated{})}, {});
    auto const lines = put(transaction, {}, frontend, {event_at(kStart, release::TrainActivated{})}, {});
    transaction.commit();
    EXPECT_EQ(lines.front().seq, 2);
    EXPECT_EQ(store->train("backend"), backend);
    EXPECT_EQ(store->train("frontend"), frontend);
    EXPECT_EQ(store->revision(), 2);
    EXPECT_EQ(store->revision("backend"), 1);
    EXPECT_EQ(store->revision("nobody"), 0);
}

TEST(WriteTransaction, when_a_train_is_due_next_leaves_its_revision) {
    auto const store = opened(":memory:");
    auto const before = train_with("backend", 1);
    commit(*store, {}, before, {event_at(kStart, release::TrainActivated{})});
    auto transaction = store->begin();
    transaction.set_next_due("backend", kStart);
    transaction.commit();
    EXPECT_EQ(store->revision("backend"), 1);
    EXPECT_EQ(store->next_due(), kStart);
}

TEST(WriteTransaction, a_release_that_is_over_leaves_the_train_but_not_the_record) {
    auto const store = opened(":memory:");
    auto const before = train_with("backend", 2);
    commit(*store, {}, before, {});
    auto after = before;
    auto& first = after.releases.edit("backend-2026-01-22");
    first.state = release::State::released;
    commit(*store, before, after, {});
    EXPECT_EQ(store->train("backend")->releases.size(), 1U);
    EXPECT_EQ(store->release("backend-2026-01-22"), first);
}

TEST(WriteTransaction, a_release_ceases_to_live_with_its_slot_behind_the_train) {
    auto const store = opened(":memory:");
    auto before = train_with("backend", 1);
    before.releases.edit(before.releases.begin()->first).state = release::State::cancelled;
    before.next_slot = before.releases.begin()->second.slot;  // the calendar must still step around it
    commit(*store, {}, before, {});
    EXPECT_EQ(store->train("backend")->releases.size(), 1U);

    auto after = before;  // the release itself stays as it was
    after.next_slot += date::weeks{1};
    commit(*store, before, after, {});
    EXPECT_EQ(store->train("backend")->releases.size(), 0U);
}

TEST(WriteTransaction, is_over_after_its_commit_and_after_a_failure) {
    auto const store = opened(":memory:");
    auto transaction = store->begin();
    transaction.commit();
    EXPECT_THROW(transaction.set_meta("a", "b"), std::logic_error);
    EXPECT_THROW(transaction.commit(), std::logic_error);
    auto other = store->begin();
    other.set_meta("a", "b");
    EXPECT_THROW(store->begin().set_meta("a", "c"), std::runtime_error) << "one at a time";
    auto moved = std::move(other);
    moved.commit();
    EXPECT_EQ(store->meta("a"), "b");
}

struct Turn {
    FiringStatus from;
    FiringStatus to;
    bool allowed;
};

class Ledger : public testing::TestWithParam<Turn> {};

TEST_P(Ledger, only_a_held_window_is_decided_again) {
    auto const store = opened(":memory:");
    auto const train = train_with("backend", 1);
    commit(*store, {}, train, {fired("backend-2026-01-22", GetParam().from)});
    auto transaction = store->begin();
    transaction.set_meta("before", "it");
    auto const again = [&] {
        put(transaction, train, train, {fired("backend-2026-01-22", GetParam().to)}, kStart);
    };
    if (GetParam().allowed) {
        EXPECT_NO_THROW(again());
        transaction.commit();
        EXPECT_EQ(store->revision(), 2);
    } else {
        EXPECT_THROW(again(), AlreadyFired);
        EXPECT_THROW(transaction.commit(), std::logic_error);
        EXPECT_EQ(store->revision(), 1);  // nothing of the batch is left
        EXPECT_EQ(store->meta("before"), std::nullopt);
        EXPECT_EQ(store->next_due(), std::nullopt);
    }
}

INSTANTIATE_TEST_SUITE_P(Statuses, Ledger,
                         testing::Values(Turn{FiringStatus::held, FiringStatus::late, true},
                                         Turn{FiringStatus::held, FiringStatus::missed, true},
                                         Turn{FiringStatus::held, FiringStatus::held, false},
                                         Turn{FiringStatus::held, FiringStatus::fired, false},
                                         Turn{FiringStatus::fired, FiringStatus::fired, false},
                                         Turn{FiringStatus::late, FiringStatus::missed, false},
                                         Turn{FiringStatus::missed, FiringStatus::late, false},
                                         Turn{FiringStatus::skipped, FiringStatus::fired, false}),
                         [](auto const& turn) {
                             return std::string{name_of(turn.param.from)} + "_then_" +
                                    std::string{name_of(turn.param.to)};
                         });

TEST(LedgerAndLog, refuse_every_other_change_whoever_asks) {
    Folder folder;
    {
        auto const store = opened(folder.file());
        commit(*store, {}, train_with("backend", 1),
               {fired("backend-2026-01-22", FiringStatus::fired),
                fired("backend-2026-01-22", FiringStatus::held, "window")});
    }
    for (auto const* sql :
         {"UPDATE events SET actor = 'eve'", "DELETE FROM events", "DELETE FROM firings",
          "UPDATE firings SET status = 'late' WHERE phase = 'code_freeze'",
          "UPDATE firings SET status = 'fired' WHERE phase = 'window'",
          "UPDATE firings SET status = 'late', due_at = 0 WHERE phase = 'window'",
          "INSERT INTO firings VALUES ('backend-2026-01-22', 'x', 1, 'k', 1, 'pending', 1, '')"})
        EXPECT_ANY_THROW(run_sql(folder.file(), sql)) << sql;
    EXPECT_NO_THROW(run_sql(folder.file(), "UPDATE firings SET status = 'late' WHERE phase = 'window'"));
    EXPECT_ANY_THROW(run_sql(folder.file(), "UPDATE firings SET status = 'missed' WHERE phase = 'window'"));
}

}  // namespace
}  // namespace cadence::store
