// Announcements about a release's life: requested, approved, moved, released; and about days without one.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "chat/tell_parts.h"
#include "release/agenda.h"
#include "release/monitoring.h"

namespace cadence::chat {

using namespace release;

namespace {

constexpr std::size_t kLookedAhead = 52;  // releases, for those that a blackout moves

std::string kind_of(Release const* release) {
    if (release == nullptr || !release->is_on_demand()) return "Release";
    return release->kind == Kind::expedited ? "Expedited release" : "Hotfix";
}

/// "data integrity", "security, CVSS 9.1".
std::string criterion_of(OnDemand const& request) {
    if (!request.criterion) return {};
    auto text = "Criterion: " + in_words(name_of(*request.criterion));
    if (!request.cvss) return text;
    auto const tenths = std::lround(*request.cvss * 10);
    return text + ", CVSS " + std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::vector<std::string> riders_of(OnDemand const& request) {
    std::vector<std::string> riders;
    riders.reserve(request.rides_along.size());
    for (auto const& each : request.rides_along) {
        riders.push_back(shortened(each.commit) + only_if(!each.title.empty(), " " + each.title) +
                         only_if(!each.author.empty(), " (" + each.author + ")"));
    }
    return riders;
}

/// The request of an on-demand release.
Words words_of_request(OnDemand const& request, Occasion const& occasion) {
    return {{"title", request.title},
            {"criterion", criterion_of(request)},
            {"justification", request.justification},
            {"branch", request.branch},
            {"base", request.base},
            {"requested_by", request.requested_by},
            {"expires_at", show_time(occasion, request.expires_at)}};
}

struct Asking {
    Release const* release;
    std::string status;
    std::string reason;
};

Telling about_request(Key key, Occasion const& occasion, std::string const& id, Asking asking) {
    Words words;
    if (asking.release != nullptr && asking.release->on_demand)
        words = words_of_request(*asking.release->on_demand, occasion);
    words["kind"] = kind_of(asking.release);
    words["status"] = std::move(asking.status);
    words["reason"] = std::move(asking.reason);
    return about_release(key, occasion, id, std::move(words));
}

/// Asked for, or to be approved anew: with what would ship beside it.
Telling asked(Mood mood, Occasion const& occasion, std::string const& id, Asking asking) {
    auto const* const release = asking.release;
    auto telling = about_request({Topic::release_requested, mood}, occasion, id, std::move(asking));
    if (release == nullptr || !release->on_demand) return telling;
    telling.points = few(riders_of(*release->on_demand));
    telling.words["riders"] = only_if(!telling.points.empty(), "These would ship with it:");
    return telling;
}

Telling approved(StateChanged const& what, Occasion const& occasion) {
    auto const* const release = release_in(occasion, what.release);
    auto telling = about_request({Topic::release_approved, Mood::good}, occasion, what.release,
                                 {release, "approved", {}});
    std::vector<std::string> approvers;
    if (release != nullptr && release->on_demand) {
        for (auto const& each : release->on_demand->approvals) approvers.push_back(each.name);
    }
    telling.words["approvers"] = listed(approvers, " and ");
    telling.words["due_at"] =
        show_time(occasion, occasion.event.at + occasion.scene.policy.clocks.hotfix_deploy);
    return telling;
}

Telling waits_again(StateChanged const& what, Occasion const& occasion) {
    return asked(Mood::warning, occasion, what.release,
                 {release_in(occasion, what.release), "waits for approval again", what.reason});
}

Telling closed(StateChanged const& what, Occasion const& occasion) {
    auto const rejected = what.to == State::rejected;
    return about_request({Topic::request_closed}, occasion, what.release,
                         {release_in(occasion, what.release),
                          rejected ? "rejected by " + occasion.event.actor : "expired", what.reason});
}

Telling released(StateChanged const& what, Occasion const& occasion) {
    auto const* const release = release_in(occasion, what.release);
    auto points = release == nullptr ? std::vector<std::string>{} : open_points(open_items_after(*release));
    auto telling =
        about_release({Topic::released, points.empty() ? Mood::good : Mood::warning}, occasion, what.release,
                      {{"reason", what.reason}, {"open", only_if(!points.empty(), "Never done:")}});
    telling.points = std::move(points);
    return telling;
}

bool is_decision(StateChanged const& what) {
    auto const undecided = what.from == State::frozen || what.from == State::no_go;
    if (what.to == State::go) return undecided;
    if (what.to == State::no_go) return undecided || what.from == State::go;
    return what.from == State::go && what.to == State::frozen;
}

/// Releases that a blackout moves, and slots that it leaves without one.
std::vector<std::string> moves_of(calendar::Blackout const& blackout, Occasion const& occasion) {
    auto const& [train, policy, name, url, before] = occasion.scene;
    auto const covers = [&](Date day) { return day >= blackout.from && day <= blackout.to; };
    auto const agenda = agenda_of(train, policy, kLookedAhead);
    std::vector<std::string> moves;
    for (auto const& each : agenda.releases) {
        if (each.moved_from && each.moved_because == blackout.reason &&
            covers(policy.rule.zone.day_of(each.moved_from->opens_at)))
            moves.push_back(each.release.id + " moves to " +
                            show_time(occasion, each.release.window.opens_at));
    }
    for (auto const& each : agenda.skipped) {
        if (covers(each.slot)) moves.push_back(release_id(train.id, each.slot) + " is dropped");
    }
    return moves;
}

}  // namespace

Tellings tell(StateChanged const& what, Occasion const& occasion) {
    if (is_decision(what)) return decision(what, occasion);
    switch (what.to) {
        case State::released:
            return {released(what, occasion)};
        case State::approved:
            if (what.from == State::requested) return {approved(what, occasion)};
            return {};
        case State::requested:
            if (what.from == State::approved) return {waits_again(what, occasion)};
            return {};
        case State::rejected:
        case State::expired:
            return {closed(what, occasion)};
        case State::planned:  // what led to these has told of them
        case State::frozen:
        case State::go:
        case State::no_go:
        case State::held:
        case State::deploying:
        case State::monitoring:
        case State::overdue:
        case State::cancelled:
        case State::rolling_back:
        case State::rolled_back:
            return {};
    }
    return {};
}

Tellings tell(ReleaseRequested const& what, Occasion const& occasion) {
    Release release;
    release.kind = what.kind;
    release.on_demand = what.on_demand;
    return {asked(Mood::neutral, occasion, what.release,
                  {&release, "asked for by " + what.on_demand.requested_by, {}})};
}

Tellings tell(ReleasePostponed const& what, Occasion const& occasion) {
    auto const freeze = std::ranges::find(what.phases, PhaseKind::code_freeze, &calendar::PhaseTime::kind);
    auto const ahead = freeze != what.phases.end() && freeze->at > occasion.event.at;
    return {about_release({Topic::postponed}, occasion, what.release,
                          {{"from", show_time(occasion, what.from.opens_at)},
                           {"opens_at", show_time(occasion, what.to.opens_at)},
                           {"closes_at", show_time(occasion, what.to.closes_at)},
                           {"freeze", ahead ? "Its code freeze is " + show_time(occasion, freeze->at) + "."
                                            : "It stays frozen."},
                           {"voided", only_if(!what.voided.empty(), "To vote again: " + listed(what.voided))},
                           {"reason", what.reason}})};
}

Tellings tell(ReleaseCancelled const& what, Occasion const& occasion) {
    auto const* const release = release_in(occasion, what.release);
    auto const dated = release == nullptr || release->is_scheduled();
    auto const was =
        only_if(dated, "It was planned to open " + show_time(occasion, what.from.opens_at) + ".");
    return {
        about_release({Topic::cancelled}, occasion, what.release, {{"was", was}, {"reason", what.reason}})};
}

Tellings tell(SlotSkipped const& what, Occasion const& occasion) {
    return {about_train(
        {Topic::blackout}, occasion,
        {{"title", "No release for the slot of " + format_date(what.slot)}, {"reason", what.reason}})};
}

Tellings tell(BlackoutAdded const& what, Occasion const& occasion) {
    auto const& blackout = what.blackout;
    auto moves = moves_of(blackout, occasion);
    auto const one_day = blackout.from == blackout.to;
    auto const days = one_day ? " on " + format_date(blackout.from)
                              : " from " + format_date(blackout.from) + " to " + format_date(blackout.to);
    auto telling = about_train({Topic::blackout}, occasion,
                               {{"title", "No releases of " + std::string{occasion.scene.train_name} + days},
                                {"reason", blackout.reason},
                                {"blackout", blackout.id},
                                {"moves", moves.empty() ? "It changes no date so far." : "What changes:"}});
    telling.points = few(std::move(moves));
    return {telling};
}

Tellings tell(BlackoutEnded const& what, Occasion const& occasion) {
    return {
        about_train({Topic::blackout}, occasion,
                    {{"title", what.blackout + " of " + std::string{occasion.scene.train_name} + " is over"},
                     {"reason", "Releases may fall on its days again"},
                     {"blackout", what.blackout}})};
}

}  // namespace cadence::chat
