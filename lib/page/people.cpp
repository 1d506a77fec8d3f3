// Who may do what.
#include "base/text.h"
#include "page/parts.h"
#include "page/render.h"

namespace cadence::page {

namespace {

Object row_of_person(Object const& person) {
    Object row{{"name", text_at(person, "name")}, {"id", text_at(person, "id")}};
    auto roles = role_titles(texts_at(person, "roles"), ", ");
    for (auto const& each : object_at(person, "train_roles")) {
        std::vector<std::string> held;
        for (auto const& role : each.value().as_array()) held.emplace_back(role.as_string());
        roles += (roles.empty() ? "" : "; ") + std::string{each.key()} + ": " + role_titles(held, ", ");
    }
    row["roles_held"] = roles.empty() ? "no role" : roles;
    return row;
}

}  // namespace

std::string people_page(Object const& document, Place const& place) {
    Array people;
    for (auto const& each : list_at(document, "people")) people.push_back(row_of_person(each.as_object()));
    Array rights;
    for (auto const& each : list_at(document, "rights")) {
        auto const& right = each.as_object();
        rights.push_back(Object{{"does", capitalised(text_at(right, "does"))},
                                {"titles", role_titles(texts_at(right, "roles"), ", ")},
                                {"who", names_with(list_at(document, "people"), texts_at(right, "roles"))}});
    }
    Object view{{"how_many", counted(people.size(), "person", "people")},
                {"people", std::move(people)},
                {"rights", std::move(rights)}};
    return framed(
        {.title = "People", .description = "Who may do what", .content = "people", .view = std::move(view)},
        place);
}

}  // namespace cadence::page
