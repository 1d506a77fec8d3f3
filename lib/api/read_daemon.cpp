// The daemon itself, its rights, tokens and configuration.
#include "api/bodies.h"
#include "api/configuration.h"
#include "api/handlers.h"
#include "api/openapi.h"
#include "api/problem.h"
#include "api/render.h"

namespace cadence::api {

namespace {

constexpr Duration kPatience =
    std::chrono::seconds{5};  // work that is due and not done for longer is a failure

struct Readiness {
    std::string database = "ok";
    std::string scheduler = "ok";
    std::string clock = "ok";
};

Readiness readiness_of(engine::Engine& engine) {
    Readiness checks;
    if (auto const writable = engine.store().writable(); !writable) checks.database = writable.error().detail;
    auto const overdue = engine.overdue_trains(kPatience);
    if (!overdue.empty())
        checks.scheduler = "train " + overdue.front() + " has work that is due and not done";
    if (engine.hold()) checks.clock = "on hold: " + engine.hold()->reason;
    return checks;
}

void put_checks(Object& into, Readiness const& checks) {
    put(into, "database", checks.database);
    put(into, "scheduler", checks.scheduler);
    put(into, "clock", checks.clock);
}

}  // namespace

Result<Answer> get_health(Call const&) {
    return Answer{.body = document([](Object& health) {
                      put(health, "status", "ok");
                      put(health, "version", CADENCE_VERSION);
                  })};
}

Result<Answer> get_ready(Call const& call) {
    auto const checks = readiness_of(call.engine);
    if (checks.database == "ok" && checks.scheduler == "ok") {
        return Answer{.body = document([&](Object& ready) {
                          put(ready, "status", "ready");
                          put_checks(object_in(ready, "checks"), checks);
                      })};
    }
    Problem problem{
        .status = 503,
        .slug = "not-ready",
        .detail = checks.database == "ok" ? checks.scheduler : "The database: " + checks.database};
    problem.headers = {{"Retry-After", "5"}};
    put_checks(object_in(problem.more, "checks"), checks);
    return answer_of(problem, call.request.path);
}

Result<Answer> get_openapi(Call const&) {
    return Answer{.body = std::string{openapi_json()}};
}

Result<Answer> get_rights(Call const&) {
    return Answer{.body = document([](Object& page) {
                      auto& items = array_in(page, "items");
                      for (auto const& row : release::rights()) {
                          auto& object = object_in(items);
                          put(object, "right", name_of(row.right));
                          put(object, "does", row.does);
                          put_names(object, "roles", row.roles);
                      }
                  })};
}

Result<Answer> get_tokens(Call const& call) {
    return release::require(call.actor(), release::Right::manage_tokens).map([&] {
        return Answer{.body = document([&](Object& page) {
                          auto& items = array_in(page, "items");
                          for (auto const& token : call.engine.store().tokens())
                              put_token(object_in(items), token);
                      })};
    });
}

Result<Answer> plan_configuration(Call const& call) {
    auto const body = body_of<PlanBody>(call, kLongestReport);
    if (!body) return tl::unexpected{body.error()};
    auto const loaded = config::parse_config(body->toml);
    if (!loaded) return answer_of(configuration_wrong(loaded.error()), call.request.path);
    return configuration_answer(call.engine, *loaded, call.engine.plan(*loaded),
                                engine::goes(call.engine.config(), *loaded));
}

}  // namespace cadence::api
