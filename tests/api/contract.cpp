#include "api/contract.h"

#include <fstream>
#include <map>
#include <sstream>

#include <boost/json.hpp>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace cadence::testing {

namespace json = boost::json;

struct Contract::Impl {
    json::value document;
    std::map<std::string, std::unique_ptr<valijson::Schema>> schemas;  // by their text

    json::value const* at(std::string const& pointer) const {
        json::error_code unknown;
        return document.find_pointer(pointer, unknown);
    }

    json::value followed(json::value const& value) const {
        if (auto const* const array = value.if_array()) {
            json::array copy;
            for (auto const& each : *array) copy.push_back(followed(each));
            return copy;
        }
        auto const* const object = value.if_object();
        if (object == nullptr) return value;
        if (auto const* const reference = object->if_contains("$ref")) {
            return followed(*at(std::string{reference->as_string()}.substr(1)));
        }
        json::object copy;
        for (auto const& [name, member] : *object) copy[name] = followed(member);
        return copy;
    }

    std::string judge(json::value const& schema, std::string const& body) {
        json::error_code malformed;
        auto const value = json::parse(body, malformed);
        if (malformed) return "not JSON: " + body;
        auto& compiled = schemas[json::serialize(schema)];
        if (!compiled) {
            compiled = std::make_unique<valijson::Schema>();
            valijson::SchemaParser parser;
            parser.populateSchema(valijson::adapters::BoostJsonAdapter{followed(schema)}, *compiled);
        }
        valijson::Validator validator;
        valijson::ValidationResults results;
        if (validator.validate(*compiled, valijson::adapters::BoostJsonAdapter{value}, &results)) return {};
        std::string faults;
        valijson::ValidationResults::Error error;
        while (results.popError(error)) {
            for (auto const& place : error.context) faults += place;
            faults += ": " + error.description + "\n";
        }
        return faults + body;
    }
};

Contract::Contract() : impl_{std::make_unique<Impl>()} {
    std::ifstream file{CADENCE_SOURCE_DIR "/lib/api/openapi.json"};
    std::stringstream text;
    text << file.rdbuf();
    impl_->document = json::parse(text.str());
}

Contract::~Contract() = default;

Contract& Contract::get() {
    static Contract contract;
    return contract;
}

std::string Contract::fault(std::string const& verb, std::string const& pattern, int status,
                            std::string const& content_type, std::string const& body) {
    json::object const problem{{"$ref", "#/components/schemas/Problem"}};
    if (pattern.empty()) return content_type.starts_with("text/html") ? "" : impl_->judge(problem, body);
    auto const& paths = document().at("paths").as_object();
    auto const& operation = paths.at(pattern).as_object().at(verb).as_object();
    auto const* const found = operation.at("responses").as_object().if_contains(std::to_string(status));
    auto const name = verb + " " + pattern + " -> " + std::to_string(status);
    if (found == nullptr) return name + " is not in the contract: " + body;
    auto const response = impl_->followed(*found);
    auto const* const content = response.as_object().if_contains("content");
    if (content == nullptr) return body.empty() ? "" : name + " has a body: " + body;
    auto const type = content_type.substr(0, content_type.find(';'));
    auto const* const media = content->as_object().if_contains(type);
    if (media == nullptr) return name + " as " + type + " is not in the contract";
    if (!type.ends_with("json")) return {};
    auto const fault = impl_->judge(media->as_object().at("schema"), body);
    return fault.empty() ? fault : name + ": " + fault;
}

std::string Contract::fault_in_body(std::string const& schema, std::string const& body) {
    return impl_->judge(json::object{{"$ref", "#/components/schemas/" + schema}}, body);
}

std::set<std::string> Contract::operations() const {
    std::set<std::string> all;
    for (auto const& [path, methods] : document().at("paths").as_object()) {
        for (auto const& [method, operation] : methods.as_object())
            all.insert(std::string{method} + " " + std::string{path});
    }
    return all;
}

json::object const& Contract::document() const {
    return impl_->document.as_object();
}

}  // namespace cadence::testing
