#include "base/digest.h"
#include "forge/hook_world.h"

namespace cadence::forge {
namespace {

using Secrets = std::vector<std::string>;

/// "" for a request that is believed, else the problem.
std::string verdict(Source source, Secrets const& secrets, Delivery const& delivery,
                    Instant now = at("2026-01-01T00:00:00Z")) {
    auto const verified = verify(source, secrets, delivery.arriving(), now);
    if (verified) return "";
    EXPECT_EQ(verified.error().code, ErrorCode::unauthenticated);
    for (auto const& secret : secrets)
        EXPECT_TRUE(secret.empty() || verified.error().detail.find(secret) == std::string::npos);
    return verified.error().problem;
}

// GitHub's documentation, and @octokit/webhooks-methods 6.0.0.

constexpr auto kGithubSecret = "It's a Secret to Everybody";
constexpr auto kGithubSignature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
Delivery const kGithub{{{"x-hub-signature-256", kGithubSignature}}, "Hello, World!"};

TEST(HookSignature, github_is_believed_by_its_documented_vector) {
    EXPECT_EQ(verdict(Source::github, {kGithubSecret}, kGithub), "");
}

TEST(HookSignature, github_is_believed_as_octokit_signs) {
    Delivery const delivery{
        {{"x-hub-signature-256", "sha256=e69385293e9883f6e4a00aa4f368c0ba50c8513c6c3794a3d90c6866053ce2a0"}},
        R"({"zen":"Ünïcödé — it’s on","n":1})"};
    EXPECT_EQ(verdict(Source::github, {"gh-s3cret"}, delivery), "");
}

TEST(HookSignature, every_bit_of_the_body_counts) {
    for (std::size_t i = 0; i < kGithub.body.size(); ++i) {
        auto tampered = kGithub;
        tampered.body[i] = static_cast<char>(tampered.body[i] ^ 1);
        EXPECT_EQ(verdict(Source::github, {kGithubSecret}, tampered), "signature-wrong") << i;
    }
    auto longer = kGithub;
    longer.body += '\n';
    EXPECT_EQ(verdict(Source::github, {kGithubSecret}, longer), "signature-wrong");
}

TEST(HookSignature, a_secret_is_changed_by_having_two_for_a_while) {
    EXPECT_EQ(verdict(Source::github, {"the next one", kGithubSecret}, kGithub), "");
    EXPECT_EQ(verdict(Source::github, {kGithubSecret, "the last one"}, kGithub), "");
    EXPECT_EQ(verdict(Source::github, {"the next one", "the last one"}, kGithub), "signature-wrong");
}

TEST(HookSignature, no_secret_means_that_nothing_is_believed) {
    auto const of_nothing = "sha256=" + to_hex(hmac_sha256("", "Hello, World!"));
    for (auto const source :
         {Source::github, Source::gitlab, Source::gitea, Source::generic, Source::slack, Source::mattermost})
        for (auto const& secrets : {Secrets{}, Secrets{""}}) {
            Delivery const delivery{{{"x-hub-signature-256", of_nothing},
                                     {"x-gitlab-token", ""},
                                     {"x-gitea-signature", ""},
                                     {"authorization", "Token "}},
                                    "Hello, World!"};
            EXPECT_EQ(verdict(source, secrets, delivery), "signature-wrong") << name_of(source);
        }
}

TEST(HookSignature, a_request_without_one_is_told_apart_from_a_wrong_one) {
    Delivery const bare{{{"content-type", "application/json"}}, "{}"};
    for (auto const source :
         {Source::github, Source::gitlab, Source::gitea, Source::generic, Source::slack, Source::mattermost})
        EXPECT_EQ(verdict(source, {"s3cret"}, bare), "signature-missing") << name_of(source);
    EXPECT_EQ(verdict(Source::gitlab, {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}, bare), "signature-missing");
}

TEST(HookSignature, two_headers_of_a_kind_are_not_chosen_from) {
    auto twice = kGithub;
    twice.headers.emplace_back("x-hub-signature-256", kGithubSignature);
    EXPECT_EQ(verdict(Source::github, {kGithubSecret}, twice), "signature-wrong");
}

TEST(HookSignature, another_spelling_of_the_digest_is_another_digest) {
    for (auto const* signature :
         {"757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
          "sha256=757107EA0EB2509FC211221CCE984B8A37570B6D7586C22C46F4379C8B043E17", "sha256=", "",
          "sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
          "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1"}) {
        Delivery const delivery{{{"x-hub-signature-256", signature}}, "Hello, World!"};
        EXPECT_EQ(verdict(Source::github, {kGithubSecret}, delivery), "signature-wrong") << signature;
    }
}

// Gitea and Forgejo

constexpr auto kGiteaDigest = "232a5e067b6a5aa567ed5a1d21a0dffaf6ef0eeecb6bd9bcf43b3d5ef3fc4f43";
constexpr auto kGiteaBody = R"({"ref":"refs/heads/main"})";

TEST(HookSignature, gitea_and_forgejo_sign_in_bare_hexadecimal_or_as_github) {
    for (auto const& [header, digest] :
         {std::pair{"x-gitea-signature", std::string{kGiteaDigest}},
          std::pair{"x-forgejo-signature", std::string{kGiteaDigest}},
          std::pair{"x-hub-signature-256", "sha256=" + std::string{kGiteaDigest}}})
        EXPECT_EQ(verdict(Source::gitea, {"s3cret"}, {{{header, digest}}, kGiteaBody}), "") << header;
}

TEST(HookSignature, gitea_without_a_secret_sends_empty_digests_which_sign_nothing) {
    Delivery const unsigned_one{
        {{"x-gitea-signature", ""}, {"x-forgejo-signature", ""}, {"x-hub-signature-256", "sha256="}},
        kGiteaBody};
    EXPECT_EQ(verdict(Source::gitea, {"s3cret"}, unsigned_one), "signature-missing");
}

TEST(HookSignature, gitea_is_judged_by_the_first_signature_that_it_gives) {
    Delivery const mixed{{{"x-gitea-signature", std::string(64, '0')}, {"x-forgejo-signature", kGiteaDigest}},
                         kGiteaBody};
    EXPECT_EQ(verdict(Source::gitea, {"s3cret"}, mixed), "signature-wrong");
}

// GitLab

TEST(HookSignature, gitlabs_legacy_token_is_the_secret_itself) {
    auto const with = [](std::string const& token) { return Delivery{{{"x-gitlab-token", token}}, "{}"}; };
    EXPECT_EQ(verdict(Source::gitlab, {"t0ken"}, with("t0ken")), "");
    for (auto const* token : {"", "t0ke", "t0ken ", "T0ken", "t0kenn"})
        EXPECT_EQ(verdict(Source::gitlab, {"t0ken"}, with(token)), "signature-wrong") << token;
}

TEST(HookSignature, gitlabs_signing_token_is_never_taken_in_plain_text) {
    constexpr auto kToken = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    EXPECT_EQ(verdict(Source::gitlab, {kToken}, {{{"x-gitlab-token", kToken}}, "{}"}), "signature-missing");
}

TEST(HookSignature, gitlabs_external_status_check_signs_with_its_shared_secret) {
    auto const body = payload("gitlab_merge_request");
    auto const signed_with = [&](std::string const& secret) {
        return Delivery{{{"x-gitlab-signature", to_hex(hmac_sha256(secret, body))}}, body};
    };
    EXPECT_EQ(verdict(Source::gitlab, {"shared"}, signed_with("shared")), "");
    EXPECT_EQ(verdict(Source::gitlab, {"shared"}, signed_with("other")), "signature-wrong");
}

// Standard Webhooks: the specification's vector, and the library's (npm standardwebhooks 1.1.1).

struct Standard {
    std::string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    std::string id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    std::string time = "1614265330";
    std::string signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    std::string body = R"({"test": 2432232314})";
    Duration late{0};

