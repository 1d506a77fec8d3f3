// Records about a release or a quarter: issues, retrospectives, post-mortems, reviews, notes.

#include "artifact/changelog.h"
#include "artifact/notes.h"
#include "base/describe.h"
#include "release/arguments.h"
#include "release/draft.h"
#include "release/lifecycle.h"

namespace cadence::release {

namespace {

template <class Command>
Result<void> check_record(Command const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::record_review); !allowed) return allowed;
    if (!command.link.empty() && !command.link.starts_with("https://") &&
        !command.link.starts_with("http://")) {
        return refuse(ErrorCode::invalid, "not-a-link",
                      "'" + command.link + "' is not a link: give one that begins with https://.", "#/link");
    }
    if (!command.link.empty()) return {};
    return need_text(command.text, "text-needed", "Give its text, or a link to where it was written.",
                     "#/text");
}

/// A record is not overwritten by accident.
Result<void> check_unrecorded(std::optional<Record> const& recorded, std::string const& what, bool replace) {
    if (!recorded || replace) return {};
    return refuse(ErrorCode::conflict, "already-recorded",
                  what + " was recorded by " + recorded->by + " at " + describe_instant(recorded->at) +
                      "; give replace (--replace) to overwrite it.",
                  "#/replace");
}

bool has_begun(Release const& release) {
    return release.state != State::planned && release.state != State::requested;
}

/// The version whose chapter the release ships: the candidate's, or the one that is in production.
std::string version_of(Release const& release) {
    if (release.candidate && !release.candidate->version.empty())
        return std::string{without_v(release.candidate->version)};
    auto const* const deployed = release.deployed_to(Environment::production);
    return deployed == nullptr ? std::string{} : std::string{without_v(deployed->version)};
}

Result<Notes> notes_from(Release const& release, std::string const& changelog) {
    auto const parsed = artifact::parse_changelog(changelog);
    if (!parsed) {
        auto error = parsed.error();
        error.field = "#/changelog";
        return tl::unexpected{std::move(error)};
    }
    auto const version = version_of(release);
    if (version.empty())
        return refuse(ErrorCode::conflict, "candidate-without-version",
                      release.id + " has no version yet: set its candidate first, then its notes.");
    auto const* const chapter = parsed->chapter(version, release.train);
    auto const problems = artifact::problems_for_release(*parsed, version, release.train);
    if (chapter == nullptr && !parsed->chapters_of(version, release.train).empty())
        return refuse(ErrorCode::unprocessable, "version-not-in-changelog", problems.front().text,
                      "#/changelog");
    if (chapter == nullptr) {
        std::vector<std::string> versions;
        for (auto const& each : parsed->chapters)
            if (versions.size() < 5 && !each.version.empty()) versions.push_back(each.version);
        return refuse(ErrorCode::unprocessable, "version-not-in-changelog",
                      "The changelog has no chapter for " + version + "; it begins like \"## [" + version +
                          "] - 2026-01-22\".",
                      "#/changelog", std::move(versions));
    }
    Notes notes;
    notes.version = version;
    notes.markdown = artifact::notes_markdown(*chapter);
    for (auto const& finding : problems)
        notes.problems.push_back("line " + std::to_string(finding.line) + ": " + finding.text);
    return notes;
}

Result<void> check_no_twin(Release const& release, RecordIssue const& command) {
    for (auto const& each : release.issues)
        if (each.text == command.text && each.severity == command.severity)
            return refuse_twin("issue " + each.id + " of " + release.id, "with the same words");
    return {};
}

}  // namespace

Result<Events> handle(Train const& train, RecordIssue const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::record_issue); !allowed) return error_of(allowed);
    if (auto given = need_text(command.text, "text-needed", "An issue needs a text that says what is wrong.",
                               "#/text");
        !given)
        return error_of(given);
    Draft draft{train, context};
    auto const release = draft.pin(command.release);
    if (!release) return error_of(release);
    if (auto first = check_no_twin(*release, command); !first) return error_of(first);
    auto const room = check_room(release->issues.size(), kMostIssues, release->id, "issues",
                                 "keep the rest in the issue tracker, and link to it.");
    if (!room) return error_of(room);
    draft.record_issue(release->id, command.text, command.severity);
    return draft.take();
}

Result<Events> handle(Train const& train, RecordRetrospective const& command, Context const& context) {
    if (auto checked = check_record(command, context); !checked) return error_of(checked);
    Draft draft{train, context};
    auto const release = draft.pin(command.release);
    if (!release) return error_of(release);
    if (!has_begun(*release)) return refuse_state(*release, "there is nothing to look back on yet.");
    if (auto free =
            check_unrecorded(release->retrospective, "The retrospective of " + release->id, command.replace);
        !free)
        return error_of(free);
    draft.emit(RetrospectiveRecorded{release->id, command.text, command.link});
    draft.meet_deadline(DeadlineKind::retrospective, release->id, context.now);
    return draft.take();
}

Result<Events> handle(Train const& train, RecordPostMortem const& command, Context const& context) {
    if (auto checked = check_record(command, context); !checked) return error_of(checked);
    Draft draft{train, context};
    auto const release = draft.pin(command.release);
    if (!release) return error_of(release);
    if (!release->rollback)
        return refuse(ErrorCode::conflict, "not-rolled-back",
                      release->id +
                          " was not rolled back: there is no post-mortem to write; record a retrospective "
                          "instead.");
    if (auto free =
            check_unrecorded(release->post_mortem, "The post-mortem of " + release->id, command.replace);
        !free)
        return error_of(free);
    draft.emit(PostMortemRecorded{release->id, command.text, command.link});
    draft.meet_deadline(DeadlineKind::post_mortem, release->id, context.now);
    return draft.take();
}

Result<Events> handle(Train const& train, RecordReview const& command, Context const& context) {
    if (auto checked = check_record(command, context); !checked) return error_of(checked);
    Draft draft{train, context};
    if (draft.live_deadline(deadline_id(DeadlineKind::cadence_review, command.review)) == nullptr) {
        std::vector<std::string> due;
        for (auto const& [id, deadline] : train.deadlines) {
            if (deadline.kind == DeadlineKind::cadence_review && is_live(deadline))
                due.push_back(deadline.subject);
        }
        return refuse(
            ErrorCode::not_found, "review-not-found",
            "Review " + command.review + " is not due: it is already recorded, or its quarter is not over.",
            {}, std::move(due));
    }
    draft.emit(ReviewRecorded{command.review, command.text, command.link});
    draft.meet_deadline(DeadlineKind::cadence_review, command.review, context.now);
    return draft.take();
}

Result<Events> handle(Train const& train, RecordNotes const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::record_notes); !allowed) return error_of(allowed);
    Draft draft{train, context};
    auto const release = draft.pin(command.release);
    if (!release) return error_of(release);
    auto notes = notes_from(*release, command.changelog);
    if (!notes) return error_of(notes);
    notes->source = context.actor.id;
    notes->at = context.now;
    draft.emit(NotesRecorded{release->id, std::move(*notes)});
    return draft.take();
}

}  // namespace cadence::release
