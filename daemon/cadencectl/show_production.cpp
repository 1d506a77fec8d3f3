// What is in production, how it is taken back, and what was learnt.
#include <fmt/format.h>

#include "base/text.h"
#include "cadencectl/phrases.h"
#include "cadencectl/show.h"
#include "cadencectl/show_parts.h"
#include "cadencectl/times.h"

namespace cadence::ctl::show {

namespace {

std::string target_of(Json const& rollback) {
    if (text(rollback, "option") == "revert") {
        auto said = "reverting " + joined(items(rollback, "commits"));
        if (auto const branch = text(rollback, "branch"); !branch.empty()) said += " on " + branch;
        return said;
    }
    boost::json::object const back{{"version", at(rollback, "to_version")},
                                   {"commit", at(rollback, "to_commit")}};
    return "back to " + what_ships(back);
}

std::string deploy_target(Json const& release) {
    auto const& rollback = at(release, "rollback");
    return report_deployment(text(release, "id"), text(rollback, "to_version"), text(rollback, "to_commit"));
}

std::string how_far(Json const& merge) {
    if (!text(merge, "production_at").empty()) return "production";
    return text(merge, "staging_at").empty() ? "main" : "staging";
}

/// What had the gate shut: "deploy window, freeze".
std::string against_of(Json const& merge) {
    return in_words(joined(items(merge, "against")));
}

std::string where_recorded(Json const& record) {
    auto const link = text(record, "link");
    return link.empty() ? "" : ", " + link;
}

}  // namespace

std::string rolled_back(View const& view) {
    auto const& rollback = at(view.answer, "rollback");
    auto const id = text(view.answer, "id");
    auto const from = text(rollback, "from_version");
    auto all = done(view, fmt::format("{} rollback begun{}, {}", text(rollback, "severity"),
                                      from.empty() ? "" : " from " + from, target_of(rollback)));
    all +=
        "Next:\n  1. deploy it, then report it: " +
        view.style.paint(Paint::strong, deploy_target(view.answer)) + "\n  2. say that it worked: " +
        view.style.paint(Paint::strong, "cadencectl rollback verify " + id + " --health --smoke --resolved") +
        "\n";
    auto const due = deadline_lines(view, view.answer);
    return all + (due.empty() ? "" : "Due:\n" + due);
}

std::string rollback_verified(View const& view) {
    auto all = done(view, "rollback verified");
    all += "Nothing scheduled is deployed before a Tech Lead clears it: cadencectl rollback clear" +
           on_train(text(view.answer, "train")) + "\n";
    auto const due = deadline_lines(view, view.answer);
    return all + (due.empty() ? "" : "Due:\n" + due);
}

std::string rollback_cleared(View const& view) {
    return view.subject.train + ": cleared, scheduled releases may be deployed again.\n";
}

std::string merge_recorded(View const& view) {
    auto const& merge = view.answer;
    auto all = fmt::format("{}: merge {} recorded as number {}.\n", view.subject.train, what_ships(merge),
                           text(merge, "number"));
    if (auto const against = against_of(merge); !against.empty())
        all += view.style.paint(Paint::bad, "The gate was shut (" + against + "). This is recorded, too.") +
               "\n";
    return all + issues_recorded(merge, view.style);
}

std::string merges(View const& view) {
    Table table{{"MERGE", "COMMIT", "MERGED (UTC)", "AUTHOR", "IN", "TITLE", ""}};
    for (auto const& merge : items(view.answer)) {
        auto const against = against_of(merge);
        table.row({{text(merge, "number"), Paint::faint},
                   {what_ships(merge), Paint::strong},
                   {stamp(text(merge, "merged_at"))},
                   {text(merge, "author")},
                   {how_far(merge)},
                   {text(merge, "title")},
                   {against.empty() ? "" : "against the gate: " + against, Paint::bad}});
    }
    return table.empty() ? "Nothing was merged yet.\n" : table.render(view.style) + more(view);
}

std::string notes_recorded(View const& view) {
    auto const& notes = at(view.answer, "notes");
    auto all = done(view, "notes of " + text(notes, "version") + " recorded");
    for (auto const& problem : items(notes, "problems")) all += "  still to mend: " + text(problem) + "\n";
    return all;
}

std::string post_mortem_recorded(View const& view) {
    return done(view, "post-mortem recorded" + where_recorded(at(view.answer, "post_mortem")));
}

std::string due_post_mortem(View const& view) {
    auto const due_at = text(view.answer, "due_at");
    if (truth(view.answer, "recorded") || due_at.empty()) return {};
    return fmt::format("due {}, {}; record it with cadencectl post-mortem {} --text FILE", when(due_at),
                       distance(due_at, view.subject.now), clean(text(view.answer, "release")));
}

std::string retrospective_recorded(View const& view) {
    return done(view, "retrospective recorded" + where_recorded(at(view.answer, "retrospective")));
}

std::string review_recorded(View const& view) {
    return "Review " + clean(view.arguments["id"]) + " recorded.\n";
}

}  // namespace cadence::ctl::show
