#include "chat/judge.h"

#include <algorithm>
#include <cmath>

#include "base/encoding.h"
#include "base/text.h"
#include "json/lenient.h"
#include "json/reader.h"

namespace cadence::chat {

using net::Arrival;
using net::HttpResponse;
using net::Receipt;

bool is_success(HttpResponse const& response) {
    return response.status >= 200 && response.status < 300;
}

std::string status_and(HttpResponse const& response, std::string_view said) {
    auto text = "HTTP " + std::to_string(response.status);
    if (said.empty()) return text;
    return text + ": " + net::quotable(said);
}

json::Value answer_in(HttpResponse const& response) {
    auto body = json::parse_foreign(response.body);
    if (body && body->is_object()) return *std::move(body);
    return boost::json::object{};
}

double number_at(json::Value const& object, std::string_view name) {
    auto const* member = json::member_of(object.get_object(), name);
    return member && member->is_number() ? member->to_number<double>() : 0;
}

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

void wait_at_least(Receipt& receipt, double seconds) {
    constexpr double kMost = 366.0 * 24 * 3600;
    if (!(seconds > 0)) return;
    auto const wait = Duration{static_cast<Duration::rep>(std::ceil(std::min(seconds, kMost) * 1e6))};
    receipt.wait = std::max(receipt.wait.value_or(Duration{0}), wait);
}

Receipt in_its_words(HttpResponse const& response, Instant now) {
    auto receipt = net::receipt_of(response, now);
    if (receipt.arrival == Arrival::taken || response.status < 400) return receipt;
    if (auto const words = words_in(answer_in(response)); !words.empty())
        receipt.detail = status_and(response, words);
    return receipt;
}

Receipt not_from(std::string_view service, HttpResponse const& response, std::string_view says) {
    auto const line = first_line(trimmed_left(response.body));
    return {Arrival::later, status_and(response, line.empty() ? "an empty answer" : line) + " (" +
                                std::string{service} + " answers " + std::string{says} +
                                ": is this its address?)"};
}

Receipt ok_or_not(HttpResponse const& response, std::string_view service, Instant now) {
    if (!is_success(response)) return in_its_words(response, now);
    return trimmed_right(response.body) == "ok" ? net::receipt_of(response, now)
                                                : not_from(service, response, "\"ok\"");
}

Receipt made_or_not(HttpResponse const& response, std::string_view service, std::string_view member,
                    Instant now) {
    if (!is_success(response) || !json::text_in(answer_in(response), member).empty())
        return in_its_words(response, now);
    return not_from(service, response, "with its " + std::string{member});
}

Receipt judge(Channel const& channel, HttpResponse const& response, Instant now) {
    return std::visit([&](auto const& where) { return judged(where, response, now); }, channel.where);
}

Receipt judge(Channel const& channel, net::ProcessResult const& ran) {
    auto const* const email = std::get_if<EmailChannel>(&channel.where);
    return email == nullptr ? net::receipt_of(ran) : judged(*email, ran);
}

}  // namespace cadence::chat
