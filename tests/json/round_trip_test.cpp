#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "json/arbitrary.h"
#include "json/events.h"

namespace cadence::json {
namespace {

template <class T>
T through_text(T const& value) {
    auto const text = parse(dump(to_json(value)));
    RC_ASSERT(text.has_value());
    auto const back =
        from_json<T>(*text, "#", Mode::strict);  // the strict reader takes what the writer wrote
    RC_ASSERT(back.has_value());
    return *back;
}

Value any_value(int depth, bool fractions) {
    switch (*rc::gen::inRange(0, depth > 0 ? 8 : 6)) {
        case 0:
            return Value(nullptr);
        case 1:
            return Value(*rc::gen::arbitrary<bool>());
        case 2:
            return Value(*rc::gen::arbitrary<std::int64_t>());
        case 3:
            return Value(std::numeric_limits<std::uint64_t>::max() - *rc::gen::arbitrary<std::uint32_t>());
        case 4:
            return Value(Any<std::string>::make());
        case 5:
            return fractions ? Value(Any<double>::make()) : Value(std::numeric_limits<std::int64_t>::min());
        case 6: {
            boost::json::array items;
            for (auto left = *rc::gen::inRange(0, 4); left > 0; --left)
                items.push_back(any_value(depth - 1, fractions));
            return Value(std::move(items));
        }
        default: {
            boost::json::object members;
            for (auto left = *rc::gen::inRange(0, 4); left > 0; --left)
                members.insert_or_assign(Any<std::string>::make(), any_value(depth - 1, fractions));
            return Value(std::move(members));
        }
    }
}

RC_GTEST_PROP(RoundTrip, a_train_with_its_releases_survives, ()) {
    auto const train = Any<release::Train>::make();
    RC_ASSERT(through_text(train) == train);
}

RC_GTEST_PROP(RoundTrip, a_release_survives, ()) {
    auto const release = Any<release::Release>::make();
    RC_ASSERT(through_text(release) == release);
}

RC_GTEST_PROP(RoundTrip, a_duration_survives, ()) {
    auto const duration = Any<Duration>::make();
    RC_ASSERT(through_text(duration) == duration);
}

RC_GTEST_PROP(RoundTrip, a_fraction_survives_to_its_last_bit, ()) {
    auto const number = Any<double>::make();
    auto const read = parse(dump(Value(number)));
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->is_double());
    RC_ASSERT(std::bit_cast<std::uint64_t>(read->get_double()) == std::bit_cast<std::uint64_t>(number));
}

RC_GTEST_PROP(RoundTrip, any_value_survives, ()) {
    auto const value = any_value(4, true);
    RC_ASSERT(parse(dump(value)) == value);
}

// Boost's serializer is the other witness, but for fractions.
RC_GTEST_PROP(Dump, is_what_boost_writes_where_there_is_no_fraction, ()) {
    auto const value = any_value(4, false);
    RC_ASSERT(dump(value) == boost::json::serialize(value));
}

RC_GTEST_PROP(RoundTrip, a_gate_survives, ()) {
    auto const gate = Any<release::Gate>::make();
    RC_ASSERT(through_text(gate) == gate);
}

template <class Body>
class EveryEvent : public testing::Test {};

template <class Variant>
struct Alternatives;
template <class... Bodies>
struct Alternatives<std::variant<Bodies...>> {
    using Types = testing::Types<Bodies...>;
};
TYPED_TEST_SUITE(EveryEvent, Alternatives<release::EventBody::variant>::Types);

TYPED_TEST(EveryEvent, survives_by_its_type_name) {
    auto const kept = rc::check([] {
        release::EventBody const body = Any<TypeParam>::make();
        auto const text = parse(dump(to_json(body)));
        RC_ASSERT(text.has_value());
        auto const back = event_body_from(TypeParam::type, *text);
        RC_ASSERT(back.has_value());
        RC_ASSERT(*back == body);
    });
    EXPECT_TRUE(kept);
}

TEST(Events, a_check_of_an_older_log_has_passed_or_failed) {
    for (bool const passed : {true, false}) {
        auto const old = parse(std::string{R"({"release":"r","item":"i","check":"c","passed":)"} +
                               (passed ? "true" : "false") + R"(,"saw":"it","took":"PT1S","tag":""})");
        auto const read = event_body_from("check_finished", old.value()).value();
        auto const& finished = std::get<release::CheckFinished>(read);
        EXPECT_EQ(finished.passed, passed);
        EXPECT_FALSE(finished.pending);
    }
}

TEST(Events, an_unknown_type_is_named) {
    auto const read = event_body_from("flux_inverted", Value(boost::json::object{}));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().problem, "unknown-event");
    EXPECT_NE(read.error().detail.find("flux_inverted"), std::string::npos);
}

}  // namespace
}  // namespace cadence::json
