// How a release stands in one line.
#include "release/outlook.h"

#include <gtest/gtest.h>

namespace cadence::release {
namespace {

Instant at(std::string_view text) {
    return parse_instant(text).value();
}

/// Frozen, with a candidate, and two votes and an item missing.
Release frozen() {
    Release release;
    release.id = "backend-2026-01-08";
    release.state = State::frozen;
    release.window = {at("2026-01-08T10:00:00Z"), at("2026-01-08T12:00:00Z")};
    release.required_roles = {Role::tech_lead, Role::product_owner};
    release.candidate = Candidate{"1.2.0", "4f1c9a7", {}, "anna"};
    release.checklist = {Item{.rule = {.id = "manual_qa", .text = "Manual QA"}}};
    return release;
}

std::string line(Release const& release, Train const& train = {}) {
    auto const outlook = outlook_of(release, train, Zone{});
    return outlook.word + ". " + outlook.why;
}

TEST(Outlook, counts_what_is_missing) {
    auto release = frozen();
    EXPECT_EQ(line(release), "Not GO yet. 2 votes and 1 checklist item are missing.");
    release.checklist.front().status = ItemStatus::passed;
    release.votes = {Vote{"anna", "Anna", {Role::tech_lead}, Choice::go, "", {}}};
    EXPECT_EQ(line(release), "Not GO yet. 1 vote is missing.");
    release.candidate.reset();
    EXPECT_EQ(line(release), "Not GO yet. No candidate is set. 1 vote is missing.");
}

TEST(Outlook, names_who_says_no_and_why) {
    auto release = frozen();
    release.state = State::no_go;
    release.votes = {Vote{"paul", "Paul", {Role::product_owner}, Choice::no_go, "prices are wrong", {}}};
    EXPECT_EQ(line(release), "No-go. Paul says no-go: prices are wrong.");
}

TEST(Outlook, is_on_track_while_nothing_is_asked_and_nothing_is_wrong) {
    auto release = frozen();
    release.state = State::planned;
    release.firings = {
        Firing{.phase = {"code_freeze", PhaseKind::code_freeze, {}, at("2026-01-05T10:00:00Z")}}};
    EXPECT_EQ(line(release),
              "On track. Nothing is asked of anyone before the code freeze at 2026-01-05 10:00 UTC.");

    Train train;
    train.blocked = Block{"backend-2025-12-25", "bookings are lost", {}};
    EXPECT_EQ(line(release, train), "Not on track. The rollback of backend-2025-12-25 is not cleared.");
}

TEST(Outlook, says_until_when_it_is_watched) {
    auto release = frozen();
    release.state = State::monitoring;
    release.monitored_until = at("2026-01-08T12:21:00Z");
    EXPECT_EQ(line(release), "Under watch. It is watched until 2026-01-08 12:21 UTC.");
}

TEST(Outlook, has_a_word_for_every_state) {
    for (auto const code :
         {State::planned, State::go, State::held, State::deploying, State::released, State::overdue,
          State::cancelled, State::rejected, State::expired, State::rolled_back}) {
        auto release = frozen();
        release.state = code;
        EXPECT_FALSE(outlook_of(release, {}, Zone{}).word.empty()) << name_of(code);
    }
}

}  // namespace
}  // namespace cadence::release
