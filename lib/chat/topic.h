// Topics of announcements: the list that channels choose from. Each "announce", "notify", "share" and
// "communicate" of the process has its topic here.
#pragma once

#include <array>
#include <string_view>

#include "base/names.h"

namespace cadence::chat {

enum class Topic {
    code_freeze,
    vote_reminder,  // before the go/no-go: what is missing, who has not voted
    go_no_go,       // its instant: votes, please
    decision,       // GO, or not, with its reasons
    window_opened,
    window_held,  // its instant has come, without GO
    window_closed,
    announcement,  // a phase of the team's own
    deployment_started,
    deployment_succeeded,
    deployment_failed,
    monitoring_reminder,  // before its end: what is required and still open
    monitoring_overdue,   // its end has come, and that is still open
    released,             // monitored to its end
    check_failed,         // an item of the checklist, by its check or by a person
    issue_recorded,
    release_requested,  // a hotfix or an expedited release
    release_approved,
    request_closed,  // rejected or expired
    postponed,
    cancelled,
    blackout,
    dates_changed,  // by another configuration, or by other data of a zone
    freeze,
    unfreeze,
    exemption,
    gate_violated,
    merges_left,  // the main branch was moved off them by force
    deadline_warned,
    deadline_breached,
    staging_late,
    rollback,
    rollback_verified,
    rollback_cleared,
    post_mortem_due,
    post_mortem,
    retrospective_due,
    retrospective,
    release_notes,
    review_due,
    review,
    phases_missed,
    clock_held,
    clock_accepted,
    action_failed,
    action_unknown,
    status_refused,  // the forge does not take what the merge gate says
    delivery_dead,
    hook_failing,
    hook_recovered,
    flag,          // somebody gets another value than before
    flag_overdue,  // its rollout should be finished
    test,
};

}  // namespace cadence::chat

template <>
struct cadence::Names<cadence::chat::Topic> {
    static constexpr auto values = [] {
        std::array<std::string_view, 53> names;
        std::string_view list =
            "code_freeze vote_reminder go_no_go decision window_opened window_held window_closed "
            "announcement deployment_started deployment_succeeded deployment_failed "
            "monitoring_reminder monitoring_overdue released check_failed issue_recorded "
            "release_requested release_approved request_closed postponed cancelled blackout "
            "dates_changed freeze unfreeze exemption gate_violated merges_left deadline_warned "
            "deadline_breached staging_late rollback rollback_verified rollback_cleared "
            "post_mortem_due post_mortem retrospective_due retrospective release_notes review_due "
            "review phases_missed clock_held clock_accepted action_failed action_unknown "
            "status_refused delivery_dead hook_failing hook_recovered flag flag_overdue test";
        for (auto& name : names) name = take_until(list, ' ');
        return names;
    }();
    static_assert(values.back() == "test");
};
