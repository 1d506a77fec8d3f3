// A message made plain text: what it holds was written by people, and by programs that repeat what people
// wrote.
#include <algorithm>

#include "base/describe.h"
#include "base/encoding.h"
#include "base/plain_text.h"
#include "base/text.h"
#include "chat/render.h"

namespace cadence::chat {

namespace {

constexpr std::size_t kLongestLink = 500;

std::string plain_line(std::string const& text) {
    return std::string{trimmed(one_line(text), " ")};
}

/// No blanks at the end of a line, and no more than one empty line in a row.
std::string plain_paragraphs(std::string const& text) {
    auto const all = plain_lines(text);
    std::string made;
    for (auto const line : split(all, '\n')) {
        auto const part = trimmed_right(line, " ");
        if (!part.empty() || (!made.empty() && !made.ends_with("\n\n"))) made.append(part) += '\n';
    }
    return std::string{trimmed(made, " \n")};
}

/// Characters that could end it are percent-encoded, wherever it is put. One that is too long for a chat is
/// dropped.
std::string plain_link(std::string const& link) {
    if (!link.starts_with("http://") && !link.starts_with("https://")) return {};
    std::string made;
    for (char const c : plain_line(link)) {
        bool const unfit =
            c == ' ' || std::string_view{"\"'<>\\^`{|}()[]*"}.find(c) != std::string_view::npos;
        made += unfit ? percent_encode({&c, 1}) : std::string{c};
    }
    return made.size() > kLongestLink ? std::string{} : made;
}

}  // namespace

PlainMessage sanitized(Message const& message, Instant now) {
    PlainMessage made;
    made.title = plain_line(message.title);
    if (made.title.empty()) {
        made.title = name_of(message.topic);
        std::ranges::replace(made.title, '_', ' ');
    }
    if (now - message.at > kLateAfter) {
        auto const when = plain_line(message.local_time);
        made.title = "Late, from " + (when.empty() ? describe_instant(message.at) : when) + ": " + made.title;
    }
    made.text = plain_paragraphs(message.text);
    for (auto const& point : message.points)
        if (auto line = plain_line(point); !line.empty()) made.points.push_back(std::move(line));
    made.link = plain_link(message.link);
    return made;
}

}  // namespace cadence::chat
