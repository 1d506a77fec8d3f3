// Somewhere announcements go: what the configuration says about it, how a message is rendered for it, and
// what its answer means. One table of kinds (channel.cpp), a renderer each. Data in, data out: it sends
// nothing; the sender limits time and size.
//
// `*_from` names where a secret is kept, never the secret: a path that begins with "/", or the name of a
// systemd credential.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "chat/message.h"
#include "net/http_request.h"
#include "net/process_spec.h"
#include "net/receipt.h"

namespace cadence::chat {

/// An incoming webhook, whose URL is the secret.
struct IncomingWebhook {
    std::string url_from;
    bool operator==(IncomingWebhook const&) const = default;
};
struct SlackChannel : IncomingWebhook {};
struct MattermostChannel : IncomingWebhook {};
struct DiscordChannel : IncomingWebhook {};
struct TeamsChannel : IncomingWebhook {};  // a Workflows URL
struct GoogleChatChannel : IncomingWebhook {};
struct MatrixChannel {
    std::string server;  // "https://matrix.example.org"
    std::string room;    // "!abc:example.org"
    std::string token_from;
    bool operator==(MatrixChannel const&) const = default;
};
struct NtfyChannel {
    std::string server = "https://ntfy.sh";
    std::string topic;
    std::string token_from;  // or empty
    bool operator==(NtfyChannel const&) const = default;
};
/// A sendmail-compatible program: it is given the whole message on its standard input.
struct EmailChannel {
    std::vector<std::string> command{"/usr/sbin/sendmail", "-t", "-i"};
    std::string from;
    std::vector<std::string> to;
    bool operator==(EmailChannel const&) const = default;
};
enum class CloudEvents { structured, binary };
/// Standard Webhooks 1.0.0 signature, CloudEvents 1.0 body.
struct WebhookChannel {
    std::string url;                        // where the address itself is no secret
    std::string url_from;                   // or where it is kept
    std::vector<std::string> secrets_from;  // "whsec_..."; all of them sign, so that one can be replaced
    CloudEvents form = CloudEvents::structured;
    bool operator==(WebhookChannel const&) const = default;
};

struct Channel {
    std::string name;
    std::vector<std::string> trains = {};       // it hears of; empty: all
    std::vector<Topic> topics = {};             // it hears of; empty: kUsualTopics
    std::map<Topic, std::string> wording = {};  // templates instead of the usual ones
    std::variant<SlackChannel, MattermostChannel, DiscordChannel, TeamsChannel, GoogleChatChannel,
                 MatrixChannel, NtfyChannel, EmailChannel, WebhookChannel>
        where = {};

    [[nodiscard]] bool subscribes_to(Topic topic, std::string_view train) const;
    bool operator==(Channel const&) const = default;
};

/// "slack", "google_chat": as the configuration calls it.
[[nodiscard]] std::string_view kind_of(Channel const& channel);
/// The kinds, in the order of Channel::where.
inline constexpr std::array<std::string_view, 9> kChannelKinds{
    "slack", "mattermost", "discord", "teams", "google_chat", "matrix", "ntfy", "email", "webhook"};

/// The topics of a channel that names none: all but the chatter (exemption, issue_recorded, clock_accepted,
/// review, retrospective, delivery_dead).
[[nodiscard]] std::vector<Topic> const& usual_topics();

/// One attempt to send one message.
struct DeliveryAttempt {
    std::string id;  // of the delivery, the same at every attempt: letters, digits, '_' and '-'
    Instant now;
    std::string source;  // who we are, for CloudEvents: "/cadenced/<host>" or the public URL
    std::function<Result<std::string>(std::string_view from)> secret;
};

using Outgoing = std::variant<net::HttpRequest, net::ProcessSpec>;

// Each kind: how a message goes there, and what its answer means. Not called `render`, which would convert
// and take what has none.
struct RenderContext;
[[nodiscard]] Result<Outgoing> render_for(SlackChannel const& channel, RenderContext const& context);
[[nodiscard]] Result<Outgoing> render_for(MattermostChannel const& channel, RenderContext const& context);
[[nodiscard]] Result<Outgoing> render_for(DiscordChannel const& channel, RenderContext const& context);
[[nodiscard]] Result<Outgoing> render_for(TeamsChannel const& channel, RenderContext const& context);
[[nodiscard]] Result<Outgoing> render_for(GoogleChatChannel const& channel, RenderContext const& context);
[[nodiscard]] Result<Outgoing> render_for(MatrixChannel const& channel, RenderContext const& context);
[[nodiscard]] Result<Outgoing> render_for(NtfyChannel const& channel, RenderContext const& context);
[[nodiscard]] Result<Outgoing> render_for(EmailChannel const& channel, RenderContext const& context);
[[nodiscard]] Result<Outgoing> render_for(WebhookChannel const& channel, RenderContext const& context);
[[nodiscard]] net::Receipt judged(SlackChannel const& channel, net::HttpResponse const& response,
                                  Instant now);
[[nodiscard]] net::Receipt judged(MattermostChannel const& channel, net::HttpResponse const& response,
                                  Instant now);
[[nodiscard]] net::Receipt judged(DiscordChannel const& channel, net::HttpResponse const& response,
                                  Instant now);
[[nodiscard]] net::Receipt judged(TeamsChannel const& channel, net::HttpResponse const& response,
                                  Instant now);
[[nodiscard]] net::Receipt judged(GoogleChatChannel const& channel, net::HttpResponse const& response,
                                  Instant now);
[[nodiscard]] net::Receipt judged(MatrixChannel const& channel, net::HttpResponse const& response,
                                  Instant now);
[[nodiscard]] net::Receipt judged(NtfyChannel const& channel, net::HttpResponse const& response, Instant now);
[[nodiscard]] net::Receipt judged(EmailChannel const& channel, net::HttpResponse const& response,
                                  Instant now);
[[nodiscard]] net::Receipt judged(WebhookChannel const& channel, net::HttpResponse const& response,
                                  Instant now);
[[nodiscard]] net::Receipt judged(EmailChannel const& channel, net::ProcessResult const& ran);

/// A message that is sent later than this after what happened says so.
inline constexpr Duration kLateAfter = std::chrono::minutes{10};

/// Errors: those of `secret`; invalid `channel-wrong` where a secret is not what it should be (no URL, no
/// "whsec_"), saying what is wrong with it but not what it is.
[[nodiscard]] Result<Outgoing> render(Channel const& channel, Message const& message,
                                      DeliveryAttempt const& attempt);
/// The meaning of the answer.
[[nodiscard]] net::Receipt judge(Channel const& channel, net::HttpResponse const& response, Instant now);
/// The outcome of the program: one that did not reach its server is worth another try.
[[nodiscard]] net::Receipt judge(Channel const& channel, net::ProcessResult const& ran);

}  // namespace cadence::chat

template <>
struct cadence::Names<cadence::chat::CloudEvents> {
    static constexpr std::array<std::string_view, 2> values{"structured", "binary"};
};
