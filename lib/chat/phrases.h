// Phrases that the words of several nouns share. For lib/chat alone.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "chat/announcement.h"
#include "release/decision.h"
#include "release/shown.h"

namespace cadence::chat {

using release::shortened;
using release::show_version;

struct Key {
    Topic topic;
    Mood mood = Mood::neutral;
};
/// With the words that every announcement of a train has: train, by, at.
[[nodiscard]] Announcement about_train(Key key, EventContext const& context, Words own);
/// And with those of its release: release, version, commit, candidate; and its link.
[[nodiscard]] Announcement about_release(Key key, EventContext const& context, std::string const& release,
                                         Words own);
/// opens_at, closes_at and window of a release.
[[nodiscard]] Words window_of(EventContext const& context, std::string const& release);

/// "Thu 2026-01-22 11:00 CET (10:00 UTC)".
[[nodiscard]] std::string show_time(Zone const& zone, Instant instant);
[[nodiscard]] std::string show_time(EventContext const& context, Instant instant);
/// For people: no more exact than anybody wants to know.
[[nodiscard]] std::string show_duration(Duration duration);
/// As a list below a text: not too many, "and 7 more".
[[nodiscard]] std::vector<std::string> few(std::vector<std::string> points);
/// A text for each.
template <class Items, class Say>
[[nodiscard]] std::vector<std::string> each_of(Items const& items, Say const& say) {
    std::vector<std::string> texts;
    texts.reserve(items.size());
    for (auto const& item : items) texts.emplace_back(std::invoke(say, item));
    return texts;
}
/// Open items with who may tick them.
[[nodiscard]] std::vector<std::string> open_points(std::vector<release::OpenItem> const& open);
/// The sentence, if there is what it speaks of; else nothing.
[[nodiscard]] std::string only_if(bool there, std::string sentence);
/// ": double booking", or nothing.
[[nodiscard]] std::string because(std::string const& reason);

}  // namespace cadence::chat
