// The one table of what can be asked, made of each noun's rows. The contract (openapi.json) says the same; a
// test compares them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/route.h"

namespace cadence::api {

using RoutesOf = Routes();
RoutesOf checklist_routes, clock_routes, configuration_routes, dates_routes, deadlines_routes,
    deliveries_routes, deployments_routes, evaluation_routes, events_routes, flags_routes, forges_routes,
    gates_routes, health_routes, hooks_routes, merges_routes, metrics_routes, pages_routes, people_routes,
    records_routes, releases_routes, requests_routes, rollbacks_routes, scrape_routes, status_routes,
    tokens_routes, trains_routes, votes_routes;

[[nodiscard]] Routes const& routes();

/// "GET".
[[nodiscard]] std::string_view verb_of(net::Method method);

struct Match {
    Route const* route = nullptr;      // nothing: no such path, or another method
    std::vector<std::string> path;     // what stood for the {parameters}
    std::vector<std::string> allowed;  // the methods that this path knows
};
[[nodiscard]] Match match(net::Method method, std::string_view path);

}  // namespace cadence::api
