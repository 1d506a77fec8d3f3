#include "base/nearest.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace cadence {
namespace {

TEST(Nearest, is_what_a_slip_of_the_fingers_meant) {
    EXPECT_EQ(nearest("stauts", {"status", "show"}), "status");
    EXPECT_EQ(nearest("rolled-back", {"rolled_back", "released"}), "rolled_back");
    EXPECT_EQ(nearest("og", {"go"}), "go");  // two letters swapped are one slip
    EXPECT_EQ(nearest("", {"a"}), "");
    EXPECT_EQ(nearest("lunch", {"status", "show"}), "");
    EXPECT_EQ(nearest("x", {}), "");
}

TEST(NearestFirst, whatever_has_it_within_comes_first) {
    EXPECT_EQ(nearest_first("smoke", {"ci_checks", "manual_qa", "smoke_tests_staging"}).front(),
              "smoke_tests_staging");
    EXPECT_EQ(nearest_first("manul_qa", {"ci_checks", "manual_qa"}).front(), "manual_qa");
}

TEST(NearestFirst, of_very_many_gives_the_nearest) {
    std::vector<std::string> many;
    for (int i = 0; i < 10'000; ++i) many.push_back("train-" + std::to_string(i));
    auto const first = nearest_first("train-99999", many);
    EXPECT_EQ(first.size(), kAlternatives);
    EXPECT_EQ(first.front(), "train-9999");
    EXPECT_EQ(nearest_first(std::string(100, 'x'), many).size(), kAlternatives);
}

TEST(UnknownName, says_which_there_are) {
    EXPECT_EQ(unknown_name("train", "bakend", {"backend", "web"}).detail,
              "There is no train bakend. Did you mean backend?");
    EXPECT_EQ(unknown_name("train", "x", {"backend", "web"}).detail,
              "There is no train x; there are backend, web.");
    EXPECT_EQ(unknown_name("freeze", "x", {"freeze-3"}).detail,
              "There is no freeze x; the only one is freeze-3.");
    EXPECT_EQ(unknown_name("freeze", "x", {}).detail, "There is no freeze x, nor any other freeze.");
    EXPECT_EQ(unknown_name("freeze", "x", {}).problem, "freeze-not-found");
}

TEST(InWords, is_a_name_within_a_sentence) {
    EXPECT_EQ(in_words("rolling_back"), "rolling back");
    EXPECT_EQ(in_words("no_go"), "no-go");
    EXPECT_TRUE(same_name("Rolled-Back", "rolled_back"));
    EXPECT_FALSE(same_name("rolled", "rolled_back"));
}

}  // namespace
}  // namespace cadence
