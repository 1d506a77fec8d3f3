// What was merged to the main branch.
#include <fmt/format.h>

#include "base/text.h"
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

std::string how_far(Json const& merge) {
    if (!text(merge, "production_at").empty()) return "production";
    return text(merge, "staging_at").empty() ? "main" : "staging";
}

/// The reasons that the gate was shut: "deploy window, freeze".
std::string against_of(Json const& merge) {
    return in_words(joined(items(merge, "against")));
}

std::string merge_recorded(View const& view) {
    auto const& merge = view.answer;
    auto all = fmt::format("{}: merge {} recorded as number {}.\n", view.subject.train, what_ships(merge),
                           text(merge, "number"));
    if (auto const against = against_of(merge); !against.empty())
        all += view.style.paint(Paint::bad, "The gate was shut (" + against + "). That is recorded, too.") +
               "\n";
    return all + issues_recorded(merge, view.style);
}

std::string show_merges(View const& view) {
    auto const against = [](Json const& merge) {
        auto const codes = against_of(merge);
        return codes.empty() ? codes : "against the gate: " + codes;
    };
    return listing(view,
                   {{"MERGE", "number", Paint::faint},
                    {"COMMIT", what_ships, Paint::strong},
                    {"MERGED (UTC)", [](Json const& merge) { return stamp(text(merge, "merged_at")); }},
                    {"AUTHOR", "author"},
                    {"IN", how_far},
                    {"TITLE", "title"},
                    {"", against, Paint::bad}},
                   "No merges yet.\n");
}

}  // namespace

Subcommands merges_subcommands() {
    return {
        {.name = "merged",
         .does = "Report a merge to the main branch",
         .arguments = {required_place("SHA", "the commit on the main branch"),
                       {"--author", "NAME", "who wrote it"},
                       {"--title", "TEXT", "its title"},
                       {"--branch", "BRANCH", "the branch it came from"},
                       {"--pull-request", "NUMBER", "its pull request"},
                       repeated_option("--label", "LABEL", "a label it has; repeat for more"),
                       repeated_option("--path", "PATH", "a path it touched; repeat for every path"),
                       {"--committed-at", "INSTANT", "when"},
                       {"--merged-at", "INSTANT", "when; default: now"},
                       kTrainOption},
         .examples = {"merged 4f1c9a2b7d --author dora --title \"Bulk upload\" --branch feature/bulk"},
         .request = {Method::post,
                     "/v1/trains/{train}/merges",
                     {"author",
                      "title",
                      "branch",
                      "pull-request",
                      "committed-at",
                      "merged-at",
                      {"sha", "commit"},
                      {"label", "labels"},
                      {"path", "paths"}}},
         .show = merge_recorded},
        {.name = "merges",
         .does = "List merges and how far they have come, newest first",
         .arguments = {kTrainOption, kLimitOption, kCursorOption},
         .examples = {"merges", "merges --limit 200"},
         .request = {Method::get, "/v1/trains/{train}/merges", {"limit", "cursor"}},
         .show = show_merges},
    };
}

}  // namespace cadence::ctl
