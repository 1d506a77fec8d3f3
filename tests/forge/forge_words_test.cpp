// The words of a status: as many, and such characters, as each forge takes.
#include <gmock/gmock.h>

#include "base/limit.h"
#include "forge/forge.h"

namespace cadence::forge {
namespace {

using ::testing::EndsWith;
using ::testing::StartsWith;

constexpr std::array kKinds{Kind::github, Kind::gitlab, Kind::gitea};
std::string const kFire = "\xF0\x9F\x94\xA5";
std::string const kUmlaut = "\xC3\xA4";
std::string const kUnknown = "\xEF\xBF\xBD";

std::string repeated(std::string const& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

std::string said(Kind kind, std::string text, std::string ending = {}) {
    return status_for(kind,
                      {.state = StatusState::failure, .text = std::move(text), .ending = std::move(ending)})
        .description;
}

TEST(StatusWords, are_as_many_characters_as_the_forge_counts) {
    for (auto const& [kind, most] : {std::pair{Kind::github, 140}, {Kind::gitlab, 255}, {Kind::gitea, 255}}) {
        for (auto const& letter : {std::string{"x"}, kUmlaut}) {
            EXPECT_EQ(said(kind, repeated(letter, most)), repeated(letter, most));
            EXPECT_EQ(said(kind, repeated(letter, most + 1)), repeated(letter, most - 1) + "…");
            EXPECT_EQ(said(kind, repeated(letter, 400), "; until noon"),
                      repeated(letter, most - 13) + "…; until noon");
        }
    }
}

TEST(StatusWords, have_no_characters_that_github_refuses) {
    EXPECT_EQ(said(Kind::github, "CI is on fire " + kFire), "CI is on fire " + kUnknown);
    EXPECT_EQ(said(Kind::github, repeated(kFire, 150), "; " + kFire),
              repeated(kUnknown, 136) + "…; " + kUnknown);
    for (auto const kind : {Kind::gitlab, Kind::gitea})
        EXPECT_EQ(said(kind, "CI is on fire " + kFire), "CI is on fire " + kFire);
    EXPECT_FALSE(takes_context(Kind::github, "gate " + kFire));
    EXPECT_TRUE(takes_context(Kind::github, "cadenced/merge (m" + kUmlaut + "in)"));
    EXPECT_TRUE(takes_context(Kind::gitlab, "gate " + kFire));
}

TEST(StatusWords, are_one_line_with_a_link_that_is_not_too_long) {
    for (auto const kind : kKinds) {
        EXPECT_EQ(said(kind, "one\ntwo\r\n\x1b[31m"), "one two  [31m");
        auto const linked = [&](std::string const& url) {
            return status_for(kind, {.text = "x", .target_url = url}).target_url;
        };
        EXPECT_EQ(linked("https://x.example"), "https://x.example");
        EXPECT_EQ(linked("https://x.example/" + std::string(300, 'y')), "") << "better none than no status";
    }
}

TEST(StatusWords, that_are_plain_keep_the_state_alone) {
    for (auto const state : {StatusState::success, StatusState::pending, StatusState::failure}) {
        auto const plain = in_plain_words({state, kFire, "https://x.example"});
        EXPECT_EQ(plain.state, state);
        EXPECT_EQ(plain.target_url, "");
        EXPECT_THAT(plain.description, StartsWith("The merge gate is "));
        for (char const c : plain.description) EXPECT_TRUE(c >= ' ' && c <= '~');
        EXPECT_EQ(in_plain_words(plain), plain);
    }
}

TEST(StatusWords, are_refused_by_what_says_no_other_reason) {
    auto const of_words = [](int status, std::string body) {
        return may_be_of_words({.status = status, .headers = {}, .body = std::move(body)});
    };
    EXPECT_TRUE(of_words(422, R"({"message":"Validation Failed"})"));
    EXPECT_TRUE(of_words(400, R"({"message":{"description":["is too long"]}})"));
    EXPECT_FALSE(of_words(422, R"({"message":"No commit found for SHA: 4f1c9a2"})"));
    EXPECT_FALSE(of_words(422, "This SHA and context has reached the maximum number of statuses."));
    EXPECT_FALSE(of_words(400, R"({"message":"Cannot transition status via :enqueue from :pending"})"));
    for (int const status : {200, 401, 403, 404, 409, 429, 502, 503})
        EXPECT_FALSE(of_words(status, "{}")) << status;
    EXPECT_TRUE(of_words(500, R"({"message":"Incorrect string value: '\\xF0\\x9F'"})")) << "of its database";
    EXPECT_TRUE(of_words(413, "too large"));
    EXPECT_TRUE(of_words(403, "<html>Forbidden</html>")) << "by a firewall";
    EXPECT_FALSE(of_words(403, R"({"message":"Resource not accessible by integration"})"));
}

}  // namespace
}  // namespace cadence::forge
