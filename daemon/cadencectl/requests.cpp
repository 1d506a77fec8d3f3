#include "cadencectl/requests.h"

#include <fstream>
#include <initializer_list>

#include "base/instant.h"
#include "cadencectl/times.h"

namespace cadence::ctl::requests {

namespace {

using Names = std::initializer_list<std::string_view>;

constexpr std::size_t kMaxFile = 1U << 20U;

/// Those of `names` that were given, as query parameters.
Request get(std::string path, Arguments const& arguments = {}, Names names = {}) {
    Request request{.path = std::move(path)};
    for (auto const name : names)
        if (arguments.has(name)) request.query.emplace_back(name, arguments[name]);
    return request;
}

/// Those of `names` that were given, as members.
boost::json::object body(Arguments const& arguments, Names names) {
    boost::json::object object;
    for (auto const name : names)
        if (arguments.has(name))
            object.emplace(boost::json::string_view{name.data(), name.size()}, arguments[name]);
    return object;
}

Request post(std::string path, boost::json::object const& object) {
    return {.method = Method::post, .path = std::move(path), .body = boost::json::serialize(object)};
}

std::string of_release(Subject const& subject, std::string_view what = "") {
    return "/v1/releases/" + segment(subject.release) + std::string{what};
}

std::string of_train(Subject const& subject, std::string_view what = "") {
    return "/v1/trains/" + segment(subject.train) + std::string{what};
}

/// A version or a commit: both are told by their place or by an option.
bool names_nothing(boost::json::object const& object) {
    return !object.contains("version") && !object.contains("commit");
}

}  // namespace

Result<Request> status(Arguments const& arguments, Subject const&) {
    return get("/v1/status", arguments, {"train"});
}

Result<Request> upcoming(Arguments const& arguments, Subject const&) {
    return get("/v1/upcoming", arguments, {"train", "count", "from"});
}

Result<Request> show(Arguments const&, Subject const& subject) {
    return get(of_release(subject));
}

Result<Request> releases(Arguments const& arguments, Subject const&) {
    return get("/v1/releases", arguments, {"train", "state", "from", "to", "limit", "cursor"});
}

Result<Request> timeline(Arguments const& arguments, Subject const& subject) {
    return get(of_release(subject, "/timeline"), arguments, {"limit", "cursor"});
}

Result<Request> vote(Arguments const& arguments, Subject const& subject) {
    auto object = body(arguments, {"reason"});
    auto const said = arguments["vote"];
    object["vote"] = said == "no-go" ? "no_go" : said;
    return post(of_release(subject, "/votes"), object);
}

Result<Request> unvote(Arguments const& arguments, Subject const& subject) {
    auto request = get(of_release(subject, "/votes"), arguments, {"person", "reason"});
    request.method = Method::remove;
    return request;
}

Result<Request> candidate(Arguments const& arguments, Subject const& subject) {
    auto const object = body(arguments, {"version", "commit"});
    if (names_nothing(object))
        return refuse(ErrorCode::invalid, "candidate-empty",
                      "say which version or --commit is the candidate.");
    return post(of_release(subject, "/candidate"), object);
}

Result<Request> postpone(Arguments const& arguments, Subject const& subject) {
    auto object = body(arguments, {"to", "reason"});
    if (parse_date(arguments["to"])) {
        auto const to =
            same_time_on(arguments["to"], text(subject.before, "opens_at"), text(subject.before, "timezone"));
        if (!to) return tl::unexpected{to.error()};
        object["to"] = *to;
    }
    return post(of_release(subject, "/postpone"), object);
}

Result<Request> cancel(Arguments const& arguments, Subject const& subject) {
    return post(of_release(subject, "/cancel"), body(arguments, {"reason"}));
}

Result<Request> deployed(Arguments const& arguments, Subject const& subject) {
    auto object = body(arguments, {"environment", "status", "version", "commit", "at", "source"});
    if (!object.contains("environment")) object["environment"] = "production";
    if (!object.contains("status")) object["status"] = "succeeded";
    return post(of_release(subject, "/deployments"), object);
}

Result<Request> issue(Arguments const& arguments, Subject const& subject) {
    return post(of_release(subject, "/issues"), body(arguments, {"text", "severity"}));
}

Result<Request> trains(Arguments const&, Subject const&) {
    return get("/v1/trains");
}

Result<Request> train(Arguments const&, Subject const& subject) {
    return get(of_train(subject));
}

Result<Request> blackout_add(Arguments const& arguments, Subject const& subject) {
    return post(of_train(subject, "/blackouts"), body(arguments, {"from", "to", "reason"}));
}

Result<Request> blackout_end(Arguments const& arguments, Subject const& subject) {
    return Request{.method = Method::remove,
                   .path = of_train(subject, "/blackouts/") + segment(arguments["id"])};
}

Result<Request> tokens(Arguments const&, Subject const&) {
    return get("/v1/tokens");
}

Result<Request> token_create(Arguments const& arguments, Subject const&) {
    auto object = body(arguments, {"person", "note"});
    if (arguments.has("valid-for")) object["valid_for"] = arguments["valid-for"];
    return post("/v1/tokens", object);
}

Result<Request> token_revoke(Arguments const& arguments, Subject const&) {
    return Request{.method = Method::remove, .path = "/v1/tokens/" + segment(arguments["id"])};
}

Result<Request> rights(Arguments const&, Subject const&) {
    return get("/v1/rights");
}

Result<Request> clock_accept(Arguments const& arguments, Subject const&) {
    return post("/v1/clock/accept", body(arguments, {"reason"}));
}

Result<Request> plan(Arguments const& arguments, Subject const&) {
    auto const name = arguments["config"];
    std::ifstream file{name, std::ios::binary};
    std::string toml(kMaxFile + 1, '\0');
    if (file) file.read(toml.data(), static_cast<std::streamsize>(toml.size()));
    if (file.bad() || (!file && !file.eof()))
        return refuse(ErrorCode::invalid, "not-readable", "--config " + name + " cannot be read.");
    toml.resize(static_cast<std::size_t>(file.gcount()));
    if (toml.size() > kMaxFile)
        return refuse(ErrorCode::invalid, "too-large", name + " is larger than 1 MiB.");
    return post("/v1/configuration/plan", {{"toml", toml}});
}

Result<Request> reload(Arguments const&, Subject const&) {
    return post("/v1/configuration/reload", {});
}

}  // namespace cadence::ctl::requests
