// Gates: violated, frozen, and exemptions from them.
#include <algorithm>

#include "base/describe.h"
#include "base/text.h"
#include "chat/nouns.h"
#include "chat/phrases.h"

namespace cadence::chat {

using namespace release;

namespace {

std::string names_of(std::vector<Action> const& actions, std::string_view between) {
    return listed(each_of(actions, name_of<Action>), between);
}

Freeze const* freeze_in(Train const* train, std::string const& id) {
    if (train == nullptr) return nullptr;
    auto const found = std::ranges::find(train->freezes, id, &Freeze::id);
    return found == train->freezes.end() ? nullptr : &*found;
}

Announcement begun(Freeze const& freeze, EventContext const& context) {
    auto const until =
        freeze.until ? "until " + show_time(context, *freeze.until) : std::string{"until somebody ends it"};
    return about_train({Topic::freeze, Mood::warning}, context,
                       {{"actions", names_of(freeze.actions, " and ")},
                        {"until", until},
                        {"freeze", freeze.id},
                        {"by", freeze.by},
                        {"reason", freeze.reason}});
}

/// Freezes that go on beside one that has ended.
std::string others(Train const& train, std::string const& ended) {
    std::vector<std::string> left;
    for (auto const& each : train.freezes) {
        if (each.begun && each.id != ended)
            left.push_back(each.id + " (" + names_of(each.actions, " and ") + ")");
    }
    return only_if(!left.empty(), "Still frozen: " + listed(left));
}

std::string sentence(GateViolated const& what, LogLine const&) {
    return shortened(what.commit) + " was merged against the gate" +
           only_if(!what.author.empty(), " by " + what.author) + because(first_listed(what.reasons, "; "));
}

Announcements announcements(GateViolated const& what, EventContext const& context) {
    auto const* const merge = context.train.merges.of_commit(what.commit);
    auto made = about_release(
        {Topic::gate_violated, Mood::alarm}, context, what.release,
        {{"merge", shortened(what.commit)},
         {"author", what.author.empty() ? "somebody" : what.author},
         {"title", merge == nullptr ? "" : merge->title},
         {"pull_request",
          merge == nullptr || merge->pull_request.empty() ? "" : "Pull request " + merge->pull_request},
         {"branch", context.policy.main_branch}});
    made.points = few(what.reasons);
    return {made};
}

std::string sentence(FreezeAdded const& what, LogLine const& line) {
    auto const& freeze = what.freeze;
    auto text = line.actor + " freezes " + names_of(freeze.actions, ", ");
    if (!freeze.begun) text += " from " + describe_instant(freeze.from);
    text += freeze.until ? " until " + describe_instant(*freeze.until) : " until somebody ends it";
    return text + " (" + freeze.id + ")" + because(freeze.reason);
}

Announcements announcements(FreezeAdded const& what, EventContext const& context) {
    if (!what.freeze.begun) return {};
    return {begun(what.freeze, context)};
}

std::string sentence(FreezeBegan const& what, LogLine const&) {
    return what.freeze + " begins" + because(what.reason);
}

Announcements announcements(FreezeBegan const& what, EventContext const& context) {
    if (auto const* const freeze = freeze_in(&context.train, what.freeze)) return {begun(*freeze, context)};
    return {};  // it was over before anybody could be told
}

std::string sentence(FreezeEnded const& what, LogLine const& line) {
    return line.actor + " ended " + what.freeze + because(what.reason);
}

Announcements announcements(FreezeEnded const& what, EventContext const& context) {
    auto const* const ended = freeze_in(context.before, what.freeze);
    return {about_train({Topic::unfreeze}, context,
                        {{"freeze", what.freeze},
                         {"actions", ended == nullptr ? "" : names_of(ended->actions, " and ")},
                         {"reason", what.reason},
                         {"left", others(context.train, what.freeze)}})};
}

std::string sentence(ExemptionAdded const& what, LogLine const& line) {
    auto const& exemption = what.exemption;
    return line.actor + " lets " + in_words(name_of(exemption.admits)) + " " + exemption.value +
           " through the gate until " + describe_instant(exemption.until) + " (" + exemption.id + ")" +
           because(exemption.reason);
}

Announcements announcements(ExemptionAdded const& what, EventContext const& context) {
    auto const& exemption = what.exemption;
    return {about_train({Topic::exemption}, context,
                        {{"admits", in_words(name_of(exemption.admits))},
                         {"value", exemption.value},
                         {"until", show_time(context, exemption.until)},
                         {"exemption", exemption.id},
                         {"reason", exemption.reason}})};
}

std::string sentence(ExemptionEnded const& what, LogLine const& line) {
    return line.actor + " ended " + what.exemption + because(what.reason);
}

}  // namespace

Noun const kGates = noun_of<GateEvents, Silent<ExemptionEnded>>(
    [](auto const& what, LogLine const& line) { return sentence(what, line); },
    [](auto const& what, EventContext const& context) { return announcements(what, context); });

}  // namespace cadence::chat
