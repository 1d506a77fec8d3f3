#include "job/fake_coolify.h"

#include <algorithm>

namespace cadence::job::testing {

namespace json = boost::json;

namespace {

net::Reply with(int status, json::value const& body, net::Headers headers = {}) {
    headers.emplace_back("Content-Type", "application/json");
    return {status, std::move(headers), json::serialize(body)};
}

net::Reply says(int status, std::string const& message) {
    return with(status, json::object{{"message", message}});
}

bool is_running(FakeDeployment const& deployment) {
    return deployment.status == "queued" || deployment.status == "in_progress";
}

}  // namespace

FakeCoolify::FakeCoolify(boost::asio::io_context& loop, Clock const& clock)
    : clock_(clock),
      server_(loop,
              [this](net::Request const& request, std::shared_ptr<net::Exchange> exchange) {
                  answer(request, std::move(exchange));
              },
              {}) {
    url = "http://" + server_.listen({"127.0.0.1", 0}).value().text();
}

std::size_t FakeCoolify::deploys() const {
    return static_cast<std::size_t>(std::ranges::count(requests, "/api/v1/deploy", &net::Request::path));
}

FakeDeployment& FakeCoolify::add(FakeDeployment deployment) {
    return deployments.emplace_back(std::move(deployment));
}

void FakeCoolify::all_are(std::string const& status) {
    for (auto& deployment : deployments)
        if (is_running(deployment)) deployment.status = status;
}

void FakeCoolify::answer(net::Request const& request, std::shared_ptr<net::Exchange> exchange) {
    requests.push_back(request);
    bool const deploying = request.path == "/api/v1/deploy";
    if (deploying && hangs_before) return unanswered_.push_back(std::move(exchange));
    auto reply = reply_to(request);
    if (deploying && loses == Loses::answer) return unanswered_.push_back(std::move(exchange));
    if (deploying && loses == Loses::mind) reply = says(500, "Server Error");
    exchange->reply(std::move(reply));
}

net::Reply FakeCoolify::reply_to(net::Request const& request) {
    if (in_front) return *in_front;
    if (down) return {502, {}, "<html>Bad Gateway</html>"};
    if (throttled) return with(429, json::object{{"message", "Too Many Attempts."}}, {{"Retry-After", "33"}});
    if (request.header("authorization") != "Bearer " + token) return says(401, "Unauthenticated.");
    if (!api_on) return with(403, json::object{{"success", true}, {"message", "API is disabled."}});
    if (!token_has_team)
        return with(400, json::object{{"message", "Invalid token."}, {"docs", "https://coolify.io/docs"}});
    if (request.path == "/api/v1/deploy") {
        if (request.method != net::Method::post)
            return says(405, "This endpoint has changed to a POST request.");
        return deploy(json::parse(request.body).as_object());
    }
    if (!may_read) return says(403, "Missing required permissions: read");
    std::string const history = "/api/v1/deployments/applications/";
    std::string const one = "/api/v1/deployments/";
    if (request.path == "/api/v1/deployments") {
        json::object list;  // as PHP writes a list with gaps
        for (std::size_t i = 0; i != deployments.size(); ++i)
            if (is_running(deployments[i])) list[std::to_string(i)] = render(deployments[i]);
        return with(200, list);
    }
    if (request.path.starts_with(history)) {
        auto const uuid = request.path.substr(history.size());
        if (applications.find(uuid) == applications.end()) return says(404, "Application not found");
        json::array list;
        for (auto it = deployments.rbegin(); it != deployments.rend(); ++it)
            if (it->application == uuid) list.push_back(render(*it));
        auto const count = list.size();
        return with(200, json::object{{"count", count}, {"deployments", std::move(list)}});
    }
    auto const found = std::ranges::find(
        deployments, request.path.substr(std::min(one.size(), request.path.size())), &FakeDeployment::uuid);
    if (found == deployments.end()) return says(404, "Deployment not found.");
    return with(200, render(*found));
}

net::Reply FakeCoolify::deploy(json::object const& asked) {
    if (asked.contains("tag")) return by_tag(asked.at("tag").as_string().c_str());
    std::string const list = asked.at("uuid").as_string().c_str();
    json::array started;
    for (std::size_t at = 0; at < list.size();) {
        auto const uuid = list.substr(at, list.find(',', at) - at);
        at += uuid.size() + 1;
        if (!has(uuid)) continue;  // without a word
        auto const one = start(uuid);
        if (!one)
            return with(429, json::object{{"message", "Deployment queue is full."}}, {{"Retry-After", "60"}});
        json::object item{{"message", one->first}, {"resource_uuid", uuid}};
        if (!one->second.empty()) item["deployment_uuid"] = one->second;
        started.push_back(std::move(item));
    }
    if (started.empty()) return says(404, "No resources found.");
    return with(200, json::object{{"deployments", std::move(started)}});
}

net::Reply FakeCoolify::by_tag(std::string const& tag) {
    auto const found = tags.find(tag);
    if (found == tags.end()) return says(404, "No resources found with this tag.");
    json::array messages;
    if (found->second.empty()) messages.emplace_back("No resources found for tag " + tag + ".");
    json::array details;
    for (auto const& resource : found->second) {
        auto const one = start(resource);
        if (!one)
            return with(429, json::object{{"message", "Deployment queue is full."}}, {{"Retry-After", "60"}});
        messages.emplace_back(one->first);
        if (!one->second.empty())
            details.push_back(json::object{{"resource_uuid", resource}, {"deployment_uuid", one->second}});
    }
    json::object reply{{"message", std::move(messages)}};
    if (!details.empty()) reply["details"] = std::move(details);
    return with(200, reply);
}

bool FakeCoolify::has(std::string const& resource) const {
    return applications.contains(resource) || services.contains(resource) || databases.contains(resource);
}

std::optional<std::pair<std::string, std::string>> FakeCoolify::start(std::string const& resource) {
    if (not_ours.contains(resource))
        return std::pair{databases.contains(resource)  ? "Unauthorized to start this database."
                         : services.contains(resource) ? "Unauthorized to deploy this service."
                                                       : "Unauthorized to deploy this application.",
                         std::string{}};
    if (auto const database = databases.find(resource); database != databases.end())
        return std::pair{"Database " + database->second + " started.", std::string{}};
    auto const service = services.find(resource);
    if (service != services.end())
        return std::pair{"Service " + service->second + " started. It could take a while, be patient.",
                         std::string{}};
    auto const uuid = "dep" + std::to_string(++last_);
    for (auto const& other : deployments)
        if (other.application == resource && other.commit == head && is_running(other) &&
            other.pull_request == 0)
            return std::pair{std::string{"Deployment already queued for this commit."}, uuid};
    if (static_cast<std::size_t>(std::ranges::count_if(deployments, is_running)) >= queue_limit)
        return std::nullopt;
    add({.uuid = uuid, .application = resource, .commit = head, .created_at = clock_.now()});
    return std::pair{"Application " + applications.at(resource) + " deployment queued.", uuid};
}

json::object FakeCoolify::render(FakeDeployment const& deployment) const {
    return {{"deployment_uuid", deployment.uuid},
            {"application_id", "7"},
            {"application_name", applications.at(deployment.application)},
            {"status", deployment.status},
            {"commit", deployment.commit},
            {"pull_request_id", deployment.pull_request},
            {"force_rebuild", false},
            {"is_api", deployment.is_api},
            {"is_webhook", deployment.is_webhook},
            {"rollback", false},
            {"restart_only", false},
            {"created_at", format_instant(deployment.created_at)},
            {"deployment_url", "/project/p/environment/e/application/" + deployment.application +
                                   "/deployment/" + deployment.uuid}};
}

}  // namespace cadence::job::testing
