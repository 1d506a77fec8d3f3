#include "release/event.h"

namespace cadence::release {

void apply(Train& train, IssueRecorded const& what, Event const& event) {
    train.releases.edit(what.release)
        .issues.push_back({what.issue, what.text, what.severity, what.proposed, event.at, event.actor});
}

void apply(Train& train, NotesRecorded const& what, Event const&) {
    train.releases.edit(what.release).notes = what.notes;
}

void apply(Train& train, RetrospectiveRecorded const& what, Event const& event) {
    train.releases.edit(what.release).retrospective = Record{what.text, what.link, event.actor, event.at};
}

void apply(Train& train, PostMortemRecorded const& what, Event const& event) {
    train.releases.edit(what.release).post_mortem = Record{what.text, what.link, event.actor, event.at};
}

void apply(Train&, ReviewRecorded const&, Event const&) {}

void apply(Train& train, ReviewScheduled const& what, Event const&) {
    train.next_review = what.next_review;
}

void apply(Train& train, QuarterEnded const& what, Event const&) {
    train.next_review = what.next_review;
}

}  // namespace cadence::release
