#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "api/feed.h"
#include "api/world.h"
#include "chat/narrate.h"

namespace cadence::testing {
namespace {

net::Request streaming(std::string const& target, net::Headers headers = {}) {
    headers.emplace_back("accept", "text/event-stream");
    return ApiWorld::request(net::Method::get, target, std::move(headers));
}

net::Request getting(std::string const& target) {
    return ApiWorld::request(net::Method::get, target);
}

void record_issue(ApiWorld& world) {
    world.post("quinn", kReleasePath + "/issues", R"({"text":"slow"})");
}

/// At once, and without an answer to look at.
void record_issues(ApiWorld& world, int count) {
    release::Actor const quinn{"quinn", "Quinn", {release::Role::qa}, "test"};
    for (int i = 0; i < count; ++i) {
        world.engine().submit(
            {.actor = quinn,
             .work = engine::TrainCommand{"backend", release::RecordIssue{kRelease, "slow", {}}}});
    }
    world.commit();
}

TEST(Events, pages_follow_each_other_without_a_gap) {
    ApiWorld world;
    world.pass_to("2026-01-09T00:00:00Z");
    std::vector<std::int64_t> seen;
    for (std::int64_t after = 0;;) {
        auto const page = world.get("/v1/events?limit=3&after=" + std::to_string(after)).json();
        for (auto const& item : page.at("items").as_array()) seen.push_back(item.at("seq").as_int64());
        after = page.at("next_after").as_int64();
        if (page.at("items").as_array().size() < 3) break;
    }
    ASSERT_EQ(static_cast<std::int64_t>(seen.size()), world.engine().revision());
    for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], static_cast<std::int64_t>(i + 1));
}

TEST(Events, a_page_that_would_be_long_ends_early_and_goes_on) {
    ApiWorld world;
    auto const first = world.engine().revision() + 1;
    release::Actor const quinn{"quinn", "Quinn", {release::Role::qa}, "test"};
    for (int i = 0; i < 300; ++i) {
        auto text = std::to_string(i) + std::string(900, 'x');
        world.engine().submit(
            {.actor = quinn,
             .work = engine::TrainCommand{"backend", release::RecordIssue{kRelease, std::move(text), {}}}});
    }
    world.commit();
    std::vector<std::int64_t> seen;
    std::int64_t after = first - 1;
    for (auto more = true; more;) {
        auto const page = world.get("/v1/events?limit=1000&after=" + std::to_string(after));
        EXPECT_LT(page.body.size(), 400'000U);
        auto const document = page.json();
        for (auto const& item : document.at("items").as_array()) seen.push_back(item.at("seq").as_int64());
        after = document.at("next_after").as_int64();
        more = page.at("/more") == "true";
    }
    ASSERT_GE(seen.size(), 300U);
    for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], first + static_cast<std::int64_t>(i));
}

TEST(Events, they_are_filtered_by_train_and_type) {
    ApiWorld world{{.more = std::string{kWebTrain}}};
    record_issue(world);
    auto const issues = world.get("/v1/events?type=issue_recorded,vote_cast");
    EXPECT_EQ(issues.json().at("items").as_array().size(), 1U);
    EXPECT_EQ(issues.at("/items/0/data/text"), "slow");
    EXPECT_EQ(issues.at("/items/0/actor"), "quinn");
    EXPECT_EQ(world.get("/v1/events?type=issue_recorded&train=web").at("/items"), "[]");
    EXPECT_EQ(issues.json().at("next_after").as_int64(), world.engine().revision());
}

TEST(Events, a_type_that_there_is_not_is_refused_with_the_one_that_was_meant) {
    ApiWorld world;
    auto const refused = world.get("/v1/events?type=issue_recorded,vote_casts");
    EXPECT_EQ(refused.status, 400);
    EXPECT_EQ(refused.problem(), "wrong-parameter");
    EXPECT_EQ(refused.at("/field"), "type");
    EXPECT_NE(refused.at("/detail").find("\"vote_casts\"; did you mean vote_cast?"), std::string::npos)
        << refused.body;
    EXPECT_NE(refused.at("/alternatives").find("\"configuration_applied\""), std::string::npos);
    EXPECT_EQ(world.get("/v1/events?type=").status, 200);
    for (auto const type : chat::event_types())
        EXPECT_EQ(world.get("/v1/events?type=" + std::string{type}).status, 200) << type;
}

