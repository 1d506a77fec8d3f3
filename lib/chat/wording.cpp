// The usual wording of each topic, and the words that it may use: one table.
#include <array>

#include "base/nearest.h"
#include "base/text.h"
#include "chat/announcement.h"
#include "chat/template.h"

namespace cadence::chat {

namespace {

enum class About { daemon, train, release };

struct Row {
    Topic topic;
    About about;
    std::string_view words;  // its own, beside those of what it is about
    std::string_view wording;
};

constexpr std::array<std::string_view, 3> kWordsOf{"at", "at by train",
                                                   "at by train release version commit candidate"};

/// In the order of Topic.
constexpr std::array kRows{
    Row{Topic::code_freeze, About::release, "title text late opens_at closes_at window",
        "{title} for {release}\n{text}\n{late}\n"
        "Candidate: {candidate}\nDeploy window: {opens_at}, for {window}"},
    Row{Topic::vote_reminder, About::release, "decision_at left waiting_for missing",
        "Go or no-go for {release} in {left}\nThe decision is due {decision_at}.\n"
        "Candidate: {candidate}\nStill to vote: {waiting_for}\n{missing}"},
    Row{Topic::go_no_go, About::release, "title text late verdict missing",
        "{title} for {release}: {verdict}\n{text}\n{late}\nCandidate: {candidate}\n{missing}"},
    Row{Topic::decision, About::release, "decision votes opens_at closes_at window reasons",
        "{decision} for {release}\nCandidate: {candidate}\nVotes: {votes}\n"
        "Deploy window: {opens_at}, for {window}\n{reasons}"},
    Row{Topic::window_opened, About::release, "title text late opens_at closes_at window",
        "Deploy window of {release} is open\n"
        "{candidate} goes to production until {closes_at}.\n{text}\n{late}"},
    Row{Topic::window_held, About::release, "title text reason reasons opens_at closes_at window",
        "Deploy window of {release} is held: {reason}\n"
        "It opens as soon as nothing holds it, until {closes_at}.\n{reasons}"},
    Row{Topic::window_closed, About::release, "title text late outcome merges",
        "Deploy window of {release} is closed\n{outcome}\n{merges}\n{late}"},
    Row{Topic::announcement, About::release, "title text late phase", "{title}: {release}\n{text}\n{late}"},
    Row{Topic::deployment_started, About::release, "subject deployed environment source note",
        "{subject} is being deployed to {environment}\nBuild: {deployed}\n{note}\nReported by {by}"},
    Row{Topic::deployment_succeeded, About::release, "subject deployed environment source note monitored",
        "{subject} is in {environment}\nBuild: {deployed}\n{monitored}\n{note}\nReported by {by}"},
    Row{Topic::deployment_failed, About::release, "subject deployed environment source note",
        "Deployment of {subject} to {environment} failed\n"
        "Build: {deployed}\n{note}\nReported by {by}"},
    Row{Topic::monitoring_reminder, About::release, "until left open",
        "{left} until the monitoring of {release} ends\n"
        "It is released at {until} if every required item is passed or waived by then.\n{open}"},
    Row{Topic::monitoring_overdue, About::release, "until open",
        "{release} is not released yet\n"
        "It was monitored until {until} and waits for items required after a release.\n{open}\n"
        "To tick an item: cadencectl check ITEM --release {release}"},
    Row{Topic::released, About::release, "reason open",
        "{release} is released\n{candidate}: {reason}\n{open}"},
    Row{Topic::check_failed, About::release, "check item saw what found severity proposed",
        "{what} of {release} failed\n{item}\n{found}\n{proposed}"},
    Row{Topic::issue_recorded, About::release, "issue severity label proposed text",
        "{label} with {release}\n{text}\n{proposed}\nRecorded by {by} as number {issue}"},
    Row{Topic::release_requested, About::release,
        "kind status reason title criterion justification branch base requested_by expires_at riders",
        "{kind} {status}: {release}\n{title}\n{reason}\n{criterion}\n{justification}\n"
        "Branch: {branch}, cut from {base}\n"
        "It needs the approval of a Tech Lead and a Product Owner by {expires_at}.\n{riders}"},
    Row{Topic::release_approved, About::release,
        "kind status title criterion justification branch base requested_by expires_at approvers due_at",
        "{kind} approved: {release}\n{title}\nApproved by {approvers}. It is due in production by "
        "{due_at}.\nCandidate: {candidate}"},
    Row{Topic::request_closed, About::release,
        "kind status reason title criterion justification branch base requested_by expires_at",
        "{kind} {status}: {release}\n{title}\n{reason}"},
    Row{Topic::postponed, About::release, "from opens_at closes_at freeze voided reason",
        "{release} is postponed to {opens_at}\n{reason} ({by})\n"
        "It was planned to open {from}. {freeze}\n{voided}"},
    Row{Topic::cancelled, About::release, "was reason", "{release} is cancelled\n{reason} ({by})\n{was}"},
    Row{Topic::blackout, About::train, "title reason blackout moves", "{title}\n{reason} ({by})\n{moves}"},
    Row{Topic::dates_changed, About::train, "why", "Dates of {train} have changed\n{why} ({by})"},
    Row{Topic::freeze, About::train, "actions until freeze reason",
        "Freeze of {train}: {actions}\n{reason} ({by})\n{freeze} lasts {until}."},
    Row{Topic::unfreeze, About::train, "actions freeze reason left",
        "Freeze of {train} is over\n{reason}\nEnded by {by} ({freeze})\n{left}"},
    Row{Topic::exemption, About::train, "admits value until exemption reason",
        "Exemption from the gate of {train}: {admits} {value}\n{reason} ({by})\n"
        "{exemption} holds until {until}."},
    Row{Topic::gate_violated, About::release, "merge author title pull_request branch",
        "{merge} by {author} was merged to {branch} against the gate\n{title}\n{pull_request}\n"
        "Why it was shut:"},
    Row{Topic::merges_left, About::train, "branch head candidates",
        "{branch} of {train} was force-pushed to {head}\n{candidates}\nNo longer on it:"},
    Row{Topic::deadline_warned, About::release, "promise due_at left percent",
        "{promise}: {left} left\nIt is due {due_at}; {percent} % of its time is over."},
    Row{Topic::deadline_breached, About::release, "promise due_at",
        "{promise} is overdue\nIt was due {due_at}."},
    Row{Topic::staging_late, About::train, "commit title author due_at",
        "Staging of {train} is late: {commit} by {author}\n{title}\nIt was due there {due_at}."},
    Row{Topic::rollback, About::release, "severity plan from_version to_version due_at forced reason",
        "{release} is being rolled back ({severity})\n{reason} ({by})\n{plan}\n{forced}\n"
        "Verify it by {due_at}; until then only commits that roll it back may be merged."},
    Row{Topic::rollback_verified, About::release, "restored note unreleased blocked",
        "Rollback of {release} is verified\n{restored}\n{note}\n{unreleased}\n{blocked}\nVerified by {by}"},
    Row{Topic::rollback_cleared, About::release, "reason",
        "{train} may be deployed again\n{reason}\n{by} has cleared the rollback of {release}."},
    Row{Topic::post_mortem_due, About::release, "due_at",
        "Post-mortem of {release} is due\nWhat happened, why, and what prevents it? Record and share it by "
        "{due_at}."},
    Row{Topic::post_mortem, About::release, "text", "Post-mortem of {release}\n{text}\nRecorded by {by}"},
    Row{Topic::retrospective_due, About::release, "title text late due issues",
        "{title} of {release} is due\n{text}\n{due}\n{late}\n{issues}"},
    Row{Topic::retrospective, About::release, "text", "Retrospective of {release}\n{text}\nRecorded by {by}"},
    Row{Topic::release_notes, About::release, "notes problems", "Release notes of {notes}\n{problems}"},
    Row{Topic::review_due, About::train, "review due_at skipped",
        "Review of the cadence: {review}\nA quarter of {train} is over. Does the cadence still fit? Record "
        "the review by {due_at}.\n{skipped}"},
    Row{Topic::review, About::train, "review text", "Review {review}\n{text}\nRecorded by {by}"},
    Row{Topic::phases_missed, About::train, "count", "{count} of {train} missed while cadenced was away"},
    Row{Topic::clock_held, About::daemon, "reason",
        "The calendar is on hold\n{reason}\n"
        "Is the time right? If so, ops or a Tech Lead can run: cadencectl clock accept"},
    Row{Topic::clock_accepted, About::daemon, "held_for reason",
        "The clock is accepted and the calendar resumes\n{reason}\nIt was on hold: {held_for}"},
    Row{Topic::action_failed, About::daemon, "action subject detail",
        "Action {action} of {subject} failed\n{detail}"},
    Row{Topic::action_unknown, About::daemon, "action subject detail",
        "The outcome of action {action} of {subject} is unknown\n{detail}\n"
        "Check whether it was done. If not: cadencectl deliveries retry, which asks about what it began or "
        "sends it again. If so: cadencectl deliveries drop, and cadencectl deployed to report a deployment."},
    Row{Topic::status_refused, About::daemon, "repository detail",
        "{repository} refuses the merge gate's status\n{detail}"},
    Row{Topic::delivery_dead, About::daemon, "delivery lane topic detail",
        "{lane} could not be reached: {topic}\n{detail}\nThe delivery is {delivery}."},
    Row{Topic::hook_failing, About::daemon, "hook failures reason",
        "Hook {hook} is failing\nThe last {failures} notices could not be used: {reason}\n"
        "Their contents are not on record. See: cadencectl hooks"},
    Row{Topic::hook_recovered, About::daemon, "hook failures",
        "Hook {hook} works again\nBefore that, {failures} notices in a row could not be used."},
    Row{Topic::flag, About::daemon, "flag stage was description reason by",
        "Flag {flag} is now: {stage}\n{description}\n{reason} ({by})\nIt was: {was}."},
    Row{Topic::flag_overdue, About::daemon, "flag stage until owner description",
        "Flag {flag} is still: {stage}\n{description}\nIts rollout should have been finished by {until}; its "
        "owner is {owner}.\nGo on, or switch it off: cadencectl flag set {flag} STAGE. Or give it time: "
        "--until DAY."},
    Row{Topic::test, About::daemon, "channel by",
        "A test from cadenced\nChannel {channel} works. {by} asked for it."}};

constexpr bool in_order() {
    for (std::size_t i = 0; i < kRows.size(); ++i)
        if (static_cast<std::size_t>(kRows[i].topic) != i) return false;
    return kRows.size() == Names<Topic>::values.size();
}
static_assert(in_order());

Row const& row_of(Topic topic) {
    return kRows[static_cast<std::size_t>(topic)];
}

void add_words(std::vector<std::string_view>& into, std::string_view words) {
    while (!words.empty()) into.push_back(take_until(words, ' '));
}

}  // namespace

std::string_view usual_wording(Topic topic) {
    return row_of(topic).wording;
}

std::vector<std::string_view> words_of(Topic topic) {
    auto const& row = row_of(topic);
    std::vector<std::string_view> words;
    add_words(words, row.words);
    add_words(words, kWordsOf[static_cast<std::size_t>(row.about)]);
    return words;
}

Result<void> check_wording(Topic topic, std::string_view wording) {
    auto const known = words_of(topic);
    for (auto const word : words_in(wording)) {
        if (std::ranges::find(known, word) != known.end()) continue;
        std::vector<std::string> choice{known.begin(), known.end()};
        auto const meant = nearest(word, known);
        auto error = refuse(ErrorCode::invalid, "unknown-word",
                            "{" + std::string{word} + "} is not a word for " + std::string{name_of(topic)} +
                                "." + (meant.empty() ? "" : " Did you mean {" + meant + "}?") +
                                " Known: " + listed(choice) + ".");
        error.value().alternatives = meant.empty() ? std::move(choice) : std::vector<std::string>{meant};
        return error;
    }
    if (!trimmed(first_line(wording)).empty()) return {};
    return refuse(ErrorCode::invalid, "wording-without-title",
                  "The first line of a wording is the title of the announcement: write one.");
}

}  // namespace cadence::chat
