// What goes out, over HTTP: looked at, sent again, dropped; channels and their test.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/world.h"
#include "engine/delivery_body.h"

namespace cadence::testing {
namespace {

using store::Delivery;
using store::DeliveryKind;
using store::DeliveryState;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto kSecret = "https://hooks.slack.com/services/T0/B0/XXXX";

Delivery announcement(std::string id, std::string channel = "team-chat") {
    chat::Message message;
    message.topic = chat::Topic::code_freeze;
    message.title = "Code freeze for " + kRelease;
    message.text = kSecret;
    Delivery delivery;
    delivery.id = std::move(id);
    delivery.lane = "channel:" + std::move(channel);
    delivery.train = "backend";
    delivery.release = kRelease;
    delivery.topic = "code_freeze";
    delivery.event = 12;
    delivery.created_at = parse_instant("2026-01-05T10:00:00Z").value();
    delivery.queued_at = delivery.created_at;
    delivery.body = engine::body_of(message);
    return delivery;
}

Delivery deployment(std::string id) {
    job::ActionOrder order;
    order.action = "deploy_production";
    order.train = "web";
    order.version = "1.2.0";
    order.commit = "4f1c9a2b7d";
    auto delivery = announcement(std::move(id));
    delivery.kind = DeliveryKind::action;
    delivery.lane = "action:web:deploy_production";
    delivery.train = "web";
    delivery.release.clear();
    delivery.topic = "window";
    delivery.event = 0;
    delivery.body = engine::body_of(order);
    return delivery;
}

class Deliveries : public ::testing::Test {
  protected:
    void add(Delivery const& delivery) {
        auto transaction = world.engine().store().begin();
        transaction.add_delivery(delivery);
        transaction.commit();
    }
    /// As the outbox would leave it.
    void turn(std::string const& id, DeliveryState state, std::string detail) {
        auto delivery = world.engine().store().delivery(id).value();
        delivery.state = state;
        delivery.detail = std::move(detail);
        delivery.attempts = 3;
        delivery.next_at.reset();
        delivery.attempted_at = world.clock.now();
        if (!is_live(state)) delivery.ended_at = world.clock.now();
        auto transaction = world.engine().store().begin();
        transaction.put_delivery(delivery, world.clock.now());
        transaction.commit();
    }
    std::string ids(std::string const& query) {
        auto const page = world.get("/v1/deliveries" + query);
        EXPECT_EQ(page.status, 200) << page.body;
        auto const document = page.json();
        std::string all;
        for (auto const& item : document.at("items").as_array())
            all += (all.empty() ? "" : " ") + std::string{item.at("id").as_string()};
        return all;
    }
    void with_channels(std::vector<chat::Channel> channels) {
        auto config = world.engine().config();
        config.channels = std::move(channels);
        config.fingerprint = "another";
        world.engine().submit({.actor = {"operator", "the local operator", {release::Role::ops}, "test"},
                               .work = engine::ApplyConfig{std::move(config)}});
        world.engine().flush();
    }

