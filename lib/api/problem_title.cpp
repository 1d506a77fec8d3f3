#include "api/problem_title.h"

#include <algorithm>
#include <array>

namespace cadence::api {

namespace {

struct Title {
    std::string_view slug;
    std::string_view title;
};

// In alphabetical order.
constexpr auto kTitles = std::to_array<Title>({
    {"actions-needed", "No actions named"},
    {"already-approved", "Already approved"},
    {"already-recorded", "Already recorded"},
    {"already-rolled-back", "Already rolled back"},
    {"already-there", "Already there"},
    {"already-voted", "Already voted"},
    {"approval-before-staging", "Not ready for approval"},
    {"approved-twice", "Already approved by this person"},
    {"backup-failed", "Backup failed"},
    {"bad-request", "Bad request"},
    {"baseline-is-a-success", "Not a baseline"},
    {"blackout-ends-before-it-starts", "Blackout ends before it starts"},
    {"blackout-not-found", "No such blackout"},
    {"body-too-large", "Body too large"},
    {"candidate-empty", "Empty candidate"},
    {"candidate-without-version", "Candidate has no version"},
    {"changelog-binary", "Changelog is not text"},
    {"changelog-empty", "Changelog is empty"},
    {"changelog-too-large", "Changelog too large"},
    {"channel-not-found", "No such channel"},
    {"channel-wrong", "Channel cannot be used"},
    {"check-not-ready", "Check not ready"},
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
    {"database-altered", "Database altered"},
    {"database-locked", "Database in use"},
    {"database-newer", "Database from a newer version"},
    {"database-read-only", "Database is read-only"},
    {"database-removed", "Database removed"},
    {"database-unreachable", "Database unreachable"},
    {"database-unwritable", "Database not writable"},
    {"date-collides", "Conflict with another release"},
    {"date-in-the-future", "Time in the future"},
    {"date-in-the-past", "Time in the past"},
    {"day-or-instant", "Both day and instant given"},
    {"delivery-not-found", "No such delivery"},
    {"delivery-not-over", "Delivery still under way"},
    {"delivery-not-waiting", "Delivery not waiting"},
    {"exactly-one-needed", "Exactly one required"},
    {"exemption-not-found", "No such exemption"},
    {"expectation-failed", "Expectation failed"},
    {"fix-forward", "Fixed forward, not rolled back"},
    {"foreign-origin", "Cross-origin request"},
    {"forge-refused", "Refused by the forge"},
    {"forge-unreadable", "Unreadable answer from the forge"},
    {"freeze-ends-before-it-starts", "Freeze ends before it starts"},
    {"freeze-not-found", "No such freeze"},
    {"freeze-too-long", "Freeze too long"},
    {"gate-not-found", "No such gate"},
    {"gate-shut", "Gate shut"},
    {"head-too-large", "Request head too large"},
    {"hook-not-ready", "Webhook not ready"},
    {"hook-not-verified", "Webhook not verified"},
    {"hook-type", "Unexpected content type"},
    {"hook-unreadable", "Unreadable webhook"},
    {"host-not-ours", "Unknown host"},
    {"http-version-not-supported", "HTTP version not supported"},
    {"idempotency-key-in-use", "Idempotency key in use"},
    {"idempotency-key-reused", "Idempotency key used for another request"},
    {"idempotency-key-wrong", "Invalid idempotency key"},
    {"internal-error", "Internal error"},
    {"item-not-found", "No such checklist item"},
    {"item-required", "Item is required"},
    {"json-only", "JSON required"},
    {"justification-needed", "No justification given"},
    {"kind-not-on-demand", "Kind cannot be requested"},
    {"malformed-form", "Malformed form"},
    {"malformed-hook", "Malformed webhook"},
    {"malformed-json", "Malformed JSON"},
    {"method-not-allowed", "Method not allowed"},
    {"missing-field", "Missing member"},
    {"no-alerts", "Security alerts unavailable"},
    {"no-check", "Item has no check"},
    {"no-configuration-file", "No configuration file"},
    {"no-date-to-move", "No date to move"},
    {"no-notes", "No release notes"},
    {"no-post-mortem", "No post-mortem"},
    {"no-previous-version", "No previous version known"},
    {"no-release", "No matching release"},
    {"no-vote", "No vote to withdraw"},
    {"not-a-branch", "Not a branch"},
    {"not-a-command", "Not a command"},
    {"not-a-commit", "Not a commit"},
    {"not-a-date", "Not a date"},
    {"not-a-duration", "Not a duration"},
    {"not-a-link", "Not a link"},
    {"not-a-pull-request", "Not a pull request"},
    {"not-a-version", "Not a version"},
    {"not-an-address", "Not an address"},
    {"not-an-instant", "Not an instant"},
    {"not-deployed", "Not deployed"},
    {"not-implemented", "Not implemented"},
    {"not-on-demand", "Not a release on demand"},
    {"not-on-staging", "Not on staging"},
    {"not-ready", "Not ready"},
    {"not-rolled-back", "Not rolled back"},
    {"not-rolling-back", "No rollback under way"},
    {"nothing-restored", "Nothing restored yet"},
    {"nothing-to-clear", "Nothing to clear"},
    {"nothing-to-release", "Nothing to release"},
    {"parameter-twice", "Parameter given twice"},
    {"path-not-found", "No such path"},
    {"path-pattern", "Invalid path pattern"},
    {"person-not-found", "No such person"},
    {"production-is-known", "Production already known"},
    {"reads-not-said", "Read access not decided"},
    {"reason-needed", "No reason given"},
    {"release-needed", "Release not named"},
    {"release-not-found", "No such release"},
    {"request-timeout", "Request timed out"},
    {"revert-needs-commits", "Nothing to revert"},
    {"review-not-found", "No such review"},
    {"role-needed", "Role required"},
    {"rollback-not-verified", "Rollback not verified"},
    {"same-date", "Same date as before"},
    {"same-version", "Same version as before"},
    {"secret-unreadable", "Unreadable secret"},
    {"signature-missing", "Signature missing"},
    {"signature-old", "Signature too old"},
    {"signature-unknown", "Unknown signature"},
    {"signature-wrong", "Wrong signature"},
    {"state-does-not-allow", "Not in this state"},
    {"storage-full", "Disk full"},
    {"text-needed", "No text given"},
    {"title-needed", "No title given"},
    {"token-expired", "Token expired"},
    {"token-limited", "Token not permitted"},
    {"token-missing", "Token required"},
    {"token-not-found", "No such token"},
    {"token-revoked", "Token revoked"},
    {"token-unknown", "Unknown token"},
    {"too-long", "Text too long"},
    {"too-many-connections", "Too many connections"},
    {"too-many-paths", "Too many paths"},
    {"too-many-streams", "Too many streams"},
    {"too-many-waiting", "Too many waiting requests"},
    {"train-needed", "No train named"},
    {"train-not-found", "No such train"},
    {"unknown-event", "Unknown event"},
    {"unknown-field", "Unknown member"},
    {"unknown-parameter", "Unknown parameter"},
    {"unknown-value", "Unknown value"},
    {"unknown-word", "Unknown word"},
    {"unknown-zone", "Unknown time zone"},
    {"value-needed", "No value given"},
    {"version-not-higher", "Version not higher"},
    {"version-not-in-changelog", "Version not in the changelog"},
    {"version-not-lower", "Not a rollback target"},
    {"version-rolled-back", "Version was rolled back"},
    {"wording-without-title", "Wording without a title"},
    {"wrong-parameter", "Invalid parameter"},
    {"wrong-type", "Wrong type"},
});
static_assert(std::ranges::is_sorted(kTitles, {}, &Title::slug));

Title const* find(std::string_view slug) {
    auto const* const found = std::ranges::lower_bound(kTitles, slug, {}, &Title::slug);
    return found == kTitles.end() || found->slug != slug ? nullptr : found;
}

}  // namespace

bool has_title(std::string_view slug) {
    return find(slug) != nullptr;
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
