// Freezes and exemptions: who stops the line, who is let through, and until when. DESIGN section 6.
#include <algorithm>

#include "base/describe.h"
#include "base/find.h"
#include "base/nearest.h"
#include "release/arguments.h"
#include "release/draft.h"
#include "release/lifecycle.h"
#include "release/path_pattern.h"

namespace cadence::release {

namespace {

constexpr Duration kLongestFreeze = std::chrono::hours{24 * 3653};

template <class Named>
Result<void> check_known(std::string const& kind, std::string const& id, std::vector<Named> const& all) {
    if (first_with(all, &Named::id, id) != nullptr) return {};
    return tl::unexpected{unknown_name(kind, id, all, &Named::id)};
}

tl::unexpected<Error> refuse_past(Instant instant, Instant now, std::string const& field) {
    return refuse(ErrorCode::invalid, "date-in-the-past",
                  describe_instant(instant) + " is in the past; it is " + describe_instant(now) +
                      ". Give a later instant.",
                  field);
}

Result<void> check_times(AddFreeze const& command, Instant from, Instant now) {
    if (command.from && *command.from < now - kClockSkew) return refuse_past(*command.from, now, "#/from");
    if (!command.until) return {};
    if (*command.until < now) return refuse_past(*command.until, now, "#/until");
    if (*command.until > from + kLongestFreeze)
        return refuse(
            ErrorCode::invalid, "freeze-too-long",
            "The freeze ends more than ten years from its start. Give an earlier end, or none to freeze "
            "until somebody ends it.",
            "#/until");
    if (*command.until > from) return {};
    return refuse(ErrorCode::invalid, "freeze-ends-before-it-starts",
                  "The freeze ends at " + describe_instant(*command.until) + ", no later than it starts at " +
                      describe_instant(from) +
                      ". Give a later end, or none to freeze until somebody ends it.",
                  "#/until");
}

Result<void> check_freeze(AddFreeze const& command, Instant from, Instant now) {
    if (command.actions.empty())
        return refuse(ErrorCode::invalid, "actions-needed",
                      "Say what is frozen: one or more of " + all_names<Action>() + ".", "#/actions",
                      {Names<Action>::values.begin(), Names<Action>::values.end()});
    if (auto given = need_reason(command.reason); !given) return given;
    return check_times(command, from, now);
}

Result<void> check_exempted(AddExemption const& command) {
    auto const admits = std::string{name_of(command.admits)};
    auto given =
        need_text(command.value, "value-needed", "Name the " + admits + " to let through.", "#/" + admits);
    if (!given) return given;
    switch (command.admits) {
        case ExemptionKind::branch:
            return check_branch(command.value, "#/branch");
        case ExemptionKind::pull_request:
            return check_pull_request(command.value);
        case ExemptionKind::label:
            return {};
        case ExemptionKind::path:
            return check_path_pattern(command.value, "#/path");
    }
    return {};
}

std::vector<Action> each_once(std::vector<Action> const& actions) {
    std::vector<Action> once;
    for (auto const action : actions) {
        if (!contains(once, action)) once.push_back(action);
    }
    return once;
}

std::string next_id(Train const& train, std::string const& kind) {
    return kind + "-" + std::to_string(train.sequence + 1);
}

constexpr Duration kSameMoment = std::chrono::minutes{1};  // "for 2h", said twice

bool ends_with(std::optional<Instant> a, std::optional<Instant> b) {
    if (!a || !b) return !a && !b;
    return std::chrono::abs(*a - *b) < kSameMoment;
}

bool holds_all(std::vector<Action> const& all, std::vector<Action> const& of) {
    return std::ranges::all_of(of, [&](Action action) { return contains(all, action); });
}

Result<void> check_no_twin(Train const& train, AddFreeze const& command) {
    for (auto const& each : train.freezes) {
        auto const same = each.reason == command.reason && ends_with(each.until, command.until) &&
                          holds_all(each.actions, command.actions) &&
                          holds_all(command.actions, each.actions);
        if (same && (!command.from || ends_with(each.from, command.from)))
            return refuse_twin(each.id, "for the same reason and just as long");
    }
    return {};
}

Result<void> check_no_twin(Train const& train, AddExemption const& command) {
    for (auto const& each : train.exemptions) {
        if (each.admits == command.admits && each.value == command.value &&
            ends_with(each.until, command.until))
            return refuse_twin(each.id, "which lets the same through just as long");
    }
    return {};
}

}  // namespace

Result<Events> handle(Train const& train, AddFreeze const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::freeze); !allowed) return error_of(allowed);
    auto const from = std::max(command.from.value_or(context.now), context.now);
    if (auto checked = check_freeze(command, from, context.now); !checked) return error_of(checked);
    if (auto first = check_no_twin(train, command); !first) return error_of(first);
    auto const room = check_room(train.freezes.size(), kMostFreezes, train.id, "freezes",
                                 "end those that are not needed any more.");
    if (!room) return error_of(room);
    return one_event(context, FreezeAdded{{.id = next_id(train, "freeze"),
                                           .actions = each_once(command.actions),
                                           .from = from,
                                           .until = command.until,
                                           .begun = from == context.now,
                                           .reason = command.reason,
                                           .by = context.actor.id}});
}

Result<Events> handle(Train const& train, EndFreeze const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::freeze); !allowed) return error_of(allowed);
    if (auto known = check_known("freeze", command.freeze, train.freezes); !known) return error_of(known);
    Draft draft{train, context};
    draft.emit(FreezeEnded{command.freeze, command.reason});
    draft.settle_held();
    return draft.take();
}

Result<Events> handle(Train const& train, AddExemption const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::exempt); !allowed) return error_of(allowed);
    if (auto given = check_exempted(command); !given) return error_of(given);
    if (auto given = need_reason(command.reason); !given) return error_of(given);
    if (command.until <= context.now) return refuse_past(command.until, context.now, "#/until");
    if (auto first = check_no_twin(train, command); !first) return error_of(first);
    auto const room = check_room(train.exemptions.size(), kMostExemptions, train.id, "exemptions",
                                 "end those that are not needed any more, or exempt a path or a label.");
    if (!room) return error_of(room);
    return one_event(context, ExemptionAdded{{.id = next_id(train, "exemption"),
                                              .admits = command.admits,
                                              .value = command.value,
                                              .until = command.until,
                                              .reason = command.reason,
                                              .by = context.actor.id}});
}

Result<Events> handle(Train const& train, EndExemption const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::exempt); !allowed) return error_of(allowed);
    if (auto known = check_known("exemption", command.exemption, train.exemptions); !known)
        return error_of(known);
    return one_event(context, ExemptionEnded{command.exemption, {}});
}

Result<Events> handle(Train const& train, MoveFreeze const& command, Context const& context) {
    auto const* const freeze = first_with(train.freezes, &Freeze::id, command.freeze);
    if (freeze == nullptr || context.now < freeze->from) return Events{};
    Draft draft{train, context};
    if (!freeze->begun) draft.emit(FreezeBegan{freeze->id, freeze->reason});
    if (freeze->until && *freeze->until <= context.now && !context.clock_held) {
        draft.emit(FreezeEnded{freeze->id, "its time is over"});
        draft.settle_held();
    }
    return draft.take();
}

Result<Events> handle(Train const& train, ExpireExemption const& command, Context const& context) {
    auto const* const exemption = first_with(train.exemptions, &Exemption::id, command.exemption);
    if (exemption == nullptr || context.now < exemption->until) return Events{};
    return one_event(context, ExemptionEnded{exemption->id, "its time is over"});
}

}  // namespace cadence::release
