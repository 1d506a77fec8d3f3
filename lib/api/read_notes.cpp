// What is read about a release beside its document: its release notes and the report of its rollback.
#include "api/handlers.h"
#include "api/negotiate.h"
#include "api/post_mortem.h"
#include "api/render.h"
#include "artifact/notes.h"

namespace cadence::api {

namespace {

std::string notes_document(release::Notes const& notes) {
    return document([&](Object& into) {
        put(into, "version", notes.version);
        put(into, "markdown", notes.markdown);
        put(into, "html", artifact::notes_html(notes.markdown));
        put_known(into, "chat", artifact::notes_chat(notes.markdown));
        put_texts(into, "problems", notes.problems);
        put(into, "source", notes.source);
        put(into, "at", notes.at);
    });
}

std::string notes_in(Form form, release::Notes const& notes) {
    switch (form) {
        case Form::json:
            return notes_document(notes);
        case Form::markdown:
            return notes.markdown;
        case Form::html:
            return artifact::notes_html(notes.markdown);
        case Form::text:
            break;
    }
    return artifact::notes_chat(notes.markdown);
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
    store::DeadlineQuery query;
    query.release = release;
    Deadlines deadlines;
    for (auto& row : store.deadlines(query)) deadlines.push_back(std::move(row.deadline));
    return deadlines;
}

}  // namespace

Result<Answer> get_notes(Call const& call) {
    auto const item = release_shown(call.engine, call.path[0]);
    if (!item) return tl::unexpected{item.error()};
    auto const& release = item->release;
    if (!release.notes) {
        return refuse(ErrorCode::not_found, "no-notes",
                      release.id +
                          " has no release notes yet: a check of the changelog brings them, or whoever "
                          "records the file.");
    }
    return Answer{.content_type = std::string{content_type_of(call.form)},
                  .body = notes_in(call.form, *release.notes),
                  .scope = release.train};
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
            for (auto const& each : deadlines) {
                if (each.kind == release::DeadlineKind::post_mortem) put(into, "due_at", each.due_at);
            }
            if (release.post_mortem) put_record(object_in(into, "record"), *release.post_mortem);
        });
    }
    return Answer{.content_type = std::string{content_type_of(call.form)},
                  .body = std::move(report),
                  .scope = release.train};
}

}  // namespace cadence::api
