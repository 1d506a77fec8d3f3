// The dates ahead.
#include "release/agenda.h"

#include <gtest/gtest.h>

#include "any_script.h"

namespace cadence::testing {
namespace {

std::vector<std::string> ids_of(release::Agenda const& agenda) {
    std::vector<std::string> ids;
    for (auto const& item : agenda.releases) ids.push_back(item.release.id);
    return ids;
}

RC_GTEST_PROP(Agenda, a_short_look_ahead_is_the_beginning_of_a_long_one, ()) {
    World world{"2026-01-01T00:00:00Z", any_policy()};
    for (auto const& step : any_script()) take(world, step);
    auto const count = *rc::gen::inRange<std::size_t>(1, 6).as("count");
    auto const weeks = *rc::gen::inRange(-3, 9).as("from, weeks ahead");
    auto const from =
        weeks < 0 ? std::nullopt : std::optional{world.now() + std::chrono::hours{24 * 7 * weeks}};

    auto const all = agenda_of(world.train(), world.policy(), 40, from);
    auto const some = agenda_of(world.train(), world.policy(), count, from);
    auto expected = ids_of(all);
    expected.resize(count);
    RC_ASSERT(ids_of(some) == expected);
    auto const last = some.releases.back().release.slot;
    for (auto const& skipped : all.skipped) {
        auto const told = std::any_of(some.skipped.begin(), some.skipped.end(),
                                      [&](auto const& each) { return each.slot == skipped.slot; });
        RC_ASSERT(told == (skipped.slot <= last));
    }
}

}  // namespace
}  // namespace cadence::testing
