// What went wrong and what was learnt: issues, post-mortems, retrospectives, reviews.
#include <fmt/format.h>

#include "base/plain_text.h"
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

std::string issue_recorded(View const& view) {
    return done_so(view, "issue " + text(last(view.answer, "issues"), "id") + " recorded");
}

constexpr std::size_t kMaxReport = 256U << 10U;

std::string recorded(View const& view, std::string const& what, std::string_view member) {
    auto const link = text(at(view.answer, member), "link");
    return done(view, what + " recorded" + (link.empty() ? "" : ", " + link));
}

bool brings_report(Arguments const& arguments) {
    return arguments.has("text") || arguments.has("link");
}

Result<void> add_report(Given const& given, Request& request) {
    auto const& arguments = given.arguments;
    if (!brings_report(arguments)) return {};
    request.method = Method::post;
    if (arguments.has("link")) request.body["link"] = arguments["link"];
    if (arguments.has("replace")) request.body["replace"] = true;
    if (!arguments.has("text")) return {};
    auto const report = given.session.read(arguments["text"], kMaxReport);
    if (!report) return tl::unexpected{report.error()};
    request.body["text"] = *report;
    return {};
}

std::string show_review(View const& view) {
    auto const review = one_line(view.arguments["id"]);
    if (brings_report(view.arguments)) return "Review " + review + " recorded.\n";
    auto const& record = at(view.answer, "record");
    auto shown = metrics_shown(view.answer, view.style);
    if (record.is_null()) return shown;
    auto const link = text(record, "link");
    return shown + fmt::format("\nReviewed by {} at {}: {}\n", text(record, "by"), when(text(record, "at")),
                               link.empty() ? text(record, "text") : link);
}

/// Beside the figures: by when the review is due.
std::vector<std::string> due_review(View const& view) {
    auto const& deadline = at(view.answer, "deadline");
    auto const state = text(deadline, "state");
    if (brings_report(view.arguments) || (state != "open" && state != "breached")) return {};
    auto const due_at = text(deadline, "due_at");
    return {fmt::format("due {}, {}; record it with cadencectl review {} --text TEXT", when(due_at),
                        distance(due_at, view.subject.now), text(view.answer, "review"))};
}

std::string show_post_mortem(View const& view) {
    return brings_report(view.arguments) ? recorded(view, "post-mortem", "post_mortem")
                                         : lines(view.answer, "markdown");
}

/// Beside the report: by when it is due.
std::vector<std::string> due_post_mortem(View const& view) {
    auto const due_at = text(view.answer, "due_at");
    if (brings_report(view.arguments) || truth(view.answer, "recorded") || due_at.empty()) return {};
    return {fmt::format("due {}, {}; record it with cadencectl post-mortem {} --text FILE", when(due_at),
                        distance(due_at, view.subject.now), text(view.answer, "release"))};
}

/// With what was learnt it is recorded; without, it is looked at.
Result<void> add_lesson(Given const& given, Request& request) {
    auto const& arguments = given.arguments;
    if (!brings_report(arguments)) return {};
    request.method = Method::post;
    for (auto const* name : {"text", "link"})
        if (arguments.has(name)) request.body[name] = arguments[name];
    return {};
}

Result<void> check_lesson(Given const&, Request& request) {
    if (request.body.contains("text") || request.body.contains("link")) return {};
    return wrong_usage("say what was learnt with --text, or where it is written with --link.");
}

Argument const kTextOption{"--text", "TEXT", "what was learnt"};
Argument const kLinkOption{"--link", "URL", "link to where it is written"};
Argument const kReplaceOption{"--replace", "", "replace the one already recorded"};

}  // namespace

Subcommands records_subcommands() {
    return {
        {.name = "issue",
         .does = "Record something that went wrong with a release",
         .arguments = {required_place("TEXT", "what went wrong"),
                       release_place(),
                       kTrainOption,
                       {"--severity", "P0|P1|P2", "its severity", {"P0", "P1", "P2"}}},
         .examples = {"issue \"search is slow\" --severity P2"},
         .request = {Method::post, "/v1/releases/{release}/issues", {"text", "severity"}},
         .show = issue_recorded},
        {.name = "post-mortem",
         .does = "Show the report of a rollback, filled in from the record, or record yours",
         .arguments = {release_place("default: the one that is due, else the last rolled back"),
                       {"--text", "FILE", "record this file; - reads standard input"},
                       kLinkOption,
                       kReplaceOption,
                       kTrainOption},
         .examples = {"post-mortem > report.md", "post-mortem --text report.md",
                      "post-mortem backend-2026-01-08 --link https://wiki.example.org/2026-01-08"},
         .request = {Method::get, "/v1/releases/{release}/post-mortem", {}, add_report},
         .show = show_post_mortem,
         .notes = due_post_mortem},
        {.name = "retro",
         .does = "Record the retrospective of a release",
         .arguments = {release_place("default: the one that is due, else what is in production"), kTextOption,
                       kLinkOption, kReplaceOption, kTrainOption},
         .examples = {"retro --text \"test bookings across midnight, too\"",
                      "retro backend-2026-01-22 --link https://wiki.example.org/retro-2"},
         .request = {Method::post,
                     "/v1/releases/{release}/retrospective",
                     {"text", "link", "replace"},
                     check_lesson},
         .show = [](View const& view) { return recorded(view, "retrospective", "retrospective"); }},
        {.name = "review",
         .does = "Show the figures of a quarter, or record the review of its cadence",
         .arguments = {required_place("ID", "like backend-2026-Q1"), kTextOption, kLinkOption},
         .examples = {"review backend-2026-Q1", "review backend-2026-Q1 --link https://wiki.example.org/q1"},
         .request = {Method::get, "/v1/reviews/{id}", {}, add_lesson},
         .show = show_review,
         .notes = due_review},
    };
}

}  // namespace cadence::ctl
