#include "release/outlook.h"

#include <algorithm>

#include "base/plain_text.h"
#include "base/text.h"
#include "release/decision.h"
#include "release/monitoring.h"
#include "release/shown.h"

namespace cadence::release {

namespace {

constexpr std::array<std::string_view, 17> kOutlookWords{
    "On track",  "Not on track", "Not GO yet", "GO",           "No-go",       "Held",
    "Deploying", "Under watch",  "Overdue",    "Rolling back", "Rolled back", "Released",
    "Cancelled", "Asked for",    "Approved",   "Rejected",     "Expired"};  // in the order of OutlookCode

std::string sentence(std::string text) {
    text = one_line(std::move(text));
    if (!text.empty() && std::string_view{".!?"}.find(text.back()) == std::string_view::npos) text += '.';
    return text;
}

std::string with_verb(std::string const& what, bool one) {
    return what + (one ? " is missing." : " are missing.");
}

template <class Each, class Name>
std::string names(std::vector<Each> const& all, Name name) {
    return enumerated(all, name, " and ");
}

std::size_t open_items(Release const& release) {
    auto const open = [](Item const& item) {
        return item.rule.stage == Stage::pre && item.rule.required && !item.done();
    };
    return static_cast<std::size_t>(std::ranges::count_if(release.checklist, open));
}

std::size_t missing_votes(Release const& release) {
    auto const decision = decision_of(release);
    return static_cast<std::size_t>(
        std::ranges::count(decision.reasons, "role_has_not_said_go", &Reason::code));
}

std::string why_not_yet(Release const& release) {
    auto const votes = missing_votes(release);
    auto const items = open_items(release);
    auto const missing = missing_in_numbers(release);
    std::string text = release.candidate ? "" : "No candidate is set. ";
    if (!missing.empty()) text += with_verb(missing, votes + items == 1);
    return std::string{trimmed_right(text)};
}

std::string vetoes(Release const& release) {
    std::string text;
    for (auto const& vote : release.votes) {
        if (vote.vote != Choice::no_go) continue;
        text += (text.empty() ? "" : " ") + sentence(vote.name + " says no-go: " + vote.reason);
    }
    return text;
}

std::string consents(Release const& release) {
    std::vector<std::string> said;
    for (auto const& vote : release.votes)
        if (vote.vote == Choice::go) said.push_back(vote.name);
    if (said.empty()) return {};
    return names(said, [](auto const& name) { return name; }) + (said.size() == 1 ? " says go." : " say go.");
}

std::string why_held(Train const& train, Release const& release) {
    if (decision_of(release).verdict != Verdict::go) return why_not_yet(release);
    return sentence(in_short(keeps_from_deploying(train, release)));
}

/// What is wrong already, though nothing is due.
std::string why_off_track(Train const& train) {
    std::string text;
    if (train.blocked) text = "The rollback of " + train.blocked->release + " is not cleared. ";
    std::vector<std::string> breached;
    for (auto const& [id, each] : train.deadlines)
        if (each.state == DeadlineState::breached)
            breached.push_back(in_words(name_of(each.kind)) + " of " + shortened(each.subject));
    if (!breached.empty()) text += "Overdue: " + first_listed(std::move(breached)) + ".";
    return std::string{trimmed_right(text)};
}

std::string why_on_track(Release const& release, Zone const& zone) {
    for (auto const& firing : release.firings) {
        if (firing.attempt == release.attempt && firing.phase.kind == PhaseKind::code_freeze &&
            firing.status == FiringStatus::pending)
            return "Nothing is asked of anyone before the code freeze at " + zone.show(firing.phase.at) + ".";
    }
    return {};
}

std::string why_deploying(Release const& release, Zone const& zone) {
    auto const* const running = release.running_deployment();
    return running == nullptr ? "The window is open until " + zone.show(release.window.closes_at) + "."
                              : "The deployment to production began at " + zone.show(running->at) + ".";
}

std::string why_watched(Release const& release, Zone const& zone) {
    std::vector<std::string> open;
    for (auto const& item : open_items_after(release)) open.push_back(item.text);
    if (release.monitoring_overdue)
        return "Its time is over; still open: " + first_listed(std::move(open)) + ".";
    return release.monitored_until ? "It is watched until " + zone.show(*release.monitored_until) + "." : "";
}

std::string why_back(Release const& release, Zone const& zone) {
    if (!release.rollback) return {};
    auto const& rollback = *release.rollback;
    auto text = sentence(std::string{name_of(rollback.severity)} + " by " + rollback.by + " at " +
                         zone.show(rollback.started_at) + ": " + rollback.reason);
    if (rollback.verified_at) return text + " Verified by " + rollback.verified_by + ".";
    auto const to = rollback.to_version.empty() ? std::string{"Something else"} : rollback.to_version;
    if (rollback.restored_at)
        text += " " + to + " runs in production since " + zone.show(*rollback.restored_at) + ".";
    return text;
}

std::string why_released(Release const& release, Zone const& zone) {
    auto const* const last = release.deployed_to(Environment::production);
    auto text = last == nullptr ? std::string{} : "In production since " + zone.show(last->at) + ".";
    if (release.attempt > 1) text += " Moved " + counted(release.attempt - 1, "time.", "times.");
    return text;
}

std::string why_cancelled(Release const& release) {
    if (release.dates.empty()) return {};
    auto const& last = release.dates.back();
    return sentence(last.by + ": " + last.reason);
}

/// "It has not reached staging; Tech Lead has not approved; 5 checklist items are open."
std::string open_reasons(std::vector<Reason> const& reasons) {
    std::vector<std::string> parts;
    for (auto const& reason : reasons)
        if (reason.item.empty()) parts.push_back(reason.text);
    auto const items = reasons.size() - parts.size();
    if (items > 0) parts.push_back(counted(items, "checklist item is open", "checklist items are open"));
    return sentence(listed(parts, "; "));
}

std::string why_requested(Release const& release, Zone const& zone) {
    return open_reasons(decision_of(release).reasons) + " It expires at " +
           zone.show(release.on_demand->expires_at) + ".";
}

std::string why_approved(Release const& release) {
    auto const& approvals = release.on_demand->approvals;
    return "By " + names(approvals, [](Approval const& each) { return each.name; }) +
           "; not in production yet.";
}

OutlookCode code_of(Release const& release, Train const& train) {
    switch (release.state) {
        case State::planned:
            return why_off_track(train).empty() ? OutlookCode::on_track : OutlookCode::off_track;
        case State::frozen:
            return OutlookCode::not_go_yet;
        case State::go:
            return OutlookCode::go;
        case State::no_go:
            return OutlookCode::no_go;
        case State::held:
            return OutlookCode::held;
        case State::deploying:
            return OutlookCode::deploying;
        case State::monitoring:
            return OutlookCode::monitoring;
        case State::released:
            return OutlookCode::released;
        case State::overdue:
            return OutlookCode::overdue;
        case State::cancelled:
            return OutlookCode::cancelled;
        case State::requested:
            return OutlookCode::requested;
        case State::approved:
            return OutlookCode::approved;
        case State::rejected:
            return OutlookCode::rejected;
        case State::expired:
            return OutlookCode::expired;
        case State::rolling_back:
            return OutlookCode::rolling_back;
        case State::rolled_back:
            return OutlookCode::rolled_back;
    }
    return OutlookCode::on_track;
}

std::string why(OutlookCode code, Release const& release, Train const& train, Zone const& zone) {
    switch (code) {
        case OutlookCode::on_track:
            return why_on_track(release, zone);
        case OutlookCode::off_track:
            return why_off_track(train);
        case OutlookCode::not_go_yet:
            return why_not_yet(release);
        case OutlookCode::go:
            return consents(release);
        case OutlookCode::no_go:
            return vetoes(release);
        case OutlookCode::held:
            return why_held(train, release);
        case OutlookCode::deploying:
            return why_deploying(release, zone);
        case OutlookCode::monitoring:
            return why_watched(release, zone);
        case OutlookCode::overdue:
            return "Its window closed at " + zone.show(release.window.closes_at) + ".";
        case OutlookCode::rolling_back:
        case OutlookCode::rolled_back:
            return why_back(release, zone);
        case OutlookCode::released:
            return why_released(release, zone);
        case OutlookCode::cancelled:
            return why_cancelled(release);
        case OutlookCode::requested:
            return why_requested(release, zone);
        case OutlookCode::approved:
            return why_approved(release);
        case OutlookCode::rejected:
            break;
        case OutlookCode::expired:
            return "Nobody approved it in time.";
    }
    return {};
}

}  // namespace

std::string missing_in_numbers(Release const& release) {
    auto const votes = missing_votes(release);
    auto const items = open_items(release);
    std::vector<std::string> parts;
    if (votes > 0) parts.push_back(counted(votes, "vote", "votes"));
    if (items > 0) parts.push_back(counted(items, "checklist item", "checklist items"));
    return listed(parts, " and ");
}

Outlook outlook_of(Release const& release, Train const& train, Zone const& zone) {
    auto const code = code_of(release, train);
    return {.code = code,
            .word = std::string{kOutlookWords.at(static_cast<std::size_t>(code))},
            .why = why(code, release, train, zone)};
}

}  // namespace cadence::release
