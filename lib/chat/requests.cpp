// Releases on demand: requested, approved, given up.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "chat/nouns.h"
#include "chat/phrases.h"

namespace cadence::chat {

using namespace release;

namespace {

std::string kind_of(Release const* release) {
    if (release == nullptr || !release->is_on_demand()) return "Release";
    return release->kind == Kind::expedited ? "Expedited release" : "Hotfix";
}

/// "data integrity", "security, CVSS 9.1", or nothing.
std::string criterion_of(OnDemand const& request) {
    if (!request.criterion) return {};
    auto text = in_words(name_of(*request.criterion));
    if (!request.cvss) return text;
    auto const tenths = std::lround(*request.cvss * 10);  // a score has one digit after its point
    return text + ", CVSS " + std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::vector<std::string> riders_of(OnDemand const& request) {
    return each_of(request.rides_along, [](RideAlong const& each) {
        return shortened(each.commit) + only_if(!each.title.empty(), " " + each.title) +
               only_if(!each.author.empty(), " (" + each.author + ")");
    });
}

Words words_of_request(OnDemand const& request, EventContext const& context) {
    return {{"title", request.title},
            {"criterion", only_if(request.criterion.has_value(), "Criterion: " + criterion_of(request))},
            {"justification", request.justification},
            {"branch", request.branch},
            {"base", request.base},
            {"requested_by", request.requested_by},
            {"expires_at", show_time(context, request.expires_at)}};
}

struct RequestStatus {
    Release const* release;
    std::string status;
    std::string reason;
};

Announcement about_request(Key key, EventContext const& context, std::string const& id,
                           RequestStatus request) {
    Words words;
    if (request.release != nullptr && request.release->on_demand)
        words = words_of_request(*request.release->on_demand, context);
    words["kind"] = kind_of(request.release);
    words["status"] = std::move(request.status);
    words["reason"] = std::move(request.reason);
    return about_release(key, context, id, std::move(words));
}

/// Requested, or to be approved anew: with what would ship beside it.
Announcement requested(Mood mood, EventContext const& context, std::string const& id, RequestStatus request) {
    auto const* const release = request.release;
    auto made = about_request({Topic::release_requested, mood}, context, id, std::move(request));
    if (release == nullptr || !release->on_demand) return made;
    made.points = few(riders_of(*release->on_demand));
    made.words["riders"] = only_if(!made.points.empty(), "These would ship with it:");
    return made;
}

Announcement approved(StateChanged const& what, EventContext const& context) {
    auto const* const release = context.train.find(what.release);
    auto made = about_request({Topic::release_approved, Mood::good}, context, what.release,
                              {release, "approved", {}});
    auto const approvals =
        release != nullptr && release->on_demand ? release->on_demand->approvals : std::vector<Approval>{};
    made.words["approvers"] = listed(each_of(approvals, &Approval::name), " and ");
    made.words["due_at"] = show_time(context, context.event.at + context.policy.clocks.hotfix_deploy);
    return made;
}

std::string sentence(ReleaseRequested const& what, LogLine const& line) {
    auto const& request = what.on_demand;
    auto const criterion = criterion_of(request);
    return line.actor + " requests " + (what.kind == Kind::expedited ? "expedited release " : "hotfix ") +
           what.release + only_if(!criterion.empty(), " (" + criterion + ")") + because(request.title) +
           only_if(!request.justification.empty(), " (" + request.justification + ")");
}

Announcements announcements(ReleaseRequested const& what, EventContext const& context) {
    Release release;
    release.kind = what.kind;
    release.on_demand = what.on_demand;
    return {requested(Mood::neutral, context, what.release,
                      {&release, "asked for by " + what.on_demand.requested_by, {}})};
}

std::string sentence(ApprovalGiven const& what, LogLine const&) {
    std::string as;
    for (auto const role : {Role::tech_lead, Role::product_owner}) {
        if (std::ranges::find(what.roles, role) == what.roles.end()) continue;
        as += (as.empty() ? " as " : " and ") + std::string{title_of(role)};
    }
    return what.person + " approves " + what.release + as;
}

std::string sentence(ApprovalVoided const& what, LogLine const&) {
    return "the approval of " + what.release + " by " + what.person + " is void" + because(what.reason);
}

}  // namespace

Announcements request_answered(StateChanged const& what, EventContext const& context) {
    auto const* const release = context.train.find(what.release);
    if (what.from == State::requested && what.to == State::approved) return {approved(what, context)};
    if (what.from == State::approved && what.to == State::requested)
        return {requested(Mood::warning, context, what.release,
                          {release, "waits for approval again", what.reason})};
    if (what.to != State::rejected && what.to != State::expired) return {};
    auto const status = what.to == State::rejected ? "rejected by " + context.event.actor : "expired";
    return {about_request({Topic::request_closed}, context, what.release, {release, status, what.reason})};
}

Noun const kRequests = noun_of<RequestEvents, Silent<ApprovalGiven, ApprovalVoided>>(
    [](auto const& what, LogLine const& line) { return sentence(what, line); },
    [](auto const& what, EventContext const& context) { return announcements(what, context); });

}  // namespace cadence::chat
