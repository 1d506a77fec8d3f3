// Answers to slash commands, with everything escaped that the platform would read as markup or as a call.
#include <boost/json.hpp>

#include "chat/command.h"
#include "chat/render.h"
#include "json/text.h"

namespace cadence::chat {

namespace {

constexpr std::size_t kLongestAnswer = 3500;

std::string kept_short(std::string text) {
    while (text.ends_with('\n')) text.pop_back();
    return within(text, {kLongestAnswer, bytes});
}

}  // namespace

std::string slash_answer(Platform platform, SlashAnswer const& answer) {
    auto const text = kept_short(answer.text);
    boost::json::object body{{"response_type", answer.to_all ? "in_channel" : "ephemeral"}};
    switch (platform) {
        case Platform::slack:
            body["text"] = for_slack(text);
            body["mrkdwn"] = false;
            break;
        case Platform::mattermost:
            body["text"] = for_mattermost(text);
            body["skip_slack_parsing"] = true;
            break;
    }
    return json::dump(body);
}

}  // namespace cadence::chat
