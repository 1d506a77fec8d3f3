#include "job/coolify.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "job/words.h"
#include "json/codec.h"
#include "json/lenient.h"
#include "json/reader.h"
#include "json/text.h"

namespace cadence::job::coolify {

namespace {

using json::text_in;

tl::unexpected<Error> unreadable(std::string const& what) {
    return refuse(ErrorCode::unavailable, "coolify-unreadable", "Coolify's answer cannot be read: " + what);
}

/// All that is read here. Deployments come with their logs.
json::Wanted wanted() {
    json::Wanted wanted{"/message", "/message/*"};
    for (std::string const list : {"", "/*", "/deployments", "/deployments/*", "/details", "/details/*"})
        for (auto const* const name :
             {"/deployment_uuid", "/application_name", "/status", "/commit", "/deployment_url", "/is_api",
              "/created_at", "/pull_request_id", "/is_webhook", "/rollback", "/restart_only",
              "/resource_uuid", "/message"})
            wanted.add(list + name);
    return wanted;
}

Result<json::Value> parse(std::string_view body) {
    static auto const kWanted = wanted();
    auto value = json::parse_foreign(body, &kWanted);
    if (!value) return unreadable(value.error().detail);
    return value;
}

bool flag_in(boost::json::object const& object, std::string_view name) {
    auto const* const value = json::member_of(object, name);
    if (!value) return false;
    auto const* const number = value->if_int64();
    return value->is_bool() ? value->get_bool() : number && *number != 0;
}

/// The items of a list; PHP makes an object of a list with gaps.
std::vector<json::Value const*> items_in(json::Value const& value) {
    std::vector<json::Value const*> items;
    if (auto const* const array = value.if_array())
        for (auto const& item : *array) items.push_back(&item);
    if (auto const* const object = value.if_object())
        for (auto const& [key, item] : *object) items.push_back(&item);
    return items;
}

using Objects = std::vector<boost::json::object const*>;

Objects objects_in(json::Value const& value) {
    Objects objects;
    for (auto const* const item : items_in(value))
        if (auto const* const object = item->if_object()) objects.push_back(object);
    return objects;
}

/// "x" of ".../application/x/deployment/y".
std::string segment_after(std::string_view url, std::string_view name) {
    auto const at = url.find(name);
    if (at == url.npos) return {};
    auto const rest = url.substr(at + name.size());
    return std::string{rest.substr(0, rest.find_first_of("/?#"))};
}

Deployment deployment_of(boost::json::object const& object) {
    Deployment deployment{.uuid = text_in(object, "deployment_uuid"),
                          .name = text_in(object, "application_name"),
                          .status = text_in(object, "status"),
                          .commit = text_in(object, "commit"),
                          .url = text_in(object, "deployment_url"),
                          .is_api = flag_in(object, "is_api")};
    if (deployment.commit == "HEAD") deployment.commit.clear();
    deployment.resource = segment_after(deployment.url, "/application/");
    if (deployment.uuid.empty()) deployment.uuid = segment_after(deployment.url, "/deployment/");
    if (auto const created = parse_instant(text_in(object, "created_at"))) deployment.created_at = *created;
    deployment.is_preview = flag_in(object, "pull_request_id");
    for (auto const* const other : {"is_webhook", "pull_request_id", "rollback", "restart_only"})
        if (flag_in(object, other)) deployment.is_ours_to_look_at = false;
    return deployment;
}

std::vector<std::string> messages_in(json::Value const* value) {
    std::vector<std::string> all;
    if (value == nullptr) return all;
    if (auto const* const text = value->if_string()) all.emplace_back(text->data(), text->size());
    for (auto const* const item : items_in(*value)) {
        auto const* const text = item->if_string();
        all.push_back(text ? std::string{text->data(), text->size()} : json::dump(*item));
    }
    return all;
}

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != text.npos;
}

bool says_queued(std::string_view message) {
    return message.ends_with("deployment queued.") || has(message, "already queued");
}

/// The phrases by which it says, with a 200, that it leaves a resource alone.
bool says_no(std::string_view message) {
    static constexpr std::array<std::string_view, 4> kRefusals{"No resources found", "Unauthorized to ",
                                                               "docker_tag can only", "Resource ("};
    bool const begins = std::ranges::any_of(
        kRefusals, [&](std::string_view refusal) { return message.starts_with(refusal); });
    return begins || (message.starts_with("Pull request ") && has(message, " not found"));
}

void add_without_deployment(Started& started, std::string const& message, std::string const& resource) {
    auto words = resource.empty() ? message : resource + ": " + message;
    (says_no(message) ? started.not_begun : started.untold).push_back(std::move(words));
}

Started started_by_uuid(Objects const& items, std::vector<std::string> const& uuids) {
    Started started;
    std::vector<std::string> messages;
    std::vector<std::string> told;
    for (auto const* const item : items) {
        auto const resource = text_in(*item, "resource_uuid");
        auto const deployment = text_in(*item, "deployment_uuid");
        auto const message = text_in(*item, "message");
        told.push_back(resource);
        if (messages.empty() || messages.back() != message) messages.push_back(message);
        if (deployment.empty())
            add_without_deployment(started, message, resource);
        else
            started.parts.push_back({resource, deployment, has(message, "already queued")});
    }
    for (auto const& uuid : uuids)
        if (std::ranges::find(told, uuid) == told.end())
            started.not_begun.push_back(uuid + ": it has no resource of this uuid");
    started.said = listed(messages, " ");
    return started;
}

Started started_by_tag(std::vector<std::string> const& messages, Objects const& details) {
    Started started{.said = listed(messages, " ")};
    for (auto const* const item : details) {
        auto const resource = text_in(*item, "resource_uuid");
        auto const deployment = text_in(*item, "deployment_uuid");
        if (deployment.empty())
            started.untold.push_back((resource.empty() ? "something" : resource) +
                                     " without a deployment's uuid");
        else
            started.parts.push_back({resource, deployment, has(started.said, "already queued")});
    }
    auto left = started.parts.size();
    for (auto const& message : messages) {
        bool const is_told = says_queued(message) && left > 0;
        if (is_told)
            --left;
        else
            add_without_deployment(started, message, {});
    }
    return started;
}

bool names_one_twice(std::vector<Part> const& parts) {
    std::set<std::string_view> seen;
    return std::ranges::any_of(parts, [&](Part const& part) { return !seen.insert(part.deployment).second; });
}

bool ends_badly(Deployment const& deployment) {
    return deployment.status == "failed" || deployment.status == "cancelled-by-user";
}

std::string name_of(Deployment const& deployment) {
    return deployment.name.empty() ? "deployment " + deployment.uuid
                                   : "deployment " + deployment.uuid + " of " + deployment.name;
}

std::string address_of(Deployment const& deployment, std::string_view server) {
    if (deployment.url.empty()) return {};
    return ": " + (deployment.url.starts_with('/') ? std::string{server} : "") + deployment.url;
}

}  // namespace

