// One announcement in plain words, before any channel gives it a form: the outbox keeps it as JSON. Nothing
// in it is markup; a renderer (chat/channel.h) escapes what its channel would read as such.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/names.h"
#include "chat/topic.h"

namespace cadence::chat {

enum class Mood { neutral, good, warning, alarm };

struct Message {
    Topic topic = Topic::test;
    Mood mood = Mood::neutral;
    std::string title;                // one line: "Code freeze for backend-2026-01-22"
    std::string text;                 // paragraphs, parted by an empty line; may be empty
    std::vector<std::string> points;  // a list below the text: what is missing, the notes
    std::string link;                 // http(s), or empty
    Instant at;                       // when what it announces happened
    std::string local_time;           // `at` in the team's zone with UTC beside it
    // Of the event behind it; a signed webhook passes them on.
    std::string train;
    std::string release;
    std::string event_type;
    std::int64_t event = 0;  // its number in the log
    std::string data;        // its JSON object
    bool operator==(Message const&) const = default;
};

}  // namespace cadence::chat

template <>
struct cadence::Names<cadence::chat::Mood> {
    static constexpr std::array<std::string_view, 4> values{"neutral", "good", "warning", "alarm"};
};
