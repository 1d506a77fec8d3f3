// Who is kept out and who is let through, and until when.
#include "cadencectl/request_parts.h"
#include "cadencectl/requests.h"

namespace cadence::ctl::requests {

namespace {

boost::json::object exempted(Arguments const& arguments) {
    return body(arguments, {"branch", "pull-request", "label", "path"});
}

}  // namespace

Result<Request> freeze(Arguments const& arguments, Subject const& subject) {
    auto object = body(arguments, {"from", "reason"});
    auto const until = end_of(arguments, subject.now);
    if (!until) return tl::unexpected{until.error()};
    if (!until->empty()) object["until"] = *until;
    auto const named = arguments.all("action");
    put_all(object, "actions", named.empty() ? std::vector<std::string>{"merge", "deploy"} : named);
    return post(of_train(subject, "/freezes"), object);
}

Result<Request> unfreeze(Arguments const& arguments, Subject const& subject) {
    auto id = arguments["id"];
    auto const& freezes = items(subject.before, "freezes");
    if (id.empty() && freezes.empty())
        return refuse(ErrorCode::not_found, "no-freeze", "nothing is frozen on " + subject.train + ".");
    if (id.empty() && freezes.size() > 1) {
        Error error{ErrorCode::invalid, "freeze-needed", "there are several freezes: say which.", "", {}};
        for (auto const& each : freezes) error.alternatives.push_back(text(each, "id"));
        return tl::unexpected{std::move(error)};
    }
    if (id.empty()) id = text(freezes.front(), "id");
    return remove(of_train(subject, "/freezes/") + segment(id), arguments, {"reason"});
}

Result<void> check_exempt(Arguments const& arguments) {
    if (exempted(arguments).size() != 1)
        return wrong_usage(
            "say who is let through: exactly one of --branch, --pull-request, --label and --path.");
    if (!arguments.has("until") && !arguments.has("for"))
        return wrong_usage("an exemption ends: say when with --until, or --for how long.");
    return {};
}

Result<Request> exempt(Arguments const& arguments, Subject const& subject) {
    auto object = exempted(arguments);
    auto const until = end_of(arguments, subject.now);
    if (!until) return tl::unexpected{until.error()};
    object["until"] = *until;
    object["reason"] = arguments["reason"];
    return post(of_train(subject, "/exemptions"), object);
}

Result<Request> unexempt(Arguments const& arguments, Subject const& subject) {
    return remove(of_train(subject, "/exemptions/") + segment(arguments["id"]));
}

Result<Request> deadlines(Arguments const& arguments, Subject const&) {
    auto request = get("/v1/deadlines", arguments, {"train", "release", "limit", "cursor"});
    for (auto const* name : {"kind", "state"})
        if (arguments.has(name)) request.query.emplace_back(name, underscored(arguments[name]));
    return request;
}

Result<Request> forges(Arguments const& arguments, Subject const&) {
    return get("/v1/forges", arguments, {"train"});
}

Result<Request> hooks(Arguments const& arguments, Subject const&) {
    return get("/v1/hooks", arguments, {"train"});
}

}  // namespace cadence::ctl::requests
