#include "cadencectl/requests.h"
#include "cadencectl/rows.h"
#include "cadencectl/show.h"

namespace cadence::ctl::rows {

namespace {

constexpr std::string_view kWaiting = "default: the only one on demand that waits";

Argument title_place() {
    return {
        .name = "TITLE", .value = "TITLE", .does = "what it is, like \"double booking\"", .required = true};
}

Argument commit_option() {
    return {"--commit", "SHA", "what would ship, if it is there already"};
}

Argument version_option() {
    return {"--version", "VERSION", "which version it would be, like 1.2.1"};
}

Argument severity_option() {
    return {.name = "--severity",
            .value = "P0|P1|P2",
            .does = "P0 at once, P1 within the hour; P2 is fixed forward (--force)",
            .required = true,
            .one_of = {"P0", "P1", "P2"}};
}

Subcommand rollback() {
    return {
        .name = "rollback",
        .group = kUrgent,
        .does = "takes a release back; rollback verify: it worked; rollback clear: go on",
        .arguments =
            {release_place("default: what is in production"),
             severity_option(),
             reason_option(true),
             {.name = "--to", .value = "VERSION", .does = "back to this version", .check = check_version},
             {.name = "--revert",
              .value = "SHA...",
              .does = "reverts these commits instead; they pass the merge gate",
              .check = check_commit,
              .times = Times::list},
             {"--branch", "BRANCH", "the branch that reverts them"},
             {"--force", "", "a P2 all the same"},
             train_option()},
        .examples = {"rollback --severity P0 --reason \"bookings are lost\"",
                     "rollback --severity P1 --to 1.1.0 --reason \"search takes 20 s\"",
                     "rollback --severity P1 --revert 4f1c9a2b7d --branch revert/search --reason \"search\""},
        .needs = Needs::release,
        .request = requests::rollback,
        .show = show::rolled_back};
}

}  // namespace

std::vector<Subcommand> on_demand() {
    return {
        {.name = "hotfix",
         .group = kUrgent,
         .does = "asks for a hotfix: names its branch and what is needed next",
         .arguments = {title_place(),
                       {.name = "--criterion",
                        .value = "CRITERION",
                        .does = "outage, security, data-integrity or business-blocker",
                        .required = true,
                        .one_of = {"outage", "security", "data-integrity", "business-blocker"}},
                       {.name = "--cvss",
                        .value = "SCORE",
                        .does = "of a security hotfix: above 7.0",
                        .check = check_score},
                       commit_option(),
                       version_option(),
                       reason_option(false),
                       train_option()},
         .examples =
             {"hotfix \"double booking\" --criterion data-integrity",
              "hotfix \"token leak\" --criterion security --cvss 9.1 --commit 4f1c9a2b7d --version 1.2.1"},
         .request = requests::hotfix,
         .show = show::requested},
        {.name = "expedite",
         .group = kUrgent,
         .does = "asks for a feature before the next release, as a hotfix is",
         .arguments = {title_place(), reason_option(true), commit_option(), version_option(), train_option()},
         .examples = {"expedite \"airbnb sync\" --reason \"contract starts on Monday\""},
         .request = requests::expedite,
         .show = show::requested},
    };
}

std::vector<Subcommand> approvals() {
    return {
        {.name = "approve",
         .group = kUrgent,
         .does = "consents to a hotfix or an expedited release",
         .arguments = {release_place(kWaiting), train_option()},
         .examples = {"approve", "approve backend-hotfix-2026-01-14-double-booking"},
         .needs = Needs::release,
         .request = requests::approve,
         .show = show::approved},
        {.name = "reject",
         .group = kUrgent,
         .does = "turns a hotfix or an expedited release down",
         .arguments = {release_place(kWaiting), reason_option(true), train_option()},
         .examples = {"reject --reason \"can wait for Thursday\""},
         .needs = Needs::release,
         .request = requests::reject,
         .show = show::rejected},
    };
}

std::vector<Subcommand> rollbacks() {
    return {
        rollback(),
        {.name = "rollback verify",
         .group = kUrgent,
         .does = "says that the rollback worked; takes all three",
         .arguments = {release_place("default: what is being rolled back"),
                       {"--health", "", "health checks pass"},
                       {"--smoke", "", "smoke tests pass"},
                       {"--resolved", "", "the issue is gone"},
                       {"--note", "TEXT", "for the record"},
                       {"--runs", "VERSION|SHA", "what production runs, by your word: no report says so"},
                       train_option()},
         .examples = {"rollback verify --health --smoke --resolved --note \"bookings are back\"",
                      "rollback verify --health --smoke --resolved --runs 1.1.0"},
         .needs = Needs::release,
         .request = requests::rollback_verify,
         .show = show::rollback_verified},
        {.name = "rollback clear",
         .group = kUrgent,
         .does = "lets scheduled releases be deployed again",
         .arguments = {reason_option(false), train_option()},
         .examples = {"rollback clear --reason \"fixed in 1.2.1\""},
         .needs = Needs::train,
         .request = requests::rollback_clear,
         .show = show::rollback_cleared},
    };
}

}  // namespace cadence::ctl::rows
