// [[channels]]: a name, a kind, what it hears, and the keys of that kind.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "config/kinds.h"
#include "config/lists.h"
#include "config/names.h"
#include "config/outward.h"
#include "config/wording.h"

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
    auto text = string_of(value);
    auto const fits = [](char c) { return is_alnum(c) || c == '_' || c == '-'; };
    if (!text || (!text->empty() && text->size() <= 64 && std::ranges::all_of(*text, fits))) return text;
    return value.refuse_text(*text, "is not an ntfy topic");
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
constexpr std::array kAddressFields{place_field<Where, &Where::url_from>("url_from", Need::required)};

constexpr std::array kMatrixFields{
    Field<MatrixChannel>{{"server", Need::required, "", "a URL like \"https://matrix.example.org\""},
                         [](MatrixChannel& c, Value const& v) { return put(c.server, server_of(v)); }},
    Field<MatrixChannel>{{"room", Need::required, "", "the room's id, like \"!abc:example.org\""},
                         [](MatrixChannel& c, Value const& v) { return put(c.room, room_of(v)); }},
    place_field<MatrixChannel, &MatrixChannel::token_from>("token_from", Need::required),
};

constexpr std::array kNtfyFields{
    Field<NtfyChannel>{{"server", Need::optional, "\"https://ntfy.sh\"", "a URL like \"https://ntfy.sh\""},
                       [](NtfyChannel& c, Value const& v) { return put(c.server, server_of(v)); }},
    Field<NtfyChannel>{
        {"topic", Need::required, "", "letters, digits, - and _, at most 64, like \"acme-releases\""},
        [](NtfyChannel& c, Value const& v) { return put(c.topic, ntfy_topic_of(v)); }},
    place_field<NtfyChannel, &NtfyChannel::token_from>("token_from", Need::optional),
};

constexpr std::array kEmailFields{
    Field<EmailChannel>{{"command", Need::optional, "[\"/usr/sbin/sendmail\", \"-t\", \"-i\"]",
                         "a sendmail-compatible program with its arguments, like [\"msmtp\", \"-t\"]"},
                        [](EmailChannel& c, Value const& v) { return put(c.command, program_of(v)); }},
    Field<EmailChannel>{{"from", Need::required, "", "an e-mail address like \"release@example.org\""},
                        [](EmailChannel& c, Value const& v) { return put(c.from, email_of(v)); }},
    Field<EmailChannel>{
        {"to", Need::required, "", "e-mail addresses in brackets, like [\"team@example.org\"]"},
        [](EmailChannel& c, Value const& v) { return put(c.to, filled_list_of(v, email_of)); }},
};

constexpr std::array kWebhookFields{
    Field<WebhookChannel>{
        {"url", Need::optional, "", "a URL without a query, like \"https://example.org/hook\""},
        [](WebhookChannel& c, Value const& v) { return put(c.url, open_url_of(v)); }},
    place_field<WebhookChannel, &WebhookChannel::url_from>("url_from", Need::optional),
    Field<WebhookChannel>{
        {"secrets_from", Need::required, "", kTakesPlaces},
        [](WebhookChannel& c, Value const& v) { return put(c.secrets_from, secret_places_of(v)); }},
    Field<WebhookChannel>{
        {"form", Need::optional, "\"structured\"", "\"structured\" or \"binary\""},
        [](WebhookChannel& c, Value const& v) { return put(c.form, choice_of<chat::CloudEvents>(v)); }},
};

/// Checks across the fields of a kind.
void verify(WebhookChannel const& where, ChannelDraft const& draft) {
    if (where.url.empty() && where.url_from.empty()) {
        draft.refuse(
            "url",
            "url is missing from the webhook channel; give a URL like \"https://example.org/hook\", or "
            "url_from if the URL is a secret");
    } else if (!where.url.empty() && !where.url_from.empty()) {
        draft.refuse("url", "url is given beside url_from; give the one that is right");
    }
}

template <class Where>
void verify(Where const&, ChannelDraft const&) {}

template <class Where, auto const& kFields>
Failed read_kind(ChannelDraft& draft) {
    Where where;
    auto failed = read_fields(draft.section, std::span<Field<Where> const>{kFields}, where);
    if (failed.empty()) verify(where, draft);
    draft.thing.where = std::move(where);
    return failed;
}

