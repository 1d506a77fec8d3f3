#include "chat/render.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/text.h"
#include "json/text.h"
#include "net/client_request.h"

namespace cadence::chat {

Result<Outgoing> render(Channel const& channel, Message const& message, DeliveryAttempt const& attempt) {
    auto const plain = sanitized(message, attempt.now);
    RenderContext const context{channel.name, message, plain, attempt};
    return std::visit([&](auto const& where) { return render_for(where, context); }, channel.where);
}

tl::unexpected<Error> channel_wrong(std::string_view channel, std::string_view what) {
    return refuse(ErrorCode::invalid, "channel-wrong",
                  "The channel " + std::string{channel} + " cannot be used: " + std::string{what});
}

Result<std::string> checked_url(RenderContext const& context, std::string url, std::string_view where) {
    auto const parsed = net::parse_url(url);
    if (parsed) return url;
    return channel_wrong(context.channel, std::string{where} +
                                              " there should be a URL like "
                                              "https://chat.example.org/hooks/…. " +
                                              parsed.error().detail);
}

Result<std::string> url_of(RenderContext const& context, std::string_view from) {
    auto url = context.attempt.secret(from);
    if (!url) return url;
    return checked_url(context, *std::move(url), "at " + std::string{from});
}

Result<std::string> bearer_of(RenderContext const& context, std::string_view from) {
    auto token = context.attempt.secret(from);
    if (!token) return token;
    auto const unfit = [](char c) { return c <= ' ' || c >= '\x7f'; };
    if (token->empty() || std::ranges::any_of(*token, unfit))
        return channel_wrong(context.channel,
                             "at " + std::string{from} + " there should be a token, in one word of ASCII.");
    return "Bearer " + *token;
}

Result<std::string> server_of(RenderContext const& context, std::string_view address) {
    auto url = checked_url(context, std::string{address}, "in server");
    if (!url) return url;
    auto server = url->substr(0, url->find_first_of("?#"));
    while (server.ends_with('/')) server.pop_back();
    return server;
}

std::string with_query(std::string url, std::string_view name, std::string_view value) {
    url.erase(std::min(url.find('#'), url.size()));
    auto const question = std::min(url.find('?'), url.size());
    auto text = url.substr(0, question);
    char between = '?';
    std::string_view rest{url};
    rest.remove_prefix(std::min(question + 1, rest.size()));
    while (!rest.empty()) {
        auto const parameter = take_until(rest, '&');
        if (parameter.empty() || parameter.substr(0, parameter.find('=')) == name) continue;
        text.append(1, between).append(parameter);
        between = '&';
    }
    return text.append(1, between).append(name).append("=").append(percent_encode(value));
}

Outgoing posted(std::string url, json::Value const& body) {
    return net::HttpRequest{.method = net::Method::post,
                            .url = std::move(url),
                            .headers = {{"Content-Type", "application/json"}},
                            .body = json::dump(body)};
}

}  // namespace cadence::chat
