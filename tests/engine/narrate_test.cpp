// One readable sentence for each kind of event.
#include "engine/narrate.h"

#include <set>

#include <gtest/gtest.h>

#include "engine/house.h"
#include "json/events.h"
#include "json/text.h"

namespace cadence::engine {
namespace {

using namespace release;

struct Case {
    EventBody body;
    std::string sentence;
};

Window window(std::string_view from, std::string_view to) {
    return {utc(from), utc(to)};
}

std::vector<Case> const& cases() {
    static auto const here = window("2026-01-08T10:00:00Z", "2026-01-08T12:00:00Z");
    static auto const later = window("2026-01-15T10:00:00Z", "2026-01-15T12:00:00Z");
    static std::vector<Case> const all{
        {TrainActivated{day("2026-01-08")}, "train backend runs from now on; its first slot is 2026-01-08"},
        {CalendarChanged{day("2026-02-03")}, "the calendar of backend changed; its next slot is 2026-02-03"},
        {ReleasePlanned{
             .release = kFirst, .slot = day("2026-01-08"), .window = here, .next_slot = day("2026-01-22")},
         "backend-2026-01-08 is on record: it opens at 2026-01-08T10:00:00Z"},
        {ReleasePlanned{.release = kFirst,
                        .slot = day("2026-01-08"),
                        .window = later,
                        .shifted_by = "year end",
                        .shifted_from = here,
                        .next_slot = day("2026-01-22")},
         "backend-2026-01-08 is on record: it opens at 2026-01-15T10:00:00Z, shifted from "
         "2026-01-08T10:00:00Z for a blackout: year end"},
        {SlotSkipped{day("2026-01-08"), "year end", day("2026-01-22")},
         "slot 2026-01-08 is skipped for a blackout: year end"},
        {PhaseFired{.release = kFirst, .phase = "code_freeze", .due_at = utc("2026-01-05T10:00:00Z")},
         "backend-2026-01-08 code_freeze fired"},
        {PhaseFired{.release = kFirst,
                    .phase = "code_freeze",
                    .due_at = utc("2026-01-05T09:30:00Z"),
                    .status = FiringStatus::late},
         "backend-2026-01-08 code_freeze late by 30 min"},
        {PhaseFired{.release = kFirst,
                    .phase = "go_no_go",
                    .due_at = utc("2026-01-05T09:30:00Z"),
                    .status = FiringStatus::missed,
                    .reason = "cadenced was not running in time"},
         "backend-2026-01-08 go_no_go missed: cadenced was not running in time"},
        {StateChanged{kFirst, State::frozen, State::go, "GO"}, "backend-2026-01-08 is go: GO"},
        {CandidateSet{kFirst, "1.2.0", "4f1c9a7", {}},
         "anna set the candidate of backend-2026-01-08: 1.2.0 (4f1c9a7)"},
        {CandidateSet{kFirst, "", "4f1c9a7", {"anna", "paul"}},
         "anna set the candidate of backend-2026-01-08: 4f1c9a7; void: the vote of anna, paul"},
        {VoteCast{kFirst, "anna", "Anna", {Role::tech_lead}, Choice::no_go, "search is slow"},
         "anna says no_go for backend-2026-01-08: search is slow"},
        {VoteWithdrawn{kFirst, "paul", ""}, "the vote of paul on backend-2026-01-08 is withdrawn by anna"},
        {ReleasePostponed{.release = kFirst, .from = here, .to = later, .reason = "QA needs a week"},
         "anna moved backend-2026-01-08 from 2026-01-08T10:00:00Z to 2026-01-15T10:00:00Z: QA needs a week"},
        {ReleaseCancelled{kFirst, here, "nothing to ship", ""},
         "backend-2026-01-08 is cancelled: nothing to ship"},
        {DeploymentReported{
             .release = kFirst, .deployment = "1", .status = DeploymentStatus::failed, .version = "1.2.0"},
         "deployment of 1.2.0 to production failed (backend-2026-01-08, reported by anna)"},
        {IssueRecorded{kFirst, "2", "search is slow", Severity::p1},
         "P1 issue 2 on backend-2026-01-08: search is slow"},
        {PhasesMissed{{{kFirst, "code_freeze", {}, {}}}},
         "1 phase was missed while cadenced was away: backend-2026-01-08 code_freeze"},
        {PhasesMissed{std::vector<MissedPhase>(7, {kFirst, "p", {}, {}})},
         "7 phases were missed while cadenced was away: backend-2026-01-08 p, backend-2026-01-08 p, "
         "backend-2026-01-08 p, "
         "backend-2026-01-08 p, backend-2026-01-08 p, backend-2026-01-08 p ..."},
        {BlackoutAdded{{"blackout-1", day("2026-12-21"), day("2027-01-03"), "year end"}},
         "anna added blackout-1, 2026-12-21 to 2027-01-03: year end"},
        {BlackoutEnded{"blackout-1"}, "anna ended blackout-1"},
    };
    return all;
}

store::LogLine line_of(EventBody const& body) {
    return {.seq = 1,
            .at = utc("2026-01-05T10:00:00Z"),
            .train = kTrain,
            .release = std::string{release_of(body)},
            .type = std::string{type_of(body)},
            .actor = "anna",
            .via = "token x",
            .data = json::dump(json::to_json(body))};
}

TEST(Narration, says_each_event_in_one_sentence) {
    for (auto const& [body, sentence] : cases()) EXPECT_EQ(narrate(line_of(body)), sentence);
}

TEST(Narration, leaves_out_no_kind_of_event) {
    std::set<std::size_t> told;
    for (auto const& each : cases()) told.insert(each.body.index());
    EXPECT_EQ(told.size(), std::variant_size_v<EventBody>);
}

TEST(Narration, says_what_concerns_the_daemon_by_its_type_and_data) {
    store::LogLine line{.seq = 1,
                        .at = {},
                        .train = {},
                        .release = {},
                        .type = "clock_stepped",
                        .actor = "cadenced",
                        .via = "clock",
                        .data = R"({"by":"-PT10M"})"};
    EXPECT_EQ(narrate(line), R"(clock stepped {"by":"-PT10M"})");
    line.data = "{}";
    EXPECT_EQ(narrate(line), "clock stepped");
}

TEST(Narration, shows_a_line_it_cannot_read_as_it_is) {
    store::LogLine line{.seq = 1,
                        .at = {},
                        .train = kTrain,
                        .release = {},
                        .type = "vote_cast",
                        .actor = "anna",
                        .via = {},
                        .data = "not json"};
    EXPECT_EQ(narrate(line), "vote cast not json");
}

}  // namespace
}  // namespace cadence::engine
