// A webhook for programs: signed as Standard Webhooks 1.0.0 says, for the time of this attempt, with a
// CloudEvents 1.0 body or headers.
#include <algorithm>

#include "base/digest.h"
#include "base/encoding.h"
#include "base/text.h"
#include "chat/judge.h"
#include "chat/render.h"
#include "json/refusal.h"
#include "json/text.h"

namespace cadence::chat {

namespace {

constexpr std::size_t kWebhookBody = 19000;  // receivers may refuse 20 kB
constexpr std::size_t kWebhookTitle = 1000;
constexpr std::size_t kMostInText = 12000;
constexpr std::size_t kShortestKey = 24;
constexpr std::size_t kLongestKey = 64;

Result<std::string> key_of(RenderContext const& context, std::string const& from) {
    constexpr std::string_view kPrefix = "whsec_";
    auto secret = context.attempt.secret(from);
    if (!secret) return secret;
    auto const key = secret->starts_with(kPrefix)
                         ? from_base64(std::string_view{*secret}.substr(kPrefix.size()))
                         : std::nullopt;
    if (!key || key->size() < kShortestKey || key->size() > kLongestKey)
        return channel_wrong(context.channel,
                             "at " + from +
                                 " there should be a signing secret: \"whsec_\" and the base64 of 24 to 64 "
                                 "random bytes. `echo whsec_$(openssl rand -base64 32)` makes one.");
    return *key;
}

/// One signature for each secret, so that one can be replaced while both are known.
Result<std::string> signatures(WebhookChannel const& channel, RenderContext const& context,
                               std::string const& signed_text) {
    if (channel.secrets_from.empty())
        return channel_wrong(context.channel, "it has no signing secret; name one in secrets_from.");
    std::string all;
    for (auto const& from : channel.secrets_from) {
        auto key = key_of(context, from);
        if (!key) return key;
        all.append(all.empty() ? "v1," : " v1,").append(to_base64(hmac_sha256(*key, signed_text)));
    }
    return all;
}

Result<std::string> address_of(WebhookChannel const& channel, RenderContext const& context) {
    if (!channel.url_from.empty()) return url_of(context, channel.url_from);
    return checked_url(context, channel.url, "in url");
}

boost::json::object data_of(RenderContext const& context) {
    auto const& message = context.message;
    auto const& plain = context.plain;
    boost::json::array points(plain.points.begin(), plain.points.end());
    boost::json::object data{{"topic", name_of(message.topic)},
                             {"mood", name_of(message.mood)},
                             {"title", fitted(plain.title, {kWebhookTitle, json_bytes, as_it_is})},
                             {"text", plain.text},
                             {"points", std::move(points)},
                             {"link", plain.link},
                             {"train", message.train},
                             {"release", message.release},
                             {"event", message.event},
                             {"type", message.event_type}};
    auto event = json::parse(message.data);
    if (event && event->is_object()) data["data"] = *std::move(event);
    return data;
}

/// The event's own data goes first, then what is too long of text and points.
std::string within_limit(boost::json::object& data, RenderContext const& context) {
    auto text = json::dump(data);
    if (text.size() <= kWebhookBody) return text;
    data.erase("data");
    text = json::dump(data);
    if (text.size() <= kWebhookBody) return text;
    auto const parts = parts_of(context.plain, {kMostInText, json_bytes, as_it_is, "", "", "\n"});
    data["text"] = parts.text;
    boost::json::array points;
    for (std::string_view rest{parts.points}; !rest.empty();) points.emplace_back(take_until(rest, '\n'));
    data["points"] = std::move(points);
    return json::dump(data);
}

std::vector<std::pair<std::string, std::string>> attributes_of(RenderContext const& context) {
    auto const& message = context.message;
    std::string const type{message.event_type.empty() ? name_of(message.topic) : message.event_type};
    std::vector<std::pair<std::string, std::string>> attributes{{"specversion", "1.0"},
                                                                {"id", context.attempt.id},
                                                                {"source", context.attempt.source},
                                                                {"type", "dev.cadenced." + type}};
    auto const& subject = message.release.empty() ? message.train : message.release;
    if (!subject.empty()) attributes.emplace_back("subject", subject);
    attributes.emplace_back("time", format_instant(message.at));
    return attributes;
}

/// A CloudEvents attribute as a header: printable ASCII but for the space, `"` and "%".
std::string header_value(std::string_view value) {
    std::string made;
    for (char const& c : value) {
        bool const fit = c > ' ' && c < '\x7f' && c != '"' && c != '%';
        made += fit ? std::string{c} : percent_encode({&c, 1});
    }
    return made;
}

}  // namespace

Result<Outgoing> render_for(WebhookChannel const& channel, RenderContext const& context) {
    auto const url = address_of(channel, context);
    if (!url) return tl::unexpected{url.error()};
    auto data = data_of(context);
    net::HttpRequest ask{.method = net::Method::post, .url = *url, .body = within_limit(data, context)};
    if (channel.form == CloudEvents::structured) {
        boost::json::object event;
        for (auto const& [name, value] : attributes_of(context)) event[name] = value;
        event["datacontenttype"] = "application/json";
        event["data"] = std::move(data);
        ask.body = json::dump(event);
        ask.headers = {{"Content-Type", "application/cloudevents+json"}};
    } else {
        ask.headers = {{"Content-Type", "application/json"}};
        for (auto const& [name, value] : attributes_of(context))
            ask.headers.emplace_back("ce-" + name, header_value(value));
    }
    auto const seconds = std::chrono::floor<std::chrono::seconds>(context.attempt.now).time_since_epoch();
    auto const timestamp = std::to_string(seconds.count());
    auto const& id = context.attempt.id;
    auto signature = signatures(channel, context, id + "." + timestamp + "." + ask.body);
    if (!signature) return tl::unexpected{signature.error()};
    ask.headers.emplace_back("webhook-id", id);
    ask.headers.emplace_back("webhook-timestamp", timestamp);
    ask.headers.emplace_back("webhook-signature", *std::move(signature));
    return ask;
}

net::Receipt judged(WebhookChannel const& /*channel*/, net::HttpResponse const& response, Instant now) {
    auto receipt = net::receipt_of(response, now);
    if (is_success(response) && net::is_web_page(response))
        return not_from("a receiver of webhooks", response, "without a web page");
    if (auto const why = json::refusal_in(response.body); is_success(response) && !why.empty())
        return {net::Arrival::refused, status_and(response, why)};
    if (response.status == 410) receipt.detail += " (the receiver no longer wants these: remove the channel)";
    return receipt;
}

}  // namespace cadence::chat
