// The gate in a status' few words.
#include "worker/forge_status.h"

#include <gmock/gmock.h>

#include "base/limit.h"
#include "support/spec.h"

namespace cadence::worker {
namespace {

using cadence::testing::utc;
using ::testing::EndsWith;
using ::testing::StartsWith;

TEST(ForgeStatus, of_an_open_gate_is_a_success_that_names_no_time) {
    release::Gate gate;
    auto const status =
        status_of(gate, Zone{}, forge::Kind::github, "https://cadence.example/v1/gates?train=backend");
    EXPECT_EQ(status.state, forge::StatusState::success);
    EXPECT_EQ(status.target_url, "https://cadence.example/v1/gates?train=backend");
    gate.changes_at = utc("2026-01-22T10:00:00Z");
    EXPECT_EQ(status_of(gate, Zone{}, forge::Kind::github, status.target_url), status);
}

TEST(ForgeStatus, of_an_open_gate_with_advice_gives_it) {
    release::Gate const gate{
        .open = true, .advisory = true, .reasons = {{"code_freeze", "The code is frozen"}}};
    auto const status = status_of(gate, Zone{}, forge::Kind::github, {});
    EXPECT_EQ(status.state, forge::StatusState::success);
    EXPECT_EQ(status.description, "May be merged; note: The code is frozen");
}

TEST(ForgeStatus, of_a_shut_gate_says_why_and_until_when_within_the_limit) {
    release::Gate gate{.open = false, .reasons = {{"a", "One reason"}, {"b", "another"}}};
    EXPECT_EQ(status_of(gate, Zone{}, forge::Kind::github, {}).description, "One reason; another");
    gate.changes_at = utc("2026-01-22T12:00:00Z");
    auto const berlin = Zone::load("Europe/Berlin").value();
    EXPECT_EQ(status_of(gate, berlin, forge::Kind::github, {}).description,
              "One reason; another; may change 2026-01-22 13:00 CET");
    for (std::size_t length = 80; length < 200; ++length) {
        gate.reasons = {{"a", std::string(length, 'x') + "\xc3\xa4\xc3\xb6\xc3\xbc"}};
        auto const status = status_of(gate, berlin, forge::Kind::github, {});
        EXPECT_EQ(status.state, forge::StatusState::failure);
        EXPECT_LE(code_points(status.description), 140U);
        EXPECT_THAT(status.description, StartsWith("xxx"));
        EXPECT_THAT(status.description, EndsWith("; may change 2026-01-22 13:00 CET"));
    }
}

}  // namespace
}  // namespace cadence::worker
