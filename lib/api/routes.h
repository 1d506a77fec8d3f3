// The one table of what can be asked, made of each noun's rows. The contract (openapi.json) says the same; a
// test compares them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/route.h"

namespace cadence::api {

[[nodiscard]] Routes checklist_routes();
[[nodiscard]] Routes clock_routes();
[[nodiscard]] Routes configuration_routes();
[[nodiscard]] Routes dates_routes();
[[nodiscard]] Routes deadlines_routes();
[[nodiscard]] Routes deliveries_routes();
[[nodiscard]] Routes deployments_routes();
[[nodiscard]] Routes events_routes();
[[nodiscard]] Routes forges_routes();
[[nodiscard]] Routes gates_routes();
[[nodiscard]] Routes health_routes();
[[nodiscard]] Routes hooks_routes();
[[nodiscard]] Routes merges_routes();
[[nodiscard]] Routes records_routes();
[[nodiscard]] Routes releases_routes();
[[nodiscard]] Routes requests_routes();
[[nodiscard]] Routes rollbacks_routes();
[[nodiscard]] Routes status_routes();
[[nodiscard]] Routes tokens_routes();
[[nodiscard]] Routes trains_routes();
[[nodiscard]] Routes votes_routes();

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
