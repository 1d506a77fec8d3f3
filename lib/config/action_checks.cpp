// Checks of actions that their sections cannot make by themselves: their train's phases and addresses, what
// its trigger has to say, and what other actions do at the same moment.
#include <algorithm>

#include "config/names.h"
#include "config/templates.h"

namespace cadence::config {
namespace {

using release::Environment;
using release::Kind;

bool is_for(job::Action const& action, Kind kind) {
    return action.kinds.empty() || std::ranges::find(action.kinds, kind) != action.kinds.end();
}

std::string called(job::Action const& action) {
    return "the action " + in_quotes(action.name);
}

void check_phase(TrainDraft const& train, ActionDraft const& draft) {
    if (!draft.sure("on") || !draft.sure("phase")) return;
    auto const& action = draft.thing;
    if (action.on != job::Trigger::phase) {
        if (action.phase.empty()) return;
        draft.refuse("phase", "phase is for actions with on = \"phase\", and this one has on = " +
                                  in_quotes(name_of(action.on)) + "; leave it out, or change on");
        return;
    }
    std::vector<std::string> names;
    for (auto const& phase : train.train.policy.rule.phases) names.push_back(phase.name);
    if (action.phase.empty()) {
        draft.refuse("phase",
                     "phase is missing from the action with on = \"phase\"; give one of " + listed(names));
    } else if (train.sure("phases") && std::ranges::find(names, action.phase) == names.end()) {
        draft.refuse("phase", "phase " + in_quotes(action.phase) + " is not one of this train's; they are " +
                                  listed(names) + did_you_mean(action.phase, names));
    }
}

/// A merge is of no release yet.
void check_merge(ActionDraft const& draft) {
    auto const& action = draft.thing;
    if (std::holds_alternative<job::GitTagAction>(action.what)) {
        draft.refuse(
            "on",
            "on = \"merge\" has nothing to tag: a merge has no version; give \"window\", \"approved\" or "
            "\"deployed\"");
        return;
    }
    if (!action.kinds.empty()) {
        draft.refuse("kinds",
                     "kinds is for actions about a release, and a merge is of none yet; leave it out");
    }
    if (action.environment == Environment::production) {
        draft.refuse("environment",
                     called(action) +
                         " would deploy every merge to production, and nothing permits a merge to go there; "
                         "give environment = \"staging\", or on = \"window\"");
    }
    for (auto const word : {"{version}", "{tag}", "{release}"}) {
        if (!uses_word(action, word)) continue;
        draft.refuse("on", called(action) + " uses " + word +
                               ", which a merge does not have; use {commit} or {branch}");
    }
}

/// Checks of the other keys against the trigger.
void check_trigger(ActionDraft const& draft) {
    auto const& action = draft.thing;
    if (!draft.failed.empty()) return;
    if (action.on == job::Trigger::merge) check_merge(draft);
    bool const on_demand = is_for(action, Kind::hotfix) || is_for(action, Kind::expedited);
    if (action.on == job::Trigger::approved && !on_demand) {
        draft.refuse("kinds",
                     "kinds leaves out what on = \"approved\" is about: hotfix and expedited releases; add "
                     "one, or give on = \"window\"");
    }
    if (action.on == job::Trigger::window && !is_for(action, Kind::scheduled)) {
        draft.refuse("kinds",
                     "kinds leaves out what on = \"window\" is about: only scheduled releases have one; add "
                     "\"scheduled\", or give on = \"approved\"");
    }
    if (action.on == job::Trigger::deployed && action.environment == Environment::production) {
        draft.refuse("environment", called(action) +
                                        " would trigger itself again: it follows a deployment to "
                                        "production and is one; leave environment out, or change on");
    }
    if (action.environment && std::holds_alternative<job::GitTagAction>(action.what)) {
        draft.refuse("environment",
                     "environment is for actions that deploy, and a tag alone deploys nothing; leave it "
                     "out");
    }
}

bool at_once(job::Action const& a, job::Action const& b) {
    auto const both = [&](Kind kind) { return is_for(a, kind) && is_for(b, kind); };
    return a.environment == b.environment && a.on == b.on && a.phase == b.phase &&
           (both(Kind::scheduled) || both(Kind::hotfix) || both(Kind::expedited));
}

/// Settings that are allowed, but hardly meant.
void warn_about_deployments(TrainDraft const& train) {
    auto const& drafts = train.actions;
    for (auto each = drafts.begin(); each != drafts.end(); ++each) {
        auto const& action = each->thing;
        if (!action.environment) continue;
        auto const where = std::string{name_of(*action.environment)};
        auto const first = std::find_if(
            drafts.begin(), each, [&](ActionDraft const& other) { return at_once(other.thing, action); });
        if (first == each) continue;
        each->warn("environment", called(action) + " deploys to " + where + " at the same moment as " +
                                      in_quotes(first->thing.name) + " in " +
                                      first->section.place().seen_from(each->section.place()) +
                                      ": both would be reported as the deployment; let one do it");
    }
}

}  // namespace

void check_actions(TrainDraft const& draft) {
    refuse_twice(draft.actions, "name", "action", [](ActionDraft const& a) { return a.thing.name; });
    for (auto const& each : draft.actions) {
        check_phase(draft, each);
        check_trigger(each);
    }
    warn_about_deployments(draft);
    warn_of_unset_urls(draft, draft.actions, "action", "uses");
}

}  // namespace cadence::config
