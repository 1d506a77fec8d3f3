// What flags are worth, asked for by OpenFeature's protocol (OFREP).
#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/flag_world.h"

namespace cadence::testing {
namespace {

using ::testing::HasSubstr;

constexpr auto kUser = R"({"context":{"targetingKey":"user-1"}})";

std::string in_groups(std::string const& groups) {
    return R"({"context":{"targetingKey":"user-1","plan":{"name":"gold"},"groups":)" + groups + "}}";
}

TEST(Evaluation, of_one_flag_has_its_value_with_why) {
    FlagWorld world;
    world.add(kFlag);
    auto const path = kEvaluate + "/" + kFlag;
    EXPECT_EQ(world.evaluate(path, kUser).json(),
              boost::json::parse(R"({"key":"CHANNEL_MANAGER_ENABLED","value":false,"reason":"DISABLED",
                                     "variant":"off","metadata":{"stage":"off"}})"));
    ASSERT_EQ(world.flip(kFlag, "internal").status, 200);
    for (auto const& [groups, value] : {std::pair{R"(["internal"])", "true"},
                                        {R"("internal")", "true"},
                                        {R"(["beta"])", "false"},
                                        {"[]", "false"},
                                        {"null", "false"}}) {
        auto const answer = world.evaluate(path, in_groups(groups));
        EXPECT_EQ(answer.at("/value"), value) << groups;
        EXPECT_EQ(answer.at("/reason"), "TARGETING_MATCH") << groups;
    }
    ASSERT_EQ(world.put("anna", kFlagPath, R"({"stage":"beta","percentage":15,"reason":"go on"})").status,
              200);
    EXPECT_EQ(world.evaluate(path, kUser).at("/value"), "false") << "user-1 has place 15";
    ASSERT_EQ(world.put("anna", kFlagPath, R"({"percentage":16,"reason":"go on"})").status, 200);
    EXPECT_EQ(world.evaluate(path, kUser).at("/value"), "true");
    EXPECT_EQ(world.evaluate(path, kUser).at("/reason"), "SPLIT");
    ASSERT_EQ(world.flip(kFlag, "all").status, 200);
    EXPECT_EQ(world.evaluate(path, kUser).at("/reason"), "STATIC");
    EXPECT_EQ(world.evaluate(path, kUser).at("/variant"), "on");
}

TEST(Evaluation, of_all_flags_answers_304_to_a_post_while_nothing_differs_for_whoever_asks) {
    FlagWorld world;
    world.add(kFlag);
    world.add("OTHER");
    ASSERT_EQ(world.flip("OTHER", "internal").status, 200);
    auto const staff = world.evaluate(kEvaluate, in_groups(R"(["internal"])"));
    EXPECT_EQ(staff.json().at("flags").as_array().size(), 2U);
    EXPECT_EQ(staff.at("/flags/1/key"), "OTHER");
    EXPECT_EQ(staff.at("/flags/1/value"), "true");
    auto const etag = staff.header("etag");
    auto const again = world.evaluate(kEvaluate, in_groups(R"(["internal"])"), {{"if-none-match", etag}});
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.header("etag"), etag);
    EXPECT_EQ(again.body, "");
    EXPECT_EQ(world.evaluate(kEvaluate, kUser, {{"if-none-match", etag}}).status, 200) << "another context";
    ASSERT_EQ(world.flip("OTHER", "off").status, 200);
    EXPECT_EQ(world.evaluate(kEvaluate, in_groups(R"(["internal"])"), {{"if-none-match", etag}}).status, 200);
}

TEST(Evaluation, without_any_flag_is_an_empty_list) {
    FlagWorld world;
    EXPECT_EQ(world.evaluate(kEvaluate, kUser).body, R"({"flags":[],"metadata":{},"eventStreams":[]})");
}

TEST(Evaluation, that_cannot_be_done_says_so_in_the_protocols_words_and_in_ours) {
    FlagWorld world;
    world.add(kFlag);
    struct Case {
        std::string body;
        std::string code;
        std::string problem;
    };
    for (auto const& [body, code, problem] :
         {Case{"", "PARSE_ERROR", "malformed-json"}, Case{"{", "PARSE_ERROR", "malformed-json"},
          Case{R"({"context":{"targetingKey":"a","targetingKey":"b"}})", "PARSE_ERROR", "malformed-json"},
          Case{"[]", "INVALID_CONTEXT", "invalid-context"}, Case{"{}", "INVALID_CONTEXT", "invalid-context"},
          Case{R"({"context":7})", "INVALID_CONTEXT", "invalid-context"},
          Case{R"({"context":{}})", "TARGETING_KEY_MISSING", "targeting-key-missing"},
          Case{R"({"context":{"targetingKey":""}})", "TARGETING_KEY_MISSING", "targeting-key-missing"},
          Case{R"({"context":{"targetingKey":null}})", "TARGETING_KEY_MISSING", "targeting-key-missing"},
          Case{R"({"context":{"targetingKey":7}})", "INVALID_CONTEXT", "invalid-context"},
          Case{R"({"context":{"targetingKey":{"id":7}}})", "INVALID_CONTEXT", "invalid-context"},
          Case{in_groups("7"), "INVALID_CONTEXT", "invalid-context"},
          Case{in_groups("[7]"), "INVALID_CONTEXT", "invalid-context"},
          Case{in_groups(R"({"a":1})"), "INVALID_CONTEXT", "invalid-context"}}) {
        for (auto const& path : {kEvaluate, kEvaluate + "/" + kFlag}) {
            auto const failed = world.evaluate(path, body);
            EXPECT_EQ(failed.status, 400) << body;
            EXPECT_EQ(failed.at("/errorCode"), code) << path << " " << body;
            EXPECT_EQ(failed.problem(), problem) << path << " " << body;
            EXPECT_EQ(failed.at("/errorDetails"), failed.at("/detail")) << body;
            EXPECT_EQ(failed.at("/key"), path == kEvaluate ? "" : kFlag) << body;
        }
    }
}

TEST(Evaluation, of_a_key_that_is_not_known_says_so_however_odd_it_is) {
    FlagWorld world;
    for (auto const& [sent, key] : {std::pair<std::string, std::string>{"nope", "nope"},
                                    {"a%20b", "a b"},
                                    {"a%2Fb", "a/b"},
                                    {"%22%7D", "\"}"},
                                    {"%F0%9F%A5%8A", "\xF0\x9F\xA5\x8A"},
                                    {std::string(900, 'x'), std::string(900, 'x')}}) {
        auto const unknown = world.evaluate(kEvaluate + "/" + sent, kUser);
        EXPECT_EQ(unknown.status, 404) << sent;
        EXPECT_EQ(unknown.at("/errorCode"), "FLAG_NOT_FOUND") << sent;
        EXPECT_EQ(unknown.at("/key"), key) << sent;
    }
}

TEST(Evaluation, takes_json_only_and_no_large_context) {
    FlagWorld world;
    auto const as_text =
        world.ask(ApiWorld::request(net::Method::post, kEvaluate, {{"content-type", "text/plain"}}, kUser));
    EXPECT_EQ(as_text.status, 415);
    auto const large =
        world.evaluate(kEvaluate, R"({"context":{"targetingKey":")" + std::string(20'000, 'x') + "\"}}");
    EXPECT_EQ(large.status, 413);
    EXPECT_EQ(world.get(kEvaluate).status, 405);
}

