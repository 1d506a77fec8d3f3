// The meaning of a service's answer: the common rule, and the steps of those that differ from it. For
// lib/chat alone.
#pragma once

#include <string>
#include <string_view>

#include "chat/channel.h"
#include "json/place.h"

namespace cadence::chat {

[[nodiscard]] bool is_success(net::HttpResponse const& response);
/// "HTTP 403: invalid_token".
[[nodiscard]] std::string status_and(net::HttpResponse const& response, std::string_view said);
/// The answer as an object, empty if it is none.
[[nodiscard]] json::Value answer_in(net::HttpResponse const& response);
[[nodiscard]] double number_at(json::Value const& object, std::string_view name);
/// The error message in an object with which a service refuses: {"error":{"message":…}} and its like.
[[nodiscard]] std::string words_in(json::Value const& answer);
/// Longer than what the header said, if the answer itself says so.
void wait_at_least(net::Receipt& receipt, double seconds);
/// The common rule, with the words of an answer in JSON.
[[nodiscard]] net::Receipt in_its_words(net::HttpResponse const& response, Instant now);
/// A success that the service does not give: it comes from a proxy, a login, another server. What was sent
/// has not arrived there.
[[nodiscard]] net::Receipt not_from(std::string_view service, net::HttpResponse const& response,
                                    std::string_view says);
/// Of those that answer "ok".
[[nodiscard]] net::Receipt ok_or_not(net::HttpResponse const& response, std::string_view service,
                                     Instant now);
/// Of those that answer with what they made of it.
[[nodiscard]] net::Receipt made_or_not(net::HttpResponse const& response, std::string_view service,
                                       std::string_view member, Instant now);

}  // namespace cadence::chat
