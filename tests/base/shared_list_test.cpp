// Copies that share: as a vector and a map behave, whatever is done to a copy.
#include <map>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/shared_map.h"

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
    auto const second = [](List const& list) { return std::next(list.begin()); };
    EXPECT_EQ(&after.front(), &before.front());
    after.edit(second(after)) = "x";
    EXPECT_EQ(&after.front(), &before.front());
    EXPECT_NE(&*second(after), &*second(before));
    EXPECT_EQ(all_of(before), (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_EQ(all_of(after), (std::vector<std::string>{"a", "x", "c"}));
    auto const* const mine = &*second(after);
    after.edit(second(after)) = "y";
    EXPECT_EQ(&*second(after), mine) << "nobody else has it";
}

TEST(SharedList, what_is_removed_from_a_copy_stays_where_it_was) {
    List const before{"a", "b"};
    auto after = before;
    after.remove_if([](auto const& each) { return each == "a"; });
    EXPECT_EQ(all_of(after), std::vector<std::string>{"b"});
    EXPECT_EQ(before.size(), 2U);
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

std::string any_key() {
    return std::to_string(*rc::gen::inRange(0, 400));
}

void change(Map& shared, std::map<std::string, int>& plain) {
    auto const key = any_key();
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
            shared.remove_if([&](auto const& each) { return each.second < value / 9; });
            std::erase_if(plain, [&](auto const& each) { return each.second < value / 9; });
            break;
        default:
            for (auto more = 0; more < value; ++more) {
                shared.emplace(std::to_string(value * more), more);
                plain.emplace(std::to_string(value * more), more);
            }
    }
}

RC_GTEST_PROP(SharedMap, is_as_a_map_whatever_becomes_of_its_copies, ()) {
    Map shared;
    std::map<std::string, int> plain;
    std::vector<std::pair<Map, std::map<std::string, int>>> copies;
    for (auto left = *rc::gen::inRange(0, 60); left > 0; --left) {
        if (left % 5 == 0) copies.emplace_back(shared, plain);
        change(shared, plain);
    }
    copies.emplace_back(shared, plain);
    for (auto const& [map, wanted] : copies) {
        RC_ASSERT((std::map<std::string, int>{map.begin(), map.end()} == wanted));
        RC_ASSERT((std::map<std::string, int>{std::make_reverse_iterator(map.end()),
                                              std::make_reverse_iterator(map.begin())} == wanted));
        RC_ASSERT(map.size() == wanted.size());
        auto const key = any_key();
        auto const found = map.lower_bound(key);
        auto const known = wanted.lower_bound(key);
        RC_ASSERT((found == map.end()) == (known == wanted.end()));
        if (known != wanted.end()) RC_ASSERT(found->first == known->first);
    }
}

RC_GTEST_PROP(SharedMap, tells_what_has_changed_and_nothing_of_what_it_shares, ()) {
    Map before;
    std::map<std::string, int> plain;
    for (auto left = *rc::gen::inRange(0, 10); left > 0; --left) change(before, plain);
    auto after = before;
    auto told = plain;
    for (auto left = *rc::gen::inRange(0, 10); left > 0; --left) change(after, plain);
    after.changes_since(
        before, [&](auto const& gone) { RC_ASSERT(told.erase(gone.first) == 1U); },
        [&](auto const* was, auto const& is) {
            RC_ASSERT((was == nullptr) == !told.contains(is.first));
            RC_ASSERT(was != &is);
            told[is.first] = is.second;
        });
    RC_ASSERT(told == plain);
}

TEST(SharedMap, tells_a_few_changes_of_many) {
    Map before;
    for (int i = 0; i < 10'000; ++i) before.emplace(std::to_string(i), i);
    auto after = before;
    after.edit("5000") = 0;
    after.emplace("5000a", 1);
    int told = 0;
    after.changes_since(
        before, [](auto const&) { FAIL(); }, [&](auto const*, auto const&) { ++told; });
    EXPECT_EQ(told, 2);
}

}  // namespace
}  // namespace cadence
