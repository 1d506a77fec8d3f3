// Webhooks of Google Chat: text in its own markup, which has no escape. A message is posted once however
// often it is sent, by its requestId, and those of one release are one thread.
#include "chat/judge.h"
#include "chat/render.h"

namespace cadence::chat {

namespace {

constexpr std::size_t kGoogleChatTitle = 1000;
constexpr std::size_t kGoogleChatBody = 24000;  // of 32000 bytes in all

}  // namespace

Result<Outgoing> render_for(GoogleChatChannel const& channel, RenderContext const& context) {
    auto url = url_of(context, channel.url_from);
    if (!url) return tl::unexpected{url.error()};
    auto text = "*" + fitted(context.plain.title, {kGoogleChatTitle, json_bytes, for_google_chat}) + "*";
    auto const body = body_of(context.plain, {kGoogleChatBody, json_bytes, for_google_chat});
    if (!body.empty()) text += "\n" + body;
    auto const& link = context.plain.link;
    if (!link.empty()) text += "\n<" + link + "|Details>";

    json::Value content{{"text", text}};
    auto address = with_query(*std::move(url), "requestId", context.attempt.id);
    if (auto const& release = context.message.release; !release.empty()) {
        content.as_object()["thread"] = {{"threadKey", release}};
        address =
            with_query(std::move(address), "messageReplyOption", "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD");
    }
    return posted(std::move(address), content);
}

net::Receipt judged(GoogleChatChannel const& /*channel*/, net::HttpResponse const& response, Instant now) {
    return made_or_not(response, "Google Chat", "name", now);
}

}  // namespace cadence::chat
