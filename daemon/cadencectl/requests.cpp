// Hotfixes and expedited releases: asked for, approved, rejected.
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

struct Way {
    std::string_view code;     // of a reason
    std::string_view command;  // {0}: the release, {1}: the item, {2}: the commit
};

constexpr std::array kWays{
    Way{"no_candidate", "cadencectl candidate VERSION --commit SHA --release {0}"},
    Way{"not_staged", "cadencectl deployed --environment staging --commit {2} --release {0}"},
    Way{"checklist_item", "cadencectl check {1} --release {0}"},
    Way{"role_has_not_approved", "cadencectl approve {0}"},
    Way{"second_person_needed", "cadencectl approve {0}"},
};

std::string way_to_settle(Json const& release, Json const& reason) {
    auto const commit = text(at(release, "candidate"), "commit");
    for (auto const& [code, command] : kWays)
        if (code == text(reason, "code"))
            return fmt::format(fmt::runtime(command), text(release, "id"), text(reason, "item"),
                               commit.empty() ? "SHA" : commit);
    return {};
}

/// What it still lacks, each with the command that does it; empty when it lacks nothing.
std::string needed_next(Json const& release, Style style) {
    Table table{{"", ""}};
    std::set<std::string> said;
    for (auto const& reason : items(at(release, "decision"), "reasons")) {
        auto const way = way_to_settle(release, reason);
        table.row({{"  " + text(reason, "text")}, {said.insert(way).second ? way : "", Paint::strong}});
    }
    return table.empty() ? "" : "Needed before deployment:\n" + table.render(style);
}

std::string riders(Json const& asked, Style style) {
    auto const& merges = items(asked, "rides_along");
    if (merges.empty()) return "Nothing else would ride along.\n";
    auto const ships = [](Json const& merge) { return "  " + what_ships(merge); };
    auto const table = table_of(merges, {{"", ships}, {"", "title"}, {"", "author", Paint::faint}});
    auto const count = static_cast<std::int64_t>(merges.size());
    return counted(count, "merge", "merges") + " not in production yet would ride along:\n" +
           table.render(style);
}

std::string requested(View const& view) {
    auto const& release = view.answer;
    auto const& asked = at(release, "on_demand");
    auto const strong = [&](std::string const& words) { return view.style.paint(Paint::strong, words); };
    return fmt::format("{}: requested, to be approved by {}.\nBranch to cut: {}, from {}\n",
                       strong(text(release, "id")),
                       when(text(asked, "expires_at"), text(release, "timezone")),
                       strong(text(asked, "branch")), text(asked, "base")) +
           riders(asked, view.style) + needed_next(release, view.style);
}

std::string deploy_it(View const& view) {
    auto const& candidate = at(view.answer, "candidate");
    auto const command =
        report_deployment(text(view.answer, "id"), text(candidate, "version"), text(candidate, "commit"));
    return "Deploy it now, then report it:\n  " + view.style.paint(Paint::strong, command) + "\n" +
           deadline_lines(view);
}

std::string approved(View const& view) {
    auto const by = text(last(at(view.answer, "on_demand"), "approvals"), "person");
    auto const needed = needed_next(view.answer, view.style);
    return done(view, by.empty() ? "approval recorded" : "approval by " + by + " recorded") +
           (needed.empty() ? deploy_it(view) : needed);
}

Argument const kWaitingPlace = release_place("default: the only on-demand release that is waiting");
Argument const kTitlePlace = required_place("TITLE", "what it is, like \"double booking\"");
Argument const kCommitOption{"--commit", "SHA", "the commit that would ship, if it exists already"};
Argument const kVersionOption{"--version", "VERSION", "its version, like 1.2.1"};

/// A hotfix has a criterion, which it must name.
Result<void> add_kind(Given const& given, Request& request) {
    request.body["kind"] = given.arguments.has("criterion") ? "hotfix" : "expedited";
    return {};
}

RequestTemplate on_demand() {
    return {Method::post,
            "/v1/releases",
            {"train", "title", "commit", "version", "criterion", "cvss", {"reason", "justification"}},
            add_kind};
}

Subcommand hotfix() {
    return {.name = "hotfix",
            .does = "Request a hotfix: get its branch name and what it needs next",
            .arguments = {kTitlePlace,
                          required({"--criterion",
                                    "CRITERION",
                                    "outage, security, data-integrity or business-blocker",
                                    {"outage", "security", "data-integrity", "business-blocker"}}),
                          {"--cvss", "SCORE", "for a security hotfix: above 7.0"},
                          kCommitOption,
                          kVersionOption,
                          kReasonOption,
                          kTrainOption},
            .examples =
                {"hotfix \"double booking\" --criterion data-integrity",
                 "hotfix \"token leak\" --criterion security --cvss 9.1 --commit 4f1c9a2b7d --version 1.2.1"},
            .request = on_demand(),
            .show = requested};
}

}  // namespace

Subcommands requests_subcommands() {
    return {
        hotfix(),
        {.name = "expedite",
         .does = "Request an expedited release: a feature ahead of the schedule",
         .arguments = {kTitlePlace, required(kReasonOption), kCommitOption, kVersionOption, kTrainOption},
         .examples = {"expedite \"airbnb sync\" --reason \"contract starts on Monday\""},
         .request = on_demand(),
         .show = requested},
        {.name = "approve",
         .does = "Approve a hotfix or an expedited release",
         .arguments = {kWaitingPlace, kTrainOption},
         .examples = {"approve", "approve backend-hotfix-2026-01-14-double-booking"},
         .request = {Method::post, "/v1/releases/{release}/approvals"},
         .show = approved},
        {.name = "reject",
         .does = "Reject a hotfix or an expedited release",
         .arguments = {kWaitingPlace, required(kReasonOption), kTrainOption},
         .examples = {"reject --reason \"can wait for Thursday\""},
         .request = {Method::post, "/v1/releases/{release}/reject", {"reason"}},
         .show = [](View const& view) { return done(view, "rejected"); }},
    };
}

}  // namespace cadence::ctl
