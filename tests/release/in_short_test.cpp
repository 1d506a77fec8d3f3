// Reasons on one line: the first of them, how many more there are, and the command that lists them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "release/decision.h"
#include "support/story.h"

namespace cadence::testing {
namespace {

using release::Reason;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

Policy policy_with(int items) {
    auto policy = policy_of_spec();
    for (int i = 1; i <= items; ++i) {
        auto rule = item("item_" + std::to_string(i), release::Stage::pre);
        rule.text = "A sentence that says at length what must hold before anybody may say go";
        policy.checklist.push_back(rule);
    }
    return policy;
}

World frozen(int items) {
    World world{"2026-01-02T09:00:00Z", policy_with(items)};
    world.advance_to("2026-01-06T09:00:00Z");
    return world;
}

std::string why(World const& world) {
    auto const& release = world.at(kFirst);
    return in_short(decision_of(release).reasons, release);
}

TEST(InShort, many_items_are_counted_and_three_are_named_by_what_ticks_them) {
    EXPECT_EQ(
        why(frozen(17)),
        "No candidate is set: nothing to decide on; Tech Lead has not said go; Product Owner has not said "
        "go; 17 items open: item_1, item_2, item_3 and 14 more (cadencectl checklist " +
            kFirst + ")");
}

TEST(InShort, what_has_failed_comes_first) {
    auto world = frozen(5);
    (void)world.as(quinn()).tick(kFirst, "item_5", release::ItemStatus::failed, "search is broken").value();
    EXPECT_THAT(why(world), HasSubstr("5 items open: item_5 (failed), item_1, item_2 and 2 more"));
}

TEST(InShort, a_few_are_named_without_more_ado) {
    EXPECT_THAT(why(frozen(1)), EndsWith("; 1 item open: item_1"));
    EXPECT_THAT(why(frozen(0)), Not(HasSubstr("open")));
}

TEST(InShort, what_people_wrote_is_cut_between_characters_and_stays_on_its_line) {
    auto const world = frozen(0);
    auto const& release = world.at(kFirst);
    std::string text = "Anna says no_go: one\ntwo ";
    while (text.size() < 4000) text += "ü";
    std::vector<Reason> const reasons{{"veto", text}, {"veto", "b"}, {"veto", "c"}, {"veto", "d"}};
    auto const said = in_short(reasons, release);
    EXPECT_LT(said.size(), 300U);
    EXPECT_THAT(said, HasSubstr("one two ü"));
    EXPECT_THAT(said, HasSubstr("ü...; b; c and 1 more (cadencectl show " + kFirst + ")"));
}

TEST(InShort, every_line_about_a_release_with_the_whole_checklist_stays_short) {
    auto world = frozen(19);
    world.advance_to("2026-01-08T10:05:00Z");  // its window is held
    ASSERT_EQ(world.state(kFirst), State::held);
    for (auto const& change : all_of_type<release::StateChanged>(world.log()))
        EXPECT_LT(change.reason.size(), 300U) << change.reason;
    auto const gate = world.gate(release::Action::deploy);
    EXPECT_LT(in_short(gate.reasons).size(), 400U);
    EXPECT_THAT(in_short(gate.reasons), HasSubstr("item_1"));
}

TEST(InShort, a_refused_approval_names_what_to_tick) {
    auto world = World{"2026-01-14T09:00:00Z", policy_with(5)};
    auto const asked = world.as(eve()).hotfix("Double booking").value();
    auto const id = std::string{release_of(asked.front().body)};
    auto const refused = world.as(anna()).approve(id);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().detail,
              id +
                  " cannot be approved yet: It has not reached staging; 5 items open: item_1, item_2, item_3 "
                  "and 2 more (cadencectl checklist " +
                  id + ").");
}

TEST(Progress, required_and_optional_items_are_counted_apart) {
    World world{"2026-01-02T09:00:00Z", policy_with_checklist()};
    world.advance_to("2026-01-06T09:00:00Z");
    auto const progress = [&] { return progress_of(world.at(kFirst).checklist, release::Stage::pre); };
    EXPECT_EQ(progress(), "0 of 1 required, 0 of 1 optional; open: smoke");
    (void)world.as(quinn()).tick(kFirst, "smoke").value();
    EXPECT_EQ(progress(), "1 of 1 required, 0 of 1 optional");
    (void)world.as(quinn()).tick(kFirst, "docs", release::ItemStatus::failed, "missing").value();
    EXPECT_EQ(progress(), "1 of 1 required, 0 of 1 optional; open: docs (failed)");
    EXPECT_EQ(progress_of({}, release::Stage::pre), "");
}

TEST(Progress, what_will_be_asked_is_known_before_the_code_freeze) {
    World world{"2026-01-02T09:00:00Z", policy_with_checklist()};
    auto const ahead = checklist_ahead(world.train(), world.policy());
    world.advance_to("2026-01-06T09:00:00Z");
    EXPECT_EQ(ahead, world.at(kFirst).checklist);
}

}  // namespace
}  // namespace cadence::testing
