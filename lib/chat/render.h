// Shared by the renderers; for lib/chat alone. A renderer gets a message that is already sanitized: its texts
// are plain, so that all it has to do is to escape what its service would read as markup, to cut to its
// service's limits, and to give the whole the form that its service wants.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/limit.h"
#include "chat/channel.h"
#include "json/place.h"

namespace cadence::chat {

/// A message as it is shown now: valid UTF-8, without control characters and without those that turn the
/// direction of writing. The title is one line, never empty, and says so if it comes late; the link is
/// http(s), short and without what would end it, or empty.
struct PlainMessage {
    std::string title;
    std::string text;
    std::vector<std::string> points;
    std::string link;
};
[[nodiscard]] PlainMessage sanitized(Message const& message, Instant now);

struct RenderContext {
    std::string_view channel;  // its name
    Message const& message;
    PlainMessage const& plain;
    DeliveryAttempt const& attempt;
};

// Escaping: markup made plain text.
[[nodiscard]] std::string for_slack(std::string_view text);
[[nodiscard]] std::string for_html(std::string_view text);  // line breaks become <br>
[[nodiscard]] std::string for_mattermost(std::string_view text);
[[nodiscard]] std::string for_discord(std::string_view text);
[[nodiscard]] std::string for_teams(std::string_view text);  // a line break there is an empty line
[[nodiscard]] std::string for_google_chat(std::string_view text);

struct TextLayout {
    std::size_t limit;
    Measure measure;
    Escape escape;
    std::string_view before_point = "• ";
    std::string_view after_point = {};
    std::string_view between_points = "\n";
};

/// Escaped, and as much as there is room for: cut between two characters, and then it ends in "…".
[[nodiscard]] std::string fitted(std::string_view plain, TextLayout const& layout);

struct Parts {
    std::string text;
    std::string points;  // the last one may be "and 412 more…"
};
/// Text and points within the limit for both.
[[nodiscard]] Parts parts_of(PlainMessage const& plain, TextLayout const& layout);
/// The same with an empty line between them.
[[nodiscard]] std::string body_of(PlainMessage const& plain, TextLayout const& layout);

// Secrets. Errors: those of Sending::secret; invalid `channel-wrong`.
[[nodiscard]] tl::unexpected<Error> channel_wrong(std::string_view channel, std::string_view what);
/// The text at `where`, if it is a URL.
[[nodiscard]] Result<std::string> checked_url(RenderContext const& context, std::string url,
                                              std::string_view where);
/// The URL kept at `from`.
[[nodiscard]] Result<std::string> url_of(RenderContext const& context, std::string_view from);
/// "Bearer ..." with what is kept at `from`.
[[nodiscard]] Result<std::string> bearer_of(RenderContext const& context, std::string_view from);
/// A server's address without the "/" at its end.
[[nodiscard]] Result<std::string> server_of(RenderContext const& context, std::string_view address);
/// With this query parameter, instead of its like.
[[nodiscard]] std::string with_query(std::string url, std::string_view name, std::string_view value);

/// What a service has for each mood, in the order of Mood.
template <class T>
using ByMood = std::array<T, Names<Mood>::values.size()>;
template <class T>
[[nodiscard]] constexpr T const& of_mood(ByMood<T> const& all, Mood mood) {
    return all[static_cast<std::size_t>(mood)];
}

/// A POST of JSON.
[[nodiscard]] Outgoing posted(std::string url, json::Value const& body);

}  // namespace cadence::chat
