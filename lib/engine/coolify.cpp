#include "engine/coolify.h"

#include <algorithm>

#include "base/text.h"
#include "engine/check_text.h"
#include "json/codec.h"
#include "json/text.h"

namespace cadence::engine::coolify {

namespace {

using What = ActionResult::What;

tl::unexpected<Error> unreadable(std::string const& what) {
    return refuse(ErrorCode::unavailable, "coolify-unreadable", "Coolify's answer cannot be read: " + what);
}

Result<json::Value> parse(std::string_view body) {
    auto value = json::parse(body);
    if (!value) return unreadable(value.error().detail);
    return value;
}

std::string text_in(boost::json::object const& object, std::string_view name) {
    auto const* const value = object.if_contains(boost::json::string_view{name});
    auto const* const text = value ? value->if_string() : nullptr;
    return text ? std::string{text->data(), text->size()} : std::string{};
}

bool flag_in(boost::json::object const& object, std::string_view name) {
    auto const* const value = object.if_contains(boost::json::string_view{name});
    if (!value) return false;
    auto const* const number = value->if_int64();
    return value->is_bool() ? value->get_bool() : number && *number != 0;
}

using Objects = std::vector<boost::json::object const*>;

/// The items of a list; PHP makes an object of a list with gaps.
Objects objects_in(json::Value const& value) {
    Objects objects;
    auto const take = [&](json::Value const& item) {
        if (auto const* const object = item.if_object()) objects.push_back(object);
    };
    if (auto const* const array = value.if_array()) std::ranges::for_each(*array, take);
    if (auto const* const object = value.if_object())
        for (auto const& [key, item] : *object) take(item);
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
    deployment.resource = segment_after(deployment.url, "/application/");
    if (deployment.uuid.empty()) deployment.uuid = segment_after(deployment.url, "/deployment/");
    if (auto const created = parse_instant(text_in(object, "created_at"))) deployment.created_at = *created;
    for (auto const* const other : {"is_webhook", "pull_request_id", "rollback", "restart_only"})
        if (flag_in(object, other)) deployment.is_ours_to_look_at = false;
    return deployment;
}

std::string messages_in(json::Value const& value) {
    if (auto const* const text = value.if_string()) return {text->data(), text->size()};
    std::vector<std::string> all;
    if (auto const* const array = value.if_array())
        for (auto const& item : *array) all.push_back(messages_in(item));
    return listed(all, " ");
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
    auto const value = parse(text);
    if (!value) return tl::unexpected{value.error()};
    return json::from_json<Reference>(*value);
}

Result<std::vector<Started>> read_started(std::string_view body) {
    auto const value = parse(body);
    if (!value) return tl::unexpected{value.error()};
    auto const* const object = value->if_object();
    if (!object) return unreadable("it is no object");
    auto const* const by_uuid = object->if_contains("deployments");
    auto const* const by_tag = object->if_contains("details");
    auto const* const message = object->if_contains("message");
    if (!by_uuid && !message) return unreadable("it says nothing of deployments");
    auto const said = message ? messages_in(*message) : std::string{};
    std::vector<Started> all;
    auto const* const list = by_uuid ? by_uuid : by_tag;
    for (auto const* const item : list ? objects_in(*list) : Objects{})
        all.push_back({text_in(*item, "resource_uuid"), text_in(*item, "deployment_uuid"),
                       by_uuid ? text_in(*item, "message") : said});
    if (all.empty() && by_uuid) return unreadable("it has started nothing");
    if (all.empty()) all.push_back({{}, {}, said});
    return all;
}

Result<Deployment> read_deployment(std::string_view body) {
    auto const value = parse(body);
    if (!value) return tl::unexpected{value.error()};
    auto const* const object = value->if_object();
    if (!object || !object->if_contains("status")) return unreadable("it is no deployment");
    return deployment_of(*object);
}

Result<std::vector<Deployment>> read_deployments(std::string_view body) {
    auto const value = parse(body);
    if (!value) return tl::unexpected{value.error()};
    auto const* const object = value->if_object();
    auto const* const history = object ? object->if_contains("deployments") : nullptr;
    if (!object && !value->is_array()) return unreadable("it is no list of deployments");
    std::vector<Deployment> all;
    for (auto const* const item : objects_in(history ? *history : *value))
        all.push_back(deployment_of(*item));
    return all;
}

Part part_of(Started const& started) {
    auto const skipped = started.message.find("already queued") != std::string::npos;
    return {started.resource, started.deployment, skipped};
}

std::string refusal_of(net::Got const& got) {
    constexpr int kMalformed = 400;
    constexpr int kUnknown = 401;
    constexpr int kForbidden = 403;
    constexpr int kMissing = 404;
    auto text = "Coolify answers HTTP " + std::to_string(got.status);
    auto const value = json::parse(got.body);
    auto const* const object = value ? value->if_object() : nullptr;
    auto const said = object ? text_in(*object, "message") : std::string{};
    if (!said.empty()) text += " (" + to_saw(said) + ")";
    if (got.status == kUnknown) return text + ": it does not know the token; make a new one";
    if (got.status == kMalformed && said.starts_with("Invalid token"))
        return text + ": the token belongs to no team; make a new one within the team";
    if (got.status == kForbidden && said.find("API is disabled") != said.npos)
        return text + ": its API is off; switch it on in Settings > Advanced";
    if (got.status == kForbidden)
        return text +
               ": give the token the abilities deploy and read, and let this address use the API "
               "(Settings > Advanced)";
    if (got.status == kMissing) return text + ": it has nothing by this uuid or tag; correct the action";
    if (got.status >= 300 && got.status < 400)
        return text + ": it has moved; state its new address in the configuration";
    return text;
}

bool may_be_of(Deployment const& deployment, std::string_view commit) {
    auto const& other = deployment.commit;
    if (commit.empty() || other.empty() || other == "HEAD") return true;
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

namespace {

/// The commit of all of them, or empty where they differ or Coolify does not say.
std::string common_commit(std::vector<Deployment> const& deployments) {
    auto const& first = deployments.front().commit;
    auto const same = std::ranges::all_of(
        deployments, [&](Deployment const& deployment) { return deployment.commit == first; });
    return same && first != "HEAD" ? first : std::string{};
}

}  // namespace

ActionResult judge(std::vector<Deployment> const& deployments, std::string_view server) {
    auto const bad = std::ranges::find_if(deployments, ends_badly);
    if (bad != deployments.end()) {
        auto const how = bad->status == "failed" ? " failed" : " was cancelled by a user";
        return {.what = What::failed,
                .detail = "Coolify's " + name_of(*bad) + how + address_of(*bad, server)};
    }
    auto const open = std::ranges::find_if(
        deployments, [](Deployment const& deployment) { return deployment.status != "finished"; });
    if (open == deployments.end()) {
        std::vector<std::string> names;
        names.reserve(deployments.size());
        for (auto const& deployment : deployments) names.push_back(name_of(deployment));
        return {.what = What::done,
                .detail = "Coolify finished " + listed(names),
                .commit = common_commit(deployments)};
    }
    auto const wait = open->status == "queued" ? std::chrono::seconds{10} : std::chrono::seconds{5};
    return {
        .what = What::following, .detail = "Coolify's " + name_of(*open) + ": " + open->status, .wait = wait};
}

}  // namespace cadence::engine::coolify
