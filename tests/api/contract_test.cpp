#include "api/contract.h"

#include <filesystem>
#include <fstream>
#include <regex>

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

/// Problems that the sources of these folders refuse with, by their text.
std::set<std::string> problems_in(std::vector<std::string> const& folders) {
    std::regex const refusal{R"x((?:ErrorCode::\w+,\s*|\.slug = )"([a-z]+(?:-[a-z]+)*)")x"};
    std::set<std::string> slugs;
    for (auto const& folder : folders) {
        for (auto const& entry : std::filesystem::directory_iterator{CADENCE_SOURCE_DIR "/lib/" + folder}) {
            if (entry.path().extension() != ".cpp") continue;
            std::ifstream file{entry.path()};
            std::string const text{std::istreambuf_iterator<char>{file}, {}};
            for (std::sregex_iterator at{text.begin(), text.end(), refusal}, end; at != end; ++at)
                slugs.insert((*at)[1]);
        }
    }
    return slugs;
}

TEST(Contract, it_knows_every_problem_that_a_request_may_get) {
    auto const& known = Contract::get()
                            .document()
                            .at("components")
                            .at("schemas")
                            .at("Problem")
                            .at("properties")
                            .at("type")
                            .at("enum")
                            .as_array();
    auto used = problems_in({"release", "flag", "api", "json"});
    EXPECT_GT(used.size(), 60U);
    used.erase("unknown-event");  // of a log line, not of a request
    for (auto const& slug : used) {
        auto const type = "/problems/" + slug;
        EXPECT_NE(std::find(known.begin(), known.end(), boost::json::value(type)), known.end()) << type;
    }
}

TEST(Contract, every_request_may_be_late_large_or_of_the_wrong_method) {
    for (auto const& route : api::routes()) {
        auto const& answers = operation(route).at("responses").as_object();
        for (auto const* const status : {"405", "408", "414", "431"})
            EXPECT_TRUE(answers.contains(status)) << route.pattern << " " << status;
        auto const writes = route.method != net::Method::get;
        EXPECT_EQ(answers.contains("413"), writes) << route.pattern;
    }
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
