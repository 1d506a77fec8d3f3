#include "json/codec.h"

#include <array>
#include <cstdint>

#include <boost/describe/class.hpp>
#include <gtest/gtest.h>

#include "json/text.h"
#include "release/terms.h"

namespace cadence::json::test {

struct Freeze {
    Instant until;
    std::string reason;
    bool operator==(Freeze const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Freeze, (), (until, reason))

struct Request {
    Freeze freeze;
    std::vector<release::Choice> choices;
    std::int64_t count = 3;
    bool force = false;
    std::uint8_t small = 1;
    std::optional<Duration> wait;
    std::map<std::string, Date> days;
    std::optional<double> cvss;
    bool operator==(Request const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Request, (), (freeze, choices, count, force, small, wait, days, cvss))

}  // namespace cadence::json::test

namespace cadence::json {

namespace {

using test::Request;

constexpr std::string_view kWhole =
    R"({"freeze":{"until":"2026-01-22T11:00:00+01:00","reason":"audit"},"force":true})";

Value value_of(std::string_view text) {
    return parse(text).value();
}

Result<Request> request_in(Value const& value) {
    return from_request<Request>(value, {"choices", "count", "small", "days"});
}

Error refusal(std::string_view text) {
    auto const read = request_in(value_of(text));
    EXPECT_FALSE(read) << text;
    return read ? Error{} : read.error();
}

TEST(Codec, writes_members_in_order_and_leaves_out_what_is_nothing) {
    auto const request = request_in(value_of(kWhole)).value();
    EXPECT_EQ(dump(to_json(request)),
              R"({"freeze":{"until":"2026-01-22T10:00:00Z","reason":"audit"},"choices":[],"count":3,)"
              R"("force":true,"small":1,"days":{}})");
}

TEST(Codec, null_is_nothing_for_an_optional_only) {
    auto with = value_of(kWhole);
    with.as_object()["wait"] = nullptr;
    EXPECT_EQ(request_in(with), request_in(value_of(kWhole)));
    with.as_object()["count"] = nullptr;
    EXPECT_EQ(request_in(with).error().field, "#/count");
}

TEST(Codec, a_fraction_may_be_written_as_a_whole_number_and_stays_exact) {
    auto body = value_of(kWhole);
    for (auto const& [text, number] : {std::pair{"7", 7.0}, std::pair{"7.0", 7.0}, std::pair{"9.8", 9.8}}) {
        body.as_object()["cvss"] = value_of(text);
        EXPECT_EQ(request_in(body).value().cvss, number);
    }
    EXPECT_NE(dump(to_json(request_in(body).value())).find(R"("cvss":9.8})"), std::string::npos);
}

TEST(Codec, writes_all_but_the_members_it_is_told_to_leave_out) {
    auto const request = request_in(value_of(kWhole)).value();
    EXPECT_EQ(dump(to_json_without(request, {"freeze", "days", "choices"})),
              R"({"count":3,"force":true,"small":1})");
}

TEST(Codec, a_row_of_another_version_is_read_with_defaults) {
    auto const read = from_json<Request>(value_of(R"({"count":7,"colour":"blue"})"));
    ASSERT_TRUE(read);
    Request expected;
    expected.count = 7;
    EXPECT_EQ(*read, expected);
}

TEST(Strict, an_unknown_member_is_named_with_the_nearest_known) {
    auto const error =
        refusal(R"({"freeze":{"until":"2026-01-22T10:00:00Z","raeson":"audit"},"force":true})");
    EXPECT_EQ(error.code, ErrorCode::invalid);
    EXPECT_EQ(error.problem, "unknown-field");
    EXPECT_EQ(error.field, "#/freeze/raeson");
    EXPECT_EQ(error.detail, "#/freeze/raeson is not a known member. Did you mean \"reason\"?");
    EXPECT_EQ(error.alternatives, std::vector<std::string>{"reason"});
}

TEST(Strict, an_unknown_member_like_no_other_lists_them_all) {
    auto const error = refusal(R"({"freeze":{"until":"2026-01-22T10:00:00Z","a/b~ c":1},"force":true})");
    EXPECT_EQ(error.field, "#/freeze/a~1b~0%20c");
    EXPECT_EQ(error.alternatives, (std::vector<std::string>{"until", "reason"}));
}

TEST(Strict, a_missing_member_is_named) {
    auto const error = refusal(R"({"freeze":{"until":"2026-01-22T10:00:00Z"},"force":true})");
    EXPECT_EQ(error.problem, "missing-field");
    EXPECT_EQ(error.field, "#/freeze/reason");
}

TEST(Strict, another_type_is_told_where_and_what) {
    auto const error = refusal(R"({"freeze":{"until":5,"reason":"audit"},"force":true})");
    EXPECT_EQ(error.problem, "wrong-type");
    EXPECT_EQ(error.field, "#/freeze/until");
    EXPECT_EQ(error.detail, "#/freeze/until must be an instant like \"2026-01-22T10:00:00Z\", not a number.");
}

TEST(Strict, an_enumerator_that_is_none_lists_those_that_are) {
    auto body = value_of(kWhole);
    body.as_object()["choices"] = {"go", "maybe"};
    auto const read = request_in(body);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().problem, "unknown-value");
    EXPECT_EQ(read.error().field, "#/choices/1");
    EXPECT_EQ(read.error().alternatives, (std::vector<std::string>{"go", "no_go"}));
}

TEST(Strict, what_only_looks_right_is_refused_at_its_place) {
    struct Case {
        std::string_view member;
        std::string_view value;
        std::string_view field;
    };
    for (auto const& each :
         {Case{"freeze", R"({"until":"yesterday","reason":""})", "#/freeze/until"},
          Case{"freeze", "[]", "#/freeze"}, Case{"count", "1.5", "#/count"},
          Case{"count", "\"1\"", "#/count"}, Case{"count", "99999999999999999999", "#/count"},
          Case{"small", "256", "#/small"}, Case{"small", "-1", "#/small"}, Case{"force", "1", "#/force"},
          Case{"choices", "{}", "#/choices"}, Case{"choices", "[0]", "#/choices/0"},
          Case{"wait", "\"soon\"", "#/wait"}, Case{"cvss", "\"7.5\"", "#/cvss"},
          Case{"cvss", "true", "#/cvss"}, Case{"cvss", "1e999", "#/cvss"},
          Case{"days", R"({"2026":"2026-02-30"})", "#/days/2026"}}) {
        auto body = value_of(kWhole);
        body.as_object()[boost::json::string_view{each.member}] = value_of(each.value);
        auto const read = request_in(body);
        ASSERT_FALSE(read) << each.member << " = " << each.value;
        EXPECT_EQ(read.error().field, each.field);
        EXPECT_NE(read.error().detail, "");
    }
}

TEST(Codec, a_pointer_continues_the_one_given) {
    EXPECT_EQ(from_json<Request>(value_of(R"({"count":"x"})"), "#/body").error().field, "#/body/count");
}

}  // namespace
}  // namespace cadence::json
