// The columns of the decision table: who asks what, and that none of the commands is left out.
#include <set>

#include <gtest/gtest.h>

#include "decision_table.h"

namespace cadence::testing {
namespace {

using release::Action;
using release::ExemptionKind;
using release::ItemStatus;
using release::Severity;
using Id = std::string const&;

constexpr auto kChangelog =
    "# Changelog\n\n## [1.2.0] - 2026-01-08\n\n### Fixed\n\n- Double booking "
    "([#12](https://example.org/12))\n";

/// Another Product Owner, who has not voted yet.
Actor petra() {
    return person("petra", "Petra", {Role::product_owner});
}

Command tick(Id id, char const* item, ItemStatus status, char const* reason = "") {
    return release::TickItem{id, item, status, reason};
}

Command failed_check(Id id, char const* item) {
    return release::FinishCheck{id, item, release::CheckOutcome::failed, "HTTP 503", {}, {}, {}};
}

Command staged(Id id, char const* commit) {
    auto staging = report(id, DeploymentStatus::succeeded, commit);
    staging.environment = Environment::staging;
    return staging;
}

Command roll_back(Id id, Severity severity) {
    release::StartRollback rollback;
    rollback.release = id;
    rollback.severity = severity;
    rollback.reason = "bookings fail";
    return rollback;
}

Command revert(Id id) {
    release::StartRollback rollback;
    rollback.release = id;
    rollback.option = release::RollbackOption::revert;
    rollback.commits = {kCommit};
    rollback.reason = "bookings fail";
    return rollback;
}

Command hotfix(Id) {
    release::RequestRelease request;
    request.title = "Prices";
    request.criterion = release::Criterion::outage;
    return request;
}

Command merge(Id) {
    release::RecordMerge merged;
    merged.commit = kOtherCommit;
    return merged;
}

/// The same weekday, one week later.
Command new_calendar(Id) {
    auto policy = policy_with_checklist();
    policy.rule.first_release = day("2026-01-15");
    return release::AdoptPolicy{std::move(policy)};
}

std::vector<Question> about_the_decision() {
    return {
        {"go", petra(),
         [](Id id) -> Command {
             return release::CastVote{id, Choice::go, {}};
         }},
        {"veto", petra(),
         [](Id id) -> Command {
             return release::CastVote{id, Choice::no_go, "Prices"};
         }},
        {"withdraw", paul(),
         [](Id id) -> Command {
             return release::WithdrawVote{id, {}, {}};
         }},
        {"lifted", anna(),
         [](Id id) -> Command {
             return release::WithdrawVote{id, "paul", "He left"};
         }},
        {"candidate", eve(),
         [](Id id) -> Command {
             return release::SetCandidate{id, "2.0.0", kOtherCommit};
         }},
        {"postpone", anna(),
         [](Id id) -> Command {
             return release::Postpone{id, {}, "Late"};
         }},
        {"cancel", anna(),
         [](Id id) -> Command {
             return release::Cancel{id, "Late"};
         }},
        {"approve", paul(), [](Id id) -> Command { return release::Approve{id}; }},
        {"approve too", anna(), [](Id id) -> Command { return release::Approve{id}; }},
        {"reject", paul(),
         [](Id id) -> Command {
             return release::Reject{id, "Too risky"};
         }},
        {"leaves", the_clock(), [](Id) -> Command { return release::ForgetPeople{{"anna"}}; }},
    };
}

std::vector<Question> about_deployments() {
    using enum DeploymentStatus;
    return {
        {"started", bob(), [](Id id) -> Command { return report(id, started); }},
        {"succeeded", bob(), [](Id id) -> Command { return report(id, succeeded); }},
        {"other commit", bob(), [](Id id) -> Command { return report(id, succeeded, kOtherCommit); }},
        {"failed", bob(), [](Id id) -> Command { return report(id, failed); }},
        {"staged", bob(), [](Id id) { return staged(id, kCommit); }},
        {"other staged", bob(), [](Id id) { return staged(id, kOtherCommit); }},
        {"P1", olga(), [](Id id) { return roll_back(id, Severity::p1); }},
        {"P2", olga(), [](Id id) { return roll_back(id, Severity::p2); }},
        {"revert", olga(), revert},
        {"verify", quinn(),
         [](Id id) -> Command { return release::VerifyRollback{id, true, true, true, {}, "1.1.0"}; }},
        {"clear", anna(), [](Id) -> Command { return release::ClearRollback{"It works"}; }},
    };
}

std::vector<Question> about_the_checklist() {
    return {
        {"pre passed", quinn(), [](Id id) { return tick(id, "smoke", ItemStatus::passed); }},
        {"pre failed", quinn(), [](Id id) { return tick(id, "smoke", ItemStatus::failed, "Slow"); }},
        {"pre waived", anna(), [](Id id) { return tick(id, "smoke", ItemStatus::waived, "By hand"); }},
        {"post passed", quinn(), [](Id id) { return tick(id, "flows", ItemStatus::passed); }},
        {"post failed", quinn(), [](Id id) { return tick(id, "flows", ItemStatus::failed, "Slow"); }},
        {"run pre", quinn(),
         [](Id id) -> Command {
             return release::RequestCheck{id, "smoke"};
         }},
        {"run post", quinn(),
         [](Id id) -> Command {
             return release::RequestCheck{id, "health"};
         }},
        {"pre check", the_clock(), [](Id id) { return failed_check(id, "smoke"); }},
        {"post check", the_clock(), [](Id id) { return failed_check(id, "health"); }},
    };
}

std::vector<Question> about_the_record() {
    return {
        {"issue", quinn(),
         [](Id id) -> Command {
             return release::RecordIssue{id, "Slow", {}};
         }},
        {"notes", eve(),
         [](Id id) -> Command {
             return release::RecordNotes{id, kChangelog};
         }},
        {"retrospective", anna(),
         [](Id id) -> Command {
             return release::RecordRetrospective{id, "Well", {}};
         }},
        {"post-mortem", anna(),
         [](Id id) -> Command {
             return release::RecordPostMortem{id, "Locks", {}};
         }},
        {"review", anna(),
         [](Id) -> Command {
             return release::RecordReview{"backend-2025-Q4", "Well", {}};
         }},
    };
}

std::vector<Question> about_the_train() {
    return {
        {"freeze", anna(),
         [](Id) -> Command {
             return release::AddFreeze{{Action::merge, Action::deploy}, {}, {}, "Outage"};
         }},
        {"thaw", anna(),
         [](Id) -> Command {
             return release::EndFreeze{"freeze-4", {}};
         }},
        {"exempt", anna(),
         [](Id) -> Command {
             return release::AddExemption{ExemptionKind::label, "urgent", utc("2026-03-01T00:00:00Z"),
                                          "It must"};
         }},
        {"unexempt", anna(), [](Id) -> Command { return release::EndExemption{"exemption-2"}; }},
        {"blackout", olga(),
         [](Id) -> Command {
             return release::AddBlackout{day("2026-01-08"), day("2026-01-25"), "Fair"};
         }},
        {"no blackout", olga(), [](Id) -> Command { return release::EndBlackout{"blackout-3"}; }},
        {"merge", bob(), merge},
        {"request", eve(), hotfix},
        {"new calendar", the_clock(), new_calendar},
    };
}

/// What only time brings; asked before it is due, each does nothing.
std::vector<Command> commands_of_time(World const& world, Id id) {
    std::vector<Command> commands{
        release::ActivateTrain{},      release::PlanRelease{day("2025-12-25")},
        release::FinishMonitoring{id}, release::ReportMissed{},
        release::ExpireRequest{id},    release::StartChecks{id},
        release::EndQuarter{},         release::RemindVoters{id},
        release::PassCancelled{id},    release::RemindMonitoring{id},
        release::TickKnown{id},        release::TickAnnounced{id, "release_notes", "team", {}}};
    for (auto const& phase : world.policy().rule.phases)
        commands.emplace_back(release::FirePhase{id, phase.name});
    for (auto const& [deadline, _] : world.train().deadlines)
        commands.emplace_back(release::MoveDeadline{deadline});
    for (auto const& exemption : world.train().exemptions)
        commands.emplace_back(release::ExpireExemption{exemption.id});
    commands.emplace_back(release::MoveFreeze{"freeze-4"});
    return commands;
}

TEST(DecisionTable, has_every_command) {
    std::set<std::size_t> asked;
    for (auto const& question : questions()) asked.insert(question.command("backend-2026-01-08").index());
    for (auto const& command : commands_of_time(running_train(), "backend-2026-01-08"))
        asked.insert(command.index());
    EXPECT_EQ(asked.size(), std::variant_size_v<Command::variant>);
}

TEST(DecisionTable, what_time_brings_does_nothing_before_it_is_due) {
    for (auto const& sheet : {scheduled_sheet(), on_demand_sheet()}) {
        for (auto const& setting : sheet.settings) {
            for (auto const& command : commands_of_time(setting.world, setting.id)) {
                auto world = setting.world;
                auto const answer = world.run(command, the_clock());
                EXPECT_TRUE(answer && answer->empty()) << setting.name << ", command " << command.index();
            }
        }
    }
}

}  // namespace

std::vector<Question> questions() {
    std::vector<Question> all;
    for (auto const& some : {about_the_decision(), about_deployments(), about_the_checklist(),
                             about_the_record(), about_the_train()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

}  // namespace cadence::testing
