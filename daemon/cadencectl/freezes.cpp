// Who is kept out and who is let through, and until when.
#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/encoding.h"
#include "base/instant.h"
#include "base/plain_text.h"
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

/// "branch fix/login".
std::string whom(Json const& exemption) {
    for (auto const& [member, word] : {std::pair{"branch", "branch"},
                                       {"pull_request", "pull request"},
                                       {"label", "label"},
                                       {"path", "path"}})
        if (auto const value = text(exemption, member); !value.empty())
            return std::string{word} + " " + value;
    return {};
}

std::string freezes_of(Json const& train, Style style) {
    auto const timezone = text(at(train, "rule"), "timezone");
    Table table{{"", "", "", "", ""}};
    for (auto const& freeze : items(train, "freezes")) {
        auto const until = text(freeze, "until");
        table.row({{"  " + text(freeze, "id"), truth(freeze, "begun") ? Paint::bad : Paint::busy},
                   {"no " + joined(items(freeze, "actions"), ", ")},
                   {truth(freeze, "begun") ? "" : "from " + when(text(freeze, "from"), timezone)},
                   {until.empty() ? "until somebody ends it" : "until " + when(until, timezone)},
                   {text(freeze, "reason") + " (" + text(freeze, "by") + ")"}});
    }
    for (auto const& exemption : items(train, "exemptions"))
        table.row({{"  " + text(exemption, "id"), Paint::good},
                   {whom(exemption) + " is let through"},
                   {""},
                   {"until " + when(text(exemption, "until"), timezone)},
                   {text(exemption, "reason") + " (" + text(exemption, "by") + ")"}});
    auto all = table.render(style);
    auto const& blocked = at(train, "blocked");
    if (blocked.is_object())
        all += "  " + style.paint(Paint::bad, "nothing scheduled is deployed") + " " +
               block_of(blocked, timezone) + "\n";
    return all;
}

std::string show_freezes(View const& view) {
    std::string all;
    for (auto const& train : named_trains(view.answer, view.arguments))
        if (auto const lines = freezes_of(train, view.style); !lines.empty())
            all += view.style.paint(Paint::strong, text(train, "id")) + "\n" + lines;
    return all.empty() ? "No freezes, no exemptions.\n" : all;
}

std::string frozen(View const& view) {
    auto const& freeze = last(view.answer, "freezes");
    return fmt::format("{}: {}\nEnd it with: cadencectl unfreeze {}{}\n", view.subject.train,
                       freeze_of(freeze, text(at(view.answer, "rule"), "timezone")), text(freeze, "id"),
                       on_train(view.subject.train));
}

std::string unfrozen(View const& view) {
    auto const left = freezes_of(view.answer, view.style);
    return view.subject.train + ": the freeze has ended.\n" +
           (left.empty() ? "" : "Still in force:\n" + left);
}

std::string exempted(View const& view) {
    auto const& exemption = last(view.answer, "exemptions");
    return fmt::format("{}: {}: {} is let through until {}.\n", view.subject.train, text(exemption, "id"),
                       whom(exemption),
                       when(text(exemption, "until"), text(at(view.answer, "rule"), "timezone")));
}

std::string unexempted(View const& view) {
    return fmt::format("{}: {} is ended.\n", view.subject.train, one_line(view.arguments["id"]));
}

