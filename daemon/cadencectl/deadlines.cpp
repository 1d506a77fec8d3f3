// What must be done by when.
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

Result<void> add_names(Given const& given, Request& request) {
    for (auto const* name : {"kind", "state"})
        if (given.arguments.has(name)) request.query.emplace_back(name, underscored(given.arguments[name]));
    return {};
}

std::string show_deadlines(View const& view) {
    Table table{{"TRAIN", "PROMISE", "STATE", "DUE", "", ""}};
    for (auto const& deadline : items(view.answer)) {
        auto const state = text(deadline, "state");
        auto const runs = state == "open" || state == "breached";
        auto const due_at = text(deadline, "due_at");
        auto const ended_at = text(deadline, "ended_at");
        table.row({{text(deadline, "train")},
                   {promise_of(deadline), Paint::strong},
                   {state, state == "open" ? Paint::busy : paint_of_state(state)},
                   {when(due_at)},
                   {runs               ? distance(due_at, view.subject.now)
                    : ended_at.empty() ? ""
                                       : "ended " + when(ended_at)},
                   {text(deadline, "reason")}});
    }
    return listing(view, table, "No open deadlines.\n", "No deadline matches.\n");
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
                       train_option(),
                       limit_option(),
                       cursor_option()},
         .examples = {"deadlines", "deadlines --state breached", "deadlines --kind staging-deploy --json"},
         .request = {Method::get, "/v1/deadlines", {"train", "release", "limit", "cursor"}, add_names},
         .show = show_deadlines}};
}

}  // namespace cadence::ctl