    ApiWorld world{{.more = std::string{kWebTrain}}};
};

chat::Channel slack(std::string name) {
    chat::Channel channel;
    channel.name = std::move(name);
    channel.where = chat::SlackChannel{"/etc/cadenced/secrets/slack"};
    return channel;
}

TEST_F(Deliveries, are_listed_newest_first_page_by_page) {
    for (auto const* id : {"dlv_1", "dlv_2", "dlv_3", "dlv_4", "dlv_5"}) add(announcement(id));
    EXPECT_EQ(ids(""), "dlv_5 dlv_4 dlv_3 dlv_2 dlv_1");
    auto const first = world.get("/v1/deliveries?train=backend&limit=2");
    EXPECT_EQ(first.at("/items/1/id"), "dlv_4");
    auto const cursor = first.at("/next_cursor");
    EXPECT_THAT(first.header("link"), HasSubstr("limit=2&cursor=" + cursor));
    EXPECT_EQ(ids("?limit=2&cursor=" + cursor), "dlv_3 dlv_2");
    auto const last = world.get("/v1/deliveries?limit=5");
    EXPECT_EQ(last.at("/next_cursor"), "null");
    EXPECT_EQ(last.header("link"), "");
}

TEST_F(Deliveries, are_chosen_by_train_lane_kind_and_state) {
    add(announcement("dlv_1"));
    add(announcement("dlv_2", "all-hands"));
    add(deployment("dlv_3"));
    turn("dlv_2", DeliveryState::dead, "HTTP 410");
    turn("dlv_3", DeliveryState::unknown, "no answer");
    EXPECT_EQ(ids("?train=web"), "dlv_3");
    EXPECT_EQ(ids("?lane=channel:team-chat"), "dlv_1");
    EXPECT_EQ(ids("?kind=announcement"), "dlv_2 dlv_1");
    EXPECT_EQ(ids("?state=dead"), "dlv_2");
    EXPECT_EQ(ids("?kind=action&state=unknown&train=web"), "dlv_3");
    EXPECT_EQ(ids("?state=delivered"), "");
}

TEST_F(Deliveries, are_not_chosen_by_what_there_is_not) {
    auto const wrong = world.get("/v1/deliveries?state=lost");
    EXPECT_EQ(wrong.status, 400);
    EXPECT_EQ(wrong.problem(), "wrong-parameter");
    EXPECT_THAT(wrong.at("/detail"), HasSubstr("unknown"));
    EXPECT_EQ(world.get("/v1/deliveries?kind=mail").status, 400);
    EXPECT_EQ(world.get("/v1/deliveries?train=fronted").problem(), "train-not-found");
    for (auto const* cursor : {"d1.1", "o1.", "o1.x", "o1.-1"})
        EXPECT_EQ(world.get("/v1/deliveries?cursor=" + std::string{cursor}).problem(), "wrong-parameter");
    EXPECT_EQ(world.get("/v1/deliveries?limit=201").status, 400);
}

TEST_F(Deliveries, say_what_they_are_about_and_never_what_is_sent) {
    add(announcement("dlv_1"));
    auto const told = world.get("/v1/deliveries/dlv_1");
    EXPECT_EQ(told.at("/title"), "Code freeze for " + kRelease);
    EXPECT_EQ(told.at("/channel"), "team-chat");
    EXPECT_EQ(told.at("/topic"), "code_freeze");
    EXPECT_EQ(told.at("/event"), "12");
    EXPECT_EQ(told.at("/next_at"), "2026-01-05T10:00:00Z");
    EXPECT_THAT(told.body, Not(HasSubstr("hooks.slack.com")));
    EXPECT_THAT(world.get("/v1/deliveries").body, Not(HasSubstr("hooks.slack.com")));
    add(deployment("dlv_2"));
    auto const action = world.get("/v1/deliveries/dlv_2");
    EXPECT_EQ(action.at("/action"), "deploy_production");
    EXPECT_EQ(action.at("/version"), "1.2.0");
    EXPECT_EQ(action.at("/commit"), "4f1c9a2b7d");
    EXPECT_EQ(action.at("/title") + action.at("/channel") + action.at("/release") + action.at("/event"), "");
    EXPECT_EQ(world.get("/v1/deliveries/dlv_9").problem(), "delivery-not-found");
}

TEST_F(Deliveries, are_as_they_stand_although_their_course_makes_no_revision) {
    add(announcement("dlv_1"));
    auto const revision = world.engine().revision();
    auto const before = world.get("/v1/deliveries/dlv_1");
    EXPECT_EQ(before.at("/state"), "pending");
    EXPECT_EQ(ids("?state=pending"), "dlv_1");
    turn("dlv_1", DeliveryState::delivered, "HTTP 200");
    EXPECT_EQ(world.engine().revision(), revision);
    auto const after = world.get("/v1/deliveries/dlv_1", {{"if-none-match", before.header("etag")}});
    EXPECT_EQ(after.status, 200);
    EXPECT_EQ(after.at("/state"), "delivered");
    EXPECT_EQ(after.at("/attempts"), "3");
    EXPECT_EQ(after.at("/ended_at"), "2026-01-04T09:00:00Z");
    EXPECT_EQ(ids("?state=pending"), "");
}

TEST_F(Deliveries, that_are_dead_or_unknown_or_next_are_sent_again_and_no_others) {
    add(deployment("dlv_1"));
    add(deployment("dlv_2"));                                                     // behind it in its lane
    EXPECT_EQ(world.post("olga", "/v1/deliveries/dlv_1/retry", "").status, 200);  // sooner than it would go
    auto const early = world.post("olga", "/v1/deliveries/dlv_2/retry", "");
    EXPECT_EQ(early.status, 409);
    EXPECT_EQ(early.problem(), "delivery-not-over");
    turn("dlv_1", DeliveryState::unknown, "no answer");
    auto const again = world.post("olga", "/v1/deliveries/dlv_1/retry", "{}");
    EXPECT_EQ(again.status, 200) << again.body;
    EXPECT_EQ(again.at("/state"), "pending");
    EXPECT_EQ(again.at("/attempts"), "0");
    EXPECT_THAT(again.at("/detail"), HasSubstr("olga"));
    EXPECT_EQ(world.get("/v1/deliveries/dlv_1").body, again.body);
    EXPECT_EQ(world.post("olga", "/v1/deliveries/dlv_9/retry", "").problem(), "delivery-not-found");
}

TEST_F(Deliveries, that_are_dropped_are_over) {
    add(announcement("dlv_1"));
    auto const dropped = world.post("anna", "/v1/deliveries/dlv_1/drop", "");
    EXPECT_EQ(dropped.status, 200) << dropped.body;
    EXPECT_EQ(dropped.at("/state"), "dropped");
    EXPECT_EQ(dropped.at("/ended_at"), "2026-01-04T09:00:00Z");
    auto const twice = world.post("anna", "/v1/deliveries/dlv_1/drop", "");
    EXPECT_EQ(twice.status, 409);
    EXPECT_EQ(twice.problem(), "delivery-not-waiting");
}

TEST_F(Deliveries, are_for_those_to_send_again_who_may) {
    add(announcement("dlv_1"));
    turn("dlv_1", DeliveryState::dead, "HTTP 410");
    for (auto const* what : {"retry", "drop"}) {
        auto const path = "/v1/deliveries/dlv_1/" + std::string{what};
        EXPECT_EQ(world.post("eve", path, "").problem(), "role-needed");
        EXPECT_EQ(world.post("anna", path, R"({"why":"so"})").problem(), "unknown-field");
    }
    EXPECT_EQ(ids("?state=dead"), "dlv_1");
}

TEST_F(Deliveries, of_an_event_are_there_with_it) {
    with_channels({slack("team-chat")});
    world.pass_to(kFrozen);
    auto const page = world.get("/v1/deliveries?train=backend");
    auto const document = page.json();
    auto freezes = 0;
    for (auto const& item : document.at("items").as_array())
        freezes += item.at("topic").as_string() == "code_freeze" ? 1 : 0;
    EXPECT_EQ(freezes, 1) << page.body;
}

TEST_F(Deliveries, go_to_channels_that_are_shown_without_their_secrets) {
    EXPECT_EQ(world.get("/v1/channels").at("/items"), "[]");
    auto some = slack("team-chat");
    some.trains = {"web"};
    some.topics = {chat::Topic::rollback, chat::Topic::decision};
    with_channels({slack("all-hands"), some});
    auto const page = world.get("/v1/channels");
    EXPECT_EQ(page.at("/items/0/name"), "all-hands");
    EXPECT_EQ(page.at("/items/0/kind"), "slack");
    EXPECT_EQ(page.at("/items/0/trains"), R"(["backend","web"])");
    EXPECT_THAT(page.at("/items/0/topics"), HasSubstr("code_freeze"));
    EXPECT_THAT(page.at("/items/0/topics"), Not(HasSubstr("issue_recorded")));
    EXPECT_EQ(page.at("/items/1/trains"), R"(["web"])");
    EXPECT_EQ(page.at("/items/1/topics"), R"(["rollback","decision"])");
    EXPECT_THAT(page.body, Not(HasSubstr("/etc/cadenced")));
}

TEST_F(Deliveries, of_a_test_are_queued_once_and_can_be_followed) {
    with_channels({slack("team-chat")});
    auto const tested =
        world.post("olga", "/v1/channels/team-chat/test", "", {{"idempotency-key", "\"one-test\""}});
    EXPECT_EQ(tested.status, 202) << tested.body;
    EXPECT_EQ(tested.at("/channel"), "team-chat");
    EXPECT_EQ(tested.at("/topic"), "test");
    EXPECT_EQ(tested.at("/state"), "pending");
    EXPECT_NE(tested.at("/title"), "");
    EXPECT_EQ(world.get("/v1/deliveries/" + tested.at("/id")).body, tested.body);
    auto const same =
        world.post("olga", "/v1/channels/team-chat/test", "", {{"idempotency-key", "\"one-test\""}});
    EXPECT_EQ(same.status, 202);
    EXPECT_EQ(same.at("/id"), tested.at("/id"));
    EXPECT_EQ(ids("?lane=channel:team-chat"), tested.at("/id"));
    EXPECT_EQ(world.post("eve", "/v1/channels/team-chat/test", "").problem(), "role-needed");
    EXPECT_EQ(world.post("olga", "/v1/channels/tema-chat/test", "").problem(), "channel-not-found");
}

}  // namespace
}  // namespace cadence::testing