std::string to_text(Reference const& reference) {
    return json::dump(json::to_json(reference));
}

Result<Reference> read_reference(std::string_view text) {
    auto const value = json::parse(text);
    if (!value) return error_of(value);
    return json::from_json<Reference>(*value);
}

Result<Started> read_started(std::string_view body, std::vector<std::string> const& uuids) {
    auto const value = parse(body);
    if (!value) return error_of(value);
    auto const* const object = value->if_object();
    if (!object) return unreadable("it is not an object");
    auto const* const list = object->if_contains(uuids.empty() ? "details" : "deployments");
    auto const items = list ? objects_in(*list) : Objects{};
    if (list && items.size() != items_in(*list).size())
        return unreadable("one of its deployments is not an object");
    auto const messages = messages_in(uuids.empty() ? object->if_contains("message") : nullptr);
    if (items.empty() && messages.empty()) return unreadable("it names no deployment");
    auto started = uuids.empty() ? started_by_tag(messages, items) : started_by_uuid(items, uuids);
    if (names_one_twice(started.parts)) return unreadable("it has one deployment of two resources");
    return started;
}

Result<Deployment> read_deployment(std::string_view body) {
    auto const value = parse(body);
    if (!value) return error_of(value);
    auto const* const object = value->if_object();
    if (!object || !object->if_contains("status")) return unreadable("it is not a deployment");
    return deployment_of(*object);
}

Result<std::vector<Deployment>> read_deployments(std::string_view body) {
    auto const value = parse(body);
    if (!value) return error_of(value);
    auto const* const object = value->if_object();
    auto const* const history = object ? object->if_contains("deployments") : nullptr;
    if (!object && !value->is_array()) return unreadable("it is not a list of deployments");
    std::vector<Deployment> all;
    for (auto const* const item : objects_in(history ? *history : *value))
        all.push_back(deployment_of(*item));
    return all;
}

std::string refusal_of(net::HttpResponse const& response) {
    constexpr int kMalformed = 400;
    constexpr int kUnknown = 401;
    constexpr int kForbidden = 403;
    constexpr int kMissing = 404;
    auto text = "Coolify answers HTTP " + std::to_string(response.status);
    auto const value = parse(response.body);
    auto const* const object = value ? value->if_object() : nullptr;
    auto const said = object ? text_in(*object, "message") : std::string{};
    if (!said.empty()) text += " (" + to_saw(said) + ")";
    if (response.status == kUnknown) return text + ": it does not accept the token; create a new one";
    if (response.status == kMalformed && said.starts_with("Invalid token"))
        return text + ": the token belongs to no team; create a new one within the team";
    if (response.status == kForbidden && said.find("API is disabled") != said.npos)
        return text + ": its API is off; switch it on in Settings > Advanced";
    if (response.status == kForbidden)
        return text +
               ": give the token the abilities deploy and read, and let this address use the API "
               "(Settings > Advanced)";
    if (response.status == kMissing) return text + ": it has nothing by this uuid or tag; correct the action";
    if (response.status >= 300 && response.status < 400)
        return text + ": it has moved; set its new address in the configuration";
    return text;
}

