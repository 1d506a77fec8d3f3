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
    return read_table(value, [&](std::string_view train, Value const& each) {
        auto const roles = roles_of(each);
        if (roles) draft.person.train_roles.emplace(train, *roles);
        return roles.has_value();
    });
}

bool read_known_as(PersonDraft& draft, Value const& value) {
    auto const name = line_of(value);
    if (name) draft.person.known_as.emplace(value.key.name, pasted_word(*name));
    return name.has_value();
}

constexpr std::array kPeopleFields{
    required<read_id>("id", "lower-case letters, digits and dashes, at most 40, like \"anna\""),
    optional<line_of, &PersonDraft::person, &Person::name>("name", "a name like \"Anna\""),
    optional<roles_of, &PersonDraft::person, &Person::roles>("roles", "[]",
                                                             "roles in brackets, like [\"tech-lead\"]"),
    optional<read_train_roles>("train_roles", "roles per train, like { backend = [\"tech-lead\"] }"),
    optional<read_known_as>("slack_id", "a Slack user id like \"U024BE7LH\""),
    optional<read_known_as>("mattermost_id", "a Mattermost user id"),
    optional<read_known_as>("github_login", "a GitHub login like \"anna\""),
    optional<read_known_as>("gitlab_username", "a GitLab user name like \"anna\""),
    optional<read_known_as>("email", "an e-mail address like \"anna@example.org\""),
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
    auto const sections = sections_of(value);
    if (!sections) return false;
    for (auto const& section : *sections) {
        PersonDraft person{section, {}, {}};
        person.failed = read_section(section, kPeopleFields, person);
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
    return {SectionKeys{"people", keys_of(kPeopleFields)}};
}

}  // namespace cadence::config
