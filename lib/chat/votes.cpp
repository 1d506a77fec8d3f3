// Votes, the candidate, and the decision.
#include "base/describe.h"
#include "base/text.h"
#include "chat/nouns.h"
#include "chat/phrases.h"

namespace cadence::chat {

using namespace release;

namespace {

std::vector<std::string> titles_in(std::vector<Role> const& roles) {
    return each_of(roles, [](Role role) { return title_of(role); });
}

bool is_decision(StateChanged const& what) {
    auto const undecided = what.from == State::frozen || what.from == State::no_go;
    if (what.to == State::go) return undecided;
    if (what.to == State::no_go) return undecided || what.from == State::go;
    return what.from == State::go && what.to == State::frozen;
}

std::string votes_of(Release const& release) {
    auto const said = [](Vote const& vote) { return vote.name + " " + in_words(name_of(vote.vote)); };
    return release.votes.empty() ? "none" : listed(each_of(release.votes, said));
}

/// The go/no-go itself has announced that GO is missing, or the digest that nobody was asked.
bool announced_by_phase(Release const& release, EventContext const& context) {
    auto const* const firing = release.firing(PhaseKind::go_no_go);
    return firing != nullptr && firing->status != FiringStatus::skipped &&
           firing->fired_at == context.event.at && decision_of(release).verdict == Verdict::undecided;
}

std::string sentence(CandidateSet const& what, LogLine const& line) {
    auto text =
        line.actor + " set the candidate of " + what.release + ": " + show_version(what.version, what.commit);
    if (!what.voided.empty()) text += "; to decide again: " + listed(what.voided);
    if (!what.reset.empty()) text += "; pending again: " + listed(what.reset);
    return text;
}

std::string sentence(VoteCast const& what, LogLine const&) {
    return what.person + " says " + in_words(name_of(what.vote)) + " for " + what.release +
           because(what.reason);
}

std::string sentence(VoteWithdrawn const& what, LogLine const& line) {
    return "the vote of " + what.person + " on " + what.release + " is withdrawn by " + line.actor +
           because(what.reason);
}

std::string sentence(VoteReminded const& what, LogLine const&) {
    auto text = "go or no-go for " + what.release + " is due at " + describe_instant(what.decision_at);
    if (!what.waiting_for.empty()) text += "; not voted: " + listed(titles_in(what.waiting_for));
    return what.missing.empty() ? text
                                : text + "; missing: " + first_listed(what.missing, "; ") +
                                      " (cadencectl checklist " + what.release + ")";
}

Announcements announcements(VoteReminded const& what, EventContext const& context) {
    auto const titles = titles_in(what.waiting_for);
    auto reminder =
        about_release({Topic::vote_reminder, Mood::warning}, context, what.release,
                      {{"decision_at", show_time(context, what.decision_at)},
                       {"left", show_duration(what.decision_at - context.event.at)},
                       {"waiting_for", titles.empty() ? "nobody, everyone has voted" : listed(titles)},
                       {"missing", only_if(!what.missing.empty(), "Also missing:")}});
    reminder.points = few(what.missing);
    return {reminder};
}

}  // namespace

Announcements decision(StateChanged const& what, EventContext const& context) {
    if (!is_decision(what)) return {};
    auto const* const release = context.train.find(what.release);
    if (what.to == State::no_go && release != nullptr && announced_by_phase(*release, context)) return {};
    auto const go = what.to == State::go;
    auto const taken_back = what.from == State::go;
    Words words{{"decision", go           ? "GO"
                             : taken_back ? "GO taken back"
                                          : "No GO"},
                {"votes", release == nullptr ? "" : votes_of(*release)},
                {"reasons", only_if(!go, "Reasons:")}};
    words.merge(window_of(context, what.release));
    auto made = about_release({Topic::decision, go ? Mood::good : Mood::warning}, context, what.release,
                              std::move(words));
    if (go) return {made};
    if (release != nullptr) made.points = few(each_of(decision_of(*release).reasons, &Reason::text));
    if (made.points.empty()) made.points.push_back(what.reason);
    return {made};
}

Noun const kVotes = noun_of<VoteEvents, Silent<CandidateSet, VoteCast, VoteWithdrawn>>(
    [](auto const& what, LogLine const& line) { return sentence(what, line); },
    [](auto const& what, EventContext const& context) { return announcements(what, context); });

}  // namespace cadence::chat
