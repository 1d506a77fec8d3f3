#include <gtest/gtest.h>

#include "store/store.h"
#include "support/spec.h"

namespace cadence::store {
namespace {

using cadence::testing::utc;
using std::chrono::minutes;
using std::chrono::seconds;

Instant const kNow = utc("2026-01-08T10:00:00Z");

Delivery delivery_of(std::string id, std::string lane, DeliveryKind kind = DeliveryKind::announcement) {
    Delivery delivery;
    delivery.id = std::move(id);
    delivery.kind = kind;
    delivery.lane = std::move(lane);
    delivery.topic = "code_freeze";
    delivery.created_at = kNow;
    delivery.queued_at = kNow;
    delivery.body = "{}";
    return delivery;
}

class Deliveries : public ::testing::Test {
  protected:
    void add(std::vector<Delivery> const& deliveries) {
        auto transaction = store->begin();
        for (auto const& each : deliveries) transaction.add_delivery(each);
        transaction.commit();
    }
    void put(std::string const& id, DeliveryState state, std::optional<Instant> next_at = {},
             Instant next_goes_at = kNow) {
        auto delivery = store->delivery(id).value();
        delivery.state = state;
        delivery.next_at = next_at;
        if (!is_live(state)) delivery.ended_at = kNow;
        auto transaction = store->begin();
        transaction.put_delivery(delivery, next_goes_at);
        transaction.commit();
    }
    [[nodiscard]] std::vector<std::string> due(Instant now = kNow, bool actions = true) const {
        std::vector<std::string> ids;
        for (auto const& each : store->due_deliveries(now, 100, {.actions = actions})) ids.push_back(each.id);
        return ids;
    }

