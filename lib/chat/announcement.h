// From an event to a message: which events are announced, and in what words. Pure: the same event and context
// give the same message. Wording is a template per topic ("{release} is postponed to {opens_at}: {reason}"),
// a default here and a channel's own in the configuration.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "chat/channel.h"
#include "chat/message.h"
#include "release/lifecycle.h"
#include "release/log_line.h"

namespace cadence::chat {

/// What stands for the words of a template: "release" -> "backend-2026-01-22".
using Words = std::map<std::string, std::string, std::less<>>;

struct Announcement {
    Topic topic = Topic::test;
    Mood mood = Mood::neutral;
    Words words;
    std::vector<std::string> points;
    std::string link;
    Instant at;
    std::string local_time;  // "Thu 2026-01-22 11:00 CET (10:00 UTC)"
};
using Announcements = std::vector<Announcement>;

/// An event, and what its announcements may mention.
struct EventContext {
    release::Event const& event;
    release::Train const& train;  // as it stands after the event
    release::Policy const& policy;
    std::string_view train_name;
    std::string_view public_url = {};  // or empty: no links
    release::Train const* before =
        nullptr;  // as it stood before it; null: a check that fails again is announced again
};

/// The announcements of a train's event; most have none, some more than one.
[[nodiscard]] Announcements announcements_of(EventContext const& context);
/// The same for a line of the log that concerns the daemon itself ("clock_held", ...).
[[nodiscard]] Announcements announcements_of_daemon(release::LogLine const& line);
/// Of a `dates_changed` line: a train's dates that its configuration, or its zone's data, has changed.
[[nodiscard]] Announcement announcement_of_dates(release::LogLine const& line, std::string_view train_name,
                                                 Zone const& zone);
[[nodiscard]] Announcement announcement_of_test(std::string_view channel, std::string_view by, Instant at);

/// The first line of a template is the title, the rest the text. A word that the announcement lacks leaves
/// its place empty, and a line in which nothing else stands is left out.
[[nodiscard]] Message worded(Announcement const& announcement, std::string_view wording);
[[nodiscard]] std::string_view usual_wording(Topic topic);
/// The words that a template for this topic may use.
[[nodiscard]] std::vector<std::string_view> words_of(Topic topic);
/// Errors: invalid `unknown-word` naming word and choice, `wording-without-title` where the first line is
/// empty.
[[nodiscard]] Result<void> check_wording(Topic topic, std::string_view wording);

}  // namespace cadence::chat
