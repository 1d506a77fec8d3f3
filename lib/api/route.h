// What can be asked, a row each: method, path, who may, which query parameters, and the handler; and how the
// rows are said.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
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

using release::Intent;
using release::Right;
using Query = std::vector<std::string_view>;

/// The one path that the code of a sign-in link is good for.
inline constexpr std::string_view kSignInPath = "/v1/sign-in";

struct Route {
    net::Method method;
    std::string_view pattern;  // "/v1/releases/{id}/votes"
    Access access;
    std::string_view summary;
    std::variant<ReadHandler, ChangeHandler, FollowHandler, HookHandler, PreviewHandler> handler;
    Query query = {};
    // What it takes; of a change enforced by the engine. Reading takes Right::read where nothing is said.
    std::optional<Right> right = {};
    std::vector<Form> forms = {Form::json};  // it answers in, by Accept; the first unless asked
    Duration good_for = Duration::max();     // the answer, at one revision; 0: it is made anew each time
    Query repeatable = {};                   // parameters that may come more than once
    std::size_t body_bytes = 65536;
    std::optional<Intent> intent = {};  // {id} may be "meant": the release that this is meant for
};
using Routes = std::vector<Route>;

inline Route get(std::string_view pattern, std::string_view summary, ReadHandler handler, Query query = {}) {
    return {net::Method::get, pattern, Access::reader, summary, handler, std::move(query)};
}
inline Route post(std::string_view pattern, std::string_view summary, ChangeHandler handler, Right right) {
    return {net::Method::post, pattern, Access::person, summary, handler, {}, right};
}
inline Route put(std::string_view pattern, std::string_view summary, ChangeHandler handler, Right right) {
    return {net::Method::put, pattern, Access::person, summary, handler, {}, right};
}
/// About a release that may be left to us to find.
inline Route meant_for(Intent intent, Route route) {
    route.intent = intent;
    route.query.emplace_back("train");
    return route;
}
inline Route post(std::string_view pattern, std::string_view summary, ChangeHandler handler, Right right,
                  Intent intent) {
    return meant_for(intent, post(pattern, summary, handler, right));
}
inline Route del(std::string_view pattern, std::string_view summary, ChangeHandler handler,
                 std::optional<Right> right, Query query = {}) {
    return {net::Method::del, pattern, Access::person, summary, handler, std::move(query), right};
}
inline Route open_to_all(Route route) {
    route.access = Access::everyone;
    return route;
}
inline Route only_with(Right right, Route route) {
    route.access = Access::person;
    route.right = right;
    return route;
}
inline Route in_forms(std::vector<Form> forms, Route route) {
    route.forms = std::move(forms);
    return route;
}
inline Route also_as_text(Route route) {
    return in_forms({Form::json, Form::text}, std::move(route));
}
inline Route up_to(std::size_t bytes, Route route) {
    route.body_bytes = bytes;
    return route;
}
inline Route good_for(Duration time, Route route) {
    route.good_for = time;
    return route;
}
inline Route fresh_each_time(Route route) {
    return good_for(Duration{0}, std::move(route));
}
}  // namespace cadence::api
