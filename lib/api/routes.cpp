#include "api/routes.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <span>

#include "net/target.h"

namespace cadence::api {

namespace {

using net::Method;

using Segments = std::span<std::string const>;

/// The rows by the segments of their patterns; what stands for a {parameter} comes after what is named.
struct Node {
    std::map<std::string, Node, std::less<>> named;
    std::unique_ptr<Node> any;
    std::vector<Route const*> rows;
};

/// As they were sent, decoded one by one: an encoded slash never becomes one.
std::vector<std::string> segments_of(std::string_view path) {
    std::vector<std::string> segments;
    while (!path.empty()) {
        auto const end = std::min(path.find('/', 1), path.size());
        auto const segment = path.substr(1, end - 1);
        segments.push_back(net::percent_decode(segment, net::Plus::literal).value_or(std::string{segment}));
        path.remove_prefix(end);
    }
    return segments;
}

Node tree_of(Routes const& table) {
    Node root;
    for (auto const& route : table) {
        auto* node = &root;
        for (auto& segment : segments_of(route.pattern)) {
            if (!segment.starts_with('{')) {
                node = &node->named[std::move(segment)];
                continue;
            }
            if (!node->any) node->any = std::make_unique<Node>();
            node = node->any.get();
        }
        node->rows.push_back(&route);
    }
    return root;
}

struct Search {
    Method wanted;
    std::vector<std::string> parameters = {};
    Match found = {};

    void look(Node const& node, Segments rest) {
        if (rest.empty()) return take(node);
        auto const& segment = rest.front();
        auto const next = node.named.find(segment);
        if (next != node.named.end()) look(next->second, rest.subspan(1));
        if (found.route != nullptr || !node.any || segment.empty()) return;
        parameters.push_back(segment);
        look(*node.any, rest.subspan(1));
        parameters.pop_back();
    }
    void take(Node const& node) {
        for (auto const* route : node.rows) {
            found.allowed.emplace_back(verb_of(route->method));
            if (route->method == Method::get) found.allowed.emplace_back("HEAD");
            if (route->method != wanted) continue;
            found.route = route;
            found.path = parameters;
        }
    }
};

}  // namespace

Routes const& routes() {
    static auto const table = [] {
        Routes all;
        for (auto const& noun :
             {health_routes,  metrics_routes,   status_routes,        events_routes,      trains_routes,
              dates_routes,   releases_routes,  votes_routes,         checklist_routes,   requests_routes,
              merges_routes,  gates_routes,     forges_routes,        deployments_routes, rollbacks_routes,
              records_routes, scrape_routes,    deadlines_routes,     tokens_routes,      deliveries_routes,
              hooks_routes,   clock_routes,     configuration_routes, people_routes,      pages_routes,
              flags_routes,   evaluation_routes}) {
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
    static Node const tree = tree_of(routes());
    if (!path.starts_with('/')) return {};
    Search search{method == Method::head ? Method::get : method};
    search.look(tree, segments_of(path));
    return std::move(search.found);
}

}  // namespace cadence::api
