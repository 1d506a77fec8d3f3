// official_samples webhooks NOW: requests as cadenced renders them, one JSON object a line, for webhooks.mjs.
// official_samples email NOW: a mail as a sendmail-compatible program gets it, for tests/chat/email_sink.py.
#include <iostream>

#include "chat/channel.h"
#include "json/text.h"

namespace cadence::chat {

namespace {

constexpr auto kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr auto kNextSecret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

Message short_message(Instant at) {
    Message message;
    message.topic = Topic::decision;
    message.mood = Mood::good;
    message.title =
        "GO for größe-2026-01-22: \"all green\" 🥊, with a subject that is long enough to be folded";
    message.text =
        "Everybody has voted.\n\nFrom now on nothing but the window is waited for.\n.\nDone = 100 %";
    message.points = {"3 of 3 votes", "zwölf Boxkämpfer"};
    message.link = "https://releases.example.org/v1/releases/backend-2026-01-22";
    message.at = at;
    message.local_time = "Thu 2026-01-22 11:00 CET (10:00 UTC)";
    message.train = "backend";
    message.release = "größe 100% \"x\"";
    message.event_type = "decision_made";
    message.event = 41;
    message.data = R"({"decision":"go","missing":[]})";
    return message;
}

Message long_message(Instant at) {
    auto message = short_message(at);
    while (message.text.size() < 100000) message.text += " Zwölf Boxkämpfer jagen Viktor quer.";
    message.points.assign(500, "ein Punkt von fünfhundert");
    message.data = R"({"text":")" + std::string(50000, 'x') + R"("})";
    return message;
}

DeliveryAttempt attempt(Instant now) {
    return {"dlv_3f9a", now, "/cadenced/web", [](std::string_view from) -> Result<std::string> {
                return from == "next" ? kNextSecret : kSecret;
            }};
}

json::Value described(std::string_view name, WebhookChannel const& where, Message const& message,
                      Instant now) {
    Channel channel{.name = "official"};
    channel.where = where;
    auto const ask = std::get<net::HttpRequest>(render(channel, message, attempt(now)).value());
    boost::json::object headers;
    for (auto const& [header, value] : ask.headers) headers[header] = value;
    boost::json::array secrets;
    for (auto const& from : where.secrets_from) secrets.emplace_back(from == "next" ? kNextSecret : kSecret);
    return {{"name", name},           {"method", "POST"},
            {"url", ask.url},         {"headers", std::move(headers)},
            {"body", ask.body},       {"secrets", std::move(secrets)},
            {"title", message.title}, {"subject", message.release}};
}

/// `now`: the libraries refuse what is older than five minutes.
void write_webhooks(Instant now) {
    for (auto const form : {CloudEvents::structured, CloudEvents::binary}) {
        WebhookChannel const one{"https://hooks.example.org/releases", {}, {"key"}, form};
        WebhookChannel const two{"https://hooks.example.org/releases", {}, {"next", "key"}, form};
        auto const name = std::string{name_of(form)};
        std::cout << json::dump(described(name, one, short_message(now), now)) << '\n'
                  << json::dump(described(name + ", two secrets", two, short_message(now), now)) << '\n'
                  << json::dump(described(name + ", long", one, long_message(now), now)) << '\n';
    }
}

void write_email(Instant now) {
    Channel channel{.name = "official"};
    channel.where = EmailChannel{{"/usr/sbin/sendmail", "-t", "-i"},
                                 "Cadencé <cadence@example.org>",
                                 {"team@example.org", "Ölaf Test <olaf@example.org>"}};
    std::cout << std::get<net::ProcessSpec>(render(channel, short_message(now), attempt(now)).value()).input;
}

}  // namespace

}  // namespace cadence::chat

int main(int count, char** arguments) {
    using namespace cadence;
    std::vector<std::string> const words(arguments + 1, arguments + count);
    auto const now = words.size() > 1 ? parse_instant(words[1]) : Result<Instant>{Instant{}};
    if (words.size() != 2 || !now) {
        std::cerr << "usage: official_samples webhooks|email NOW\n";
        return 2;
    }
    if (words[0] == "webhooks") chat::write_webhooks(*now);
    if (words[0] == "email") chat::write_email(*now);
    return 0;
}
