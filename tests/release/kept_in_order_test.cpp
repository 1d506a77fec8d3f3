// Merges and deadlines are found by their indexes as a look at each of them would find them.
#include <map>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "release/release.h"
#include "release/trains.h"

namespace cadence::release {
namespace {

int upto(int most) {
    return *rc::gen::inRange(0, most);
}

/// Full, abbreviated or too short to be one; many begin alike.
std::string any_commit() {
    std::string commit = "1234567";
    for (auto left = upto(3); left > 0; --left) commit += static_cast<char>('a' + upto(2));
    commit[6] = static_cast<char>('0' + upto(3));
    return upto(8) == 0 ? commit.substr(0, 6) : commit;
}

RC_GTEST_PROP(Merges, are_found_by_commit_and_number_and_counted, ()) {
    Merges merges;
    std::map<int, Merge> plain;
    for (auto left = upto(60); left > 0; --left) {
        Merge merge{.number = 1 + upto(50), .commit = any_commit()};
        auto const twin =
            std::ranges::any_of(plain, [&](auto const& each) { return each.second.commit == merge.commit; });
        if (twin) continue;  // one that is known is not recorded again
        if (upto(2) == 0) merge.production_at = Instant{};
        merges.add(merge);
        plain.emplace(merge.number, merge);
        auto const limit = upto(200);
        if (limit < 50) {
            auto const beyond = [&](Merge const& each) { return each.number > limit; };
            merges.remove_if(beyond);
            std::erase_if(plain, [&](auto const& each) { return beyond(each.second); });
        } else if (limit < 100) {
            merges.edit_if([&](Merge const& each) { return each.number < limit - 50; },
                           [](Merge& each) { each.production_at.reset(); });
            for (auto& [number, each] : plain)
                if (number < limit - 50) each.production_at.reset();
        }
    }
    RC_ASSERT(merges.size() == plain.size());
    RC_ASSERT(static_cast<long>(merges.shipped()) == std::ranges::count_if(plain, [](auto const& each) {
                  return each.second.production_at.has_value();
              }));
    auto const wanted = any_commit();
    Merge const* newest = nullptr;
    for (auto const& [number, each] : plain)
        if (same_commit(each.commit, wanted)) newest = &each;
    auto const* const found = merges.of_commit(wanted);
    RC_ASSERT((found == nullptr) == (newest == nullptr));
    if (newest != nullptr) RC_ASSERT(*found == *newest);
}

RC_GTEST_PROP(Deadlines, move_in_the_order_of_time, ()) {
    Deadlines deadlines;
    for (auto left = upto(60); left > 0; --left) {
        Deadline deadline{.id = std::to_string(upto(20))};
        deadline.due_at = Instant{} + std::chrono::minutes{upto(100)};
        deadline.state = static_cast<DeadlineState>(upto(5));
        deadline.warned = *rc::gen::element(0, 50, 80);
        deadlines.put(deadline);
        if (upto(9) == 0) {
            deadlines.forget_ended();
            RC_ASSERT(std::ranges::all_of(deadlines, [](auto const& each) { return is_live(each.second); }));
        }
        std::optional<Deadlines::Move> first;
        for (auto const& [id, each] : deadlines) {
            auto const next = next_move(each);
            if (next && (!first || *next < first->at)) first = Deadlines::Move{*next, id};
        }
        RC_ASSERT(deadlines.next() == first);
    }
}

}  // namespace
}  // namespace cadence::release
