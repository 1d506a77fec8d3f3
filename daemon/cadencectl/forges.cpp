// How the merge gates stand at their forges.
#include <fmt/format.h>

#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

/// "yes", "no", or "?" where the forge does not tell.
Cell required_of(Json const& forge) {
    if (!at(forge, "required").is_bool()) return {"?"};
    return truth(forge, "required") ? Cell{"yes", Paint::good} : Cell{"no", Paint::bad};
}

/// "12 of 15": how many statuses say what they should.
std::string statuses_of(Json const& forge) {
    auto const posted = number(forge, "posted").value_or(0);
    return fmt::format("{} of {}", posted, posted + number(forge, "waiting").value_or(0));
}

/// The faults that a person must look at, one a line; empty when all is well.
std::string faults_of_forge(Json const& forge, Style style, Instant now) {
    std::string all;
    auto const whose = style.paint(Paint::bad, text(forge, "repository") + " (" + text(forge, "train") + ")");
    if (auto const since = text(forge, "failing_since"); !since.empty())
        all += fmt::format("{}: failing since {}: {}\n", whose, when(since), text(forge, "failing"));
    if (auto const until = text(forge, "limited_until"); !until.empty())
        all += fmt::format("{}: the forge takes no requests for now; next try {}\n", whose,
                           distance(until, now));
    if (auto const refused = text(forge, "refused"); !refused.empty())
        all += fmt::format(
            "{}: the forge refused the wording of a status; plain words were posted instead: {}\n", whose,
            refused);
    if (truth(forge, "cut_off"))
        all += whose + ": too many pull requests; those that changed longest ago are not watched\n";
    if (auto const advice = text(forge, "advice"); !advice.empty()) all += whose + ": " + advice + "\n";
    return all;
}

std::string show_forges(View const& view) {
    auto const swept = [&](Json const& forge) {
        auto const at = text(forge, "swept_at");
        return at.empty() ? "not yet" : distance(at, view.subject.now);
    };
    auto const where = [](Json const& forge) {
        return text(forge, "kind") + " " + text(forge, "repository");
    };
    return listing(view,
                   {{"TRAIN", "train", Paint::strong},
                    {"FORGE", where},
                    {"BRANCH", "branch"},
                    {"OPEN", "open"},
                    {"STATUSES", statuses_of},
                    {"REQUIRED", required_of},
                    {"LAST SWEEP", swept}},
                   "No forges. The configuration names them in [trains.forge].\n") +
           forges_to_look_at(view.answer, view.style, view.subject.now);
}

}  // namespace

std::string forges_to_look_at(Json const& page, Style style, Instant now) {
    std::string all;
    for (auto const& forge : items(page)) all += faults_of_forge(forge, style, now);
    return all;
}

Subcommands forges_subcommands() {
    return {{.name = "forges",
             .does = "Show the merge gate's status on pull requests, and whether it is required",
             .arguments = {kTrainOption},
             .request = {Method::get, "/v1/forges", {"train"}},
             .show = show_forges,
             .pages = true}};
}

}  // namespace cadence::ctl
