// The API with feature flags in it, and applications that ask for them.
#pragma once

#include <string>

#include <gtest/gtest.h>

#include "api/world.h"

namespace cadence::testing {

inline std::string const kFlag = "CHANNEL_MANAGER_ENABLED";
inline std::string const kFlagPath = "/v1/flags/CHANNEL_MANAGER_ENABLED";
inline std::string const kEvaluate = "/ofrep/v1/evaluate/flags";

class FlagWorld : public ApiWorld {
  public:
    using ApiWorld::ApiWorld;

    Answered put(std::string const& person, std::string const& path, std::string const& body,
                 net::Headers headers = {}) {
        headers.push_back(as(person));
        headers.emplace_back("content-type", "application/json");
        return ask(request(net::Method::put, path, std::move(headers), body));
    }
    void add(std::string const& key) {
        ASSERT_EQ(put("anna", "/v1/flags/" + key, R"({"description":"One"})").status, 201);
    }
    Answered flip(std::string const& key, std::string const& stage) {
        return put("anna", "/v1/flags/" + key, R"({"stage":")" + stage + R"(","reason":"as planned"})");
    }
    /// As an OpenFeature client asks.
    Answered evaluate(std::string const& path, std::string const& body, net::Headers headers = {}) {
        headers.emplace_back("content-type", "application/json; charset=utf-8");
        return ask(request(net::Method::post, path, std::move(headers), body));
    }
};

}  // namespace cadence::testing
