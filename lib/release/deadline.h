// A promise with a clock on it. One mechanism for all of them: it starts, warns at 50 % and 80 %, announces
// its breach once, and runs on until it is met or its subject is gone. DESIGN section 7.
//
// Invariant: `met` means met by `due_at` as it happened, however late it was reported; `met_late` after it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/names.h"

namespace cadence::release {

enum class DeadlineKind {
    staging_deploy,
    hotfix_deploy,
    deployment,
    rollback,
    post_mortem,
    retrospective,
    cadence_review
};
enum class DeadlineState { open, breached, met, met_late, withdrawn };

struct Deadline {
    std::string id;  // "hotfix_deploy:backend-hotfix-2026-01-14-double-booking"
    DeadlineKind kind = DeadlineKind::staging_deploy;
    std::string release;  // or empty
    std::string subject;  // a commit, a release, a review
    Instant started_at;
    Instant due_at;
    DeadlineState state = DeadlineState::open;
    int warned = 0;  // percent
    std::optional<Instant> ended_at;
    std::string reason;  // of a withdrawal
    bool operator==(Deadline const&) const = default;
};

inline constexpr std::array<int, 2> kWarnings{50, 80};  // percent of the way

[[nodiscard]] inline bool is_live(Deadline const& deadline) {
    return deadline.state == DeadlineState::open || deadline.state == DeadlineState::breached;
}
/// When so much of it has passed.
[[nodiscard]] inline Instant instant_at(Deadline const& deadline, int percent) {
    return deadline.started_at + (deadline.due_at - deadline.started_at) * percent / 100;
}
/// "hotfix_deploy:backend-hotfix-2026-01-14-double-booking"
[[nodiscard]] std::string deadline_id(DeadlineKind kind, std::string_view subject);

}  // namespace cadence::release

template <>
struct cadence::Names<cadence::release::DeadlineKind> {
    static constexpr std::array<std::string_view, 7> values{
        "staging_deploy", "hotfix_deploy", "deployment",    "rollback",
        "post_mortem",    "retrospective", "cadence_review"};
};
template <>
struct cadence::Names<cadence::release::DeadlineState> {
    static constexpr std::array<std::string_view, 5> values{"open", "breached", "met", "met_late",
                                                            "withdrawn"};
};
