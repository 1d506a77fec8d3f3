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

RC_GTEST_PROP(Agenda, page_by_page_is_the_same_as_at_once, ()) {
    World world{"2026-01-01T00:00:00Z", any_policy()};
    for (auto const& step : any_script()) take(world, step);
    auto const count = *rc::gen::inRange<std::size_t>(1, 6).as("count");
    auto const all = upcoming_of(world.train(), world.policy(), {.count = 30, .cancelled = true});
    release::Ahead ahead{.count = count, .cancelled = true};
    std::vector<std::string> ids;
    std::vector<Date> skipped;
    while (ids.size() < 30) {
        auto const page = upcoming_of(world.train(), world.policy(), ahead);
        for (auto const& item : page.releases) ids.push_back(item.release.id);
        for (auto const& each : page.skipped) skipped.push_back(each.slot);
        auto const& last = page.releases.back().release;
        ahead.after = {last.window.opens_at, last.id};
    }
    ids.resize(30);
    RC_ASSERT(ids == ids_of(all));
    for (auto const& each : all.skipped)
        RC_ASSERT(std::count(skipped.begin(), skipped.end(), each.slot) == 1);
}

RC_GTEST_PROP(Agenda, never_begins_before_its_earliest_opening, ()) {
    World world{"2026-01-01T00:00:00Z", any_policy()};
    for (auto const& step : any_script()) take(world, step);
    auto const openings = openings_of(world.train(), world.policy());
    release::Ahead ahead{.count = 1, .cancelled = *rc::gen::arbitrary<bool>().as("cancelled")};
    auto const weeks = *rc::gen::inRange(-3, 9).as("from, weeks ahead");
    if (weeks >= 0) ahead.from = world.now() + std::chrono::hours{24 * 7 * weeks};
    int exact = 0;
    for (int i = 0; i < 20; ++i) {
        auto const bound = earliest_opening(openings, world.policy(), world.train().id, ahead);
        auto const first = upcoming_of(world.train(), world.policy(), ahead).releases.front().release;
        RC_ASSERT(bound);
        RC_ASSERT(*bound <= first.window.opens_at);
        exact += *bound == first.window.opens_at ? 1 : 0;
        ahead.after = {first.window.opens_at, first.id};
    }
    if (world.policy().blackouts.empty() && world.train().blackouts.empty()) RC_ASSERT(exact >= 10);
}

TEST(Agenda, looks_behind_a_blackout_of_years) {
    auto policy = weekly_policy();
    policy.blackouts = {{"config-1", day("2026-02-01"), day("2029-01-31"), "sabbatical"}};
    World const world{"2026-01-20T09:00:00Z", policy};
    auto const agenda = agenda_of(world.train(), world.policy(), 4);
    EXPECT_EQ(ids_of(agenda), (std::vector<std::string>{"backend-2026-01-22", "backend-2026-01-29",
                                                        "backend-2029-02-01", "backend-2029-02-08"}));
    EXPECT_EQ(agenda.skipped.front().reason, "sabbatical");
}

TEST(Agenda, knows_the_next_release_by_its_name_however_far_ahead_a_blackout_leaves_it) {
    World world;
    ASSERT_TRUE(
        world.as(anna()).run(release::AddBlackout{day("2026-01-05"), day("2030-06-01"), "rebuilding"}));
    auto const next = release::next_of(world.train(), world.policy());
    ASSERT_TRUE(next);
    EXPECT_GT(next->slot, day("2030-05-01"));
    EXPECT_TRUE(release::release_by_id(world.train(), world.policy(), next->id));
    EXPECT_TRUE(world.as(anna()).cancel(next->id, "rebuilding"));
    EXPECT_EQ(problem_of(world.as(anna()).cancel("backend-2035-01-04", "typing error")), "release-not-found");
}

}  // namespace
}  // namespace cadence::testing
