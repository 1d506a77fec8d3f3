// A train's production, told day by day.
#pragma once

#include <string>
#include <string_view>

#include "insight/metrics.h"

namespace cadence::testing {

inline Instant utc(std::string_view text) {
    return parse_instant(text).value();
}

/// What happened, in the order of the test; the deployments have to be told in the order in which they
/// happened.
struct Production {
    insight::Facts facts{.since = utc("2026-01-01T00:00:00Z"), .active_since = utc("2025-12-01T00:00:00Z")};

    insight::Deployed& deployed(std::string release, std::string version, std::string_view at,
                                release::Kind kind = release::Kind::scheduled) {
        auto const number = std::to_string(facts.deployments.size() + 1);
        return facts.deployments.emplace_back(insight::Deployed{.deployment = "deployment-" + number,
                                                                .release = std::move(release),
                                                                .kind = kind,
                                                                .version = std::move(version),
                                                                .at = utc(at)});
    }
    void rolled_back(std::string release, std::string_view began, std::string_view restored = {}) {
        auto& rollback = facts.rollbacks.emplace_back(insight::RolledBack{std::move(release), utc(began)});
        if (!restored.empty()) rollback.restored_at = utc(restored);
    }
    void shipped(std::string_view at, std::string_view merged, std::string_view committed = {}) {
        insight::Change change{.merged_at = utc(merged), .shipped_at = utc(at)};
        if (!committed.empty()) change.committed_at = utc(committed);
        facts.changes.push_back(change);
    }
    [[nodiscard]] insight::Metrics of(std::string_view window = "2026-Q1",
                                      std::string_view last = "2026-12-31T12:00:00Z") const {
        return insight::metrics_of(facts, {insight::window_of(window, Zone{}, utc(last)).value()}).front();
    }
    [[nodiscard]] insight::Metric of(insight::Name name) const { return of().of(name); }
};

}  // namespace cadence::testing
