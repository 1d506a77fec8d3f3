// Incoming webhooks of Slack: a header, the text in sections, and below it when and where to read on. All
// texts are plain_text, where stars and tildes are stars and tildes; the rest is escaped.
#include <algorithm>

#include "base/text.h"
#include "chat/render.h"

namespace cadence::chat {

namespace {

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
    auto at = kMostInSection;
    while (at > 0 && (static_cast<unsigned char>(escaped[at]) & 0xC0U) == 0x80U) --at;
    auto const entity = escaped.rfind('&', at - 1);
    bool const cuts = entity != std::string_view::npos && escaped.find(';', entity) >= at;
    return cuts ? entity : at;
}

void add_sections(boost::json::array& blocks, std::string_view escaped) {
    while (!escaped.empty()) {
        auto const end = end_of_section(escaped);
        blocks.push_back({{"type", "section"}, {"text", plain_text(escaped.substr(0, end))}});
        escaped.remove_prefix(end);
        escaped.remove_prefix(std::min(escaped.find_first_not_of(" \n"), escaped.size()));
    }
}

std::string context(Letter const& letter) {
    auto text = for_slack(one_line(letter.message.local_time));
    if (letter.told.link.empty()) return text;
    auto const link = "<" + for_slack(letter.told.link) + "|Details>";
    return text.empty() ? link : link + " · " + text;
}

}  // namespace

Result<Outgoing> written(SlackChannel const& channel, Letter const& letter) {
    auto const url = url_of(letter, channel.url_from);
    if (!url) return tl::unexpected{url.error()};
    auto const body = body_of(letter.told, {kSlackBody, utf16_units, for_slack});

    boost::json::array blocks;
    auto const header = fitted(letter.told.title, {kMostInHeader, utf16_units, for_slack});
    blocks.push_back({{"type", "header"}, {"text", plain_text(header)}});
    add_sections(blocks, body);
    if (auto const text = context(letter); !text.empty()) {
        boost::json::array elements{{{"type", "mrkdwn"}, {"text", text}, {"verbatim", true}}};
        blocks.push_back({{"type", "context"}, {"elements", std::move(elements)}});
    }
    auto fallback = fitted(letter.told.title, {kSlackTitle, utf16_units, for_slack});
    if (!body.empty()) fallback += "\n" + body;
    return posted(*url, {{"text", fallback}, {"mrkdwn", false}, {"blocks", std::move(blocks)}});
}

}  // namespace cadence::chat
