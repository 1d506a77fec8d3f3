#include "api/contract.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "api/world.h"
#include "base/text.h"

namespace cadence::testing {
namespace {

std::set<std::string> table() {
    std::set<std::string> all;
    for (auto const& route : api::routes()) {
        std::string verb;
        for (char const c : api::verb_of(route.method)) verb += to_lower(c);
        all.insert(verb + " " + std::string{route.pattern});
    }
    return all;
}

boost::json::object const& operation(api::Route const& route) {
    std::string verb;
    for (char const c : api::verb_of(route.method)) verb += to_lower(c);
    return Contract::get()
        .document()
        .at("paths")
        .as_object()
        .at(route.pattern)
        .as_object()
        .at(verb)
        .as_object();
}

TEST(Contract, it_has_the_routes_that_there_are_and_no_others) {
    EXPECT_EQ(Contract::get().operations(), table());
}

TEST(Contract, it_says_of_every_route_what_the_table_says) {
    for (auto const& route : api::routes()) {
        auto const& described = operation(route);
        EXPECT_EQ(described.at("summary").as_string(), route.summary) << route.pattern;
        std::set<std::string> parameters;
        if (auto const* const given = described.if_contains("parameters")) {
            for (auto const& each : given->as_array()) {
                auto const reference = std::string{each.at("$ref").as_string()};
                auto const& parameter = Contract::get()
                                            .document()
                                            .at("components")
                                            .at("parameters")
                                            .at(reference.substr(reference.rfind('/') + 1));
                if (parameter.at("in").as_string() == "query")
                    parameters.emplace(parameter.at("name").as_string());
            }
        }
        EXPECT_EQ(parameters, (std::set<std::string>{route.query.begin(), route.query.end()}))
            << route.pattern;
        auto const* const security = described.if_contains("security");
        auto const open = security != nullptr && security->as_array().empty();
        auto const optional = security != nullptr && security->as_array().size() == 2;
        EXPECT_EQ(open, route.access == api::Access::everyone) << route.pattern;
        EXPECT_EQ(optional, route.access == api::Access::reader) << route.pattern;
    }
}

TEST(Contract, every_example_fits_its_schema) {
    auto examples = 0;
    for (auto const& [name, schema] : Contract::get().document().at("components").at("schemas").as_object()) {
        auto const* const given = schema.as_object().if_contains("examples");
        if (given == nullptr || !schema.as_object().contains("properties")) continue;
        for (auto const& example : given->as_array()) {
            EXPECT_EQ(Contract::get().fault_in_body(name, boost::json::serialize(example)), "") << name;
            ++examples;
        }
    }
    EXPECT_GT(examples, 8);
}

TEST(Contract, it_is_served_as_it_lies_in_the_source) {
    ApiWorld world;
    auto const answer = world.get("/openapi.json");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.json(), boost::json::value(Contract::get().document()));
}

TEST(Contract, the_judge_refuses_what_is_not_in_it) {
    auto& contract = Contract::get();
    EXPECT_NE(contract.fault("get", "/health", 200, "application/json", R"({"status":"ok"})"), "");
    EXPECT_NE(
        contract.fault("get", "/health", 200, "application/json", R"({"status":"ok","version":"1","x":1})"),
        "");
    EXPECT_NE(contract.fault("get", "/health", 418, "application/json", "{}"), "");
    EXPECT_NE(contract.fault("get", "/health", 200, "text/html", "{}"), "");
    EXPECT_EQ(contract.fault("get", "/health", 200, "application/json", R"({"status":"ok","version":"1"})"),
              "");
}

}  // namespace
}  // namespace cadence::testing
