// What goes out: asked about, sent again, dropped.
#include "cadencectl/request_parts.h"
#include "cadencectl/requests.h"

namespace cadence::ctl::requests {

Result<Request> deliveries(Arguments const& arguments, Subject const&) {
    return get("/v1/deliveries", arguments, {"state", "kind", "lane", "train", "limit", "cursor"});
}

Result<Request> delivery(Arguments const& arguments, Subject const&) {
    return get(of_delivery(arguments["id"]));
}

Result<Request> delivery_retry(Arguments const& arguments, Subject const&) {
    return post(of_delivery(arguments["id"], "/retry"), {});
}

Result<Request> delivery_drop(Arguments const& arguments, Subject const&) {
    return post(of_delivery(arguments["id"], "/drop"), {});
}

Result<Request> channels(Arguments const&, Subject const&) {
    return get("/v1/channels");
}

}  // namespace cadence::ctl::requests
