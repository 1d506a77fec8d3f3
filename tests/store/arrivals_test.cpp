// The inbox's rows: each delivery once, in the order they came, their bodies gone once they are worked on.
#include <gtest/gtest.h>

#include "store/world.h"

namespace cadence::store {
namespace {

using std::chrono::hours;

Arrival told(std::string key, Instant when = kStart) {
    return {.endpoint = "github/backend",
            .key = std::move(key),
            .arrived_at = when,
            .event = "push",
            .headers = {{"x-github-event", "push"}, {"content-type", "application/json"}},
            .body = R"({"ref":"refs/heads/main"})"};
}

bool take(Store& store, Arrival const& arrival) {
    auto transaction = store.begin();
    auto const added = transaction.add_arrival(arrival);
    transaction.commit();
    return added;
}

void finish(Store& store, std::int64_t seq, ArrivalState state, std::string_view detail) {
    auto transaction = store.begin();
    transaction.finish_arrival(seq, state, detail);
    transaction.commit();
}

void forget(Store& store, Instant before) {
    auto transaction = store.begin();
    transaction.forget_arrivals_before(before);
    transaction.commit();
}

std::vector<std::string> keys(std::vector<Arrival> const& arrivals) {
    std::vector<std::string> all;
    for (auto const& each : arrivals) all.push_back(each.key);
    return all;
}

TEST(Arrivals, one_is_kept_whole_until_it_is_worked_on_over_a_restart_too) {
    Folder folder;
    auto wanted = told("a");
    wanted.headers.emplace_back("x-github-event", "twice");
    wanted.body = std::string{"\0\xff not text", 11};
    ASSERT_TRUE(take(*opened(folder.file()), wanted));

    auto const store = opened(folder.file());
    auto const waiting = store->waiting_arrivals(10);
    ASSERT_EQ(waiting.size(), 1U);
    wanted.seq = waiting[0].seq;
    EXPECT_EQ(waiting[0], wanted);
    EXPECT_GT(waiting[0].seq, 0);
}

TEST(Arrivals, the_same_delivery_at_the_same_endpoint_is_taken_once) {
    Folder folder;
    auto const store = opened(folder.file());
    EXPECT_TRUE(take(*store, told("a")));
    EXPECT_FALSE(take(*store, told("a", kStart + hours{1})));
    auto elsewhere = told("a");
    elsewhere.endpoint = "github/web";
    EXPECT_TRUE(take(*store, elsewhere));
    EXPECT_EQ(store->waiting_arrivals(10).size(), 2U);
}

TEST(Arrivals, those_that_wait_come_in_the_order_they_arrived_in) {
    Folder folder;
    auto const store = opened(folder.file());
    for (auto const* const key : {"c", "a", "b"}) ASSERT_TRUE(take(*store, told(key)));
    EXPECT_EQ(keys(store->waiting_arrivals(10)), (std::vector<std::string>{"c", "a", "b"}));
    EXPECT_EQ(keys(store->waiting_arrivals(2)), (std::vector<std::string>{"c", "a"}));
    EXPECT_EQ(keys(store->arrivals(2)), (std::vector<std::string>{"b", "a"}));
}

TEST(Arrivals, what_was_worked_on_keeps_its_key_and_what_came_of_it_but_no_body) {
    Folder folder;
    auto store = opened(folder.file());
    ASSERT_TRUE(take(*store, told("a")));
    ASSERT_TRUE(take(*store, told("b")));
    finish(*store, store->waiting_arrivals(1)[0].seq, ArrivalState::done, "merge 4f1c9a2 recorded");
    finish(*store, store->waiting_arrivals(1)[0].seq, ArrivalState::failed, "the body is not JSON");

    EXPECT_TRUE(store->waiting_arrivals(10).empty());
    EXPECT_FALSE(take(*store, told("a")));
    auto const all = store->arrivals(10);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].state, ArrivalState::failed);
    EXPECT_EQ(all[0].detail, "the body is not JSON");
    EXPECT_EQ(all[1].state, ArrivalState::done);
    EXPECT_EQ(all[1].detail, "merge 4f1c9a2 recorded");
    store.reset();
    EXPECT_EQ(ask_sql(folder.file(), "SELECT DISTINCT length(body), headers FROM arrivals"), "0|[]\n");
}

TEST(Arrivals, old_ones_are_forgotten_unless_they_still_wait) {
    Folder folder;
    auto const store = opened(folder.file());
    ASSERT_TRUE(take(*store, told("old and done")));
    ASSERT_TRUE(take(*store, told("old and waiting")));
    ASSERT_TRUE(take(*store, told("new and done", kStart + hours{2})));
    finish(*store, 1, ArrivalState::done, "");
    finish(*store, 3, ArrivalState::done, "");
    forget(*store, kStart + hours{1});
    EXPECT_EQ(keys(store->arrivals(10)), (std::vector<std::string>{"new and done", "old and waiting"}));
    forget(*store, kStart + hours{2});  // not before that very instant
    EXPECT_EQ(store->arrivals(10).size(), 2U);
}

TEST(Arrivals, what_is_not_committed_has_not_arrived) {
    Folder folder;
    auto const store = opened(folder.file());
    {
        auto transaction = store->begin();
        EXPECT_TRUE(transaction.add_arrival(told("a")));
    }
    EXPECT_TRUE(store->arrivals(10).empty());
    EXPECT_TRUE(take(*store, told("a")));
}

}  // namespace
}  // namespace cadence::store
