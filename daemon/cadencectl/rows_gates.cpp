#include "cadencectl/requests.h"
#include "cadencectl/rows.h"
#include "cadencectl/runs.h"
#include "cadencectl/show.h"

namespace cadence::ctl::rows {

namespace {

Subcommand freeze() {
    return {
        .name = "freeze",
        .group = kStop,
        .does = "stops the line: nobody merges or deploys",
        .arguments = {{.name = "ACTION",
                       .value = "merge|deploy|flag...",
                       .does = "what is stopped; default: merge deploy",
                       .one_of = {"merge", "deploy", "flag"},
                       .times = Times::list},
                      reason_option(true),
                      {.name = "--from",
                       .value = "INSTANT",
                       .does = "when it begins; default: now",
                       .check = check_instant},
                      until_option("when it ends; default: when somebody ends it"),
                      for_option(),
                      train_option()},
        .examples = {"freeze --reason \"database is being moved\" --for 2h",
                     "freeze merge --reason \"main is broken\"",
                     "freeze merge deploy flag --reason \"trade fair\" --from 2026-03-03T08:00:00Z --until "
                     "2026-03-05T18:00:00Z"},
        .needs = Needs::train,
        .request = requests::freeze,
        .show = show::frozen};
}

}  // namespace

std::vector<Subcommand> gates() {
    return {
        {.name = "gate",
         .group = kStop,
         .does = "may I merge, deploy, flip a flag now? Exit status: 0 open, 1 shut",
         .arguments = {{.name = "ACTION",
                        .value = "merge|deploy|flag",
                        .does = "default: all three",
                        .one_of = {"merge", "deploy", "flag"}},
                       train_option(),
                       {"--branch", "BRANCH", "for this branch"},
                       {"--pull-request", "NUMBER", "for this pull request"},
                       {.name = "--label",
                        .value = "LABEL",
                        .does = "that has this label; give it again for more",
                        .times = Times::again},
                       {.name = "--path",
                        .value = "PATH",
                        .does = "that touches this path; give it again for more, and all of them",
                        .times = Times::again},
                       {"--commit", "SHA", "for this commit"},
                       release_place("for deploying this release on demand")},
         .examples = {"gate merge", "gate merge --branch hotfix/2026-01-14-double-booking || exit 1",
                      "gate deploy --release backend-hotfix-2026-01-14-double-booking"},
         .run = runs::gate},
        {.name = "forges",
         .group = kStop,
         .does = "how the merge gate stands on pull requests, and whether a merge must heed it",
         .arguments = {train_option()},
         .examples = {"forges"},
         .request = requests::forges,
         .show = show::forges,
         .pages = true},
        {.name = "hooks",
         .group = kStop,
         .does = "what other systems told: what came, what was understood, and what is wrong",
         .arguments = {train_option()},
         .examples = {"hooks"},
         .request = requests::hooks,
         .show = show::hooks},
    };
}

std::vector<Subcommand> freezes() {
    return {
        freeze(),
        {.name = "unfreeze",
         .group = kStop,
         .does = "ends a freeze; others stay",
         .arguments = {{"ID", "ID", "see freezes; default: the only one"},
                       reason_option(false),
                       train_option()},
         .examples = {"unfreeze", "unfreeze freeze-3 --reason \"main is green\""},
         .needs = Needs::whole_train,
         .request = requests::unfreeze,
         .show = show::unfrozen},
        {.name = "freezes",
         .group = kStop,
         .does = "what is stopped, who is let through, and what is not cleared",
         .arguments = {train_option()},
         .examples = {"freezes"},
         .request = requests::trains,
         .show = show::freezes,
         .pages = true},
    };
}

std::vector<Subcommand> exemptions() {
    return {
        {.name = "exempt",
         .group = kStop,
         .does = "lets a branch, pull request, label or path through the gates for a while",
         .arguments = {{"--branch", "BRANCH", "this branch"},
                       {"--pull-request", "NUMBER", "this pull request"},
                       {"--label", "LABEL", "whatever has this label"},
                       {"--path", "PATTERN", "whatever touches nothing else: docs/, README.md, **/*.md"},
                       until_option("when it ends"),
                       for_option(),
                       reason_option(true),
                       train_option()},
         .examples =
             {"exempt --branch fix/login --for 2h --reason \"needed for the trade fair\"",
              "exempt --pull-request 412 --until 2026-01-22T12:00:00Z --reason \"documentation only\"",
              "exempt --path docs/ --for 5d --reason \"documentation may go on\""},
         .check = requests::check_exempt,
         .needs = Needs::train,
         .request = requests::exempt,
         .show = show::exempted},
        {.name = "unexempt",
         .group = kStop,
         .does = "ends an exemption",
         .arguments = {{.name = "ID", .value = "ID", .does = "see freezes", .required = true},
                       train_option()},
         .examples = {"unexempt exemption-4"},
         .needs = Needs::train,
         .request = requests::unexempt,
         .show = show::unexempted},
    };
}

}  // namespace cadence::ctl::rows
