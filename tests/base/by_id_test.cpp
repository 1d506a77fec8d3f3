#include "base/by_id.h"

#include <gtest/gtest.h>

namespace cadence {
namespace {

struct Named {
    std::string id;
    int number = 0;
    bool operator==(Named const&) const = default;
};

TEST(ById, finds_each_of_many_and_keeps_their_order) {
    ById<Named> all;
    for (int i = 0; i < 1000; ++i) all.push_back({"n" + std::to_string(i), i});
    EXPECT_EQ(all.find("n500")->number, 500);
    EXPECT_EQ(all.find("n1000"), nullptr);
    EXPECT_EQ(all[3].id, "n3");
    auto copy = all;
    copy[3].number = -1;
    EXPECT_EQ(all.find("n3")->number, 3);
    EXPECT_EQ(copy.find("n3")->number, -1) << "in its own elements";
    EXPECT_NE(copy, all);
}

TEST(ById, of_one_id_given_twice_finds_the_first) {
    ById<Named> const all{{"a", 1}, {"b", 2}, {"a", 3}};
    EXPECT_EQ(all.size(), 3U);
    EXPECT_EQ(all.find("a")->number, 1);
}

}  // namespace
}  // namespace cadence