constexpr auto kShop = R"(
[[people]]
id = "shop"
roles = ["application"]
[[people]]
id = "stan"
)";

TEST(Evaluation, by_an_application_is_all_that_its_token_is_good_for) {
    FlagWorld world{{.server = "reads = \"token\"", .more = kShop}};
    world.add(kFlag);
    EXPECT_EQ(world.evaluate(kEvaluate, kUser).status, 401);
    EXPECT_EQ(world.evaluate(kEvaluate, kUser, {world.as("shop")}).status, 200);
    EXPECT_EQ(world.evaluate(kEvaluate + "/" + kFlag, kUser, {world.as("shop")}).status, 200);
    auto refused = 0;
    for (auto const& route : api::routes()) {
        auto const evaluates = route.right == release::Right::evaluate_flags;
        if (evaluates || route.access == api::Access::everyone || route.pattern == api::kSignInPath) continue;
        if (route.pattern.find('{') != route.pattern.npos) continue;
        auto const answer =
            world.ask(ApiWorld::request(route.method, std::string{route.pattern},
                                        {world.as("shop"), {"content-type", "application/json"}}, "{}"));
        EXPECT_EQ(answer.problem(), "role-needed") << route.pattern;
        ++refused;
    }
    EXPECT_GT(refused, 15);
    EXPECT_EQ(world.get(kFlagPath, {world.as("shop")}).problem(), "role-needed");
    EXPECT_EQ(world.put("shop", kFlagPath, R"({"owner":"shop"})").problem(), "role-needed");
}

