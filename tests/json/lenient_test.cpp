#include "json/lenient.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "json/text.h"

namespace cadence::json {
namespace {

TEST(Lenient, takes_what_is_of_the_type_and_nothing_else) {
    auto const value = parse(R"({"s":"x","n":7,"b":18446744073709551615,"f":1.5,"t":true,"z":null,
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

TEST(Lenient, reads_every_time_that_a_forge_writes) {
    for (auto const* text : {R"("2013-12-03T17:15:43Z")", R"("2013-12-03T18:15:43+01:00")",
                             R"("2013-12-03 17:15:43 UTC")", R"("2013-12-03 18:15:43 +0100")",
                             R"("2013-12-03 12:15:43 -0500")", "1386090943", R"("1386090943")"})
        EXPECT_EQ(instant_at(parse(text).value(), ""), parse_instant("2013-12-03T17:15:43Z").value()) << text;
    for (auto const* text : {R"("")", R"("2013-12-03")", R"("2013-12-03 17:15:43")", R"("yesterday")", "-1",
                             "253402300800", "1e9", "null", "true", R"("2013-12-03 17:15:43 CET")"})
        EXPECT_EQ(instant_at(parse(text).value(), ""), std::nullopt) << text;
}

TEST(Lenient, finds_members_by_their_names) {
    auto const value = parse(R"({"s":"x","n":7,"l":["a",1,"b"],"o":[{"s":"y"},2]})").value();
    auto const& object = value.get_object();
    EXPECT_EQ(text_in(value, "s"), "x");
    EXPECT_EQ(text_in(value, "n"), "");
    EXPECT_EQ(text_in(parse("[]").value(), "s"), "");
    EXPECT_EQ(texts_in(object, "l"), (std::vector<std::string>{"a", "b"}));
    ASSERT_EQ(objects_in(object, "o").size(), 1U);
    EXPECT_EQ(text_in(*objects_in(object, "o").front(), "s"), "y");
    EXPECT_TRUE(objects_in(object, "none").empty());
}

}  // namespace
}  // namespace cadence::json
