// What must be done by when.
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

Result<void> add_names(Given const& given, Request& request) {
    for (auto const* name : {"kind", "state"})
        if (given.arguments.has(name)) request.query.emplace_back(name, underscored(given.arguments[name]));
    return {};
}

/// How long it still runs, or when it ended.
std::string left_of(Json const& deadline, Instant now) {
    auto const state = text(deadline, "state");
    if (state == "open" || state == "breached") return distance(text(deadline, "due_at"), now);
    auto const ended_at = text(deadline, "ended_at");
    return ended_at.empty() ? "" : "ended " + when(ended_at);
}

std::string show_deadlines(View const& view) {
    return listing(view,
                   {{"TRAIN", "train"},
                    {"PROMISE", promise_of, Paint::strong},
                    {"STATE", state_of_deadline},
                    instants("DUE", "due_at"),
                    {"", [&](Json const& deadline) { return left_of(deadline, view.subject.now); }},
                    {"", "reason"}},
                   "No open deadlines.\n", "No deadline matches.\n");
}

}  // namespace

Subcommands deadlines_subcommands() {
    return {
        {.name = "deadlines",
         .does = "List what is due and when; breached deadlines first",
         .arguments = {{"--kind", "KIND",
                        "only of this kind: staging-deploy, hotfix-deploy, deployment, rollback, "
                        "post-mortem, retrospective, cadence-review"},
                       {"--state", "STATE", "only in this state: open, breached, met, met-late, withdrawn"},
                       release_place("only of this release"),
                       kTrainOption,
                       kLimitOption,
                       kCursorOption},
         .examples = {"deadlines", "deadlines --state breached", "deadlines --kind staging-deploy --json"},
         .request = {Method::get, "/v1/deadlines", {"train", "release", "limit", "cursor"}, add_names},
         .show = show_deadlines}};
}

}  // namespace cadence::ctl
