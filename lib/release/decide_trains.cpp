// A train as its configuration has it: begun, replanned, its people. None of these refuses; with nothing to
// do they give no events.
#include <algorithm>

#include "base/find.h"
#include "release/agenda.h"
#include "release/command.h"
#include "release/draft.h"
#include "release/quarter.h"

namespace cadence::release {

namespace {

void forget_approvals(Draft& draft, Release const& release, std::vector<std::string> const& people) {
    for (auto const& approval : release.on_demand->approvals) {
        if (contains(people, approval.person))
            draft.emit(ApprovalVoided{release.id, approval.person, "no longer in the configuration"});
    }
}

}  // namespace

Result<Events> handle(Train const& train, ActivateTrain const&, Context const& context) {
    auto const& rule = context.policy.rule;
    auto const today = rule.zone.day_of(context.now);
    if (train.activated_at && train.next_review) return Events{};
    if (train.activated_at) return one_event(context, ReviewScheduled{quarter_after(today)});
    auto slot = calendar::slot_from(rule, std::max(rule.first_release, today - date::days{1}));
    while (calendar::window_of(rule, slot).closes_at <= context.now) slot = calendar::next_slot(rule, slot);
    return one_event(context, TrainActivated{slot, quarter_after(slot)});
}

Result<Events> handle(Train const& train, AdoptPolicy const& command, Context const& context) {
    if (!train.activated_at) return Events{};
    auto const& next = command.next;
    auto const over = [&](Date slot) {
        return calendar::window_of(next.rule, slot).closes_at <= context.now;
    };
    auto const same_calendar = next.rule == context.policy.rule && next.blackouts == context.policy.blackouts;
    if (same_calendar && !over(calendar::slot_from(next.rule, train.next_slot))) return Events{};
    Draft draft{train, context};
    draft.keep_ahead(next, blackouts_of(train, next));
    auto slot = free_slot_from(draft.train(), next, next.rule.zone.day_of(context.now) - date::days{1});
    while (over(slot)) slot = free_slot_from(draft.train(), next, slot + date::days{1});
    if (slot != draft.train().next_slot) draft.emit(CalendarChanged{slot});
    return draft.take();
}

Result<Events> handle(Train const& train, PlanRelease const& command, Context const& context) {
    if (command.slot < train.next_slot || context.clock_held) return Events{};
    if (train.find(release_id(train.id, command.slot)) != nullptr) return Events{};
    auto const placed = calendar::place(context.policy.rule, blackouts_of(train, context.policy),
                                        pinned_of(train), command.slot);
    if (placed.skipped) {
        auto const next = free_slot_from(train, context.policy, placed.slot + date::days{1});
        return one_event(context, SlotSkipped{placed.slot, placed.reason, next});
    }
    Draft draft{train, context};
    draft.plan(placed);
    return draft.take();
}

Result<Events> handle(Train const& train, ForgetPeople const& command, Context const& context) {
    Draft draft{train, context};
    for (auto const& [id, release] : train.releases) {
        if (release.state == State::requested) forget_approvals(draft, release, command.people);
        if (!release.undecided()) continue;
        for (auto const& person : command.people) {
            if (release.vote_of(person) == nullptr) continue;
            draft.emit(VoteWithdrawn{id, person, "no longer in the configuration"});
        }
        draft.settle(id);
    }
    return draft.take();
}

}  // namespace cadence::release
