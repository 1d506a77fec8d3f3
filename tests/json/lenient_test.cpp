#include "forge/hook_world.h"
#include "forge/pick.h"

namespace cadence::forge {
namespace {

TEST(Pick, takes_what_is_of_the_type_and_nothing_else) {
    auto const value = json::parse(R"({"s":"x","n":7,"b":18446744073709551615,"f":1.5,"t":true,"z":null,
                                       "l":[{"name":"a"},{"name":""},3,{"name":"b"}],"o":{"a/b":{"~":"deep"}}})")
                           .value();
    EXPECT_EQ(text_at(value, "/s"), "x");
    EXPECT_EQ(text_at(value, "/n"), "7");
    EXPECT_EQ(text_at(value, "/b"), "18446744073709551615");
    EXPECT_EQ(text_at(value, "/o/a~1b/~0"), "deep");
    EXPECT_EQ(text_at(value, "/l/3/name"), "b");
    for (auto const* pointer :
         {"/f", "/t", "/z", "/l", "/o", "/none", "/s/x", "/l/9", "/l/-", "s", "/l/01", "/o/~"})
        EXPECT_EQ(text_at(value, pointer), "") << pointer;
    EXPECT_TRUE(flag_at(value, "/t"));
    EXPECT_FALSE(flag_at(value, "/s"));
    EXPECT_EQ(number_at(value, "/n"), 7);
    EXPECT_EQ(number_at(value, "/b"), std::nullopt);
    EXPECT_EQ(list_at(value, "/l").size(), 4U);
    EXPECT_TRUE(list_at(value, "/o").empty());
    EXPECT_EQ(texts_at(value, "/l", "/name"), (std::vector<std::string>{"a", "b"}));
    EXPECT_TRUE(has(value, "/f"));
    EXPECT_FALSE(has(value, "/z"));
}

TEST(Pick, reads_every_time_that_a_forge_writes) {
    for (auto const* text : {R"("2013-12-03T17:15:43Z")", R"("2013-12-03T18:15:43+01:00")",
                             R"("2013-12-03 17:15:43 UTC")", R"("2013-12-03 18:15:43 +0100")",
                             R"("2013-12-03 12:15:43 -0500")", "1386090943", R"("1386090943")"})
        EXPECT_EQ(instant_at(json::parse(text).value(), ""), at("2013-12-03T17:15:43Z")) << text;
    for (auto const* text : {R"("")", R"("2013-12-03")", R"("2013-12-03 17:15:43")", R"("yesterday")", "-1",
                             "253402300800", "1e9", "null", "true", R"("2013-12-03 17:15:43 CET")"})
        EXPECT_EQ(instant_at(json::parse(text).value(), ""), std::nullopt) << text;
}

}  // namespace
}  // namespace cadence::forge
