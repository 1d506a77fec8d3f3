// Standard Webhooks 1.0.0 and CloudEvents 1.0. The official libraries look at the same in tests/official.
#include "base/digest.h"
#include "render_world.h"

namespace cadence::chat::testing {

namespace {

constexpr auto kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr auto kNextSecret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

struct Signed : Sender {
    Signed() {
        secrets["key"] = kSecret;
        secrets["next"] = kNextSecret;
    }
    [[nodiscard]] static std::string header(net::HttpRequest const& ask, std::string_view name) {
        for (auto const& [known, value] : ask.headers)
            if (known == name) return value;
        return "(none)";
    }
};

WebhookChannel const kStructured{"https://hooks.example.org/releases?x=1", {}, {"key"}};
WebhookChannel const kBinary{"https://hooks.example.org/releases", {}, {"key"}, CloudEvents::binary};

std::string signature_of(std::string_view secret, net::HttpRequest const& ask) {
    auto const key = from_base64(secret.substr(6)).value();
    return "v1," + to_base64(hmac_sha256(key, "dlv_3f9a.1769076001." + ask.body));
}

TEST(Webhook, a_structured_event_carries_all_that_is_known) {
    Signed sender;
    auto const ask = sender.ask(kStructured, freeze_message());
    EXPECT_EQ(ask.url, "https://hooks.example.org/releases?x=1");
    EXPECT_EQ(Signed::header(ask, "Content-Type"), "application/cloudevents+json");
    EXPECT_EQ(
        json::dump(Sender::parsed(ask.body)),
        R"({"specversion":"1.0","id":"dlv_3f9a","source":"/cadenced/web",)"
        R"("type":"dev.cadenced.phase_fired","subject":"backend-2026-01-22","time":"2026-01-22T10:00:00Z",)"
        R"("datacontenttype":"application/json","data":{"topic":"code_freeze","mood":"warning",)"
        R"("title":"Code freeze for backend-2026-01-22","text":"Only fixes from here on.\n\n)"
        R"(The go/no-go is at 15:00.","points":["3 merges wait","QA has not signed off"],)"
        R"("link":"https://releases.example.org/v1/releases/backend-2026-01-22","train":"backend",)"
        R"("release":"backend-2026-01-22","event":41,"type":"phase_fired",)"
        R"("data":{"phase":"code_freeze","attempt":1}}})");
}

TEST(Webhook, each_secret_signs_the_id_the_time_of_this_attempt_and_the_bytes) {
    Signed sender;
    auto channel = kStructured;
    channel.secrets_from = {"next", "key"};
    auto const ask = sender.ask(channel, freeze_message());
    EXPECT_EQ(Signed::header(ask, "webhook-id"), "dlv_3f9a");
    EXPECT_EQ(Signed::header(ask, "webhook-timestamp"), "1769076001");
    EXPECT_EQ(Signed::header(ask, "webhook-signature"),
              signature_of(kNextSecret, ask) + " " + signature_of(kSecret, ask));
    sender.now += 5s;
    auto const again = sender.ask(channel, freeze_message());
    EXPECT_EQ(Signed::header(again, "webhook-id"), "dlv_3f9a");
    EXPECT_EQ(Signed::header(again, "webhook-timestamp"), "1769076006");
    EXPECT_NE(Signed::header(again, "webhook-signature"), Signed::header(ask, "webhook-signature"));
    EXPECT_EQ(again.body, ask.body);
}

