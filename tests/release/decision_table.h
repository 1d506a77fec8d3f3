// The decision table: every state against every command that a person, CI, a check or time may bring. It is
// kept as text, one row for each setting and one column for each question; a cell is
//   a state    accepted: the release is in it afterwards
//   no         refused: the state of the release does not allow it
//   nothing    accepted, but there is nothing to do or to record
//   otherwise  the problem that it is refused with
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "support/story.h"

namespace cadence::testing {

constexpr auto kVersion = "1.2.0";
constexpr auto kCommit = "c0ffee1";  // the candidate
constexpr auto kOtherCommit = "badcafe";

/// A release in a state, and a world that has it there.
struct Setting {
    char const* name;
    State state;
    World world;
    std::string id;
};

/// The rows of one kind of release, and what the table says of them.
struct Sheet {
    std::vector<Setting> settings;
    std::vector<std::string_view> tables;
};

[[nodiscard]] Sheet scheduled_sheet();
[[nodiscard]] Sheet on_demand_sheet();

/// Somebody's command about a release.
struct Question {
    char const* name;
    Actor who;
    Command (*command)(std::string const& release);
};

[[nodiscard]] std::vector<Question> questions();

/// Every cell of the sheet is there once, and its question is answered so.
void expect_answers(Sheet const& sheet);

/// A train that runs 1.1.0, with an exemption, a blackout and a review that is due. Its smoke tests before a
/// release and its health check after one are done by checks, which nobody answers.
[[nodiscard]] World running_train();
/// As `World::advance_to`, with every check that begins answered well.
void live_until(World& world, Instant instant);

/// A report about the production deployment of a release.
[[nodiscard]] release::ReportDeployment report(std::string const& release, DeploymentStatus status,
                                               std::string const& commit = kCommit);

}  // namespace cadence::testing
