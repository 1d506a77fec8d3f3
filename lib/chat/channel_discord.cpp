// Webhooks of Discord: one content of at most 2000 characters that calls nobody and unfolds no links.
#include "chat/judge.h"
#include "chat/render.h"

namespace cadence::chat {

namespace {

constexpr std::size_t kDiscordTitle = 300;
constexpr std::size_t kMostInContent = 2000;
constexpr int kSuppressEmbeds = 4;

}  // namespace

Result<Outgoing> render_for(DiscordChannel const& channel, RenderContext const& context) {
    auto const url = url_of(context, channel.url_from);
    if (!url) return tl::unexpected{url.error()};
    auto head = "**" + fitted(context.plain.title, {kDiscordTitle, utf16_units, for_discord}) + "**";
    auto const& link = context.plain.link;
    auto const foot = link.empty() ? "" : "\n<" + link + ">";
    auto const room = kMostInContent - utf16_units(head) - utf16_units(foot) - 1;
    auto const body = body_of(context.plain, {room, utf16_units, for_discord, "- "});
    if (!body.empty()) head += "\n" + body;
    // Without wait=true an answer of 204 says nothing about the message.
    return posted(with_query(*url, "wait", "true"), {{"content", head + foot},
                                                     {"allowed_mentions", {{"parse", boost::json::array{}}}},
                                                     {"flags", kSuppressEmbeds}});
}

/// Asked to wait, it answers with the message.
net::Receipt judged(DiscordChannel const& /*channel*/, net::HttpResponse const& response, Instant now) {
    auto receipt = made_or_not(response, "a webhook of Discord", "id", now);
    if (response.status == 429) wait_at_least(receipt, number_at(answer_in(response), "retry_after"));
    return receipt;
}

}  // namespace cadence::chat
