// The daemon itself: whether it runs, whether it can do its work, and the contract.
#include "api/document.h"
#include "api/openapi.h"
#include "api/problem.h"
#include "api/routes.h"

namespace cadence::api {

namespace {

constexpr Duration kPatience =
    std::chrono::seconds{5};  // work that is due and not done for longer is a failure

/// Looking means to touch the disk.
constexpr Duration kReadyFor = std::chrono::seconds{1};

struct Readiness {
    std::string database = "ok";
    std::string scheduler = "ok";
    std::string clock = "ok";
};
BOOST_DESCRIBE_STRUCT(Readiness, (), (database, scheduler, clock))

Readiness readiness_of(engine::Engine& engine) {
    Readiness checks;
    if (auto const writable = engine.store().writable(); !writable) checks.database = writable.error().detail;
    auto const overdue = engine.overdue_trains(kPatience);
    if (!overdue.empty()) checks.scheduler = "train " + overdue.front() + " has overdue work";
    if (engine.hold()) checks.clock = "on hold: " + engine.hold()->reason;
    return checks;
}

Result<Answer> get_health(Call const&) {
    return answer_with([](Object& health) {
        put(health, "status", "ok");
        put(health, "version", CADENCE_VERSION);
    });
}

Result<Answer> get_ready(Call const& call) {
    auto const checks = readiness_of(call.engine);
    if (checks.database == "ok" && checks.scheduler == "ok") {
        return answer_with([&](Object& ready) {
            put(ready, "status", "ready");
            put(ready, "checks", checks);
        });
    }
    Problem problem{
        .status = 503,
        .slug = "not-ready",
        .detail = checks.database == "ok" ? checks.scheduler : "The database: " + checks.database};
    problem.headers = {{"Retry-After", "5"}};
    put(problem.more, "checks", checks);
    return answer_of(problem, call.request.path);
}

Result<Answer> get_openapi(Call const&) {
    return Answer{.body = std::string{openapi_json()}};
}

}  // namespace

Routes health_routes() {
    return {
        open_to_all(get("/health", "Liveness", get_health)),
        open_to_all(good_for(kReadyFor, get("/health/ready", "Readiness", get_ready))),
        open_to_all(get("/openapi.json", "This API's OpenAPI document", get_openapi)),
    };
}

}  // namespace cadence::api
