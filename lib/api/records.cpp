// What people write down: issues, retrospectives, post-mortems, reviews; and release notes.
#include <algorithm>

#include "api/change.h"
#include "api/negotiate.h"
#include "api/parts.h"
#include "api/post_mortem.h"
#include "api/routes.h"
#include "artifact/notes.h"
#include "base/pasted.h"
#include "base/text.h"
#include "json/events.h"

namespace cadence::api {

namespace {

constexpr std::size_t kQuarters = 400;                    // a hundred years
constexpr std::size_t kChangelogBytes = 2 * 1024 * 1024;  // a megabyte, written as JSON

/// A report by its text, which stays as it is, or by its link.
template <class Command>
Result<Command> report_in(Call const& call, json::MemberNames may_be_absent) {
    auto report = document_of<Command>(call, kLongestReport, may_be_absent);
    if (report) report->link = pasted(report->link);
    return report;
}

template <class Command>
Result<Change> record(Call const& call) {
    return about_release(call, report_in<Command>(call, {"text", "link", "replace"}));
}

/// "backend-2026-Q1": "backend", or nothing.
std::optional<std::string> train_of_review(std::string_view review) {
    static constexpr std::string_view kQuarter = "-2026-Q1";
    if (review.size() <= kQuarter.size()) return std::nullopt;
    auto const quarter = review.substr(review.size() - kQuarter.size());
    for (std::size_t i = 0; i < quarter.size(); ++i) {
        auto const fits = is_digit(kQuarter[i]) ? is_digit(quarter[i]) : quarter[i] == kQuarter[i];
        if (!fits) return std::nullopt;
    }
    return std::string{review.substr(0, review.size() - kQuarter.size())};
}

Result<config::TrainConfig const*> reviewed_train(Call const& call) {
    auto const id = train_of_review(call.path[0]);
    auto const* const train = id ? call.engine.config().train(*id) : nullptr;
    if (train != nullptr) return train;
    return refuse(ErrorCode::not_found, "review-not-found",
                  "There is no review " + call.path[0] +
                      "; reviews are named by train and quarter, like backend-2026-Q1.");
}

std::optional<release::Deadline> review_due(store::Store const& store, std::string const& train,
                                            std::string const& review) {
    store::DeadlineQuery query{.train = train, .kind = release::DeadlineKind::cadence_review};
    query.limit = kQuarters;
    for (auto& row : store.deadlines(query))
        if (row.deadline.subject == review) return std::move(row.deadline);
    return std::nullopt;
}

std::optional<release::Record> review_recorded(store::Store const& store, std::string const& train,
                                               std::string const& review) {
    auto const lines = store.events({.limit = kQuarters,
                                     .train = train,
                                     .release = {},
                                     .types = {std::string{release::ReviewRecorded::type}}});
    for (auto const& line : lines) {
        auto const said = json::parse(line.data).and_then(
            [](json::Value const& data) { return json::from_json<release::ReviewRecorded>(data); });
        if (said && said->review == review)
            return release::Record{said->text, said->link, line.actor, line.at};
    }
    return std::nullopt;
}

/// The quarter's figures beside those of the quarters before it; when it is due, and what was recorded.
Result<Answer> get_review(Call const& call) {
    auto const train = reviewed_train(call);
    if (!train) return tl::unexpected{train.error()};
    auto const& id = (*train)->id;
    auto const& review = call.path[0];
    auto const& store = call.engine.store();
    auto const look = engine::look_back(store, call.engine.train(id), (*train)->policy.rule.zone,
                                        std::string_view{review}.substr(id.size() + 1));
    if (!look) return tl::unexpected{look.error()};
    if (look->windows.back().until == look->windows.back().from)
        return refuse(ErrorCode::not_found, "review-not-found",
                      "The quarter of " + review + " has not begun.");
    return answer_with(
        [&](Object& into) {
            put(into, "review", review);
            put_metrics(into, **train, *look);
            put_known(into, "deadline", review_due(store, id, review));
            put_known(into, "record", review_recorded(store, id, review));
        },
        id);
}

Result<Change> record_review(Call const& call) {
    auto const train = reviewed_train(call);
    if (!train) return tl::unexpected{train.error()};
    return report_in<release::RecordReview>(call, {"text", "link"}).map([&](auto review) {
        review.review = call.path[0];
        return about_train(**train, std::move(review));
    });
}

Result<Change> record_notes(Call const& call) {
    return about_release(call, document_of<release::RecordNotes>(call, kChangelogBytes));
}

std::string notes_document(release::Notes const& notes) {
    return document([&](Object& into) {
        put(into, "version", notes.version);
        put(into, "markdown", notes.markdown);
        put(into, "html", artifact::notes_html(notes.markdown));
        put_known(into, "chat", artifact::notes_chat(notes.markdown));
        put(into, "problems", notes.problems);
        put(into, "source", notes.source);
        put(into, "at", notes.at);
    });
}

std::string notes_in(Form form, release::Notes const& notes) {
    if (form == Form::json) return notes_document(notes);
    if (form == Form::markdown) return notes.markdown;
    return form == Form::html ? artifact::notes_html(notes.markdown) : artifact::notes_chat(notes.markdown);
}

Result<Answer> get_notes(Call const& call) {
    auto const item = release_shown(call.engine, call.path[0]);
    if (!item) return tl::unexpected{item.error()};
    auto const& release = item->release;
    if (!release.notes) {
        return refuse(
            ErrorCode::not_found, "no-notes",
            release.id + " has no release notes yet: record a changelog, or let a changelog check do it.");
    }
    return answered_in(call.form, notes_in(call.form, *release.notes), release.train);
}

std::vector<release::LogLine> story_of(store::Store const& store, std::string const& release) {
    constexpr std::size_t kAtOnce = 500;
    store::EventQuery query{.limit = kAtOnce, .train = {}, .release = release, .types = {}};
    std::vector<release::LogLine> story;
    for (auto more = true; more;) {
        auto lines = store.events(query);
        more = lines.size() == kAtOnce;
        if (more) query.after = lines.back().seq;
        std::move(lines.begin(), lines.end(), std::back_inserter(story));
    }
    return story;
}

Deadlines promises_of(store::Store const& store, std::string const& release) {
    Deadlines deadlines;
    for (auto const live : {true, false})
        for (auto& row : store.deadlines({.release = release, .live = live}))
            deadlines.push_back(std::move(row.deadline));
    std::ranges::stable_sort(deadlines, {}, &release::Deadline::due_at);
    return deadlines;
}

Result<Answer> get_post_mortem(Call const& call) {
    auto const item = release_shown(call.engine, call.path[0]);
    if (!item) return tl::unexpected{item.error()};
    auto const& release = item->release;
    if (!release.rollback) {
        return refuse(ErrorCode::not_found, "no-post-mortem",
                      release.id + " was not rolled back: it needs no post-mortem.");
    }
    auto const deadlines = promises_of(call.engine.store(), release.id);
    auto report = post_mortem({release, story_of(call.engine.store(), release.id), deadlines});
    if (call.form == Form::json) {
        report = document([&, markdown = std::move(report)](Object& into) {
            put(into, "release", release.id);
            put(into, "markdown", markdown);
            put(into, "recorded", release.post_mortem.has_value());
            for (auto const& each : deadlines)
                if (each.kind == release::DeadlineKind::post_mortem) put(into, "due_at", each.due_at);
            put_known(into, "record", release.post_mortem);
        });
    }
    return answered_in(call.form, std::move(report), release.train);
}

}  // namespace

void put_records(Object& into, release::Release const& release) {
    put_only(into, release, {"retrospective", "post_mortem"});
    if (release.notes) put_members(object_in(into, "notes"), *release.notes, {"markdown"});
}

void put_recorded(Object& into, engine::Outcome const& outcome) {
    for (auto const& line : outcome.lines) {
        if (line.type != release::IssueRecorded::type) continue;
        auto const data = json::parse(line.data);
        if (!data) continue;
        auto const issue = json::from_json<release::IssueRecorded>(*data);
        if (!issue) continue;
        auto* const known = into.if_contains("issues_recorded");
        auto& all = known != nullptr ? known->get_array() : array_in(into, "issues_recorded");
        auto& object = object_in(all);
        put(object, "release", issue->release);
        put(object, "id", issue->issue);
        put(object, "text", issue->text);
    }
}

Routes records_routes() {
    return {
        post("/v1/releases/{id}/issues", "Record an issue", plain_command<release::RecordIssue>,
             Right::record_issue, Intent::issue),
        post("/v1/releases/{id}/retrospective", "Record a retrospective",
             record<release::RecordRetrospective>, Right::record_review, Intent::retrospective),
        meant_for(Intent::post_mortem,
                  in_forms({Form::markdown, Form::json},
                           get("/v1/releases/{id}/post-mortem", "The post-mortem report of a rollback",
                               get_post_mortem))),
        post("/v1/releases/{id}/post-mortem", "Record a post-mortem", record<release::RecordPostMortem>,
             Right::record_review, Intent::post_mortem),
        get("/v1/reviews/{review}", "A quarterly review: its figures, and what was recorded", get_review),
        post("/v1/reviews/{review}", "Record a quarterly review", record_review, Right::record_review),
        meant_for(Intent::look, in_forms({Form::json, Form::markdown, Form::html, Form::text},
                                         get("/v1/releases/{id}/notes", "The release notes", get_notes))),
        meant_for(Intent::look, up_to(kChangelogBytes,
                                      post("/v1/releases/{id}/notes", "Record release notes from a changelog",
                                           record_notes, Right::record_notes))),
    };
}

}  // namespace cadence::api
