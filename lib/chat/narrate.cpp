#include "chat/narrate.h"

#include "base/plain_text.h"
#include "base/text.h"
#include "chat/nouns.h"
#include "json/events.h"
#include "json/text.h"

namespace cadence::chat {

std::string narrate(release::LogLine const& line) {
    if (auto const data = json::parse(line.data)) {
        auto const body = json::event_body_from(line.type, *data);
        for (auto const* const noun : kNouns) {
            auto sentence = body ? noun->sentence(*body, line) : std::string{};
            if (!sentence.empty()) return one_line(std::move(sentence));
        }
    }
    return one_line(sentence_of_daemon(line));
}

Announcements announcements_of(EventContext const& context) {
    for (auto const* const noun : kNouns)
        if (auto made = noun->announcements(context); !made.empty()) return made;
    return {};
}

std::vector<std::string_view> event_types() {
    auto types = json::event_types();
    for (auto const type : daemon_event_types()) types.push_back(type);
    return types;
}

}  // namespace cadence::chat
