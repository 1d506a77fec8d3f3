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
    if (!put(draft.thing.id, id_of(value))) return false;
    if (std::ranges::find(kReservedIds, draft.thing.id) == kReservedIds.end()) return true;
    value.refuse("id " + in_quotes(draft.thing.id) + " is reserved; choose another");
    return false;
}

/// { backend = ["tech-lead"] }
bool read_train_roles(PersonDraft& draft, Value const& value) {
    return read_entries(draft.thing.train_roles, value,
                        [](std::string_view, Value const& each) { return roles_of(each); });
}

bool read_known_as(PersonDraft& draft, Value const& value) {
    auto const name = line_of(value);
    if (name) draft.thing.known_as.emplace(value.key.name, pasted_word(*name));
    return name.has_value();
}

constexpr std::array kPeopleFields{
    required<read_id>("id", "lower-case letters, digits and dashes, at most 40, like \"anna\""),
    optional<line_of, &PersonDraft::thing, &Person::name>("name", "a name like \"Anna\""),
    optional<roles_of, &PersonDraft::thing, &Person::roles>("roles", "[]",
                                                            "roles in brackets, like [\"tech-lead\"]"),
    optional<read_train_roles>("train_roles", "roles per train, like { backend = [\"tech-lead\"] }"),
    optional<read_known_as>("slack_id", "a Slack user id like \"U024BE7LH\""),
    optional<read_known_as>("mattermost_id", "a Mattermost user id"),
    optional<read_known_as>("github_login", "a GitHub login like \"anna\""),
    optional<read_known_as>("gitlab_username", "a GitLab user name like \"anna\""),
    optional<read_known_as>("email", "an e-mail address like \"anna@example.org\""),
};

/// One account elsewhere belongs to one person, or nobody could tell who acted.
void check_known_as(Draft const& draft) {
    std::map<std::pair<std::string, std::string>, PersonDraft const*> owners;
    for (auto const& each : draft.people) {
        for (auto const& known : each.thing.known_as) {
            auto const [owner, added] = owners.emplace(known, &each);
            if (added) continue;
            auto const there = owner->second->section.place(known.first);
            each.refuse(known.first, known.first + " " + in_quotes(known.second) + " is already used by " +
                                         in_quotes(owner->second->thing.id) + " in " +
                                         there.seen_from(each.section.place(known.first)));
        }
    }
}

}  // namespace

bool read_people(Draft& draft, Value const& value) {
    return read_sections(value, [&](Section const& section) {
        PersonDraft person{{section}};
        person.failed = read_section(section, kPeopleFields, person);
        if (person.thing.name.empty()) person.thing.name = person.thing.id;
        draft.people.push_back(std::move(person));
        return true;
    });
}

void check_people(Draft const& draft) {
    refuse_twice(draft.people, "id", "person", [](PersonDraft const& p) { return p.thing.id; });
    for (auto const& each : draft.people)
        for (auto const& [train, roles] : each.thing.train_roles)
            refuse_unknown_train(draft, each, "train_roles", train);
    check_known_as(draft);
}

std::vector<SectionKeys> people_keys() {
    return {SectionKeys{"people", keys_of(kPeopleFields)}};
}

}  // namespace cadence::config
