#include "base/gzip.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/unpacked.h"

namespace cadence::testing {
namespace {

RC_GTEST_PROP(Gzip, can_be_unpacked_to_the_same_bytes, (std::string const& bytes)) {
    RC_ASSERT(unpacked(gzip(bytes)) == bytes);
}

TEST(Gzip, is_small_and_the_same_each_time) {
    std::string const text(100'000, 'x');
    EXPECT_LT(gzip(text).size(), 1'000U);
    EXPECT_EQ(gzip(text), gzip(text));
    EXPECT_EQ(unpacked(gzip(text)), text);
    EXPECT_EQ(unpacked(gzip("")), "");
}

}  // namespace
}  // namespace cadence::testing
