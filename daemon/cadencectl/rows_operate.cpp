#include "cadencectl/requests.h"
#include "cadencectl/rows.h"
#include "cadencectl/runs.h"
#include "cadencectl/show.h"

namespace cadence::ctl::rows {

std::vector<Subcommand> blackouts() {
    return {
        {.name = "blackout add",
         .group = kDates,
         .does = "no releases in these days, both included",
         .arguments =
             {{.name = "FROM", .value = "DAY", .does = "the first", .required = true, .check = check_date},
              {.name = "TO", .value = "DAY", .does = "the last", .required = true, .check = check_date},
              reason_option(true),
              train_option()},
         .examples = {"blackout add 2026-12-21 2027-01-03 --reason \"year end\""},
         .needs = Needs::train,
         .request = requests::blackout_add,
         .show = show::blackout_added},
        {.name = "blackout end",
         .group = kDates,
         .does = "ends a blackout that was added here",
         .arguments = {{.name = "ID", .value = "ID", .does = "see blackout list", .required = true},
                       train_option()},
         .examples = {"blackout end blackout-30"},
         .needs = Needs::train,
         .request = requests::blackout_end,
         .show = show::blackout_ended},
        {.name = "blackout list",
         .group = kDates,
         .does = "the blackouts of the configuration and those added here",
         .arguments = {train_option()},
         .examples = {"blackout list"},
         .request = requests::trains,
         .show = show::blackouts,
         .pages = true},
    };
}

std::vector<Subcommand> trains() {
    return {
        {.name = "train list",
         .group = kDates,
         .does = "the trains and their rules",
         .examples = {"train list"},
         .request = requests::trains,
         .show = show::trains,
         .pages = true},
        {.name = "train show",
         .group = kDates,
         .does = "one train: rule, phases, roles, checklist, clocks, what production ran",
         .arguments = {{"TRAIN", "ID", "default: the only one"}},
         .examples = {"train show backend"},
         .needs = Needs::train,
         .request = requests::train,
         .show = show::train},
        {.name = "plan",
         .group = kDates,
         .does = "which dates a new configuration would change; changes nothing",
         .arguments =
             {{.name = "--config", .value = "FILE", .does = "the new configuration", .required = true}},
         .examples = {"plan --config new.toml"},
         .run = runs::plan},
    };
}

std::vector<Subcommand> tokens() {
    return {
        {.name = "token create",
         .group = kOperate,
         .does = "makes a token for a person; shown once",
         .arguments = {{.name = "--person",
                        .value = "ID",
                        .does = "as the configuration names them",
                        .required = true},
                       {.name = "--valid-for",
                        .value = "LENGTH",
                        .does = "like 90d or 2 weeks",
                        .check = check_length},
                       {"--note", "TEXT", "what it is for"},
                       {.name = "--item",
                        .value = "ITEM",
                        .does = "may tick this checklist item and do nothing else; give it again for more",
                        .times = Times::again}},
         .examples = {"token create --person anna --valid-for 90d --note laptop",
                      "token create --person ci --item ci_checks --item smoke_tests_staging"},
         .request = requests::token_create,
         .show = show::token_created},
        {.name = "token list",
         .group = kOperate,
         .does = "the tokens, without their secrets",
         .examples = {"token list"},
         .request = requests::tokens,
         .show = show::tokens},
        {.name = "token revoke",
         .group = kOperate,
         .does = "makes a token worthless, at once",
         .arguments = {{.name = "ID", .value = "ID", .does = "see token list", .required = true}},
         .examples = {"token revoke 4f1c9a"},
         .request = requests::token_revoke,
         .show = show::token_revoked},
    };
}

std::vector<Subcommand> daemon() {
    return {
        {.name = "rights",
         .group = kOperate,
         .does = "who may do what",
         .examples = {"rights"},
         .request = requests::rights,
         .show = show::rights},
        {.name = "clock accept",
         .group = kOperate,
         .does = "the time of the daemon's machine is right: the calendar goes on",
         .arguments = {reason_option(false)},
         .examples = {"clock accept --reason \"time server was down\""},
         .request = requests::clock_accept,
         .show = show::clock_accepted},
        {.name = "reload",
         .group = kOperate,
         .does = "applies the configuration file; one with mistakes is refused",
         .examples = {"reload"},
         .request = requests::reload,
         .show = show::reloaded},
        {.name = "health",
         .group = kOperate,
         .does = "is the daemon alive and ready?",
         .examples = {"health"},
         .run = runs::health},
    };
}

}  // namespace cadence::ctl::rows
