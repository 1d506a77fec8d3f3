// Announcements about deployments, merges and gates.
#include <algorithm>

#include "base/text.h"
#include "chat/tell_parts.h"

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

std::string monitoring(DeploymentReported const& what, Occasion const& occasion) {
    if (!what.monitored_until) return {};
    return "It is monitored until " + show_time(occasion, *what.monitored_until) + ", for " +
           show_duration(*what.monitored_until - what.deployed_at) + ".";
}

Telling about_deployment(Key key, DeploymentReported const& what, Occasion const& occasion) {
    auto const* const release = release_in(occasion, what.release);
    auto const back = is_way_back(release, what);
    auto const version = deployed(release, what);
    Words words{{"subject", what.release.empty() || back ? version : what.release},
                {"deployed", version},
                {"environment", std::string{name_of(what.environment)}},
                {"source", what.source},
                {"monitored", monitoring(what, occasion)}};
    if (back) words["note"] = "This is the rollback of " + what.release + ".";
    if (what.release.empty()) words["note"] = "It does not belong to any known release.";
    auto telling = about_release(key, occasion, what.release, std::move(words));
    telling.at = what.deployed_at;
    telling.local_time = show_time(occasion, telling.at);
    telling.words["at"] = telling.local_time;
    return telling;
}

/// An attempt after one that has not begun anything: it was told of with the first.
bool is_another_attempt(DeploymentReported const& what, Occasion const& occasion) {
    auto const* const before = occasion.scene.before;
    auto const* const release = before == nullptr ? nullptr : before->find(what.release);
    if (release == nullptr || !what.source.starts_with("action ")) return false;
    auto const last = std::ranges::find(release->deployments.rbegin(), release->deployments.rend(),
                                        Environment::production, &release::Deployment::environment);
    return last != release->deployments.rend() && last->status == DeploymentStatus::abandoned &&
           last->source == what.source && last->version == what.version && last->commit == what.commit;
}

std::string names_of(std::vector<Action> const& actions) {
    std::vector<std::string> names;
    names.reserve(actions.size());
    for (auto const action : actions) names.emplace_back(name_of(action));
    return listed(names, " and ");
}

Freeze const* freeze_in(Train const* train, std::string const& id) {
    if (train == nullptr) return nullptr;
    auto const found = std::ranges::find(train->freezes, id, &Freeze::id);
    return found == train->freezes.end() ? nullptr : &*found;
}

Telling begun(Freeze const& freeze, Occasion const& occasion) {
    auto const until =
        freeze.until ? "until " + show_time(occasion, *freeze.until) : std::string{"until somebody ends it"};
    return about_train({Topic::freeze, Mood::warning}, occasion,
                       {{"actions", names_of(freeze.actions)},
                        {"until", until},
                        {"freeze", freeze.id},
                        {"by", freeze.by},
                        {"reason", freeze.reason}});
}

/// Freezes that go on beside one that has ended.
std::string others(Train const& train, std::string const& ended) {
    std::vector<std::string> left;
    for (auto const& each : train.freezes) {
        if (each.begun && each.id != ended) left.push_back(each.id + " (" + names_of(each.actions) + ")");
    }
    return only_if(!left.empty(), "Still frozen: " + listed(left));
}

}  // namespace

Tellings tell(DeploymentReported const& what, Occasion const& occasion) {
    auto const production = what.environment == Environment::production;
    switch (what.status) {
        case DeploymentStatus::started:
            if (!production || is_another_attempt(what, occasion)) return {};
            return {about_deployment({Topic::deployment_started}, what, occasion)};
        case DeploymentStatus::succeeded:
            if (!production) return {};
            return {about_deployment({Topic::deployment_succeeded, Mood::good}, what, occasion)};
        case DeploymentStatus::failed:
            return {about_deployment({Topic::deployment_failed, Mood::alarm}, what, occasion)};
        case DeploymentStatus::abandoned:  // its issue tells why
            return {};
    }
    return {};
}

Tellings tell(IssueRecorded const& what, Occasion const& occasion) {
    auto const severity = what.severity ? std::string{name_of(*what.severity)} : std::string{};
    auto const proposed = only_if(what.proposed && what.severity.has_value(),
                                  "The severity is the check's proposal; nobody has confirmed it yet.");
    return {about_release({Topic::issue_recorded}, occasion, what.release,
                          {{"issue", what.issue},
                           {"severity", severity},
                           {"label", severity.empty() ? "Issue" : severity + " issue"},
                           {"proposed", proposed},
                           {"text", what.text}})};
}

/// Whoever ships one of them must think again.
Tellings tell(MergesLeft const& what, Occasion const& occasion) {
    std::string candidates;
    for (auto const& [id, release] : occasion.scene.train.releases) {
        auto const ships = [&](release::Merge const& merge) {
            return release.candidate && release::same_commit(release.candidate->commit, merge.commit);
        };
        if (!release::is_terminal(release.state) && std::ranges::any_of(what.merges, ships))
            candidates += (candidates.empty() ? "" : ", ") + id;
    }
    auto telling = about_train(
        {Topic::merges_left, Mood::alarm}, occasion,
        {{"branch", occasion.scene.policy.main_branch},
         {"head", shortened(what.head)},
         {"candidates",
          only_if(!candidates.empty(), "Still the candidate of " + candidates + ": is that intended?")}});
    std::vector<std::string> merges;
    for (auto const& merge : what.merges)
        merges.push_back(shortened(merge.commit) + (merge.title.empty() ? "" : " " + merge.title) +
                         (merge.author.empty() ? "" : " by " + merge.author));
    telling.points = few(std::move(merges));
    return {telling};
}

Tellings tell(GateViolated const& what, Occasion const& occasion) {
    auto const* const merge = occasion.scene.train.merge_of(what.commit);
    auto telling = about_release(
        {Topic::gate_violated, Mood::alarm}, occasion, what.release,
        {{"merge", shortened(what.commit)},
         {"author", what.author.empty() ? "somebody" : what.author},
         {"title", merge == nullptr ? "" : merge->title},
         {"pull_request",
          merge == nullptr || merge->pull_request.empty() ? "" : "Pull request " + merge->pull_request},
         {"branch", occasion.scene.policy.main_branch}});
    telling.points = few(what.reasons);
    return {telling};
}

Tellings tell(FreezeAdded const& what, Occasion const& occasion) {
    if (!what.freeze.begun) return {};
    return {begun(what.freeze, occasion)};
}

Tellings tell(FreezeBegan const& what, Occasion const& occasion) {
    if (auto const* const freeze = freeze_in(&occasion.scene.train, what.freeze))
        return {begun(*freeze, occasion)};
    return {};  // it was over before anybody could be told
}

Tellings tell(FreezeEnded const& what, Occasion const& occasion) {
    auto const* const ended = freeze_in(occasion.scene.before, what.freeze);
    return {about_train({Topic::unfreeze}, occasion,
                        {{"freeze", what.freeze},
                         {"actions", ended == nullptr ? "" : names_of(ended->actions)},
                         {"reason", what.reason},
                         {"left", others(occasion.scene.train, what.freeze)}})};
}

Tellings tell(ExemptionAdded const& what, Occasion const& occasion) {
    auto const& exemption = what.exemption;
    return {about_train({Topic::exemption}, occasion,
                        {{"admits", in_words(name_of(exemption.admits))},
                         {"value", exemption.value},
                         {"until", show_time(occasion, exemption.until)},
                         {"exemption", exemption.id},
                         {"reason", exemption.reason}})};
}

}  // namespace cadence::chat
