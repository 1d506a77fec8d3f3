// A release on demand in flight: how far it has come, and what it waits for.
#include <array>

#include "base/text.h"
#include "page/parts.h"

namespace cadence::page {

namespace {

struct Station {
    std::string_view ahead;
    std::string_view behind;
};
constexpr std::array kStations{Station{"Asked for", "Asked for"}, Station{"Approval", "Approved"},
                               Station{"Production", "In production"}};

/// How many of the stations lie behind it.
std::size_t come_to(std::string_view state) {
    if (state == "requested") return 1;
    if (state == "approved" || state == "deploying") return 2;
    return 3;
}

/// "It has not reached staging; Tech Lead has not approved; 5 checklist items are open."
std::string missing_in_words(Object const& decision) {
    std::vector<std::string> parts;
    std::size_t items = 0;
    for (auto const& each : list_at(decision, "reasons")) {
        auto const& reason = each.as_object();
        if (text_at(reason, "item").empty())
            parts.push_back(text_at(reason, "text"));
        else
            ++items;
    }
    if (items > 0) parts.push_back(counted(items, "checklist item is open", "checklist items are open"));
    return parts.empty() ? std::string{} : listed(parts, "; ") + ".";
}

}  // namespace

Object request_view(Object const& release, Setting const& setting) {
    auto const state = text_at(release, "state");
    auto const behind = come_to(state);
    Array steps;
    for (std::size_t i = 0; i < kStations.size(); ++i) {
        auto const here = i == behind;
        Object step{{"class", i < behind ? "past"
                              : here     ? "here"
                                         : "todo"},
                    {"name", i < behind ? kStations.at(i).behind : kStations.at(i).ahead}};
        put_look(step, i < behind ? Look{"done", ""} : here ? Look{"now", ""} : Look{"todo", ""});
        if (i == 0) put_moment(step, "when", release, "requested_at", setting.zone);
        if (here && state == "deploying") step["note"] = "deploying";
        steps.push_back(std::move(step));
    }
    auto const& decision = object_at(release, "decision");
    Object line{{"word", capitalised(in_words(state))}, {"tone", "dim"}};
    auto const missing = missing_in_words(decision);
    line["why"] = missing.empty() ? JsonValue(false) : JsonValue(said(missing, setting.zone));
    return {{"name", capitalised(text_at(release, "kind")) + ": " + text_at(release, "title")},
            {"href", release_link(text_at(release, "id"))},
            {"verdict_line", std::move(line)},
            {"steps", std::move(steps)},
            {"buttons", Array{}}};
}

}  // namespace cadence::page
