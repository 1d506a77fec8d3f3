// ntfy: published as JSON to the root of the server, as headers would bear ASCII only.
#include "chat/judge.h"
#include "chat/render.h"

namespace cadence::chat {

namespace {

// A longer message becomes a file; and a body of more than twice that in JSON is refused.
constexpr std::size_t kNtfyTitle = 250;
constexpr std::size_t kMostInMessage = 4096;

struct Look {
    int priority;          // 1 to 5
    std::string_view tag;  // shown as an emoji
};
constexpr ByMood<Look> kLooks{Look{3, "calendar"}, Look{3, "white_check_mark"}, Look{4, "warning"},
                              Look{5, "rotating_light"}};

}  // namespace

Result<Outgoing> render_for(NtfyChannel const& channel, RenderContext const& context) {
    auto const server = server_of(context, channel.server);
    if (!server) return tl::unexpected{server.error()};
    auto const title = fitted(context.plain.title, {kNtfyTitle, bytes, as_it_is});
    auto message = body_of(context.plain, {kMostInMessage, json_bytes, as_it_is});
    auto const look = of_mood(kLooks, context.message.mood);
    boost::json::object content{{"topic", channel.topic},
                                {"title", title},
                                // An empty one is shown as "triggered".
                                {"message", message.empty() ? title : message},
                                {"priority", look.priority},
                                {"tags", boost::json::array{look.tag}}};
    auto const& link = context.plain.link;
    if (!link.empty()) content["click"] = link;
    auto out = posted(*server + "/", std::move(content));
    if (channel.token_from.empty()) return out;
    auto const bearer = bearer_of(context, channel.token_from);
    if (!bearer) return tl::unexpected{bearer.error()};
    std::get<net::HttpRequest>(out).headers.emplace_back("Authorization", *bearer);
    return out;
}

net::Receipt judged(NtfyChannel const& /*channel*/, net::HttpResponse const& response, Instant now) {
    return made_or_not(response, "ntfy", "id", now);
}

}  // namespace cadence::chat
