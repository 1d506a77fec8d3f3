// People: who there are, who is asking, and who may do what.
#include "api/parts.h"
#include "api/routes.h"

namespace cadence::api {

namespace {

void put_person(Object& into, config::Person const& person) {
    put(into, "id", person.id);
    put(into, "name", person.name);
    put(into, "roles", person.roles);
}

Result<Answer> get_people(Call const& call) {
    auto const train = call.train();
    if (!train) return tl::unexpected{train.error()};
    return answer_with([&](Object& page) { put_people(page, call.engine.config(), *train); });
}

Result<Answer> get_me(Call const& call) {
    auto const& caller = *call.caller;
    auto const* const person = call.engine.config().person(caller.id);
    return answer_with([&](Object& into) {
        put(into, "id", caller.id);
        put(into, "name", caller.name);
        put(into, "roles", call.actor().roles);
        if (person != nullptr && !person->train_roles.empty()) put(into, "train_roles", person->train_roles);
        if (!caller.only_items.empty()) put(into, "items", caller.only_items);
        auto const token = call.engine.store().token(caller.token);
        if (token) put_known(into, "expires_at", token->expires_at);
    });
}

}  // namespace

void put_people(Object& into, config::Config const& config, config::TrainConfig const* train) {
    put_all(into, "items", config.people, [&](Object& object, config::Person const& person) {
        put_person(object, person);
        if (train != nullptr)
            object["roles"] = json::to_json(config.roles_of(person, train->id), {object.storage(), true});
        else if (!person.train_roles.empty())
            put(object, "train_roles", person.train_roles);
    });
}

Routes people_routes() {
    return {
        get("/v1/people", "The people and their roles", get_people, {"train"}),
        {net::Method::get,
         "/v1/me",
         Access::person,
         "Who is asking, by their token",
         get_me,
         {},
         {},
         {Form::json},
         Duration{0}},
    };
}

}  // namespace cadence::api