TEST(Events, of_many_types_a_line_names_a_few_and_the_contract_all) {
    ApiWorld world;
    EXPECT_LT(world.get("/v1/events?type=nope").at("/detail").size(), 200U);
    EXPECT_EQ(world.get("/v1/events?type=Vote-Cast").status, 200);
    std::set<std::string> known;
    for (auto const type : chat::event_types()) known.emplace(type);
    std::set<std::string> told;
    auto const contract = world.get("/openapi.json").json();
    for (auto const& each :
         contract.at_pointer("/components/parameters/type/schema/x-extensible-enum").as_array())
        told.emplace(each.as_string());
    EXPECT_EQ(told, known);
}

TEST(Filters, take_names_as_people_write_them) {
    ApiWorld world;
    for (auto const* target : {"/v1/releases?state=rolled-back", "/v1/releases?kind=Hotfix",
                               "/v1/deadlines?kind=post-mortem", "/v1/gates/Merge/check"})
        EXPECT_LT(world.get(target).status, 400) << target;
}

TEST(Filters, that_can_match_nothing_are_refused_everywhere) {
    ApiWorld world;
    for (auto const* target :
         {"/v1/releases?state=releasd", "/v1/releases?kind=hotfixes", "/v1/deadlines?kind=rollbak",
          "/v1/deadlines?state=opened", "/v1/deliveries?state=deed", "/v1/deliveries?kind=actions",
          "/v1/deliveries?lane=channel:team", "/v1/releases?from=2026-02-01&to=2026-01-01"}) {
        auto const refused = world.get(target);
        EXPECT_EQ(refused.status, 400) << target;
        EXPECT_EQ(refused.problem(), "wrong-parameter") << target;
    }
    EXPECT_NE(world.get("/v1/releases?state=releasd").at("/detail").find("did you mean released?"),
              std::string::npos);
    EXPECT_EQ(world.get("/v1/deadlines?release=backend-2026-01-09").problem(), "release-not-found");
    for (auto const* target : {"/v1/releases?train=web", "/v1/events?train=web", "/v1/deliveries?train=web"})
        EXPECT_EQ(world.get(target).problem(), "train-not-found") << target;
    EXPECT_EQ(world.get("/v1/releases?state=released%20").status, 200) << "pasted with a blank";
}

TEST(LongPoll, it_is_answered_by_the_commit_that_matches) {
    ApiWorld world;
    world.token("quinn");
    auto const last = std::to_string(world.engine().revision());
    auto const request = getting("/v1/events?wait=30s&type=issue_recorded&after=" + last);
    auto const exchange = world.send(request);
    world.token("anna");  // another event
    EXPECT_EQ(exchange->answer, nullptr);
    EXPECT_TRUE(world.api().wants_seconds());
    record_issue(world);
    auto const answer = world.read(request, *exchange);
    EXPECT_EQ(answer.at("/items/0/type"), "issue_recorded");
    EXPECT_FALSE(world.api().wants_seconds());
}

TEST(LongPoll, its_time_over_it_is_empty_and_says_where_to_go_on) {
    ApiWorld world;
    auto const last = world.engine().revision();
    auto const request = getting("/v1/events?wait=30s&after=" + std::to_string(last));
    auto const exchange = world.send(request);
    world.pass_seconds(29);
    EXPECT_EQ(exchange->answer, nullptr);
    world.pass_seconds(1);
    auto const answer = world.read(request, *exchange);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.at("/items"), "[]");
    EXPECT_EQ(answer.at("/next_after"), std::to_string(last));
}

