// Microsoft Teams by a Workflows URL: a message with one Adaptive Card. Its text blocks read a little
// Markdown.
#include "base/text.h"
#include "chat/judge.h"
#include "chat/render.h"
#include "json/refusal.h"

namespace cadence::chat {

namespace {

// 28 KB are allowed for the whole, which has some 700 bytes of its own.
constexpr std::size_t kTeamsTitle = 1000;
constexpr std::size_t kTeamsBody = 22000;
constexpr ByMood<std::string_view> kTeamsColours{"Default", "Good", "Warning", "Attention"};

json::Value card_of(RenderContext const& context) {
    auto const title = fitted(context.plain.title, {kTeamsTitle, json_bytes, for_teams});
    auto const parts = parts_of(context.plain, {kTeamsBody, json_bytes, for_teams, "- "});

    boost::json::array body{{{"type", "TextBlock"},
                             {"text", title},
                             {"wrap", true},
                             {"size", "Medium"},
                             {"weight", "Bolder"},
                             {"color", of_mood(kTeamsColours, context.message.mood)}}};
    for (auto const* text : {&parts.text, &parts.points})
        if (!text->empty()) body.push_back({{"type", "TextBlock"}, {"text", *text}, {"wrap", true}});

    json::Value card{{"$schema", "http://adaptivecards.io/schemas/adaptive-card.json"},
                     {"type", "AdaptiveCard"},
                     {"version", "1.4"},
                     {"body", std::move(body)}};
    auto const& link = context.plain.link;
    if (!link.empty())
        card.as_object()["actions"] =
            boost::json::array{{{"type", "Action.OpenUrl"}, {"title", "Details"}, {"url", link}}};
    return card;
}

}  // namespace

Result<Outgoing> render_for(TeamsChannel const& channel, RenderContext const& context) {
    auto const url = url_of(context, channel.url_from);
    if (!url) return tl::unexpected{url.error()};
    boost::json::array attachments{{{"contentType", "application/vnd.microsoft.card.adaptive"},
                                    {"contentUrl", nullptr},
                                    {"content", card_of(context)}}};
    return posted(*url, {{"type", "message"}, {"attachments", std::move(attachments)}});
}

/// A workflow answers 202 before it has posted anything, or what its author let it; a connector "1", or 200
/// and in words that it failed.
net::Receipt judged(TeamsChannel const& /*channel*/, net::HttpResponse const& response, Instant now) {
    auto receipt = in_its_words(response, now);
    if (!is_success(response)) return receipt;
    auto const failure = response.body.find("delivery failed") != response.body.npos;
    if (net::is_web_page(response)) return not_from("a workflow", response, "202");
    if (failure) return {net::Arrival::later, status_and(response, first_line(response.body))};
    if (auto const words = words_in(answer_in(response)); answer_in(response).get_object().contains("error"))
        return {net::Arrival::refused,
                status_and(response, words.empty() ? "an error without details" : words)};
    if (auto const why = json::refusal_in(response.body); !why.empty())
        return {net::Arrival::refused, status_and(response, why)};
    if (response.status == 202) receipt.detail += ": the workflow has begun";
    return receipt;
}

}  // namespace cadence::chat
