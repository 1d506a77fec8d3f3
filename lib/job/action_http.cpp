#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "job/task.h"
#include "json/refusal.h"
#include "net/client.h"
#include "net/receipt.h"

namespace cadence::job {

namespace {

using What = DeliveryResult::What;

std::optional<net::Method> parse_method(std::string_view text) {
    using Pair = std::pair<std::string_view, net::Method>;
    static constexpr std::array kMethods{Pair{"POST", net::Method::post}, Pair{"PUT", net::Method::put},
                                         Pair{"GET", net::Method::get}, Pair{"DELETE", net::Method::del},
                                         Pair{"HEAD", net::Method::head}};
    auto const* const found = std::ranges::find_if(
        kMethods, [&](Pair const& known) { return equals_ignoring_case(known.first, text); });
    if (found == kMethods.end()) return std::nullopt;
    return found->second;
}

bool is_json(HttpAction const& http) {
    for (auto const& [name, value] : http.headers)
        if (equals_ignoring_case(name, "content-type")) return value.find("json") != value.npos;
    return http.body.starts_with('{') || http.body.starts_with('[');
}

void add_unless_stated(net::Headers& headers, std::string name, std::string value) {
    bool const stated = std::ranges::any_of(
        headers, [&](auto const& header) { return equals_ignoring_case(header.first, name); });
    if (!stated) headers.emplace_back(std::move(name), std::move(value));
}

/// The verdict of an answer that is neither a success nor a plain refusal: whether it happened.
DeliveryResult judge_rest(net::HttpResponse const& response, net::Receipt receipt, bool repeatable) {
    constexpr std::array kMovedUnread{301, 307, 308};
    if (std::ranges::find(kMovedUnread, response.status) != kMovedUnread.end())
        return {.what = What::failed,
                .detail = receipt.detail + ": it has moved; set its new address in the configuration"};
    bool const refused = response.status >= 400 && response.status < 500;  // those that are worth another try
    if (refused || repeatable)
        return {.what = What::again, .detail = std::move(receipt.detail), .wait = receipt.wait};
    return {.what = What::unknown,
            .detail = receipt.detail + "; check there whether it happened, then retry or drop it"};
}

/// Why nobody can tell by an answer of 2xx that it was taken, or nothing.
std::string doubt_of(HttpAction const& http, net::HttpResponse const& response) {
    if (!http.body_contains.empty()) return ", without \"" + http.body_contains + "\" in its body";
    if (net::is_web_page(response))
        return " with a web page, perhaps to sign in; set body_contains to recognise a success";
    return {};
}

/// Only what the configuration names says that a deployment is done. Else it is begun, whatever the answer.
DeliveryResult judge_taken(HttpAction const& http, bool deploys, net::HttpResponse const& response,
                           std::string detail) {
    auto const named =
        !http.body_contains.empty() && response.body.find(http.body_contains) != response.body.npos;
    if (named) return {.what = What::done, .detail = std::move(detail)};
    if (auto const why = json::refusal_in(response.body); !why.empty())
        return {.what = What::failed, .detail = detail + ", but its answer says that it failed: " + why};
    auto const doubt = doubt_of(http, response);
    if (doubt.empty() && deploys)
        return {.what = What::begun,
                .detail = detail + ", which does not say that it is deployed: its end must be reported"};
    if (doubt.empty()) return {.what = What::done, .detail = std::move(detail)};
    if (http.repeatable) return {.what = What::again, .detail = detail + doubt};
    return {.what = What::unknown,
            .detail = detail + doubt + "; check there whether it happened, then retry or drop it"};
}

DeliveryResult judge(Action const& action, Result<net::HttpResponse> const& response, Instant now) {
    auto const& http = std::get<HttpAction>(action.what);
    if (!response && net::nothing_was_sent(response.error())) return never_sent(response.error());
    if (!response) {
        auto result = unanswered(http.repeatable);
        result.detail = response.error().detail + " " + result.detail;
        return result;
    }
    auto receipt = net::receipt_of(*response, now);
    switch (receipt.arrival) {
        case net::Arrival::taken:
            return judge_taken(http, action.environment.has_value(), *response, std::move(receipt.detail));
        case net::Arrival::refused:
            return {.what = What::failed, .detail = std::move(receipt.detail)};
        case net::Arrival::later:
            break;
    }
    return judge_rest(*response, std::move(receipt), http.repeatable);
}

Result<net::Headers> headers_of(ActionTask& task, HttpAction const& http) {
    net::Headers headers;
    for (auto const& [name, value] : http.headers) {
        auto filled = fill(value, words_of(task.call()), FillFor::text);
        if (!filled) return error_of(filled);
        headers.emplace_back(name, *std::move(filled));
    }
    if (!http.token_from.empty()) {
        auto token = task.secret(http.token_from);
        if (!token) return error_of(token);
        headers.emplace_back("Authorization", "Bearer " + *token);
    }
    if (!http.body.empty())
        add_unless_stated(headers, "Content-Type",
                          is_json(http) ? "application/json" : "text/plain; charset=utf-8");
    add_unless_stated(headers, "Idempotency-Key", "\"" + task.call().delivery + "\"");
    headers.emplace_back("X-Cadence-Delivery", task.call().delivery);
    return headers;
}

Result<net::HttpRequest> request_of(ActionTask& task, HttpAction const& http) {
    auto const method = parse_method(http.method);
    if (!method)
        return refuse(ErrorCode::invalid, "bad-method",
                      "\"" + http.method + "\" is not a method: use POST, PUT, GET, DELETE or HEAD.");
    auto const words = words_of(task.call());
    auto url = fill(http.url, words, FillFor::url);
    if (!url) return error_of(url);
    auto body = fill(http.body, words, is_json(http) ? FillFor::json : FillFor::text);
    if (!body) return error_of(body);
    auto headers = headers_of(task, http);
    if (!headers) return error_of(headers);
    return net::HttpRequest{
        .method = *method, .url = *std::move(url), .headers = *std::move(headers), .body = *std::move(body)};
}

}  // namespace

void begin(ActionTask& task, HttpAction const& http) {
    if (task.call().step != ActionRun::Step::carry) return task.finish(unanswered(http.repeatable));
    auto request = request_of(task, http);
    if (!request) return task.finish(never_sent(request.error()));
    task.send(*std::move(request), [&task](Result<net::HttpResponse> const& response) {
        task.finish(judge(task.call().action, response, task.tools().clock.now()));
    });
}

}  // namespace cadence::job
