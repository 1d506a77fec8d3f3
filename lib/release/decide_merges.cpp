// Merges to `main`: each is promised to staging, and may go against the gate. DESIGN sections 5 to 7.
#include <algorithm>

#include "base/describe.h"
#include "release/agenda.h"
#include "release/arguments.h"
#include "release/draft.h"
#include "release/gates.h"
#include "release/lifecycle.h"

namespace cadence::release {

namespace {

Result<void> check(RecordMerge const& command, Context const& context) {
    if (auto given =
            need_text(command.commit, "commit-needed", "A merge is reported by its commit.", "#/commit");
        !given)
        return given;
    if (auto checked = check_commit(command.commit, "#/commit"); !checked) return checked;
    if (command.merged_at && *command.merged_at > context.now + kClockSkew)
        return refuse(
            ErrorCode::invalid, "date-in-the-future",
            describe_instant(*command.merged_at) + " is in the future; a report says what has happened.",
            "#/merged_at");
    return {};
}

/// All that came has to be admitted: one that is takes none of the others along.
bool admits(Train const& train, RecordMerge const& command, Context const& context) {
    auto const open_for = [&](Subject const& subject) {
        return may_merge(train, context.policy, context.clock_held, subject);
    };
    return open_for(
               {command.branch, command.commit, command.pull_request, command.labels, {}, command.paths}) &&
           std::ranges::all_of(command.beside, [&](MergedBeside const& each) {
               return open_for({each.branch, command.commit, each.pull_request, each.labels, {}, each.paths});
           });
}

/// The reasons that locked the gate when the merge was made, for somebody who was not admitted.
std::vector<Reason> against(Train const& train, RecordMerge const& command, Context const& context,
                            Instant merged_at) {
    if (admits(train, command, context)) return {};
    std::vector<Reason> reasons;
    for (auto const& hold : holds_on(train, context.policy, Action::merge, context.clock_held)) {
        if (hold.locks && hold.since <= merged_at) reasons.push_back(hold.reason);
    }
    return reasons;
}

/// The release that a merge against the gate disturbs.
std::string disturbed(Train const& train) {
    for (auto const& [id, release] : train.releases) {
        if (release.state == State::rolling_back || release.window_open() || release.deployment_running())
            return id;
    }
    auto const current = current_of(train);
    return current ? current->id : std::string{};
}

void announce_violation(Draft& draft, Merge const& merge, std::vector<Reason> const& reasons) {
    auto const release = disturbed(draft.train());
    GateViolated violated{release, merge.commit, merge.author, {}};
    for (auto const& reason : reasons) violated.reasons.push_back(reason.text);
    draft.emit(std::move(violated));
    if (release.empty()) return;
    draft.record_issue(release,
                       "Merged against the gate: " + merge.commit +
                           (merge.author.empty() ? "" : " by " + merge.author) + "; " + reasons.front().text,
                       std::nullopt);
}

/// The merges that a force-push removed: all after the merge that the branch is at now, or at least its head.
std::vector<Merge> left_by(Train const& train, RecordMerge const& command) {
    std::vector<Merge> left;
    if (command.replaces.empty() || same_commit(command.replaces, command.commit)) return left;
    auto const* const now = train.merges.of_commit(command.commit);
    auto const* const before = train.merges.of_commit(command.replaces);
    std::ranges::copy_if(train.merges, std::back_inserter(left), [&](Merge const& each) {
        if (now == nullptr) return before != nullptr && each.number == before->number;
        return each.number > now->number && (before == nullptr || each.number <= before->number);
    });
    return left;
}

void note_left(Draft& draft, RecordMerge const& command) {
    auto left = left_by(draft.train(), command);
    if (left.empty()) return;
    for (auto const& merge : left)
        draft.withdraw_deadline(deadline_id(DeadlineKind::staging_deploy, merge.commit),
                                "no longer on the branch");
    draft.emit(MergesLeft{command.commit, std::move(left)});
}

/// An on-demand release that production runs has come to main: candidates from here on contain it.
void note_branch(Draft& draft, Merge const& merge) {
    auto const unmerged = draft.train().unmerged;
    for (auto const& each : unmerged) {
        auto const brings =
            (!merge.branch.empty() && merge.branch == each.branch) || same_commit(merge.commit, each.commit);
        if (each.merge == 0 && brings) draft.emit(BranchMerged{each.release, merge.number});
    }
}

}  // namespace

Result<Events> handle(Train const& train, RecordMerge const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::report_merge); !allowed) return error_of(allowed);
    if (auto checked = check(command, context); !checked) return error_of(checked);
    Draft draft{train, context};
    note_left(draft, command);
    if (auto const* const known = train.merges.of_commit(command.commit)) {
        auto told_again = *known;
        if (told_again.branch.empty()) told_again.branch = command.branch;
        note_branch(draft, told_again);
        return draft.take();
    }
    auto const room = check_room(train.merges.size(), kMostMerges, train.id, "merges",
                                 "report the deployments to production, which have them in them.");
    if (!room) return error_of(room);
    Merge merge{train.last_merge + 1, command.commit,
                command.author,       command.title,
                command.branch,       command.pull_request,
                command.committed_at, command.merged_at.value_or(context.now),
                context.now};
    auto const reasons = against(train, command, context, merge.merged_at);
    for (auto const& reason : reasons) merge.against.push_back(reason.code);
    draft.emit(MergeRecorded{merge});
    draft.start_deadline(DeadlineKind::staging_deploy, {}, merge.commit, context.now,
                         context.policy.clocks.staging_deploy);
    if (!reasons.empty()) announce_violation(draft, merge, reasons);
    note_branch(draft, merge);
    return draft.take();
}

}  // namespace cadence::release
