// One readable sentence for each kind of event.
#include "chat/narrate.h"

#include <set>

#include <gtest/gtest.h>

#include "json/events.h"
#include "json/text.h"
#include "support/story.h"

namespace cadence::chat {
namespace {

using namespace cadence::testing;
using namespace release;

struct Case {
    EventBody body;
    std::string sentence;
};

Window window(std::string_view from, std::string_view to) {
    return {utc(from), utc(to)};
}

std::vector<Case> const& release_cases() {
    static auto const here = window("2026-01-08T10:00:00Z", "2026-01-08T12:00:00Z");
    static auto const later = window("2026-01-15T10:00:00Z", "2026-01-15T12:00:00Z");
    static std::vector<Case> const all{
        {TrainActivated{day("2026-01-08")}, "train backend runs from now on; its first slot is 2026-01-08"},
        {CalendarChanged{day("2026-02-03")}, "the calendar of backend changed; its next slot is 2026-02-03"},
        {ReleasePlanned{
             .release = kFirst, .slot = day("2026-01-08"), .window = here, .next_slot = day("2026-01-22")},
         "backend-2026-01-08 is on record: it opens at Thu 2026-01-08 10:00 UTC"},
        {ReleasePlanned{.release = kFirst,
                        .slot = day("2026-01-08"),
                        .window = later,
                        .shifted_by = "year end",
                        .shifted_from = here,
                        .next_slot = day("2026-01-22")},
         "backend-2026-01-08 is on record: it opens at Thu 2026-01-15 10:00 UTC, shifted from "
         "Thu 2026-01-08 10:00 UTC for a blackout: year end"},
        {SlotSkipped{day("2026-01-08"), "year end", day("2026-01-22")},
         "slot 2026-01-08 is skipped for a blackout: year end"},
        {PhaseFired{.release = kFirst, .phase = "code_freeze", .due_at = utc("2026-01-05T10:00:00Z")},
         "backend-2026-01-08: code freeze fired"},
        {PhaseFired{.release = kFirst,
                    .phase = "code_freeze",
                    .due_at = utc("2026-01-05T09:30:00Z"),
                    .status = FiringStatus::late},
         "backend-2026-01-08: code freeze late by 30 min"},
        {PhaseFired{.release = kFirst,
                    .phase = "go_no_go",
                    .due_at = utc("2026-01-05T09:30:00Z"),
                    .status = FiringStatus::missed,
                    .reason = "cadenced was not running in time"},
         "backend-2026-01-08: go/no-go missed: cadenced was not running in time"},
        {StateChanged{kFirst, State::frozen, State::go, "GO"}, "backend-2026-01-08 has GO"},
        {CandidateSet{kFirst, "1.2.0", "4f1c9a7", {}},
         "anna set the candidate of backend-2026-01-08: 1.2.0 (4f1c9a7)"},
        {StateChanged{kFirst, State::planned, State::cancelled, "nothing to ship"},
         "backend-2026-01-08 is cancelled"},
        {CandidateSet{kFirst, "", std::string(40, 'a'), {"anna", "paul"}, {"smoke_tests"}},
         "anna set the candidate of backend-2026-01-08: aaaaaaaaaaaa; to decide again: anna, paul; pending "
         "again: "
         "smoke_tests"},
        {VoteCast{kFirst, "anna", "Anna", {Role::tech_lead}, Choice::no_go, "search is slow"},
         "anna says no-go for backend-2026-01-08: search is slow"},
        {VoteReminded{.release = kFirst,
                      .decision_at = utc("2026-01-07T10:00:00Z"),
                      .missing = {"No candidate is set: nothing to decide on", "Smoke tests: pending"},
                      .waiting_for = {Role::tech_lead, Role::product_owner}},
         "go or no-go for backend-2026-01-08 is due at Wed 2026-01-07 10:00 UTC; not voted: Tech Lead, "
         "Product "
         "Owner; missing: No candidate is set: nothing to decide on; Smoke tests: pending "
         "(cadencectl checklist backend-2026-01-08)"},
        {VoteReminded{.release = kFirst, .decision_at = utc("2026-01-07T10:00:00Z")},
         "go or no-go for backend-2026-01-08 is due at Wed 2026-01-07 10:00 UTC"},
        {VoteWithdrawn{kFirst, "paul", ""}, "the vote of paul on backend-2026-01-08 is withdrawn by anna"},
        {ReleasePostponed{.release = kFirst, .from = here, .to = later, .reason = "QA needs a week"},
         "anna moved backend-2026-01-08 from Thu 2026-01-08 10:00 UTC to Thu 2026-01-15 10:00 UTC: QA needs "
         "a week"},
        {ReleaseCancelled{kFirst, here, "nothing to ship", ""},
         "anna cancels backend-2026-01-08, planned to open at Thu 2026-01-08 10:00 UTC: nothing to ship"},
        {ReleaseCancelled{kFirst, here, "superseded by backend-2026-01-22", kSecond},
         "backend-2026-01-22 supersedes backend-2026-01-08, planned to open at Thu 2026-01-08 10:00 UTC"},
        {DeploymentReported{
             .release = kFirst, .deployment = "1", .status = DeploymentStatus::failed, .version = "1.2.0"},
         "deployment of 1.2.0 to production failed (backend-2026-01-08, reported by anna)"},
        {DeploymentReported{.release = "", .environment = Environment::staging, .commit = "4f1c9a7"},
         "deployment of 4f1c9a7 to staging succeeded (no known release, reported by anna)"},
        {IssueRecorded{kFirst, "2", "search is slow", Severity::p1},
         "P1 issue 2 on backend-2026-01-08: search is slow"},
        {IssueRecorded{kFirst, "2", "Health: failed", Severity::p0, true},
         "proposed P0 issue 2 on backend-2026-01-08: Health: failed"},
        {CancelledPassed{kFirst}, "the window that cancelled backend-2026-01-08 would have had is over"},
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

std::string const kHotfix = "backend-hotfix-2026-01-14-double-booking";

OnDemand request(std::optional<Criterion> criterion, std::optional<double> cvss, std::string justification) {
    OnDemand request;
    request.title = "Double booking";
    request.criterion = criterion;
    request.cvss = cvss;
    request.justification = std::move(justification);
    return request;
}

std::vector<Case> const& process_cases() {
    static auto const until = utc("2026-01-08T12:00:00Z");
    static std::vector<Case> const all{
        {ItemTicked{kFirst, "smoke_tests", ItemStatus::passed, ""},
         "anna marks smoke_tests of backend-2026-01-08 as passed"},
        {ItemTicked{kFirst, "api_docs", ItemStatus::not_applicable, "no new endpoint"},
         "anna marks api_docs of backend-2026-01-08 as not applicable: no new endpoint"},
        {ItemAdded{kFirst, {.id = "contains-x"}, "x reached production before it"},
         "backend-2026-01-08 gets another checklist item, contains-x: x reached production before it"},
        {CheckRequested{kFirst, "health"},
         "anna asks for the check of health of backend-2026-01-08 to run now"},
        {CheckRequested{kFirst, "health", "it has a candidate now"},
         "the check of health of backend-2026-01-08 runs again: it has a candidate now"},
        {ChecksStarted{kFirst, {"health", "smoke"}}, "checks of backend-2026-01-08 run: health, smoke"},
        {CheckFinished{.release = kFirst, .item = "health", .check = "up", .passed = true, .saw = "200 OK"},
         "check up of backend-2026-01-08 passed for health: 200 OK"},
        {CheckFinished{.release = kFirst, .item = "health", .check = "up", .passed = false, .saw = "503"},
         "check up of backend-2026-01-08 failed for health: 503"},
        {CheckFinished{
             .release = kFirst, .item = "notes", .check = "log", .saw = "no version", .pending = true},
         "check log of backend-2026-01-08 cannot tell yet for notes: no version"},
        {MonitoringReminded{kFirst, until, {{.item = "flows", .text = "Flows tested"}}},
         "backend-2026-01-08 is monitored until Thu 2026-01-08 12:00 UTC; still open: flows"},
        {MonitoringOverdue{kFirst, until, {{.item = "flows", .text = "Flows tested"}}},
         "backend-2026-01-08 was monitored until Thu 2026-01-08 12:00 UTC and is not released; still open: "
         "flows"},
        {ReleaseRequested{kHotfix, Kind::hotfix, {}, request(Criterion::data_integrity, {}, ""), {}},
         "anna requests hotfix backend-hotfix-2026-01-14-double-booking (data integrity): Double booking"},
        {ReleaseRequested{kHotfix, Kind::hotfix, {}, request(Criterion::security, 9.8, ""), {}},
         "anna requests hotfix backend-hotfix-2026-01-14-double-booking (security, CVSS 9.8): Double "
         "booking"},
        {ReleaseRequested{"backend-expedited-x", Kind::expedited, {}, request({}, {}, "the fair begins"), {}},
         "anna requests expedited release backend-expedited-x: Double booking (the fair begins)"},
        {ApprovalGiven{kHotfix, "paul", "Paul", {Role::qa, Role::product_owner}},
         "paul approves backend-hotfix-2026-01-14-double-booking as Product Owner"},
        {ApprovalGiven{kHotfix, "zoe", "Zoe", {Role::product_owner, Role::tech_lead}},
         "zoe approves backend-hotfix-2026-01-14-double-booking as Tech Lead and Product Owner"},
        {ApprovalVoided{kHotfix, "paul", "no longer configured"},
         "the approval of backend-hotfix-2026-01-14-double-booking by paul is void: no longer configured"},
        {MergeRecorded{
             {.commit = "4f1c9a7", .author = "eve", .title = "Bulk upload", .branch = "feature/bulk"}},
         "4f1c9a7 was merged from feature/bulk by eve: Bulk upload"},
        {MergesLeft{"0be9ac5", {{.commit = "4f1c9a7"}, {.commit = "5d2e1b8"}}},
         "the main branch was moved to 0be9ac5: 4f1c9a7, 5d2e1b8 are no longer on it"},
        {GateViolated{"", "4f1c9a7", "eve", {"it is frozen", "a window is open"}},
         "4f1c9a7 was merged against the gate by eve: it is frozen; a window is open"},
        {BranchMerged{kHotfix, 7},
         "backend-hotfix-2026-01-14-double-booking has reached the main branch with merge 7"},
        {NotesRecorded{kFirst, {.version = "1.2.0", .source = "paul"}},
         "backend-2026-01-08 has release notes for 1.2.0 from paul"},
        {NotesRecorded{kFirst, {.problems = {"line 3: no date"}, .source = "changelog"}},
         "backend-2026-01-08 has release notes from changelog; incomplete: line 3: no date"},
        {FreezeAdded{{"freeze-1",
                      {release::Action::merge, release::Action::flag},
                      until,
                      {},
                      true,
                      "stop the line",
                      "anna"}},
         "anna freezes merge, flag until somebody ends it (freeze-1): stop the line"},
        {FreezeAdded{{"freeze-2",
                      {release::Action::deploy},
                      until,
                      until + std::chrono::hours{1},
                      false,
                      "fair",
                      "anna"}},
         "anna freezes deploy from Thu 2026-01-08 12:00 UTC until Thu 2026-01-08 13:00 UTC (freeze-2): fair"},
        {FreezeBegan{"freeze-2", "fair"}, "freeze-2 begins: fair"},
        {FreezeEnded{"freeze-2", "its time is over"}, "anna ended freeze-2: its time is over"},
        {ExemptionAdded{{"exemption-3", ExemptionKind::pull_request, "12", until, "it burns", "anna"}},
         "anna lets pull request 12 through the gate until Thu 2026-01-08 12:00 UTC (exemption-3): it burns"},
        {ExemptionAdded{{"exemption-4", ExemptionKind::path, "docs/", until, "words only", "anna"}},
         "anna lets path docs/ through the gate until Thu 2026-01-08 12:00 UTC (exemption-4): words only"},
        {ExemptionEnded{"exemption-3", ""}, "anna ended exemption-3"},
    };
    return all;
}

std::vector<Case> const& promise_cases() {
    static auto const due = utc("2026-01-08T12:00:00Z");
    static auto const staging = DeadlineKind::staging_deploy;
    static std::string const id = "staging_deploy:4f1c9a7";
    static std::vector<Case> const all{
        {RollbackStarted{.release = kFirst,
                         .from_version = "1.2.0",
                         .to_version = "1.1.0",
                         .to_commit = "1111111",
                         .reason = "bookings are lost"},
         "anna rolls backend-2026-01-08 back (P0) from 1.2.0 to 1.1.0 (1111111): bookings are lost"},
        {RollbackStarted{.release = kFirst,
                         .severity = Severity::p2,
                         .option = RollbackOption::revert,
                         .commits = {"7777777", "8888888"},
                         .branch = "revert/search",
                         .reason = "ugly",
                         .forced = true},
         "anna rolls backend-2026-01-08 back (P2, forced) by reverting 7777777, 8888888 on revert/search: "
         "ugly"},
        {RollbackVerified{kFirst, Running{"", "1.1.0", "", {}}, "calm"},
         "anna verified the rollback of backend-2026-01-08; production runs 1.1.0 again: calm"},
        {RollbackVerified{kFirst, Running{"", "1.1.0", "", {}}, "calm", true},
         "anna verified the rollback of backend-2026-01-08 and says that production runs 1.1.0, which no "
         "deployment reported: calm"},
        {RollbackCleared{kFirst, "1.2.1 is ready"},
         "anna cleared the rollback of backend-2026-01-08, scheduled releases may be deployed again: 1.2.1 "
         "is ready"},
        {RetrospectiveRecorded{kFirst, "a long text", ""},
         "anna recorded the retrospective of backend-2026-01-08"},
        {PostMortemRecorded{kFirst, "", "https://wiki.example.org/1"},
         "anna recorded the post-mortem of backend-2026-01-08 at https://wiki.example.org/1"},
        {ReviewRecorded{"backend-2026-Q1", "x", ""}, "anna recorded review backend-2026-Q1"},
        {ReviewScheduled{day("2026-04-01")}, "the cadence of backend is up for review from 2026-04-01 on"},
        {QuarterEnded{"backend-2026-Q2", {"backend-2026-Q1"}, day("2026-10-01")},
         "a quarter of backend is over: review backend-2026-Q2 is due; missed while cadenced was away: "
         "backend-2026-Q1"},
        {DeadlineStarted{"", {.id = id, .kind = staging, .due_at = due}},
         "staging deploy of 4f1c9a7 is due at Thu 2026-01-08 12:00 UTC"},
        {DeadlineWarned{"", id, staging, due, 80},
         "staging deploy of 4f1c9a7 is due at Thu 2026-01-08 12:00 UTC: 80 % of its time is over"},
        {DeadlineBreached{"", id, staging, due},
         "staging deploy of 4f1c9a7 is breached: it was due at Thu 2026-01-08 12:00 UTC"},
        {DeadlineMet{"", id, staging, due, due, false}, "staging deploy of 4f1c9a7 is met"},
        {DeadlineMet{"", id, staging, due, due + std::chrono::minutes{30}, true},
         "staging deploy of 4f1c9a7 is met late, by 30 min"},
        {DeadlineWithdrawn{"", id, staging, due, "rejected"},
         "staging deploy of 4f1c9a7 is withdrawn: rejected"},
    };
    return all;
}

std::vector<Case> cases() {
    auto all = release_cases();
    for (auto const& more : {process_cases(), promise_cases()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

release::LogLine line_of(EventBody const& body) {
    return {.seq = 1,
            .at = utc("2026-01-05T10:00:00Z"),
            .train = std::string{kTrain},
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
    EXPECT_EQ(told.size(), std::variant_size_v<EventBody::variant>);
}

TEST(Narration, shows_a_line_it_cannot_read_as_it_is) {
    release::LogLine line{.seq = 1,
                          .at = {},
                          .train = std::string{kTrain},
                          .release = {},
                          .type = "vote_cast",
                          .actor = "anna",
                          .via = {},
                          .data = "not json"};
    EXPECT_EQ(narrate(line), "vote cast not json");
}

}  // namespace
}  // namespace cadence::chat
