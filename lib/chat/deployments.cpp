// Deployments, and the monitoring that follows.
#include <algorithm>

#include "base/describe.h"
#include "base/text.h"
#include "chat/nouns.h"
#include "chat/phrases.h"
#include "release/monitoring.h"

namespace cadence::chat {

using namespace release;

namespace {

/// A deployment that brings back what was there before a rollback.
bool is_way_back(Release const* release, DeploymentReported const& what) {
    if (release == nullptr || !release->rollback) return false;
    if (what.status == DeploymentStatus::succeeded) return release->rollback->restored_at == what.deployed_at;
    return release->state == State::rolling_back;
}

/// "1.2.0 (4f1c9a7)": as reported, else what was to be deployed.
std::string deployed(Release const* release, DeploymentReported const& what) {
    if (!what.version.empty() || !what.commit.empty()) {
        auto const names_it = release != nullptr && release->candidate && what.version.empty() &&
                              same_commit(what.commit, release->candidate->commit);
        return show_version(names_it ? release->candidate->version : what.version, what.commit);
    }
    if (is_way_back(release, what)) {
        auto const& rollback = *release->rollback;
        auto const target = show_version(rollback.to_version, rollback.to_commit);
        return target.empty() ? "the rollback" : target;
    }
    if (release != nullptr && release->candidate)
        return show_version(release->candidate->version, release->candidate->commit);
    return "an unnamed version";
}

std::string monitoring(DeploymentReported const& what, EventContext const& context) {
    if (!what.monitored_until) return {};
    return "It is monitored until " + show_time(context, *what.monitored_until) + ", for " +
           show_duration(*what.monitored_until - what.deployed_at) + ".";
}

Announcement about_deployment(Key key, DeploymentReported const& what, EventContext const& context) {
    auto const* const release = context.train.find(what.release);
    auto const back = is_way_back(release, what);
    auto const version = deployed(release, what);
    Words words{{"subject", what.release.empty() || back ? version : what.release},
                {"deployed", version},
                {"environment", std::string{name_of(what.environment)}},
                {"source", what.source},
                {"monitored", monitoring(what, context)}};
    if (back) words["note"] = "This is the rollback of " + what.release + ".";
    if (what.release.empty()) words["note"] = "It does not belong to any known release.";
    auto made = about_release(key, context, what.release, std::move(words));
    made.at = what.deployed_at;
    made.local_time = show_time(context, made.at);
    made.words["at"] = made.local_time;
    return made;
}

/// An attempt after one that has not begun anything: it was announced with the first.
bool is_another_attempt(DeploymentReported const& what, EventContext const& context) {
    auto const* const release = context.before == nullptr ? nullptr : context.before->find(what.release);
    if (release == nullptr || !what.source.starts_with("action ")) return false;
    auto const last = std::ranges::find(release->deployments.rbegin(), release->deployments.rend(),
                                        Environment::production, &Deployment::environment);
    return last != release->deployments.rend() && last->status == DeploymentStatus::abandoned &&
           last->source == what.source && last->version == what.version && last->commit == what.commit;
}

template <class Event>
Announcement still_open(Topic topic, Event const& what, EventContext const& context) {
    auto made = about_release({topic, Mood::warning}, context, what.release,
                              {{"until", show_time(context, what.monitored_until)}, {"open", "Still open:"}});
    made.points = open_points(what.open);
    return made;
}

std::string sentence(DeploymentReported const& what, LogLine const& line) {
    auto const version = show_version(what.version, what.commit);
    return "deployment of " + (version.empty() ? "an unnamed version" : version) + " to " +
           std::string{name_of(what.environment)} + " " + std::string{name_of(what.status)} + " (" +
           (what.release.empty() ? "no known release" : what.release) + ", reported by " + line.actor + ")";
}

Announcements announcements(DeploymentReported const& what, EventContext const& context) {
    using enum DeploymentStatus;
    if (what.status == failed)
        return {about_deployment({Topic::deployment_failed, Mood::alarm}, what, context)};
    if (what.environment != Environment::production) return {};
    if (what.status == succeeded)
        return {about_deployment({Topic::deployment_succeeded, Mood::good}, what, context)};
    // The issue of one that was abandoned tells why.
    if (what.status == abandoned || is_another_attempt(what, context)) return {};
    return {about_deployment({Topic::deployment_started}, what, context)};
}

std::string sentence(MonitoringReminded const& what, LogLine const&) {
    return what.release + " is monitored until " + describe_instant(what.monitored_until) +
           "; still open: " + in_short(what.open, what.release);
}

Announcements announcements(MonitoringReminded const& what, EventContext const& context) {
    if (context.event.at >= what.monitored_until) return {};  // its end tells of them
    auto made = still_open(Topic::monitoring_reminder, what, context);
    made.words["left"] = show_duration(what.monitored_until - context.event.at);
    return {made};
}

std::string sentence(MonitoringOverdue const& what, LogLine const&) {
    return what.release + " was monitored until " + describe_instant(what.monitored_until) +
           " and is not released; still open: " + in_short(what.open, what.release);
}

Announcements announcements(MonitoringOverdue const& what, EventContext const& context) {
    return {still_open(Topic::monitoring_overdue, what, context)};
}

}  // namespace

Noun const kDeployments = noun_of<DeploymentEvents>(
    [](auto const& what, LogLine const& line) { return sentence(what, line); },
    [](auto const& what, EventContext const& context) { return announcements(what, context); });

}  // namespace cadence::chat
