// The configuration: what a new one would change, or what is wrong with it, and putting it in force. A plan
// and a reload are answered the same.
#include "api/body.h"
#include "api/document.h"
#include "api/problem.h"
#include "api/routes.h"

namespace cadence::api {

namespace {

struct PlanBody {
    std::string toml;
};
BOOST_DESCRIBE_STRUCT(PlanBody, (), (toml))

void put_phase_diff(Object& into, engine::PhaseDiff const& phase) {
    put(into, "phase", phase.phase);
    put_known(into, "from", phase.from);
    put_known(into, "to", phase.to);
}

void put_date_diff(Object& into, engine::DateDiff const& date) {
    put(into, "train", date.train);
    put(into, "release", date.release);
    put_known(into, "from", date.from);
    put_known(into, "to", date.to);
    if (date.skipped) put(into, "skipped", true);
    put_known(into, "reason", date.reason);
    if (!date.phases.empty()) put_all(into, "phases", date.phases, put_phase_diff);
}

void put_further(Object& into, engine::Further const& each) {
    put(into, "train", each.train);
    put(into, "after", each.after);
}

Answer configuration_answer(engine::Engine const& engine, config::Config const& config,
                            engine::DatePlan const& plan, std::vector<std::string> const& goes) {
    return answer_with([&](Object& into) {
        put(into, "fingerprint", config.fingerprint);
        put_all(into, "dates_changed", plan.dates, put_date_diff);
        put_all(into, "further_dates", plan.further, put_further);
        auto warnings = goes;
        warnings.insert(warnings.end(), config.warnings.begin(), config.warnings.end());
        put(into, "warnings", warnings);
        put(into, "needs_restart", engine.needs_restart(config));
    });
}

Problem configuration_wrong(std::vector<config::ConfigProblem> const& problems) {
    Problem problem{.status = 422,
                    .slug = "configuration-wrong",
                    .detail = "The configuration has " + std::to_string(problems.size()) +
                              (problems.size() == 1 ? " problem" : " problems") +
                              "; the old one stays in force."};
    put_all(problem.more, "errors", problems, [](Object& into, auto const& each) {
        put(into, "detail", each.text);
        put(into, "line", each.line);
        put(into, "key", each.key);
    });
    return problem;
}

Result<Answer> plan_configuration(Call const& call) {
    auto const body = document_of<PlanBody>(call, kLongestReport);
    if (!body) return tl::unexpected{body.error()};
    auto const loaded = config::parse_config(body->toml);
    if (!loaded) return answer_of(configuration_wrong(loaded.error()), call.request.path);
    return configuration_answer(call.engine, *loaded, call.engine.plan(*loaded),
                                engine::goes(call.engine.config(), *loaded));
}

Result<Change> reload_configuration(Call const& call) {
    if (auto const body = body_of<EmptyBody>(call); !body) return tl::unexpected{body.error()};
    if (auto const allowed = release::require(call.actor(), Right::reload); !allowed) {
        return tl::unexpected{allowed.error()};
    }
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
