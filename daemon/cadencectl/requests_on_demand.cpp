// Hotfixes and expedited releases, and what must hold before anything is deployed.
#include "cadencectl/request_parts.h"
#include "cadencectl/requests.h"

namespace cadence::ctl::requests {

namespace {

Result<Request> on_demand(Arguments const& arguments, std::string_view kind) {
    auto object = body(arguments, {"train", "title", "commit", "version"});
    object["kind"] = boost::json::string_view{kind.data(), kind.size()};
    if (arguments.has("criterion")) object["criterion"] = underscored(arguments["criterion"]);
    if (arguments.has("cvss")) object["cvss"] = std::stod(arguments["cvss"]);
    if (arguments.has("reason")) object["justification"] = arguments["reason"];
    return post("/v1/releases", object);
}

Request tick(Arguments const& arguments, std::string const& item) {
    auto object = body(arguments, {"reason"});
    object["status"] = arguments.has("status") ? underscored(arguments["status"]) : "passed";
    return post(item, object);
}

}  // namespace

Result<Request> hotfix(Arguments const& arguments, Subject const&) {
    return on_demand(arguments, "hotfix");
}

Result<Request> expedite(Arguments const& arguments, Subject const&) {
    return on_demand(arguments, "expedited");
}

Result<Request> approve(Arguments const&, Subject const& subject) {
    return post(of_release(subject, "/approvals"), {});
}

Result<Request> reject(Arguments const& arguments, Subject const& subject) {
    return post(of_release(subject, "/reject"), body(arguments, {"reason"}));
}

Result<Request> check(Arguments const& arguments, Subject const& subject) {
    auto const item = of_release(subject, "/checklist/") + segment(arguments["item"]);
    if (!arguments.has("run")) return tick(arguments, item);
    if (arguments.has("status") || arguments.has("reason"))
        return wrong_usage(
            "--run leaves the result to the item's check: give neither --status nor --reason.");
    return post(item + "/check", {});
}

}  // namespace cadence::ctl::requests
