// Deadlines by time: warnings, the one breach, the end of a quarter. DESIGN section 7.

#include "release/draft.h"
#include "release/lifecycle.h"
#include "release/quarter.h"

namespace cadence::release {

Result<Events> handle(Train const& train, MoveDeadline const& command, Context const& context) {
    auto const found = train.deadlines.find(command.deadline);
    if (found == train.deadlines.end() || found->second.state != DeadlineState::open || context.clock_held)
        return Events{};
    auto const deadline = found->second;
    Draft draft{train, context};
    if (context.now >= deadline.due_at) {
        draft.emit(DeadlineBreached{deadline.release, deadline.id, deadline.kind, deadline.due_at});
        auto const* const release = draft.train().find(deadline.release);
        if (deadline.kind == DeadlineKind::deployment && release != nullptr && release->deployment_running())
            draft.record_issue(release->id, "The end of its deployment is not reported", std::nullopt);
        return draft.take();
    }
    int passed = 0;
    for (auto const percent : kWarnings) {
        if (context.now >= instant_at(deadline, percent)) passed = percent;
    }
    if (passed > deadline.warned)
        draft.emit(DeadlineWarned{deadline.release, deadline.id, deadline.kind, deadline.due_at, passed});
    return draft.take();
}

Result<Events> handle(Train const& train, EndQuarter const& command, Context const& context) {
    auto const& zone = context.policy.rule.zone;
    auto const begins = [&](Date day) { return zone.at(day, std::chrono::minutes{0}); };
    if (!train.next_review || context.clock_held || context.now < begins(*train.next_review)) return Events{};
    auto ended = *train.next_review;
    QuarterEnded quarter;
    for (auto next = quarter_after(ended); begins(next) <= context.now; next = quarter_after(ended)) {
        quarter.skipped.push_back(review_before(train.id, ended));
        ended = next;
    }
    quarter.review = review_before(train.id, ended);
    quarter.next_review = quarter_after(ended);
    quarter.figures = command.figures;
    Draft draft{train, context};
    auto const review = quarter.review;
    draft.emit(std::move(quarter));
    draft.start_deadline(DeadlineKind::cadence_review, {}, review, begins(ended),
                         context.policy.clocks.cadence_review);
    return draft.take();
}

}  // namespace cadence::release