/// The mistakes that can be found in them whatever the time is.
Result<void> check_end(Arguments const& arguments) {
    if (!arguments.has("for")) return {};
    if (arguments.has("until")) return wrong_usage("--until and --for both set the end: give one of them.");
    auto const length = parse_duration(arguments["for"]);
    if (!length) return tl::unexpected{length.error()};
    // A longer one is refused here rather than wrapped around.
    if (*length <= Duration{0} || *length > date::days{36'525})
        return wrong_usage("--for takes a duration such as 2h or 3 days, at most 100 years.");
    return {};
}

/// --until, or --for from --from or now on; empty without either.
Result<std::string> end_of(Arguments const& arguments, Instant now) {
    if (!arguments.has("for")) return arguments["until"];
    auto const from = arguments.has("from") ? parse_instant(arguments["from"]) : Result<Instant>{now};
    if (!from) return tl::unexpected{from.error()};
    return format_instant(std::chrono::ceil<std::chrono::seconds>(*from + *parse_duration(arguments["for"])));
}

Result<void> add_end(Given const& given, Request& request) {
    auto const until = end_of(given.arguments, given.subject.now);
    if (!until) return tl::unexpected{until.error()};
    if (!until->empty()) request.body["until"] = *until;
    return {};
}

Result<void> add_freeze(Given const& given, Request& request) {
    if (!given.arguments.has("action")) request.body["actions"] = {"merge", "deploy"};
    return add_end(given, request);
}

Result<void> add_id(Given const& given, Request& request) {
    auto id = given.arguments["id"];
    auto const& freezes = items(given.subject.before, "freezes");
    if (id.empty() && freezes.empty())
        return refuse(ErrorCode::not_found, "no-freeze", "nothing is frozen on " + given.subject.train + ".");
    if (id.empty() && freezes.size() > 1)
        return say_which("freeze-needed", "there are several freezes: say which.", freezes);
    request.path += percent_encode(id.empty() ? text(freezes.front(), "id") : id);
    return {};
}

Result<void> check_exempt(Arguments const& arguments) {
    auto const given = [&](auto const* name) { return arguments.has(name); };
    if (std::ranges::count_if(std::array{"branch", "pull-request", "label", "path"}, given) != 1)
        return wrong_usage(
            "say who is let through: give exactly one of --branch, --pull-request, --label and --path.");
    if (!arguments.has("until") && !arguments.has("for"))
        return wrong_usage("an exemption needs an end: give --until or --for.");
    return check_end(arguments);
}

Argument until_option(std::string_view does) {
    return {"--until", "INSTANT", does};
}

Argument const kForOption{"--for", "LENGTH", "for this long, like 2h"};

Subcommand freeze() {
    return {
        .name = "freeze",
        .does = "Stop the line: no merges, no deployments",
        .arguments = {{.name = "ACTION",
                       .value = "merge|deploy|flag...",
                       .does = "what to freeze; default: merge deploy",
                       .one_of = {"merge", "deploy", "flag"},
                       .times = Times::list},
                      required(kReasonOption),
                      {"--from", "INSTANT", "when it begins; default: now"},
                      until_option("when it ends; default: when somebody ends it"),
                      kForOption,
                      kTrainOption},
        .examples = {"freeze --reason \"database is being moved\" --for 2h",
                     "freeze merge --reason \"main is broken\"",
                     "freeze merge deploy flag --reason \"trade fair\" --from 2026-03-03T08:00:00Z --until "
                     "2026-03-05T18:00:00Z"},
        .check = check_end,
        .request = {Method::post,
                    "/v1/trains/{train}/freezes",
                    {"from", "reason", {"action", "actions"}},
                    add_freeze},
        .show = frozen};
}

Subcommand exempt() {
    return {
        .name = "exempt",
        .does = "Let a branch, pull request, label or path through the gates for a while",
        .arguments = {{"--branch", "BRANCH", "this branch"},
                      {"--pull-request", "NUMBER", "this pull request"},
                      {"--label", "LABEL", "everything with this label"},
                      {"--path", "PATTERN", "changes to this alone: docs/, README.md, **/*.md"},
                      until_option("when it ends"),
                      kForOption,
                      required(kReasonOption),
                      kTrainOption},
        .examples = {"exempt --branch fix/login --for 2h --reason \"needed for the trade fair\"",
                     "exempt --pull-request 412 --until 2026-01-22T12:00:00Z --reason \"documentation only\"",
                     "exempt --path docs/ --for 5d --reason \"documentation may go on\""},
        .check = check_exempt,
        .request = {Method::post,
                    "/v1/trains/{train}/exemptions",
                    {"branch", "pull-request", "label", "path", "reason"},
                    add_end},
        .show = exempted};
}

}  // namespace

Subcommands freezes_subcommands() {
    return {
        freeze(),
        {.name = "unfreeze",
         .does = "End a freeze; others stay",
         .arguments = {{"ID", "ID", "see freezes; default: the only one"}, kReasonOption, kTrainOption},
         .examples = {"unfreeze", "unfreeze freeze-3 --reason \"main is green\""},
         .looks_first = true,
         .request = {Method::remove, "/v1/trains/{train}/freezes/", {"reason"}, add_id},
         .show = unfrozen},
        {.name = "freezes",
         .does = "List freezes, exemptions, and rollbacks not cleared yet",
         .arguments = {kTrainOption},
         .request = {Method::get, "/v1/trains"},
         .show = show_freezes,
         .pages = true},
        exempt(),
        {.name = "unexempt",
         .does = "End an exemption",
         .arguments = {required_place("ID", "see freezes"), kTrainOption},
         .examples = {"unexempt exemption-4"},
         .request = {Method::remove, "/v1/trains/{train}/exemptions/{id}"},
         .show = unexempted},
    };
}

}  // namespace cadence::ctl
