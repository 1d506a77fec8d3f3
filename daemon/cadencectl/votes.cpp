// Votes and the candidate they are about.
#include <fmt/format.h>

#include "base/text.h"
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

/// The one that was recorded last.
Json const& latest(boost::json::array const& all) {
    static Json const kNone;
    Json const* found = &kNone;
    // Without the Z, a fraction of a second sorts behind the second it belongs to.
    auto const instant = [](Json const& one) { return text(one, "at").substr(0, text(one, "at").find('Z')); };
    for (auto const& one : all)
        if (instant(one) >= instant(*found)) found = &one;
    return *found;
}

std::string voted(View const& view) {
    auto const& vote = latest(items(view.answer, "votes"));
    return done_and_decided(
        view, fmt::format("vote {} by {} recorded", in_words(text(vote, "vote")), text(vote, "person")));
}

std::string vote_withdrawn(View const& view) {
    auto const person = view.arguments["person"];
    return done_and_decided(view, person.empty() ? "vote withdrawn" : "the vote of " + person + " is lifted");
}

Result<void> check_candidate(Arguments const& arguments) {
    if (arguments.has("version") || arguments.has("commit")) return {};
    return refuse(ErrorCode::invalid, "candidate-empty", "name the candidate: a version, --commit, or both.");
}

std::string candidate_set(View const& view) {
    auto const& before = view.subject.before;
    auto const ships = what_ships(at(view.answer, "candidate"));
    if (ships == what_ships(at(before, "candidate")))
        return done_and_decided(view, ships + " is already the candidate, nothing changes");
    auto const& asked = at(before, "on_demand");
    auto const* const anew = !items(before, "votes").empty()      ? ", votes start over"
                             : !items(asked, "approvals").empty() ? ", approvals start over"
                                                                  : "";
    return done_and_decided(view, "candidate " + ships + " set" + anew);
}

}  // namespace

Subcommands votes_subcommands() {
    return {
        {.name = "vote",
         .does = "Cast your vote, go or no-go, for all the roles you hold",
         .arguments = {required({"VOTE", "go|no-go", "your vote", {"go", "no-go"}}), release_place(),
                       kTrainOption, kReasonOption},
         .examples = {"vote go", "vote no-go --reason \"payment test fails on staging\""},
         .request = {Method::post, "/v1/releases/{release}/votes", {"reason", "vote"}},
         .show = voted},
        {.name = "unvote",
         .does = "Withdraw your vote, or lift somebody else's",
         .arguments =
             {{"--person", "ID", "whose; default: your own"}, release_place(), kTrainOption, kReasonOption},
         .examples = {"unvote", "unvote --person paul --reason \"on leave, agreed by phone\""},
         .request = {Method::remove, "/v1/releases/{release}/votes", {"person", "reason"}},
         .show = vote_withdrawn},
        {.name = "candidate",
         .does = "Set the candidate, the version and commit that would ship; a new one voids the votes",
         .arguments = {{"VERSION", "VERSION", "like 1.2.0"},
                       {"--commit", "SHA", "the commit"},
                       release_place(),
                       kTrainOption},
         .examples = {"candidate 1.2.0 --commit 4f1c9a2b7d"},
         .check = check_candidate,
         .looks_first = true,
         .request = {Method::post, "/v1/releases/{release}/candidate", {"version", "commit"}},
         .show = candidate_set},
    };
}

}  // namespace cadence::ctl
