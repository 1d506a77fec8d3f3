#include "api/routes.h"

#include <algorithm>
#include <array>

#include "net/target.h"

namespace cadence::api {

namespace {

using net::Method;

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
        auto const sent = next_segment(path);
        auto given = net::percent_decode(sent, net::Plus::literal).value_or(std::string{sent});
        if (!wanted.starts_with('{')) {
            if (wanted != given) return false;
        } else if (given.empty()) {
            return false;
        } else {
            found.push_back(std::move(given));
        }
    }
    return pattern.empty() && path.empty();
}

}  // namespace

Routes const& routes() {
    static auto const table = [] {
        Routes all;
        for (auto const& noun :
             {health_routes,  metrics_routes,      status_routes, events_routes,      trains_routes,
              dates_routes,   releases_routes,     votes_routes,  checklist_routes,   requests_routes,
              merges_routes,  gates_routes,        forges_routes, deployments_routes, rollbacks_routes,
              records_routes, deadlines_routes,    tokens_routes, deliveries_routes,  hooks_routes,
              clock_routes,   configuration_routes}) {
            for (auto& route : noun()) all.push_back(std::move(route));
        }
        return all;
    }();
    return table;
}

std::string_view verb_of(Method method) {
    static constexpr std::array<std::string_view, 5> kVerbs{"GET", "HEAD", "POST", "PUT", "DELETE"};
    return kVerbs.at(static_cast<std::size_t>(method));  // in the order of Method
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
