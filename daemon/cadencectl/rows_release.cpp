#include "cadencectl/requests.h"
#include "cadencectl/rows.h"
#include "cadencectl/show.h"

namespace cadence::ctl::rows {

namespace {

Subcommand candidate() {
    return {.name = "candidate",
            .group = kDecide,
            .does = "says which version and commit would ship; another one, and votes begin anew",
            .arguments = {{"VERSION", "VERSION", "like 1.2.0"},
                          {"--commit", "SHA", "the commit"},
                          release_place(),
                          train_option()},
            .examples = {"candidate 1.2.0 --commit 4f1c9a2b7d"},
            .check = requests::check_candidate,
            .needs = Needs::release_before_candidate,
            .request = requests::candidate,
            .show = show::candidate_set};
}

}  // namespace

std::vector<Subcommand> votes() {
    return {
        {.name = "vote",
         .group = kDecide,
         .does = "says go or no-go, for all the roles you hold",
         .arguments = {{.name = "VOTE",
                        .value = "go|no-go",
                        .does = "your vote",
                        .required = true,
                        .one_of = {"go", "no-go"}},
                       release_place(),
                       train_option(),
                       reason_option(false)},
         .examples = {"vote go", "vote no-go --reason \"payment test fails on staging\""},
         .needs = Needs::release,
         .request = requests::vote,
         .show = show::voted},
        {.name = "unvote",
         .group = kDecide,
         .does = "withdraws your vote, or lifts somebody else's",
         .arguments = {{"--person", "ID", "whose; default: your own"},
                       release_place(),
                       train_option(),
                       reason_option(false)},
         .examples = {"unvote", "unvote --person paul --reason \"on leave, agreed by phone\""},
         .needs = Needs::release,
         .request = requests::unvote,
         .show = show::vote_withdrawn},
        candidate(),
    };
}

std::vector<Subcommand> checklist() {
    return {
        {.name = "checklist",
         .group = kDecide,
         .does = "what must hold before and after a release, and who says so",
         .arguments = {release_place(), train_option()},
         .examples = {"checklist", "checklist backend-hotfix-2026-01-14-double-booking"},
         .needs = Needs::release,
         .request = requests::show,
         .show = show::checklist},
        {.name = "check",
         .group = kDecide,
         .does = "ticks an item of the checklist, or runs its check now",
         .arguments = {{.name = "ITEM", .value = "ITEM", .does = "see checklist", .required = true},
                       {.name = "--status",
                        .value = "STATUS",
                        .does = "passed, failed, waived, not-applicable or pending; default: passed",
                        .one_of = {"passed", "failed", "waived", "not-applicable", "pending"}},
                       {"--run", "", "runs the item's own check now"},
                       reason_option(false),
                       release_place(),
                       train_option()},
         .examples = {"check manual_qa", "check smoke_tests_staging --run",
                      "check manual_qa --status waived --reason \"nothing to see, agreed with Quinn\""},
         .needs = Needs::release,
         .request = requests::check,
         .show = show::checked},
    };
}

std::vector<Subcommand> moves() {
    return {
        {.name = "postpone",
         .group = kDecide,
         .does = "moves one release; the others stay",
         .arguments = {{.name = "--to",
                        .value = "DAY|INSTANT",
                        .does = "a day keeps the local time; default: a week later",
                        .check = check_day_or_instant},
                       reason_option(true),
                       release_place(),
                       train_option()},
         .examples = {"postpone --reason \"database migration is not ready\"",
                      "postpone --to 2026-01-13 --reason \"holiday\""},
         .needs = Needs::release_before_move,
         .request = requests::postpone,
         .show = show::postponed},
        {.name = "cancel",
         .group = kDecide,
         .does = "calls one release off; the others stay",
         .arguments = {release_place("like backend-2026-01-22; must be said"), reason_option(true),
                       train_option()},
         .examples = {"cancel backend-2026-01-22 --reason \"nothing to ship\""},
         .needs = Needs::release,
         .request = requests::cancel,
         .show = show::cancelled},
    };
}

}  // namespace cadence::ctl::rows
