#include "cadencectl/requests.h"
#include "cadencectl/rows.h"
#include "cadencectl/runs.h"
#include "cadencectl/show.h"

namespace cadence::ctl::rows {

namespace {

Argument link_option() {
    return {"--link", "URL", "where it stands"};
}

Argument replace_option() {
    return {"--replace", "", "puts it in the place of one that is recorded already"};
}

Argument text_option() {
    return {"--text", "TEXT", "what was learnt"};
}

Subcommand deployed() {
    return {
        .name = "deployed",
        .group = kRecord,
        .does = "reports a deployment",
        .arguments =
            {release_place("of this one; default: the one that may claim it"),
             train_option(),
             {"--version", "VERSION", "what was deployed"},
             {"--commit", "SHA", "of which commit"},
             {.name = "--environment",
              .value = "NAME",
              .does = "default: production",
              .one_of = {"production", "staging"}},
             {.name = "--status",
              .value = "STATUS",
              .does = "default: succeeded",
              .one_of = {"succeeded", "started", "failed", "abandoned"}},
             {.name = "--baseline",
              .does = "tell a new installation what production runs already; touches no release"},
             {.name = "--at", .value = "INSTANT", .does = "when; default: now", .check = check_instant},
             {"--source", "TEXT", "who says so, like a pipeline's name"}},
        .examples = {"deployed --baseline --version 1.1.0", "deployed --version 1.2.0 --commit 4f1c9a2b7d",
                     "deployed --status failed", "deployed --environment staging --commit 4f1c9a2b7d"},
        .needs = Needs::release_or_train,
        .request = requests::deployed,
        .show = show::deployment_recorded};
}

Subcommand merged() {
    return {.name = "merged",
            .group = kRecord,
            .does = "reports a merge to the main branch",
            .arguments =
                {{.name = "SHA", .value = "SHA", .does = "the commit on the main branch", .required = true},
                 {"--author", "NAME", "who wrote it"},
                 {"--title", "TEXT", "what it is"},
                 {"--branch", "BRANCH", "where it came from"},
                 {"--pull-request", "NUMBER", "which pull request"},
                 {.name = "--label",
                  .value = "LABEL",
                  .does = "a label it has; give it again for more",
                  .times = Times::again},
                 {.name = "--path",
                  .value = "PATH",
                  .does = "a path it touched; give it again for more, and all of them",
                  .times = Times::again},
                 {.name = "--committed-at", .value = "INSTANT", .does = "when", .check = check_instant},
                 {.name = "--merged-at",
                  .value = "INSTANT",
                  .does = "when; default: now",
                  .check = check_instant},
                 train_option()},
            .examples = {"merged 4f1c9a2b7d --author dora --title \"Bulk upload\" --branch feature/bulk"},
            .needs = Needs::train,
            .request = requests::merged,
            .show = show::merge_recorded};
}

}  // namespace

std::vector<Subcommand> reports() {
    return {
        deployed(),
        merged(),
        {.name = "merges",
         .group = kRecord,
         .does = "what was merged, and how far it has come; newest first",
         .arguments = {train_option(), limit_option(), cursor_option()},
         .examples = {"merges", "merges --limit 200"},
         .needs = Needs::train,
         .request = requests::merges,
         .show = show::merges},
        {.name = "issue",
         .group = kRecord,
         .does = "records something that went wrong with a release",
         .arguments =
             {{.name = "TEXT", .value = "TEXT", .does = "what went wrong", .required = true},
              release_place(),
              train_option(),
              {.name = "--severity", .value = "P0|P1|P2", .does = "how bad", .one_of = {"P0", "P1", "P2"}}},
         .examples = {"issue \"search is slow\" --severity P2"},
         .needs = Needs::release,
         .request = requests::issue,
         .show = show::issue_recorded},
    };
}

std::vector<Subcommand> notes() {
    return {
        {.name = "notes",
         .group = kRecord,
         .does = "the release notes, or records them; notes lint, notes next: of a changelog",
         .arguments = {release_place(),
                       {.name = "--format",
                        .value = "markdown|html|text",
                        .does = "default: markdown",
                        .one_of = {"markdown", "html", "text"}},
                       {"--changelog", "FILE", "records this release's chapter of it; - reads it"},
                       train_option()},
         .examples = {"notes", "notes backend-2026-01-22 --format html > notes.html",
                      "notes --changelog CHANGELOG.md"},
         .run = runs::notes},
        {.name = "notes lint",
         .group = kRecord,
         .does = "what is to mend in a changelog, line by line; exit status 1 if there is something",
         .arguments = {{.name = "FILE", .value = "FILE", .does = "- reads standard input", .required = true}},
         .examples = {"notes lint CHANGELOG.md"},
         .run = runs::notes_lint},
        {.name = "notes next",
         .group = kRecord,
         .does = "which version the unreleased chapter of a changelog asks for",
         .arguments = {{.name = "FILE", .value = "FILE", .does = "- reads standard input", .required = true},
                       {.name = "--last",
                        .value = "VERSION",
                        .does = "what it follows; default: the highest in the file",
                        .check = check_version}},
         .examples = {"notes next CHANGELOG.md", "notes next CHANGELOG.md --last 1.2.0"},
         .run = runs::notes_next},
    };
}

std::vector<Subcommand> lessons() {
    return {
        {.name = "post-mortem",
         .group = kRecord,
         .does = "the report of a rollback, filled in from the record; or records yours",
         .arguments = {release_place("default: the one that is due, else the last rolled back"),
                       {"--text", "FILE", "records this file; - reads standard input"},
                       link_option(),
                       replace_option(),
                       train_option()},
         .examples = {"post-mortem > report.md", "post-mortem --text report.md",
                      "post-mortem backend-2026-01-08 --link https://wiki.example.org/2026-01-08"},
         .run = runs::post_mortem},
        {.name = "retro",
         .group = kRecord,
         .does = "records the retrospective of a release",
         .arguments = {release_place("default: the one that is due, else what is in production"),
                       text_option(), link_option(), replace_option(), train_option()},
         .examples = {"retro --text \"test bookings across midnight, too\"",
                      "retro backend-2026-01-22 --link https://wiki.example.org/retro-2"},
         .needs = Needs::release,
         .request = requests::retro,
         .show = show::retrospective_recorded},
        {.name = "review",
         .group = kRecord,
         .does = "records the quarterly review of the cadence",
         .arguments = {{.name = "ID", .value = "ID", .does = "like backend-2026-Q1", .required = true},
                       text_option(),
                       link_option()},
         .examples = {"review backend-2026-Q1 --link https://wiki.example.org/q1"},
         .request = requests::review,
         .show = show::review_recorded},
    };
}

}  // namespace cadence::ctl::rows
