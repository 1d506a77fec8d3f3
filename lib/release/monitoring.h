// The end of monitoring: a release counts as released when its time is over, the checks have looked once
// more, and what is required after it is passed or waived. Until then it stays `monitoring`, and those who
// can tick what is open are told: once before that end, once at it. DESIGN section 5, "Deployment".
#pragma once

#include <optional>
#include <vector>

#include "release/event.h"
#include "release/policy.h"

namespace cadence::release {

/// Required after the release, and neither passed nor waived.
[[nodiscard]] std::vector<OpenItem> open_items_after(Release const& release);
/// "smoke_tests_production (failed), health_check, error_rate and 6 more (cadencectl checklist ...)", the
/// command where some are left out.
[[nodiscard]] std::string in_short(std::vector<OpenItem> const& items, std::string const& release);
/// When those who can tick what is open are to be reminded; nothing: not, or not any more.
[[nodiscard]] std::optional<Instant> next_monitoring_reminder(Release const& release, Policy const& policy);
/// When monitoring ends or, with something still open, is overdue; nothing: there is something to wait for
/// first.
[[nodiscard]] std::optional<Instant> end_of_monitoring(Release const& release);
/// Something on its checklist is done by announcing this.
[[nodiscard]] bool waits_for_announcement(Release const& release, std::string const& topic);
/// The pending items that are done as far as the daemon knows.
[[nodiscard]] std::vector<std::string> known_items(Train const& train, Release const& release);

}  // namespace cadence::release
