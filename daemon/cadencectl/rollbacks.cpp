// A release taken back, and the way from there.
#include <fmt/format.h>

#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

Result<void> add_way_back(Given const& given, Request& request) {
    auto const reverts = given.arguments.has("revert") || given.arguments.has("branch");
    if (reverts && given.arguments.has("to"))
        return wrong_usage(
            "--to goes back to a version, --revert and --branch revert commits: use one or the other.");
    request.body["option"] = reverts ? "revert" : "previous_version";
    return {};
}

Result<void> add_facts(Given const& given, Request& request) {
    for (auto const* fact : {"health", "smoke", "resolved"}) request.body[fact] = given.arguments.has(fact);
    return {};
}

std::string target_of(Json const& rollback) {
    if (text(rollback, "option") == "revert")
        return in_a_row({"reverting " + joined(items(rollback, "commits")), text(rollback, "branch")},
                        " on ");
    boost::json::object const back{{"version", at(rollback, "to_version")},
                                   {"commit", at(rollback, "to_commit")}};
    return "back to " + what_ships(back);
}

std::string due_of_it(View const& view) {
    auto const due = deadline_lines(view);
    return due.empty() ? due : "Due:\n" + due;
}

std::string rolled_back(View const& view) {
    auto const& rollback = at(view.answer, "rollback");
    auto const id = text(view.answer, "id");
    auto const from = text(rollback, "from_version");
    auto const deploy = report_deployment(id, text(rollback, "to_version"), text(rollback, "to_commit"));
    return done(view, fmt::format("{} rollback begun{}, {}", text(rollback, "severity"),
                                  from.empty() ? "" : " from " + from, target_of(rollback))) +
           fmt::format("Next:\n  1. deploy it, then report it: {}\n  2. confirm that it worked: {}\n",
                       view.style.paint(Paint::strong, deploy),
                       view.style.paint(Paint::strong, "cadencectl rollback verify " + id +
                                                           " --health --smoke --resolved")) +
           due_of_it(view);
}

std::string rollback_verified(View const& view) {
    return done(view, "rollback verified") +
           "No scheduled release is deployed until a Tech Lead clears it: cadencectl rollback clear" +
           on_train(text(view.answer, "train")) + "\n" + due_of_it(view);
}

std::string rollback_cleared(View const& view) {
    return view.subject.train + ": cleared, scheduled releases may be deployed again.\n";
}

Subcommand rollback() {
    return {
        .name = "rollback",
        .does = "Roll a release back; then verify the rollback, and clear it to go on",
        .arguments =
            {release_place("default: what is in production"),
             required({"--severity",
                       "P0|P1|P2",
                       "P0 at once, P1 within the hour; P2 is fixed forward (--force)",
                       {"P0", "P1", "P2"}}),
             required(kReasonOption),
             {.name = "--to", .value = "VERSION", .does = "version to go back to", .check = check_version},
             {.name = "--revert",
              .value = "SHA...",
              .does = "commits to revert instead; they pass the merge gate",
              .times = Times::list},
             {"--branch", "BRANCH", "the branch that reverts them"},
             {"--force", "", "roll back even a P2"},
             kTrainOption},
        .examples = {"rollback --severity P0 --reason \"bookings are lost\"",
                     "rollback --severity P1 --to 1.1.0 --reason \"search takes 20 s\"",
                     "rollback --severity P1 --revert 4f1c9a2b7d --branch revert/search --reason \"search\""},
        .request = {Method::post,
                    "/v1/releases/{release}/rollback",
                    {"severity", "branch", "reason", "force", {"to", "to_version"}, {"revert", "commits"}},
                    add_way_back},
        .show = rolled_back};
}

}  // namespace

Subcommands rollbacks_subcommands() {
    return {
        rollback(),
        {.name = "rollback verify",
         .does = "Confirm that the rollback worked; all three must hold",
         .arguments = {release_place("default: what is being rolled back"),
                       {"--health", "", "health checks pass"},
                       {"--smoke", "", "smoke tests pass"},
                       {"--resolved", "", "the issue is gone"},
                       {"--note", "TEXT", "for the record"},
                       {"--runs", "VERSION|SHA",
                        "what production runs, on your word, if nothing reported it"},
                       kTrainOption},
         .examples = {"rollback verify --health --smoke --resolved --note \"bookings are back\"",
                      "rollback verify --health --smoke --resolved --runs 1.1.0"},
         .request = {Method::post, "/v1/releases/{release}/rollback/verify", {"note", "runs"}, add_facts},
         .show = rollback_verified},
        {.name = "rollback clear",
         .does = "Let scheduled releases be deployed again",
         .arguments = {kReasonOption, kTrainOption},
         .examples = {"rollback clear --reason \"fixed in 1.2.1\""},
         .request = {Method::post, "/v1/trains/{train}/clear", {"reason"}},
         .show = rollback_cleared},
    };
}

}  // namespace cadence::ctl
