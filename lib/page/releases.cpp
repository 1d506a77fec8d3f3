// A release's page, and the history of releases.
#include <array>

#include "base/encoding.h"
#include "base/text.h"
#include "page/parts.h"
#include "page/render.h"

namespace cadence::page {

namespace {

/// "Release backend-2026-11-12", "Hotfix backend-hotfix-…"
std::string over_of(Object const& release) {
    auto const kind = text_at(release, "kind");
    return (kind == "scheduled" ? std::string{"Release "} : capitalised(kind) + " ") + text_at(release, "id");
}

Object heading_of(Object const& release, Setting const& setting) {
    Object view{{"over", over_of(release)}, {"heading", called(release)}};
    auto const opens = instant_at(release, "opens_at");
    if (opens && has(release, "candidate")) view["heading"] = called(release) + ", ";
    if (opens && !has(release, "candidate")) view["heading"] = "";
    if (opens) view["opens"] = long_moment(*opens, setting.zone);
    if (opens) view["countdown"] = Object{{"how", "in"}, {"iso", format_instant(*opens)}, {"what", false}};
    return view;
}

Object request_facts(Object const& release, Setting const& setting) {
    auto const& request = object_at(release, "on_demand");
    if (request.empty()) return {};
    Array facts;
    auto const add = [&](std::string_view name, std::string const& what) {
        if (!what.empty()) facts.push_back(Object{{"fact", name}, {"what", what}});
    };
    add("Why", text_at(request, "justification"));
    add("Criterion", in_words(text_at(request, "criterion")));
    add("Branch", text_at(request, "branch") + ", from " + text_at(request, "base"));
    add("Asked by", name_of_person(setting.people, text_at(request, "requested_by")));
    std::vector<std::string> approved;
    for (auto const& each : list_at(request, "approvals"))
        approved.push_back(text_at(each.as_object(), "name"));
    add("Approved by", enumerated(
                           approved, [](auto const& name) { return name; }, " and "));
    auto const rides = list_at(request, "rides_along").size();
    if (rides > 0) add("Rides along", counted(rides, "merge", "merges"));
    return {{"facts", std::move(facts)}};
}

Array records_view(Object const& release, Setting const& setting) {
    Array rows;
    for (auto const& [name, title] :
         {std::pair{"retrospective", "Retrospective"}, std::pair{"post_mortem", "Post-mortem"}}) {
        auto const& record = object_at(release, name);
        if (record.empty()) continue;
        Object row{{"strong", title}, {"rest", ""}};
        put_look(row, {"done", "good"});
        auto const at = instant_at(record, "at");
        row["below"] = Object{{"mark", false},
                              {"reason", said((at ? setting.zone.show(*at) + " by " : "by ") +
                                                  name_of_person(setting.people, text_at(record, "by")),
                                              setting.zone)}};
        if (auto const link = text_at(record, "link"); link.starts_with("http")) {
            row["href"] = link;
            row["link"] = " report";
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

/// A section of rows, if there are any.
void put_rows(Array& sections, std::string_view id, std::string_view title, Array rows) {
    if (rows.empty()) return;
    sections.push_back(Object{{"section_id", id}, {"title", title}, {"rows", std::move(rows)}});
}

Array votes_and_approvals(Object const& release, Setting const& setting) {
    return text_at(release, "kind") == "scheduled" && text_at(release, "state") != "planned"
               ? votes_view(release, setting)
               : Array{};
}

Array approvals_turn(Object const& release, Setting const& setting) {
    Object document{{"release", release}};
    if (text_at(release, "state") == "requested") document["status"] = Object{{"on_demand", Array{release}}};
    return turns_view(document, setting);
}

Object release_view(Object const& document, Setting const& setting) {
    auto const& release = object_at(document, "release");
    Object view{{"answer", heading_of(release, setting)},
                {"verdict", verdict_view(object_at(release, "verdict"), setting.zone)},
                {"turns", approvals_turn(release, setting)}};
    if (auto line = line_view(release, setting); !line.empty()) view["timeline"] = std::move(line);
    auto acts = acts_on_release(release, setting);
    view["any_acts"] = !acts.empty();
    view["acts"] = std::move(acts);
    if (auto notes = notes_view(document, release); !notes.empty()) view["notes"] = std::move(notes);
    if (auto facts = request_facts(release, setting); !facts.empty()) view["request"] = std::move(facts);
    Array first;
    put_rows(first, "votes", "Votes", votes_and_approvals(release, setting));
    put_rows(first, "history", "Dates", date_changes(release, setting));
    put_rows(first, "records", "Written down", records_view(release, setting));
    view["first"] = std::move(first);
    Array second;
    put_rows(second, "deployments", "Deployments", deployments_view(release, setting));
    put_rows(second, "issues", "Issues", issues_view(release, setting));
    view["second"] = std::move(second);
    auto stages = checklist_view(release, setting);
    view["any_stages"] = !stages.empty();
    view["stages"] = std::move(stages);
    view["timeline_href"] = "/events?release=" + percent_encode(text_at(release, "id"));
    return view;
}

Object row_of_release(Object const& release) {
    auto const zone = Zone::load(text_at(release, "timezone")).value_or(Zone{});
    auto const opens = instant_at(release, has(release, "opens_at") ? "opens_at" : "requested_at");
    auto const& verdict = object_at(release, "verdict");
    Object row{{"name", called(release)},
               {"href", release_link(text_at(release, "id"))},
               {"id", text_at(release, "id")},
               {"kind", kind_word(text_at(release, "kind"))},
               {"word", text_at(verdict, "word")}};
    put_look(row, look_of_outlook(text_at(verdict, "code")));
    if (opens) row["moment_at"] = dated_moment(*opens, zone);
    auto const& from = object_at(release, "moved_from");
    auto const cancelled = text_at(object_at(release, "cancelled"), "reason");
    row["note"] = some(!cancelled.empty() || from.empty() ? cancelled : "moved: " + text_at(from, "reason"));
    return row;
}

/// The choices of a filter: all of them, the one that is asked for chosen.
Array options_of(std::initializer_list<std::string_view> names, std::string const& chosen) {
    Array options;
    for (auto const name : names)
        options.push_back(
            Object{{"value", name}, {"label", capitalised(in_words(name))}, {"chosen", name == chosen}});
    return options;
}

}  // namespace

std::string release_page(Object const& document, Place const& place, Zone const& zone) {
    auto const& release = object_at(document, "release");
    Setting const setting{zone, list_at(document, "people"), place.train};
    auto const& verdict = object_at(release, "verdict");
    auto const opens = instant_at(release, "opens_at");
    auto title = called(release) + ": " + lower(text_at(verdict, "word"));
    if (opens)
        title = text_at(dated_moment(*opens, zone), "stamp") + " " + zone_word(*opens, zone) + ": " + title;
    return framed({.title = title + " · " + place.train_name,
                   .description = text_at(verdict, "word") + ". " + text_at(verdict, "why"),
                   .content = "release",
                   .view = release_view(document, setting)},
                  place);
}

std::string releases_page(Object const& document, Place const& place) {
    Array rows;
    for (auto const& each : list_at(document, "items")) rows.push_back(row_of_release(each.as_object()));
    auto const& asked = object_at(document, "asked");
    Object view{
        {"any_rows", !rows.empty()},
        {"releases", std::move(rows)},
        {"train", text_at(asked, "train")},
        {"from", text_at(asked, "from")},
        {"to", text_at(asked, "to")},
        {"kinds", options_of({"scheduled", "hotfix", "expedited", "unplanned"}, text_at(asked, "kind"))},
        {"states", options_of({"planned", "frozen", "go", "no_go", "held", "deploying", "monitoring",
                               "released", "overdue", "cancelled", "requested", "approved", "rejected",
                               "expired", "rolling_back", "rolled_back"},
                              text_at(asked, "state"))}};
    if (auto const next = text_at(document, "next"); !next.empty()) view["next_href"] = next;
    return framed({.title = "Releases",
                   .description = "Every release, newest first",
                   .content = "releases",
                   .view = std::move(view)},
                  place);
}

}  // namespace cadence::page
