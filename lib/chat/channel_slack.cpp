// Incoming webhooks of Slack: a header, the text in sections, and below it when and where to read on. All
// texts are plain_text, where stars and tildes are stars and tildes; the rest is escaped.
#include <algorithm>

#include "base/encoding.h"
#include "base/plain_text.h"
#include "base/text.h"
#include "chat/judge.h"
#include "chat/render.h"

namespace cadence::chat {

namespace {

struct Advice {
    std::string_view word;
    std::string_view advice;
};
constexpr std::array kSlackWords{
    Advice{"no_service", "the webhook was removed or disabled: make a new one"},
    Advice{"no_active_hooks", "the webhook was disabled: make a new one"},
    Advice{"invalid_token", "the URL is not that of a webhook: copy it again"},
    Advice{"no_team", "the workspace is gone: make a webhook in another"},
    Advice{"team_disabled", "the workspace is disabled"},
    Advice{"channel_not_found", "the webhook's channel is gone: make one for another"},
    Advice{"channel_is_archived",
           "the webhook's channel is archived: bring it back, or make one for another"},
    Advice{"action_prohibited", "an administrator restricts posting there"},
    Advice{"posting_to_general_channel_denied", "an administrator restricts posting there"},
};

constexpr std::size_t kMostInHeader = 150;
constexpr std::size_t kSlackTitle = 500;  // of the fallback
constexpr std::size_t kMostInSection = 3000;
constexpr std::size_t kSlackBody = 12000;  // more than this nobody reads in a chat; 40000 would be allowed

json::Value plain_text(std::string_view text) {
    return {{"type", "plain_text"}, {"text", text}, {"emoji", false}};
}

/// Where the next section ends: after a line, else after a word, else anywhere but within an entity.
std::size_t end_of_section(std::string_view escaped) {
    if (escaped.size() <= kMostInSection) return escaped.size();
    for (auto const c : {'\n', ' '})
        if (auto const at = escaped.rfind(c, kMostInSection - 1); at != std::string_view::npos && at > 0)
            return at;
    auto const at = front_of(escaped, kMostInSection).size();
    auto const entity = escaped.rfind('&', at - 1);
    bool const cuts = entity != std::string_view::npos && escaped.find(';', entity) >= at;
    return cuts ? entity : at;
}

void add_sections(boost::json::array& blocks, std::string_view escaped) {
    while (!escaped.empty()) {
        auto const end = end_of_section(escaped);
        blocks.push_back({{"type", "section"}, {"text", plain_text(escaped.substr(0, end))}});
        escaped = trimmed_left(escaped.substr(end), " \n");
    }
}

std::string slack_footer(RenderContext const& context) {
    auto text = for_slack(one_line(context.message.local_time));
    if (context.plain.link.empty()) return text;
    auto const link = "<" + for_slack(context.plain.link) + "|Details>";
    return text.empty() ? link : link + " · " + text;
}

}  // namespace

Result<Outgoing> render_for(SlackChannel const& channel, RenderContext const& context) {
    auto const url = url_of(context, channel.url_from);
    if (!url) return tl::unexpected{url.error()};
    auto const body = body_of(context.plain, {kSlackBody, utf16_units, for_slack});

    boost::json::array blocks;
    auto const header = fitted(context.plain.title, {kMostInHeader, utf16_units, for_slack});
    blocks.push_back({{"type", "header"}, {"text", plain_text(header)}});
    add_sections(blocks, body);
    if (auto const text = slack_footer(context); !text.empty()) {
        boost::json::array elements{{{"type", "mrkdwn"}, {"text", text}, {"verbatim", true}}};
        blocks.push_back({{"type", "context"}, {"elements", std::move(elements)}});
    }
    auto fallback = fitted(context.plain.title, {kSlackTitle, utf16_units, for_slack});
    if (!body.empty()) fallback += "\n" + body;
    return posted(*url, {{"text", fallback}, {"mrkdwn", false}, {"blocks", std::move(blocks)}});
}

net::Receipt judged(SlackChannel const& /*channel*/, net::HttpResponse const& response, Instant now) {
    auto receipt = ok_or_not(response, "a webhook of Slack", now);
    for (auto const& [word, advice] : kSlackWords)
        if (response.body.starts_with(word)) receipt.detail.append(" (").append(advice).append(")");
    return receipt;
}

}  // namespace cadence::chat
