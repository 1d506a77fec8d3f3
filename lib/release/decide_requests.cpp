// Releases on demand: hotfixes by the spec's criteria, expedited features by their justification; asked for,
// tried on staging, approved by two different people. Spec "Hotfix Release", "Expedited Release"; DESIGN
// section 5.
#include <algorithm>
#include <cmath>

#include "artifact/version.h"
#include "base/find.h"
#include "base/pasted.h"
#include "base/text.h"
#include "release/arguments.h"
#include "release/decision.h"
#include "release/draft.h"
#include "release/lifecycle.h"
#include "release/production.h"

namespace cadence::release {

namespace {

constexpr double kHotfixAbove = 7.0;  // spec: CVSS > 7.0, strictly
constexpr std::size_t kLongestSlug = 40;

Result<void> check_cvss(RequestRelease const& command) {
    auto const security = command.criterion == Criterion::security;
    if (!command.cvss) {
        if (!security) return {};
        return refuse(ErrorCode::invalid, "cvss-needed",
                      "A security hotfix needs its CVSS score, a number from 0.0 to 10.0.", "#/cvss");
    }
    if (!std::isfinite(*command.cvss) || *command.cvss < 0.0 || *command.cvss > 10.0)
        return refuse(ErrorCode::invalid, "cvss-out-of-range", "A CVSS score is a number from 0.0 to 10.0.",
                      "#/cvss");
    if (security && *command.cvss <= kHotfixAbove)
        return refuse(
            ErrorCode::unprocessable, "cvss-too-low",
            "A security hotfix needs a CVSS score above 7.0; name another criterion if one holds, ask "
            "for an expedited release, or let it ship with the next scheduled one.",
            "#/cvss");
    return {};
}

Result<void> check_kind(RequestRelease const& command) {
    if (command.kind == Kind::scheduled || command.kind == Kind::unplanned)
        return refuse(ErrorCode::invalid, "kind-not-on-demand",
                      "Only a hotfix or an expedited release can be asked for.", "#/kind");
    if (command.kind == Kind::hotfix && !command.criterion)
        return refuse(ErrorCode::invalid, "criterion-needed", "A hotfix needs one of the four criteria.",
                      "#/criterion", {Names<Criterion>::values.begin(), Names<Criterion>::values.end()});
    if (command.kind == Kind::expedited && command.criterion)
        return refuse(ErrorCode::invalid, "criterion-not-for-expedited",
                      "An expedited release takes no criterion; what meets one is a hotfix.", "#/criterion");
    if (command.kind == Kind::expedited)
        return need_text(command.justification, "justification-needed",
                         "Say why this cannot wait for the next scheduled release.", "#/justification");
    return {};
}

Result<void> check(RequestRelease const& command, Train const& train) {
    if (auto given =
            need_text(command.title, "title-needed",
                      "A title says what it is, like \"double booking\"; it names the branch.", "#/title");
        !given)
        return given;
    if (auto fits = check_kind(command); !fits) return fits;
    if (auto scored = check_cvss(command); !scored) return scored;
    if (auto commit = check_commit(command.commit, "#/commit"); !commit) return commit;
    return check_version(command.version, command.commit, train);
}

/// Safe as part of a git branch and of a path: lower-case letters, digits, single dashes.
std::string slug_of(std::string_view title) {
    std::string slug;
    for (auto const c : latinised(title)) {
        if (slug.size() >= kLongestSlug) break;
        if (is_alnum(c))
            slug += c;
        else if (!slug.empty() && slug.back() != '-')
            slug += '-';
    }
    while (!slug.empty() && slug.back() == '-') slug.pop_back();
    return slug.empty() ? "change" : slug;
}

/// "2026-01-14-double-booking", with a number where the day has one of that name already.
std::string free_name(Train const& train, Kind kind, std::string const& name) {
    auto const prefix = train.id + "-" + std::string{name_of(kind)} + "-";
    auto free = name;
    for (int number = 2; train.find(prefix + free) != nullptr; ++number)
        free = name + "-" + std::to_string(number);
    return free;
}

OnDemand request_of(Train const& train, RequestRelease const& command, Context const& context,
                    std::string const& name) {
    OnDemand request;
    request.title = command.title;
    request.criterion = command.criterion;
    request.cvss = command.cvss;
    request.justification = command.justification;
    request.branch = std::string{name_of(command.kind)} + "/" + name;
    auto const from_version = context.policy.branch_base == BranchBase::last_version && train.production &&
                              !train.production->version.empty();
    request.base = from_version ? artifact::tag_of(train.production->version) : context.policy.main_branch;
    if (!from_version) {  // what was merged and does not run in production comes along
        request.rides_up_to = train.last_merge;
        request.rides_along = riders_of(train, train.last_merge);
    }
    request.requested_by = context.actor.id;
    request.requested_at = context.now;
    request.expires_at = context.now + context.policy.approval_expires;
    return request;
}

Result<Release> requested_release(Draft& draft, std::string const& id) {
    auto release = draft.pin(id);
    if (release && !release->is_on_demand())
        return refuse(
            ErrorCode::conflict, "not-on-demand",
            id + (release->is_scheduled() ? " is a scheduled release: people vote on it, nobody approves it."
                                          : " was deployed without a request: there is nothing to approve."));
    return release;
}

Result<void> check_approval(Release const& release, Actor const& actor) {
    auto const state = release.state;
    auto const under_way =
        state == State::approved || state == State::deploying || state == State::monitoring;
    if (under_way && release.on_demand->approved_at)
        return refuse(ErrorCode::conflict, "already-approved", release.id + " is already approved.");
    if (state != State::requested) return refuse_state(release, "ask for a new release.");
    auto const& approvals = release.on_demand->approvals;
    if (first_with(approvals, &Approval::person, actor.id) != nullptr) {
        return refuse(ErrorCode::conflict, "approved-twice",
                      actor.id +
                          " has already approved; it takes a Tech Lead and a Product Owner who are two "
                          "different people.");
    }
    auto const missing = missing_for_approval(release);
    if (missing.empty()) return {};
    auto const staged = missing.front().code == "checklist_item";
    return refuse(ErrorCode::conflict, staged ? "checklist-open" : "approval-before-staging",
                  release.id + " cannot be approved yet: " + in_short(missing, release) + ".");
}

bool asks_for_the_same(Release const& release, RequestRelease const& command) {
    if (!release.is_open_request() || release.kind != command.kind ||
        release.on_demand->title != command.title)
        return false;
    auto const candidate = release.candidate.value_or(Candidate{});
    return command.commit.empty() || candidate.commit.empty() ||
           same_commit(command.commit, candidate.commit);
}

Result<void> check_no_twin(Train const& train, RequestRelease const& command) {
    for (auto const& [id, release] : train.releases)
        if (release.is_on_demand() && asks_for_the_same(release, command))
            return refuse_twin(id, "with this title");
    return {};
}

}  // namespace

Result<Events> handle(Train const& train, RequestRelease const& given, Context const& context) {
    if (auto allowed = require(context.actor, Right::request_release); !allowed) return error_of(allowed);
    auto command = given;
    command.version = artifact::plain_version(given.version);
    if (auto checked = check(command, train); !checked) return error_of(checked);
    if (auto first = check_no_twin(train, command); !first) return error_of(first);
    auto const open =
        std::ranges::count_if(train.releases, [](auto const& each) { return each.second.is_open_request(); });
    auto const room = check_room(static_cast<std::size_t>(open), kMostRequests, train.id, "requests",
                                 "reject those that are not needed any more.");
    if (!room) return error_of(room);
    auto const day = context.policy.rule.zone.day_of(context.now);
    auto const name = free_name(train, command.kind, format_date(day) + "-" + slug_of(command.title));
    auto const id = train.id + "-" + std::string{name_of(command.kind)} + "-" + name;
    Draft draft{train, context};
    draft.emit(ReleaseRequested{id, command.kind, day, request_of(train, command, context, name),
                                items_for(context.policy, command.kind)});
    if (!command.commit.empty() || !command.version.empty())
        draft.set_candidate(id, command.version, command.commit);
    else
        draft.heed_production(id);
    return draft.take();
}

Result<Events> handle(Train const& train, Approve const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::approve); !allowed) return error_of(allowed);
    Draft draft{train, context};
    auto const release = requested_release(draft, command.release);
    if (!release) return error_of(release);
    if (auto checked = check_approval(*release, context.actor); !checked) return error_of(checked);
    draft.emit(ApprovalGiven{release->id, context.actor.id, context.actor.name, context.actor.roles});
    draft.settle(release->id);
    return draft.take();
}

Result<Events> handle(Train const& train, Reject const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::approve); !allowed) return error_of(allowed);
    if (auto given = need_text(command.reason, "reason-needed", "A rejection needs a reason.", "#/reason");
        !given)
        return error_of(given);
    Draft draft{train, context};
    auto const release = requested_release(draft, command.release);
    if (!release) return error_of(release);
    if (!release->is_open_request())
        return refuse_state(*release, "only what waits for approval or deployment can be rejected.");
    draft.withdraw_deadlines(release->id, "rejected");
    draft.change_state(release->id, State::rejected, command.reason);
    return draft.take();
}

Result<Events> handle(Train const& train, ExpireRequest const& command, Context const& context) {
    auto const* const release = train.find(command.release);
    if (release == nullptr || release->state != State::requested || context.clock_held) return Events{};
    if (context.now < release->on_demand->expires_at) return Events{};
    Draft draft{train, context};
    draft.change_state(release->id, State::expired, "not approved in time");
    return draft.take();
}

}  // namespace cadence::release
