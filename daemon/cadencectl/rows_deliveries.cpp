#include "cadencectl/requests.h"
#include "cadencectl/rows.h"
#include "cadencectl/runs.h"
#include "cadencectl/show.h"

namespace cadence::ctl::rows {

namespace {

Argument delivery_place() {
    return {.name = "ID", .value = "ID", .does = "see deliveries", .required = true};
}

Subcommand outbox() {
    return {.name = "deliveries",
            .group = kOperate,
            .does = "what goes out to channels and by actions, newest first",
            .arguments = {{.name = "--state",
                           .value = "STATE",
                           .does = "only those: pending, sending, following, delivered, dead, dropped, "
                                   "expired, unknown",
                           .one_of = {"pending", "sending", "following", "delivered", "dead", "dropped",
                                      "expired", "unknown"}},
                          {.name = "--kind",
                           .value = "KIND",
                           .does = "only announcements or actions",
                           .one_of = {"announcement", "action"}},
                          {"--lane", "LANE", "only those, like channel:team-chat"},
                          train_option(),
                          limit_option(),
                          cursor_option()},
            .examples = {"deliveries", "deliveries --state dead", "deliveries --kind action --train backend"},
            .request = requests::deliveries,
            .show = show::deliveries};
}

}  // namespace

std::vector<Subcommand> deliveries() {
    return {
        outbox(),
        {.name = "deliveries show",
         .group = kOperate,
         .does = "one announcement or action: how far it has come, what was answered",
         .arguments = {delivery_place()},
         .examples = {"deliveries show dlv_3f0c9a2b7d014f1c"},
         .request = requests::delivery,
         .show = show::delivery},
        {.name = "deliveries retry",
         .group = kOperate,
         .does = "sends again what is dead, or what has not happened although nobody could tell",
         .arguments = {delivery_place()},
         .examples = {"deliveries retry dlv_3f0c9a2b7d014f1c"},
         .request = requests::delivery_retry,
         .show = show::delivery_retried},
        {.name = "deliveries drop",
         .group = kOperate,
         .does = "never sends it: nobody needs it any more, or it has happened",
         .arguments = {delivery_place()},
         .examples = {"deliveries drop dlv_3f0c9a2b7d014f1c"},
         .request = requests::delivery_drop,
         .show = show::delivery_dropped},
    };
}

std::vector<Subcommand> channels() {
    return {
        {.name = "channels",
         .group = kOperate,
         .does = "where announcements go, and which",
         .examples = {"channels"},
         .request = requests::channels,
         .show = show::channels},
        {.name = "channel test",
         .group = kOperate,
         .does = "sends a test message to a channel; with --wait, exit status 0 once it is delivered",
         .arguments = {{.name = "NAME", .value = "NAME", .does = "see channels", .required = true},
                       {.name = "--wait", .value = "", .does = "for its outcome, at most half a minute"}},
         .examples = {"channel test team-chat", "channel test team-chat --wait"},
         .run = runs::channel_test},
    };
}

}  // namespace cadence::ctl::rows