    [[nodiscard]] std::string judged_as(Source source) const {
        Delivery const delivery{
            {{"webhook-id", id}, {"webhook-timestamp", time}, {"webhook-signature", signature}}, body};
        return verdict(source, {secret}, delivery, at("2021-02-25T15:02:10Z") + late);
    }
};

TEST(HookSignature, standard_webhooks_serve_gitlab_and_scripts_alike) {
    for (auto const source : {Source::gitlab, Source::generic}) EXPECT_EQ(Standard{}.judged_as(source), "");
    Delivery const of_library{{{"webhook-id", "msg_2"},
                               {"webhook-timestamp", "1767225600"},
                               {"webhook-signature", "v1,ZGVOP/ArM7ZUNoP6sLBeAu3INQ0YqWzHCAJS91vdR6c="}},
                              R"({"object_kind":"push"})"};
    EXPECT_EQ(verdict(Source::gitlab, {"whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"}, of_library), "");
}

TEST(HookSignature, standard_webhooks_may_list_several_signatures) {
    auto const good = Standard{}.signature;
    for (auto const& list : {"v1,AAAA " + good, good + " v1a,AAAA", "v1a,x  " + good + " "})
        EXPECT_EQ(Standard{.signature = list}.judged_as(Source::generic), "") << list;
    for (auto const& list : {std::string{}, std::string{" "}, "v1a," + good.substr(3), "v1=" + good.substr(3),
                             good.substr(3), good + ","})
        EXPECT_EQ(Standard{.signature = list}.judged_as(Source::generic), "signature-wrong") << list;
}

TEST(HookSignature, a_signature_holds_for_five_minutes_either_way) {
    using std::chrono::seconds;
    for (auto const late : {seconds{300}, seconds{-300}})
        EXPECT_EQ(Standard{.late = late}.judged_as(Source::generic), "");
    for (auto const late : {seconds{301}, seconds{-301}})
        EXPECT_EQ(Standard{.late = late}.judged_as(Source::generic), "signature-old");
}

TEST(HookSignature, an_old_signature_that_never_was_right_is_wrong) {
    EXPECT_EQ((Standard{.body = "{}", .late = std::chrono::hours{1}}.judged_as(Source::generic)),
              "signature-wrong");
}

TEST(HookSignature, id_and_time_are_signed_and_cannot_be_shifted_into_each_other) {
    EXPECT_EQ(Standard{.id = "msg_other"}.judged_as(Source::generic), "signature-wrong");
    EXPECT_EQ(Standard{.time = "1614265331"}.judged_as(Source::generic), "signature-wrong");
    for (auto const* time : {"", "x", "-1614265330", "1614265330.0", "99999999999999999999"})
        EXPECT_EQ(Standard{.time = time}.judged_as(Source::generic), "signature-wrong") << time;
    auto const key = from_base64("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").value();
    auto const signature = "v1," + to_base64(hmac_sha256(key, "a.1614265330.1614265330.{}"));
    Standard const shifted{.id = "a.1614265330", .signature = signature, .body = "{}"};
    EXPECT_EQ(shifted.judged_as(Source::generic), "signature-wrong");
}

TEST(HookSignature, a_secret_that_is_no_signing_token_signs_nothing) {
    for (auto const* secret : {"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_%%%", "whsec_abc"})
        EXPECT_EQ(Standard{.secret = secret}.judged_as(Source::generic), "signature-wrong") << secret;
}

// Slack's documented example, and Mattermost's two places for its token.

constexpr auto kSlackBody =
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
    "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
    "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
    "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

std::string slack(std::string const& signature, std::string const& time, Duration late = {}) {
    Delivery const delivery{{{"x-slack-signature", signature}, {"x-slack-request-timestamp", time}},
                            kSlackBody};
    return verdict(Source::slack, {"8f742231b10e8888abcd99yyyzzz85a5"}, delivery,
                   at("2018-07-12T18:36:58Z") + late);
}

TEST(HookSignature, slack_signs_the_time_with_the_body) {
    constexpr auto kRight = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    EXPECT_EQ(slack(kRight, "1531420618"), "");
    EXPECT_EQ(slack(kRight, "1531420618", std::chrono::minutes{5}), "");
    EXPECT_EQ(slack(kRight, "1531420618", std::chrono::seconds{301}), "signature-old");
    EXPECT_EQ(slack(kRight, "1531420619"), "signature-wrong");
    EXPECT_EQ(slack(kRight, "soon"), "signature-wrong");
    EXPECT_EQ(slack("v0=", "1531420618"), "signature-wrong");
}

TEST(HookSignature, slack_without_a_time_is_not_signed) {
    Delivery const delivery{
        {{"x-slack-signature", "v0=26c16dfafe513e1e613aa0f802dc01608ac6f5b8f4eeba5af43c4b43a9b4f8df"}},
        "command=%2Ffreeze&text=status"};
    EXPECT_EQ(verdict(Source::slack, {"slacksecret"}, delivery), "signature-missing");
}

TEST(HookSignature, mattermost_says_its_token_in_the_header_or_else_in_the_form) {
    auto const judged = [](net::Headers headers, std::string body) {
        return verdict(Source::mattermost, {"t0ken"}, {std::move(headers), std::move(body)});
    };
    EXPECT_EQ(judged({{"authorization", "Token t0ken"}}, "text=status"), "");
    EXPECT_EQ(judged({}, "command=%2Frelease&token=t0ken&text=status"), "");
    EXPECT_EQ(judged({{"authorization", "Token other"}}, "token=t0ken"), "signature-wrong");
    EXPECT_EQ(judged({{"authorization", "Bearer t0ken"}}, ""), "signature-wrong");
    EXPECT_EQ(judged({}, "token=other"), "signature-wrong");
    EXPECT_EQ(judged({}, "token=t0ken&token=t0ken"), "signature-missing");
    EXPECT_EQ(judged({}, "token=%zz"), "signature-missing");
}

TEST(HookSignature, coolify_signs_nothing_and_is_known_by_the_name_it_calls) {
    EXPECT_EQ(verdict(Source::coolify, {}, {{}, payload("coolify_deployment_success")}), "");
}

}  // namespace
}  // namespace cadence::forge