TEST(LongPoll, a_clock_set_back_does_not_hold_it_for_ever) {
    ApiWorld world;
    auto const exchange =
        world.send(getting("/v1/events?wait=10s&after=" + std::to_string(world.engine().revision())));
    world.pass_seconds(5);
    world.clock.step(-std::chrono::hours{2});
    world.pass_seconds(5);
    EXPECT_NE(exchange->answer, nullptr);
}

TEST(LongPoll, what_is_there_already_is_not_waited_for) {
    ApiWorld world;
    EXPECT_NE(world.get("/v1/events?wait=30s").at("/items/0/seq"), "");
    EXPECT_EQ(world
                  .ask(ApiWorld::request(net::Method::head, "/v1/events?wait=30s&after=" +
                                                                std::to_string(world.engine().revision())))
                  .status,
              200);
}

TEST(LongPoll, gives_way_as_at_its_end_and_who_has_just_come_is_told_to_stay_away) {
    ApiWorld world;
    auto const request = getting("/v1/events?wait=30s&after=" + std::to_string(world.engine().revision()));
    auto const old = world.send(request);
    world.pass_seconds(1);
    auto const fresh = world.send(request);
    old->give_way();
    auto const ended = world.read(request, *old);
    EXPECT_EQ(ended.status, 200);
    EXPECT_EQ(ended.at("/items"), "[]");
    fresh->give_way();
    auto const refused = world.read(request, *fresh);
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.problem(), "too-many-waiting");
    EXPECT_NE(refused.header("retry-after"), "");
    EXPECT_FALSE(world.api().wants_seconds());
}

TEST(LongPoll, who_goes_away_is_forgotten) {
    ApiWorld world;
    auto const request = getting("/v1/events?wait=30s&after=" + std::to_string(world.engine().revision()));
    auto const poll = world.send(request);
    poll->closed();
    EXPECT_FALSE(world.api().wants_seconds());
    poll->give_way();
    EXPECT_EQ(poll->answer, nullptr);
}

TEST(LongPoll, the_end_of_the_daemon_answers_it) {
    ApiWorld world;
    auto const request = getting("/v1/events?wait=30s&after=" + std::to_string(world.engine().revision()));
    auto const exchange = world.send(request);
    world.api().close();
    EXPECT_EQ(world.read(request, *exchange).at("/items"), "[]");
    EXPECT_FALSE(world.api().wants_seconds());
}

TEST(Stream, it_tells_each_event_once_in_order_as_it_happens) {
    ApiWorld world;
    auto const request = streaming("/v1/events?type=issue_recorded");
    auto const exchange = world.send(request);
    auto const head = world.read(request, *exchange);
    EXPECT_EQ(head.header("content-type"), "text/event-stream; charset=utf-8");
    EXPECT_EQ(head.header("cache-control"), "no-store");
    EXPECT_EQ(head.header("x-accel-buffering"), "no");
    EXPECT_EQ(exchange->stream, "retry: 5000\n\n");
    exchange->stream.clear();
    record_issue(world);
    auto const line = world.get("/v1/events?type=issue_recorded").json().at("items").at(0);
    EXPECT_EQ(exchange->stream, "id: " + std::to_string(line.at("seq").as_int64()) +
                                    "\nevent: issue_recorded\ndata: " + boost::json::serialize(line) +
                                    "\n\n");
}

TEST(Stream, it_resumes_after_the_last_event_that_was_seen) {
    ApiWorld world;
    record_issue(world);
    auto const last = world.engine().revision();
    auto const resumed =
        world.send(streaming("/v1/events?after=0", {{"last-event-id", std::to_string(last - 1)}}));
    EXPECT_NE(resumed->stream.find("id: " + std::to_string(last) + "\n"), std::string::npos);
    EXPECT_EQ(resumed->stream.find("id: " + std::to_string(last - 1) + "\n"), std::string::npos);
    auto const whole = world.send(streaming("/v1/events?after=0"));
    EXPECT_NE(whole->stream.find("id: 1\n"), std::string::npos);
    EXPECT_EQ(world.ask(streaming("/v1/events", {{"last-event-id", "x"}})).problem(), "wrong-parameter");
}

