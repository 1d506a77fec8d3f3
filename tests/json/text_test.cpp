#include "json/text.h"

#include <limits>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "json/reader.h"

namespace cadence::json {
namespace {

std::string detail_of(std::string_view text) {
    auto const read = parse_foreign(text);
    EXPECT_FALSE(read) << text;
    if (read) return {};
    EXPECT_EQ(read.error().code, ErrorCode::invalid);
    EXPECT_EQ(read.error().problem, "malformed-json");
    return read.error().detail;
}

TEST(JsonText, is_read_and_written_in_its_order) {
    constexpr std::string_view kText =
        R"({"b":[1,-2,3.5E0,true,null,"\u00fc"],"a":{"":{}},"big":18446744073709551615})";
    EXPECT_EQ(dump(parse(kText).value()),
              "{\"b\":[1,-2,3.5,true,null,\"ü\"],\"a\":{\"\":{}},\"big\":18446744073709551615}");
}

TEST(JsonText, has_fractions_as_people_write_them) {
    for (auto const& [text, written] :
         {std::pair{"7.5", "7.5"}, std::pair{"9.80", "9.8"}, std::pair{"7.0", "7.0"}, std::pair{"0.1", "0.1"},
          std::pair{"-0.0", "-0.0"}, std::pair{"1.25e2", "125.0"}, std::pair{"1e22", "1e+22"},
          std::pair{"123456789012.5", "123456789012.5"}, std::pair{"1E-7", "1e-07"}})
        EXPECT_EQ(dump(parse(text).value()), written) << text;
}

TEST(JsonText, has_no_word_for_what_is_no_number) {
    EXPECT_EQ(dump(Value(std::numeric_limits<double>::quiet_NaN())), "null");
    EXPECT_EQ(dump(Value(-std::numeric_limits<double>::infinity())), "null");
}

TEST(JsonText, reads_a_number_to_the_nearest_there_is) {
    for (auto const each : {8.37377E9, 2.2250738585072011e-308, 9007199254740993.0, 6.631236846766476e-316}) {
        auto const read = parse(fmt::format("{}", each)).value();
        EXPECT_EQ(read.to_number<double>(), each) << fmt::format("{}", each);
    }
}

TEST(JsonText, names_the_line_and_column_of_what_is_wrong) {
    EXPECT_EQ(detail_of("{\n  \"a\": 1,\n  \"b\": tru\n}"),
              "The JSON is malformed at line 3, column 8: syntax error.");
    EXPECT_EQ(detail_of("[1, "), "The JSON is malformed at line 1, column 5: it ends too early.");
    EXPECT_EQ(detail_of(""), "The JSON is malformed at line 1, column 1: it ends too early.");
    EXPECT_EQ(detail_of("1 2"), "The JSON is malformed at line 1, column 3: there is more after its end.");
}

TEST(JsonText, a_name_stands_once_in_an_object) {
    EXPECT_EQ(detail_of("{\"vote\":\"go\",\n\"vote\":\"no_go\"}"),
              "The JSON is malformed at line 2, column 6: \"vote\" appears twice in one object.");
    EXPECT_NE(detail_of(R"({"a":{"x":1,"\u0078":2}})").find("\"x\" appears twice"), std::string::npos);
    EXPECT_TRUE(parse(R"({"a":{"x":1},"b":{"x":1},"x":[{"x":1},{"x":1}]})"));
}

TEST(JsonText, is_as_deep_as_allowed_and_no_deeper) {
    auto const nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_TRUE(parse(nested(kMaxDepth)));
    EXPECT_NE(detail_of(nested(kMaxDepth + 1)).find("more than 32 levels"), std::string::npos);
}

TEST(JsonText, is_utf8_and_plain_json) {
    for (auto const* text : {"\"\xff\"", "\"\xc0\x80\"", "\"\xed\xa0\x80\"", "{\"\xff\":1}", "\"a\nb\"",
                             "'a'", "[1,]", "// no", "NaN", "01", "{a:1}", "\xef\xbb\xbf{}"})
        detail_of(text);
}

}  // namespace
}  // namespace cadence::json
