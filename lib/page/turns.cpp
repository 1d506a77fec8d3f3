// What is asked of whom, and what may be done. The script shows each task and button to those it names,
// nobody else.
#include <algorithm>

#include "base/find.h"
#include "base/text.h"
#include "page/parts.h"

namespace cadence::page {

namespace {

using release::Right;

Object task(std::string who, std::string_view why, Array buttons, Zone const& zone) {
    return {{"who", std::move(who)}, {"why", said(why, zone)}, {"buttons", std::move(buttons)}};
}

std::string without(std::string const& ids, std::string const& one) {
    std::vector<std::string> kept;
    for (auto const id : split(std::string_view{ids}, ' '))
        if (id != one) kept.emplace_back(id);
    return listed(kept, " ");
}

/// Of those who hold a role that is waited for, whoever has not said anything yet.
std::string voters(Object const& release, Setting const& setting) {
    std::vector<std::string> ids;
    auto const roles = texts_at(release, "waiting_for");
    auto const& votes = list_at(release, "votes");
    for (auto const& each : setting.people) {
        auto const& person = each.as_object();
        auto const id = text_at(person, "id");
        auto const held = texts_at(person, "roles");
        auto const asked = std::ranges::find_first_of(held, roles) != held.end();
        auto const voted = std::ranges::any_of(
            votes, [&](JsonValue const& vote) { return text_at(vote.as_object(), "person") == id; });
        if (asked && !voted) ids.push_back(id);
    }
    return listed(ids, " ");
}

/// They may change what they said; the others are asked above.
std::string all_who_voted(Object const& release) {
    std::vector<std::string> ids;
    for (auto const& vote : list_at(release, "votes")) ids.push_back(text_at(vote.as_object(), "person"));
    return listed(ids, " ");
}

/// The instant by which it is to be decided: the go/no-go, or in a held window its end.
std::string decided_by(Object const& release, Setting const& setting) {
    if (text_at(release, "state") == "held")
        return "The window is open: with the last go the deployment may begin.";
    for (auto const& each : list_at(release, "phases")) {
        auto const& phase = each.as_object();
        auto const at = instant_at(phase, "at");
        if (text_at(phase, "kind") == "go_no_go" && text_at(phase, "status") == "pending" && at)
            return "It is decided at " + setting.zone.show(*at) + ".";
    }
    return "Without it, nothing is deployed.";
}

Button about(Object const& release, std::string_view act, std::string_view label, std::string who,
             std::string_view style) {
    return {.act = act,
            .label = label,
            .who = std::move(who),
            .style = style,
            .about = text_at(release, "id"),
            .called = called(release)};
}

Array vote_buttons(Object const& release, std::string const& who) {
    return {button(about(release, "go", "Go…", who, "main")),
            button(about(release, "no_go", "No-go…", who, ""))};
}

void put_vote(Array& tasks, Object const& release, Setting const& setting) {
    auto const who = voters(release, setting);
    if (who.empty()) return;
    tasks.push_back(task(who,
                         "Say go or no-go for " + called(release) + ". " + decided_by(release, setting) +
                             " Without your go, nothing is deployed.",
                         vote_buttons(release, who), setting.zone));
}

/// Nothing but their word is missing.
bool may_be_approved(Object const& request) {
    return std::ranges::all_of(list_at(object_at(request, "decision"), "reasons"),
                               [](JsonValue const& reason) {
                                   auto const code = text_at(reason.as_object(), "code");
                                   return code == "role_has_not_approved" || code == "second_person_needed";
                               });
}

void put_approval(Array& tasks, Object const& request, Setting const& setting) {
    auto const roles = texts_at(request, "waiting_for");
    if (text_at(request, "state") != "requested" || roles.empty() || !may_be_approved(request)) return;
    auto const who = ids_with(setting.people, roles);
    tasks.push_back(task(who,
                         "Approve or reject the " + text_at(request, "kind") + ": " +
                             text_at(request, "title") +
                             ". It is on staging and tested; it takes two people.",
                         {button(about(request, "approve", "Approve…", who, "main")),
                          button(about(request, "reject", "Reject…", who, ""))},
                         setting.zone));
}

void put_rollback_tasks(Array& tasks, Object const& release, Object const& status, Setting const& setting) {
    auto const& blocked = object_at(status, "blocked");
    if (blocked.empty()) return;
    auto const verified_by = text_at(blocked, "verified_by");
    auto const about_it = text_at(blocked, "release");
    auto const name = about_it == text_at(release, "id") ? called(release) : about_it;
    Button act{.act = "verify", .label = "Verify…", .style = "main", .about = about_it, .called = name};
    if (verified_by.empty()) {
        act.who = ids_who_may(setting.people, Right::verify_rollback);
        return tasks.push_back(task(
            act.who,
            "Did the rollback of " + name + " work? Whoever verifies it cannot also let deployments go on.",
            {button(act)}, setting.zone));
    }
    act.act = "clear";
    act.label = "Clear…";
    act.extra = setting.train;
    act.who = without(ids_who_may(setting.people, Right::clear_rollback), verified_by);
    tasks.push_back(task(act.who,
                         "The rollback of " + name + " is verified by " +
                             name_of_person(setting.people, verified_by) +
                             ". Nothing scheduled is deployed until it is cleared.",
                         {button(act)}, setting.zone));
}

bool any_of(std::string_view state, std::initializer_list<std::string_view> states) {
    return std::ranges::find(states, state) != states.end();
}

}  // namespace

Array turns_view(Object const& document, Setting const& setting) {
    Array tasks;
    auto const& release = object_at(document, "release");
    auto const& status = object_at(document, "status");
    put_rollback_tasks(tasks, release, status, setting);
    for (auto const& request : list_at(status, "on_demand"))
        put_approval(tasks, request.as_object(), setting);
    if (!any_of(text_at(release, "state"), {"planned"})) put_vote(tasks, release, setting);
    return tasks;
}

Array acts_on_release(Object const& release, Setting const& setting) {
    Array acts;
    auto const state = text_at(release, "state");
    auto const add = [&](std::string_view act, std::string_view label, Right right) {
        acts.push_back(
            button(about(release, act, label, ids_who_may(setting.people, right), "quiet little")));
    };
    if (any_of(state, {"frozen", "go", "no_go", "held"}) && !list_at(release, "votes").empty()) {
        auto const who = all_who_voted(release);
        acts.push_back(button(about(release, "go", "Go…", who, "quiet little")));
        acts.push_back(button(about(release, "no_go", "No-go…", who, "quiet little")));
    }
    if (any_of(state, {"planned", "frozen", "go", "no_go", "held", "overdue"}) && has(release, "opens_at")) {
        auto postpone = about(release, "postpone", "Postpone…", ids_who_may(setting.people, Right::postpone),
                              "quiet little");
        postpone.extra = text_at(release, "opens_at");
        acts.push_back(button(postpone));
        add("cancel", "Cancel…", Right::cancel);
    }
    if (any_of(state, {"deploying", "monitoring", "released"}))
        add("roll_back", "Roll back…", Right::roll_back);
    return acts;
}

Array acts_on_train(Object const& status, Setting const& setting) {
    Array acts;
    auto const add = [&](std::string_view act, std::string_view label, Right right, std::string extra = {}) {
        acts.push_back(button({.act = act,
                               .label = label,
                               .who = ids_who_may(setting.people, right),
                               .style = "quiet little",
                               .about = setting.train,
                               .called = text_at(status, "name"),
                               .extra = std::move(extra)}));
    };
    add("hotfix", "Ask for a hotfix…", Right::request_release);
    add("freeze", "Stop the line…", Right::freeze);
    for (auto const& freeze : list_at(status, "freezes"))
        add("unfreeze", "End " + text_at(freeze.as_object(), "id") + "…", Right::freeze,
            text_at(freeze.as_object(), "id"));
    return acts;
}

}  // namespace cadence::page
