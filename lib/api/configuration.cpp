// The configuration: what a new one would change, or what is wrong with it, and putting it in force. A plan
// and a reload are answered the same.
#include "api/body.h"
#include "api/document.h"
#include "api/problem.h"
#include "api/routes.h"
#include "base/text.h"

namespace cadence::api {

namespace {

struct PlanBody {
    std::string toml;
};
BOOST_DESCRIBE_STRUCT(PlanBody, (), (toml))

void put_date_diff(Object& into, engine::DateDiff const& date) {
    put_members(into, date, {"skipped", "reason", "phases"});
    if (date.skipped) put(into, "skipped", true);
    put_known(into, "reason", date.reason);
    if (!date.phases.empty()) put(into, "phases", date.phases);
}

Answer configuration_answer(engine::Engine const& engine, config::Config const& config,
                            engine::DatePlan const& plan, std::vector<std::string> const& goes) {
    return answer_with([&](Object& into) {
        put(into, "fingerprint", config.fingerprint);
        put_all(into, "dates_changed", plan.dates, put_date_diff);
        put(into, "further_dates", plan.further);
        auto warnings = goes;
        warnings.insert(warnings.end(), config.warnings.begin(), config.warnings.end());
        put(into, "warnings", warnings);
        put(into, "needs_restart", engine.needs_restart(config));
    });
}

Problem configuration_wrong(std::vector<config::ConfigProblem> const& problems) {
    Problem problem{.status = 422,
                    .slug = "configuration-wrong",
                    .detail = "The configuration has " + counted(problems.size(), "problem", "problems") +
                              "; the old one stays in force."};
    put_all(problem.more, "errors", problems, [](Object& into, auto const& each) {
        put(into, "detail", each.text);
        put_known(into, "file", each.file);
        put(into, "line", each.line);
        put(into, "key", each.key);
    });
    return problem;
}

Result<Answer> plan_configuration(Call const& call) {
    auto const body = document_of<PlanBody>(call, kLongestReport);
    if (!body) return tl::unexpected{body.error()};
    auto const loaded = call.sources.parse_config(body->toml);
    if (!loaded) return answer_of(configuration_wrong(loaded.error()), call.request.path);
    return configuration_answer(call.engine, *loaded, call.engine.plan(*loaded),
                                engine::goes(call.engine.config(), *loaded));
}

Result<Change> reload_configuration(Call const& call) {
    if (auto const body = body_of<EmptyBody>(call); !body) return tl::unexpected{body.error()};
    if (auto const allowed = release::require(call.actor(), Right::reload); !allowed)
        return tl::unexpected{allowed.error()};
    if (!call.sources.read_config) {
        return refuse(ErrorCode::unavailable, "no-configuration-file",
                      "There is no configuration file to reload.");
    }
    auto loaded = call.sources.read_config();
    if (!loaded) return Change{.at_once = answer_of(configuration_wrong(loaded.error()), call.request.path)};
    return Change{
        .work = engine::ApplyConfig{*loaded},
        .render = [&engine = call.engine, config = std::move(*loaded)](auto const& outcome) {
            return configuration_answer(engine, config, {outcome.dates, outcome.further}, outcome.goes);
        }};
}

}  // namespace

Routes configuration_routes() {
    return {
        post("/v1/configuration/reload", "Reload the configuration file", reload_configuration,
             Right::reload),
        {net::Method::post, "/v1/configuration/plan", Access::person,
         "Preview what a configuration would change", plan_configuration},
    };
}

}  // namespace cadence::api
