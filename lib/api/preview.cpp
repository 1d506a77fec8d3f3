#include "api/preview.h"

#include <algorithm>

#include "api/body.h"
#include "api/change.h"
#include "api/routes.h"
#include "base/find.h"
#include "chat/narrate.h"
#include "engine/deliveries_for.h"
#include "net/target.h"

namespace cadence::api {

namespace {

struct PreviewBody {
    std::string method;
    std::string path;
};
BOOST_DESCRIBE_STRUCT(PreviewBody, (), (method, path))

std::optional<net::Method> method_named(std::string_view name) {
    if (name == "POST") return net::Method::post;
    if (name == "DELETE") return net::Method::del;
    return std::nullopt;
}

/// A phase that would be at another time than now.
struct PhaseMoved {
    std::string phase;
    std::string kind;
    std::optional<Instant> from;
    std::optional<Instant> to;
};
BOOST_DESCRIBE_STRUCT(PhaseMoved, (), (phase, kind, from, to))

std::optional<Instant> phase_at(release::Release const& release, std::string const& name) {
    for (auto const& firing : release.firings) {
        if (firing.attempt == release.attempt && firing.phase.name == name) return firing.phase.at;
    }
    return std::nullopt;
}

std::vector<PhaseMoved> phases_moved(release::Release const* before, release::Release const& after) {
    std::vector<PhaseMoved> moved;
    for (auto const& firing : after.firings) {
        if (firing.attempt != after.attempt) continue;
        auto from = before == nullptr ? std::nullopt : phase_at(*before, firing.phase.name);
        if (!from && after.attempt > 1) {
            for (auto const& earlier : after.firings)
                if (earlier.attempt == after.attempt - 1 && earlier.phase.name == firing.phase.name)
                    from = earlier.phase.at;
        }
        if (!from || *from == firing.phase.at) continue;
        moved.push_back({firing.phase.name, std::string{name_of(firing.phase.kind)}, from, firing.phase.at});
    }
    return moved;
}

std::vector<std::string> channels_of(engine::Outcome const& outcome) {
    std::vector<std::string> told;
    for (auto const& delivery : outcome.deliveries) {
        std::string channel{engine::channel_in(delivery.lane)};
        if (!channel.empty() && !contains(told, channel)) told.push_back(std::move(channel));
    }
    return told;
}

}  // namespace

Result<net::Request> request_previewed(Call const& call) {
    auto body = body_json(call.request, kLongestText);
    if (!body) return tl::unexpected{std::move(body.error())};
    if (!body->is_object())
        return refuse(ErrorCode::invalid, "wrong-type", "The body must be an object.", "#");
    std::string inner = "{}";
    if (auto* const given = body->get_object().if_contains("body")) {
        inner = json::dump(*given);
        body->get_object().erase("body");
    }
    auto const asked = json::from_request<PreviewBody>(*body);
    if (!asked) return tl::unexpected{asked.error()};
    auto const method = method_named(asked->method);
    if (!method)
        return refuse(ErrorCode::invalid, "unknown-value", "method must be POST or DELETE.", "#/method");
    auto parsed = net::parse_target(asked->path);
    if (!parsed) return refuse(ErrorCode::invalid, "unknown-value", "path must be a path.", "#/path");
    net::Request request;
    request.method = *method;
    request.target = asked->path;
    request.path = std::move(parsed->path);
    request.query = std::move(parsed->query);
    request.headers = call.request.headers;
    std::erase_if(request.headers, [](auto const& header) { return header.first == "content-length"; });
    request.body = std::move(inner);
    return request;
}

tl::unexpected<Error> not_previewed(net::Request const& request) {
    return refuse(ErrorCode::invalid, "not-previewed",
                  std::string{verb_of(request.method)} + " " + request.path +
                      " cannot be previewed: only what changes a train can.",
                  "#/path");
}

Answer preview_of(engine::Outcome const& outcome, release::Train const& before) {
    return answer_with([&](Object& into) {
        put_all(into, "events", outcome.lines, [](Object& event, release::LogLine const& line) {
            put(event, "type", line.type);
            put(event, "text", chat::narrate(line));
        });
        put(into, "told", channels_of(outcome));
        auto const* const after = release_in(outcome);
        put(into, "moves",
            after == nullptr ? std::vector<PhaseMoved>{} : phases_moved(before.find(after->id), *after));
        if (after != nullptr) put(into, "state", after->state);
    });
}

}  // namespace cadence::api
