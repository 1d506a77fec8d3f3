// Ticking items, by people, by CI and by checks: DESIGN section 8.

#include "base/find.h"
#include "base/text.h"
#include "release/arguments.h"
#include "release/checks_due.h"
#include "release/draft.h"
#include "release/lifecycle.h"

namespace cadence::release {

namespace {

tl::unexpected<Error> no_item(Release const& release, std::string const& id) {
    std::vector<std::string> items;
    for (auto const& item : release.checklist) items.push_back(item.rule.id);
    return refuse(ErrorCode::not_found, "item-not-found", release.id + " has no checklist item " + id + ".",
                  {}, std::move(items));
}

Result<void> check_person(Item const& item, TickItem const& command, Actor const& actor) {
    if (command.status == ItemStatus::waived) return require(actor, Right::waive);
    if (auto allowed = require(actor, Right::tick); !allowed) return allowed;
    if (!actor.only_items.empty() && !contains(actor.only_items, command.item))
        return refuse(ErrorCode::forbidden, "token-limited",
                      "This token may not tick " + command.item + ", only the items it was made for.");
    auto const& roles = item.rule.roles;
    if (actor.has_any(roles)) return {};
    return refuse(
        ErrorCode::forbidden, "role-needed",
        actor.id + " may not tick " + command.item + "; that takes the role " + titles_of(roles) + ".");
}

Result<void> check_status(Release const& release, Item const& item, TickItem const& command) {
    auto const status = command.status;
    if (status == ItemStatus::not_applicable && item.rule.required)
        return refuse(ErrorCode::unprocessable, "item-required",
                      command.item + " is required: mark it passed or failed, or let a Tech Lead waive it.",
                      "#/status");
    auto const explained = status == ItemStatus::passed || status == ItemStatus::pending;
    if (!explained && command.reason.empty())
        return refuse(
            ErrorCode::invalid, "reason-needed",
            "Say why " + command.item +
                (status == ItemStatus::failed ? " has failed." : " is " + in_words(name_of(status)) + "."),
            "#/reason");
    if (status == ItemStatus::passed && tested_on_staging(release, item) && !release.staged())
        return refuse(ErrorCode::conflict, "not-on-staging",
                      release.id + " has not reached staging: " + command.item + " is tested there.");
    auto const over = is_terminal(release.state) && release.state != State::released;
    if (over || (item.rule.stage == Stage::post && !release.was_deployed()))
        return refuse_state(release, over ? "its checklist no longer changes."
                                          : command.item + " comes after its deployment.");
    return {};
}

/// A failure that a person or a check saw once the release is on its way cannot stop it: it is an issue.
void note_failure(Draft& draft, std::string const& id, Item const& before, std::string const& why) {
    auto const& release = draft.at(id);
    auto const under_way =
        (release.state == State::deploying && !release.undecided()) || release.was_deployed();
    if (before.status == ItemStatus::failed || !under_way) return;
    auto const severity = before.rule.stage == Stage::post ? before.rule.severity : std::nullopt;
    draft.record_issue(id, "Failed: " + before.rule.text + (why.empty() ? "" : " (" + why + ")"), severity,
                       severity.has_value());
}

}  // namespace

Result<Events> handle(Train const& train, TickItem const& command, Context const& context) {
    Draft draft{train, context};
    auto const release = draft.pin(command.release);
    if (!release) return error_of(release);
    auto const* const item = release->item(command.item);
    if (item == nullptr) return no_item(*release, command.item);
    if (auto allowed = check_person(*item, command, context.actor); !allowed) return error_of(allowed);
    if (auto checked = check_status(*release, *item, command); !checked) return error_of(checked);
    if (item->status == command.status && item->reason == command.reason && item->by == context.actor.id)
        return Events{};
    draft.emit(ItemTicked{release->id, command.item, command.status, command.reason});
    if (command.status == ItemStatus::failed) note_failure(draft, release->id, *item, command.reason);
    draft.settle(release->id);
    return draft.take();
}

Result<Events> handle(Train const& train, RequestCheck const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::run_check); !allowed) return error_of(allowed);
    Draft draft{train, context};
    auto const release = draft.pin(command.release);
    if (!release) return error_of(release);
    auto const* const item = release->item(command.item);
    if (item == nullptr) return no_item(*release, command.item);
    if (item->rule.check.empty())
        return refuse(ErrorCode::conflict, "no-check",
                      command.item + " is ticked by people; no check is configured for it.");
    if (is_terminal(release->state)) return refuse_state(*release, "its checks are over.");
    if (item->rule.stage == Stage::post ? !release->was_deployed()
                                        : tested_on_staging(*release, *item) && !release->staged())
        return refuse_state(*release, command.item + " comes after its deployment.");
    if (item->done() && item->status != ItemStatus::passed)
        return refuse(
            ErrorCode::conflict, "state-does-not-allow",
            command.item + " is " + in_words(name_of(item->status)) + "; set it back to pending first.");
    if (item->running_since || item->asked_at) return Events{};
    draft.emit(CheckRequested{release->id, command.item});
    return draft.take();
}

Result<Events> handle(Train const& train, StartChecks const& command, Context const& context) {
    auto const* const release = train.find(command.release);
    if (release == nullptr || context.clock_held) return Events{};
    auto items = checks_due(*release, context.now);
    if (items.empty()) return Events{};
    return one_event(context, ChecksStarted{release->id, std::move(items)});
}

Result<Events> handle(Train const& train, FinishCheck const& command, Context const& context) {
    auto const* const release = train.find(command.release);
    auto const* const item = release == nullptr ? nullptr : release->item(command.item);
    if (item == nullptr || !item->running_since) return Events{};
    if (command.started && command.started != item->running_since) return Events{};
    Draft draft{train, context};
    auto const before = *item;
    draft.emit(CheckFinished{command.release, command.item, before.rule.check,
                             command.outcome == CheckOutcome::passed, command.saw, command.took, command.tag,
                             command.outcome == CheckOutcome::pending});
    if (!command.notes.empty()) {
        auto const version = release->candidate ? release->candidate->version : std::string{};
        draft.emit(NotesRecorded{
            command.release,
            {std::string{without_v(version)}, command.notes, {}, before.rule.check, context.now}});
    }
    auto const counts = before.status != ItemStatus::waived && before.status != ItemStatus::not_applicable;
    if (command.outcome == CheckOutcome::failed && counts)
        note_failure(draft, command.release, before, command.saw);
    draft.settle(command.release);
    return draft.take();
}

}  // namespace cadence::release
