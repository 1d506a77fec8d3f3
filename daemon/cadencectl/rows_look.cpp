#include "cadencectl/requests.h"
#include "cadencectl/rows.h"
#include "cadencectl/runs.h"
#include "cadencectl/show.h"

namespace cadence::ctl::rows {

namespace {

Subcommand due() {
    return {.name = "deadlines",
            .group = kLook,
            .does = "what must be done by when; broken promises first",
            .arguments = {{.name = "--kind",
                           .value = "KIND",
                           .does = "only those: staging-deploy, hotfix-deploy, deployment, rollback, "
                                   "post-mortem, retrospective, cadence-review"},
                          {.name = "--state",
                           .value = "STATE",
                           .does = "only those: open, breached, met, met-late, withdrawn"},
                          release_place("only of this one"),
                          train_option(),
                          limit_option(),
                          cursor_option()},
            .examples = {"deadlines", "deadlines --state breached", "deadlines --kind staging-deploy --json"},
            .request = requests::deadlines,
            .show = show::deadlines};
}

}  // namespace

std::vector<Subcommand> standing() {
    return {
        {.name = "status",
         .group = kLook,
         .does = "where every train stands: releases, gates, freezes, deadlines, production",
         .arguments = {train_option()},
         .examples = {"status", "status --json | jq .trains[0].gates"},
         .run = runs::status},
        {.name = "upcoming",
         .group = kLook,
         .does = "the dates ahead",
         .arguments = {train_option(),
                       count_option("--count", "so many; default: 4"),
                       {.name = "--from",
                        .value = "DAY",
                        .does = "from this day or instant on",
                        .check = check_day_or_instant}},
         .examples = {"upcoming", "upcoming --train backend --count 26"},
         .run = runs::upcoming},
        {.name = "show",
         .group = kLook,
         .does = "one release: what it lacks, checklist, votes, deployments, rollback",
         .arguments = {release_place(), train_option()},
         .examples = {"show", "show backend-2026-01-22"},
         .needs = Needs::release,
         .request = requests::show,
         .show = show::release},
        {.name = "calendar",
         .group = kLook,
         .does = "a month, with releases, code freezes and blackouts",
         .arguments =
             {{.name = "MONTH", .value = "YYYY-MM", .does = "default: this month", .check = check_month},
              train_option()},
         .examples = {"calendar", "calendar 2026-01"},
         .run = runs::calendar},
        due(),
    };
}

std::vector<Subcommand> past() {
    return {
        {.name = "releases",
         .group = kLook,
         .does = "the record, newest first",
         .arguments =
             {train_option(),
              {"--kind", "KIND", "only those: scheduled, hotfix, expedited, unplanned"},
              {"--state", "STATE", "only those: planned, frozen, go, released, rolled_back ..."},
              {.name = "--from", .value = "DAY", .does = "from this day on", .check = check_day_or_instant},
              {.name = "--to", .value = "DAY", .does = "until this day", .check = check_day_or_instant},
              limit_option(),
              cursor_option()},
         .examples = {"releases --state released", "releases --from 2026-01-01 --to 2026-03-31"},
         .request = requests::releases,
         .show = show::releases},
        {.name = "events",
         .group = kLook,
         .does = "what happened: the latest events, and with -f those to come",
         .arguments = {{"-f,--follow", "", "waits for more until Ctrl-C"},
                       {"--type", "TYPES", "only these, with commas: vote_cast,phase_fired"},
                       train_option(),
                       number_option("--after", "those after this event number, oldest first"),
                       count_option("--count", "at most so many; default: the latest 20"),
                       {"--types", "", "which types there are"}},
         .examples = {"events", "events -f --type state_changed", "events --after 120 --json"},
         .run = runs::events},
        {.name = "timeline",
         .group = kLook,
         .does = "what happened to one release",
         .arguments = {release_place(), train_option(), count_option("--limit", "so many at once"),
                       cursor_option()},
         .examples = {"timeline backend-2026-01-08"},
         .needs = Needs::release,
         .request = requests::timeline,
         .show = show::timeline},
    };
}

}  // namespace cadence::ctl::rows
