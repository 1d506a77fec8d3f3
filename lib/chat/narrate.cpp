#include "chat/narrate.h"

#include "base/text.h"
#include "chat/narrate_parts.h"
#include "json/events.h"
#include "json/text.h"

namespace cadence::chat {

std::string narrate(release::LogLine const& line) {
    auto const data = json::parse(line.data);
    if (!data) return one_line(tell_of_daemon(line));
    auto const body = json::event_body_from(line.type, *data);
    if (!body) return one_line(tell_of_daemon(line));
    return one_line(std::visit([&](auto const& what) { return tell(what, line); }, *body));
}

std::vector<std::string_view> event_types() {
    auto types = json::event_types();
    for (auto const type : daemon_event_types()) types.push_back(type);
    return types;
}

}  // namespace cadence::chat
