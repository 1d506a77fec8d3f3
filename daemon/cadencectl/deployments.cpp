// What runs where, as somebody reports it.
#include <fmt/format.h>

#include "base/encoding.h"
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

/// On the release, or on the train where no release is meant.
Result<void> add_deployment(Given const& given, Request& request) {
    auto const& release = given.subject.release;
    auto const named =
        request.body.contains("version") || request.body.contains("commit") || !release.empty();
    auto const ends = request.body.contains("status");  // what is running, whatever that is
    request.body.emplace("environment", "production");
    request.body.emplace("status", "succeeded");
    if (!named && !ends && request.body["environment"] == "production")
        return wrong_usage("say what was deployed: --version, --commit, or --release for its candidate.");
    if (!release.empty()) request.path = "/v1/releases/" + percent_encode(release) + "/deployments";
    return {};
}

/// The deployment as recorded on the release, or as reported where there is none.
std::string deployment_in(View const& view, Json const& release) {
    boost::json::object said{
        {"environment", view.arguments.has("environment") ? view.arguments["environment"] : "production"},
        {"status", view.arguments.has("status") ? view.arguments["status"] : "succeeded"},
        {"version", view.arguments["version"]},
        {"commit", view.arguments["commit"]}};
    Json const reported(std::move(said));
    auto const& deployments = items(release, "deployments");
    auto const& recorded = deployments.empty() ? reported : deployments.back();
    auto what = fmt::format("deployment to {} recorded as {}", text(recorded, "environment"),
                            text(recorded, "status"));
    if (auto const ships = what_ships(recorded); !ships.empty()) what += ", " + ships;
    auto const until = text(release, "monitored_until");
    if (text(release, "state") == "monitoring" && !until.empty())
        what += ", monitored until " + when(until, text(release, "timezone"));
    return what;
}

std::string deployment_recorded(View const& view) {
    if (!view.subject.release.empty()) return done(view, deployment_in(view, view.answer));
    auto const& release = at(view.answer, "release");
    auto const what = deployment_in(view, release);
    auto const issues = issues_recorded(view.answer, view.style);
    if (release.is_object())
        return done({release, view.style, view.arguments, view.subject, view.session}, what) + issues;
    return view.subject.train + ": " + sentence(what + ", not part of any known release") + "\n" + issues;
}

}  // namespace

Subcommands deployments_subcommands() {
    return {
        {.name = "deployed",
         .does = "Report a deployment",
         .arguments =
             {release_place("of this release; default: the one that may claim it"),
              kTrainOption,
              {"--version", "VERSION", "the version deployed"},
              {"--commit", "SHA", "the commit deployed"},
              {"--environment", "NAME", "default: production", {"production", "staging"}},
              {"--status", "STATUS", "default: succeeded", {"succeeded", "started", "failed", "abandoned"}},
              {"--baseline", "", "what production already runs on a new installation; touches no release"},
              {"--at", "INSTANT", "when; default: now"},
              {"--source", "TEXT", "who reports it, like a pipeline's name"}},
         .examples = {"deployed --baseline --version 1.1.0", "deployed --version 1.2.0 --commit 4f1c9a2b7d",
                      "deployed --status failed", "deployed --environment staging --commit 4f1c9a2b7d"},
         .request = {Method::post,
                     "/v1/trains/{train}/deployments",
                     {"environment", "status", "version", "commit", "at", "source", "baseline"},
                     add_deployment},
         .show = deployment_recorded},
    };
}

}  // namespace cadence::ctl
