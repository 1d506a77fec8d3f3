// Incoming webhooks of Mattermost: the title as text, the rest as an attachment with the colour of the mood.
#include "chat/render.h"

namespace cadence::chat {

namespace {

constexpr std::size_t kMattermostTitle = 500;
constexpr std::size_t kMattermostBody = 7000;

std::string_view mattermost_colour(Mood mood) {
    switch (mood) {
        case Mood::neutral:
            return "#5b6770";
        case Mood::good:
            return "#2e7d32";
        case Mood::warning:
            return "#f9a825";
        case Mood::alarm:
            return "#c62828";
    }
    return "";
}

}  // namespace

Result<Outgoing> written(MattermostChannel const& channel, Letter const& letter) {
    auto const url = url_of(letter, channel.url_from);
    if (!url) return tl::unexpected{url.error()};
    auto const title = fitted(letter.told.title, {kMattermostTitle, utf16_units, for_mattermost});
    auto body = body_of(letter.told, {kMattermostBody, utf16_units, for_mattermost, "* "});
    if (!letter.told.link.empty())
        body += (body.empty() ? "" : "\n\n") + ("[Details](" + letter.told.link + ")");

    json::Value content{{"text", "**" + title + "**"}};
    if (!body.empty()) {
        boost::json::array attachments{
            {{"fallback", fitted(letter.told.title, {kMattermostTitle, utf16_units, as_it_is})},
             {"color", mattermost_colour(letter.message.mood)},
             {"text", body}}};
        content.as_object()["attachments"] = std::move(attachments);
    }
    return posted(*url, content);
}

}  // namespace cadence::chat
