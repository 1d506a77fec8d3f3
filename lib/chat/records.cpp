// Records: issues, release notes, retrospectives, post-mortems, reviews.
#include "artifact/notes.h"
#include "base/text.h"
#include "chat/nouns.h"
#include "chat/phrases.h"
#include "insight/metrics.h"

namespace cadence::chat {

using namespace release;

namespace {

std::string recorded(LogLine const& line, std::string const& what, std::string const& link) {
    return line.actor + " recorded " + what + only_if(!link.empty(), " at " + link);
}

template <class Event>
Announcements recorded(Announcement made, Event const& what) {
    made.words["text"] = what.text;
    if (!what.link.empty()) made.link = what.link;
    return {made};
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

std::string sentence(IssueRecorded const& what, LogLine const&) {
    auto const severity = what.severity ? std::string{name_of(*what.severity)} + " " : "";
    return (what.proposed ? "proposed " : "") + severity + "issue " + what.issue + " on " + what.release +
           because(what.text);
}

Announcements announcements(IssueRecorded const& what, EventContext const& context) {
    auto const severity = what.severity ? std::string{name_of(*what.severity)} : std::string{};
    auto const proposed = only_if(what.proposed && what.severity.has_value(),
                                  "The severity is the check's proposal; nobody has confirmed it yet.");
    return {about_release({Topic::issue_recorded}, context, what.release,
                          {{"issue", what.issue},
                           {"severity", severity},
                           {"label", severity.empty() ? "Issue" : severity + " issue"},
                           {"proposed", proposed},
                           {"text", what.text}})};
}

std::string sentence(NotesRecorded const& what, LogLine const&) {
    auto const& notes = what.notes;
    return what.release + " has release notes" + only_if(!notes.version.empty(), " for " + notes.version) +
           " from " + notes.source +
           only_if(!notes.problems.empty(), "; incomplete: " + listed(notes.problems, "; "));
}

Announcements announcements(NotesRecorded const& what, EventContext const& context) {
    if (!is_news(what, context.before)) return {};
    auto const& notes = what.notes;
    auto made = about_release(
        {Topic::release_notes}, context, what.release,
        {{"notes", what.release + only_if(!notes.version.empty(), ", " + notes.version)},
         {"problems", only_if(!notes.problems.empty(), "Incomplete: " + listed(notes.problems, "; "))}});
    made.points = few(artifact::notes_points(notes.markdown));
    return {made};
}

std::string sentence(RetrospectiveRecorded const& what, LogLine const& line) {
    return recorded(line, "the retrospective of " + what.release, what.link);
}

Announcements announcements(RetrospectiveRecorded const& what, EventContext const& context) {
    return recorded(about_release({Topic::retrospective}, context, what.release, {}), what);
}

std::string sentence(PostMortemRecorded const& what, LogLine const& line) {
    return recorded(line, "the post-mortem of " + what.release, what.link);
}

Announcements announcements(PostMortemRecorded const& what, EventContext const& context) {
    return recorded(about_release({Topic::post_mortem}, context, what.release, {}), what);
}

std::string sentence(ReviewRecorded const& what, LogLine const& line) {
    return recorded(line, "review " + what.review, what.link);
}

Announcements announcements(ReviewRecorded const& what, EventContext const& context) {
    return recorded(about_train({Topic::review}, context, {{"review", what.review}}), what);
}

std::string sentence(ReviewScheduled const& what, LogLine const& line) {
    return "the cadence of " + line.train + " is up for review from " + format_date(what.next_review) + " on";
}

std::string sentence(QuarterEnded const& what, LogLine const& line) {
    return "a quarter of " + line.train + " is over: review " + what.review + " is due" +
           only_if(!what.skipped.empty(), "; missed while cadenced was away: " + listed(what.skipped));
}

Announcements announcements(QuarterEnded const& what, EventContext const& context) {
    auto const& policy = context.policy;
    auto const due_at = policy.rule.zone.at(quarter_before(what.next_review), std::chrono::minutes{0}) +
                        policy.clocks.cadence_review;
    auto made = about_train(
        {Topic::review_due}, context,
        {{"review", what.review},
         {"due_at", show_time(context, due_at)},
         {"skipped",
          only_if(!what.skipped.empty(), "Missed while cadenced was away: " + listed(what.skipped) + ".")}});
    for (auto const& figure : what.figures) made.points.push_back(insight::in_words(figure));
    return {made};
}

}  // namespace

Noun const kRecords = noun_of<RecordEvents, Silent<ReviewScheduled>>(
    [](auto const& what, LogLine const& line) { return sentence(what, line); },
    [](auto const& what, EventContext const& context) { return announcements(what, context); });

}  // namespace cadence::chat
