// Feature flags as they are kept.
#include "flag/flags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/world.h"

namespace cadence::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

flag::Flag flag_called(std::string key) {
    flag::Flag flag;
    flag.key = std::move(key);
    flag.train = "backend";
    flag.description = "Gr\u00f6\u00dfe";
    flag.stage = flag::Stage::beta;
    flag.groups = {{"staff"}, {}};
    flag.percentage = 25;
    flag.until = parse_date("2026-03-31").value();
    flag.due_at = kStart;
    flag.created_at = kStart;
    flag.history = {{kStart, "anna", "it is out", {{"stage", "internal", "beta"}}}};
    return flag;
}

TEST(Flags, are_kept_whole_by_key_until_they_are_removed) {
    Folder folder;
    auto one = flag_called("ONE");
    auto const other = flag_called("other");
    {
        auto const store = opened(folder.file());
        auto transaction = store->begin();
        transaction.put_flag(other);
        transaction.put_flag(one);
        one.percentage = 50;
        one.told_late_at = kStart;
        transaction.put_flag(one);
        transaction.commit();
    }
    auto const store = opened(folder.file());
    EXPECT_THAT(store->flags(), ElementsAre(one, other));
    auto transaction = store->begin();
    transaction.remove_flag("ONE");
    transaction.remove_flag("there is none");
    transaction.commit();
    EXPECT_THAT(store->flags(), ElementsAre(other));
}

TEST(Flags, of_a_transaction_that_is_not_committed_are_not_kept) {
    auto const store = opened(":memory:");
    {
        auto transaction = store->begin();
        transaction.put_flag(flag_called("ONE"));
    }
    EXPECT_THAT(store->flags(), IsEmpty());
}

}  // namespace
}  // namespace cadence::store
