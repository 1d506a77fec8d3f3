#include "api/configuration.h"

#include "api/render.h"

namespace cadence::api {

Answer configuration_answer(engine::Engine const& engine, config::Config const& config,
                            engine::DatePlan const& plan, std::vector<std::string> const& goes) {
    return {.body = document([&](Object& into) {
                put(into, "fingerprint", config.fingerprint);
                put_date_changes(into, plan);
                auto& warnings = array_in(into, "warnings");
                for (auto const& each : goes) warnings.emplace_back(each);
                for (auto const& warning : config.warnings) warnings.emplace_back(warning);
                put_texts(into, "needs_restart", engine.needs_restart(config));
            })};
}

Problem configuration_wrong(std::vector<config::ConfigProblem> const& problems) {
    Problem problem{.status = 422,
                    .slug = "configuration-wrong",
                    .detail = "The configuration is wrong in " + std::to_string(problems.size()) +
                              (problems.size() == 1 ? " place" : " places") + "; the old one holds."};
    auto& errors = array_in(problem.more, "errors");
    for (auto const& each : problems) {
        auto& object = object_in(errors);
        put(object, "detail", each.text);
        put(object, "line", std::int64_t{each.line});
        put(object, "key", each.key);
    }
    return problem;
}

}  // namespace cadence::api