TEST(Evaluation, and_reading_are_for_all_others_who_have_a_token_as_they_were) {
    FlagWorld world{{.server = "reads = \"token\"", .more = kShop}};
    for (auto const* person : {"anna", "paul", "quinn", "eve", "bob", "olga", "stan", "operator"}) {
        EXPECT_EQ(world.get("/v1/status", {world.as(person)}).status, 200) << person;
        EXPECT_EQ(world.evaluate(kEvaluate, kUser, {world.as(person)}).status, 200) << person;
    }
}

TEST(Evaluation, an_application_on_one_train_reads_no_more_than_one_on_all) {
    FlagWorld world{{.server = "reads = \"token\"",
                     .more = "[[people]]\nid = \"shop\"\ntrain_roles = { backend = [\"application\"] }\n"}};
    EXPECT_EQ(world.evaluate(kEvaluate, kUser, {world.as("shop")}).status, 200);
    EXPECT_EQ(world.get("/v1/status", {world.as("shop")}).problem(), "role-needed");
}

TEST(Evaluation, may_be_asked_for_far_more_often_than_anything_is_read) {
    FlagWorld world{{.server = "reads = \"token\"\nreads_per_second = 2", .more = kShop}};
    world.add(kFlag);
    auto answered = 0;
    auto const ask = [&] {
        auto const exchange = world.send(ApiWorld::request(
            net::Method::post, kEvaluate, {world.as("shop"), {"content-type", "application/json"}}, kUser));
        return exchange->answer->head.substr(9, 3);
    };
    while (answered < 5'000 && ask() == "200") ++answered;
    EXPECT_EQ(answered, 2 * 50 * 10) << "ten seconds' worth";
    EXPECT_EQ(ask(), "429");
    EXPECT_EQ(world.get("/v1/status", {world.as("anna")}).status, 200);
}

TEST(Evaluation, of_a_release_day_changes_with_the_commit_and_not_before) {
    FlagWorld world;
    world.add(kFlag);
    auto const flip = world.send(ApiWorld::request(net::Method::put, kFlagPath,
                                                   {world.as("anna"), {"content-type", "application/json"}},
                                                   R"({"stage":"internal","reason":"as planned"})"));
    auto const ask = [&] {
        auto const exchange = world.send(ApiWorld::request(net::Method::post, kEvaluate + "/" + kFlag,
                                                           {{"content-type", "application/json"}},
                                                           in_groups(R"(["internal"])")));
        return exchange->answer->body;
    };
    EXPECT_THAT(ask(), HasSubstr("\"value\":false"));
    world.commit();
    EXPECT_THAT(ask(), HasSubstr("\"value\":true"));
    ASSERT_TRUE(flip->answer);
}

}  // namespace
}  // namespace cadence::testing
