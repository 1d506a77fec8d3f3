#include "base/shared_vector.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace cadence {
namespace {

TEST(SharedVector, copies_share_until_one_is_changed) {
    SharedVector<int> const one{1, 2, 3};
    auto other = one;
    EXPECT_EQ(&std::as_const(other).front(), &one.front());
    other[1] = 7;
    EXPECT_EQ(one, (SharedVector<int>{1, 2, 3}));
    EXPECT_EQ(other, (SharedVector<int>{1, 7, 3}));
    EXPECT_NE(&std::as_const(other).front(), &one.front());
}

TEST(SharedVector, equal_ones_can_be_made_to_share) {
    SharedVector<int> const one{1, 2};
    SharedVector<int> same{1, 2};
    SharedVector<int> another{1, 3};
    same.share_with(one);
    another.share_with(one);
    EXPECT_EQ(&std::as_const(same).front(), &one.front());
    EXPECT_EQ(another, (SharedVector<int>{1, 3}));
}

/// Of any history of changes to copies, each has what a plain vector has.
RC_GTEST_PROP(SharedVector, does_what_a_vector_does, ()) {
    std::vector<SharedVector<int>> shared(3);
    std::vector<std::vector<int>> plain(3);
    for (int step = 0; step < 40; ++step) {
        auto const which = *rc::gen::inRange<std::size_t>(0, 3);
        auto const other = *rc::gen::inRange<std::size_t>(0, 3);
        auto& mine = shared[which];
        auto& expected = plain[which];
        auto const at =
            *rc::gen::inRange<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(expected.size()) + 1);
        auto const inside = at < static_cast<std::ptrdiff_t>(expected.size());
        switch (*rc::gen::inRange(0, 6)) {
            case 0:
                mine = shared[other];
                expected = plain[other];
                break;
            case 1:
                mine.push_back(step);
                expected.push_back(step);
                break;
            case 2:
                mine.insert(mine.begin() + at, step);
                expected.insert(expected.begin() + at, step);
                break;
            case 3:
                mine.erase(mine.begin() + at, mine.end());
                expected.erase(expected.begin() + at, expected.end());
                break;
            case 4:
                if (inside) mine.erase(std::as_const(mine).begin() + at);
                if (inside) expected.erase(expected.begin() + at);
                break;
            default:
                if (inside)
                    mine[static_cast<std::size_t>(at)] = expected[static_cast<std::size_t>(at)] = -step;
        }
        for (std::size_t i = 0; i < 3; ++i) {
            auto const& now = shared[i];
            RC_ASSERT(std::vector<int>(now.begin(), now.end()) == plain[i]);
            RC_ASSERT(now.empty() == plain[i].empty());
        }
    }
}

}  // namespace
}  // namespace cadence
