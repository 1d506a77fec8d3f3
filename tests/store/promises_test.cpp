// Merges and deadlines have rows of their own: the train is loaded with those that are live, the record keeps
// all.
#include <gtest/gtest.h>

#include "store/world.h"

namespace cadence::store {
namespace {

using release::Deadline;
using release::DeadlineKind;
using release::DeadlineState;
using release::Merge;
using release::Train;
using std::chrono::minutes;

Merge merge(int number, std::optional<Instant> production_at = {}) {
    Merge made;
    made.number = number;
    made.commit = std::string(39, 'a') + std::to_string(number % 10);
    made.author = "anna";
    made.title = "Größer 🚂";
    made.merged_at = kStart + minutes{number};
    made.received_at = made.merged_at + std::chrono::seconds{2};
    made.against = {"deploy_window"};
    made.production_at = production_at;
    return made;
}

Deadline deadline(std::string const& subject, Instant due_at,
                  DeadlineKind kind = DeadlineKind::staging_deploy) {
    Deadline made;
    made.id = release::deadline_id(kind, subject);
    made.kind = kind;
    made.subject = subject;
    made.started_at = due_at - minutes{5};
    made.due_at = due_at;
    return made;
}

void add(Train& train, Deadline const& deadline) {
    train.deadlines.put(deadline);
}

std::vector<int> numbers(auto const& merges) {
    std::vector<int> found;
    for (auto const& each : merges) found.push_back(each.number);
    return found;
}

std::vector<std::string> ids(std::vector<DeadlineRow> const& rows) {
    std::vector<std::string> found;
    for (auto const& row : rows) found.push_back(row.train + " " + row.deadline.subject);
    return found;
}

using Numbers = std::vector<int>;
using Ids = std::vector<std::string>;

TEST(Promises, are_there_after_a_restart) {
    Folder folder;
    auto train = train_with("backend", 1);
    train.merges = {merge(1), merge(2), merge(3)};
    train.last_merge = 3;
    add(train, deadline("c1", kStart));
    add(train, deadline("c2", kStart + minutes{1}));
    commit(*opened(folder.file()), {}, train, {});
    EXPECT_EQ(opened(folder.file())->train("backend"), train);
    EXPECT_EQ(
        ask_sql(folder.file(),
                "SELECT count(*) FROM trains WHERE body LIKE '%merges\"%' OR body LIKE '%deadlines%' OR "
                "body LIKE '%releases%'"),
        "0\n")
        << "each is kept once";
}

TEST(Promises, that_are_over_leave_the_train_but_not_the_record) {
    auto const store = opened(":memory:");
    Train before;
    before.id = "backend";
    before.merges = {merge(1), merge(2)};
    add(before, deadline("c1", kStart));
    add(before, deadline("c2", kStart + minutes{1}));
    commit(*store, {}, before, {});

    auto after = before;
    after.merges.edit_if([](auto const&) { return true; }, [](Merge& each) { each.production_at = kStart; });
    auto met = deadline("c1", kStart);
    met.state = DeadlineState::met;
    met.ended_at = kStart;
    after.deadlines.put(met);
    commit(*store, before, after, {});
    auto const loaded = store->train("backend").value();
    EXPECT_EQ(numbers(loaded.merges), Numbers{2}) << "the last stays at hand";
    EXPECT_EQ(loaded.deadlines.size(), 1U);
    EXPECT_EQ(numbers(store->merges({.train = "backend"})), (Numbers{2, 1}));
    EXPECT_EQ(store->merges({.train = "backend"}).back(), after.merges.front());
    EXPECT_EQ(store->deadlines({.live = false}).front(), (DeadlineRow{"backend", met}));

    auto const at_hand = loaded;  // without what is over, as it is kept in memory
    auto next = at_hand;
    next.merges.add(merge(3));
    commit(*store, at_hand, next, {});
    EXPECT_EQ(numbers(store->train("backend")->merges), Numbers{3});
    EXPECT_EQ(numbers(store->merges({.train = "backend"})), (Numbers{3, 2, 1}));
}

TEST(Promises, let_go_of_are_over_and_one_begun_again_is_live) {
    auto const store = opened(":memory:");
    Train before;
    before.id = "backend";
    before.merges = {merge(1, kStart), merge(2), merge(3, kStart)};
    add(before, deadline("c1", kStart));
    commit(*store, {}, before, {});
    auto after = before;
    after.merges = {merge(2)};
    after.deadlines = {};
    commit(*store, before, after, {});
    EXPECT_EQ(store->train("backend"), after);
    EXPECT_EQ(numbers(store->merges({.train = "backend"})), (Numbers{3, 2, 1}));
    EXPECT_EQ(store->deadlines({.live = false}).size(), 1U);
    EXPECT_TRUE(store->deadlines({.live = true}).empty());

    auto again = after;
    add(again, deadline("c1", kStart + minutes{9}));
    commit(*store, after, again, {});
    EXPECT_EQ(store->train("backend"), again);
}

TEST(Promises, that_stand_as_they_stood_are_not_written_again) {
    Folder folder;
    Train before;
    before.id = "backend";
    before.merges = {merge(1), merge(2)};
    add(before, deadline("c1", kStart));
    add(before, deadline("c2", kStart));
    commit(*opened(folder.file()), {}, before, {});
    run_sql(folder.file(), "UPDATE merges SET body = 'untouched'; UPDATE deadlines SET body = 'untouched'");

    auto after = before;
    after.merges.edit_if([](auto const& each) { return each.number == 2; },
                         [](Merge& each) { each.staging_at = kStart; });
    after.deadlines.edit("staging_deploy:c2", [](Deadline& each) { each.warned = 50; });
    commit(*opened(folder.file()), before, after, {});
    EXPECT_EQ(ask_sql(folder.file(), "SELECT number FROM merges WHERE body = 'untouched'"), "1\n");
    EXPECT_EQ(ask_sql(folder.file(), "SELECT id FROM deadlines WHERE body = 'untouched'"),
              "staging_deploy:c1\n");
    EXPECT_ANY_THROW(static_cast<void>(opened(folder.file())->train("backend"))) << "damage is not silent";
}

TEST(Deadlines, are_paged_soonest_first_without_gap_or_repeat) {
    auto const store = opened(":memory:");
    for (auto const* id : {"frontend", "backend"}) {
        Train train;
        train.id = id;
        for (int i = 0; i < 5; ++i) add(train, deadline("c" + std::to_string(i), kStart - minutes{i / 2}));
        commit(*store, {}, train, {});
    }
    DeadlineQuery query{.limit = 3};
    Ids all;
    for (;;) {
        auto const page = store->deadlines(query);
        if (page.empty()) break;
        EXPECT_LE(page.size(), 3U);
        for (auto const& id : ids(page)) all.push_back(id);
        auto const& last = page.back();
        query.after = {last.deadline.due_at, last.train, last.deadline.id};
    }
    EXPECT_EQ(all, (Ids{"backend c4", "frontend c4", "backend c2", "backend c3", "frontend c2", "frontend c3",
                        "backend c0", "backend c1", "frontend c0", "frontend c1"}));
}

TEST(Deadlines, are_found_by_train_kind_state_release_and_what_still_runs) {
    auto const store = opened(":memory:");
    Train train;
    train.id = "backend";
    auto late = deadline("r1", kStart, DeadlineKind::post_mortem);
    late.release = "r1";
    late.state = DeadlineState::breached;
    auto met = deadline("c1", kStart + minutes{1});
    met.state = DeadlineState::met;
    add(train, late);
    add(train, met);
    add(train, deadline("c2", kStart + minutes{2}));
    commit(*store, {}, train, {});
    Train other;
    other.id = "frontend";
    add(other, deadline("c3", kStart + minutes{3}));
    commit(*store, {}, other, {});

    EXPECT_EQ(ids(store->deadlines({.train = "backend"})), (Ids{"backend r1", "backend c2"}));
    EXPECT_EQ(ids(store->deadlines({.kind = DeadlineKind::post_mortem})), Ids{"backend r1"});
    EXPECT_EQ(ids(store->deadlines({.state = DeadlineState::met, .live = false})), Ids{"backend c1"});
    EXPECT_EQ(ids(store->deadlines({.state = DeadlineState::met})), Ids{});
    EXPECT_EQ(ids(store->deadlines({.release = "r1"})), Ids{"backend r1"});
    EXPECT_EQ(ids(store->deadlines({.live = true})), (Ids{"backend r1", "backend c2", "frontend c3"}));
    EXPECT_EQ(ids(store->deadlines({.train = "backend",
                                    .kind = DeadlineKind::staging_deploy,
                                    .live = true,
                                    .after = {{kStart, "backend", "z"}}})),
              Ids{"backend c2"});
}

TEST(Merges, are_paged_newest_first_and_asked_whether_they_are_in_production) {
    auto const store = opened(":memory:");
    for (auto const* id : {"backend", "frontend"}) {
        Train train;
        train.id = id;
        for (int i = 1; i <= 9; ++i)
            train.merges.add(merge(i, i <= 6 ? std::optional{kStart} : std::nullopt));
        commit(*store, {}, train, {});
    }
    EXPECT_EQ(numbers(store->merges({.train = "backend", .limit = 4})), (Numbers{9, 8, 7, 6}));
    EXPECT_EQ(numbers(store->merges({.train = "backend", .limit = 4, .after = 6})), (Numbers{5, 4, 3, 2}));
    EXPECT_EQ(numbers(store->merges({.train = "backend", .in_production = false})), (Numbers{9, 8, 7}));
    EXPECT_EQ(numbers(store->merges({.train = "backend", .in_production = true, .limit = 2, .after = 6})),
              (Numbers{5, 4}));
    EXPECT_EQ(numbers(store->merges({.train = "backend", .beyond = 7})), (Numbers{9, 8}));
    EXPECT_EQ(store->merges({.train = "nobody"}).size(), 0U);
}

class Plan : public testing::TestWithParam<std::pair<char const*, char const*>> {};

TEST_P(Plan, history_is_never_scanned_for_what_is_live) {
    Folder folder;
    static_cast<void>(opened(folder.file()));
    auto const plan = ask_sql(folder.file(), std::string{"EXPLAIN QUERY PLAN "} + GetParam().first);
    EXPECT_NE(plan.find(GetParam().second), std::string::npos) << plan;
    EXPECT_EQ(plan.find("TEMP B-TREE"), std::string::npos) << plan;
}

INSTANTIATE_TEST_SUITE_P(
    Queries, Plan,
    testing::Values(
        std::pair{"SELECT body FROM merges WHERE train = 'a' AND live = 1 ORDER BY number",
                  "INDEX merges_live"},
        std::pair{"SELECT body FROM merges WHERE train = 'a' AND live = 1 AND production_at IS NULL "
                  "ORDER BY number DESC LIMIT 9",
                  "INDEX merges_live"},
        std::pair{"SELECT body FROM deadlines WHERE train = 'a' AND live = 1",
                  "INDEX deadlines_live_of_train"},
        std::pair{"SELECT train, body FROM deadlines WHERE train = 'a' AND live = 1 ORDER BY due_at, train, "
                  "id LIMIT 9",
                  "INDEX deadlines_live_of_train"},
        std::pair{"SELECT train, body FROM deadlines WHERE live = 1 ORDER BY due_at, train, id LIMIT 9",
                  "INDEX deadlines_live"},
        std::pair{"SELECT train, body FROM deadlines WHERE (due_at, train, id) > (1, 'a', 'b') AND live = 1 "
                  "ORDER BY due_at, train, id LIMIT 9",
                  "INDEX deadlines_live"},
        std::pair{"SELECT train, body FROM deadlines WHERE live = 1 AND release = 'r' "
                  "ORDER BY due_at, train, id LIMIT 9",
                  "INDEX deadlines_live"},
        std::pair{"SELECT train, body FROM deadlines WHERE live = 0 AND release = 'r' "
                  "ORDER BY due_at, train, id LIMIT 9",
                  "INDEX deadlines_over_of_release"},
        std::pair{"SELECT train, body FROM deadlines WHERE live = 0 AND state = 'met' "
                  "ORDER BY due_at, train, id LIMIT 9",
                  "INDEX deadlines_over_by_state"},
        std::pair{"SELECT train, body FROM deadlines WHERE live = 0 AND (due_at, train, id) > (1, 'a', 'b') "
                  "ORDER BY due_at, train, id LIMIT 9",
                  "INDEX deadlines_over"}));

}  // namespace
}  // namespace cadence::store
