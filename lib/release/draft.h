// A decision in the making: a working copy of the train on which each event takes effect as it is emitted,
// so that the next step of the same decision sees it. Also the transitions that several commands share.
#pragma once

#include <string>

#include "release/lifecycle.h"

namespace cadence::release {

class Draft {
  public:
    Draft(Train const& train, Context const& context) : context_{context}, train_{train} {}

    void emit(EventBody body);
    void change_state(std::string const& release, State to, std::string reason);
    void record_issue(std::string const& release, std::string text, std::optional<Severity> severity,
                      bool proposed = false);
    /// `held` becomes what it is given, `pending` becomes final.
    void fire(Release const& release, Firing const& firing, FiringStatus status, std::string reason);
    void skip_pending(std::string const& release, std::string const& reason,
                      bool (*which)(Release const&, Firing const&));

    /// Makes a release that the calendar still owns part of the record; as it stands then. Errors as
    /// release_by_id.
    [[nodiscard]] Result<Release> pin(std::string const& release);
    void plan(calendar::Occurrence const& placed);
    /// Pins releases that a blackout shifted into the future and that `next` would put back into the past.
    void keep_ahead(Policy const& next, std::vector<calendar::Blackout> const& blackouts);
    /// From the code freeze until the window closes: the state that votes, candidate and checklist make of a
    /// release; a GO for a held window opens it. On demand: the second approval.
    void settle(std::string const& release);
    /// Looks again at held windows: what held them may be gone.
    void settle_held();
    /// A deployment to production has not got there: its release is again where votes and dates have it.
    void end_deployment(std::string const& release, std::string const& reason);
    /// Nobody has told the end of a deployment that cannot be running any more.
    void abandon_deployment(std::string const& release, std::string const& reason);
    /// The code freeze lies behind: frozen, an overdue predecessor is superseded, and no deployment whose end
    /// was never told keeps it from its window.
    void pass_freeze(std::string const& release);

    /// Another version or commit: void are votes, approvals and what was tested.
    void set_candidate(std::string const& release, std::string version, std::string commit);
    /// The demands of production on a release to come: to contain the on-demand releases that it runs, and a
    /// word about what was rolled back and ships again. One checklist item each, ticked once the candidate is
    /// seen to.
    void heed_production(std::string const& release);
    /// The same of all that are not deployed yet; `reporting` is on its way there.
    void have_production_heeded(std::string const& reporting);
    /// Nobody is asked for this any more.
    void excuse(std::string const& item, std::string const& reason);
    /// Something newer is in production: it is released, and what is still open of it an issue.
    void end_monitoring(std::string const& release, std::string const& newer, std::string reason);
    /// Asks pending checks to look again: what they lacked may be there now.
    void ask_checks_again(std::string const& release, std::string const& why);
    void ask_checks_again(std::string const& why);  // of every release

    // Promises with a clock on them.
    void start_deadline(DeadlineKind kind, std::string const& release, std::string const& subject,
                        Instant from, Duration within);
    void meet_deadline(DeadlineKind kind, std::string const& subject, Instant at);
    void withdraw_deadline(std::string const& id, std::string const& reason);
    void withdraw_deadlines(std::string const& release, std::string const& reason);
    /// Or null.
    [[nodiscard]] Deadline const* live_deadline(std::string const& id) const;

    [[nodiscard]] Train const& train() const { return train_; }
    [[nodiscard]] Release const& at(std::string const& release) const { return train_.releases.at(release); }
    [[nodiscard]] Context const& context() const { return context_; }
    [[nodiscard]] Events take() { return std::move(events_); }

  private:
    void abandon_untold(std::string const& beginning);
    void require_unmerged(std::string const& release);
    void require_mended(std::string const& release);
    void tick(std::string const& release, std::string const& item, ItemStatus status, std::string reason);

    Context const& context_;
    Train train_;
    Events events_;
};

/// A decision of one event, on which nothing else follows.
[[nodiscard]] Events one_event(Context const& context, EventBody body);

bool any_firing(Release const& release, Firing const& firing);
bool all_but_the_retrospective(Release const& release, Firing const& firing);
/// Of the items that are pending again when the release is postponed.
[[nodiscard]] std::vector<std::string> resetting_items(Release const& release);
[[nodiscard]] std::vector<ItemRule> items_for(Policy const& policy, Kind kind);

}  // namespace cadence::release