    std::unique_ptr<Store> store = Store::open(":memory:", kNow).value();
};

using Ids = std::vector<std::string>;

TEST_F(Deliveries, are_read_back_as_they_were_written) {
    auto delivery = delivery_of("a", "channel:team");
    delivery.train = "backend";
    delivery.release = "backend-2026-01-08";
    delivery.event = 7;
    delivery.expires_at = kNow + minutes{5};
    delivery.body = R"({"title":"hello"})";
    add({delivery});
    delivery.place = 1;
    delivery.next_at = kNow;
    EXPECT_EQ(store->delivery("a"), delivery);
    EXPECT_EQ(store->delivery("b"), std::nullopt);
}

TEST_F(Deliveries, of_one_lane_go_one_after_another_and_lanes_do_not_wait_for_each_other) {
    add({delivery_of("a1", "a"), delivery_of("a2", "a"), delivery_of("b1", "b"), delivery_of("a3", "a")});
    EXPECT_EQ(due(), (Ids{"a1", "b1"}));
    put("a1", DeliveryState::sending);
    EXPECT_EQ(due(), (Ids{"b1"}));
    put("a1", DeliveryState::delivered);
    EXPECT_EQ(due(), (Ids{"a2", "b1"}));
}

TEST_F(Deliveries, that_failed_hold_their_lane_until_they_are_tried_again) {
    add({delivery_of("a1", "a"), delivery_of("a2", "a")});
    put("a1", DeliveryState::pending, kNow + minutes{5});
    EXPECT_EQ(due(kNow + minutes{4}), Ids{});
    EXPECT_EQ(store->next_delivery(), kNow + minutes{5});
    EXPECT_EQ(due(kNow + minutes{5}), (Ids{"a1"}));
    put("a1", DeliveryState::dead);
    EXPECT_EQ(due(), (Ids{"a2"}));
}

TEST_F(Deliveries, keep_the_pace_that_their_receiver_asks_for) {
    add({delivery_of("a1", "a"), delivery_of("a2", "a")});
    put("a1", DeliveryState::delivered, {}, kNow + seconds{1});
    EXPECT_EQ(due(), Ids{});
    EXPECT_EQ(due(kNow + seconds{1}), (Ids{"a2"}));
}

TEST_F(Deliveries, of_actions_wait_while_the_clock_is_on_hold) {
    add({delivery_of("act", "action:backend:deploy", DeliveryKind::action), delivery_of("say", "a")});
    EXPECT_EQ(due(kNow, false), (Ids{"say"}));
    put("say", DeliveryState::delivered);
    EXPECT_EQ(store->next_delivery({.actions = false}), std::nullopt);
    EXPECT_EQ(store->next_delivery(), kNow);
}

TEST_F(Deliveries, of_lanes_that_have_no_place_are_not_looked_at) {
    add({delivery_of("a1", "a"), delivery_of("b1", "b")});
    auto const others = store->due_deliveries(kNow, 1, {.except = {"a", "c"}});
    ASSERT_EQ(others.size(), 1U);
    EXPECT_EQ(others[0].id, "b1");
    EXPECT_EQ(store->next_delivery({.except = {"a", "b"}}), std::nullopt);
}

TEST_F(Deliveries, that_were_going_out_when_the_program_died_are_known) {
    add({delivery_of("a1", "a"), delivery_of("b1", "b"), delivery_of("c1", "c"), delivery_of("d1", "d")});
    put("a1", DeliveryState::sending);
    put("b1", DeliveryState::following);
    put("c1", DeliveryState::following, kNow + seconds{10});
    Ids ids;
    for (auto const& each : store->interrupted_deliveries()) ids.push_back(each.id);
    EXPECT_EQ(ids, (Ids{"a1", "b1"}));
}

TEST_F(Deliveries, sent_again_by_hand_stand_at_the_tail) {
    add({delivery_of("a1", "a"), delivery_of("a2", "a")});
    put("a1", DeliveryState::dead);
    auto transaction = store->begin();
    transaction.requeue_delivery(store->delivery("a1").value(), kNow + minutes{1});
    transaction.commit();
    EXPECT_EQ(due(kNow + minutes{1}), (Ids{"a2"}));
    put("a2", DeliveryState::delivered);
    EXPECT_EQ(due(kNow + minutes{1}), (Ids{"a1"}));
    auto const again = store->delivery("a1").value();
    EXPECT_EQ(again.state, DeliveryState::pending);
    EXPECT_EQ(again.created_at, kNow);
    EXPECT_EQ(again.queued_at, kNow + minutes{1});
}

TEST_F(Deliveries, are_listed_newest_first_by_what_one_looks_for) {
    auto other = delivery_of("w1", "w");
    other.train = "web";
    add({delivery_of("a1", "a"), other, delivery_of("a2", "a")});
    put("a1", DeliveryState::dead);
    auto const ids = [&](DeliveryQuery const& query) {
        Ids found;
        for (auto const& each : store->deliveries(query)) found.push_back(each.id);
        return found;
    };
    EXPECT_EQ(ids({}), (Ids{"a2", "w1", "a1"}));
    EXPECT_EQ(ids({.train = "web"}), (Ids{"w1"}));
    EXPECT_EQ(ids({.lane = "a"}), (Ids{"a2", "a1"}));
    EXPECT_EQ(ids({.state = DeliveryState::dead}), (Ids{"a1"}));
    EXPECT_EQ(ids({.live_only = true}), (Ids{"a2", "w1"}));
    EXPECT_EQ(ids({.limit = 2, .after = 3}), (Ids{"w1", "a1"}));
}

TEST_F(Deliveries, that_are_over_are_forgotten_but_not_those_that_need_a_look) {
    add({delivery_of("a1", "a"), delivery_of("b1", "b"), delivery_of("c1", "c")});
    put("a1", DeliveryState::delivered);
    put("b1", DeliveryState::dead);
    auto transaction = store->begin();
    transaction.forget_deliveries_before(kNow + seconds{1});
    transaction.commit();
    EXPECT_EQ(store->delivery("a1"), std::nullopt);
    EXPECT_TRUE(store->delivery("b1"));
    EXPECT_TRUE(store->delivery("c1"));
}

}  // namespace
}  // namespace cadence::store
