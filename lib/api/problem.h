// Errors as RFC 9457 problem documents, made in this one place. Their `type` is /problems/<slug>. What is our
// own fault is not told.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "api/call.h"
#include "base/result.h"

namespace cadence::api {

struct Problem {
    int status = 500;
    std::string slug;
    std::string detail;
    std::string field = {};                      // JSON pointer, or a parameter's name
    std::vector<std::string> alternatives = {};  // what would have been accepted
    net::Headers headers = {};
    boost::json::object more = {};  // members of this kind of problem
};

/// Keeps the detail of an internal error to itself.
[[nodiscard]] Problem problem_of(Error const& error);
[[nodiscard]] Answer answer_of(Problem const& problem, std::string_view path);
/// RFC 9457's `title`, a short summary for people that stays the same: problem_title.cpp has one for each.
[[nodiscard]] bool has_title(std::string_view slug);
/// Of a slug without one: its words.
[[nodiscard]] std::string title_of(std::string_view slug);
/// The kind of wire error that a status stands for.
[[nodiscard]] std::string wire_slug(int status);
[[nodiscard]] net::Reply reply_of(Answer answer);
[[nodiscard]] inline net::Reply reply_of(Problem const& problem, std::string_view path) {
    return reply_of(answer_of(problem, path));
}

}  // namespace cadence::api
