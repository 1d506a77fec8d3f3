#include "worker/check_orders.h"

#include "artifact/version.h"
#include "json/events.h"
#include "json/text.h"
#include "release/shown.h"

namespace cadence::worker {

namespace {

std::vector<std::string> items_started(release::LogLine const& line) {
    if (line.type != release::ChecksStarted::type) return {};
    auto const body = json::parse(line.data).and_then(
        [&](json::Value const& data) { return json::event_body_from(line.type, data); });
    return std::get<release::ChecksStarted>(body.value()).items;
}

/// Why what staging runs is not the candidate, as far as is known; or empty.
std::string not_staged(release::Train const& train, release::Release const& release) {
    if (!release.candidate) return "The release has no candidate yet: there is nothing to check on staging.";
    auto const behind = [&](std::string const& what) { return what + " has not reached staging yet."; };
    if (release.is_on_demand()) return release.staged() ? std::string{} : behind("It");
    auto const* const merge = train.merges.of_commit(release.candidate->commit);
    auto const told = train.staging.has_value();  // a train that never hears of staging cannot tell
    return told && merge != nullptr && !merge->staging_at && !merge->production_at && !release.staged()
               ? behind("The candidate " + release::shortened(release.candidate->commit))
               : std::string{};
}

/// Before a release its candidate, after it what was deployed.
void add_what(job::CheckSubject& subject, release::Release const& release, release::Stage stage) {
    auto const* const deployed =
        stage == release::Stage::post ? release.deployed_to(release::Environment::production) : nullptr;
    if (deployed != nullptr) {
        subject.version = deployed->version;
        subject.commit = deployed->commit;
    }
    if (!release.candidate) return;
    auto const& candidate = *release.candidate;
    auto const another = release::is_other_commit(subject.commit, candidate.commit) ||
                         (!subject.version.empty() && !candidate.version.empty() &&
                          release::without_v(subject.version) != release::without_v(candidate.version));
    if (another) return;
    if (subject.version.empty()) subject.version = candidate.version;
    if (subject.commit.empty()) subject.commit = candidate.commit;
}

job::CheckSubject subject_of(config::TrainConfig const& config, release::Train const& train,
                             release::Release const& release, release::Stage stage, Instant now) {
    job::CheckSubject subject{config.id,   release.id, {}, {}, now, config.staging_url, config.production_url,
                              config.forge};
    add_what(subject, release, stage);
    if (stage == release::Stage::pre) subject.not_staged = not_staged(train, release);
    if (!train.ran.empty()) subject.production_since = train.ran.front().what.since;
    return subject;
}

release::FinishCheck with(release::FinishCheck report, job::Finding const& finding) {
    report.outcome = finding.outcome;
    report.saw = finding.saw;
    report.took = finding.took;
    report.tag = finding.tag;
    report.notes = finding.notes;
    return report;
}

}  // namespace

void CheckOrders::committed(std::vector<release::LogLine> const& lines) {
    for (auto const& line : lines) {
        auto const items = items_started(line);
        if (items.empty() || engine_.config().train(line.train) == nullptr) continue;
        auto const* const release = engine_.train(line.train).find(line.release);
        if (release == nullptr) continue;
        auto const standing = *release;  // what is ordered may change the train at once
        for (auto const& item : items) order(line.train, standing, item);
    }
}

void CheckOrders::resume() {
    for (auto const& train : engine_.config().trains) {
        auto const releases = engine_.train(train.id).releases;
        for (auto const& [id, release] : releases) {
            for (auto const& item : release.checklist) {
                if (item.running_since) order(train.id, release, item.rule.id);
            }
        }
    }
}

void CheckOrders::order(std::string const& train, release::Release const& release, std::string const& item) {
    auto const* const config = engine_.config().train(train);
    auto const& found = *release.item(item);
    if (!ordered_.emplace(release.id, item, *found.running_since).second) return;
    release::FinishCheck report{.release = release.id, .item = item, .started = found.running_since};
    auto const* const check = config->check(found.rule.check);
    if (check == nullptr) {
        report.saw = "the configuration has no check " + found.rule.check;
        return finish(train, std::move(report));
    }
    run_(*check, subject_of(*config, engine_.train(train), release, found.rule.stage, engine_.clock().now()),
         [this, train, report](job::Finding const& finding) mutable {
             finish(train, with(std::move(report), finding));
         });
}

void CheckOrders::finish(std::string const& train, release::FinishCheck report) {
    ordered_.erase({report.release, report.item, *report.started});
    engine_.submit({{"cadenced", "cadenced", {}, "check"}, engine::TrainCommand{train, std::move(report)}});
}

}  // namespace cadence::worker
