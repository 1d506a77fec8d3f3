// Rollbacks, what is written down, and promises with a clock on them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "release/train.h"

namespace cadence::release {

struct RollbackStarted {
    static constexpr std::string_view type = "rollback_started";
    std::string release;
    Severity severity = Severity::p0;
    RollbackOption option = RollbackOption::previous_version;
    std::string from_version;
    std::string to_version;
    std::string to_commit;
    std::vector<std::string> commits;
    std::string branch;
    std::string reason;
    bool forced = false;
    std::vector<Running> leaves = {};
    bool operator==(RollbackStarted const&) const = default;
};
struct RollbackVerified {
    static constexpr std::string_view type = "rollback_verified";
    std::string release;
    std::optional<Running> restored;  // what production runs again
    std::string note;
    bool by_word = false;  // so says the actor; no report does
    bool operator==(RollbackVerified const&) const = default;
};
struct RollbackCleared {
    static constexpr std::string_view type = "rollback_cleared";
    std::string release;
    std::string reason;
    bool operator==(RollbackCleared const&) const = default;
};
struct RetrospectiveRecorded {
    static constexpr std::string_view type = "retrospective_recorded";
    std::string release;
    std::string text;
    std::string link;
    bool operator==(RetrospectiveRecorded const&) const = default;
};
struct PostMortemRecorded {
    static constexpr std::string_view type = "post_mortem_recorded";
    std::string release;
    std::string text;
    std::string link;
    bool operator==(PostMortemRecorded const&) const = default;
};
struct ReviewRecorded {
    static constexpr std::string_view type = "review_recorded";
    std::string review;
    std::string text;
    std::string link;
    bool operator==(ReviewRecorded const&) const = default;
};
struct ReviewScheduled {
    static constexpr std::string_view type = "review_scheduled";
    Date next_review;
    bool operator==(ReviewScheduled const&) const = default;
};
struct QuarterEnded {
    static constexpr std::string_view type = "quarter_ended";
    std::string review;
    std::vector<std::string> skipped;  // whose quarter ended while nobody was there to ask
    Date next_review;
    bool operator==(QuarterEnded const&) const = default;
};
struct DeadlineStarted {
    static constexpr std::string_view type = "deadline_started";
    std::string release;
    Deadline deadline;
    bool operator==(DeadlineStarted const&) const = default;
};
struct DeadlineWarned {
    static constexpr std::string_view type = "deadline_warned";
    std::string release;
    std::string deadline;
    DeadlineKind kind = DeadlineKind::staging_deploy;
    Instant due_at;
    int percent = 0;
    bool operator==(DeadlineWarned const&) const = default;
};
struct DeadlineBreached {
    static constexpr std::string_view type = "deadline_breached";
    std::string release;
    std::string deadline;
    DeadlineKind kind = DeadlineKind::staging_deploy;
    Instant due_at;
    bool operator==(DeadlineBreached const&) const = default;
};
struct DeadlineMet {
    static constexpr std::string_view type = "deadline_met";
    std::string release;
    std::string deadline;
    DeadlineKind kind = DeadlineKind::staging_deploy;
    Instant due_at;
    Instant met_at;
    bool late = false;
    bool operator==(DeadlineMet const&) const = default;
};
struct DeadlineWithdrawn {
    static constexpr std::string_view type = "deadline_withdrawn";
    std::string release;
    std::string deadline;
    DeadlineKind kind = DeadlineKind::staging_deploy;
    Instant due_at;
    std::string reason;
    bool operator==(DeadlineWithdrawn const&) const = default;
};

}  // namespace cadence::release
