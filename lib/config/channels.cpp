// [[channels]]: a name, a kind, what it hears, and the keys of that kind.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "chat/announcement.h"
#include "config/kinds.h"
#include "config/lists.h"
#include "config/names.h"
#include "config/outward.h"

namespace cadence::config {
namespace {

using chat::EmailChannel;
using chat::MatrixChannel;
using chat::NtfyChannel;
using chat::Topic;
using chat::WebhookChannel;

std::optional<std::string> room_of(Value const& value) {
    auto text = line_of(value);
    if (!text) return std::nullopt;
    if (text->starts_with('#'))
        return value.refuse_text(*text, "is an alias, which may come to mean another room");
    bool const id = text->size() > 1 && text->starts_with('!') && text->find(' ') == std::string::npos;
    if (!id) return value.refuse_text(*text, "is not the id of a room");
    return text;
}

std::optional<std::string> ntfy_topic_of(Value const& value) {
    auto const may_be_in = [](char c) { return is_alnum(c) || c == '_' || c == '-'; };
    auto const fits = [&](std::string_view text) {
        return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, may_be_in);
    };
    return text_that(value, fits, "is not an ntfy topic");
}

/// An address that is no secret; in a query there may be one.
std::optional<std::string> open_url_of(Value const& value) {
    auto const* const text = value.node.as_string();
    if (text == nullptr || text->get().find('?') == std::string::npos) return server_of(value);
    value.refuse(
        "url has a query, which may be a secret; put the whole URL into a file and name it with url_from");
    return std::nullopt;
}

/// Incoming webhooks: the address is the secret.
template <class Where>
constexpr std::array kAddressFields{required<secret_place_of, &Where::url_from>("url_from", kTakesPlace)};

constexpr std::array kMatrixFields{
    required<server_of, &MatrixChannel::server>("server", "a URL like \"https://matrix.example.org\""),
    required<room_of, &MatrixChannel::room>("room", "the room's id, like \"!abc:example.org\""),
    required<secret_place_of, &MatrixChannel::token_from>("token_from", kTakesPlace),
};

constexpr std::array kNtfyFields{
    optional<server_of, &NtfyChannel::server>("server", "\"https://ntfy.sh\"",
                                              "a URL like \"https://ntfy.sh\""),
    required<ntfy_topic_of, &NtfyChannel::topic>(
        "topic", "letters, digits, - and _, at most 64, like \"acme-releases\""),
    optional<secret_place_of, &NtfyChannel::token_from>("token_from", kTakesPlace),
};

constexpr std::array kEmailFields{
    optional<program_of, &EmailChannel::command>(
        "command", "[\"/usr/sbin/sendmail\", \"-t\", \"-i\"]",
        "a sendmail-compatible program with its arguments, like [\"msmtp\", \"-t\"]"),
    required<email_of, &EmailChannel::from>("from", "an e-mail address like \"release@example.org\""),
    required<filled_list<email_of>, &EmailChannel::to>(
        "to", "e-mail addresses in brackets, like [\"team@example.org\"]"),
};

constexpr std::array kWebhookFields{
    optional<open_url_of, &WebhookChannel::url>("url",
                                                "a URL without a query, like \"https://example.org/hook\""),
    optional<secret_place_of, &WebhookChannel::url_from>("url_from", kTakesPlace),
    required<secret_places_of, &WebhookChannel::secrets_from>("secrets_from", kTakesPlaces),
    optional<choice_of<chat::CloudEvents>, &WebhookChannel::form>("form", "\"structured\"",
                                                                  kNames<chat::CloudEvents>),
};

/// Checks across the fields of a kind.
void verify_webhook(WebhookChannel const& where, ChannelDraft const& draft) {
    if (where.url.empty() && where.url_from.empty()) {
        draft.refuse(
            "url",
            "url is missing from the webhook channel; give a URL like \"https://example.org/hook\", or "
            "url_from if the URL is a secret");
    } else if (!where.url.empty() && !where.url_from.empty()) {
        draft.refuse("url", "url is given beside url_from; give the one that is right");
    }
}

template <class Where, auto const& kFields = kAddressFields<Where>>
constexpr auto kind(std::string_view name) {
    return kind_row<&chat::Channel::where, Where, kFields>(name);
}

constexpr std::array kChannelKinds{
    kind<chat::SlackChannel>("slack"),
    kind<chat::MattermostChannel>("mattermost"),
    kind<chat::DiscordChannel>("discord"),
    kind<chat::TeamsChannel>("teams"),
    kind<chat::GoogleChatChannel>("google_chat"),
    kind<MatrixChannel, kMatrixFields>("matrix"),
    kind<NtfyChannel, kNtfyFields>("ntfy"),
    kind<EmailChannel, kEmailFields>("email"),
    kind_row<&chat::Channel::where, WebhookChannel, kWebhookFields, verify_webhook>("webhook"),
};
static_assert(kChannelKinds.size() == std::variant_size_v<decltype(chat::Channel::where)>);

/// In the team's own words: a template whose first line is the title, the rest the text.
std::optional<std::string> wording_of(Topic topic, Value const& value) {
    auto wording = paragraph_of(value);
    if (!wording) return std::nullopt;
    auto const checked = chat::check_wording(topic, *wording);
    if (checked) return wording;
    auto why = checked.error().detail;
    if (why.ends_with('.')) why.pop_back();
    value.refuse("wording of " + in_quotes(name_of(topic)) + " cannot be used: " + why);
    return std::nullopt;
}

/// { postponed = "title\nrest" }
bool read_wording(ChannelDraft& draft, Value const& value) {
    return read_table(value, [&](std::string_view name, Value const& each) {
        auto const topic = parse_name<Topic>(name);
        auto const wording = topic ? wording_of(*topic, each) : std::nullopt;
        if (!topic) {
            each.refuse("wording has the unknown topic " + in_quotes(name) + "; the topics are " +
                        all_names<Topic>() + did_you_mean(name, Names<Topic>::values));
        }
        if (wording) draft.thing.wording.emplace(*topic, *wording);
        return wording.has_value();
    });
}

constexpr std::array kChannelFields{
    required<id_of, &ChannelDraft::thing, &chat::Channel::name>(
        "name", "lower-case letters, digits and dashes, at most 40, like \"team-chat\""),
    kind_field<ChannelDraft, kChannelKinds>(),
    optional<filled_list<id_of>, &ChannelDraft::thing, &chat::Channel::trains>(
        "trains", "ids of trains in brackets, like [\"backend\"]"),
    optional<filled_list<topic_of>, &ChannelDraft::thing, &chat::Channel::topics>(
        "topics", "topics in brackets, like [\"code_freeze\", \"rollback\"]"),
    optional<read_wording>(
        "wording", "texts by topic, like { postponed = \"{release} is postponed\\nTo {opens_at}.\" }"),
};

}  // namespace

bool read_channels(Draft& draft, Value const& value) {
    return read_sections(value, [&](Section const& section) {
        draft.channels.push_back(
            read_of_kind<ChannelDraft>(section, "channels", kChannelFields, kChannelKinds));
        return true;
    });
}

void check_channels(Draft const& draft) {
    refuse_twice(draft.channels, "name", "channel", [](ChannelDraft const& c) { return c.thing.name; });
    for (auto const& each : draft.channels) {
        for (auto const& train : each.thing.trains) refuse_unknown_train(draft, each, "trains", train);
        for (auto const& [topic, wording] : each.thing.wording) {
            if (each.thing.subscribes_to(topic, "")) continue;
            auto text = "the channel " + in_quotes(each.thing.name);
            text.append(" has a wording for ").append(in_quotes(name_of(topic)));
            text.append(", which it does not get; add it to its topics");
            each.warn("wording", std::move(text));
        }
    }
}

std::vector<SectionKeys> channel_keys() {
    return {{"channels", kind_table("channels", kChannelFields, kChannelKinds).all_keys()}};
}

}  // namespace cadence::config
