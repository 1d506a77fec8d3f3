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
    auto const back = from_request<T>(*text);  // the strict reader takes what the writer wrote
    RC_ASSERT(back.has_value());
    return *back;
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
TYPED_TEST_SUITE(EveryEvent, Alternatives<release::EventBody>::Types);

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

TEST(Events, an_unknown_type_is_named) {
    auto const read = event_body_from("flux_inverted", Value(boost::json::object{}));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().problem, "unknown-event");
    EXPECT_NE(read.error().detail.find("flux_inverted"), std::string::npos);
}

}  // namespace
}  // namespace cadence::json
