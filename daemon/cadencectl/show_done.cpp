#include <fmt/format.h>

#include "base/text.h"
#include "cadencectl/phrases.h"
#include "cadencectl/show.h"
#include "cadencectl/show_parts.h"
#include "cadencectl/times.h"

namespace cadence::ctl::show {

namespace {

/// The one that was recorded last.
Json const& latest(boost::json::array const& all) {
    static Json const kNothing;
    Json const* found = &kNothing;
    // Without the Z, a fraction of a second sorts behind the second it belongs to.
    auto const instant = [](Json const& one) { return text(one, "at").substr(0, text(one, "at").find('Z')); };
    for (auto const& one : all)
        if (instant(one) >= instant(*found)) found = &one;
    return *found;
}

/// What was recorded: on the release, or as it was said where there is none.
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

std::string moved_lines(Json const& answer) {
    std::string all;
    for (auto const& change : items(answer, "moved")) all += "  " + date_change(change) + "\n";
    return all;
}

}  // namespace

std::string voted(View const& view) {
    auto const& vote = latest(items(view.answer, "votes"));
    return done_and_decided(
        view, fmt::format("vote {} by {} recorded", in_words(text(vote, "vote")), text(vote, "person")));
}

std::string vote_withdrawn(View const& view) {
    auto const person = view.arguments["person"];
    return done_and_decided(view, person.empty() ? "vote withdrawn" : "the vote of " + person + " is lifted");
}

std::string candidate_set(View const& view) {
    auto const& before = view.subject.before;
    auto const ships = what_ships(at(view.answer, "candidate"));
    if (ships == what_ships(at(before, "candidate")))
        return done_and_decided(view, ships + " is the candidate already, and nothing changes");
    auto const& asked = at(before, "on_demand");
    auto const* const anew = !items(before, "votes").empty()      ? ", votes begin anew"
                             : !items(asked, "approvals").empty() ? ", approvals begin anew"
                                                                  : "";
    return done_and_decided(view, "candidate " + ships + " set" + anew);
}

std::string postponed(View const& view) {
    auto const timezone = text(view.answer, "timezone");
    return done(view, fmt::format("moved to {} (was {}); votes begin anew", window_of(view.answer, timezone),
                                  window_of(view.subject.before, timezone)));
}

std::string cancelled(View const& view) {
    return done(view, "cancelled, the releases after it stay where they are");
}

std::string deployment_recorded(View const& view) {
    auto const on_train = view.subject.release.empty();
    auto const& release = on_train ? at(view.answer, "release") : view.answer;
    auto const what = deployment_in(view, release);
    auto const issues = on_train ? issues_recorded(view.answer, view.style) : std::string{};
    if (release.is_object()) return done({release, view.style, view.arguments, view.subject}, what) + issues;
    return view.subject.train + ": " + sentence(what + ", of no release we know") + "\n" + issues;
}

std::string issue_recorded(View const& view) {
    auto const& issues = items(view.answer, "issues");
    auto const id = issues.empty() ? std::string{} : text(issues.back(), "id");
    return done_so(view, "issue " + id + " recorded");
}

std::string blackout_added(View const& view) {
    auto const& blackout = at(view.answer, "blackout");
    auto all = fmt::format("{}: blackout {} from {} to {} added.\n", view.subject.train, text(blackout, "id"),
                           text(blackout, "from"), text(blackout, "to"));
    auto const moved = moved_lines(view.answer);
    all += moved.empty() ? "No release moves.\n" : "Moved:\n" + moved;
    auto const kept = joined(items(view.answer, "kept"));
    if (!kept.empty()) all += "Begun already, so not moved: " + kept + "\n";
    return all;
}

std::string blackout_ended(View const& view) {
    auto const moved = moved_lines(view.answer);
    return fmt::format("{}: blackout {} ended.\n", view.subject.train, view.arguments["id"]) +
           (moved.empty() ? "No release moves.\n" : "Moved:\n" + moved);
}

std::string token_created(View const& view) {
    auto const& token = at(view.answer, "token");
    auto const expires = text(token, "expires_at");
    auto const limited = joined(items(token, "items"));
    return fmt::format("Token {} for {}, {}{}. It is shown this once:\n{}\n", text(token, "id"),
                       text(token, "person"),
                       expires.empty() ? "without an expiry" : "valid until " + when(expires),
                       limited.empty() ? "" : ", to tick " + limited + " only", text(view.answer, "secret"));
}

std::string token_revoked(View const& view) {
    return fmt::format("Token {} of {} is revoked.\n", text(view.answer, "id"), text(view.answer, "person"));
}

std::string clock_accepted(View const&) {
    return "The time is accepted: the calendar goes on.\n";
}

std::string reloaded(View const& view) {
    return "The configuration is applied.\n" + dates_changed(view);
}

}  // namespace cadence::ctl::show
