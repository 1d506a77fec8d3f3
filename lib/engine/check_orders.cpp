#include "engine/check_orders.h"

#include "artifact/version.h"
#include "json/events.h"
#include "json/text.h"

namespace cadence::engine {

namespace {

release::Actor const& the_checker() {
    static release::Actor const checker{"cadenced", "cadenced", {}, "check"};
    return checker;
}

std::vector<std::string> items_started(store::LogLine const& line) {
    if (line.type != release::ChecksStarted::type) return {};
    auto const body = json::parse(line.data).and_then(
        [&](json::Value const& data) { return json::event_body_from(line.type, data); });
    return std::get<release::ChecksStarted>(body.value()).items;
}

CheckSubject subject_of(TrainConfig const& config, release::Release const& release, Instant now) {
    CheckSubject subject{config.id,   release.id, {}, {}, now, config.staging_url, config.production_url,
                         config.forge};
    if (release.candidate) {
        subject.version = artifact::plain_version(release.candidate->version);
        subject.commit = release.candidate->commit;
    }
    return subject;
}

}  // namespace

void CheckOrders::committed(std::vector<store::LogLine> const& lines) {
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
    release::FinishCheck report;
    report.release = release.id;
    report.item = item;
    report.started = found.running_since;
    auto const* const check = config->check(found.rule.check);
    if (check == nullptr) {
        report.saw = "the configuration has no check " + found.rule.check;
        return finish(train, std::move(report));
    }
    CheckOrder const order{item, *check, subject_of(*config, release, engine_.clock().now())};
    carry_(order, [this, train, report](Finding const& finding) mutable {
        report.passed = finding.passed;
        report.saw = finding.saw;
        report.took = finding.took;
        report.tag = finding.tag;
        report.notes = finding.notes;
        finish(train, std::move(report));
    });
}

void CheckOrders::finish(std::string const& train, release::FinishCheck report) {
    ordered_.erase({report.release, report.item, *report.started});
    engine_.submit({the_checker(), TrainCommand{train, std::move(report)}});
}

}  // namespace cadence::engine