TEST(Webhook, a_binary_event_has_its_attributes_in_headers) {
    Signed sender;
    auto message = freeze_message();
    message.release = "Größe 100% \"x\"";
    auto const ask = sender.ask(kBinary, message);
    EXPECT_EQ(Signed::header(ask, "Content-Type"), "application/json");
    EXPECT_THAT(ask.headers,
                IsSupersetOf({Pair("ce-specversion", "1.0"), Pair("ce-id", "dlv_3f9a"),
                              Pair("ce-source", "/cadenced/web"), Pair("ce-type", "dev.cadenced.phase_fired"),
                              Pair("ce-subject", "Gr%C3%B6%C3%9Fe%20100%25%20%22x%22"),
                              Pair("ce-time", "2026-01-22T10:00:00Z")}));
    EXPECT_EQ(Signed::header(ask, "ce-datacontenttype"), "(none)");
    EXPECT_EQ(at(Sender::parsed(ask.body), "/title"), "Code freeze for backend-2026-01-22");
    EXPECT_EQ(Signed::header(ask, "webhook-signature"), signature_of(kSecret, ask));
}

TEST(Webhook, what_is_about_a_train_or_nothing_has_that_for_its_subject) {
    Signed sender;
    auto message = freeze_message();
    message.release.clear();
    message.event_type.clear();
    auto body = sender.body(kStructured, message);
    EXPECT_EQ(at(body, "/subject"), "backend");
    EXPECT_EQ(at(body, "/type"), "dev.cadenced.code_freeze");
    message.train.clear();
    body = sender.body(kStructured, message);
    EXPECT_EQ(body.as_object().if_contains("subject"), nullptr) << "an empty subject is not allowed";
}

TEST(Webhook, what_would_be_too_large_leaves_out_the_events_own_data_first) {
    Signed sender;
    auto message = freeze_message();
    message.data = R"({"text":")" + std::string(30000, 'x') + R"("})";
    auto ask = sender.ask(kStructured, message);
    EXPECT_LT(ask.body.size(), 20000U);
    EXPECT_EQ(Sender::parsed(ask.body).at("data").as_object().if_contains("data"), nullptr);
    EXPECT_EQ(at(Sender::parsed(ask.body), "/data/text"), message.text);
    ask = sender.ask(kStructured, long_message());
    EXPECT_LT(ask.body.size(), 20000U);
    auto const body = Sender::parsed(ask.body);
    EXPECT_THAT(at(body, "/data/text"), AllOf(IsText(), EndsWith("…")));
    EXPECT_EQ(at(body, "/data/points/0"), "Fix #1: überfällig");
    EXPECT_THAT(
        at(body, "/data/points/" + std::to_string(body.at("data").at("points").as_array().size() - 1)),
        EndsWith(" more…"));
}

TEST(Webhook, data_that_is_no_object_is_left_out) {
    Signed sender;
    for (auto const* const data : {"", "[1]", "{\"broken", "7"}) {
        auto message = freeze_message();
        message.data = data;
        EXPECT_EQ(sender.body(kStructured, message).at("data").as_object().if_contains("data"), nullptr)
            << data;
    }
}

TEST(Webhook, a_secret_that_is_none_is_refused_without_being_shown) {
    for (std::string const wrong :
         {"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_",
          "whsec_c2hvcnQ=", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS!", "whsk_MfKQ9r8GKYqrTwjUPD8ILPZI",
          "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8AAECAwQFBgcICQoLDA0ODxAR"
          "EhMUFRYXGBkaGxwdHh8AAECAwQFBg=="}) {
        Signed sender;
        sender.secrets["key"] = wrong;
        auto const out = sender.render(kStructured, freeze_message());
        ASSERT_FALSE(out) << wrong;
        EXPECT_EQ(out.error().problem, "channel-wrong");
        EXPECT_THAT(out.error().detail,
                    AllOf(HasSubstr("team-chat"), HasSubstr("at key"), HasSubstr("whsec_")));
        if (wrong.size() > 6) {
            EXPECT_THAT(out.error().detail, Not(HasSubstr(wrong.substr(6))));
        }
    }
    auto channel = kStructured;
    channel.secrets_from.clear();
    EXPECT_THAT(Signed{}.render(channel, freeze_message()).error().detail, HasSubstr("secrets_from"));
}

}  // namespace

}  // namespace cadence::chat::testing
