#include "net/receipt.h"

#include <algorithm>
#include <array>
#include <sstream>

#include <date/date.h>

#include "base/encoding.h"
#include "base/plain_text.h"
#include "base/text.h"

namespace cadence::net {

namespace {

constexpr std::size_t kMostQuoted = 200;

bool is_blank(std::string_view line) {
    return std::ranges::none_of(line,
                                [](char c) { return is_alnum(c) || static_cast<unsigned char>(c) > 127; });
}

/// Without addresses and paths: an answer may repeat what was asked for, and that may be a secret.
std::string without_paths(std::string_view line) {
    std::string made;
    while (!line.empty()) {
        auto const word = line.substr(0, line.find(' '));
        auto path = std::min(word.find("://"), word.size());
        while (path > 0 && path < word.size() && is_alnum(word[path - 1])) --path;
        for (std::size_t i = 0; i < path; ++i) {
            bool const begins = i == 0 || (!is_alnum(word[i - 1]) && word[i - 1] != '<');  // not "</b>"
            if (word[i] == '/' && begins && i + 1 < word.size() && is_alnum(word[i + 1])) path = i;
        }
        made.append(word.substr(0, path)).append(path < word.size() ? "…" : "");
        line.remove_prefix(word.size());
        for (; line.starts_with(' '); line.remove_prefix(1)) made += ' ';
    }
    return made;
}

bool is_redirect(int status) {
    static constexpr std::array kRedirects{301, 302, 303, 307, 308};
    return std::ranges::find(kRedirects, status) != kRedirects.end();
}

std::string quoted(std::string_view said) {
    auto text = quotable(said);
    return text.empty() ? text : ": " + text;
}

std::string_view first_said(std::string_view text) {
    while (!text.empty()) {
        if (auto const line = take_until(text, '\n'); !is_blank(line)) return line;
    }
    return {};
}

std::string_view last_said(std::string_view text) {
    while (!text.empty()) {
        auto const end = text.rfind('\n');
        auto const line = text.substr(end == std::string_view::npos ? 0 : end + 1);
        if (!is_blank(line)) return line;
        text = text.substr(0, end == std::string_view::npos ? 0 : end);
    }
    return {};
}

/// Without what may stand before the page itself: a byte order mark, comments, what XML says of itself.
std::string_view without_prologue(std::string_view body) {
    using Pair = std::pair<std::string_view, std::string_view>;
    static constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    static constexpr std::array kBeside{Pair{"<!--", "-->"}, Pair{"<?", "?>"}};
    if (body.starts_with(kByteOrderMark)) body.remove_prefix(kByteOrderMark.size());
    body = trimmed_left(body);
    for (std::size_t i = 0; i < kBeside.size();) {
        auto const& [begin, end] = kBeside[i++];
        if (!body.starts_with(begin)) continue;
        auto const at = body.find(end, begin.size());
        if (at == std::string_view::npos) return body;
        body = trimmed_left(body.substr(at + end.size()));
        i = 0;
    }
    return body;
}

bool is_called_html(HttpResponse const& response) {
    auto const type = response.header("content-type");
    return type.find("html") != std::string_view::npos || type.find("HTML") != std::string_view::npos;
}

}  // namespace

/// By what it begins with: what it is called says little, as many call plain words a page.
bool is_web_page(HttpResponse const& response) {
    static constexpr std::array<std::string_view, 10> kBegins{
        "<!doctype html", "<html",   "<head",  "<body", "<title",
        "<meta",          "<script", "<style", "<form", "<noscript"};
    auto const body = without_prologue(response.body);
    auto const begins = [&](std::string_view begin) {
        return equals_ignoring_case(body.substr(0, begin.size()), begin);
    };
    return std::ranges::any_of(kBegins, begins) || (body.starts_with('<') && is_called_html(response));
}

std::string quotable(std::string_view said) {
    auto text = utf8_within(without_paths(one_line(std::string{said})), kMostQuoted);
    while (text.ends_with(' ')) text.pop_back();
    return text;
}

std::optional<Duration> retry_after(std::string_view value, Instant now) {
    if (value.empty()) return std::nullopt;
    if (is_number(value)) {
        constexpr std::int64_t kMost = 366 * 24 * 3600;
        return std::chrono::seconds{std::min(parse_number<std::int64_t>(value).value_or(kMost), kMost)};
    }
    std::istringstream stream{std::string{value}};
    date::sys_seconds at;
    stream >> date::parse("%a, %d %b %Y %T GMT", at);
    if (!stream || stream.peek() != std::istringstream::traits_type::eof()) return std::nullopt;
    return std::max<Duration>(at - now, Duration{0});
}

Receipt receipt_of(HttpResponse const& response, Instant now) {
    auto detail = "HTTP " + std::to_string(response.status);
    if (response.status >= 200 && response.status < 300) return {Arrival::taken, std::move(detail)};
    detail += quoted(first_said(response.body));
    if (is_redirect(response.status))
        detail += " (it has moved, and redirects are not followed: give its new address)";
    static constexpr std::array kPassing{408, 425, 429};
    auto const passing = std::ranges::find(kPassing, response.status) != kPassing.end();
    auto const refused = response.status >= 400 && response.status < 500 && !passing;
    if (refused) return {Arrival::refused, std::move(detail)};
    return {Arrival::later, std::move(detail), retry_after(response.header("retry-after"), now)};
}

Receipt receipt_of(ProcessResult const& ran) {
    constexpr int kTemporary = 75;
    if (ran.exit_status == 0) return {Arrival::taken, "exit status 0"};
    auto const of_errors = last_said(ran.errors);
    auto const said = quoted(of_errors.empty() ? last_said(ran.output) : of_errors);
    if (ran.timed_out) return {Arrival::later, "it did not end in time" + said};
    if (!ran.exit_status)
        return {Arrival::later, ran.signal ? "ended by signal " + std::to_string(*ran.signal) + said
                                           : "it could not be ended" + said};
    auto const arrival = *ran.exit_status == kTemporary ? Arrival::later : Arrival::refused;
    return {arrival, "exit status " + std::to_string(*ran.exit_status) + said};
}

}  // namespace cadence::net
