// How the merge gates stand at their forges.
#include <fmt/format.h>

#include "cadencectl/phrases.h"
#include "cadencectl/show.h"
#include "cadencectl/times.h"

namespace cadence::ctl::show {

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

/// What a person must look at, each a line; empty when all is well.
std::string faults_of(Json const& forge, Style style, Instant now) {
    std::string all;
    auto const whose = style.paint(Paint::bad, text(forge, "repository") + " (" + text(forge, "train") + ")");
    if (auto const since = text(forge, "failing_since"); !since.empty())
        all += fmt::format("{}: failing since {}: {}\n", whose, when(since), text(forge, "failing"));
    if (auto const until = text(forge, "limited_until"); !until.empty())
        all += fmt::format("{}: the forge takes no requests for now; asked again {}\n", whose,
                           distance(until, now));
    if (auto const refused = text(forge, "refused"); !refused.empty())
        all += fmt::format("{}: a status' words were refused, plain ones are there instead: {}\n", whose,
                           refused);
    if (truth(forge, "cut_off"))
        all += whose + ": more pull requests than are watched; those that changed longest ago are not\n";
    if (auto const advice = text(forge, "advice"); !advice.empty()) all += whose + ": " + advice + "\n";
    return all;
}

}  // namespace

std::string forges(View const& view) {
    Table table{{"TRAIN", "FORGE", "BRANCH", "OPEN", "STATUSES", "REQUIRED", "LOOKED OVER"}};
    for (auto const& forge : items(view.answer)) {
        auto const swept = text(forge, "swept_at");
        table.row({{text(forge, "train"), Paint::strong},
                   {text(forge, "kind") + " " + text(forge, "repository")},
                   {text(forge, "branch")},
                   {text(forge, "open")},
                   {statuses_of(forge)},
                   required_of(forge),
                   {swept.empty() ? "not yet" : distance(swept, view.subject.now)}});
    }
    if (table.empty()) return "No forges. The configuration names them in [trains.forge].\n";
    return table.render(view.style) + forges_to_look_at(view.answer, view.style, view.subject.now);
}

std::string forges_to_look_at(Json const& page, Style style, Instant now) {
    std::string all;
    for (auto const& forge : items(page)) all += faults_of(forge, style, now);
    return all;
}

}  // namespace cadence::ctl::show
