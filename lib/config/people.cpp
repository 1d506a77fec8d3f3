#include <algorithm>
#include <array>
#include <map>

#include "base/pasted.h"
#include "config/names.h"
#include "config/values.h"

namespace cadence::config {
namespace {

constexpr std::array<std::string_view, 2> kReservedIds{"operator", "cadenced"};

bool read_id(PersonDraft& draft, Value const& value) {
    if (!put(draft.person.id, id_of(value))) return false;
    if (std::ranges::find(kReservedIds, draft.person.id) == kReservedIds.end()) return true;
    value.refuse("id " + in_quotes(draft.person.id) + " is reserved; choose another");
    return false;
}

/// { backend = ["tech-lead"] }
bool read_train_roles(PersonDraft& draft, Value const& value) {
    auto const section = section_of(value, "people.train_roles");
    if (!section) return false;
    bool all = true;
    for (auto const& [train, node] : section->table) {
        Value const each{node, value.key, value.path + "." + std::string{train.str()}, value.report};
        auto const roles = roles_of(each);
        all = all && roles.has_value();
        if (roles) draft.person.train_roles.emplace(train.str(), *roles);
    }
    return all;
}

bool read_known_as(PersonDraft& draft, Value const& value) {
    auto const name = line_of(value);
    if (name) draft.person.known_as.emplace(value.key.name, pasted_word(*name));
    return name.has_value();
}

constexpr std::array kPeopleFields{
    Field<PersonDraft>{
        {"id", Need::required, "", "lower-case letters, digits and dashes, at most 40, like \"anna\""},
        &read_id},
    Field<PersonDraft>{{"name", Need::optional, "", "a name like \"Anna\""},
                       [](PersonDraft& d, Value const& v) { return put(d.person.name, line_of(v)); }},
    Field<PersonDraft>{{"roles", Need::optional, "[]", "roles in brackets, like [\"tech-lead\"]"},
                       [](PersonDraft& d, Value const& v) { return put(d.person.roles, roles_of(v)); }},
    Field<PersonDraft>{
        {"train_roles", Need::optional, "", "roles per train, like { backend = [\"tech-lead\"] }"},
        &read_train_roles},
    Field<PersonDraft>{{"slack_id", Need::optional, "", "a Slack user id like \"U024BE7LH\""},
                       &read_known_as},
    Field<PersonDraft>{{"mattermost_id", Need::optional, "", "a Mattermost user id"}, &read_known_as},
    Field<PersonDraft>{{"github_login", Need::optional, "", "a GitHub login like \"anna\""}, &read_known_as},
    Field<PersonDraft>{{"gitlab_username", Need::optional, "", "a GitLab user name like \"anna\""},
                       &read_known_as},
    Field<PersonDraft>{{"email", Need::optional, "", "an e-mail address like \"anna@example.org\""},
                       &read_known_as},
};

/// One account elsewhere belongs to one person, or nobody could tell who acted.
void check_known_as(Draft const& draft, Report& report) {
    std::map<std::pair<std::string, std::string>, PersonDraft const*> owners;
    for (auto const& each : draft.people) {
        for (auto const& known : each.person.known_as) {
            auto const [owner, added] = owners.emplace(known, &each);
            if (added) continue;
            auto const line = owner->second->section.place(known.first).line;
            report.problem(each.section.place(known.first),
                           known.first + " " + in_quotes(known.second) + " is already used by " +
                               in_quotes(owner->second->person.id) + " in line " + std::to_string(line));
        }
    }
}

}  // namespace

bool read_people(Draft& draft, Value const& value) {
    auto const sections = sections_of(value, "people");
    if (!sections) return false;
    for (auto const& section : *sections) {
        PersonDraft person{section, {}, {}};
        person.failed = read_section(section, std::span<Field<PersonDraft> const>{kPeopleFields}, person);
        if (person.person.name.empty()) person.person.name = person.person.id;
        draft.people.push_back(std::move(person));
    }
    return true;
}

void check_people(Draft const& draft, Report& report) {
    std::map<std::string, int> lines;
    for (auto const& each : draft.people) {
        auto const place = each.section.place("id");
        if (!each.failed.contains("id")) {
            auto const [first, added] = lines.emplace(each.person.id, place.line);
            if (!added) {
                report.problem(place, "id " + in_quotes(each.person.id) +
                                          " is already used by the person in line " +
                                          std::to_string(first->second) + "; give each person their own");
            }
        }
        for (auto const& [train, roles] : each.person.train_roles) {
            refuse_unknown_train(draft, each.section, "train_roles", train);
        }
    }
    check_known_as(draft, report);
}

std::vector<SectionKeys> people_keys() {
    return {keys_of("people", kPeopleFields)};
}

}  // namespace cadence::config
