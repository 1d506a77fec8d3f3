#include "api/routes.h"

#include <algorithm>

#include "api/handlers.h"

namespace cadence::api {

namespace {

using net::Method;
using release::Right;

using Table = std::vector<Route>;

Table daemon_routes() {
    return {
        {Method::get, "/health", Access::everyone, "Whether it runs", get_health},
        {Method::get, "/health/ready", Access::everyone, "Whether it can do its work", get_ready, {}, {}, false, false},
        {Method::get, "/openapi.json", Access::everyone, "This contract", get_openapi},
        {Method::get, "/v1/rights", Access::reader, "Who may do what", get_rights},
        {Method::get, "/v1/tokens", Access::person, "The tokens, without their secrets", get_tokens, {},
         Right::manage_tokens, false, false},
        {Method::post, "/v1/tokens", Access::person, "Make a token for a person", create_token, {},
         Right::manage_tokens},
        {Method::del, "/v1/tokens/{token}", Access::person, "Revoke a token", revoke_token, {}, Right::manage_tokens},
        {Method::post, "/v1/clock/accept", Access::person, "Accept the clock and end a hold", accept_clock, {},
         Right::accept_clock},
        {Method::post, "/v1/configuration/reload", Access::person, "Read the configuration file again",
         reload_configuration, {}, Right::reload},
        {Method::post, "/v1/configuration/plan", Access::person, "What a configuration would change",
         plan_configuration},
    };
}

Table train_routes() {
    return {
        {Method::get, "/v1/status", Access::reader, "Everything a bot needs in one poll", get_status, {"train"}, {},
         true},
        {Method::get, "/v1/upcoming", Access::reader, "The dates ahead", get_upcoming, {"train", "count", "from"}, {},
         true},
        {Method::get, "/v1/gates", Access::reader, "May I merge, deploy, flip a flag, and why not", get_gates,
         {"train", "branch", "pull_request", "label"}, {}, true},
        {Method::get, "/v1/gates/{action}/check", Access::reader, "A gate as a status: 204 or 423", check_gate,
         {"train", "branch", "pull_request", "label"}},
        {Method::get, "/v1/trains", Access::reader, "The trains and their rules", get_trains},
        {Method::get, "/v1/trains/{train}", Access::reader, "One train and its rule", get_train},
        {Method::post, "/v1/trains/{train}/blackouts", Access::person, "Add days without a release", add_blackout, {},
         Right::manage_blackouts},
        {Method::del, "/v1/trains/{train}/blackouts/{blackout}", Access::person, "End a blackout", end_blackout, {},
         Right::manage_blackouts},
        {Method::get, "/v1/events", Access::reader, "The log: pages, long poll, stream",
         FollowHandler{follow_events, get_events}, {"after", "limit", "type", "train", "wait"}},
    };
}

Table release_routes() {
    return {
        {Method::get, "/v1/releases", Access::reader, "Releases in the record, newest first", get_releases,
         {"train", "kind", "state", "from", "to", "limit", "cursor"}},
        {Method::get, "/v1/releases/{id}", Access::reader, "One release, whole", get_release, {}, {}, true},
        {Method::get, "/v1/releases/{id}/timeline", Access::reader, "What happened to it", get_timeline,
         {"limit", "cursor"}},
        {Method::post, "/v1/releases/{id}/votes", Access::person, "Vote go or no_go", cast_vote, {}, Right::vote},
        {Method::del, "/v1/releases/{id}/votes", Access::person, "Withdraw a vote, or lift somebody's", withdraw_vote,
         {"person", "reason"}},
        {Method::post, "/v1/releases/{id}/candidate", Access::person, "Set what would ship", set_candidate, {},
         Right::set_candidate},
        {Method::post, "/v1/releases/{id}/postpone", Access::person, "Move it to another date", postpone, {},
         Right::postpone},
        {Method::post, "/v1/releases/{id}/cancel", Access::person, "Cancel it", cancel, {}, Right::cancel},
        {Method::post, "/v1/releases/{id}/deployments", Access::person, "Report a deployment", report_deployment, {},
         Right::report_deployment},
        {Method::post, "/v1/releases/{id}/issues", Access::person, "Record an issue", record_issue, {},
         Right::record_issue},
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
        case Method::get: return "GET";
        case Method::head: return "HEAD";
        case Method::post: return "POST";
        case Method::put: return "PUT";
        case Method::del: return "DELETE";
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
