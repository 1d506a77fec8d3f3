// The meaning of answers: the common rule, and where a service differs from it.
#include <algorithm>
#include <array>
#include <cmath>

#include "base/encoding.h"
#include "base/text.h"
#include "chat/channel.h"
#include "json/lenient.h"
#include "json/refusal.h"
#include "json/text.h"

namespace cadence::chat {

namespace {

using net::Arrival;
using net::HttpResponse;
using net::Receipt;

constexpr std::size_t kMostQuoted = 200;

bool is_success(HttpResponse const& response) {
    return response.status >= 200 && response.status < 300;
}

std::string status_and(HttpResponse const& response, std::string_view said) {
    auto text = "HTTP " + std::to_string(response.status);
    if (said.empty()) return text;
    return text + ": " + net::quotable(said);
}

/// The answer as an object, empty if it is none.
json::Value parsed(HttpResponse const& response) {
    auto body = json::parse(response.body);
    if (body && body->is_object()) return *std::move(body);
    return boost::json::object{};
}

double number_at(json::Value const& object, std::string_view name) {
    auto const* member = json::member_of(object.get_object(), name);
    return member && member->is_number() ? member->to_number<double>() : 0;
}

/// The error message in an object with which a service refuses: {"error":{"message":…}} and its like.
std::string words_in(json::Value const& answer) {
    auto const* inner = json::member_of(answer.get_object(), "error");
    auto const& object = inner && inner->is_object() ? *inner : answer;
    std::string words;
    for (auto const* const name : {"errcode", "status", "code", "error", "message"}) {
        auto const text = json::text_in(object, name);
        if (!text.empty()) words.append(words.empty() ? "" : ": ").append(text);
    }
    return words;
}

/// Longer than what the header said, if the answer itself says so.
void wait_at_least(Receipt& receipt, double seconds) {
    constexpr double kMost = 366.0 * 24 * 3600;
    if (!(seconds > 0)) return;
    auto const wait = Duration{static_cast<Duration::rep>(std::ceil(std::min(seconds, kMost) * 1e6))};
    receipt.wait = std::max(receipt.wait.value_or(Duration{0}), wait);
}

/// The common rule, with the words of an answer in JSON.
Receipt in_its_words(HttpResponse const& response, Instant now) {
    auto receipt = net::receipt_of(response, now);
    if (receipt.arrival == Arrival::taken || response.status < 400) return receipt;
    if (auto const words = words_in(parsed(response)); !words.empty())
        receipt.detail = status_and(response, words);
    return receipt;
}

/// A success that the service does not give: it comes from a proxy, a login, another server. What was sent
/// has not arrived there.
Receipt not_from(std::string_view service, HttpResponse const& response, std::string_view says) {
    auto const line = first_line(trimmed_left(response.body));
    return {Arrival::later, status_and(response, line.empty() ? "an empty answer" : line) + " (" +
                                std::string{service} + " answers " + std::string{says} +
                                ": is this its address?)"};
}

/// They answer "ok".
Receipt ok_or_not(HttpResponse const& response, std::string_view service, Instant now) {
    if (!is_success(response)) return in_its_words(response, now);
    return trimmed_right(response.body) == "ok" ? net::receipt_of(response, now)
                                                : not_from(service, response, "\"ok\"");
}

/// They answer with what they made of it.
Receipt made_or_not(HttpResponse const& response, std::string_view service, std::string_view member,
                    Instant now) {
    if (!is_success(response) || !json::text_in(parsed(response), member).empty())
        return in_its_words(response, now);
    return not_from(service, response, "with its " + std::string{member});
}

struct Advice {
    std::string_view word;
    std::string_view advice;
};
constexpr std::array kSlackWords{
    Advice{"no_service", "the webhook was removed or disabled: make a new one"},
    Advice{"no_active_hooks", "the webhook was disabled: make a new one"},
    Advice{"invalid_token", "the URL is not that of a webhook: copy it again"},
    Advice{"no_team", "the workspace is gone: make a webhook in another"},
    Advice{"team_disabled", "the workspace is disabled"},
    Advice{"channel_not_found", "the webhook's channel is gone: make one for another"},
    Advice{"channel_is_archived",
           "the webhook's channel is archived: bring it back, or make one for another"},
    Advice{"action_prohibited", "an administrator restricts posting there"},
    Advice{"posting_to_general_channel_denied", "an administrator restricts posting there"},
};

Receipt judged(SlackChannel const& /*channel*/, HttpResponse const& response, Instant now) {
    auto receipt = ok_or_not(response, "a webhook of Slack", now);
    for (auto const& [word, advice] : kSlackWords)
        if (response.body.starts_with(word)) receipt.detail.append(" (").append(advice).append(")");
    return receipt;
}

Receipt judged(MattermostChannel const& /*channel*/, HttpResponse const& response, Instant now) {
    return ok_or_not(response, "a webhook of Mattermost", now);
}

/// Asked to wait, it answers with the message.
Receipt judged(DiscordChannel const& /*channel*/, HttpResponse const& response, Instant now) {
    auto receipt = made_or_not(response, "a webhook of Discord", "id", now);
    if (response.status == 429) wait_at_least(receipt, number_at(parsed(response), "retry_after"));
    return receipt;
}

Receipt judged(MatrixChannel const& /*channel*/, HttpResponse const& response, Instant now) {
    auto receipt = made_or_not(response, "Matrix", "event_id", now);
    auto const answer = parsed(response);
    auto const code = json::text_in(answer, "errcode");
    if (code == "M_LIMIT_EXCEEDED") receipt.arrival = Arrival::later;
    if (receipt.arrival == Arrival::later) wait_at_least(receipt, number_at(answer, "retry_after_ms") / 1000);
    return receipt;
}

/// A workflow answers 202 before it has posted anything, or what its author let it; a connector "1", or 200
/// and in words that it failed.
Receipt judged(TeamsChannel const& /*channel*/, HttpResponse const& response, Instant now) {
    auto receipt = in_its_words(response, now);
    if (!is_success(response)) return receipt;
    auto const failure = response.body.find("delivery failed") != response.body.npos;
    if (net::is_web_page(response)) return not_from("a workflow", response, "202");
    if (failure) return {Arrival::later, status_and(response, first_line(response.body))};
    if (auto const words = words_in(parsed(response)); parsed(response).get_object().contains("error"))
        return {Arrival::refused, status_and(response, words.empty() ? "an error without details" : words)};
    if (auto const why = json::refusal_in(response.body); !why.empty())
        return {Arrival::refused, status_and(response, why)};
    if (response.status == 202) receipt.detail += ": the workflow has begun";
    return receipt;
}

Receipt judged(GoogleChatChannel const& /*channel*/, HttpResponse const& response, Instant now) {
    return made_or_not(response, "Google Chat", "name", now);
}

Receipt judged(NtfyChannel const& /*channel*/, HttpResponse const& response, Instant now) {
    return made_or_not(response, "ntfy", "id", now);
}

Receipt judged(EmailChannel const& /*channel*/, HttpResponse const& response, Instant now) {
    return net::receipt_of(response, now);
}

Receipt judged(WebhookChannel const& /*channel*/, HttpResponse const& response, Instant now) {
    auto receipt = net::receipt_of(response, now);
    if (is_success(response) && net::is_web_page(response))
        return not_from("a receiver of webhooks", response, "without a web page");
    if (auto const why = json::refusal_in(response.body); is_success(response) && !why.empty())
        return {Arrival::refused, status_and(response, why)};
    if (response.status == 410) receipt.detail += " (the receiver no longer wants these: remove the channel)";
    return receipt;
}

/// By sysexits.h, as msmtp uses it: no host, a 4xx of the server, an error of the system, a greeting refused.
constexpr std::array kOfTheMoment{68, 69, 71, 73, 74, 75, 76};

}  // namespace

Receipt judge(Channel const& channel, HttpResponse const& response, Instant now) {
    return std::visit([&](auto const& where) { return judged(where, response, now); }, channel.where);
}

Receipt judge(Channel const& channel, net::ProcessResult const& ran) {
    auto receipt = net::receipt_of(ran);
    if (!std::holds_alternative<EmailChannel>(channel.where) || !ran.exit_status || ran.timed_out)
        return receipt;
    bool const passing = std::ranges::find(kOfTheMoment, *ran.exit_status) != kOfTheMoment.end();
    if (passing) receipt.arrival = Arrival::later;
    // The last line says that it failed, the lines before it why.
    auto const words = one_line(utf8_within(ran.output, kMostQuoted));
    if (auto const said = trimmed_right(words); receipt.arrival != Arrival::taken && !said.empty())
        receipt.detail = "exit status " + std::to_string(*ran.exit_status) + ": " + std::string{said};
    return receipt;
}

}  // namespace cadence::chat
