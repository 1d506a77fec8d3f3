// Text escaped for each service, so that nothing in it is markup.
#include <algorithm>

#include "base/encoding.h"
#include "base/text.h"
#include "chat/render.h"

namespace cadence::chat {

namespace {

constexpr std::string_view kUnseen = "\u200B";  // keeps apart what would be read together

bool is_in(char c, std::string_view set) {
    return set.find(c) != std::string_view::npos;
}

bool is_url(std::string_view text) {
    return text.starts_with("https://") || text.starts_with("http://");
}

std::string percent(char c) {
    return c == '_' ? "%5F" : c == '~' ? "%7E" : percent_encode({&c, 1});
}

/// "(https://example.org)": the bracket is the sentence's.
bool closes_what_it_did_not_open(std::string_view url) {
    if (url.empty() || !is_in(url.back(), ")]")) return false;
    return std::ranges::count(url, url.back()) > std::ranges::count(url, url.back() == ')' ? '(' : '[');
}

/// The URL at the front of `text`: an escape would be read as part of it, so that what could be markup is
/// percent-encoded. Takes it away from `text`.
std::string take_url(std::string_view& text) {
    auto url = text.substr(0, text.find_first_of(" \n<>\""));
    while (closes_what_it_did_not_open(url)) url.remove_suffix(1);
    std::string made;
    for (char const c : url) {
        made += is_in(c, "*_~`|\\[]()") ? percent(c) : std::string{c};
    }
    text.remove_prefix(url.size());
    return made;
}

struct Flavour {
    std::string_view anywhere;
    std::string_view at_line_start = "#>+-";
    bool mentions = false;  // @name would call somebody
};

/// Markdown: a backslash before whatever might begin something.
std::string with_backslashes(std::string_view text, Flavour const& flavour) {
    std::string made;
    bool at_start = true;     // of a line, but for spaces
    bool only_digits = true;  // so far in this line
    while (!text.empty()) {
        if (is_url(text)) {
            made += take_url(text);
            at_start = only_digits = false;
            continue;
        }
        char const c = text.front();
        text.remove_prefix(1);
        if (c == ' ' && at_start) continue;  // four would make it code
        bool const numbers = is_in(c, ".)") && only_digits && !at_start;
        if (is_in(c, flavour.anywhere) || (at_start && is_in(c, flavour.at_line_start)) || numbers)
            made += '\\';
        made += c;
        if (c == '@' && flavour.mentions) made += kUnseen;
        only_digits = c == '\n' || (only_digits && is_digit(c));
        at_start = c == '\n';
    }
    return made;
}

std::string with_entities(std::string_view text, std::string_view set) {
    std::string made;
    for (char const c : text) {
        if (!is_in(c, set)) {
            made += c;
        } else if (c == '\n') {
            made += "<br>";
        } else {
            made += c == '&'   ? "&amp;"
                    : c == '<' ? "&lt;"
                    : c == '>' ? "&gt;"
                    : c == '"' ? "&quot;"
                               : "&#39;";
        }
    }
    return made;
}

}  // namespace

std::string for_slack(std::string_view text) {
    return with_entities(text, "&<>");
}

std::string for_html(std::string_view text) {
    return with_entities(text, "&<>\"'\n");
}

std::string for_mattermost(std::string_view text) {
    return with_backslashes(text, {.anywhere = "\\`*_[]~|!", .mentions = true});
}

std::string for_discord(std::string_view text) {
    return with_backslashes(text, {.anywhere = "\\`*_[]~|<"});
}

std::string for_teams(std::string_view text) {
    auto const escaped = with_backslashes(text, {.anywhere = "\\`*_[]~|<>&"});
    std::string made;
    for (char const c : escaped) {
        if (c == '\n' && !made.ends_with('\n')) made += '\n';
        if (c != '\n' || !made.ends_with("\n\n")) made += c;
    }
    return made;
}

std::string for_google_chat(std::string_view text) {
    std::string made;
    for (char before = ' '; !text.empty(); before = made.back()) {
        if (is_url(text)) {
            made += take_url(text);
            continue;
        }
        char const c = text.front();
        text.remove_prefix(1);
        // There is no escape there. Within a word "_" means nothing.
        bool const in_word = is_alnum(before) && !text.empty() && is_alnum(text.front());
        made += c == '*'               ? "∗"
                : c == '~'             ? "∼"
                : c == '`'             ? "ˋ"
                : c == '_' && !in_word ? "＿"
                                       : std::string{c};
        if (c == '<') made += kUnseen;
    }
    return made;
}

}  // namespace cadence::chat
