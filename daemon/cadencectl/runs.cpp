#include "cadencectl/runs.h"

#include "cadencectl/request_parts.h"
#include "cadencectl/show.h"

namespace cadence::ctl::runs {

namespace {

constexpr std::size_t kMaxConfiguration = 1U << 20U;

}  // namespace

Result<Exit> gate(Session& session, Arguments const& arguments) {
    auto const answer = session.ask(requests::get(
        "/v1/gates", arguments, {"train", "branch", "pull-request", "label", "path", "commit", "release"}));
    if (!answer) return tl::unexpected{answer.error()};
    Subject const nobody;
    if (!session.wrote_json()) session.write(show::gates({*answer, session.style(), arguments, nobody}));
    auto const only = arguments["action"];
    for (auto const* action : {"merge", "deploy", "flag"})
        if ((only.empty() || only == action) && !truth(at(at(*answer, "gates"), action), "open"))
            return Exit::refused;
    return Exit::done;
}

Result<Exit> plan(Session& session, Arguments const& arguments) {
    auto const toml = session.read(arguments["config"], kMaxConfiguration);
    if (!toml) return tl::unexpected{toml.error()};
    auto const answer = session.ask(requests::post("/v1/configuration/plan", {{"toml", *toml}}));
    if (!answer) return tl::unexpected{answer.error()};
    Subject const nobody;
    if (!session.wrote_json())
        session.write(show::dates_changed({*answer, session.style(), arguments, nobody}));
    return Exit::done;
}

Result<Exit> health(Session& session, Arguments const&) {
    auto const alive = session.ask({.path = "/health"});
    if (!alive) return tl::unexpected{alive.error()};
    auto const version = text(*alive, "version");
    auto const ready = session.ask({.path = "/health/ready"});
    if (!ready) return tl::unexpected{ready.error()};
    if (session.wrote_json()) return Exit::done;
    auto all =
        "cadenced " + version + " at " + session.client().url() + " is " + text(*ready, "status") + "\n";
    if (auto const* checks = at(*ready, "checks").if_object())
        for (auto const& [name, state] : *checks) {
            auto const said = state.is_object() ? text(state, "status") : text(state);
            all += "  " + clean({name.data(), name.size()}) + ": " + said + "\n";
        }
    session.write(all);
    return Exit::done;
}

}  // namespace cadence::ctl::runs