template <class Where, auto const& kFields>
constexpr KindRow<ChannelDraft> row(std::string_view name) {
    return {name, &keys_in<kFields>, &read_kind<Where, kFields>};
}

template <class Where>
constexpr KindRow<ChannelDraft> address_row(std::string_view name) {
    return row<Where, kAddressFields<Where>>(name);
}

constexpr std::array kChannelKinds{
    address_row<chat::SlackChannel>("slack"),
    address_row<chat::MattermostChannel>("mattermost"),
    address_row<chat::DiscordChannel>("discord"),
    address_row<chat::TeamsChannel>("teams"),
    address_row<chat::GoogleChatChannel>("google_chat"),
    row<MatrixChannel, kMatrixFields>("matrix"),
    row<NtfyChannel, kNtfyFields>("ntfy"),
    row<EmailChannel, kEmailFields>("email"),
    row<WebhookChannel, kWebhookFields>("webhook"),
};
static_assert(kChannelKinds.size() == std::variant_size_v<decltype(chat::Channel::where)>);

/// { postponed = "title\nrest" }
bool read_wording(ChannelDraft& draft, Value const& value) {
    return read_table(value, [&](std::string_view name, Value const& each) {
        auto const topic = parse_name<Topic>(name);
        auto const wording = topic ? wording_of(*topic, each) : std::nullopt;
        if (!topic) {
            each.refuse("wording has the unknown topic " + in_quotes(name) + "; the topics are " +
                        all_names<Topic>() + did_you_mean(name, names_of<Topic>()));
        }
        if (wording) draft.thing.wording.emplace(*topic, *wording);
        return wording.has_value();
    });
}

constexpr std::array kChannelFields{
    Field<ChannelDraft>{
        {"name", Need::required, "", "lower-case letters, digits and dashes, at most 40, like \"team-chat\""},
        [](ChannelDraft& d, Value const& v) { return put(d.thing.name, id_of(v)); }},
    Field<ChannelDraft>{{"kind", Need::required, "",
                         "\"slack\", \"mattermost\", \"discord\", \"teams\", \"google_chat\", \"matrix\", "
                         "\"ntfy\", \"email\" or \"webhook\""},
                        [](ChannelDraft&, Value const& v) { return is_kind(v, kChannelKinds); }},
    Field<ChannelDraft>{
        {"trains", Need::optional, "", "ids of trains in brackets, like [\"backend\"]"},
        [](ChannelDraft& d, Value const& v) { return put(d.thing.trains, filled_list_of(v, id_of)); }},
    Field<ChannelDraft>{
        {"topics", Need::optional, "", "topics in brackets, like [\"code_freeze\", \"rollback\"]"},
        [](ChannelDraft& d, Value const& v) {
            return put(d.thing.topics, filled_list_of(v, enum_reader<Topic>("topic")));
        }},
    Field<ChannelDraft>{{"wording", Need::optional, "",
                         "texts by topic, like { postponed = \"{release} is postponed\\nTo {opens_at}.\" }"},
                        &read_wording},
};

}  // namespace

bool read_channels(Draft& draft, Value const& value) {
    auto const sections = sections_of(value, "channels");
    if (!sections) return false;
    for (auto const& section : *sections) {
        draft.channels.push_back(
            read_of_kind<ChannelDraft>(section, "channels", kChannelFields, kChannelKinds));
    }
    return true;
}

void check_channels(Draft const& draft, Report& report) {
    refuse_twice(
        draft.channels, "name", "channel", [](ChannelDraft const& c) { return c.thing.name; }, report);
    for (auto const& each : draft.channels) {
        for (auto const& train : each.thing.trains) {
            refuse_unknown_train(draft, each.section, "trains", train);
        }
        if (!each.sure("topics")) continue;
        for (auto const& [topic, wording] : each.thing.wording) {
            if (each.thing.subscribes_to(topic, "")) continue;
            auto text = "the channel " + in_quotes(each.thing.name);
            text.append(" has a wording for ").append(in_quotes(name_of(topic)));
            text.append(", which it does not get; add it to its topics");
            report.warning(each.section.place("wording"), std::move(text));
        }
    }
}

std::vector<SectionKeys> channel_keys() {
    return {{"channels", kind_table("channels", kChannelFields, kChannelKinds).all_keys()}};
}

}  // namespace cadence::config
