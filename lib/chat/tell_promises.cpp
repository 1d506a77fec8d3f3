// Sentences about rollbacks, records and deadlines.
#include <algorithm>

#include "artifact/notes.h"
#include "base/text.h"
#include "chat/tell_parts.h"
#include "release/production.h"

namespace cadence::chat {

using namespace release;

namespace {

/// The effect of a rollback: "From 1.2.0 back to 1.1.0 (4f1c9a7)."
std::string plan_of(RollbackStarted const& what) {
    auto const from = only_if(!what.from_version.empty(), "From " + what.from_version + " ");
    if (what.option == RollbackOption::previous_version) {
        return (from.empty() ? "Back to " : from + "back to ") +
               show_version(what.to_version, what.to_commit) + ".";
    }
    std::vector<std::string> commits;
    commits.reserve(what.commits.size());
    for (auto const& commit : what.commits) commits.push_back(shortened(commit));
    return "By reverting" + only_if(!commits.empty(), " " + listed(commits)) +
           only_if(!what.branch.empty(), " on " + what.branch) + ".";
}

/// Merges that are on main and no longer in production: "Unreleased again: "Bulk upload" (4f1c9a2)."
std::string unreleased(Train const& train, std::string const& id) {
    auto const* const release = train.find(id);
    if (release == nullptr || !release->rollback) return {};
    std::vector<std::string> merges;
    for (auto const& each : merges_taken_back(train, *release->rollback))
        merges.push_back(each.title.empty() ? shortened(each.commit)
                                            : each.title + " (" + shortened(each.commit) + ")");
    if (merges.empty()) return {};
    return "Unreleased again, and part of any branch cut from main: " + listed(few(std::move(merges)), "; ") +
           ".";
}

Telling recorded(Telling telling, std::string const& text, std::string const& link) {
    telling.words["text"] = text;
    if (!link.empty()) telling.link = link;
    return telling;
}

/// "Post-mortem of backend-2026-01-22", of the promise's id.
std::string promise(DeadlineKind kind, std::string const& id) {
    auto subject = id.substr(id.find(':') + 1);
    switch (kind) {
        case DeadlineKind::staging_deploy:
            return "Deployment of " + shortened(subject) + " to staging";
        case DeadlineKind::hotfix_deploy:
            return "Deployment of " + subject;
        case DeadlineKind::deployment:
            return "Report on how the deployment of " + subject + " ended";
        case DeadlineKind::rollback:
            return "Rollback of " + subject;
        case DeadlineKind::post_mortem:
            return "Post-mortem of " + subject;
        case DeadlineKind::retrospective:
            return "Retrospective of " + subject;
        case DeadlineKind::cadence_review:
            return "Review " + subject;
    }
    return subject;
}

Telling staging_late(DeadlineBreached const& what, Occasion const& occasion) {
    auto const commit = what.deadline.substr(what.deadline.find(':') + 1);
    auto const* const merge = occasion.scene.train.merge_of(commit);
    return about_train({Topic::staging_late, Mood::warning}, occasion,
                       {{"commit", shortened(commit)},
                        {"title", merge == nullptr ? "" : merge->title},
                        {"author", merge == nullptr || merge->author.empty() ? "somebody" : merge->author},
                        {"due_at", show_time(occasion, what.due_at)}});
}

/// A check that reads the changelog again and again says nothing new by it.
bool is_news(NotesRecorded const& what, Train const* before) {
    auto const* const release = before == nullptr ? nullptr : before->find(what.release);
    return release == nullptr || !release->notes || release->notes->version != what.notes.version ||
           release->notes->markdown != what.notes.markdown;
}

/// When the quarter began after which a review is due.
Date quarter_before(Date next_begins) {
    return Date{date::year_month_day{next_begins} - date::months{3}};
}

}  // namespace

Tellings tell(RollbackStarted const& what, Occasion const& occasion) {
    auto const& clocks = occasion.scene.policy.clocks;
    auto const within = what.severity == Severity::p0 ? clocks.rollback_p0 : clocks.rollback_p1;
    return {
        about_release({Topic::rollback, Mood::alarm}, occasion, what.release,
                      {{"severity", std::string{name_of(what.severity)}},
                       {"plan", plan_of(what)},
                       {"from_version", what.from_version},
                       {"to_version", what.to_version},
                       {"due_at", show_time(occasion, occasion.event.at + within)},
                       {"forced", only_if(what.forced, "A P2 is fixed forward; this rollback is forced.")},
                       {"reason", what.reason}})};
}

Tellings tell(RollbackVerified const& what, Occasion const& occasion) {
    auto const& train = occasion.scene.train;
    auto const version = what.restored ? show_version(what.restored->version, what.restored->commit) : "";
    auto const restored = what.by_word ? "No deployment was reported; that production runs " + version +
                                             " is the verifier's word."
                                       : only_if(!version.empty(), "Production runs " + version + " again.");
    auto const blocked = train.blocked && train.blocked->release == what.release;
    return {about_release(
        {Topic::rollback_verified, Mood::good}, occasion, what.release,
        {{"restored", restored},
         {"note", what.note},
         {"unreleased", unreleased(train, what.release)},
         {"blocked",
          only_if(blocked, "No scheduled release is deployed until a Tech Lead clears the rollback.")}})};
}

Tellings tell(RollbackCleared const& what, Occasion const& occasion) {
    return {about_release({Topic::rollback_cleared}, occasion, what.release, {{"reason", what.reason}})};
}

Tellings tell(RetrospectiveRecorded const& what, Occasion const& occasion) {
    return {
        recorded(about_release({Topic::retrospective}, occasion, what.release, {}), what.text, what.link)};
}

Tellings tell(PostMortemRecorded const& what, Occasion const& occasion) {
    return {recorded(about_release({Topic::post_mortem}, occasion, what.release, {}), what.text, what.link)};
}

Tellings tell(ReviewRecorded const& what, Occasion const& occasion) {
    return {
        recorded(about_train({Topic::review}, occasion, {{"review", what.review}}), what.text, what.link)};
}

Tellings tell(NotesRecorded const& what, Occasion const& occasion) {
    if (!is_news(what, occasion.scene.before)) return {};
    auto const& notes = what.notes;
    Words words{
        {"notes", notes.version.empty() ? what.release : what.release + ", " + notes.version},
        {"problems", only_if(!notes.problems.empty(), "Incomplete: " + listed(notes.problems, "; "))}};
    auto telling = about_release({Topic::release_notes}, occasion, what.release, std::move(words));
    telling.points = few(artifact::notes_points(notes.markdown));
    return {telling};
}

Tellings tell(QuarterEnded const& what, Occasion const& occasion) {
    auto const& policy = occasion.scene.policy;
    auto const due_at = policy.rule.zone.at(quarter_before(what.next_review), std::chrono::minutes{0}) +
                        policy.clocks.cadence_review;
    return {about_train({Topic::review_due}, occasion,
                        {{"review", what.review},
                         {"due_at", show_time(occasion, due_at)},
                         {"skipped", only_if(!what.skipped.empty(), "Missed while cadenced was away: " +
                                                                        listed(what.skipped) + ".")}})};
}

Tellings tell(DeadlineStarted const& what, Occasion const& occasion) {
    auto const due_at = show_time(occasion, what.deadline.due_at);
    switch (what.deadline.kind) {
        case DeadlineKind::post_mortem:
            return {about_release({Topic::post_mortem_due}, occasion, what.release, {{"due_at", due_at}})};
        case DeadlineKind::retrospective:
            return {about_release({Topic::retrospective_due}, occasion, what.release,
                                  {{"title", "Retrospective"},
                                   {"text",
                                    "It was not on the schedule. Time to look back: what happened, why, and "
                                    "what prevents it?"},
                                   {"due", "Due " + due_at + "."}})};
        case DeadlineKind::staging_deploy:  // the approval, the rollback, the quarter's end tell of theirs
        case DeadlineKind::hotfix_deploy:
        case DeadlineKind::deployment:
        case DeadlineKind::rollback:
        case DeadlineKind::cadence_review:
            return {};
    }
    return {};
}

Tellings tell(DeadlineWarned const& what, Occasion const& occasion) {
    if (what.kind == DeadlineKind::staging_deploy) return {};
    return {about_release({Topic::deadline_warned, Mood::warning}, occasion, what.release,
                          {{"promise", promise(what.kind, what.deadline)},
                           {"due_at", show_time(occasion, what.due_at)},
                           {"left", show_duration(what.due_at - occasion.event.at)},
                           {"percent", std::to_string(what.percent)}})};
}

Tellings tell(DeadlineBreached const& what, Occasion const& occasion) {
    if (what.kind == DeadlineKind::staging_deploy) return {staging_late(what, occasion)};
    return {about_release(
        {Topic::deadline_breached, Mood::alarm}, occasion, what.release,
        {{"promise", promise(what.kind, what.deadline)}, {"due_at", show_time(occasion, what.due_at)}})};
}

}  // namespace cadence::chat
