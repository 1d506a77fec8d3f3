#include "api/routes.h"

#include <algorithm>

#include "api/handlers.h"

namespace cadence::api {

namespace {

using net::Method;
using release::Right;

using Table = std::vector<Route>;
using Query = std::vector<std::string_view>;

// The rows: what is read and what is changed, and how it is said.
Route open(std::string_view pattern, std::string_view summary, ReadHandler handler) {
    return {Method::get, pattern, Access::everyone, summary, handler};
}
Route get(std::string_view pattern, std::string_view summary, ReadHandler handler, Query query = {}) {
    return {Method::get, pattern, Access::reader, summary, handler, std::move(query)};
}
Route post(std::string_view pattern, std::string_view summary, ChangeHandler handler, Right right) {
    return {Method::post, pattern, Access::person, summary, handler, {}, right};
}
Route del(std::string_view pattern, std::string_view summary, ChangeHandler handler, Query query = {}) {
    return {Method::del, pattern, Access::person, summary, handler, std::move(query)};
}
Route also_as_text(Route route) {
    route.text = true;
    return route;
}
Route fresh_each_time(Route route) {
    route.cached = false;
    return route;
}
Route only_with(Right right, Route route) {
    route.access = Access::person;
    route.right = right;
    return route;
}

Table daemon_routes() {
    return {
        open("/health", "Whether it runs", get_health),
        fresh_each_time(open("/health/ready", "Whether it can do its work", get_ready)),
        open("/openapi.json", "This contract", get_openapi),
        get("/v1/rights", "Who may do what", get_rights),
        only_with(Right::manage_tokens,
                  fresh_each_time(get("/v1/tokens", "The tokens, without their secrets", get_tokens))),
        post("/v1/tokens", "Make a token for a person", create_token, Right::manage_tokens),
        only_with(Right::manage_tokens, del("/v1/tokens/{token}", "Revoke a token", revoke_token)),
        post("/v1/clock/accept", "Accept the clock and end a hold", accept_clock, Right::accept_clock),
        post("/v1/configuration/reload", "Read the configuration file again", reload_configuration,
             Right::reload),
        {Method::post, "/v1/configuration/plan", Access::person, "What a configuration would change",
         plan_configuration},
    };
}

Table train_routes() {
    Query const gate{"train", "branch", "pull_request", "label"};
    return {
        also_as_text(get("/v1/status", "Everything a bot needs in one poll", get_status, {"train"})),
        also_as_text(get("/v1/upcoming", "The dates ahead", get_upcoming, {"train", "count", "from"})),
        also_as_text(get("/v1/gates", "May I merge, deploy, flip a flag, and why not", get_gates, gate)),
        get("/v1/gates/{action}/check", "A gate as a status: 204 or 423", check_gate, gate),
        get("/v1/trains", "The trains and their rules", get_trains),
        get("/v1/trains/{train}", "One train and its rule", get_train),
        post("/v1/trains/{train}/blackouts", "Add days without a release", add_blackout,
             Right::manage_blackouts),
        only_with(Right::manage_blackouts,
                  del("/v1/trains/{train}/blackouts/{blackout}", "End a blackout", end_blackout)),
        {Method::get,
         "/v1/events",
         Access::reader,
         "The log: pages, long poll, stream",
         FollowHandler{follow_events, get_events},
         {"after", "limit", "type", "train", "wait"}},
    };
}

Table release_routes() {
    return {
        get("/v1/releases", "Releases in the record, newest first", get_releases,
            {"train", "kind", "state", "from", "to", "limit", "cursor"}),
        also_as_text(get("/v1/releases/{id}", "One release, whole", get_release)),
        get("/v1/releases/{id}/timeline", "What happened to it", get_timeline, {"limit", "cursor"}),
        post("/v1/releases/{id}/votes", "Vote go or no_go", cast_vote, Right::vote),
        del("/v1/releases/{id}/votes", "Withdraw a vote, or lift somebody's", withdraw_vote,
            {"person", "reason"}),
        post("/v1/releases/{id}/candidate", "Set what would ship", set_candidate, Right::set_candidate),
        post("/v1/releases/{id}/postpone", "Move it to another date", postpone, Right::postpone),
        post("/v1/releases/{id}/cancel", "Cancel it", cancel, Right::cancel),
        post("/v1/releases/{id}/deployments", "Report a deployment", report_deployment,
             Right::report_deployment),
        post("/v1/releases/{id}/issues", "Record an issue", record_issue, Right::record_issue),
    };
}

Table all_routes() {
    Table all;
    for (auto const& part : {daemon_routes(), train_routes(), release_routes()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

std::string_view next_segment(std::string_view& rest) {
    auto const end = std::min(rest.find('/', 1), rest.size());
    auto const segment = rest.substr(1, end - 1);
    rest.remove_prefix(end);
    return segment;
}

bool fits(std::string_view pattern, std::string_view path, std::vector<std::string>& found) {
    found.clear();
    while (!pattern.empty() && !path.empty()) {
        auto const wanted = next_segment(pattern);
        auto const given = next_segment(path);
        if (!wanted.starts_with('{')) {
            if (wanted != given) return false;
        } else if (given.empty()) {
            return false;
        } else {
            found.emplace_back(given);
        }
    }
    return pattern.empty() && path.empty();
}

}  // namespace

std::vector<Route> const& routes() {
    static Table const table = all_routes();
    return table;
}

std::string_view verb_of(Method method) {
    switch (method) {
        case Method::get:
            return "GET";
        case Method::head:
            return "HEAD";
        case Method::post:
            return "POST";
        case Method::put:
            return "PUT";
        case Method::del:
            return "DELETE";
    }
    return "";
}

Match match(Method method, std::string_view path) {
    auto const wanted = method == Method::head ? Method::get : method;
    Match found;
    std::vector<std::string> parameters;
    if (!path.starts_with('/')) return found;
    for (auto const& route : routes()) {
        if (!fits(route.pattern, path, parameters)) continue;
        found.allowed.emplace_back(verb_of(route.method));
        if (route.method == Method::get) found.allowed.emplace_back("HEAD");
        if (route.method != wanted) continue;
        found.route = &route;
        found.path = std::move(parameters);
    }
    return found;
}

}  // namespace cadence::api
