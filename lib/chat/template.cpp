#include "chat/template.h"

#include <algorithm>

#include "base/plain_text.h"
#include "base/text.h"
#include "chat/announcement.h"

namespace cadence::chat {

namespace {

bool says_something(std::string_view text) {
    return std::ranges::any_of(text,
                               [](char c) { return is_alnum(c) || static_cast<unsigned char>(c) > 127; });
}

struct Filled {
    std::string text;
    bool left_out = false;  // it had words, and none of them was there, nor anything else
};

Filled fill(std::string_view line, Words const& words) {
    Filled filled;
    bool has_words = false;
    for (auto const& piece : pieces_of(line)) {
        if (!piece.is_word) {
            filled.text += piece.text;
            continue;
        }
        has_words = true;
        if (auto const found = words.find(piece.text); found != words.end()) filled.text += found->second;
    }
    filled.left_out = has_words && !says_something(filled.text);
    return filled;
}

std::string title_of(std::string_view line, Announcement const& announcement) {
    auto const title = one_line(fill(line, announcement.words).text);
    auto const text = trimmed_right(title, " :,;-");
    if (says_something(text)) return std::string{text};
    std::string topic{name_of(announcement.topic)};
    std::ranges::replace(topic, '_', ' ');
    return topic;
}

std::string text_of(std::string_view wording, Words const& words) {
    std::string text;
    while (!wording.empty()) {
        auto const filled = fill(take_until(wording, '\n'), words);
        auto const said = plain_lines(std::string{trimmed_right(filled.text)});
        auto const again_empty = said.empty() && (text.empty() || text.ends_with("\n\n"));
        if (!filled.left_out && !again_empty) text.append(said).append("\n");
    }
    return std::string{trimmed_right(text, "\n")};
}

}  // namespace

std::vector<Piece> pieces_of(std::string_view wording) {
    std::vector<Piece> pieces;
    while (!wording.empty()) {
        auto const open = wording.find('{');
        auto const close = open == std::string_view::npos ? open : wording.find_first_of("{}\n", open + 1);
        auto const is_word = close != std::string_view::npos && wording[close] == '}' && close > open + 1;
        auto const plain = is_word ? open : std::min(close, wording.size());
        if (plain > 0) pieces.push_back({wording.substr(0, plain), false});
        wording.remove_prefix(plain);
        if (!is_word) continue;
        pieces.push_back({wording.substr(1, close - open - 1), true});
        wording.remove_prefix(close - open + 1);
    }
    return pieces;
}

std::vector<std::string_view> words_in(std::string_view wording) {
    std::vector<std::string_view> words;
    for (auto const& piece : pieces_of(wording))
        if (piece.is_word) words.push_back(piece.text);
    return words;
}

Message worded(Announcement const& announcement, std::string_view wording) {
    Message message;
    message.topic = announcement.topic;
    message.mood = announcement.mood;
    message.title = title_of(take_until(wording, '\n'), announcement);
    message.text = text_of(wording, announcement.words);
    for (auto const& point : announcement.points) message.points.push_back(one_line(point));
    message.link = announcement.link;
    message.at = announcement.at;
    message.local_time = announcement.local_time;
    return message;
}

}  // namespace cadence::chat
