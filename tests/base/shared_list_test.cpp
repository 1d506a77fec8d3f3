// Copies that share: as a vector and a map behave, whatever is done to a copy.
#include "base/shared_list.h"

#include <map>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace cadence {
namespace {

using List = SharedList<std::string>;
using Map = SharedMap<int>;

std::vector<std::string> all_of(List const& list) {
    return {list.begin(), list.end()};
}

TEST(SharedList, of_a_copy_only_what_is_changed_is_another) {
    List const before{"a", "b", "c"};
    auto after = before;
    EXPECT_EQ(&after[0], &before[0]);
    after.edit(1) = "x";
    EXPECT_EQ(&after[0], &before[0]);
    EXPECT_NE(&after[1], &before[1]);
    EXPECT_EQ(all_of(before), (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_EQ(all_of(after), (std::vector<std::string>{"a", "x", "c"}));
    auto const* const mine = &after[1];
    after.edit(1) = "y";
    EXPECT_EQ(&after[1], mine) << "nobody else has it";
}

TEST(SharedList, what_is_removed_from_a_copy_stays_where_it_was) {
    List const before{"a", "b"};
    auto after = before;
    after.remove_if([](auto const& each) { return each == "a"; });
    EXPECT_EQ(all_of(after), std::vector<std::string>{"b"});
    EXPECT_EQ(before.size(), 2U);
    EXPECT_THROW(static_cast<void>(after.at(1)), std::out_of_range);
    after.clear();
    EXPECT_EQ(after, List{});
    EXPECT_TRUE(after.begin() == after.end());
}

TEST(SharedMap, takes_its_key_from_the_value_that_is_moved_in) {
    SharedMap<std::string> map;
    std::string value(100, 'x');
    map.emplace(value, std::move(value));
    ASSERT_EQ(map.size(), 1U);
    EXPECT_EQ(map.begin()->first, std::string(100, 'x'));
    EXPECT_EQ(map.begin()->second, std::string(100, 'x'));
    EXPECT_THROW(static_cast<void>(map.at("y")), std::out_of_range);
}

RC_GTEST_PROP(SharedMap, is_as_a_map_whatever_becomes_of_its_copies, ()) {
    Map shared;
    std::map<std::string, int> plain;
    std::vector<std::pair<Map, std::map<std::string, int>>> copies;
    for (auto left = *rc::gen::inRange(0, 60); left > 0; --left) {
        auto const key = std::string(1, *rc::gen::inRange('a', 'h'));
        auto const value = *rc::gen::inRange(0, 100);
        switch (*rc::gen::inRange(0, 6)) {
            case 0:
                shared.emplace(key, value);
                plain.emplace(key, value);
                break;
            case 1:
                shared.insert_or_assign(key, value);
                plain.insert_or_assign(key, value);
                break;
            case 2:
                if (!plain.contains(key)) break;
                shared.edit(key) += value;
                plain.at(key) += value;
                break;
            case 3:
                shared.erase(key);
                plain.erase(key);
                break;
            case 4:
                shared.remove_if([&](auto const& each) { return each.second < value; });
                std::erase_if(plain, [&](auto const& each) { return each.second < value; });
                break;
            default:
                copies.emplace_back(shared, plain);
        }
    }
    copies.emplace_back(shared, plain);
    for (auto const& [map, wanted] : copies)
        RC_ASSERT((std::map<std::string, int>{map.begin(), map.end()} == wanted));
}

}  // namespace
}  // namespace cadence
