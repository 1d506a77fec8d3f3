#include "cadencectl/requests.h"
#include "cadencectl/rows.h"
#include "cadencectl/show.h"

namespace cadence::ctl::rows {

namespace {

constexpr std::string_view kDecide = "Decide";
constexpr std::string_view kRecord = "Record";

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
                        .one_of = {"go", "no-go", "no_go"}},
                       release_option(),
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
                       release_option(),
                       train_option(),
                       reason_option(false)},
         .examples = {"unvote", "unvote --person paul --reason \"on leave, agreed by phone\""},
         .needs = Needs::release,
         .request = requests::unvote,
         .show = show::vote_withdrawn},
        {.name = "candidate",
         .group = kDecide,
         .does = "says which version and commit would ship; votes begin anew",
         .arguments = {{"VERSION", "VERSION", "like 1.2.0"},
                       {"--commit", "SHA", "the commit"},
                       release_option(),
                       train_option()},
         .examples = {"candidate 1.2.0 --commit 4f1c9a2b7d"},
         .needs = Needs::release,
         .request = requests::candidate,
         .show = show::candidate_set},
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
                       release_option(),
                       train_option()},
         .examples = {"postpone --reason \"database migration is not ready\"",
                      "postpone --to 2026-01-13 --reason \"holiday\""},
         .needs = Needs::whole_release,
         .request = requests::postpone,
         .show = show::postponed},
        {.name = "cancel",
         .group = kDecide,
         .does = "calls one release off; the others stay",
         .arguments =
             {{.name = "RELEASE", .value = "ID", .does = "like backend-2026-01-22", .required = true},
              reason_option(true)},
         .examples = {"cancel backend-2026-01-22 --reason \"nothing to ship\""},
         .needs = Needs::release,
         .request = requests::cancel,
         .show = show::cancelled},
    };
}

std::vector<Subcommand> reports() {
    return {
        {.name = "deployed",
         .group = kRecord,
         .does = "reports a deployment",
         .arguments =
             {release_option(),
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
               .one_of = {"succeeded", "started", "failed"}},
              {.name = "--at", .value = "INSTANT", .does = "when; default: now", .check = check_instant},
              {"--source", "TEXT", "who says so, like a pipeline's name"}},
         .examples = {"deployed --version 1.2.0 --commit 4f1c9a2b7d", "deployed --status failed",
                      "deployed --environment staging --commit 4f1c9a2b7d"},
         .needs = Needs::release,
         .request = requests::deployed,
         .show = show::deployment_recorded},
        {.name = "issue",
         .group = kRecord,
         .does = "records something that went wrong with a release",
         .arguments =
             {{.name = "TEXT", .value = "TEXT", .does = "what went wrong", .required = true},
              release_option(),
              train_option(),
              {.name = "--severity", .value = "P0|P1|P2", .does = "how bad", .one_of = {"P0", "P1", "P2"}}},
         .examples = {"issue \"search is slow\" --severity P2"},
         .needs = Needs::release,
         .request = requests::issue,
         .show = show::issue_recorded},
    };
}

}  // namespace cadence::ctl::rows
