// From an event to a message: which events speak, and in what words. Pure: the same event and scene give the
// same message. Wording is a template per topic ("{release} is postponed to {opens_at}: {reason}"), a default
// here and a channel's own in the configuration.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "chat/channel.h"
#include "chat/message.h"
#include "release/lifecycle.h"

namespace cadence::chat {

/// The context of an event that its announcement may use.
struct Scene {
    release::Train const& train;  // as it stands after the event
    release::Policy const& policy;
    std::string_view train_name;
    std::string_view public_url = {};  // or empty: no links
    release::Train const* before =
        nullptr;  // as it stood before it; null: a check that fails again is told again
};

/// An event that speaks, in words to be put into a template.
struct Telling {
    Topic topic = Topic::test;
    Mood mood = Mood::neutral;
    std::map<std::string, std::string, std::less<>> words;  // "release" -> "backend-2026-01-22"
    std::vector<std::string> points;
    std::string link;
    Instant at;
    std::string local_time;  // "Thu 2026-01-22 11:00 CET (10:00 UTC)"
};

/// The announcements of a train's event; most have none, some more than one.
[[nodiscard]] std::vector<Telling> tellings_of(release::Event const& event, Scene const& scene);
/// The same for an event of the daemon itself ("clock_held", ...): its type and its data, a JSON object.
[[nodiscard]] std::vector<Telling> tellings_of_daemon(std::string_view type, std::string_view data,
                                                      Instant at);
/// A train's dates that its configuration, or its zone's data, has changed.
struct DatesScene {
    std::string_view train_name;
    Zone const& zone;
    std::string_view by;
    Instant at;
};
/// `data` is that of a `dates_changed` line of the log, a JSON object.
[[nodiscard]] Telling telling_of_dates(std::string_view data, DatesScene const& scene);
/// A test message.
[[nodiscard]] Telling telling_of_test(std::string_view channel, std::string_view by, Instant at);

/// The first line of a template is the title, the rest the text. A word that the telling lacks leaves its
/// place empty, and a line in which nothing else stands is left out.
[[nodiscard]] Message worded(Telling const& telling, std::string_view wording);
[[nodiscard]] std::string_view usual_wording(Topic topic);
/// The words that a template for this topic may use.
[[nodiscard]] std::vector<std::string_view> words_of(Topic topic);
/// Errors: invalid `unknown-word` naming word and choice, `wording-without-title` where the first line is
/// empty.
[[nodiscard]] Result<void> check_wording(Topic topic, std::string_view wording);

}  // namespace cadence::chat
