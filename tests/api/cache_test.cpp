#include "api/cache.h"

#include <gtest/gtest.h>

#include "api/flag_world.h"
#include "api/story.h"

namespace cadence::testing {
namespace {

void add_delivery(ApiWorld& world, std::string id) {
    store::Delivery delivery;
    delivery.id = std::move(id);
    delivery.lane = "channel:team-chat";
    delivery.topic = "test";
    delivery.body = "{}";
    auto transaction = world.engine().store().begin();
    transaction.add_delivery(delivery);
    transaction.commit();
}

TEST(Cache, the_same_question_gets_the_same_bytes_until_something_is_committed) {
    ApiWorld world;
    auto const first = world.get("/v1/upcoming?count=4");
    EXPECT_EQ(world.get("/v1/upcoming?count=4").prepared, first.prepared);
    world.post("quinn", kReleasePath + "/issues", R"({"text":"slow"})");
    EXPECT_NE(world.get("/v1/upcoming?count=4").prepared, first.prepared);
}

TEST(Cache, a_commit_on_one_train_leaves_the_bytes_of_another_alone) {
    ApiWorld world{{.more = std::string{kWebTrain}}};
    world.token("quinn");
    auto const web = world.get("/v1/status?train=web");
    auto const backend = world.get("/v1/status?train=backend");
    auto const all = world.get("/v1/status");
    world.post("quinn", kReleasePath + "/issues", R"({"text":"slow"})");
    EXPECT_EQ(world.get("/v1/status?train=web").prepared, web.prepared);
    EXPECT_NE(world.get("/v1/status?train=backend").prepared, backend.prepared);
    EXPECT_NE(world.get("/v1/status").prepared, all.prepared);
}

TEST(Cache, what_concerns_the_daemon_renews_everything) {
    ApiWorld world;
    auto const before = world.get("/v1/status?train=backend");
    world.clock.step(std::chrono::hours{3});
    world.engine().tick();
    EXPECT_NE(world.get("/v1/status?train=backend").prepared, before.prepared);
}

net::Request with_head(net::Headers headers = {}, std::string_view head = "GET /v1/status HTTP/1.1\r\n\r\n") {
    auto request = ApiWorld::request(net::Method::get, "/v1/status", std::move(headers));
    request.head = head;
    return request;
}

TEST(Cache, the_same_bytes_of_anybody_get_the_same_answer_until_something_is_committed) {
    ApiWorld world;
    world.token("quinn");
    auto const request = with_head();
    EXPECT_EQ(world.api().kept(request.head, "127.0.0.1:50312"), nullptr);
    auto const answer = world.ask(request);
    EXPECT_EQ(world.api().kept(request.head, "127.0.0.1:50312"), answer.prepared);
    EXPECT_EQ(world.api().kept("GET /v1/status HTTP/1.1\r\nAccept: text/plain\r\n\r\n", ""), nullptr);
    world.post("quinn", kReleasePath + "/issues", R"({"text":"slow"})");
    EXPECT_EQ(world.api().kept(request.head, "127.0.0.1:50312"), nullptr);
}

TEST(Cache, no_answer_is_kept_for_the_bytes_of_a_caller_of_a_question_or_of_a_refusal) {
    ApiWorld world{{.server = "reads = \"token\""}};
    auto const mine = with_head({world.as("quinn")}, "mine");
    EXPECT_EQ(world.ask(mine).status, 200);
    EXPECT_EQ(world.api().kept(mine.head, ""), nullptr);
    auto const refused = with_head({}, "refused");
    EXPECT_EQ(world.ask(refused).status, 401);
    EXPECT_EQ(world.api().kept(refused.head, ""), nullptr);
    ApiWorld open;
    auto question = with_head({}, "question");
    question.method = net::Method::head;
    EXPECT_EQ(open.ask(question).status, 200);
    EXPECT_EQ(open.api().kept(question.head, ""), nullptr);
    auto const too_long = std::string(api::Cache::kLongestHead + 1, 'x');
    EXPECT_EQ(open.ask(with_head({}, too_long)).status, 200);
    EXPECT_EQ(open.api().kept(too_long, ""), nullptr);
}

TEST(Cache, whoever_asks_too_often_gets_nothing_kept) {
    ApiWorld world{{.server = "reads_per_second = 1"}};
    auto const request = with_head();
    EXPECT_EQ(world.ask(request).status, 200);
    int given = 0;
    while (world.api().kept(request.head, "203.0.113.7:50312")) ++given;
    EXPECT_EQ(given, 10) << "ten seconds' worth";
    EXPECT_NE(world.api().kept(request.head, "203.0.113.8:50312"), nullptr);
}

TEST(Cache, text_and_json_are_kept_apart) {
    ApiWorld world;
    auto const json = world.get("/v1/status");
    auto const text = world.get("/v1/status", {{"accept", "text/plain"}});
    EXPECT_NE(json.header("etag"), text.header("etag"));
    EXPECT_EQ(world.get("/v1/status").prepared, json.prepared);
    EXPECT_EQ(world.get("/v1/status", {{"accept", "text/plain"}}).prepared, text.prepared);
}

TEST(Cache, who_has_it_already_gets_304_from_bytes_kept_ready) {
    ApiWorld world;
    auto const whole = world.get("/v1/status");
    auto const etag = whole.header("etag");
    ASSERT_EQ(etag.size(), 34U);
    auto const unchanged = world.get("/v1/status", {{"if-none-match", etag}});
    EXPECT_EQ(unchanged.status, 304);
    EXPECT_EQ(unchanged.body, "");
    EXPECT_EQ(unchanged.header("etag"), etag);
    EXPECT_EQ(unchanged.header("cache-control"), "no-cache");
    EXPECT_EQ(unchanged.header("vary"), "Accept, Accept-Encoding");
    EXPECT_EQ(world.get("/v1/status", {{"if-none-match", "\"x\", W/" + etag}}).prepared, unchanged.prepared);
    EXPECT_EQ(world.get("/v1/status", {{"if-none-match", "*"}}).status, 304);
    EXPECT_EQ(world.get("/v1/status", {{"if-none-match", "\"x\""}, {"if-none-match", etag}}).status, 304);
    EXPECT_EQ(world.get("/v1/status", {{"if-none-match", "\"other\""}}).prepared, whole.prepared);
    world.post("quinn", kReleasePath + "/issues", R"({"text":"slow"})");
    EXPECT_EQ(world.get("/v1/status", {{"if-none-match", etag}}).status, 200);
}

TEST(Cache, who_takes_gzip_gets_it_under_a_tag_of_its_own) {
    ApiWorld world;
    net::Headers const takes{{"accept-encoding", "br, gzip;q=0.8"}};
    auto const plain = world.get("/v1/status");
    auto const zipped = world.get("/v1/status", takes);
    EXPECT_EQ(zipped.header("content-encoding"), "gzip");
    EXPECT_EQ(zipped.header("content-type"), "application/json");
    EXPECT_EQ(zipped.header("vary"), "Accept, Accept-Encoding");
    EXPECT_LT(zipped.prepared->body.size() * 2, plain.body.size());
    EXPECT_EQ(zipped.body, plain.body) << "unpacked";
    EXPECT_EQ(zipped.header("etag"), plain.header("etag").substr(0, 33) + "-gzip\"");
    EXPECT_EQ(world.get("/v1/status", takes).prepared, zipped.prepared) << "kept";
    EXPECT_EQ(world.get("/v1/status").header("content-encoding"), "") << "for those who ask for it alone";
    for (auto const& tag : {plain.header("etag"), zipped.header("etag")}) {
        auto const unchanged =
            world.get("/v1/status", {{"accept-encoding", "gzip"}, {"if-none-match", "\"x\", W/" + tag}});
        EXPECT_EQ(unchanged.status, 304);
        EXPECT_EQ(unchanged.header("etag"), zipped.header("etag"));
    }
    EXPECT_EQ(world.get("/v1/status", {{"if-none-match", zipped.header("etag")}}).status, 304);
}

TEST(Cache, gzip_is_for_those_who_want_it_and_for_what_is_long) {
    ApiWorld world;
    auto const coding = [&](std::string const& target, std::string const& accept) {
        return world.get(target, {{"accept-encoding", accept}}).header("content-encoding");
    };
    EXPECT_EQ(coding("/v1/status", "gzip"), "gzip");
    EXPECT_EQ(coding("/v1/status", "*"), "gzip");
    EXPECT_EQ(coding("/v1/status", "gzip;q=0"), "");
    EXPECT_EQ(coding("/v1/status", "*;q=0"), "");
    EXPECT_EQ(coding("/v1/status", "gzip;q=0.5, identity"), "");
    EXPECT_EQ(coding("/v1/status", "identity;q=0.5, gzip"), "gzip");
    EXPECT_EQ(coding("/v1/status", "br"), "");
    EXPECT_EQ(coding("/v1/status", ""), "");
    EXPECT_EQ(coding("/v1/gates/merge/check", "gzip"), "");
    EXPECT_EQ(coding("/health/ready", "gzip"), "");
    EXPECT_EQ(world.get("/v1/none", {{"accept-encoding", "gzip"}}).header("content-encoding"), "");
}

/// The style sheet that a page names.
std::string style_of(std::string const& page) {
    auto const from = page.find("/assets/");
    return page.substr(from, page.find('"', from) - from);
}

TEST(Cache, every_GET_has_a_strong_tag_and_honours_it) {
    FlagWorld world;
    world.add(kFlag);
    deploy(world);
    world.post("paul", kReleasePath + "/notes", R"({"changelog":"## 1.2.0\n- Bulk upload"})");
    world.post("olga", kReleasePath + "/rollback", R"({"severity":"P0","reason":"bookings are lost"})");
    add_delivery(world, "dlv_1");
    for (auto const& route : api::routes()) {
        if (route.method != net::Method::get || route.pattern.ends_with("/check")) continue;
        auto target = std::string{route.pattern};
        if (auto const at = target.find("{id}"); at != target.npos) target.replace(at, 4, kRelease);
        if (auto const at = target.find("{train}"); at != target.npos) target.replace(at, 7, "backend");
        if (target.ends_with("{file}")) target = style_of(world.get("/").body);
        if (auto const at = target.find("{delivery}"); at != target.npos) target.replace(at, 10, "dlv_1");
        if (auto const at = target.find("{flag}"); at != target.npos) target.replace(at, 6, kFlag);
        if (auto const at = target.find("{review}"); at != target.npos)
            target.replace(at, 8, "backend-2026-Q1");
        auto const headers = net::Headers{world.as("olga")};
        world.get(target, headers);  // its token is remembered as used
        auto const whole = world.get(target, headers);
        ASSERT_EQ(whole.status, 200) << target;
        ASSERT_TRUE(whole.header("etag").starts_with('"')) << target;
        if (target == "/metrics") continue;  // counts the request that asks for it
        EXPECT_EQ(world.get(target, {world.as("olga"), {"if-none-match", whole.header("etag")}}).status, 304)
            << target;
    }
}

TEST(Cache, a_HEAD_shares_the_bytes_of_its_GET) {
    ApiWorld world;
    auto const whole = world.get("/v1/status");
    EXPECT_EQ(world.ask(ApiWorld::request(net::Method::head, "/v1/status")).prepared, whole.prepared);
}

TEST(Cache, a_gate_asked_often_is_not_worked_out_again) {
    ApiWorld world;
    EXPECT_EQ(world.get("/v1/gates/merge/check").prepared, world.get("/v1/gates/merge/check").prepared);
    EXPECT_EQ(world.get("/v1/gates/deploy/check").prepared, world.get("/v1/gates/deploy/check").prepared);
}

TEST(Cache, it_is_bounded_in_number_and_bytes) {
    ApiWorld world;
    api::Cache cache{world.engine()};
    std::vector<net::Request> requests;
    for (std::size_t i = 0; i < 3 * api::Cache::kEntries; ++i) {
        auto const request = ApiWorld::request(net::Method::get, "/v1/upcoming?count=" + std::to_string(i));
        cache.keep({request, world.engine(), world.api().sources},
                   {.revision = world.engine().revision(), .bytes = 100});
        EXPECT_LE(cache.size(), api::Cache::kEntries);
        EXPECT_NE(cache.find({request, world.engine(), world.api().sources}), nullptr);
    }
    auto large = ApiWorld::request(net::Method::get, "/v1/large");
    large.head = "GET /v1/large HTTP/1.1\r\n\r\n";
    cache.keep({large, world.engine(), world.api().sources},
               {.revision = world.engine().revision(), .bytes = api::Cache::kLargest + 1});
    EXPECT_EQ(cache.find({large, world.engine(), world.api().sources}), nullptr);
    cache.keep_for_head({large, world.engine(), world.api().sources},
                        {net::prepare(net::Reply{}), Duration::max(), {}});
    EXPECT_EQ(cache.kept(large.head), nullptr) << "what is too large is not kept by its head either";
    for (std::size_t i = 0; i < 200; ++i) {
        auto const request = ApiWorld::request(net::Method::get, "/v1/big?n=" + std::to_string(i));
        cache.keep({request, world.engine(), world.api().sources},
                   {.revision = world.engine().revision(), .bytes = api::Cache::kLargest - 200});
        EXPECT_LE(cache.size() * 100, api::Cache::kBytes);
    }
    EXPECT_LE(cache.size(), api::Cache::kBytes / (api::Cache::kLargest - 400));
}

TEST(IfMatch, keeps_a_write_from_replacing_what_its_writer_has_not_seen) {
    ApiWorld world;
    auto const candidate = [&](std::string const& version, std::string const& tags) {
        return world.post("anna", kReleasePath + "/candidate", R"({"version":")" + version + "\"}",
                          {{"if-match", tags}});
    };
    auto const seen = world.get(kReleasePath).header("etag");
    EXPECT_EQ(candidate("1.0.0", "\"another\", " + seen).status, 200);
    auto const refused = candidate("2.0.0", seen);
    EXPECT_EQ(refused.status, 412);
    EXPECT_EQ(refused.problem(), "changed-meanwhile");
    EXPECT_EQ(refused.at("/detail"),
              kReleasePath + " is not what If-Match says; look again, and decide anew.");
    EXPECT_EQ(world.get(kReleasePath).at("/candidate/version"), "1.0.0");
    auto const now = world.get(kReleasePath).header("etag");
    EXPECT_EQ(candidate("2.0.0", "W/" + now).status, 412) << "compared strongly";
    auto const zipped = world.get(kReleasePath, {{"accept-encoding", "gzip"}}).header("etag");
    EXPECT_EQ(candidate("1.0.0", zipped).status, 200) << "the same, packed";
    EXPECT_EQ(candidate("2.0.0", "*").status, 200);
}

TEST(IfMatch, is_about_what_the_path_itself_answers_where_it_does) {
    ApiWorld world;
    auto const path = "/v1/trains/backend/freezes";
    auto const train = world.get("/v1/trains/backend").header("etag");
    std::string const body = R"({"actions":["merge"],"reason":"x"})";
    EXPECT_EQ(world.post("anna", path, body, {{"if-match", train}}).status, 200);
    EXPECT_EQ(world.post("anna", path, body, {{"if-match", train}}).status, 412);
}

}  // namespace
}  // namespace cadence::testing
