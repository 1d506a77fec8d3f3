#include "engine/check_orders.h"

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
    CheckSubject subject{config.id, release.id, {}, {}, now, config.staging_url, config.production_url};
    if (release.candidate) {
        subject.version = release.candidate->version;
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
    auto const name = release.item(item)->rule.check;
    auto const* const check = config->check(name);
    if (check == nullptr) {
        return finish(train, release.id, item,
                      {.passed = false,
                       .saw = "the configuration has no check " + name,
                       .took = {},
                       .tag = {},
                       .notes = {}});
    }
    CheckOrder const order{item, *check, subject_of(*config, release, engine_.clock().now())};
    carry_(order, [this, train, id = release.id, item](Finding finding) {
        finish(train, id, item, std::move(finding));
    });
}

void CheckOrders::finish(std::string const& train, std::string const& release, std::string const& item,
                         Finding finding) {
    release::FinishCheck const report{release,      item,        finding.passed, finding.saw,
                                      finding.took, finding.tag, finding.notes};
    engine_.submit({the_checker(), TrainCommand{train, report}});
}

}  // namespace cadence::engine
