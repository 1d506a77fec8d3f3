#include "cadencectl/request_parts.h"

#include <algorithm>

#include "base/instant.h"

namespace cadence::ctl::requests {

namespace {

Request asking(Method method, std::string path, Arguments const& arguments, Names names) {
    Request request{.method = method, .path = std::move(path)};
    for (auto const name : names)
        for (auto const& value : arguments.all(name)) request.query.emplace_back(underscored(name), value);
    return request;
}

}  // namespace

Request get(std::string path, Arguments const& arguments, Names names) {
    return asking(Method::get, std::move(path), arguments, names);
}

Request remove(std::string path, Arguments const& arguments, Names names) {
    return asking(Method::remove, std::move(path), arguments, names);
}

Request post(std::string path, boost::json::object const& object) {
    return {.method = Method::post, .path = std::move(path), .body = boost::json::serialize(object)};
}

boost::json::object body(Arguments const& arguments, Names names) {
    boost::json::object object;
    for (auto const name : names)
        if (arguments.has(name)) object[underscored(name)] = arguments[name];
    return object;
}

void put_all(boost::json::object& object, std::string_view member, std::vector<std::string> const& values) {
    if (values.empty()) return;
    boost::json::array all;
    for (auto const& value : values) all.emplace_back(boost::json::string_view{value});
    object[boost::json::string_view{member.data(), member.size()}] = std::move(all);
}

Request in_train(Request request, Subject const& subject) {
    if (!subject.release.empty() && !subject.train.empty())
        request.query.emplace_back("train", subject.train);
    return request;
}

std::string of_release(Subject const& subject, std::string_view what) {
    return "/v1/releases/" + segment(subject.release) + std::string{what};
}

std::string of_train(Subject const& subject, std::string_view what) {
    return "/v1/trains/" + segment(subject.train) + std::string{what};
}

std::string of_delivery(std::string_view id, std::string_view what) {
    return "/v1/deliveries/" + segment(id) + std::string{what};
}

std::string underscored(std::string_view name) {
    std::string word{name};
    std::replace(word.begin(), word.end(), '-', '_');
    return word;
}

tl::unexpected<Error> wrong_usage(std::string detail) {
    return refuse(ErrorCode::invalid, "wrong-usage", std::move(detail));
}

Result<void> check_end(Arguments const& arguments) {
    if (!arguments.has("for")) return {};
    if (arguments.has("until")) return wrong_usage("--until and --for both say when it ends: give one.");
    auto const length = parse_duration(arguments["for"]);
    if (!length) return tl::unexpected{length.error()};
    // What lies beyond is refused here rather than wrapped around.
    if (*length <= Duration{0} || *length > date::days{36'525})
        return wrong_usage("--for takes a length such as 2h or 3 days, at most 100 years.");
    return {};
}

Result<std::string> end_of(Arguments const& arguments, Instant now) {
    if (auto checked = check_end(arguments); !checked) return tl::unexpected{checked.error()};
    if (!arguments.has("for")) return arguments["until"];
    auto const from = arguments.has("from") ? parse_instant(arguments["from"]) : Result<Instant>{now};
    if (!from) return tl::unexpected{from.error()};
    return format_instant(std::chrono::ceil<std::chrono::seconds>(*from + *parse_duration(arguments["for"])));
}

}  // namespace cadence::ctl::requests