TEST(Stream, one_far_behind_catches_up_without_losing_any) {
    ApiWorld world;
    record_issues(world, 250);
    auto const exchange = world.send(streaming("/v1/events?after=0"));
    record_issue(world);
    world.pass_seconds(3);
    record_issue(world);
    std::size_t at = 0;
    for (std::int64_t seq = 1; seq <= world.engine().revision(); ++seq) {
        at = exchange->stream.find("id: " + std::to_string(seq) + "\n", at);
        ASSERT_NE(at, std::string::npos) << seq;
    }
}

TEST(Stream, its_heart_beats_while_nothing_happens) {
    ApiWorld world;
    auto const exchange = world.send(streaming("/v1/events"));
    exchange->stream.clear();
    world.pass_seconds(14);
    EXPECT_EQ(exchange->stream, "");
    world.pass_seconds(1);
    EXPECT_EQ(exchange->stream, ": alive\n\n");
}

TEST(Stream, who_does_not_read_is_let_go_of) {
    ApiWorld world;
    auto exchange = world.send(streaming("/v1/events"));
    exchange->gone = true;
    std::weak_ptr<FakeExchange> const watched = exchange;
    exchange.reset();
    record_issue(world);
    EXPECT_TRUE(watched.expired());
    EXPECT_FALSE(world.api().wants_seconds());
}

TEST(Stream, ends_with_the_right_to_read_it) {
    ApiWorld world{{.server = "reads = \"token\""}};
    auto const opened = [&](std::string const& token, std::string const& type) {
        auto const bearer = "Bearer " + token;
        return std::weak_ptr{world.send(streaming("/v1/events" + type, {{"authorization", bearer}}))};
    };
    auto const revoked = world.token("quinn");
    auto const told = opened(revoked, "");
    auto const silent = opened(revoked, "?type=issue_recorded");
    auto const expired = opened(world.token("anna", std::chrono::seconds{90}), "");
    auto const lasting = opened(world.token("paul"), "");
    ASSERT_FALSE(told.expired());
    world.del("olga", "/v1/tokens/" + revoked.substr(4, revoked.find('_', 4) - 4));
    EXPECT_TRUE(told.expired());
    world.pass_seconds(15);
    EXPECT_TRUE(silent.expired()) << "it is not told of the revocation, but its heart does not beat on";
    EXPECT_FALSE(expired.expired());
    world.pass_seconds(90);
    EXPECT_TRUE(expired.expired());
    EXPECT_FALSE(lasting.expired());

    auto config = world.engine().config();
    std::erase_if(config.people, [](auto const& person) { return person.id == "paul"; });
    release::Actor const ops{"olga", "Olga", {release::Role::ops}, "test"};
    world.engine().submit({.actor = ops, .work = engine::ApplyConfig{config}});
    world.commit();
    world.pass_seconds(15);
    EXPECT_TRUE(lasting.expired());
}

TEST(Stream, opened_without_a_token_ends_when_reading_takes_one) {
    ApiWorld world;
    std::weak_ptr const watched{world.send(streaming("/v1/events"))};
    auto const request = getting("/v1/events?wait=30s&after=" + std::to_string(world.engine().revision()));
    auto const poll = world.send(request);
    auto config = world.engine().config();
    config.server.reads = config::Reads::token;
    release::Actor const ops{"olga", "Olga", {release::Role::ops}, "test"};
    world.engine().submit({.actor = ops, .work = engine::ApplyConfig{config}});
    world.commit();
    world.pass_seconds(30);
    EXPECT_TRUE(watched.expired());
    EXPECT_EQ(world.read(request, *poll).problem(), "token-missing");
}

TEST(Stream, the_end_of_the_daemon_ends_it) {
    ApiWorld world;
    static_cast<void>(world.send(streaming("/v1/events")));
    EXPECT_TRUE(world.api().wants_seconds());
    world.api().close();
    EXPECT_FALSE(world.api().wants_seconds());
}

}  // namespace
}  // namespace cadence::testing