bool may_be_of(Deployment const& deployment, std::string_view commit) {
    auto const& other = deployment.commit;
    if (commit.empty() || other.empty()) return true;
    return other.starts_with(commit) || commit.starts_with(other);
}

Begun begun_since(std::vector<Deployment> const& history, Instant since, std::string_view commit) {
    Begun begun;
    for (auto const& deployment : history) {
        if (!deployment.is_ours_to_look_at || deployment.created_at.value_or(since) < since) continue;
        bool const ours = deployment.is_api && deployment.created_at && may_be_of(deployment, commit);
        auto& first = ours ? begun.ours : begun.other;
        if (!first || deployment.created_at < first->created_at) first = deployment;
    }
    return begun;
}

std::string mismatch_of(Deployment const& deployment, Part const& part) {
    auto const& of = deployment.resource;
    if (!of.empty() && !part.resource.empty() && of != part.resource)
        return "it is of " + of + " and not of " + part.resource;
    return deployment.is_ours_to_look_at ? "" : "it is of a webhook, a preview, a rollback or a mere restart";
}

namespace {

/// The different ones that are told.
std::vector<std::string> commits_of(std::vector<Deployment> const& deployments) {
    std::vector<std::string> commits;
    for (auto const& deployment : deployments) {
        bool const known = std::ranges::any_of(
            commits, [&](std::string const& commit) { return may_be_of(deployment, commit); });
        if (!deployment.commit.empty() && !known) commits.push_back(deployment.commit);
    }
    return commits;
}

/// Coolify builds what it finds: what it does not say of each of them is not assumed to be what was ordered.
DeliveryResult judge_finished(std::vector<Deployment> const& deployments, std::string_view ordered) {
    auto const commits = commits_of(deployments);
    bool const differ = commits.size() > 1;
    std::vector<std::string> names;
    names.reserve(deployments.size());
    for (auto const& each : deployments)
        names.push_back(name_of(each) +
                        (differ && !each.commit.empty() ? " with commit " + each.commit : ""));
    auto const detail = "Coolify finished " + listed(names);
    if (differ)
        return {.what = DeliveryResult::What::unknown,
                .detail = detail + ", which is not one commit: check there, then retry or drop it"};
    bool const of_all = std::ranges::none_of(deployments, &std::string::empty, &Deployment::commit);
    bool const another = !commits.empty() && !may_be_of({.commit = commits.front()}, ordered);
    if (of_all || another)
        return {.what = DeliveryResult::What::done, .detail = detail, .commit = commits.front()};
    return {.what = DeliveryResult::What::done, .detail = detail + ", and names no commit", .commit = ""};
}

}  // namespace

DeliveryResult judge(std::vector<Deployment> const& deployments, std::string_view ordered,
                     std::string_view server) {
    auto const bad = std::ranges::find_if(deployments, ends_badly);
    if (bad != deployments.end()) {
        auto const how = bad->status == "failed" ? " failed" : " was cancelled by a user";
        return {.what = DeliveryResult::What::failed,
                .detail = "Coolify's " + name_of(*bad) + how + address_of(*bad, server)};
    }
    auto const open = std::ranges::find_if(
        deployments, [](Deployment const& deployment) { return deployment.status != "finished"; });
    if (open == deployments.end()) return judge_finished(deployments, ordered);
    auto const wait = open->status == "queued" ? std::chrono::seconds{10} : std::chrono::seconds{5};
    return {.what = DeliveryResult::What::following,
            .detail = "Coolify's " + name_of(*open) + ": " + open->status,
            .wait = wait};
}

DeliveryResult with_the_rest(DeliveryResult result, Reference const& reference) {
    auto const& not_begun = reference.not_begun;
    auto const& untold = reference.untold;
    if (result.what != DeliveryResult::What::done || (not_begun.empty() && untold.empty())) return result;
    result.what = not_begun.empty() ? DeliveryResult::What::unknown : DeliveryResult::What::failed;
    if (!not_begun.empty())
        result.detail += ", but did not begin all of it: " + listed(not_begun);
    else
        result.detail += ", and does not report how the rest ends (" + listed(untold) +
                         "): check there, then retry or drop it";
    return result;
}

}  // namespace cadence::job::coolify
