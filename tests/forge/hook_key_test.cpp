#include "base/digest.h"
#include "forge/hook_world.h"

namespace cadence::forge {
namespace {

std::string key(Source source, net::Headers headers, std::string body = "{}") {
    Delivery const delivery{std::move(headers), std::move(body)};
    return delivery_key(source, delivery.arriving());
}

std::string hash(std::string_view body) {
    return to_hex(sha256(body));
}

TEST(HookKey, is_what_the_source_repeats_when_it_delivers_again) {
    EXPECT_EQ(key(Source::gitlab, {{"x-gitlab-event-uuid", "u"}, {"idempotency-key", "k"}}), "k");
    EXPECT_EQ(key(Source::gitlab, {{"webhook-id", "w"}}), "w");
    EXPECT_EQ(key(Source::generic, {{"webhook-id", "msg_1"}}), "msg_1");
}

TEST(HookKey, is_the_body_where_the_source_says_nothing) {
    for (auto const source : {Source::github, Source::gitlab, Source::gitea, Source::coolify, Source::generic,
                              Source::slack, Source::mattermost})
        EXPECT_EQ(key(source, {}, "a=1"), hash("a=1")) << name_of(source);
    EXPECT_EQ(key(Source::gitlab, {{"x-gitlab-event-uuid", "shared by others"}}), hash("{}"));
}

TEST(HookKey, is_the_signed_body_where_the_id_is_not_signed) {
    for (auto const* id : {"72d3162e-cc78-11e3-81ab-4c9367dc0958", "another"}) {
        EXPECT_EQ(key(Source::github, {{"x-github-delivery", id}}), hash("{}"));
        EXPECT_EQ(key(Source::gitea, {{"x-gitea-delivery", id}, {"x-forgejo-delivery", id}}), hash("{}"));
        EXPECT_EQ(key(Source::gitlab, {{"x-gitlab-signature", "9c"}, {"idempotency-key", id}}), hash("{}"));
        EXPECT_EQ(key(Source::gitlab, {{"x-gitlab-signature", "9c"}, {"webhook-id", id}}), hash("{}"));
    }
}

TEST(HookKey, of_coolify_is_how_a_deployment_ended) {
    auto const body = payload("coolify_deployment_success");
    EXPECT_EQ(key(Source::coolify, {}, body), "deployment_success:dep456");
    EXPECT_EQ(key(Source::coolify, {}, changed(body, "/message", R"("again")")), "deployment_success:dep456");
    auto const without = changed(body, "/deployment_uuid", "null");
    EXPECT_EQ(key(Source::coolify, {}, without), hash(without));
}

TEST(HookKey, is_short_and_printable_whatever_was_sent) {
    for (auto const& sent : {std::string{}, std::string(201, 'k'), std::string{"a b"}, std::string{"a\nb"},
                             std::string{"\0", 1}, std::string{"ü"}, std::string{"\x7f"}})
        EXPECT_EQ(key(Source::generic, {{"webhook-id", sent}}), hash("{}"));
    EXPECT_EQ(key(Source::generic, {{"webhook-id", std::string(200, 'k')}}), std::string(200, 'k'));
    EXPECT_EQ(key(Source::generic, {{"webhook-id", "a"}, {"webhook-id", "b"}}), hash("{}"));
}

TEST(HookKey, of_an_empty_body_is_a_key_too) {
    EXPECT_EQ(key(Source::slack, {}, ""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace
}  // namespace cadence::forge
