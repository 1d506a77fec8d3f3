// What each service refuses for its length, as the service documents it, held against messages that are long
// in every unit: letters, emoji, quotes, line breaks, points.
#include <functional>

#include "base/limit.h"
#include "render_world.h"

namespace cadence::chat::testing {

namespace {

/// Why the service would refuse this, or nothing.
using Refusal = std::string;
using Receiver = std::function<Refusal(json::Value const& body, std::string const& raw)>;

Refusal over(std::string const& what, std::size_t size, std::size_t most) {
    return size <= most ? "" : what + " has " + std::to_string(size) + " of " + std::to_string(most);
}

Refusal first_of(std::initializer_list<Refusal> all) {
    for (auto const& each : all)
        if (!each.empty()) return each;
    return {};
}

Refusal slack(json::Value const& body, std::string const&) {
    auto const& blocks = body.at("blocks").as_array();
    auto fault =
        first_of({over("blocks", blocks.size(), 50), over("text", characters(at(body, "/text")), 40000)});
    for (auto const& block : blocks) {
        auto const header = at(block, "/type") == "header";
        auto const text =
            at(block, header || at(block, "/type") == "section" ? "/text/text" : "/elements/0/text");
        if (text.empty()) return "invalid_blocks: a text is empty";
        fault = first_of({fault, over("block", characters(text), header ? 150 : 3000)});
    }
    return fault;
}

Refusal discord(json::Value const& body, std::string const&) {
    return over("content", utf16_units(at(body, "/content")), 2000);
}

Refusal teams(json::Value const&, std::string const& raw) {
    return over("request", raw.size(), 28 * 1024);
}

Refusal google_chat(json::Value const&, std::string const& raw) {
    return over("message", raw.size(), 32000);
}

/// With what the server adds to an event of its own.
Refusal matrix(json::Value const&, std::string const& raw) {
    return over("event", raw.size() + 2000, 65536);
}

Refusal ntfy(json::Value const& body, std::string const& raw) {
    return first_of({over("message", at(body, "/message").size(), 4096), over("body", raw.size(), 2 * 4096)});
}

Refusal mattermost(json::Value const& body, std::string const&) {
    return first_of({over("text", characters(at(body, "/text")), 16383),
                     over("attachments", characters(at(body, "/attachments")), 16383)});
}

Refusal webhook(json::Value const&, std::string const& raw) {
    return over("body", raw.size(), 20000);
}

struct Service {
    std::string name;
    decltype(Channel::where) where;
    Receiver refuses;
};

std::vector<Service> services() {
    return {{"slack", SlackChannel{"url"}, slack},
            {"discord", DiscordChannel{"url"}, discord},
            {"teams", TeamsChannel{"url"}, teams},
            {"google_chat", GoogleChatChannel{"url"}, google_chat},
            {"matrix", MatrixChannel{"https://m.example.org", "!a:b", "token"}, matrix},
            {"ntfy", NtfyChannel{"https://ntfy.sh", "rel", ""}, ntfy},
            {"mattermost", MattermostChannel{"url"}, mattermost},
            {"webhook", WebhookChannel{"https://x.example", {}, {"key"}}, webhook}};
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

std::vector<std::pair<std::string, Message>> long_messages() {
    std::vector<std::pair<std::string, Message>> all;
    for (std::string_view const unit :
         {"x", "ä", "火", "🔥", "\"", "\\", "a\n", "a b ", "&", "<", "*_`~", "=", "😀\n\n"}) {
        auto message = freeze_message();
        message.title = repeated(unit, 4000);
        message.text = repeated(unit, 30000);
        message.points.assign(300, repeated(unit, 700));
        message.link = "https://releases.example.org/" + std::string(460, 'y');
        all.emplace_back(unit, message);
        message.points.clear();
        all.emplace_back("text of " + std::string{unit}, message);
        message.text.clear();
        all.emplace_back("title of " + std::string{unit}, message);
    }
    return all;
}

TEST(Limits, of_each_service_are_kept_whatever_a_message_is_made_of) {
    Sender sender;
    sender.secrets["key"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    for (auto const& [name, where, refuses] : services())
        for (auto const& [unit, message] : long_messages()) {
            auto const ask = sender.ask(where, message);
            EXPECT_EQ(refuses(Sender::parsed(ask.body), ask.body), "") << name << ", " << unit;
        }
}

TEST(Limits, of_a_line_of_mail_are_kept_in_its_header_and_its_body) {
    Sender const sender;
    EmailChannel const mail{{"/usr/sbin/sendmail", "-t", "-i"}, "Zoë <a@example.org>", {"b@example.org"}};
    for (auto const& [unit, message] : long_messages()) {
        auto const out = sender.render(mail, message);
        ASSERT_TRUE(out);
        auto const& text = std::get<net::ProcessSpec>(*out).input;
        for (std::string_view rest{text}; !rest.empty();) {
            auto const line = rest.substr(0, rest.find('\n'));
            EXPECT_LE(line.size(), 998U) << unit;
            for (char const c : line) EXPECT_TRUE(c >= ' ' && c <= '~') << unit;
            rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        }
    }
}

}  // namespace

}  // namespace cadence::chat::testing
