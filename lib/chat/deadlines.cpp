// Deadlines: started, about to pass, breached, met.
#include "base/describe.h"
#include "base/text.h"
#include "chat/nouns.h"
#include "chat/phrases.h"

namespace cadence::chat {

using namespace release;

namespace {

/// "staging_deploy of 4f1c9a2", of the id "staging_deploy:4f1c9a2".
std::string promise(std::string const& deadline) {
    auto const colon = deadline.find(':');
    if (colon == std::string::npos) return deadline;
    return in_words(deadline.substr(0, colon)) + " of " + shortened(deadline.substr(colon + 1));
}

/// "Post-mortem of backend-2026-01-22".
std::string promise(DeadlineKind kind, std::string const& id) {
    auto const subject = id.substr(id.find(':') + 1);
    if (kind == DeadlineKind::staging_deploy) return "Deployment of " + shortened(subject) + " to staging";
    if (kind == DeadlineKind::deployment) return "Report on how the deployment of " + subject + " ended";
    auto const* const what = kind == DeadlineKind::hotfix_deploy   ? "Deployment of "
                             : kind == DeadlineKind::rollback      ? "Rollback of "
                             : kind == DeadlineKind::post_mortem   ? "Post-mortem of "
                             : kind == DeadlineKind::retrospective ? "Retrospective of "
                                                                   : "Review ";
    return what + subject;
}

Announcement staging_late(DeadlineBreached const& what, EventContext const& context) {
    auto const commit = what.deadline.substr(what.deadline.find(':') + 1);
    auto const* const merge = context.train.merges.of_commit(commit);
    return about_train({Topic::staging_late, Mood::warning}, context,
                       {{"commit", shortened(commit)},
                        {"title", merge == nullptr ? "" : merge->title},
                        {"author", merge == nullptr || merge->author.empty() ? "somebody" : merge->author},
                        {"due_at", show_time(context, what.due_at)}});
}

std::string sentence(DeadlineStarted const& what, LogLine const&) {
    return promise(what.deadline.id) + " is due at " + describe_instant(what.deadline.due_at);
}

Announcements announcements(DeadlineStarted const& what, EventContext const& context) {
    auto const due_at = show_time(context, what.deadline.due_at);
    if (what.deadline.kind == DeadlineKind::post_mortem)
        return {about_release({Topic::post_mortem_due}, context, what.release, {{"due_at", due_at}})};
    if (what.deadline.kind == DeadlineKind::retrospective)
        return {about_release({Topic::retrospective_due}, context, what.release,
                              {{"title", "Retrospective"},
                               {"text",
                                "It was not on the schedule. Time to look back: what happened, why, and "
                                "what prevents it?"},
                               {"due", "Due " + due_at + "."}})};
    return {};  // the approval, the rollback, the quarter's end tell of theirs
}

std::string sentence(DeadlineWarned const& what, LogLine const&) {
    return promise(what.deadline) + " is due at " + describe_instant(what.due_at) + ": " +
           std::to_string(what.percent) + " % of its time is over";
}

Announcements announcements(DeadlineWarned const& what, EventContext const& context) {
    if (what.kind == DeadlineKind::staging_deploy) return {};
    return {about_release({Topic::deadline_warned, Mood::warning}, context, what.release,
                          {{"promise", promise(what.kind, what.deadline)},
                           {"due_at", show_time(context, what.due_at)},
                           {"left", show_duration(what.due_at - context.event.at)},
                           {"percent", std::to_string(what.percent)}})};
}

std::string sentence(DeadlineBreached const& what, LogLine const&) {
    return promise(what.deadline) + " is breached: it was due at " + describe_instant(what.due_at);
}

Announcements announcements(DeadlineBreached const& what, EventContext const& context) {
    if (what.kind == DeadlineKind::staging_deploy) return {staging_late(what, context)};
    return {about_release(
        {Topic::deadline_breached, Mood::alarm}, context, what.release,
        {{"promise", promise(what.kind, what.deadline)}, {"due_at", show_time(context, what.due_at)}})};
}

std::string sentence(DeadlineMet const& what, LogLine const&) {
    auto const text = promise(what.deadline) + " is met";
    return what.late ? text + " late, by " + describe_duration(what.met_at - what.due_at) : text;
}

std::string sentence(DeadlineWithdrawn const& what, LogLine const&) {
    return promise(what.deadline) + " is withdrawn" + because(what.reason);
}

}  // namespace

Noun const kDeadlines = noun_of<DeadlineEvents, Silent<DeadlineMet, DeadlineWithdrawn>>(
    [](auto const& what, LogLine const& line) { return sentence(what, line); },
    [](auto const& what, EventContext const& context) { return announcements(what, context); });

}  // namespace cadence::chat
