#include "cadencectl/requests.h"

#include "base/instant.h"
#include "cadencectl/request_parts.h"
#include "cadencectl/times.h"

namespace cadence::ctl::requests {

Result<Request> status(Arguments const& arguments, Subject const&) {
    return get("/v1/status", arguments, {"train"});
}

Result<Request> show(Arguments const&, Subject const& subject) {
    return get(of_release(subject));
}

Result<Request> releases(Arguments const& arguments, Subject const&) {
    return get("/v1/releases", arguments, {"train", "kind", "state", "from", "to", "limit", "cursor"});
}

Result<Request> timeline(Arguments const& arguments, Subject const& subject) {
    return get(of_release(subject, "/timeline"), arguments, {"limit", "cursor"});
}

Result<Request> vote(Arguments const& arguments, Subject const& subject) {
    auto object = body(arguments, {"reason"});
    object["vote"] = underscored(arguments["vote"]);
    return post(of_release(subject, "/votes"), object);
}

Result<Request> unvote(Arguments const& arguments, Subject const& subject) {
    return remove(of_release(subject, "/votes"), arguments, {"person", "reason"});
}

Result<void> check_candidate(Arguments const& arguments) {
    if (arguments.has("version") || arguments.has("commit")) return {};
    return refuse(ErrorCode::invalid, "candidate-empty", "say which version or --commit is the candidate.");
}

Result<Request> candidate(Arguments const& arguments, Subject const& subject) {
    return post(of_release(subject, "/candidate"), body(arguments, {"version", "commit"}));
}

Result<Request> postpone(Arguments const& arguments, Subject const& subject) {
    auto object = body(arguments, {"reason"});
    auto const& to = arguments["to"];
    if (arguments.has("to")) object[parse_date(to) ? "day" : "to"] = to;
    return post(of_release(subject, "/postpone"), object);
}

Result<Request> cancel(Arguments const& arguments, Subject const& subject) {
    return post(of_release(subject, "/cancel"), body(arguments, {"reason"}));
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
    return remove(of_train(subject, "/blackouts/") + segment(arguments["id"]));
}

Result<Request> tokens(Arguments const&, Subject const&) {
    return get("/v1/tokens");
}

Result<Request> token_create(Arguments const& arguments, Subject const&) {
    auto object = body(arguments, {"person", "valid-for", "note"});
    put_all(object, "items", arguments.all("item"));
    return post("/v1/tokens", object);
}

Result<Request> token_revoke(Arguments const& arguments, Subject const&) {
    return remove("/v1/tokens/" + segment(arguments["id"]));
}

Result<Request> rights(Arguments const&, Subject const&) {
    return get("/v1/rights");
}

Result<Request> clock_accept(Arguments const& arguments, Subject const&) {
    return post("/v1/clock/accept", body(arguments, {"reason"}));
}

Result<Request> reload(Arguments const&, Subject const&) {
    return post("/v1/configuration/reload", {});
}

}  // namespace cadence::ctl::requests
