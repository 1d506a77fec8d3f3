// Announcements about checklists: failed items, and open ones when a release is due to be released.
#include "base/text.h"
#include "chat/tell_parts.h"

namespace cadence::chat {

using namespace release;

namespace {

template <class Event>
Item const* item_in(Train const* train, Event const& what) {
    auto const* const release = train == nullptr ? nullptr : train->find(what.release);
    return release == nullptr ? nullptr : release->item(what.item);
}

/// The severity that a failure after a release proposes; null where nobody proposes one.
Severity const* proposed_by(Item const* item) {
    auto const proposes = item != nullptr && item->rule.stage == Stage::post && item->rule.severity;
    return proposes ? &*item->rule.severity : nullptr;
}

/// "Proposed severity: P0, roll back now. Nobody has confirmed it yet."
std::string proposal_of(Severity severity) {
    auto const advice = [&] {
        switch (severity) {
            case Severity::p0:
                return "roll back now";
            case Severity::p1:
                return "roll back within the hour";
            case Severity::p2:
                return "fix forward";
        }
        return "";
    }();
    return "Proposed severity: " + std::string{name_of(severity)} + ", " + advice +
           ". Nobody has confirmed it yet.";
}

struct Failure {
    std::string what;   // "Check production_health"
    std::string check;  // or empty
    std::string saw;
    std::string found;
};

template <class Event>
Telling failure(Event const& what, Failure failed, Occasion const& occasion) {
    auto const* const item = item_in(&occasion.scene.train, what);
    auto const* const severity = proposed_by(item);
    return about_release({Topic::check_failed, Mood::alarm}, occasion, what.release,
                         {{"what", std::move(failed.what)},
                          {"check", std::move(failed.check)},
                          {"item", item == nullptr ? what.item : item->rule.text},
                          {"saw", std::move(failed.saw)},
                          {"found", std::move(failed.found)},
                          {"severity", severity != nullptr ? std::string{name_of(*severity)} : std::string{}},
                          {"proposed", severity != nullptr ? proposal_of(*severity) : std::string{}}});
}

/// A failure that is told already is no news.
template <class Event>
bool is_known(Event const& what, Occasion const& occasion) {
    auto const* const before = item_in(occasion.scene.before, what);
    return before != nullptr && before->status == ItemStatus::failed;
}

template <class Event>
Telling still_open(Key key, Event const& what, Occasion const& occasion) {
    auto telling =
        about_release(key, occasion, what.release,
                      {{"until", show_time(occasion, what.monitored_until)}, {"open", "Still open:"}});
    telling.points = open_points(what.open);
    return telling;
}

}  // namespace

std::vector<std::string> open_points(std::vector<OpenItem> const& open) {
    std::vector<std::string> points;
    points.reserve(open.size());
    for (auto const& each : open) {
        auto point = each.item + ": " + each.text;
        if (each.status == ItemStatus::failed) point += ", failed";
        if (!each.reason.empty()) point.append(" (").append(each.reason).append(")");
        auto const who = titles_of(each.roles);
        point += "; ticked by ";
        if (!each.check.empty()) point.append("check ").append(each.check);
        if (!each.check.empty() && !who.empty()) point += ", or by ";
        points.push_back(point + who);
    }
    return few(std::move(points));
}

Tellings tell(CheckFinished const& what, Occasion const& occasion) {
    auto const* const item = item_in(&occasion.scene.train, what);
    auto const counts = item == nullptr || !item->done();  // a waived item's check fails nobody
    if (what.passed || what.pending || !counts || is_known(what, occasion)) return {};
    return {failure(what, {"Check " + what.check, what.check, what.saw, "It saw: " + what.saw}, occasion)};
}

Tellings tell(ItemTicked const& what, Occasion const& occasion) {
    if (what.status != ItemStatus::failed || is_known(what, occasion)) return {};
    return {failure(what,
                    {"Item " + what.item, {}, what.reason, occasion.event.actor + " saw: " + what.reason},
                    occasion)};
}

Tellings tell(MonitoringReminded const& what, Occasion const& occasion) {
    if (occasion.event.at >= what.monitored_until) return {};  // its end tells of them
    auto telling = still_open({Topic::monitoring_reminder, Mood::warning}, what, occasion);
    telling.words["left"] = show_duration(what.monitored_until - occasion.event.at);
    return {telling};
}

Tellings tell(MonitoringOverdue const& what, Occasion const& occasion) {
    return {still_open({Topic::monitoring_overdue, Mood::warning}, what, occasion)};
}

}  // namespace cadence::chat
