// The one table of what can be asked: method, path, who may, which query parameters, and the handler. The
// contract (openapi.json) says the same; a test compares them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/call.h"
#include "release/meant.h"
#include "release/people.h"

namespace cadence::api {

enum class Access {
    everyone,  // always
    reader,    // everyone, unless the configuration says reads = "token"
    person,    // anybody we know, by their token
};

struct Route {
    net::Method method;
    std::string_view pattern;  // "/v1/releases/{id}/votes"
    Access access;
    std::string_view summary;
    std::variant<ReadHandler, ChangeHandler, FollowHandler, HookHandler> handler;
    std::vector<std::string_view> query = {};
    std::optional<release::Right> right = {};       // what it takes; enforced by the engine
    std::vector<Form> forms = {Form::json};         // it answers in, by Accept; the first unless asked
    bool cached = true;                             // the answer follows from the revision alone
    std::vector<std::string_view> repeatable = {};  // parameters that may come more than once
    std::size_t body_bytes = 65536;
    std::optional<release::Intent> intent = {};  // {id} may be "meant": the release that this is meant for
};

[[nodiscard]] std::vector<Route> const& routes();

/// "GET".
[[nodiscard]] std::string_view verb_of(net::Method method);

struct Match {
    Route const* route = nullptr;      // nothing: no such path, or another method
    std::vector<std::string> path;     // what stood for the {parameters}
    std::vector<std::string> allowed;  // the methods that this path knows
};
[[nodiscard]] Match match(net::Method method, std::string_view path);

}  // namespace cadence::api
