// The title of each problem.
#include <algorithm>
#include <array>

#include "api/problem.h"
#include "base/text.h"

namespace cadence::api {

namespace {

struct Title {
    std::string_view slug;
    std::string_view title;
};

// In alphabetical order.
constexpr auto kTitles = std::to_array<Title>({
    {"actions-needed", "No actions named"},
    {"approval-before-staging", "Not ready for approval"},
    {"approved-twice", "Already approved by this person"},
    {"baseline-is-a-success", "Not a baseline"},
    {"blackout-not-found", "No such blackout"},
    {"candidate-empty", "Empty candidate"},
    {"candidate-without-version", "Candidate has no version"},
    {"changed-meanwhile", "Changed meanwhile"},
    {"changelog-binary", "Changelog is not text"},
    {"changelog-empty", "Changelog is empty"},
    {"channel-not-found", "No such channel"},
    {"channel-wrong", "Channel cannot be used"},
    {"check-word-empty", "Placeholder without a value"},
    {"checklist-open", "Checklist items are open"},
    {"cleared-by-verifier", "Verified by the same person"},
    {"clock-not-held", "Calendar not on hold"},
    {"commit-needed", "No commit named"},
    {"configuration-wrong", "Invalid configuration"},
    {"criterion-needed", "No criterion named"},
    {"criterion-not-for-expedited", "Expedited releases have no criterion"},
    {"cvss-needed", "No CVSS score given"},
    {"cvss-out-of-range", "CVSS score out of range"},
    {"cvss-too-low", "CVSS score too low for a hotfix"},
    {"database-locked", "Database in use"},
    {"database-newer", "Database from a newer version"},
    {"database-read-only", "Database is read-only"},
    {"database-unwritable", "Database not writable"},
    {"date-collides", "Conflict with another release"},
    {"date-in-the-future", "Time in the future"},
    {"date-in-the-past", "Time in the past"},
    {"day-or-instant", "Both day and instant given"},
    {"delivery-not-found", "No such delivery"},
    {"delivery-not-over", "Delivery still under way"},
    {"description-needed", "No description given"},
    {"exactly-one-needed", "Exactly one required"},
    {"exemption-not-found", "No such exemption"},
    {"fix-forward", "Fixed forward, not rolled back"},
    {"flag-half-open", "Rollout under way"},
    {"flag-not-found", "No such flag"},
    {"flag-of-another-train", "Flag of another train"},
    {"foreign-origin", "Cross-origin request"},
    {"forge-refused", "Refused by the forge"},
    {"forge-unreadable", "Unreadable answer from the forge"},
    {"freeze-not-found", "No such freeze"},
    {"gate-not-found", "No such gate"},
    {"head-too-large", "Request head too large"},
    {"hook-not-ready", "Webhook not ready"},
    {"hook-not-verified", "Webhook not verified"},
    {"hook-type", "Unexpected content type"},
    {"hook-unreadable", "Unreadable webhook"},
    {"host-not-ours", "Unknown host"},
    {"http-version-not-supported", "HTTP version not supported"},
    {"idempotency-key-reused", "Idempotency key used for another request"},
    {"idempotency-key-wrong", "Invalid idempotency key"},
    {"invalid-context", "Unusable evaluation context"},
    {"item-not-found", "No such checklist item"},
    {"item-required", "Item is required"},
    {"json-only", "JSON required"},
    {"justification-needed", "No justification given"},
    {"kind-not-on-demand", "Kind cannot be requested"},
    {"malformed-hook", "Malformed webhook"},
    {"malformed-json", "Malformed JSON"},
    {"missing-field", "Missing member"},
    {"no-alerts", "Security alerts unavailable"},
    {"no-check", "Item has no check"},
    {"no-notes", "No release notes"},
    {"no-post-mortem", "No post-mortem"},
    {"no-previous-version", "No previous version known"},
    {"no-release", "No matching release"},
    {"no-vote", "No vote to withdraw"},
    {"not-a-sign-in-link", "Not a sign-in link"},
    {"not-acceptable", "Not available in that form"},
    {"not-on-demand", "Not a release on demand"},
    {"not-previewed", "Not to be previewed"},
    {"not-rolling-back", "No rollback under way"},
    {"not-writable", "Database not writable"},
    {"nothing-restored", "Nothing restored yet"},
    {"parameter-twice", "Parameter given twice"},
    {"path-not-found", "No such path"},
    {"path-pattern", "Invalid path pattern"},
    {"person-not-found", "No such person"},
    {"production-is-known", "Production already known"},
    {"rate-limited", "Too many requests"},
    {"reads-not-said", "Read access not decided"},
    {"reason-needed", "No reason given"},
    {"release-needed", "Release not named"},
    {"release-not-found", "No such release"},
    {"request-timeout", "Request timed out"},
    {"revert-needs-commits", "Nothing to revert"},
    {"review-not-found", "No such review"},
    {"role-needed", "Role required"},
    {"same-date", "Same date as before"},
    {"same-version", "Same version as before"},
    {"secret-unreadable", "Unreadable secret"},
    {"sign-in-link-expired", "Sign-in link expired"},
    {"sign-in-link-revoked", "Sign-in link revoked"},
    {"sign-in-link-used", "Sign-in link used"},
    {"signature-old", "Signature too old"},
    {"signature-unknown", "Unknown signature"},
    {"signature-wrong", "Wrong signature"},
    {"stage-skipped", "Stage skipped"},
    {"state-does-not-allow", "Not in this state"},
    {"storage-full", "Disk full"},
    {"targeting-key-missing", "No targeting key"},
    {"text-needed", "No text given"},
    {"title-needed", "No title given"},
    {"token-limited", "Token not permitted"},
    {"token-missing", "Token required"},
    {"token-not-found", "No such token"},
    {"token-unknown", "Unknown token"},
    {"too-large", "JSON too large"},
    {"too-long", "Text too long"},
    {"too-many-waiting", "Too many waiting requests"},
    {"train-needed", "No train named"},
    {"train-not-found", "No such train"},
    {"unknown-field", "Unknown member"},
    {"unknown-zone", "Unknown time zone"},
    {"value-needed", "No value given"},
    {"version-not-in-changelog", "Version not in the changelog"},
    {"version-not-lower", "Not a rollback target"},
    {"version-rolled-back", "Version was rolled back"},
    {"wording-without-title", "Wording without a title"},
    {"wrong-parameter", "Invalid parameter"},
});
static_assert(std::ranges::is_sorted(kTitles, {}, &Title::slug));

/// Those whose title is their words.
constexpr std::string_view kInTheirWords =
    "already-approved already-recorded already-rolled-back already-there already-voted backup-failed "
    "bad-request blackout-ends-before-it-starts body-too-large changelog-too-large check-not-ready "
    "database-altered database-removed database-unreachable delivery-not-waiting expectation-failed "
    "freeze-ends-before-it-starts freeze-too-long gate-shut idempotency-key-in-use internal-error "
    "malformed-form method-not-allowed no-configuration-file no-date-to-move not-a-branch "
    "not-a-command not-a-commit not-a-date not-a-duration not-a-flag-key not-a-group not-a-link "
    "not-a-percentage not-a-pull-request not-a-version not-an-address not-an-instant not-deployed "
    "not-implemented not-on-staging not-ready not-rolled-back nothing-to-clear nothing-to-release "
    "rollback-not-verified signature-missing token-expired token-revoked too-many-blackouts "
    "too-many-connections too-many-deployments too-many-exemptions too-many-flags too-many-freezes "
    "too-many-groups too-many-idempotency-keys too-many-issues too-many-merges too-many-moves "
    "too-many-paths too-many-requests too-many-tokens unknown-event unknown-parameter unknown-value "
    "unknown-word version-not-higher wrong-type";

Title const* find(std::string_view slug) {
    auto const* const found = std::ranges::lower_bound(kTitles, slug, {}, &Title::slug);
    return found == kTitles.end() || found->slug != slug ? nullptr : found;
}

}  // namespace

bool has_title(std::string_view slug) {
    return find(slug) != nullptr || std::ranges::count(split(kInTheirWords, ' '), slug) > 0;
}

std::string title_of(std::string_view slug) {
    if (auto const* const known = find(slug)) return std::string{known->title};
    std::string title{slug};
    std::ranges::replace(title, '-', ' ');
    if (!title.empty() && title[0] >= 'a' && title[0] <= 'z')
        title[0] = static_cast<char>(title[0] - 'a' + 'A');
    return title;
}

}  // namespace cadence::api
