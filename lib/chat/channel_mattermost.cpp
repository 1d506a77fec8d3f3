// Incoming webhooks of Mattermost: the title as text, the rest as an attachment with the colour of the mood.
#include "chat/judge.h"
#include "chat/render.h"

namespace cadence::chat {

namespace {

constexpr std::size_t kMattermostTitle = 500;
constexpr std::size_t kMattermostBody = 7000;

constexpr ByMood<std::string_view> kMattermostColours{"#5b6770", "#2e7d32", "#f9a825", "#c62828"};

}  // namespace

Result<Outgoing> render_for(MattermostChannel const& channel, RenderContext const& context) {
    auto const url = url_of(context, channel.url_from);
    if (!url) return tl::unexpected{url.error()};
    auto const title = fitted(context.plain.title, {kMattermostTitle, utf16_units, for_mattermost});
    auto body = body_of(context.plain, {kMattermostBody, utf16_units, for_mattermost, "* "});
    if (!context.plain.link.empty())
        body += (body.empty() ? "" : "\n\n") + ("[Details](" + context.plain.link + ")");

    json::Value content{{"text", "**" + title + "**"}};
    if (!body.empty()) {
        boost::json::array attachments{
            {{"fallback", fitted(context.plain.title, {kMattermostTitle, utf16_units, as_it_is})},
             {"color", of_mood(kMattermostColours, context.message.mood)},
             {"text", body}}};
        content.as_object()["attachments"] = std::move(attachments);
    }
    return posted(*url, content);
}

net::Receipt judged(MattermostChannel const& /*channel*/, net::HttpResponse const& response, Instant now) {
    return ok_or_not(response, "a webhook of Mattermost", now);
}

}  // namespace cadence::chat
