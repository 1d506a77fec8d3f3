// Who gets a feature, and why.
#include "flag/evaluation.h"

#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace cadence::flag {
namespace {

Flag flag_at(Stage stage, int percentage = 0) {
    return {.key = "CHANNEL_MANAGER_ENABLED",
            .stage = stage,
            .groups = {{"staff"}, {"pilots", "friends"}},
            .percentage = percentage};
}

TEST(Evaluation, says_who_is_reached_at_each_stage_and_by_what) {
    struct Case {
        Stage stage;
        std::vector<std::string_view> groups;
        bool value;
        Reason reason;
    };
    for (auto const& each :
         {Case{Stage::off, {"staff"}, false, Reason::disabled}, Case{Stage::off, {}, false, Reason::disabled},
          Case{Stage::internal, {"staff"}, true, Reason::match},
          Case{Stage::internal, {"pilots"}, false, Reason::match},
          Case{Stage::internal, {"guests", "staff"}, true, Reason::match},
          Case{Stage::internal, {}, false, Reason::match}, Case{Stage::beta, {"staff"}, true, Reason::match},
          Case{Stage::beta, {"friends"}, true, Reason::match},
          Case{Stage::beta, {"Friends"}, false, Reason::match}, Case{Stage::beta, {}, false, Reason::match},
          Case{Stage::all, {}, true, Reason::fixed}})
        EXPECT_EQ(evaluate(flag_at(each.stage), {"user-1", each.groups}),
                  (Evaluation{each.value, each.reason}))
            << name_of(each.stage) << " " << each.groups.size();
}

TEST(Evaluation, of_a_flag_that_is_true_by_default_turns_all_of_it_around) {
    for (auto const stage : {Stage::off, Stage::internal, Stage::beta, Stage::all})
        for (auto const percentage : {0, 40, 100})
            for (auto const* group : {"staff", "pilots", "guests"}) {
                auto turned = flag_at(stage, percentage);
                turned.default_value = true;
                Context const who{"user-7", {group}};
                EXPECT_NE(evaluate(turned, who).value, evaluate(flag_at(stage, percentage), who).value);
            }
}

TEST(Evaluation, by_a_share_says_so_to_those_in_and_those_out) {
    EXPECT_EQ(evaluate(flag_at(Stage::beta, 100), {"anybody"}), (Evaluation{true, Reason::split}));
    EXPECT_EQ(evaluate(flag_at(Stage::beta, 1), {"user-1"}), (Evaluation{false, Reason::split}));
    EXPECT_EQ(evaluate(flag_at(Stage::beta, 1), {"user-1", {"pilots"}}), (Evaluation{true, Reason::match}));
    EXPECT_EQ(evaluate(flag_at(Stage::internal, 100), {"anybody"}), (Evaluation{false, Reason::match}));
}

/// Worked out elsewhere: printf 'FLAG\nuser' | sha256sum, its first 16 digits modulo 100.
TEST(Place, is_the_same_on_every_machine_for_ever) {
    EXPECT_EQ(place_of("CHANNEL_MANAGER_ENABLED", "user-1"), 15);
    EXPECT_EQ(place_of("CHANNEL_MANAGER_ENABLED", "user-2"), 36);
    EXPECT_EQ(place_of("NEXT_PUBLIC_ENABLE_OPS_CONSOLE", "user-1"), 41);
    EXPECT_EQ(place_of("x", "gr\u00f6\u00dfe"), 51);
}

RC_GTEST_PROP(Share, when_raised_only_adds_people, (std::string const& key, std::string const& user)) {
    auto flag = flag_at(Stage::beta);
    flag.key = key;
    auto was_in = false;
    for (flag.percentage = 0; flag.percentage <= 100; ++flag.percentage) {
        auto const in = evaluate(flag, {user}).value;
        RC_ASSERT(in || !was_in);
        was_in = in;
    }
    RC_ASSERT(was_in);
}

/// Of 5,000 people: so far from the percentage comes a fair share once in a million times.
RC_GTEST_PROP(Share, is_as_large_as_it_says_whatever_the_people_are_called, ()) {
    constexpr int kPeople = 5'000;
    auto flag = flag_at(Stage::beta, *rc::gen::inRange(1, 100));
    flag.key = "flag-" + std::to_string(*rc::gen::inRange(0, 1'000'000));
    auto const prefix = *rc::gen::element<std::string>("user-", "", "anna+", "0000000000000000");
    auto in = 0;
    for (int i = 0; i < kPeople; ++i) in += evaluate(flag, {prefix + std::to_string(i)}).value ? 1 : 0;
    auto const expected = kPeople * flag.percentage / 100.0;
    auto const deviation = std::sqrt(expected * (1 - flag.percentage / 100.0));
    RC_ASSERT(std::abs(in - expected) < 5 * deviation);
}

/// Who is lucky in one flag is not so in all.
TEST(Share, of_one_flag_says_nothing_of_another) {
    auto both = 0;
    for (int i = 0; i < 10'000; ++i) {
        auto const user = "user-" + std::to_string(i);
        both += place_of("ONE", user) < 50 && place_of("OTHER", user) < 50 ? 1 : 0;
    }
    EXPECT_NEAR(both, 2'500, 220);
}

}  // namespace
}  // namespace cadence::flag
